/** Light or dark: as the system has it, unless the person chose. `public/theme.js` does the same before the first paint. */

import { Store } from "../live/store";

export type Theme = "system" | "light" | "dark";

const KEPT = "esteio-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = new Store<Theme>(kept());

export const chosenTheme = { subscribe: theme.subscribe, getSnapshot: theme.getSnapshot };

function kept(): Theme {
  const found = localStorage.getItem(KEPT);
  return found === "light" || found === "dark" ? found : "system";
}

export function chooseTheme(next: Theme): void {
  if (next === "system") localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, next);
  theme.set(next);
  show();
}

/** At the start; follows the system, and the other tabs, from then on. */
export function applyTheme(): void {
  dark.addEventListener("change", show);
  addEventListener("storage", (event) => {
    if (event.key !== KEPT) return;
    theme.set(kept());
    show();
  });
  show();
}

function show(): void {
  const chosen = theme.getSnapshot();
  const root = document.documentElement;
  root.dataset.theme = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  // What the system draws around the page: one colour for both wishes of the system, as the page has but one.
  const paper = getComputedStyle(root).getPropertyValue("--paper").trim();
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = paper;
}
