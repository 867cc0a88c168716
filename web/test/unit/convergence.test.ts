import "fake-indexeddb/auto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Feed, type Patch } from "../../src/live/feed";
import { LiveList } from "../../src/live/list";
import type { Listing, Step } from "../../src/live/listing";
import type { RowsMessage } from "../../src/live/messages";
import { Saver } from "../../src/live/saver";
import { openStorage, type Storage, wipeStorage } from "../../src/live/storage";
import type { Cursor } from "../../src/live/wire";
import { type Filters, Model } from "../server/model";

const PAGE = 3;

/** Leader, follower and storage of one listing, on a wire that the test pulls about. */
class Screens {
  readonly model = new Model();
  readonly filters: Filters;
  readonly list: LiveList;
  #storage: Storage;
  #feed: Feed | null = null;
  #saver: Saver | null = null;
  #subscribed: { position: number; epoch: string } | null = null;
  #leader = 0;
  /** Done in the middle of a read, after its first page. */
  interruption: (() => void) | null = null;
  /** How many more pages are read before one is not answered. */
  pagesUntilFailure: number | null = null;

  constructor(storage: Storage, filters: Filters) {
    this.#storage = storage;
    this.filters = filters;
    const listing: Listing = {
      kind: "list",
      resource: "briefings",
      path: "/api/briefings",
      filters,
      q: "",
      sort: "-createdAt",
    };
    this.list = new LiveList(listing, { person: "p", want: () => this.#snapshot(), unwant: () => undefined });
    this.list.subscribe(() => undefined);
  }

  /** A tab takes over with what the storage has; its copy elsewhere goes on. */
  async takeOver(): Promise<void> {
    this.#subscribed = null;
    this.#leader += 1;
    this.#feed?.detach();
    await this.settled();
    this.#saver?.stop();
    const saver = new Saver(this.#storage, { onFull: () => undefined, onFenced: () => undefined });
    this.#saver = saver;
    await saver.start();
    const leader = this.#leader;
    const feed = new Feed(this.list.listing, (_listing, since) => this.#read(since), {
      onPatch: (of, patch) => {
        if (leader !== this.#leader) return;
        this.#tell(of, patch);
        saver.patch(of, patch);
      },
      onCoherent: () => undefined,
      onStale: (of) => void of.sync().catch(() => undefined),
    });
    const stored = await this.#storage.load(feed.key);
    if (stored) feed.restore(stored);
    this.#feed = feed;
    this.list.restart();
  }

  get feed(): Feed {
    if (this.#feed === null) throw new Error("nobody leads yet");
    return this.#feed;
  }

  /** Subscribe anew; `since` as the transport has it. */
  async reconnect(): Promise<void> {
    const feed = this.feed;
    feed.detach();
    const { model } = this;
    const from = feed.cursor === null ? null : model.positionOf(feed.cursor);
    const replay = from === null ? null : model.changes(from, model.position, this.filters);
    this.#subscribed = { position: model.position, epoch: model.epoch };
    if (from !== null && replay !== null) {
      // The first of them may come before the acknowledgement does.
      feed.push({ type: "briefings", data: replay, delta: true, cursor: model.cursor });
      feed.resume();
    } else {
      feed.cursor = null;
      await feed.sync().catch(() => undefined);
      if (!feed.coherent) await feed.sync();
    }
  }

  /** Everything since the last push; `again` tells some of it twice. */
  push(again: number): void {
    const at = this.#subscribed;
    if (at === null || at.epoch !== this.model.epoch) return;
    const from = Math.max(0, at.position - again);
    const data = this.model.changes(from, this.model.position, this.filters);
    at.position = this.model.position;
    if (data === null) this.feed.push({ type: "briefings", data: [], delta: false, cursor: this.model.cursor });
    else if (data.length > 0) this.feed.push({ type: "briefings", data, delta: true, cursor: this.model.cursor });
  }

  reset(): void {
    if (this.#subscribed) this.feed.push({ type: "briefings", data: [], delta: false, cursor: this.model.cursor });
  }

  /** Until reads and savings are done. */
  async settled(): Promise<void> {
    for (let i = 0; i < 40; i += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  async finish(): Promise<void> {
    await this.reconnect();
    this.push(0);
    await this.settled();
  }

  stored() {
    return this.#storage.load(this.feed.key);
  }

  get leaderRows() {
    return this.feed.rows;
  }

  async *#read(since: Cursor | null): AsyncGenerator<Step, void, void> {
    let page: string | null = null;
    let first: string | null = null;
    for (;;) {
      const answer = this.model.read(this.filters, PAGE, since, page);
      await Promise.resolve();
      if (this.pagesUntilFailure !== null && this.pagesUntilFailure-- === 0) {
        this.pagesUntilFailure = null;
        throw new Error("no network");
      }
      const interruption = this.interruption;
      this.interruption = null;
      interruption?.();
      if (answer.isDelta) {
        yield { kind: "delta", rows: answer.data, cursor: answer.cursor, last: !answer.hasMore, complete: true };
        if (!answer.hasMore) return;
        since = answer.cursor;
        continue;
      }
      since = null;
      first ??= answer.cursor;
      const last = answer.nextCursor === null;
      yield { kind: page === null ? "first" : "more", rows: answer.data, cursor: first, last, complete: last };
      if (last) return;
      page = answer.nextCursor;
    }
  }

  #tell(feed: Feed, patch: Patch): void {
    const { cursor: _, ...told } = patch;
    this.list.hear(
      message({ leader: String(this.#leader), to: null, key: feed.key, version: feed.version, ...told }),
      false,
    );
  }

  #snapshot(): void {
    const feed = this.#feed;
    if (feed === null) return;
    const rows = [...feed.rows.values()];
    const { key, version, status, complete } = feed;
    this.list.hear(
      message({ leader: String(this.#leader), to: "me", key, version, reset: true, rows, gone: [], status, complete }),
      true,
    );
  }
}

const message = (part: Omit<RowsMessage, "type">): RowsMessage => structuredClone({ type: "rows", ...part });

type Command = (screens: Screens) => void | Promise<void>;
const pick = (screens: Screens, n: number) =>
  [...screens.model.rows.keys()][n % Math.max(1, screens.model.rows.size)] ?? "";
const write: fc.Arbitrary<(screens: Screens) => void> = fc.oneof(
  fc.constantFrom("A", "B").map((status) => (s: Screens) => void s.model.insert({ status })),
  fc.tuple(fc.nat(), fc.constantFrom("A", "B")).map(
    ([n, status]) =>
      (s: Screens) =>
        void s.model.update(pick(s, n), { status }),
  ),
  fc.nat().map((n) => (s: Screens) => s.model.delete(pick(s, n))),
);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: write },
  { weight: 4, arbitrary: fc.nat({ max: 5 }).map((again) => (s: Screens) => s.push(again)) },
  { weight: 2, arbitrary: fc.constant<Command>((s) => s.reconnect()) },
  { weight: 1, arbitrary: fc.constant<Command>((s) => s.reset()) },
  { weight: 1, arbitrary: fc.constant<Command>((s) => s.settled()) },
  {
    weight: 1,
    arbitrary: fc.constant<Command>(async (s) => {
      await s.takeOver();
      await s.reconnect();
    }),
  },
  { weight: 1, arbitrary: fc.constant<Command>((s) => s.model.forgetHistory()) },
  { weight: 1, arbitrary: fc.constant<Command>((s) => s.model.restore()) },
  {
    weight: 1,
    arbitrary: fc.nat({ max: 2 }).map((pages) => (s: Screens) => {
      s.pagesUntilFailure = pages;
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.array(write, { maxLength: 5 }), fc.boolean()).map(([writes, told]) => (s: Screens) => {
      s.interruption = () => {
        for (const each of writes) each(s);
        if (told) s.push(0);
      };
    }),
  },
);

describe("Every screen", () => {
  test("ends with the rows that a fresh read gives, whatever was lost, doubled, broken off or taken over", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Filters>({}, { status: "A" }),
        fc.array(command, { maxLength: 40 }),
        async (filters, commands) => {
          run += 1;
          const storage = await openStorage(`person:run-${run}`, "1");
          const screens = new Screens(storage, filters);
          for (let i = 0; i < 5; i += 1) screens.model.insert({ status: i % 2 ? "A" : "B" });
          await screens.takeOver();
          await screens.reconnect();
          for (const each of commands) await each(screens);
          await screens.finish();
          const fresh = screens.model.matching(filters);
          expect(screens.list.getSnapshot().rows).toEqual(fresh);
          expect([...screens.leaderRows.values()].sort((a, b) => (a.id < b.id ? 1 : -1))).toEqual(fresh);
          // What the next visit begins with, brought up to date by what happened since its cursor.
          const stored = await screens.stored();
          const kept = new Map(stored?.rows.map((row) => [row.id, row]));
          const since = stored?.cursor ? screens.model.positionOf(stored.cursor) : null;
          if (since !== null) {
            for (const { _operation, _by, ...row } of screens.model.changes(since, screens.model.position, filters) ??
              [])
              if (_operation === "delete") kept.delete(row.id);
              else kept.set(row.id, row);
            expect([...kept.values()].sort((a, b) => (a.id < b.id ? 1 : -1))).toEqual(fresh);
          }
          storage.close();
        },
      ),
      { numRuns: Number(process.env.ESTEIO_ROUNDS ?? 200) },
    );
    await wipeStorage();
  }, 60_000);
});
