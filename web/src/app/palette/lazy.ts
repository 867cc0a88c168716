/** The palette and the sheet of keys are files of their own, fetched when somebody comes near. */

import { lazyPart } from "../lazy";

export const Palette = lazyPart(() => import("./Palette"));
export const KeysSheet = lazyPart(() => import("./KeysSheet"));
