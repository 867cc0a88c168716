/** The six reports, each as a table with one column drawn: what the screen, the printer and the screen reader get is the same. */

import type { ReactNode } from "react";
import type { AnswerOf, Reading } from "../../api/call";
import type { BarRow } from "../../charts/Bars";
import { day, money, month, percent, quantity, shortMoney } from "../../words/format";
import type { reportsWords } from "../words/reports";

export type ReportName = "spend" | "cycle-time" | "savings" | "suppliers" | "commitments" | "budget";
export const REPORTS: readonly ReportName[] = ["spend", "commitments", "budget", "savings", "suppliers", "cycle-time"];
/** Those that can be asked for by month, cost centre ... */
export const GROUPED: ReadonlySet<ReportName> = new Set(["spend", "savings", "commitments"]);

export type ReportCall<N extends ReportName> = `GET /api/reports/purchases/${N}` & Reading;
export type ReportAnswer<N extends ReportName> = AnswerOf<ReportCall<N>>;
type Say = typeof reportsWords.pt;

export interface Drawn {
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  readonly foot?: readonly ReactNode[];
  readonly bars: readonly BarRow[];
  /** Where the scale of the bars ends. */
  readonly most?: number;
}

type Drawing = { readonly [N in ReportName]: (answer: ReportAnswer<N>, say: Say) => Drawn };

/** "2026-03" by its name, and "…:2026-03" of a budget; other groups are called what the server calls them. */
function named(row: { readonly key: string; readonly label: string }): string {
  return /^\d{4}-\d{2}$/.test(row.key) ? month(row.key) : row.label;
}

export const DRAW: Drawing = {
  spend: (answer, say) => ({
    head: [say.groups[answer.by], say.orders, say.requests, say.amount, say.share],
    rows: answer.rows.map((row) => [named(row), row.orders, row.requests, money(row.total), percent(row.share)]),
    foot: [say.total, answer.totals.orders, answer.totals.requests, money(answer.totals.total), ""],
    bars: answer.rows.map((row) => ({
      label: named(row),
      value: Number(row.total),
      shown: shortMoney(row.total),
      aside: percent(row.share),
    })),
  }),
  commitments: (answer, say) => ({
    head: [say.groups[answer.by], say.orders, say.ordered, say.balance, say.overdue, say.next],
    rows: answer.rows.map((row) => [
      named(row),
      row.orders,
      money(row.ordered),
      money(row.balance),
      Number(row.overdue) > 0 ? money(row.overdue) : "—",
      day(row.nextOn),
    ]),
    foot: [
      say.total,
      answer.totals.orders,
      money(answer.totals.ordered),
      money(answer.totals.balance),
      money(answer.totals.overdue),
      "",
    ],
    bars: answer.rows.map((row) => ({
      label: named(row),
      value: Number(row.balance),
      shown: shortMoney(row.balance),
      tone: Number(row.overdue) > 0 ? "wine" : "slate",
      ...(Number(row.overdue) > 0 && { aside: say.overdue }),
    })),
  }),
  budget: (answer, say) => ({
    head: [say.centre, say.month, say.requests, say.allowed, say.committed, say.remaining, say.used],
    rows: answer.rows.map((row) => [
      row.label,
      month(row.month),
      row.requests,
      row.hasBudget ? money(row.allowed) : say.noBudget,
      money(row.committed),
      money(row.remaining),
      row.exceeded ? `${percent(row.used)} · ${say.exceeded}` : percent(row.used),
    ]),
    foot: [say.total, "", answer.totals.requests, money(answer.totals.allowed), money(answer.totals.committed), "", ""],
    bars: answer.rows
      .filter((row) => row.hasBudget)
      .map((row) => ({
        label: `${row.label} · ${month(row.month)}`,
        value: Number(row.used ?? 0),
        shown: percent(row.used),
        tone: row.exceeded ? "wine" : "leaf",
        ...(row.exceeded && { aside: say.exceeded }),
      })),
    most: Math.max(100, ...answer.rows.map((row) => Number(row.used ?? 0))),
  }),
  savings: (answer, say) => ({
    head: [
      say.groups[answer.by],
      say.items,
      say.paid,
      say.highest,
      say.saved,
      say.savedPercent,
      say.savedOnFirst,
      say.aboveLowest,
    ],
    rows: answer.rows.map((row) => [named(row), ...savings(row)]),
    foot: [say.total, ...savings(answer.totals)],
    bars: answer.rows.map((row) => ({
      label: named(row),
      value: Number(row.savedOnHighest),
      shown: shortMoney(row.savedOnHighest),
      aside: percent(row.savedPercent),
      tone: "leaf",
    })),
  }),
  suppliers: (answer, say) => ({
    head: [say.supplier, say.answered, say.answerHours, say.won, say.bought, say.punctuality, say.lateDays, say.score],
    rows: answer.rows.map((row) => [
      row.label,
      `${say.ofInvited(row.answered, row.invited)} · ${percent(row.answerRate)}`,
      quantity(row.answerHours, 1),
      row.won,
      money(row.total),
      percent(row.punctuality),
      quantity(row.lateDays, 1),
      quantity(row.score, 1),
    ]),
    foot: [
      say.total,
      `${say.ofInvited(answer.totals.answered, answer.totals.invited)} · ${percent(answer.totals.answerRate)}`,
      quantity(answer.totals.answerHours, 1),
      answer.totals.won,
      money(answer.totals.total),
      percent(answer.totals.punctuality),
      quantity(answer.totals.lateDays, 1),
      "",
    ],
    bars: answer.rows.map((row) => ({
      label: row.label,
      value: Number(row.punctuality ?? 0),
      shown: percent(row.punctuality),
      aside: shortMoney(row.total),
      tone: "leaf",
    })),
    most: 100,
  }),
  "cycle-time": (answer, say) => ({
    head: [say.stage, say.cases, say.mean, say.median, say.p90],
    rows: answer.rows.map((row) => [
      row.label,
      row.count,
      quantity(row.mean, 1),
      quantity(row.median, 1),
      quantity(row.p90, 1),
    ]),
    foot: [
      say.total,
      answer.totals.count,
      quantity(answer.totals.mean, 1),
      quantity(answer.totals.median, 1),
      quantity(answer.totals.p90, 1),
    ],
    bars: answer.rows.map((row) => ({
      label: row.label,
      value: Number(row.mean ?? 0),
      shown: say.days(quantity(row.mean, 1)),
      aside: `${say.p90} ${quantity(row.p90, 1)}`,
    })),
  }),
};

function savings(figures: ReportAnswer<"savings">["totals"]): readonly ReactNode[] {
  return [
    figures.items,
    money(figures.total),
    money(figures.highestTotal),
    money(figures.savedOnHighest),
    percent(figures.savedPercent),
    money(figures.savedOnFirst),
    money(figures.aboveLowest),
  ];
}
