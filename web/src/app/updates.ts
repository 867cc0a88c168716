/** Whether the server has a newer version of the app than this page. */

import { Store } from "../live/store";

const LOOK_EVERY_MS = 30 * 60_000;
/** However many reasons there are to look. */
const AT_MOST_EVERY_MS = 60_000;

const isNew = new Store(false);
let lookedAt = 0;
/** The script of the version that the server had at the last look. */
let there: string | null = null;
/** The version that was opened by itself. */
const OPENED = "esteio-opened-version";

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
    there = scriptOf(await answer.text());
    const here = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute("src");
    if (there !== null && here && there !== here) isNew.set(true);
  } catch {
    // No network: there is nothing to know.
  }
}

/**
 * For a screen whose file is gone, because the server has another version by now: there is nothing on it to lose, so
 * the new version is opened in its place. Once for a version: what then still fails is for the person to see.
 */
export async function openNewVersion(): Promise<void> {
  lookedAt = 0;
  await lookForNewVersion();
  if (!isNew.getSnapshot() || there === null || sessionStorage.getItem(OPENED) === there) return;
  sessionStorage.setItem(OPENED, there);
  location.reload();
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
