/** Whether the palette and the sheet of keys are open: asked for by keys, buttons and menus. */

import { Store } from "../../live/store";

export const palette = new Store(false);
export const keysSheet = new Store(false);

let ahead = "";

/** What is typed between the key that opens the palette and its being there. */
export function typeAhead(letter: string): void {
  ahead += letter;
}

export function takeTypedAhead(): string {
  const typed = ahead;
  ahead = "";
  return typed;
}
