/** Between the screens of who is signed in and those of who is not: the seat, handed over. */

import type { Seat } from "../data/session";

let waiting: Seat | null = null;

export function handOver(seat: Seat): void {
  if (waiting !== null && waiting.live !== seat.live) waiting.live.close();
  waiting = seat;
}

export function takeSeat(): Seat | null {
  const seat = waiting;
  waiting = null;
  return seat;
}
