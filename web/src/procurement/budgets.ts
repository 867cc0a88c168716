/** Budgets of a year as a grid: a row each cost centre, the year and its months side by side. Nothing here does I/O. */

import { locale } from "../words/format";
import type { BudgetRow, CentreRow } from "./rows";

/** 0 is the whole year. */
export const MONTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** "março de 2026", "2026". */
export function periodName(year: number, month: number): string {
  if (month === 0) return String(year);
  return new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric" }).format(new Date(year, month - 1, 15));
}

/** "mar". */
export function monthName(month: number): string {
  return new Intl.DateTimeFormat(locale(), { month: "short" }).format(new Date(2026, month - 1, 15)).replace(".", "");
}

export interface BudgetLine {
  readonly centre: Pick<CentreRow, "id" | "code" | "name">;
  readonly byMonth: ReadonlyMap<number, BudgetRow>;
}

/** Every cost centre in use, and any other that has a budget, by code. */
export function budgetLines(
  centres: readonly Pick<CentreRow, "id" | "code" | "name">[],
  budgets: readonly BudgetRow[],
): BudgetLine[] {
  const lines = new Map<string, { centre: BudgetLine["centre"]; byMonth: Map<number, BudgetRow> }>();
  for (const centre of centres) lines.set(centre.id, { centre, byMonth: new Map() });
  for (const budget of budgets) {
    const line = lines.get(budget.costCentre.id) ?? { centre: budget.costCentre, byMonth: new Map() };
    line.byMonth.set(budget.month, budget);
    lines.set(budget.costCentre.id, line);
  }
  return [...lines.values()].sort((a, b) => a.centre.code.localeCompare(b.centre.code, "pt-BR", { numeric: true }));
}
