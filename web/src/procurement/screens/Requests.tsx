/** What the organisation asks to buy: the kanban, or a list. */

import { useNavigate } from "@tanstack/react-router";
import { KanbanSquare, Plus } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import { useAddress } from "../../data/address";
import { ExportMenu } from "../../data/export";
import { useRows } from "../../data/rows";
import { useMay, useMe } from "../../data/seat";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { NothingFits } from "../../ui/list";
import { Page } from "../../ui/page";
import { Empty, ListStates, Refused, SkeletonRows } from "../../ui/states";
import { Views } from "../../ui/views";
import { useLanguage, useWords } from "../../words/language";
import { ENDED, fits, inOrder, OPEN, ORDERS, type Order } from "../board";
import { Board } from "../parts/board/Board";
import { FILTER_NAMES, RequestFiltersBar } from "../parts/board/RequestFilters";
import { RequestList } from "../parts/board/RequestList";
import { useMoving } from "../parts/board/useMoving";
import { REQUEST_STATUS } from "../rows";
import { boardWords } from "../words/board";

const RECENT_DAYS = 90;
const START = {
  q: "",
  prioridade: "",
  centro: "",
  departamento: "",
  comprador: "",
  minhas: "",
  acima: "",
  comigo: "",
  ordem: "chegada",
  ver: "",
  etapa: "",
  periodo: "",
} as const;
const NEWEST = "-statusSince";

export default function Requests() {
  const say = useWords(boardWords);
  const may = useMay();
  const me = useMe().id;
  const navigate = useNavigate();
  const [filters, set] = useAddress(START);
  const late = useDeferredValue(filters);
  const asList = filters.ver === "lista";
  const stage = [...OPEN, ...ENDED].find((status) => status === filters.etapa);
  const ended = asList && stage !== undefined && ENDED.includes(stage);
  const {
    rows: all,
    status,
    complete,
  } = useRows("purchase-requests", {
    filters: ended
      ? { status: stage, from: filters.periodo === "sempre" ? undefined : daysAgo(RECENT_DAYS) }
      : { status: OPEN.join() },
    sort: NEWEST,
  });
  const moving = useMoving(all);
  const narrowed = FILTER_NAMES.some((name) => late[name]);
  const rows = useMemo(
    () => (narrowed ? moving.rows.filter((row) => fits(row, late, me)) : moving.rows),
    [narrowed, moving.rows, late, me],
  );
  const order: Order = ORDERS.find((each) => each === filters.ordem) ?? "chegada";
  const listed = useMemo(
    () => (asList ? inOrder(stage ? rows.filter((row) => row.status === stage) : rows, order) : rows),
    [asList, rows, stage, order],
  );
  const filtered = FILTER_NAMES.some((name) => filters[name]);
  const create = () => void navigate({ to: "/solicitacoes/nova" });
  const empty = filtered ? (
    <NothingFits onClear={() => set(Object.fromEntries(FILTER_NAMES.map((name) => [name, ""])))} />
  ) : (
    <Empty
      icon={KanbanSquare}
      title={say.emptyTitle}
      action={
        may("procurement.requests.create") && (
          <Button kind="primary" icon={Plus} onClick={create}>
            {say.create}
          </Button>
        )
      }
    >
      {say.emptyText}
    </Empty>
  );
  return (
    <Page
      title={say.title}
      width={asList ? "wide" : "full"}
      actions={
        <>
          <Views list={asList} onList={(list) => set({ ver: list ? "lista" : "", etapa: "" })} />
          {asList && may("procurement.export.run") && (
            <ExportMenu
              name="GET /api/purchase-requests/export"
              file="solicitacoes"
              query={{
                status: stage ?? OPEN.join(),
                priority: filters.prioridade,
                costCentreId: filters.centro,
                departmentId: filters.departamento,
                buyerId: filters.comprador,
                requesterId: filters.minhas ? me : undefined,
                overBudget: filters.acima ? true : undefined,
                q: filters.q,
              }}
            />
          )}
          {may("procurement.requests.create") && (
            <Button kind="primary" icon={Plus} onClick={create}>
              {say.create}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        <RequestFiltersBar rows={all} filters={filters} set={set} signs={signs(may)} ordered />
        {asList && (
          <>
            <StageSelect value={stage ?? ""} onValue={(etapa) => set({ etapa })} />
            {ended && (
              <SelectField label={say.period} hideLabel value={filters.periodo} onValue={(periodo) => set({ periodo })}>
                <option value="">{say.recent}</option>
                <option value="sempre">{say.always}</option>
              </SelectField>
            )}
          </>
        )}
      </div>
      {asList ? (
        <ListStates status={status} count={rows.length} empty={empty} skeleton={<SkeletonRows rows={12} />}>
          <RequestList rows={listed} />
        </ListStates>
      ) : status === "forbidden" || status === "failed" ? (
        <Refused error={status} />
      ) : complete && all.length === 0 ? (
        empty
      ) : (
        <Board
          all={moving.rows}
          rows={rows}
          moving={moving}
          order={order}
          loading={status === "loading"}
          complete={complete}
          filtered={filtered}
          onShowEnded={(each) => set({ ver: "lista", etapa: each })}
        />
      )}
    </Page>
  );
}

function signs(may: ReturnType<typeof useMay>): boolean {
  return (["need", "purchase", "director", "ceo"] as const).some((each) => may(`procurement.approvals.${each}`));
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

function StageSelect({ value, onValue }: { value: string; onValue: (status: string) => void }) {
  const say = useWords(boardWords);
  const english = useLanguage() === "en";
  return (
    <SelectField label={say.states} hideLabel value={value} onValue={onValue} className="w-48">
      <option value="">{say.allOpen}</option>
      {[...OPEN, ...ENDED].map((status) => (
        <option key={status} value={status}>
          {english ? REQUEST_STATUS[status].label.en : REQUEST_STATUS[status].label.pt}
        </option>
      ))}
    </SelectField>
  );
}
