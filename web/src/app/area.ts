/** What an area of business brings to the app: its places in the navigation and its routes (routes.tsx). */

import type { LucideIcon } from "lucide-react";
import type { PermissionName } from "../api/schema";
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
}

export interface Area {
  readonly name: Words<string>;
  readonly places: readonly Place[];
}
