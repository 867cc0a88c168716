/** From the sign-in screen to the signed-in part: the seat just taken, handed over once. */

import type { Seat } from "../data/session";

let waiting: Seat | null = null;

export function handOver(seat: Seat): void {
  waiting = seat;
}

export function takeSeat(): Seat | null {
  const seat = waiting;
  waiting = null;
  return seat;
}
