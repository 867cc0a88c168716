/** The areas in the order of the navigation, and what a person finds of them. */

import type { PermissionName } from "../api/schema";
import { dashboardArea } from "../dashboard/area";
import { estimatingArea } from "../estimating/area";
import { procurementArea } from "../procurement/area";
import { workspaceArea } from "../workspace/area";
import type { Area, Command, Place } from "./area";

const AREAS: readonly Area[] = [dashboardArea, estimatingArea, procurementArea, workspaceArea];

type May = (permission: PermissionName) => boolean;

function isOpen(to: { readonly permissions?: readonly PermissionName[] }, may: May): boolean {
  return to.permissions?.some(may) ?? true;
}

/** Areas with the places that the person may enter; areas without any are left out. */
export function areasFor(may: May): readonly Area[] {
  return AREAS.map((area) => ({ ...area, places: area.places.filter((place) => isOpen(place, may)) })).filter(
    (area) => area.places.length > 0,
  );
}

export function commandsFor(may: May): readonly Command[] {
  return AREAS.flatMap((area) => area.commands ?? []).filter((command) => isOpen(command, may));
}

const THUMBS = 4;

/** Of a phone: what stands in the bottom bar, and what is under "Mais". Who has few places has all of them at hand. */
export function thumbPlaces(areas: readonly Area[]): {
  readonly bar: readonly Place[];
  readonly more: readonly Place[];
} {
  const all = areas.flatMap((area) => area.places);
  const first = all.filter((place) => place.thumb !== undefined).sort((a, b) => (a.thumb ?? 0) - (b.thumb ?? 0));
  const bar = [...first, ...all.filter((place) => place.thumb === undefined)].slice(0, THUMBS);
  return { bar, more: all.filter((place) => !bar.includes(place)) };
}
