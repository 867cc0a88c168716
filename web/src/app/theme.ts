/** Light or dark: as the system has it, unless the person chose. */

export type Theme = "system" | "light" | "dark";

const KEPT = "esteio-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  show();
}

/** At the start; follows the system from then on. */
export function applyTheme(): void {
  dark.addEventListener("change", show);
  show();
}

function show(): void {
  const theme = chosenTheme();
  document.documentElement.dataset.theme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
}
