import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CLOSE_CODES } from "../../src/live/closeCodes";
import { Connection, type Trouble } from "../../src/live/connection";
import { RETURN_WITHIN_MS, type Rung } from "../../src/live/ladder";
import { type Ended, type Link, LinkFailed } from "../../src/live/link";
import { type Deferred, deferred } from "../../src/live/timing";

class Network {
  readonly tried: { readonly rung: Rung; readonly at: number }[] = [];
  readonly troubles: (Trouble | null)[] = [];
  readonly links: { readonly rung: Rung; readonly end: Deferred<Ended>; closed: boolean }[] = [];
  renewals = 0;
  renewable = true;
  suspended = false;
  expiresAt: number | null = null;
  refused = new Set<Rung>();
  readonly connection = new Connection(
    async (rung) => {
      this.tried.push({ rung, at: Date.now() });
      if (this.refused.has(rung)) throw new LinkFailed({});
      const link = { rung, end: deferred<Ended>(), closed: false };
      this.links.push(link);
      const close = () => {
        link.closed = true;
        link.end.resolve({});
      };
      return {
        rung,
        follow: () => undefined,
        refresh: () => undefined,
        ask: null,
        ended: link.end.promise,
        close,
      } as Link;
    },
    {
      token: () => null,
      csrfToken: () => null,
      expiresAt: () => this.expiresAt,
      renew: async () => {
        this.renewals += 1;
        this.expiresAt = null;
        return this.renewable;
      },
      suspended: () => this.suspended,
    },
    { onLink: () => undefined, onTrouble: (trouble) => this.troubles.push(trouble) },
  );

  get rungs(): Rung[] {
    return this.tried.map(({ rung }) => rung);
  }
}

let network: Network;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  vi.spyOn(Math, "random").mockReturnValue(0.999);
  network = new Network();
});
afterEach(() => {
  network.connection.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const begin = () => {
  network.connection.start();
  return vi.advanceTimersByTimeAsync(0);
};

describe("A connection", () => {
  test("tries each transport twice, and begins again at the top when none works", async () => {
    network.refused = new Set(["socket", "sse", "poll"]);
    await begin();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(network.rungs.slice(0, 7)).toEqual(["socket", "socket", "sse", "sse", "poll", "poll", "socket"]);
    expect(network.troubles).toContain("network");
  });

  test("climbs beside the lower link, which goes only when the better one is there", async () => {
    network.refused = new Set(["socket"]);
    await begin();
    await vi.advanceTimersByTimeAsync(5_000);
    const [sse] = network.links;
    expect(sse?.rung).toBe("sse");
    const since = network.tried.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(network.rungs.slice(since)).toEqual(["socket"]);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(network.rungs.slice(since)).toEqual(["socket", "socket"]);
    expect(sse?.closed).toBe(false);
    network.refused.clear();
    await vi.advanceTimersByTimeAsync(121_000);
    expect(sse?.closed).toBe(true);
    expect(network.connection.link?.rung).toBe("socket");
  });

  test("is back on its socket within 5 s after an outage", async () => {
    await begin();
    network.refused = new Set(["socket", "sse", "poll"]);
    network.links[0]?.end.resolve({});
    // Two sockets and an event stream were tried in vain; the server is back when the stream is tried again.
    while (network.rungs.filter((rung) => rung === "sse").length < 1) await vi.advanceTimersByTimeAsync(100);
    network.refused.clear();
    while (network.links.length < 2) await vi.advanceTimersByTimeAsync(100);
    expect(network.links[1]?.rung).toBe("sse");
    await vi.advanceTimersByTimeAsync(RETURN_WITHIN_MS);
    expect(network.connection.link?.rung).toBe("socket");
    expect(network.links[1]?.closed).toBe(true);
  });

  test("tries at once when it is nudged", async () => {
    network.refused = new Set(["socket", "sse", "poll"]);
    await begin();
    await vi.advanceTimersByTimeAsync(60_000);
    network.refused.clear();
    network.connection.nudge();
    await vi.advanceTimersByTimeAsync(0);
    expect(network.connection.link?.rung).toBe("socket");
  });

  test("renews an access that is about to end before it connects", async () => {
    network.expiresAt = Date.now() + 10_000;
    await begin();
    expect(network.renewals).toBe(1);
    expect(network.rungs).toEqual(["socket"]);
  });

  test("connects again at once after a renewal that the open link could not take over", async () => {
    await begin();
    network.links[0]?.end.resolve({ renewed: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(network.links).toHaveLength(2);
  });

  test("that is told to stop keeps still, until somebody signs in", async () => {
    network.renewable = false;
    await begin();
    network.links[0]?.end.resolve({ code: 4401 });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(network.tried).toHaveLength(1);
    expect(network.troubles.at(-1)).toBe("sign-in");
    network.connection.nudge();
    await vi.advanceTimersByTimeAsync(0);
    expect(network.links).toHaveLength(2);
  });
});

describe("Who is sent away", () => {
  test.each([true, false])(
    "hears whether it is the person or the session that may not go on: %s",
    async (suspended) => {
      network.renewable = false;
      network.suspended = suspended;
      await begin();
      network.links[0]?.end.resolve({ code: 4403 });
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(network.tried).toHaveLength(1);
      expect(network.troubles.at(-1)).toBe(suspended ? "suspended" : "sign-in");
    },
  );
});

describe("Each close code", () => {
  test.each(Object.entries(CLOSE_CODES))("%s does as the table says", async (code, { action, name }) => {
    await begin();
    await vi.advanceTimersByTimeAsync(11_000);
    network.links[0]?.end.resolve({ code: Number(code), afterMs: 2_000 });
    await vi.advanceTimersByTimeAsync(1_900);
    expect(network.renewals).toBe(action === "authenticate" || name === "SUSPENDED" ? 1 : 0);
    expect(network.tried).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(network.tried).toHaveLength(action === "stop" ? 1 : 2);
    expect(network.rungs.at(-1)).toBe("socket");
  });

  test("that is unknown is the network: back-off, and it counts as a failure", async () => {
    await begin();
    network.links[0]?.end.resolve({ code: 1006 });
    await vi.advanceTimersByTimeAsync(500);
    network.links[1]?.end.resolve({});
    await vi.advanceTimersByTimeAsync(1_000);
    expect(network.rungs).toEqual(["socket", "socket", "sse"]);
  });
});
