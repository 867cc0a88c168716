/**
 * How much a page's own thread works, by the browser's trace: in processor time, to which other programs of the machine
 * add little. What it does within a frame's 16.7 ms is drawn at 60 frames a second; what it does not is a jerk.
 */

import type { Page } from "playwright-core";

/** Of sixty in a second. */
export const FRAME_MS = 1000 / 60;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, of the wall's clock. */
  readonly ts: number;
  /** Microseconds of the processor. */
  readonly tdur?: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string; readonly data?: Readonly<Record<string, unknown>> };
}

const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];

/** What the page's main thread did during `during`. */
export class Pace {
  /** Of the page's main thread alone, by time. */
  readonly #events: readonly TraceEvent[];

  constructor(events: readonly TraceEvent[]) {
    const mains = events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
    const of = (main: TraceEvent) => events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid);
    // Other pages' threads rest meanwhile.
    const busiest = mains.map(of).toSorted((a, b) => b.length - a.length)[0] ?? [];
    this.#events = busiest.toSorted((a, b) => a.ts - b.ts);
  }

  /** Milliseconds of work from one frame to the next: script, style, layout, painting, and what else was due. */
  get frames(): readonly number[] {
    const starts = this.#begins("AnimationFrame");
    const work = starts.map(() => 0);
    let frame = -1;
    for (const { ts, tdur = 0 } of this.#tasks()) {
      while (frame + 1 < starts.length && (starts[frame + 1] as number) <= ts) frame += 1;
      if (frame >= 0) work[frame] = (work[frame] as number) + tdur / 1000;
    }
    return work;
  }

  /**
   * From the first message on the socket to the end of the first frame that was drawn after it: the thread's work, and
   * what the clock said, in milliseconds. Throws when there was none.
   */
  change(): { readonly work: number; readonly wall: number } {
    const arrival = this.#events.find(({ name }) => name === "WebSocketReceive");
    const tasks = this.#tasks();
    // The task that the message came in; a frame that had begun before has nothing of it.
    const first = tasks.findLast(({ ts }) => arrival !== undefined && ts <= arrival.ts);
    if (arrival === undefined || first === undefined) throw new Error("no message came");
    const drawn = this.#begins("AnimationFrame").find((begin) => begin > first.ts + (first.dur ?? 0));
    const commit = this.#events.find(
      ({ name, ph, ts }) => name === "Commit" && ph === "X" && drawn !== undefined && ts > drawn,
    );
    if (commit === undefined) throw new Error("nothing was drawn after the message");
    const end = commit.ts + (commit.dur ?? 0);
    const work = tasks.filter(({ ts }) => ts >= first.ts && ts < end).map(({ tdur = 0 }) => tdur);
    return { work: sum(work) / 1000, wall: (end - arrival.ts) / 1000 };
  }

  #tasks(): readonly TraceEvent[] {
    return this.#events.filter(({ name, ph }) => name === "RunTask" && ph === "X");
  }

  #begins(of: string): readonly number[] {
    return this.#events.filter(({ name, ph }) => name === of && ph === "b").map(({ ts }) => ts);
  }
}

export async function paced(page: Page, during: () => Promise<void>): Promise<Pace> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("a page without a browser");
  await browser.startTracing(page, { categories: CATEGORIES });
  await during();
  const said = await browser.stopTracing();
  return new Pace((JSON.parse(said.toString()) as { traceEvents: TraceEvent[] }).traceEvents);
}

/** Turns the wheel at `at`, as a hand in a hurry does: some seventy rows a second. */
export async function wheel(
  page: Page,
  at: { readonly x: number; readonly y: number },
  distance: number,
): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  await tools.send("Input.synthesizeScrollGesture", {
    ...at,
    yDistance: -distance,
    speed: 3_000,
    gestureSourceType: "mouse",
    preventFling: true,
  });
  await tools.detach();
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
