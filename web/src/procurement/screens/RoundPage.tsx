/** One round of quotations: whom it asks, who answered, what can be done. */

import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Scale } from "lucide-react";
import { useRow, useRows } from "../../data/rows";
import { buttonClass } from "../../ui/button";
import { Fact, Facts } from "../../ui/facts";
import { State } from "../../ui/look";
import { Page, Panel } from "../../ui/page";
import { Refused, Skeleton, SkeletonRows } from "../../ui/states";
import { RowTable } from "../../ui/table";
import { ago, moment, money } from "../../words/format";
import { useWords } from "../../words/language";
import { Answers } from "../parts/quotations/Answers";
import { RoundActions } from "../parts/quotations/RoundActions";
import { QUOTATION_STATUS, type QuotationRow, ROUND_STATUS, type RoundRow } from "../rows";
import { quotationWords } from "../words/quotations";
import { roundWords } from "../words/round";
import { Closes } from "./Quotations";

export default function RoundPage() {
  const { id = "" } = useParams({ strict: false });
  return <Round key={id} id={id} />;
}

function Round({ id }: { id: string }) {
  const { title } = useWords(quotationWords);
  const say = useWords(roundWords).round;
  const round = useRow("quotation-rounds", id);
  const { rows: quotations, status } = useRows("quotations", { filters: { roundId: id } });
  const back = { to: "/cotacoes", label: title };
  if (round === null) return <Refused error={status === "forbidden" ? status : "missing"} />;
  if (round === undefined)
    return (
      <Page title="…" back={back}>
        <Skeleton className="h-32 w-full rounded-lg" />
        <SkeletonRows rows={4} />
      </Page>
    );
  const over = round.status === "open" && new Date(round.closesAt).getTime() <= Date.now();
  return (
    <Page
      title={round.code}
      beside={<State look={ROUND_STATUS[round.status]} />}
      back={back}
      lead={
        <Link to={`/solicitacoes/${round.purchaseRequest.id}`} className="hover:underline">
          {round.purchaseRequest.code} · {round.purchaseRequest.title}
        </Link>
      }
      actions={
        <RoundActions round={round} quotations={quotations}>
          <Link to={`/cotacoes/${id}/mapa`} className={buttonClass(round.answered > 0 ? "primary" : "plain")}>
            <Scale size={16} aria-hidden />
            {round.status === "open" ? say.map : say.mapHint}
          </Link>
        </RoundActions>
      }
    >
      {over && <p className="rounded-md bg-ochre-soft px-3 py-2 font-medium text-ochre">{say.over}</p>}
      <RoundFacts round={round} />
      <h2 className="-mb-2 font-semibold">{say.suppliers}</h2>
      {status === "loading" && quotations.length === 0 ? (
        <SkeletonRows rows={4} />
      ) : (
        <Asked rows={inOrder(quotations)} />
      )}
    </Page>
  );
}

function RoundFacts({ round }: { round: RoundRow }) {
  const say = useWords(roundWords).round;
  return (
    <Panel>
      <Facts>
        <Fact name={say.closes}>
          <Closes round={round} />
        </Fact>
        <Fact name={say.answered}>
          <Answers answered={round.answered} invited={round.invited} />
        </Fact>
        <Fact name={say.lowest}>{money(round.lowestTotal)}</Fact>
        {round.createdBy && (
          <Fact name={say.by}>
            {round.createdBy.name}, {moment(round.createdAt)}
          </Fact>
        )}
        {round.remindedAt && <Fact name={say.reminded}>{ago(round.remindedAt)}</Fact>}
      </Facts>
      {(round.instructions || round.exceptionReason) && (
        <div className="mt-3 flex flex-col gap-3 border-t border-line pt-3">
          {round.instructions && (
            <div>
              <p className="text-sm text-faint">{say.instructions}</p>
              <p className="whitespace-pre-line">{round.instructions}</p>
            </div>
          )}
          {round.exceptionReason && (
            <div>
              <p className="text-sm text-faint">{say.exception}</p>
              <p className="whitespace-pre-line">{round.exceptionReason}</p>
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}

const ORDER: Readonly<Record<QuotationRow["status"], number>> = {
  winner: 0,
  active: 1,
  lost: 2,
  invited: 3,
  declined: 4,
  expired: 5,
  cancelled: 6,
};

/** Answers first, then those who are waited for; within each, the cheapest. */
export function inOrder(rows: readonly QuotationRow[]): readonly QuotationRow[] {
  return [...rows].sort(
    (one, other) =>
      ORDER[one.status] - ORDER[other.status] ||
      Number(one.total) - Number(other.total) ||
      one.supplier.name.localeCompare(other.supplier.name, "pt-BR"),
  );
}

function Asked({ rows }: { rows: readonly QuotationRow[] }) {
  const say = useWords(roundWords).round;
  const navigate = useNavigate();
  return (
    <RowTable
      label={say.suppliers}
      rows={rows}
      onOpen={(row) => void navigate({ to: `/cotacoes/${row.round.id}/respostas/${row.id}` })}
      columns={[
        {
          name: say.columns.supplier,
          width: "minmax(10rem,2fr)",
          cell: (row) => <b className="font-medium">{row.supplier.name}</b>,
        },
        { name: say.columns.state, width: "12rem", cell: (row) => <State look={QUOTATION_STATUS[row.status]} /> },
        { name: say.columns.when, width: "minmax(9rem,1.5fr)", cell: (row) => <When row={row} /> },
        {
          name: say.columns.delivery,
          width: "7rem",
          cell: (row) => (row.deliveryDays === null ? "—" : say.days(row.deliveryDays)),
          desk: true,
        },
        {
          name: say.columns.total,
          width: "9rem",
          align: "right",
          // Whoever answered and offers nothing has no price.
          cell: (row) => (row.answeredAt && Number(row.total) > 0 ? money(row.total) : "—"),
        },
      ]}
    />
  );
}

function When({ row }: { row: QuotationRow }) {
  const say = useWords(roundWords).round;
  if (row.answeredAt) return <>{say.answeredAt(ago(row.answeredAt))}</>;
  if (row.declinedReason) return <>“{row.declinedReason}”</>;
  return <>{row.openedAt ? say.openedAt(ago(row.openedAt)) : row.status === "invited" ? say.notOpened : "—"}</>;
}
