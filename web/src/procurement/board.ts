/** The kanban of requests: who stands where, who fits the filters, and where a card may go. Nothing here does I/O. */

import type { MoveRow } from "../api/schema";
import { compareDecimals } from "../words/decimal";
import { hasWords } from "../words/fold";
import { allowed, type Priority, type RequestRow, type RequestStatus } from "./rows";

/** Of the way of a request, in its order. */
export const OPEN: readonly RequestStatus[] = [
  "draft",
  "pending_a1",
  "quotation",
  "pending_a2",
  "pending_a3",
  "approved",
  "ordered",
  "partially_received",
  "received",
];
/** Where nothing is bought any more: counted, not spread out. */
export const ENDED: readonly RequestStatus[] = ["closed", "cancelled", "archived"];

export const ORDERS = ["chegada", "espera", "prioridade", "prazo", "valor"] as const;
export type Order = (typeof ORDERS)[number];

export interface RequestFilters {
  readonly q?: string;
  readonly prioridade?: string;
  readonly centro?: string;
  readonly departamento?: string;
  readonly comprador?: string;
  /** "sim": the reader's own, over budget, waiting for the reader. */
  readonly minhas?: string;
  readonly acima?: string;
  readonly comigo?: string;
}

export function fits(row: RequestRow, filters: RequestFilters, me: string): boolean {
  const { q, prioridade, centro, departamento, comprador, minhas, acima, comigo } = filters;
  return (
    (!prioridade || row.priority === prioridade) &&
    (!centro || row.costCentre.id === centro) &&
    (!departamento || row.department?.id === departamento) &&
    (!comprador || row.buyer?.id === comprador) &&
    (!minhas || row.requester.id === me) &&
    (!acima || row.overBudget) &&
    (!comigo || waitsFor(row, me)) &&
    (!q || hasWords(`${row.code} ${row.title} ${row.requester.name} ${row.costCentre.code} ${row.costCentre.name}`, q))
  );
}

/** Whether the row waits for this person's signature. */
export function waitsFor(row: RequestRow, me: string): boolean {
  return row.canAlso[me]?.includes("approve") ?? false;
}

/** What it costs as far as one knows. */
export function amountOf(row: Pick<RequestRow, "total" | "estimatedTotal">): string {
  return row.total ?? row.estimatedTotal;
}

const RANK: Readonly<Record<Priority, number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

const COMPARE: Readonly<Record<Order, (a: RequestRow, b: RequestRow) => number>> = {
  chegada: (a, b) => later(a.statusSince, b.statusSince),
  espera: (a, b) => later(b.statusSince, a.statusSince),
  prioridade: (a, b) => RANK[a.priority] - RANK[b.priority] || later(a.statusSince, b.statusSince),
  // What nobody needs by a day comes after everything that somebody does.
  prazo: (a, b) => later(b.neededOn ?? "9999", a.neededOn ?? "9999"),
  valor: (a, b) => compareDecimals(amountOf(b), amountOf(a)),
};

function later(a: string, b: string): number {
  return a > b ? -1 : a < b ? 1 : 0;
}

/** Equals by id, so that nothing changes places for no reason. */
export function inOrder(rows: readonly RequestRow[], order: Order): RequestRow[] {
  const compare = COMPARE[order];
  return [...rows].sort((a, b) => compare(a, b) || later(a.id, b.id));
}

/** The cards of each column, in order. */
export function columnsOf(
  rows: readonly RequestRow[],
  statuses: readonly RequestStatus[],
  order: Order,
): ReadonlyMap<RequestStatus, readonly RequestRow[]> {
  const columns = new Map<RequestStatus, RequestRow[]>(statuses.map((status) => [status, []]));
  for (const row of inOrder(rows, order)) columns.get(row.status)?.push(row);
  return columns;
}

/** Where this person may put the card, and by which moves; of several the person chooses. */
export function targetsOf(
  row: RequestRow,
  moves: readonly MoveRow[],
  me: string,
): ReadonlyMap<RequestStatus, readonly MoveRow[]> {
  const offered = allowed(row, me);
  const targets = new Map<RequestStatus, MoveRow[]>();
  for (const move of moves) {
    if (move.from !== row.status || !offered.includes(move.offeredAs)) continue;
    targets.set(move.to, [...(targets.get(move.to) ?? []), move]);
  }
  return targets;
}

/** A move under way: the card stands where it was put until the server has said what became of it. */
export interface Moving {
  readonly to: RequestStatus;
  /** The row is as it was when it was moved, until it has a later version than this. */
  readonly version: number;
  readonly at: string;
}

/** The rows with the moves that are under way already made. */
export function withMoves(rows: readonly RequestRow[], moving: ReadonlyMap<string, Moving>): readonly RequestRow[] {
  if (moving.size === 0) return rows;
  return rows.map((row) => {
    const move = moving.get(row.id);
    return move === undefined || row.version > move.version || row.status === move.to
      ? row
      : { ...row, status: move.to, statusSince: move.at };
  });
}

/** Different people, cost centres, departments among the rows, by name: what can be filtered by. */
export function choicesOf<T extends { readonly id: string; readonly name: string }>(
  rows: readonly RequestRow[],
  pick: (row: RequestRow) => T | null,
): T[] {
  const found = new Map<string, T>();
  for (const row of rows) {
    const each = pick(row);
    if (each !== null) found.set(each.id, each);
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}
