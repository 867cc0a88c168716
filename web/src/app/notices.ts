/** Notices as they come: the count in the window's title, a tone for who wants one, a word at the edge for what is urgent. */

import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { NotificationRow } from "../api/schema";
import { useAnswer, useRows } from "../data/rows";
import { useLive } from "../data/seat";
import { setUnreadInTitle } from "../ui/title";
import { toast } from "../ui/toast";
import { said, useWords } from "../words/language";
import { addressOfNotice } from "./addresses";
import { noticesWords } from "./words/notices";

/** How many are unread; 0 while unknown. */
export function useUnread(): number {
  return useRows("notifications", { filters: { unread: true } }).rows.length;
}

type Told = Pick<NotificationRow, "id" | "message" | "type" | "action"> & Partial<NotificationRow>;

/** Once, in the frame. */
export function useNoticeSignals(unread: number): void {
  const live = useLive();
  const router = useRouter();
  const say = useWords(noticesWords);
  const { data: preferences } = useAnswer("GET /api/user/notification-preferences", {});
  const sound = useRef(false);
  useEffect(() => {
    sound.current = preferences?.soundEnabled ?? false;
  }, [preferences]);
  useEffect(() => {
    setUnreadInTitle(unread);
    // On the sign of an installed app, where there is one.
    if (unread > 0) void navigator.setAppBadge?.(unread).catch(() => undefined);
    else void navigator.clearAppBadge?.().catch(() => undefined);
    return () => setUnreadInTitle(0);
  }, [unread]);
  useEffect(
    () =>
      live.on("notification", (payload) => {
        const notice = payload as Told;
        void once(notice.id, () => {
          if (sound.current) void import("./tone").then(({ playTone }) => playTone(), nothing);
        });
        if (notice.type !== "warning" && notice.type !== "error") return;
        const address = addressOfNotice({ thing: null, thingId: null, ...notice });
        // Who looks at it sees it happen.
        if (address === null || router.state.location.pathname === address) return;
        toast(said(notice.message), {
          tone: "ochre",
          action: { label: say.show, run: () => void router.navigate({ href: address } as never) },
        });
      }),
    [live, router, say],
  );
}

const nothing = () => undefined;

/** In one of the tabs that all hear of it. */
async function once(id: string, act: () => void): Promise<void> {
  if (!("locks" in navigator)) {
    if (document.visibilityState === "visible") act();
    return;
  }
  await navigator.locks.request(`esteio-notice:${id}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    act();
    // The slowest tab asks meanwhile, and finds it taken.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  });
}
