/** Rounds of quotations: who was asked, who answered, until when. */

import { Link, useNavigate } from "@tanstack/react-router";
import { Clock, HandCoins, Plus } from "lucide-react";
import { useAddress } from "../../data/address";
import { useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { buttonClass } from "../../ui/button";
import { cx } from "../../ui/cx";
import { ListBar, NothingFits } from "../../ui/list";
import { State } from "../../ui/look";
import { Page } from "../../ui/page";
import { Choices } from "../../ui/search";
import { Empty, ListStates } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { moment, money } from "../../words/format";
import { useWords } from "../../words/language";
import { Answers } from "../parts/quotations/Answers";
import { ROUND_STATUS, type RoundRow } from "../rows";
import { quotationWords } from "../words/quotations";

const KINDS = { "": "open", decididas: "awarded", canceladas: "cancelled", todas: null } as const;
type Kind = keyof typeof KINDS;

const ALL = { estado: "", q: "" };

export default function Quotations() {
  const say = useWords(quotationWords);
  const may = useMay();
  const navigate = useNavigate();
  const [filters, set] = useAddress(ALL);
  const kind = (Object.keys(KINDS) as Kind[]).find((each) => each === filters.estado) ?? "";
  const { rows, status } = useRows("quotation-rounds", {
    filters: { status: KINDS[kind] },
    q: filters.q,
    sort: kind === "" ? "closesAt" : "-createdAt",
  });
  const asking = may("procurement.quotations.run");
  const { rows: quoting } = useRows("purchase-requests", { filters: { status: "quotation" } });
  const waiting = quoting.filter((row) => row.invited === 0).length;
  const create = asking && (
    <Link to="/cotacoes/nova" className={buttonClass("primary")}>
      <Plus size={16} aria-hidden />
      {say.open}
    </Link>
  );
  const filtered = kind !== "" || filters.q !== "";
  return (
    <Page
      title={say.title}
      lead={
        asking &&
        waiting > 0 && (
          <Link to="/cotacoes/nova" className="text-accent hover:underline">
            {say.waiting(waiting)}
          </Link>
        )
      }
      actions={create}
    >
      <ListBar search={say.search} q={filters.q} onQ={(q) => set({ q })}>
        <Choices
          label={say.filter.label}
          value={kind}
          onValue={(estado) => set({ estado })}
          choices={[
            { value: "", label: say.filter.open },
            { value: "decididas", label: say.filter.awarded },
            { value: "canceladas", label: say.filter.cancelled },
            { value: "todas", label: say.filter.all },
          ]}
        />
      </ListBar>
      <ListStates
        status={status}
        count={rows.length}
        empty={
          filtered ? (
            <NothingFits onClear={() => set(ALL)} />
          ) : (
            <Empty icon={HandCoins} title={say.emptyTitle} action={create}>
              {say.emptyText}
            </Empty>
          )
        }
      >
        <RowTable
          label={say.title}
          rows={rows}
          onOpen={(row) => void navigate({ to: `/cotacoes/${row.id}` })}
          columns={[
            {
              name: say.columns.round,
              width: "minmax(14rem,3fr)",
              cell: (row) => (
                <span className="flex min-w-0 flex-col">
                  <span className="truncate font-medium">{row.purchaseRequest.title}</span>
                  <span className="truncate text-sm font-normal text-faint">
                    {row.code} · {row.purchaseRequest.code}
                  </span>
                </span>
              ),
            },
            { name: say.columns.state, width: "9.5rem", cell: (row) => <State look={ROUND_STATUS[row.status]} /> },
            { name: say.columns.closes, width: "11rem", cell: (row) => <Closes round={row} /> },
            {
              name: say.columns.answers,
              width: "8rem",
              cell: (row) => <Answers answered={row.answered} invited={row.invited} />,
            },
            { name: say.columns.lowest, width: "8rem", align: "right", cell: (row) => money(row.lowestTotal) },
            { name: say.columns.by, width: "9rem", cell: (row) => row.createdBy?.name ?? "—", desk: true },
          ]}
        />
      </ListStates>
    </Page>
  );
}

const DAY_MS = 86_400_000;

/** Until when answers come; plain when it is over or soon will be. */
export function Closes({ round }: { round: RoundRow }) {
  const say = useWords(quotationWords);
  if (round.status !== "open") return <span className="text-soft">{moment(round.closesAt)}</span>;
  const left = new Date(round.closesAt).getTime() - Date.now();
  return (
    <span className={cx("inline-flex items-center gap-1", left < DAY_MS && "font-medium text-ochre")}>
      {left < DAY_MS && <Clock size={14} aria-hidden />}
      {left <= 0 ? say.closed : moment(round.closesAt)}
    </span>
  );
}
