/** Figures that move as the data does: what is in the pipeline, where purchases stand, what was spent. */

import type { ReactNode } from "react";
import { Bars } from "../../charts/Bars";
import { Figure } from "../../charts/Figure";
import { SmallColumns } from "../../charts/SmallColumns";
import { useCounted } from "../../data/rows";
import { useMay } from "../../data/seat";
import { ORCAMENTO_STATUS } from "../../estimating/rows";
import { REQUEST_STATUS } from "../../procurement/rows";
import { Rolling } from "../../ui/rolling";
import { Skeleton } from "../../ui/states";
import { money, month, percent, quantity, shortMoney, shortMonth } from "../../words/format";
import { useLanguage, useWords } from "../../words/language";
import { dashboardWords } from "../words/dashboard";

export default function Figures() {
  const may = useMay();
  return (
    <div className="grid gap-4 empty:hidden md:grid-cols-2 xl:grid-cols-3">
      {may("estimating.statistics.read") && <PipelineFigures />}
      {may("procurement.requests.read") && <BoardFigures />}
      {may("procurement.reports.read") && <SpendFigures />}
    </div>
  );
}

/** The place of a figure that is on its way. */
function Coming() {
  return <Skeleton className="h-72 rounded-lg" />;
}

function Headlines({ children }: { children: ReactNode }) {
  return <div className="mb-4 flex flex-wrap gap-x-8 gap-y-2">{children}</div>;
}

function Headline({ name, value, show }: { name: string; value: string | number; show: (value: number) => string }) {
  return (
    <div>
      <p className="text-sm text-soft">{name}</p>
      <p className="text-xl font-semibold">
        <Rolling value={Number(value)} show={show} />
      </p>
    </div>
  );
}

function PipelineFigures() {
  const say = useWords(dashboardWords);
  const language = useLanguage() === "en" ? "en" : "pt";
  const pipeline = useCounted("pipeline", "/api/statistics/pipeline");
  const rows = pipeline?.byStatus.filter((each) => each.count > 0) ?? [];
  const name = (status: keyof typeof ORCAMENTO_STATUS) => ORCAMENTO_STATUS[status].label[language];
  if (pipeline === undefined) return <Coming />;
  if (rows.length === 0) return null;
  return (
    <Figure
      title={say.pipeline}
      lead={
        <Headlines>
          <Headline name={say.open} value={pipeline.openTotal} show={money} />
          {pipeline.conversionPercent !== null && (
            <Headline name={say.conversion} value={pipeline.conversionPercent} show={percent} />
          )}
        </Headlines>
      }
      table={{
        head: [say.state, say.count, say.total],
        rows: rows.map((each) => [name(each.status), each.count, money(each.total)]),
      }}
    >
      <Bars
        rows={rows.map((each) => ({
          label: name(each.status),
          value: Number(each.total),
          shown: shortMoney(each.total),
          aside: String(each.count),
          tone: toneOf(ORCAMENTO_STATUS[each.status].tone),
        }))}
      />
    </Figure>
  );
}

/** Stages on the way; what is over, is over. */
const UNDER_WAY: ReadonlySet<string> = new Set([
  "pending_a1",
  "quotation",
  "pending_a2",
  "pending_a3",
  "approved",
  "ordered",
  "partially_received",
  "received",
]);

function BoardFigures() {
  const say = useWords(dashboardWords);
  const language = useLanguage() === "en" ? "en" : "pt";
  const board = useCounted("purchase-board", "/api/purchase-requests/board");
  const rows = board?.data.filter((each) => UNDER_WAY.has(each.status)) ?? [];
  const name = (status: keyof typeof REQUEST_STATUS) => REQUEST_STATUS[status].label[language];
  const count = rows.reduce((sum, each) => sum + each.count, 0);
  if (board === undefined) return <Coming />;
  if (count === 0) return null;
  return (
    <Figure
      title={say.board}
      lead={
        <Headlines>
          <Headline name={say.inProgress} value={count} show={(shown) => quantity(shown, 0)} />
        </Headlines>
      }
      table={{
        head: [say.state, say.count, say.total],
        rows: rows.map((each) => [name(each.status), each.count, money(each.total)]),
      }}
    >
      <Bars
        rows={rows.map((each) => ({
          label: name(each.status),
          value: each.count,
          shown: String(each.count),
          aside: shortMoney(each.total),
          tone: toneOf(REQUEST_STATUS[each.status].tone),
        }))}
      />
    </Figure>
  );
}

function SpendFigures() {
  const say = useWords(dashboardWords);
  const spend = useCounted("purchases-spend", "/api/reports/purchases/spend");
  const rows = spend?.rows ?? [];
  if (spend === undefined) return <Coming />;
  if (rows.length === 0) return null;
  return (
    <Figure
      title={say.spend}
      lead={
        <Headlines>
          <Headline name={say.year} value={spend.totals.total} show={money} />
        </Headlines>
      }
      table={{ head: [say.month, say.total], rows: rows.map((each) => [month(each.key), money(each.total)]) }}
    >
      <SmallColumns
        rows={rows.map((each) => ({
          key: each.key,
          label: shortMonth(each.key),
          value: Number(each.total),
          shown: shortMoney(each.total),
          title: `${month(each.key)}: ${money(each.total)}`,
        }))}
      />
    </Figure>
  );
}

/** A bar has the colour of its state; what is neutral is slate, so that it is seen. */
function toneOf(tone: string): "slate" | "leaf" | "ochre" | "wine" {
  return tone === "leaf" || tone === "ochre" || tone === "wine" ? tone : "slate";
}
