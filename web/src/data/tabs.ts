/** The other tabs of this browser share the cookies of the session, so they sit where this one sits. */

import type { Me } from "../api/schema";

/** `leaving`: the session is about to become another; `seated`: it is this one now. */
type TabsMessage = { readonly type: "leaving" } | { readonly type: "seated"; readonly me: Me };

const CHANNEL = "esteio-seat";
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

export function tellTabs(message: TabsMessage): void {
  channel?.postMessage(message);
}

/** Of what the others said, until the returned function is called. */
export function hearTabs(listener: (message: TabsMessage) => void): () => void {
  const hear = (event: MessageEvent<TabsMessage>) => listener(event.data);
  channel?.addEventListener("message", hear);
  return () => channel?.removeEventListener("message", hear);
}
