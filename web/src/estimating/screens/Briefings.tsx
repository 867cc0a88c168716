/** Every briefing, and how far each has come. */

import { useNavigate } from "@tanstack/react-router";
import { ClipboardList, Plus } from "lucide-react";
import { useDeferredValue } from "react";
import { useAddress } from "../../data/address";
import { ExportMenu } from "../../data/export";
import { useRows } from "../../data/rows";
import { useMay, useMe } from "../../data/seat";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { ListBar, NothingFits } from "../../ui/list";
import { State } from "../../ui/look";
import { Page } from "../../ui/page";
import { Empty, ListStates } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { ago } from "../../words/format";
import { useWords } from "../../words/language";
import { BRIEFING_STATUS, type BriefingStatus } from "../rows";
import { useNames } from "../vocabulary";
import { briefingsWords } from "../words/briefings";

const ALL = { q: "", situacao: "", de: "" };

export default function Briefings() {
  const say = useWords(briefingsWords);
  const names = useNames();
  const navigate = useNavigate();
  const may = useMay();
  const me = useMe();
  const [filters, set] = useAddress(ALL);
  const q = useDeferredValue(filters.q);
  const asked = { status: filters.situacao, responsibleId: filters.de === "mim" ? me.id : "" };
  const { rows, status } = useRows("briefings", { filters: asked, q, sort: "-updatedAt" });
  const filtered = filters.q !== "" || filters.situacao !== "" || filters.de !== "";
  const create = may("estimating.briefings.edit") && (
    <Button kind="primary" icon={Plus} onClick={() => void navigate({ to: "/briefings/novo" } as never)}>
      {say.create}
    </Button>
  );
  return (
    <Page
      title={say.title}
      actions={
        <>
          {may("estimating.export.run") && (
            <ExportMenu name="GET /api/briefings/export" query={{ ...asked, q } as never} file="briefings" />
          )}
          {create}
        </>
      }
    >
      <ListBar search={say.search} q={filters.q} onQ={(text) => set({ q: text })}>
        <SelectField
          label={say.status}
          hideLabel
          value={filters.situacao}
          onValue={(situacao) => set({ situacao })}
          className="grow sm:grow-0"
        >
          <option value="">{say.allStatuses}</option>
          {(Object.keys(BRIEFING_STATUS) as BriefingStatus[]).map((state) => (
            <option key={state} value={state}>
              {names(STATUS_NAMES, state)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say.whose}
          hideLabel
          value={filters.de}
          onValue={(de) => set({ de })}
          className="grow sm:grow-0"
        >
          <option value="">{say.everybody}</option>
          <option value="mim">{say.mine}</option>
        </SelectField>
      </ListBar>
      <ListStates
        status={status}
        count={rows.length}
        empty={
          filtered ? (
            <NothingFits onClear={() => set(ALL)} />
          ) : (
            <Empty icon={ClipboardList} title={say.emptyTitle} action={create}>
              {say.emptyText}
            </Empty>
          )
        }
      >
        <RowTable
          label={say.title}
          rows={rows}
          onOpen={(row) => void navigate({ to: "/briefings/$id", params: { id: row.id } } as never)}
          columns={[
            {
              name: say.briefing,
              width: "minmax(14rem,2.4fr)",
              cell: (row) => (
                <>
                  <span className="mr-2 text-sm text-faint">{row.number}</span>
                  {row.title}
                </>
              ),
            },
            { name: say.client, width: "minmax(9rem,1.4fr)", cell: (row) => row.client.name },
            { name: say.template, width: "7.5rem", desk: true, cell: (row) => row.template },
            { name: say.status, width: "9.5rem", cell: (row) => <State look={BRIEFING_STATUS[row.status]} /> },
            { name: say.progress, width: "7.5rem", cell: (row) => <Progress percent={row.progress} /> },
            {
              name: say.responsible,
              width: "minmax(7rem,1fr)",
              desk: true,
              cell: (row) => row.responsible?.name ?? "",
            },
            { name: say.changed, width: "7.5rem", desk: true, cell: (row) => ago(row.updatedAt) },
          ]}
        />
      </ListStates>
    </Page>
  );
}

const STATUS_NAMES = Object.fromEntries(
  Object.entries(BRIEFING_STATUS).map(([state, look]) => [state, look.label]),
) as Readonly<Record<BriefingStatus, (typeof BRIEFING_STATUS)[BriefingStatus]["label"]>>;

function Progress({ percent }: { percent: number }) {
  const say = useWords(briefingsWords);
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-full bg-sunken">
        <span
          className={percent === 100 ? "block h-full bg-leaf" : "block h-full bg-ochre"}
          style={{ width: `${percent}%` }}
        />
      </span>
      <span className="text-sm text-soft">{say.percent(percent)}</span>
    </span>
  );
}
