/** The seat of whoever is signed in, for every component below. */

import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from "react";
import type { PermissionName } from "../api/schema";
import type { Live, Readable } from "../live";
import type { Me, Seat } from "./session";

export interface Place extends Seat {
  /** Another organisation, or signed out: everything below is made anew. */
  readonly change: (next: Seat | null) => void;
  readonly setMe: (me: Me) => void;
}

const SeatContext = createContext<Place | null>(null);

export function SeatProvider({ place, children }: { place: Place; children: ReactNode }) {
  return <SeatContext value={place}>{children}</SeatContext>;
}

export function useSeat(): Place {
  const place = useContext(SeatContext);
  if (place === null) throw new Error("outside of the signed-in part");
  return place;
}

export function useLive(): Live {
  return useSeat().live;
}

export function useMe(): Me {
  return useSeat().me;
}

/** Whether the person's role allows it; what may be done with one row says its `can`. */
export function useMay(): (permission: PermissionName) => boolean {
  const { permissions } = useMe();
  return useCallback((permission: PermissionName) => permissions.includes(permission), [permissions]);
}

export function useReadable<T>(readable: Readable<T>): T {
  return useSyncExternalStore(readable.subscribe, readable.getSnapshot);
}
