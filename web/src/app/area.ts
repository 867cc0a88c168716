/** What an area of business brings to the app: its places in the navigation, its commands, and its routes (routes.tsx). */

import type { LucideIcon } from "lucide-react";
import type { PermissionName } from "../api/schema";
import type { Resource } from "../data/rows";
import type { Words } from "../words/language";

export interface Place {
  /** Address of its first screen: "/solicitacoes". */
  readonly to: string;
  readonly label: Words<string>;
  readonly icon: LucideIcon;
  /** Any of these lets a person in; none: everybody. */
  readonly permissions?: readonly PermissionName[];
  /** `G`, then this letter, goes there. */
  readonly letter?: string;
  /** Stands in the bottom bar of a phone, in this order; the others under "Mais". */
  readonly thumb?: number;
  /** A live list of what waits for this person: how many stand beside the name. */
  readonly waiting?: Resource;
}

/** Something to do, found by its name in the palette (Ctrl K). */
export interface Command {
  readonly label: Words<string>;
  readonly icon: LucideIcon;
  /** The screen where it is done: "/solicitacoes/nova". */
  readonly to: string;
  /** Any of these; none: everybody. */
  readonly permissions?: readonly PermissionName[];
  /** Other words that people look for it by. */
  readonly also?: Words<string>;
}

export interface Area {
  readonly name: Words<string>;
  readonly places: readonly Place[];
  readonly commands?: readonly Command[];
}
