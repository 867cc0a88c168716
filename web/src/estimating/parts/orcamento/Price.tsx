/** How the price came about: its parts, its disciplines, the other methods beside it. */

import { ChevronRight, TriangleAlert } from "lucide-react";
import type { MethodResult, Orcamento } from "../../../api/schema";
import { Bars } from "../../../charts/Bars";
import { Dots } from "../../../charts/Dots";
import { Figure } from "../../../charts/Figure";
import { StackedBars } from "../../../charts/StackedBars";
import { Panel } from "../../../ui/page";
import { money, percent } from "../../../words/format";
import { said, saidParts, useWords } from "../../../words/language";
import { DISCIPLINES, METHODS, useNames, usePartName } from "../../vocabulary";
import { priceWords } from "../../words/orcamentoPrice";

type Priced = Pick<Orcamento, "pricing" | "composition">;

export function Price({ of }: { of: Priced }) {
  return (
    <div className="flex flex-col gap-4">
      <Warnings of={of} />
      <Composition of={of} />
      <div className="grid gap-4 2xl:grid-cols-2">
        <MadeOf of={of} />
        <Methods of={of} />
      </div>
      <Optional of={of} />
      <Hours of={of} />
    </div>
  );
}

/** What a person should look at, in the server's words; the price stands. */
function Warnings({ of }: { of: Pick<Orcamento, "pricing"> }) {
  const say = useWords(priceWords);
  const { warnings } = of.pricing;
  if (warnings.length === 0) return null;
  return (
    <section aria-label={say.look} className="rounded-lg bg-ochre-soft px-4 py-3 text-ochre">
      <h2 className="flex items-center gap-2 font-semibold">
        <TriangleAlert size={17} aria-hidden />
        {say.look}
      </h2>
      <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-6">
        {warnings.map(({ text }) => (
          <li key={text}>{said(text)}</li>
        ))}
      </ul>
    </section>
  );
}

function Composition({ of }: { of: Priced }) {
  const say = useWords(priceWords);
  const names = useNames();
  const { disciplines, stages, total } = of.composition;
  return (
    <Figure
      title={say.byDiscipline}
      table={{
        head: [say.discipline, ...stages.map(({ name }) => said(name)), say.total],
        rows: disciplines.map(({ discipline, price, stages: parts }) => [
          names(DISCIPLINES, discipline),
          ...stages.map(({ code }) => money(parts.find((part) => part.code === code)?.amount)),
          money(price),
        ]),
        foot: [say.total, ...stages.map(({ amount }) => money(amount)), money(total)],
      }}
    >
      <StackedBars
        order={stages.map(({ code }) => code)}
        rows={disciplines.map(({ discipline, price, stages: parts }) => ({
          label: names(DISCIPLINES, discipline),
          shown: money(price),
          parts: parts.map(({ code, name, amount }) => ({
            key: code,
            label: code,
            value: Number(amount),
            title: `${said(name)} · ${money(amount)}`,
          })),
        }))}
      />
      <p className="mt-1 text-sm text-faint">{stages.map(({ code, name }) => `${code} ${said(name)}`).join(" · ")}</p>
    </Figure>
  );
}

function MadeOf({ of }: { of: Priced }) {
  const say = useWords(priceWords);
  const partName = usePartName();
  const { parts, total } = of.pricing.deciding;
  if (parts.length === 0) return null;
  const share = (amount: string) => percent((Number(amount) / Number(total)) * 100);
  return (
    <Figure
      title={say.madeOf}
      table={{
        head: [say.part, say.amount, say.share],
        rows: parts.map((part) => [partName(part), money(part.amount), share(part.amount)]),
        foot: [say.total, money(total), ""],
      }}
    >
      <Bars
        rows={parts.map((part) => ({
          label: partName(part),
          value: Number(part.amount),
          shown: money(part.amount),
          aside: share(part.amount),
        }))}
      />
    </Figure>
  );
}

function Methods({ of }: { of: Pick<Orcamento, "pricing"> }) {
  const say = useWords(priceWords);
  const names = useNames();
  const { deciding, others } = of.pricing;
  const shown = others.flatMap(({ result, ...rest }) => (result ? [{ ...rest, result }] : []));
  const difference = (value: string | null) =>
    value === null ? "" : (Number(value) < 0 ? say.below : say.above)(percent(Math.abs(Number(value))));
  return (
    <Figure
      title={say.methods}
      below={
        <>
          {others
            .filter(({ result }) => result === null)
            .map(({ method, missing }) => (
              <p key={method} className="mt-2 text-sm text-soft">
                <strong className="font-medium">{names(METHODS, method)}:</strong> {said(missing)}
              </p>
            ))}
          <div className="mt-3 flex flex-col gap-1">
            {[deciding, ...shown.map(({ result }) => result)].map((result) => (
              <Explanation key={result.method} result={result} />
            ))}
          </div>
        </>
      }
      table={{
        head: [say.method, say.total, say.perM2, say.difference],
        rows: [
          [names(METHODS, deciding.method), money(deciding.total), money(deciding.pricePerM2), say.decides],
          ...others.map(({ method, result, missing, differencePercent }) => [
            names(METHODS, method),
            result ? money(result.total) : said(missing),
            result ? money(result.pricePerM2) : "",
            difference(differencePercent),
          ]),
        ],
      }}
    >
      <Dots
        rows={[
          {
            label: `${names(METHODS, deciding.method)} · ${say.decides}`,
            value: Number(deciding.total),
            shown: money(deciding.total),
            main: true,
          },
          ...shown.map(({ method, result, differencePercent, apart }) => ({
            label: `${names(METHODS, method)} · ${difference(differencePercent)}${apart ? ` · ${say.apart}` : ""}`,
            value: Number(result.total),
            shown: money(result.total),
            apart,
          })),
        ]}
      />
    </Figure>
  );
}

function Explanation({ result }: { result: MethodResult }) {
  const say = useWords(priceWords);
  const names = useNames();
  return (
    <details className="group rounded-md border border-line">
      <summary className="flex min-h-9 items-center gap-2 px-3 text-sm font-medium pointer-coarse:min-h-11">
        <ChevronRight size={15} aria-hidden className="text-faint transition-transform group-open:rotate-90" />
        {names(METHODS, result.method)}: {say.how.toLowerCase()}
      </summary>
      <ol className="border-t border-line px-3 py-1 text-sm">
        {result.explanation.map((step, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: steps of one explanation, in its order
            key={index}
            className="grid grid-cols-[1fr_auto] gap-x-3 border-b border-line py-1.5 last:border-0"
          >
            <span>{said(step.label)}</span>
            <span className="text-right font-medium">{saidParts(step.value)}</span>
            <span className="col-span-2 text-faint">{saidParts(step.formula)}</span>
          </li>
        ))}
      </ol>
      {result.warnings.length > 0 && (
        <ul className="border-t border-line px-3 py-2 text-sm text-ochre">
          {result.warnings.map(({ text }) => (
            <li key={text}>{said(text)}</li>
          ))}
        </ul>
      )}
    </details>
  );
}

function Optional({ of }: { of: Priced }) {
  const say = useWords(priceWords);
  const names = useNames();
  const { optionalLines } = of.pricing.deciding;
  if (optionalLines.length === 0) return null;
  return (
    <Panel title={say.optional}>
      <Bars
        rows={optionalLines.map(({ discipline, price }) => ({
          label: names(DISCIPLINES, discipline),
          value: Number(price),
          shown: money(price),
        }))}
      />
    </Panel>
  );
}

/** Whole hours of each level, discipline by discipline; only of a method that counts hours. */
export function Hours({ of }: { of: Priced }) {
  const say = useWords(priceWords);
  const names = useNames();
  const lines = of.pricing.deciding.lines.flatMap(({ work, ...line }) => (work ? [{ ...line, work }] : []));
  if (lines.length === 0) return null;
  const levels = ["senior", "pleno", "junior", "estagiario"] as const;
  return (
    <Panel title={say.hours}>
      <section className="overflow-x-auto" aria-label={say.hours} tabIndex={0}>
        <table className="w-full min-w-xl text-sm">
          <thead className="text-soft">
            <tr>
              <th scope="col" className="py-1.5 text-left font-medium">
                {say.discipline}
              </th>
              {[...levels.map((level) => say[level]), say.hoursOf, say.technicalCost].map((name) => (
                <th key={name} scope="col" className="py-1.5 pl-3 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ discipline, work }) => (
              <tr key={discipline} className="border-t border-line">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {names(DISCIPLINES, discipline)}
                </th>
                {levels.map((level) => (
                  <td key={level} className="py-1.5 pl-3 text-right">
                    {work.byLevel[level]}
                  </td>
                ))}
                <td className="py-1.5 pl-3 text-right font-medium">{work.hours}</td>
                <td className="py-1.5 pl-3 text-right">{money(work.technicalCost)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
