import { describe, expect, test } from "vitest";
import { context, fresh, idAt, server, setStage } from "./stage";
import { Tab } from "./tab";

setStage();

const open = () => Tab.open(context, `${server.url}/test/`);

/** Somebody else's work: a change, a new row, one gone. */
function work(round = 1): void {
  server.model.update(idAt(1), { progress: round, title: `Mudou ${round}` });
  server.model.insert({ title: `Novo ${round}` });
  server.model.delete(idAt(3));
  server.announce();
}

describe("A list", () => {
  test("shows what others do as they do it, each change once though the server tells it twice", async () => {
    server.faults.double = true;
    const tab = await (await (await open()).signIn()).show();
    await tab.until({ status: "live", transport: "socket" });
    await tab.untilRows(fresh);
    for (let round = 1; round <= 3; round += 1) {
      work(round);
      await tab.untilRows(fresh, "list", 2_000);
    }
  });

  test("of many pages is whole though it changes while it is read", async () => {
    for (let n = 0; n < 1_000; n += 1) server.model.insert();
    server.faults.delayMs = 30;
    const tab = await (await (await open()).signIn()).show();
    await expect.poll(async () => (await tab.rows()).length, { interval: 10 }).toBeGreaterThan(0);
    for (let round = 1; round <= 10; round += 1) work(round);
    await tab.untilRows(fresh);
  });

  test("follows its filters beside others of the same resource, and those that cannot be judged by row", async () => {
    const tab = await (await open()).signIn();
    await tab.show({ sort: "-createdAt", filters: { status: "CONCLUIDO" } }, "done");
    await tab.until({ status: "live" });
    await tab.show({ sort: "-createdAt" }, "all");
    await tab.show({ sort: "-createdAt", filters: { title: "Novo 1" } }, "titled");
    const done = () => server.model.matching({ status: "CONCLUIDO" });
    await tab.untilRows(fresh, "all");
    server.model.update(idAt(0), { status: "CONCLUIDO" });
    work();
    await tab.untilRows(done, "done");
    await tab.untilRows(fresh, "all");
    await tab.untilRows(() => server.model.matching({ title: "Novo 1" }), "titled");
    expect(await tab.rows("titled")).toHaveLength(1);
    server.model.update(done()[0]?.id ?? "", { status: "EM_EDICAO" });
    server.announce();
    await tab.untilRows(() => [], "done");
    await tab.untilRows(fresh, "all");
  });

  test("is read anew after a restore, and when too much was missed", async () => {
    const tab = await (await (await open()).signIn()).show();
    await tab.untilRows(fresh);
    await tab.until({ status: "live" });
    for (const lose of [() => server.model.restore(), () => server.model.forgetHistory()]) {
      server.model.delete(idAt(0));
      work();
      lose();
      server.drop();
      await tab.untilRows(fresh);
      await tab.until({ status: "live" });
    }
  });

  test("that one may not see is empty and says so", async () => {
    const tab = await (await open()).signIn();
    await tab.show({}, "list", "unknown");
    await expect.poll(() => tab.page.evaluate(() => window.shown.list?.list.getSnapshot().status)).toBe("failed");
  });
});

describe("The transport", () => {
  test("falls back to an event stream, then to polling, and climbs again by itself", async () => {
    server.faults.refuseSockets = true;
    const tab = await open();
    await tab.page.clock.install();
    await (await tab.signIn()).show();
    await tab.until({ status: "live", transport: "sse" });
    work(1);
    await tab.untilRows(fresh);

    server.faults.refuseStreams = true;
    server.drop();
    await tab.until({ status: "polling", transport: "poll" }, 20_000);
    work(2);
    await tab.untilRows(fresh);

    server.faults.refuseStreams = false;
    await tab.page.clock.fastForward(31_000);
    await tab.until({ status: "live", transport: "sse" });
    work(3);
    await tab.untilRows(fresh);

    server.log.length = 0;
    await tab.page.clock.fastForward(31_000);
    await expect.poll(() => server.log).toContain("socket refused");
    server.faults.refuseSockets = false;
    await tab.until({ transport: "sse" });
    // A stream that hears nothing for 40 s is taken for dead, so it has to hear something as the clock is put forward.
    for (let passed = 0; passed < 60; passed += 10) {
      server.comment();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await tab.page.clock.fastForward(10_000);
    }
    await tab.until({ status: "live", transport: "socket" });
    work(4);
    await tab.untilRows(fresh);
    await expect.poll(() => server.streams).toBe(0);
  });

  test("resumes from its cursor after a cut, without reading the list again", async () => {
    const tab = await (await (await open()).signIn()).show();
    await tab.untilRows(fresh);
    await tab.until({ status: "live" });
    const reads = () => server.log.filter((line) => line.startsWith("GET /api/briefings")).length;
    const before = reads();
    server.drop();
    work();
    await tab.untilRows(fresh);
    expect(reads()).toBe(before);
    expect(server.log.filter((line) => line.startsWith("subscribe")).at(-1)).toContain('"since":"e1.');
  });

  test("comes back by itself after the server was killed and started again", async () => {
    const tab = await (await (await open()).signIn()).show();
    await tab.until({ status: "live" });
    await server.stop();
    await tab.until({ status: "offline", reason: "network" });
    work();
    await server.start();
    await tab.untilRows(fresh, "list", 30_000);
    await expect.poll(async () => (await tab.state()).status, { timeout: 30_000 }).toMatch(/live|polling/);
  });

  test("goes offline with the network and is back with it at once", async () => {
    const tab = await (await (await open()).signIn()).show();
    await tab.untilRows(fresh);
    await context.setOffline(true);
    server.drop();
    await tab.until({ status: "offline", reason: "network" });
    expect(await tab.rows()).toEqual(fresh());
    work();
    await context.setOffline(false);
    await tab.untilRows(fresh, "list", 3_000);
    await tab.until({ status: "live" });
  });
});

describe("Close codes", () => {
  test("4410 comes back when it was told to, and counts as no failure", async () => {
    const tab = await (await (await open()).signIn()).show();
    await tab.until({ status: "live" });
    for (let n = 0; n < 3; n += 1) {
      server.dismiss(4410, 100);
      await expect.poll(() => server.sockets.length, { interval: 5 }).toBe(0);
      work(n);
      await expect.poll(() => server.sockets.length).toBe(1);
      await tab.until({ status: "live", transport: "socket" });
      await tab.untilRows(fresh);
    }
  });

  test.each(["suspended", "sign-in"] as const)("4403 stops, and tells a person from a session: %s", async (reason) => {
    const tab = await (await (await open()).signIn()).show();
    await tab.until({ status: "live" });
    if (reason === "suspended") server.suspended = true;
    else server.ended = true;
    server.dismiss(4403);
    await tab.until({ status: "offline", reason });
    const connects = server.log.filter((line) => line === "socket").length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(server.log.filter((line) => line === "socket").length).toBe(connects);
  });

  test("4402 renews before it connects", async () => {
    const tab = await (await (await open()).signIn()).show();
    await tab.until({ status: "live" });
    server.log.length = 0;
    server.dismiss(4402);
    await expect.poll(() => server.log.includes("socket")).toBe(true);
    expect(server.log.indexOf("POST /api/auth/refresh")).toBeGreaterThanOrEqual(0);
    expect(server.log.indexOf("POST /api/auth/refresh")).toBeLessThan(server.log.indexOf("socket"));
  });
});

describe("An access that expires", () => {
  test("is renewed in band when the page holds the token", async () => {
    const tab = await (await (await open()).signIn("token")).show();
    await tab.until({ status: "live" });
    server.log.length = 0;
    server.expireTokens();
    await expect.poll(() => server.log.includes("authenticate")).toBe(true);
    work();
    await tab.untilRows(fresh);
    expect(server.log).not.toContain("socket");
  });

  test("is renewed by a new connection when a cookie holds it", async () => {
    const tab = await (await (await open()).signIn("cookie")).show();
    await tab.until({ status: "live" });
    server.log.length = 0;
    server.expireTokens();
    await expect.poll(() => server.log.includes("socket")).toBe(true);
    work();
    await tab.untilRows(fresh);
    expect(server.log.filter((line) => line.startsWith("POST /api/auth/refresh"))).toHaveLength(1);
  });

  test("on a request is renewed once, and the request sent again", async () => {
    const tab = await (await open()).signIn("token");
    server.expireTokens();
    const total = await tab.page.evaluate(() =>
      window.live.request("GET", "/api/pipeline").then((answer) => answer.data),
    );
    expect(total).toEqual({ total: 5 });
  });

  test("and cannot be renewed asks for a new sign-in", async () => {
    const tab = await (await (await open()).signIn()).show();
    await tab.until({ status: "live" });
    server.ended = true;
    server.expireTokens();
    await tab.until({ status: "offline", reason: "sign-in" });
  });
});

describe("What was written", () => {
  test("is seen by the next read: its position is sent back, by other tabs too", async () => {
    const [one, two] = [await (await open()).signIn(), await (await open()).signIn()];
    await one.write(`briefings/${idAt(0)}`, { progress: 50 });
    await expect.poll(() => one.outbox()).toEqual([]);
    const position = server.model.position.toString(16);
    for (const tab of [one, two]) {
      await tab.page.evaluate(() => window.live.request("GET", "/api/pipeline").then(() => undefined));
      expect(server.headers.at(-1)?.["x-esteio-position"]).toBe(position);
    }
  });
});

describe("Events", () => {
  test("notifications come to every tab, people of a place are known, counted answers follow", async () => {
    const [one, two] = [await (await open()).signIn(), await (await open()).signIn()];
    for (const tab of [one, two])
      await tab.page.evaluate(() => {
        window.seen = [];
        window.live.on("notification", (payload) => window.seen.push(payload));
      });
    await expect.poll(() => server.log.some((line) => line.includes("notifications"))).toBe(true);
    server.notify({ id: "n", message: "Olá" });
    for (const tab of [one, two]) await expect.poll(() => tab.page.evaluate(() => window.seen)).toHaveLength(1);

    const here = () =>
      two.page.evaluate(() => {
        window.place ??= window.live.join("briefings/1", "lendo");
        return window.place.getSnapshot().map(({ name, state }) => [name, state]);
      });
    await expect.poll(here).toEqual([["Ana", "lendo"]]);
    const value = await one.page.evaluate(async () => {
      const pipeline = window.live.value<{ total: number }>("pipeline", "/api/pipeline");
      await new Promise<void>((resolve) => {
        pipeline.subscribe(() => {
          if (pipeline.getSnapshot() !== undefined) resolve();
        });
      });
      return pipeline.getSnapshot();
    });
    expect(value).toEqual({ total: 5 });
  });
});

declare global {
  interface Window {
    place: ReturnType<Window["live"]["join"]>;
  }
}
