/** The state of the connection in a word and a sign, calm enough to be always in view. */

import { CircleAlert, CloudOff, type LucideIcon, Radio, RefreshCw, Timer } from "lucide-react";
import { useEffect, useState } from "react";
import { useLive, useReadable } from "../data/seat";
import type { LiveState, OutboxEntry } from "../live";
import type { Tone } from "../ui/badge";
import { useWords, type Words } from "../words/language";
import { connectionWords } from "./words/connection";

interface ConnectionView {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly text: string;
  readonly state: LiveState;
  readonly entries: readonly OutboxEntry[];
}

type Say = typeof connectionWords extends Words<infer W> ? W : never;

/** What passes within this time is no news. */
const SETTLES_MS = 900;

/** Live, and what waits; a hiccup shorter than a second is not shown. */
export function useConnection(): ConnectionView {
  const live = useLive();
  const say = useWords(connectionWords);
  const state = useSettled(useReadable(live.state), (next) => next.status === "catching-up");
  const entries = useSettled(useReadable(live.outbox.entries), (next) =>
    next.some((entry) => entry.state !== "failed" && entry.attempts < 2),
  );
  return { ...viewOf(state, entries, say), state, entries };
}

export function viewOf(
  state: LiveState,
  entries: readonly OutboxEntry[],
  say: Say,
): Pick<ConnectionView, "tone" | "icon" | "text"> {
  const refused = entries.filter((entry) => entry.state === "failed").length;
  const waiting = entries.length - refused;
  if (refused > 0) return { tone: "wine", icon: CircleAlert, text: say.refused(refused) };
  if (state.status === "offline")
    return {
      tone: "ochre",
      icon: CloudOff,
      text: waiting > 0 ? `${say.offline} · ${say.waiting(waiting)}` : say.offline,
    };
  if (waiting > 0) return { tone: "slate", icon: RefreshCw, text: say.sending(waiting) };
  if (state.status === "catching-up") return { tone: "slate", icon: RefreshCw, text: say.catchingUp };
  if (state.status === "polling") return { tone: "slate", icon: Timer, text: say.polling };
  return { tone: "leaf", icon: Radio, text: say.live };
}

/** `value`; a new one that `mayPass` is taken over only if it lasts. */
function useSettled<T>(value: T, mayPass: (value: T) => boolean): T {
  const [settled, setSettled] = useState(value);
  const passing = mayPass(value);
  useEffect(() => {
    if (!passing) {
      setSettled(value);
      return;
    }
    const timer = setTimeout(() => setSettled(value), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [value, passing]);
  return settled;
}
