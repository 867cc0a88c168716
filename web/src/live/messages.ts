/** What the tabs of one browser say to each other. */

import type { FeedStatus } from "./feed";
import type { Listing } from "./listing";
import type { WriteResult } from "./outbox";
import type { LiveState, Person } from "./state";
import type { Doer } from "./told";
import type { Row } from "./wire";

/** Rows of one feed as the leader has them. A `delta` follows the version before; after a gap ask for a snapshot. */
export interface RowsMessage {
  readonly type: "rows";
  readonly leader: string;
  /** For one tab only; for all when null. */
  readonly to: string | null;
  readonly key: string;
  readonly version: number;
  readonly reset: boolean;
  readonly rows: readonly Row[];
  readonly gone: readonly string[];
  /** As in a patch; a tab of the version before does not say it. */
  readonly by?: Readonly<Record<string, Doer | null>>;
  readonly status: FeedStatus;
  readonly complete: boolean;
}

export type Message =
  /** To the leader. */
  | { readonly type: "want"; readonly tab: string; readonly listing: Listing }
  | { readonly type: "unwant"; readonly tab: string; readonly key: string }
  | { readonly type: "listen"; readonly tab: string; readonly topic: string }
  | { readonly type: "present"; readonly tab: string; readonly place: string; readonly state: string | null }
  | { readonly type: "absent"; readonly tab: string; readonly place: string }
  | { readonly type: "nudge"; readonly tab: string }
  | { readonly type: "ping"; readonly tab: string }
  /** From the leader. */
  | { readonly type: "lead"; readonly leader: string }
  | { readonly type: "pong"; readonly leader: string }
  | RowsMessage
  | { readonly type: "state"; readonly leader: string; readonly state: LiveState }
  | { readonly type: "event"; readonly leader: string; readonly event: string; readonly payload: unknown }
  | { readonly type: "people"; readonly leader: string; readonly place: string; readonly people: readonly Person[] }
  | { readonly type: "written"; readonly leader: string; readonly id: string; readonly result: WriteResult }
  /** From any to all. */
  | { readonly type: "outbox"; readonly tab: string }
  | { readonly type: "position"; readonly tab: string; readonly position: string }
  | { readonly type: "signed-out"; readonly tab: string };
