/** What crosses the wire, as docs/live-protocol.md has it, and the checks of what comes in. */

export interface Row {
  readonly id: string;
  readonly [member: string]: unknown;
}

export type Change = Row & {
  readonly _operation: "insert" | "update" | "delete";
  /** Who did it, if a member of the organisation. */
  readonly _by?: unknown;
};

/** Opaque; two of them cannot be compared, the later answer holds. */
export type Cursor = string;

/** An answer of a list. */
export interface ListAnswer {
  readonly data: readonly Row[];
  readonly isDelta: boolean;
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
  readonly cursor: Cursor | null;
}

/** `data_update`: changed rows (`delta`), the word to read again (no rows, not `delta`), or a counted resource, whole. */
export interface DataUpdate {
  readonly type: string;
  readonly data: readonly Change[] | Readonly<Record<string, unknown>>;
  readonly delta: boolean;
  readonly cursor: Cursor | null;
}

/** What is told of a subscription: in the acknowledgement of `subscribe`, or as `subscribed` on an event stream. */
export interface Subscribed {
  readonly granted: readonly {
    readonly event: string;
    readonly resource: string;
    readonly cursor: Cursor;
    readonly reset?: boolean;
  }[];
  readonly refused: readonly { readonly event: string; readonly code: string; readonly message: string }[];
}

/** Payload of a goodbye, and data of a refused handshake. */
export interface Goodbye {
  readonly code: number;
  readonly reason?: string;
  readonly afterMs?: number;
}

export type Dictionary = Record<string, unknown>;

export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Throws for an answer that is not a list's. */
export function readListAnswer(value: unknown): ListAnswer {
  if (!isDictionary(value) || !Array.isArray(value.data)) throw new TypeError("not the answer of a list");
  return {
    data: value.data as Row[],
    isDelta: value.isDelta === true,
    hasMore: value.hasMore === true,
    nextCursor: typeof value.nextCursor === "string" ? value.nextCursor : null,
    cursor: typeof value.cursor === "string" ? value.cursor : null,
  };
}

/** null for what is not a `data_update`. */
export function readDataUpdate(value: unknown): DataUpdate | null {
  if (!isDictionary(value) || typeof value.type !== "string") return null;
  if (!Array.isArray(value.data) && !isDictionary(value.data)) return null;
  return {
    type: value.type,
    data: value.data as Change[] | Dictionary,
    delta: value.delta === true,
    cursor: typeof value.cursor === "string" ? value.cursor : null,
  };
}

export function readSubscribed(value: unknown): Subscribed {
  const found = isDictionary(value) ? value : {};
  return {
    granted: (Array.isArray(found.granted) ? found.granted : []) as Subscribed["granted"],
    refused: (Array.isArray(found.refused) ? found.refused : []) as Subscribed["refused"],
  };
}

/** null for what is not a goodbye. */
export function readGoodbye(value: unknown): Goodbye | null {
  if (!isDictionary(value) || typeof value.code !== "number") return null;
  return {
    code: value.code,
    ...(typeof value.reason === "string" && { reason: value.reason }),
    ...(typeof value.afterMs === "number" && { afterMs: value.afterMs }),
  };
}
