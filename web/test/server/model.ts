/** Rows of one resource with their history, and the answers that docs/live-protocol.md demands for them. */

import type { Change, ListAnswer, Row } from "../../src/live/wire";

export type Filters = Readonly<Record<string, string>>;

/** Whoever changes something there. */
export const DOER = { id: "00000000-0000-7000-8000-00000000d0e5", name: "Ana Souza" };

export class Model {
  readonly rows = new Map<string, Row>();
  epoch = "e1";
  /** Ids in the order of their changes; a position is an index into it. */
  readonly #log: string[] = [];
  /** Positions before it are forgotten. */
  #oldest = 0;
  #created = 0;

  get position(): number {
    return this.#log.length;
  }

  get cursor(): string {
    return this.cursorAt(this.position);
  }

  cursorAt(position: number): string {
    return `${this.epoch}.${position.toString(16)}.0`;
  }

  insert(members: Readonly<Record<string, unknown>> = {}): Row {
    this.#created += 1;
    const row: Row = {
      id: `00000000-0000-7000-8000-${this.#created.toString(16).padStart(12, "0")}`,
      number: this.#created,
      title: `Briefing ${this.#created}`,
      client: { id: "c", name: "Cliente" },
      status: "EM_ANDAMENTO",
      progress: 0,
      createdAt: new Date(1_700_000_000_000 + this.#created * 1000).toISOString(),
      version: 1,
      ...members,
    };
    this.rows.set(row.id, row);
    this.#log.push(row.id);
    return row;
  }

  update(id: string, members: Readonly<Record<string, unknown>>): Row | null {
    const row = this.rows.get(id);
    if (row === undefined) return null;
    const next = { ...row, ...members, version: Number(row.version) + 1 };
    this.rows.set(id, next);
    this.#log.push(id);
    return next;
  }

  delete(id: string): void {
    if (this.rows.delete(id)) this.#log.push(id);
  }

  /** A restore: what stands stays, cursors of before mean nothing. */
  restore(): void {
    this.epoch = `e${Number(this.epoch.slice(1)) + 1}`;
    this.#log.length = 0;
    this.#oldest = 0;
  }

  /** Cursors of before are too old. */
  forgetHistory(): void {
    this.#oldest = this.position;
  }

  matching(filters: Filters): Row[] {
    return [...this.rows.values()]
      .filter((row) => fits(row, filters))
      .sort((a, b) => (String(a.createdAt) < String(b.createdAt) ? 1 : -1));
  }

  /** Changes in `(from, to]`, in their present state; null when `from` is no longer known. */
  changes(from: number, to: number, filters: Filters): Change[] | null {
    if (from < this.#oldest || from > this.position) return null;
    return [...new Set(this.#log.slice(from, to))].map((id) => {
      const row = this.rows.get(id);
      return row !== undefined && fits(row, filters)
        ? { ...row, _operation: "update" as const, _by: DOER }
        : { id, _operation: "delete" as const, _by: DOER };
    });
  }

  /** null for a cursor of another history. */
  positionOf(cursor: string): number | null {
    const [epoch, position = ""] = cursor.split(".");
    return epoch === this.epoch ? Number.parseInt(position, 16) : null;
  }

  /** `GET /api/<resource>`. */
  read(filters: Filters, limit: number, since: string | null, page: string | null): ListAnswer {
    const from = since === null ? null : this.positionOf(since);
    if (from !== null) {
      const to = Math.min(this.position, from + limit);
      const data = this.changes(from, to, filters);
      if (data !== null)
        return { data, isDelta: true, hasMore: to < this.position, nextCursor: null, cursor: this.cursorAt(to) };
    }
    const all = this.matching(filters);
    // By key, as the server's pages: rows that come or go meanwhile move no other row to another page.
    const start = page === null ? 0 : all.findIndex((row) => String(row.createdAt) < page);
    const data = start === -1 ? [] : all.slice(start, start + limit);
    const more = start !== -1 && start + limit < all.length;
    const nextCursor = more ? String(data.at(-1)?.createdAt) : null;
    return { data, isDelta: false, hasMore: more, nextCursor, cursor: this.cursor };
  }
}

function fits(row: Row, filters: Filters): boolean {
  return Object.entries(filters).every(([member, wanted]) => wanted.split(",").includes(String(row[member])));
}
