/** Everything of one round's comparison: its figures as they come, what is picked, and what becomes of it. */

import { Link } from "@tanstack/react-router";
import { FileSpreadsheet, FileText, HandCoins, ListPlus, Wand } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { sentenceOf, useDraft } from "../../../data/actions";
import { useFileSaving } from "../../../data/files";
import { useAnswer } from "../../../data/rows";
import { useMay } from "../../../data/seat";
import { Button, buttonClass } from "../../../ui/button";
import { Checkbox } from "../../../ui/field";
import { State } from "../../../ui/look";
import { Menu } from "../../../ui/menu";
import { Page } from "../../../ui/page";
import { Empty, Refused, Skeleton } from "../../../ui/states";
import { useNarrow } from "../../../ui/table";
import { moment, percent } from "../../../words/format";
import { useWords } from "../../../words/language";
import { useComparison, useWhatIf } from "../../comparing";
import { allOf, type Comparison, choicesOf, divided, type Picks, picksOf, type Side, toggled } from "../../picks";
import { type QuotationRow, ROUND_STATUS } from "../../rows";
import { comparisonWords } from "../../words/comparison";
import { AwardBar } from "./AwardBar";
import { AwardDialog } from "./AwardDialog";
import { Awarded } from "./Awarded";
import { ComparisonCards } from "./ComparisonCards";
import { ComparisonTable, type ComparisonTableProps, type MapHands } from "./ComparisonTable";
import { SplitDialog } from "./SplitDialog";
import { useArrivals, useLostOffers } from "./useOffers";

interface Draft {
  /** Null until something was pressed: what the map suggests. */
  readonly picks: Picks | null;
  readonly leftOut: readonly string[];
  readonly reason: string;
  readonly exceptionReason: string;
}

const NOTHING_YET: Draft = { picks: null, leftOut: [], reason: "", exceptionReason: "" };

export function ComparisonMap({ roundId }: { roundId: string }) {
  const say = useWords(comparisonWords);
  const { round, quotations, comparison, sides, error, retry } = useComparison(roundId);
  const back = { to: `/cotacoes/${roundId}`, label: round ? round.code : say.back };
  if (comparison === undefined)
    return (
      <Page title={say.title(round?.code ?? "…")} back={back} width="full">
        {error ? <Refused error={error} onRetry={retry} /> : <Skeleton className="h-96 w-full rounded-lg" />}
      </Page>
    );
  return (
    <Page
      title={say.title(comparison.round.code)}
      back={back}
      width="full"
      beside={<State look={ROUND_STATUS[comparison.round.status]} />}
      lead={
        <>
          <Link to={`/solicitacoes/${comparison.purchaseRequest.id}`} className="hover:underline">
            {comparison.purchaseRequest.code} · {comparison.purchaseRequest.title}
          </Link>
          <span className="block text-sm">
            {say.answered(comparison.columns.length, sides.filter((side) => side.status !== "cancelled").length)}
            {comparison.round.status === "open" && ` · ${closing(say, comparison.round.closesAt)}`}
            {` · ${say.rate(percent(comparison.monthlyRatePercent, 2))}`}
          </span>
        </>
      }
      actions={<Files comparison={comparison} />}
    >
      {comparison.columns.length === 0 ? (
        <Empty
          icon={HandCoins}
          title={say.emptyTitle}
          action={
            <Link to={`/cotacoes/${roundId}`} className={buttonClass("primary")}>
              {say.emptyAction}
            </Link>
          }
        >
          {say.emptyText}
        </Empty>
      ) : (
        <Choosing roundId={roundId} comparison={comparison} sides={sides} quotations={quotations} />
      )}
    </Page>
  );
}

function closing(say: (typeof comparisonWords)["pt"], closesAt: string): string {
  return new Date(closesAt).getTime() > Date.now() ? say.closes(moment(closesAt)) : say.closed(moment(closesAt));
}

function Files({ comparison }: { comparison: Comparison }) {
  const say = useWords(comparisonWords);
  const may = useMay();
  const sheet = useFileSaving("GET /api/quotation-rounds/{round_id}/comparison.xlsx");
  const paper = useFileSaving("GET /api/quotation-rounds/{round_id}/comparison.pdf");
  const path = { round_id: comparison.round.id };
  return (
    <>
      {may("procurement.export.run") && (
        <Button
          icon={FileSpreadsheet}
          busy={sheet.busy}
          onClick={() => void sheet.save({ path }, `${comparison.round.code}.xlsx`)}
        >
          {say.sheet}
        </Button>
      )}
      <Button
        icon={FileText}
        busy={paper.busy}
        onClick={() => void paper.save({ path }, `${comparison.round.code}.pdf`)}
      >
        {say.paper}
      </Button>
    </>
  );
}

function Choosing({
  roundId,
  comparison,
  sides,
  quotations,
}: {
  roundId: string;
  comparison: Comparison;
  sides: readonly Side[];
  quotations: readonly QuotationRow[];
}) {
  const say = useWords(comparisonWords);
  const narrow = useNarrow();
  const draft = useDraft<Draft>(`award:${roundId}`, NOTHING_YET);
  const [makeUp, setMakeUp] = useState(false);
  const [dividing, setDividing] = useState<string | null>(null);
  const [awarding, setAwarding] = useState(false);
  const open = comparison.round.status === "open";
  const award = useAnswer(
    "GET /api/awards/{award_id}",
    { path: { award_id: comparison.awardId ?? "" } },
    { enabled: comparison.awardId !== null },
  );
  const suggested = useMemo(() => picksOf(comparison.cheapestSplit, comparison), [comparison]);
  const won = useMemo(
    () => picksOf(award.data ? { lines: award.data.items as never } : null, comparison),
    [award.data, comparison],
  );
  const { picks, leftOut } = open
    ? { picks: draft.value.picks ?? suggested, leftOut: draft.value.leftOut }
    : { picks: won, leftOut: award.data?.leftOut.map((each) => each.itemId) ?? [] };
  const byId = useMemo(() => new Map(quotations.map((row) => [row.id, row])), [quotations]);
  const fresh = useArrivals(comparison);
  useLostOffers(comparison, open ? draft.value.picks : null, (kept) => draft.set({ picks: kept }));

  const state = useRef({ picks, leftOut, draft, comparison });
  state.current = { picks, leftOut, draft, comparison };
  const hands = useMemo<MapHands>(
    () => ({
      enabled: open,
      toggle: (itemId, quotationId) => {
        const { picks: now, leftOut: outside, draft: kept } = state.current;
        kept.set({ picks: toggled(now, itemId, quotationId), leftOut: outside.filter((id) => id !== itemId) });
      },
      divide: setDividing,
      leave: (itemId) => {
        const { picks: now, leftOut: outside, draft: kept } = state.current;
        if (outside.includes(itemId)) kept.set({ picks: now, leftOut: outside.filter((id) => id !== itemId) });
        else kept.set({ picks: divided(now, itemId, {}), leftOut: [...outside, itemId] });
      },
      takeAll: (quotationId) =>
        state.current.draft.set({ picks: allOf(state.current.comparison, quotationId), leftOut: [] }),
    }),
    [open],
  );
  const onMakeUp = useCallback(() => setMakeUp((now) => !now), []);

  const choices = useMemo(() => (open ? choicesOf(picks, comparison) : []), [open, picks, comparison]);
  const whatIf = useWhatIf(roundId, choices, comparison.sha256);
  const reckoned = choices.length > 0 ? whatIf.data : undefined;
  const map: ComparisonTableProps = {
    comparison,
    sides,
    picks,
    leftOut,
    makeUp,
    onMakeUp,
    fresh,
    quotations: byId,
    hands,
    quotationLink: (id) => `/cotacoes/${roundId}/respostas/${id}`,
  };
  const divideItem = comparison.rows.find((item) => item.itemId === dividing);
  return (
    <>
      {award.data && <Awarded award={award.data} />}
      {narrow ? (
        <ComparisonCards {...map} />
      ) : (
        <>
          <div className="-mb-2 flex flex-wrap items-center justify-between gap-3 text-sm text-soft">
            <p>{say.legend}.</p>
            <span title={say.makeUpHint}>
              <Checkbox label={say.makeUp} checked={makeUp} onChecked={setMakeUp} />
            </span>
          </div>
          <ComparisonTable {...map} />
        </>
      )}
      {open && (
        <AwardBar
          comparison={comparison}
          reckoned={reckoned}
          waiting={whatIf.isPlaceholderData || (whatIf.isFetching && !whatIf.data)}
          leftOut={leftOut}
          problem={choices.length > 0 && whatIf.error ? sentenceOf(whatIf.error) : null}
          mayAward={comparison.can.includes("award")}
          onAward={() => setAwarding(true)}
          suggestions={
            <Menu
              trigger={
                <Button icon={Wand} disabled={comparison.columns.every(({ lapsed }) => lapsed)}>
                  {say.suggest.label}
                </Button>
              }
              items={[
                {
                  label: say.suggest.split,
                  icon: Wand,
                  onSelect: () => draft.set({ picks: suggested, leftOut: [] }),
                },
                ...(comparison.cheapestSingle?.suppliers[0]
                  ? [
                      {
                        label: say.suggest.single(comparison.cheapestSingle.suppliers[0].supplierName),
                        icon: ListPlus,
                        onSelect: () =>
                          draft.set({ picks: picksOf(comparison.cheapestSingle, comparison), leftOut: [] }),
                      },
                    ]
                  : []),
                { label: say.suggest.none, onSelect: () => draft.set({ picks: {}, leftOut: [] }), apart: true },
              ]}
            />
          }
        />
      )}
      {divideItem && (
        <SplitDialog
          item={divideItem}
          sides={sides}
          picked={picks[divideItem.itemId] ?? {}}
          onClose={() => setDividing(null)}
          onDivide={(quantities) => {
            draft.set({
              picks: divided(picks, divideItem.itemId, quantities),
              leftOut: leftOut.filter((id) => id !== divideItem.itemId),
            });
            setDividing(null);
          }}
        />
      )}
      {awarding && reckoned && (
        <AwardDialog
          comparison={comparison}
          basket={reckoned.basket}
          picks={picks}
          leftOut={leftOut}
          onLeftOut={(items) => draft.set({ picks, leftOut: items })}
          why={draft.value}
          onWhy={draft.set}
          onClose={() => setAwarding(false)}
          onDone={() => {
            setAwarding(false);
            draft.clear();
          }}
        />
      )}
    </>
  );
}
