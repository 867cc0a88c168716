/** Whether the palette and the sheet of keys are open: asked for by keys, buttons and menus. */

import { Store } from "../../live/store";

export const palette = new Store(false);
export const keysSheet = new Store(false);

let ahead = "";

/** What is typed between the key that opens the palette and its field having the focus. */
function hear(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  event.preventDefault();
  event.stopPropagation();
  ahead += event.key;
}

palette.subscribe(() => {
  ahead = "";
  if (palette.getSnapshot()) document.addEventListener("keydown", hear, { capture: true });
  else document.removeEventListener("keydown", hear, { capture: true });
});

/** The palette's field has the focus: from now on letters are its own. */
export function takeTypedAhead(): string {
  document.removeEventListener("keydown", hear, { capture: true });
  const typed = ahead;
  ahead = "";
  return typed;
}
