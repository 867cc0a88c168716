/** What is followed: a list under filters, or a counted answer that comes whole. And how it is read over HTTP. */

import type { Http } from "./http";
import { type Cursor, type Row, readListAnswer } from "./wire";

const PAGE_ROWS = 200;
/** More is no list that a person reads; the first ones by the list's order are kept, and `complete` says so. */
export const MOST_ROWS = 20_000;

/** Of a counted answer, which is kept as a list of one row. */
export const VALUE_ID = "value";

export interface Listing {
  readonly kind: "list" | "value";
  readonly resource: string;
  readonly path: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly q: string;
  /** Order of the pages of a full read; two listings that differ only in it have the same rows. */
  readonly sort: string;
}

export function keyOf(listing: Listing): string {
  const filters = Object.entries(listing.filters).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([listing.kind, listing.resource, listing.path, filters, listing.q]);
}

/** One step of reading: rows that replace all, more of the same read, or changes since the cursor. */
export interface Step {
  readonly kind: "first" | "more" | "delta";
  readonly rows: readonly Row[];
  /** To remember once all steps are done: of the first page, or of the last delta. */
  readonly cursor: Cursor | null;
  readonly last: boolean;
  readonly complete: boolean;
}

/** Reads what changed since `since`, or everything. Rejects as `Http.request` does. */
export async function* readListing(
  http: Http,
  listing: Listing,
  since: Cursor | null,
  signal: AbortSignal,
): AsyncGenerator<Step, void, void> {
  if (listing.kind === "value") {
    const { data } = await http.request("GET", listing.path, { signal });
    yield { kind: "first", rows: [{ id: VALUE_ID, value: data }], cursor: null, last: true, complete: true };
    return;
  }
  let first: Cursor | null = null;
  let page: string | null = null;
  let read = 0;
  for (;;) {
    const answer = readListAnswer((await http.request("GET", addressOf(listing, since, page), { signal })).data);
    if (answer.isDelta && page === null) {
      const last = !answer.hasMore || answer.cursor === null;
      yield { kind: "delta", rows: answer.data, cursor: answer.cursor, last, complete: true };
      if (last) return;
      since = answer.cursor;
      continue;
    }
    if (page === null) first = answer.cursor;
    read += answer.data.length;
    const enough = read >= MOST_ROWS;
    const last = answer.nextCursor === null || enough;
    yield {
      kind: page === null ? "first" : "more",
      rows: answer.data,
      cursor: first,
      last,
      complete: answer.nextCursor === null,
    };
    if (last) return;
    page = answer.nextCursor;
    since = null;
  }
}

function addressOf(listing: Listing, since: Cursor | null, page: string | null): string {
  const query = new URLSearchParams(listing.filters);
  query.set("limit", String(PAGE_ROWS));
  if (listing.sort !== "") query.set("sort", listing.sort);
  if (listing.q !== "") query.set("q", listing.q);
  if (page !== null) query.set("cursor", page);
  else if (since !== null) query.set("since", since);
  return `${listing.path}?${query}`;
}
