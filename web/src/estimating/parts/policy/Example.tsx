/** A project calculated with every change of the policy, beside what it costs by the one in force. */

import { type ReactNode, useEffect, useMemo, useState } from "react";
import { call } from "../../../api/call";
import type {
  BuildingType,
  Complexity,
  Discipline,
  FactsInput,
  Preview,
  PricePolicy,
  Standard,
  Uf,
} from "../../../api/schema";
import { Bars } from "../../../charts/Bars";
import { fieldsOf, sentenceOf, useDraft } from "../../../data/actions";
import { useLive } from "../../../data/seat";
import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { Checkbox, DecimalField, SelectField } from "../../../ui/field";
import { money, percent } from "../../../words/format";
import { currentLanguage, said, useWords, type Words } from "../../../words/language";
import { UFS } from "../../../words/ufs";
import { labelOf } from "../../policy/labels";
import {
  BUILDING_TYPES,
  COMPLEXITIES,
  DISCIPLINES,
  keysOf,
  METHODS,
  STANDARDS,
  useNames,
  usePartName,
} from "../../vocabulary";
import { policyWords } from "../../words/policy";

interface Facts {
  readonly areaM2: string;
  readonly buildingType: BuildingType;
  readonly standard: Standard;
  readonly complexity: Complexity;
  readonly disciplines: readonly Discipline[];
  readonly uf: Uf | "";
}

/** The worked case of the methodology: R$ 28.520,00 by the policy that ships. */
const WORKED: Facts = {
  areaM2: "200",
  buildingType: "unifamiliar",
  standard: "medio",
  complexity: "media",
  disciplines: ["arquitetura"],
  uf: "SP",
};
const PAUSE_MS = 350;

interface ExampleState {
  readonly facts: Facts;
  readonly set: (change: Partial<Facts>) => void;
  /** By the policy as it is being changed; null while it cannot be calculated. */
  readonly draft: Preview | null;
  readonly inForce: Preview | null;
  /** Why it cannot be calculated. */
  readonly refusal: string | null;
  /** Path of the policy -> what the server says against it. */
  readonly errors: Readonly<Record<string, string>>;
}

/** `policy` is null when nothing was changed. */
export function useExample(policy: PricePolicy | null, number: number): ExampleState {
  const { value: facts, set } = useDraft<Facts>("policy-example", WORKED);
  const asked = useMemo((): FactsInput => {
    const { uf, disciplines, ...rest } = facts;
    return { ...rest, disciplines: [...disciplines], ...(uf !== "" && { uf }) } as FactsInput;
  }, [facts]);
  const inForce = usePreview(asked, null, number);
  const draft = usePreview(asked, policy, number);
  return {
    facts,
    set,
    inForce: inForce.preview,
    draft: policy === null ? inForce.preview : draft.preview,
    refusal: policy === null ? inForce.refusal : draft.refusal,
    errors: draft.errors,
  };
}

const NONE: Readonly<Record<string, string>> = {};

function usePreview(facts: FactsInput, policy: PricePolicy | null, number: number) {
  const live = useLive();
  const [shown, setShown] = useState<{
    readonly preview: Preview | null;
    readonly refusal: string | null;
    readonly errors: Readonly<Record<string, string>>;
  }>({ preview: null, refusal: null, errors: NONE });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `number` stands for the policy in force
  useEffect(() => {
    const ending = new AbortController();
    const timer = setTimeout(() => {
      call(live, "POST /api/price-policy/preview", { body: { facts, policy }, signal: ending.signal }).then(
        (preview) => setShown({ preview, refusal: null, errors: NONE }),
        (error) => {
          if (ending.signal.aborted) return;
          const fields = fieldsOf(error);
          setShown((before) => ({
            preview: before.preview,
            refusal: named(fields) ?? sentenceOf(error),
            errors: fields,
          }));
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [live, facts, policy, number]);
  return shown;
}

/** The first fault with the name of its figure: what is wrong may stand in another section. */
function named(fields: Readonly<Record<string, string>>): string | null {
  const first = Object.entries(fields)[0];
  if (first === undefined) return null;
  const [path, remedy] = first;
  const label = labelOf(path, currentLanguage() === "en");
  return label === path ? remedy : `${label}: ${remedy}`;
}

export function Example({ of, changed }: { of: ExampleState; changed: boolean }) {
  const say = useWords(policyWords);
  const partName = usePartName();
  const names = useNames();
  const { facts, set, draft, inForce, refusal } = of;
  return (
    <section aria-label={say.example} className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <div>
        <h2 className="font-semibold">{say.example}</h2>
        <p className="text-sm text-faint">{say.exampleLead}</p>
      </div>
      <div className="grid grid-cols-2 gap-2">
        <DecimalField
          label={say.area}
          decimals={0}
          value={facts.areaM2}
          onValue={(areaM2) => set({ areaM2: areaM2 || "0" })}
        />
        <Pick label={say.uf} value={facts.uf} onValue={(uf) => set({ uf: uf as Uf | "" })}>
          <option value="">—</option>
          {UFS.map((uf) => (
            <option key={uf} value={uf}>
              {uf}
            </option>
          ))}
        </Pick>
        <Pick
          label={say.type}
          className="col-span-2"
          value={facts.buildingType}
          onValue={(type) => set({ buildingType: type as BuildingType })}
        >
          <OptionsOf of={BUILDING_TYPES} />
        </Pick>
        <Pick label={say.standard} value={facts.standard} onValue={(next) => set({ standard: next as Standard })}>
          <OptionsOf of={STANDARDS} />
        </Pick>
        <Pick
          label={say.complexity}
          value={facts.complexity}
          onValue={(next) => set({ complexity: next as Complexity })}
        >
          <OptionsOf of={COMPLEXITIES} />
        </Pick>
      </div>
      <details>
        <summary className="flex min-h-9 items-center text-sm font-medium text-soft pointer-coarse:min-h-11">
          {say.disciplines}: {facts.disciplines.map((each) => names(DISCIPLINES, each)).join(", ")}
        </summary>
        <div className="grid gap-1 pt-1">
          {keysOf(DISCIPLINES).map((key) => (
            <Checkbox
              key={key}
              label={names(DISCIPLINES, key)}
              checked={facts.disciplines.includes(key)}
              disabled={facts.disciplines.length === 1 && facts.disciplines[0] === key}
              onChecked={(now) =>
                set({
                  disciplines: keysOf(DISCIPLINES).filter((each) =>
                    each === key ? now : facts.disciplines.includes(each),
                  ),
                })
              }
            />
          ))}
        </div>
      </details>
      <div aria-live="polite" className={cx("border-t border-line pt-3", refusal !== null && "opacity-60")}>
        <p className="text-sm text-faint">{say.total}</p>
        <Changed of={draft?.pricing.deciding.total} as="p" className="text-2xl font-semibold tracking-tight">
          {draft ? money(draft.pricing.deciding.total) : "—"}
        </Changed>
        {draft && (
          <p className="text-sm text-soft">
            {say.perM2(money(draft.pricing.deciding.pricePerM2))} · {say.weeks(draft.pricing.durationWeeks)} ·{" "}
            {names(METHODS, draft.pricing.deciding.method)}
          </p>
        )}
        {changed && inForce && draft && (
          <p className="mt-2 text-sm">
            <span className="text-faint">{say.now}: </span>
            {money(inForce.pricing.deciding.total)} ·{" "}
            <strong className="font-semibold">{difference(inForce, draft) ?? say.equal}</strong>
          </p>
        )}
      </div>
      {refusal && (
        <p role="alert" className="text-sm text-wine">
          {refusal}
        </p>
      )}
      {draft && draft.pricing.deciding.parts.length > 0 && (
        <Bars
          rows={draft.pricing.deciding.parts.map((part) => ({
            label: partName(part),
            value: Number(part.amount),
            shown: money(part.amount),
          }))}
        />
      )}
      {draft && draft.pricing.warnings.length > 0 && (
        <ul className="flex list-disc flex-col gap-0.5 pl-4 text-sm text-ochre">
          {draft.pricing.warnings.map(({ text }) => (
            <li key={text}>{said(text)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** "+12,5 %" of the one in force; null when they are equal. */
export function difference(inForce: Preview, draft: Preview): string | null {
  const [before, after] = [Number(inForce.pricing.deciding.total), Number(draft.pricing.deciding.total)];
  if (before === after) return null;
  return `${after > before ? "+" : "−"}${percent((Math.abs(after - before) / before) * 100)}`;
}

function Pick({
  label,
  value,
  onValue,
  className,
  children,
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <SelectField label={label} value={value} onValue={onValue} {...(className && { className })}>
      {children}
    </SelectField>
  );
}

function OptionsOf({ of }: { of: Readonly<Record<string, Words<string>>> }) {
  const names = useNames();
  return keysOf(of).map((key) => (
    <option key={key} value={key}>
      {names(of, key)}
    </option>
  ));
}
