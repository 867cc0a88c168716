/** Whether the server has a newer version of the app than this page. */

import { Store } from "../live/store";

const LOOK_EVERY_MS = 30 * 60_000;
/** However many reasons there are to look. */
const AT_MOST_EVERY_MS = 60_000;

const isNew = new Store(false);
let lookedAt = 0;

export const newVersion = { subscribe: isNew.subscribe, getSnapshot: isNew.getSnapshot };

/** "Later": said again when the next one comes, or at the next look. */
export function putOffNewVersion(): void {
  isNew.set(false);
}

/** Reads the first page anew: another name of the script is another version. */
export async function lookForNewVersion(): Promise<void> {
  if (!import.meta.env.PROD || Date.now() - lookedAt < AT_MOST_EVERY_MS) return;
  lookedAt = Date.now();
  try {
    const answer = await fetch("/index.html", { cache: "no-store", headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const there = scriptOf(await answer.text());
    const here = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute("src");
    if (there !== null && here && there !== here) isNew.set(true);
  } catch {
    // No network: there is nothing to know.
  }
}

export function scriptOf(page: string): string | null {
  return /<script[^>]*type="module"[^>]*src="([^"]+)"/.exec(page)?.[1] ?? null;
}

/** At the start of the app. */
export function watchForNewVersions(): void {
  setInterval(() => void lookForNewVersion(), LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void lookForNewVersion();
  });
}
