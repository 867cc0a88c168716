/** Who did what: the audit trail, line by line. */

import { ScrollText } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { AuditLine } from "../../api/schema";
import { usePages } from "../../data/pages";
import { Dialog } from "../../ui/dialog";
import { Fact, Facts } from "../../ui/facts";
import { SelectField } from "../../ui/field";
import { ListBar, NothingFits } from "../../ui/list";
import { State } from "../../ui/look";
import { More } from "../../ui/more";
import { Page } from "../../ui/page";
import { Empty, ListStates } from "../../ui/states";
import { type Column, RowTable } from "../../ui/table";
import { browserName } from "../../words/browser";
import { moment } from "../../words/format";
import { useLanguage, useWords } from "../../words/language";
import { RESULT_LOOKS } from "../rows";
import { actionName } from "../words/actions";
import { trailWords } from "../words/trail";

export default function Trail() {
  const say = useWords(trailWords);
  const [q, setQ] = useState("");
  const [result, setResult] = useState("");
  const [open, setOpen] = useState<AuditLine | null>(null);
  const lines = usePages("GET /api/audit", { q: useDeferredValue(q.trim()), result });
  const columns: readonly Column<AuditLine>[] = [
    { name: say.action, width: "minmax(0,2.5fr)", cell: (line) => <Action of={line} /> },
    { name: say.person, width: "minmax(0,1.5fr)", cell: (line) => line.person?.name ?? say.nobody },
    { name: say.at, width: "10rem", cell: (line) => moment(line.at) },
    { name: say.result, width: "8rem", cell: (line) => <State look={RESULT_LOOKS[line.result]} /> },
    { name: say.address, width: "9rem", desk: true, cell: (line) => line.address ?? "—" },
  ];
  return (
    <Page title={say.title} lead={say.lead}>
      <ListBar search={say.search} q={q} onQ={setQ}>
        <SelectField label={say.result} hideLabel value={result} onValue={setResult}>
          {Object.entries(say.results).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
      </ListBar>
      <ListStates
        status={lines.status}
        count={lines.rows.length}
        empty={
          q || result ? (
            <NothingFits
              onClear={() => {
                setQ("");
                setResult("");
              }}
            />
          ) : (
            <Empty icon={ScrollText} title={say.emptyTitle}>
              {say.emptyText}
            </Empty>
          )
        }
      >
        <RowTable label={say.title} rows={lines.rows} columns={columns} onOpen={setOpen} />
        <More hasMore={lines.hasMore} reading={lines.reading} more={lines.more} />
      </ListStates>
      {open && <Line line={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Action({ of }: { of: AuditLine }) {
  const name = actionName(of.action, useLanguage() === "en" ? "en" : "pt");
  return (
    <span title={of.action} className="inline-block max-w-full truncate align-top first-letter:uppercase">
      {name}
    </span>
  );
}

function Line({ line, onClose }: { line: AuditLine; onClose: () => void }) {
  const say = useWords(trailWords);
  return (
    <Dialog open shape="side" onClose={onClose} title={<Action of={line} />} description={moment(line.at)}>
      <div className="flex flex-col gap-5">
        <Facts>
          <Fact name={say.person}>{line.person?.name ?? say.nobody}</Fact>
          <Fact name={say.result}>
            <State look={RESULT_LOOKS[line.result]} />
          </Fact>
          <Fact name={say.address}>{line.address ?? "—"}</Fact>
          {line.userAgent && (
            <Fact name={say.browser}>
              <span title={line.userAgent}>{browserName(line.userAgent)}</span>
            </Fact>
          )}
        </Facts>
        <Values name={say.before} values={line.before} />
        <Values name={say.after} values={line.after} />
        <Values name={say.detail} values={line.detail} />
        <Facts>
          <Fact name={say.entry}>
            <code className="text-sm">{line.action}</code>
          </Fact>
          {line.thingId && (
            <Fact name={say.thing}>
              <code className="text-sm">{line.thingId}</code>
            </Fact>
          )}
          {line.requestId && (
            <Fact name={say.request}>
              <code className="text-sm">{line.requestId}</code>
            </Fact>
          )}
        </Facts>
      </div>
    </Dialog>
  );
}

function Values({ name, values }: { name: string; values: Readonly<Record<string, unknown>> | null }) {
  if (values === null || Object.keys(values).length === 0) return null;
  return (
    <section>
      <h3 className="pb-1 font-semibold">{name}</h3>
      <dl className="divide-y divide-line rounded-md border border-line">
        {Object.entries(values).map(([member, value]) => (
          <div key={member} className="grid grid-cols-[10rem_1fr] gap-3 px-3 py-1.5">
            <dt className="text-soft">{member}</dt>
            <dd className="min-w-0 break-words">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
