/** The versions of an orçamento, side by side, and what happened to this one. */

import { useNavigate } from "@tanstack/react-router";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import type { EstimatingOrcamentosEvent, Section } from "../../../api/schema";
import { usePages } from "../../../data/pages";
import { useAnswer, useRows } from "../../../data/rows";
import { Person } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { State } from "../../../ui/look";
import { More } from "../../../ui/more";
import { Panel } from "../../../ui/page";
import { Refused, SkeletonRows } from "../../../ui/states";
import { moment, money } from "../../../words/format";
import { said, saidParts, useWords } from "../../../words/language";
import { ORCAMENTO_STATUS, type OrcamentoRow } from "../../rows";
import { storyWords } from "../../words/orcamentoStory";

export function Story({ row }: { row: OrcamentoRow }) {
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Versions row={row} />
      <History row={row} />
    </div>
  );
}

function Versions({ row }: { row: OrcamentoRow }) {
  const say = useWords(storyWords);
  const navigate = useNavigate();
  const { rows } = useRows("orcamentos", { filters: { briefingId: row.briefing.id } });
  const [other, setOther] = useState<OrcamentoRow | null>(null);
  const versions = [...rows].sort((a, b) => b.versao - a.versao);
  return (
    <Panel title={say.versions} className="self-start">
      {versions.length <= 1 && <p className="mb-2 text-soft">{say.onlyOne}</p>}
      <ul className="flex flex-col">
        {versions.map((each) => (
          <li
            key={each.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 last:border-0"
          >
            <span className="font-medium">{say.version(each.versao)}</span>
            <State look={ORCAMENTO_STATUS[each.status]} />
            <span className="grow text-sm text-faint">{moment(each.createdAt)}</span>
            <span>{money(each.total)}</span>
            {each.id === row.id ? (
              <span className="text-sm text-faint">{say.thisOne}</span>
            ) : (
              <span className="flex gap-1">
                <Button small icon={GitCompareArrows} onClick={() => setOther(each)}>
                  {say.compare}
                </Button>
                <Button
                  small
                  kind="quiet"
                  aria-label={`${say.openVersion}: ${say.version(each.versao)}`}
                  onClick={() => void navigate({ to: "/orcamentos/$id", params: { id: each.id } } as never)}
                >
                  {say.openVersion}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {other && <CompareDialog one={row} other={other} onClose={() => setOther(null)} />}
    </Panel>
  );
}

const SECTIONS: readonly Section[] = ["totals", "lines", "facts", "terms"];

function CompareDialog({ one, other, onClose }: { one: OrcamentoRow; other: OrcamentoRow; onClose: () => void }) {
  const say = useWords(storyWords);
  const [before, after] = one.versao < other.versao ? [one, other] : [other, one];
  const compared = useAnswer("GET /api/orcamentos/{orcamento_id}/compare", {
    path: { orcamento_id: after.id },
    query: { with: before.id },
  });
  const named = {
    facts: say.sectionFacts,
    lines: say.sectionLines,
    totals: say.sectionTotals,
    terms: say.sectionTerms,
  } as const;
  const differences = compared.data?.differences ?? [];
  return (
    <Dialog open onClose={onClose} shape="wide" title={say.compareTitle(before.versao, after.versao)}>
      {compared.error ? (
        <Refused error={compared.error} onRetry={() => void compared.refetch()} />
      ) : compared.data === undefined ? (
        <SkeletonRows rows={6} />
      ) : differences.length === 0 ? (
        <p className="text-soft">{say.same}</p>
      ) : (
        <table className="w-full text-left">
          <caption className="sr-only">{say.compareTitle(before.versao, after.versao)}</caption>
          <thead className="text-sm text-soft">
            <tr>
              <td />
              <th scope="col" className="px-2 pb-1 font-medium">
                {say.version(before.versao)}
              </th>
              <th scope="col" className="px-2 pb-1 font-medium">
                {say.version(after.versao)}
              </th>
            </tr>
          </thead>
          {SECTIONS.filter((section) => differences.some((each) => each.section === section)).map((section) => (
            <tbody key={section}>
              <tr>
                <th colSpan={3} scope="colgroup" className="pt-3 pb-1 font-semibold">
                  {named[section]}
                </th>
              </tr>
              {differences
                .filter((each) => each.section === section)
                .map((each) => (
                  <tr key={each.key} className="border-t border-line align-top">
                    <th scope="row" className="py-1.5 pr-2 font-normal text-soft">
                      {said(each.label)}
                    </th>
                    <td className="px-2 py-1.5 text-soft">{unbroken(each.before)}</td>
                    <td className="px-2 py-1.5 font-medium">{unbroken(each.after)}</td>
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      )}
    </Dialog>
  );
}

/** Sums come from the server as text: they are not torn apart where a column is narrow. */
function unbroken(value: string | null): string {
  return value === null ? "—" : saidParts(value).replaceAll("R$ ", "R$\u00a0");
}

function History({ row }: { row: OrcamentoRow }) {
  const say = useWords(storyWords);
  const events = usePages("GET /api/orcamentos/{orcamento_id}/history", undefined, {
    path: { orcamento_id: row.id },
    after: row.version,
  });
  return (
    <Panel title={say.history} className="self-start">
      {events.status === "failed" ? (
        <Refused error={events.error} onRetry={events.retry} />
      ) : events.status === "loading" ? (
        <SkeletonRows rows={4} />
      ) : (
        <ol className="flex flex-col">
          {events.rows.map((event) => (
            <Happened key={event.id} event={event} />
          ))}
        </ol>
      )}
      <More hasMore={events.hasMore} reading={events.reading} more={events.more} />
    </Panel>
  );
}

function Happened({ event }: { event: EstimatingOrcamentosEvent }) {
  const say = useWords(storyWords);
  const name = event.person.name || say.program;
  const did = (say.did as Readonly<Record<string, string>>)[event.kind] ?? event.kind;
  const { parts, total } = event.detail as { parts?: readonly string[]; total?: string };
  const named = say.parts as Readonly<Record<string, string>>;
  return (
    <li className="flex gap-3 border-b border-line py-2 last:border-0">
      <Person name={name} small />
      <div className="min-w-0 grow">
        <p>
          <span className="font-medium">{name}</span> {did}
          {event.kind === "changed" && parts && `: ${parts.map((part) => named[part] ?? part).join(", ")}`}
          {(event.kind === "created" || event.kind === "sent") && total && ` · ${money(total)}`}
        </p>
        {event.text && <p className="whitespace-pre-wrap text-soft">“{event.text}”</p>}
      </div>
      <time dateTime={event.at} className="shrink-0 text-sm text-faint">
        {moment(event.at)}
      </time>
    </li>
  );
}
