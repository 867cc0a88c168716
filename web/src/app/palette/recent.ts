/** What a person looked at last, in this browser, for the palette. Deleted with the sign-out. */

import type { Me } from "../../data/session";

interface Recent {
  readonly to: string;
  readonly title: string;
}

const KEPT = "esteio-recent:";
const MOST = 12;

function nameOf(me: Me): string {
  return `${KEPT}${me.id}:${me.organisation.id}`;
}

export function recentOf(me: Me): readonly Recent[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(nameOf(me)) ?? "[]");
    return Array.isArray(found) ? (found as Recent[]) : [];
  } catch {
    return [];
  }
}

/** Screens of one thing are remembered; lists and forms are found by their names anyway. */
export function remember(me: Me, to: string, title: string): void {
  if (!/^\/[^/]+\/[^/]+/.test(to) || /\/(nova|novo|editar)$/.test(to)) return;
  const others = recentOf(me).filter((each) => each.to !== to);
  try {
    localStorage.setItem(nameOf(me), JSON.stringify([{ to, title }, ...others].slice(0, MOST)));
  } catch {
    // No room: then nothing is remembered.
  }
}
