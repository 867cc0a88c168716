/** What is shown of the connection. */

import type { Rung } from "./ladder";

export interface LiveState {
  /**
   * `live`: changes arrive as they happen. `catching-up`: connected or connecting, not everything read yet.
   * `polling`: changes arrive when asked for. `offline`: nothing arrives; `reason` says why.
   */
  readonly status: "live" | "catching-up" | "polling" | "offline";
  readonly reason: "network" | "sign-in" | "suspended" | "client-fault" | null;
  /** Since when `status` holds, in ms since 1970. */
  readonly since: number;
  readonly transport: Rung | null;
  /** `full`: rows are no longer kept for the next visit; `none`: this browser keeps nothing. */
  readonly storage: "kept" | "full" | "none";
}

/** Somebody who is at the same place. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly state: string | null;
  readonly since: string;
}
