/** Whether the palette and the sheet of keys are open: asked for by keys, buttons and menus. */

import { Store } from "../../live/store";

export const palette = new Store(false);
export const keysSheet = new Store(false);
