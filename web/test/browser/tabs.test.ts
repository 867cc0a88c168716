import { describe, expect, test } from "vitest";
import { context, fresh, idAt, server, setStage } from "./stage";
import { Tab } from "./tab";

setStage();

const open = async () => (await (await Tab.open(context, `${server.url}/test/`)).signIn()).show();
const databases = (tab: Tab) =>
  tab.page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.startsWith("esteio")),
  );

function work(): void {
  server.model.update(idAt(1), { progress: 50 });
  server.model.insert();
  server.model.delete(idAt(3));
  server.announce();
}

describe("Ten tabs", () => {
  test("have one connection, and the same rows", async () => {
    const tabs = [];
    for (let n = 0; n < 10; n += 1) tabs.push(await open());
    for (const tab of tabs) await tab.until({ status: "live" });
    work();
    for (const tab of tabs) await tab.untilRows(fresh);
    expect(server.log.filter((line) => line === "socket")).toHaveLength(1);
    expect(server.sockets).toHaveLength(1);
  });
});

describe("Another tab takes over", () => {
  test("when the leader is closed, from its cursor and without a gap", async () => {
    const [leader, follower] = [await open(), await open()];
    await follower.until({ status: "live" });
    await follower.untilRows(fresh);
    for (let round = 0; round < 3; round += 1) work();
    await leader.untilRows(fresh);
    await leader.page.close();
    work();
    await follower.untilRows(fresh, "list", 3_000);
    await follower.until({ status: "live" });
    expect(server.log.filter((line) => line.startsWith("subscribe")).at(-1)).toContain('"since":"e1.');
    expect(server.sockets).toHaveLength(1);
  });

  test("when the leader is frozen; and the leader follows when it wakes", async () => {
    const [leader, follower] = [await open(), await open()];
    await follower.until({ status: "live" });
    const devtools = await context.newCDPSession(leader.page);
    await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
    work();
    await follower.untilRows(fresh, "list", 20_000);
    await devtools.send("Page.setWebLifecycleState", { state: "active" });
    work();
    await leader.untilRows(fresh, "list", 20_000);
    await follower.untilRows(fresh);
    await expect.poll(() => server.sockets.length, { timeout: 10_000 }).toBe(1);
  });

  test("when the leader hangs in a loop", async () => {
    const [leader, follower] = [await open(), await open()];
    await follower.until({ status: "live" });
    await follower.page.bringToFront();
    void leader.page
      .evaluate(() => {
        const until = Date.now() + 15_000;
        while (Date.now() < until);
      })
      .catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    work();
    await follower.untilRows(fresh, "list", 14_000);
    work();
    await follower.untilRows(fresh, "list", 14_000);
  });
});

describe("Without Web Locks", () => {
  test("each tab leads for itself, and none spoils what is kept", async () => {
    await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
    const [one, two] = [await open(), await open()];
    await one.until({ status: "live" });
    await two.until({ status: "live" });
    work();
    await one.untilRows(fresh);
    await two.untilRows(fresh);
    expect(server.sockets).toHaveLength(2);
    await one.page.close();
    await two.page.close();
    await context.setOffline(false);
    const three = await open();
    await three.untilRows(fresh);
  });
});

describe("Without IndexedDB", () => {
  test("everything works until the page is closed", async () => {
    await context.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
    const tab = await open();
    await tab.until({ status: "live", storage: "none" });
    await tab.write(`briefings/${idAt(0)}`, { progress: 99 });
    await expect.poll(() => tab.outbox()).toEqual([]);
    await tab.untilRows(fresh);
    expect(fresh()[0]?.progress).toBe(99);
  });
});

describe("Offline", () => {
  test("rows of the last visit are there before any answer", async () => {
    const first = await open();
    await first.untilRows(fresh);
    const expected = fresh();
    const second = await Tab.open(context, `${server.url}/test/`);
    await first.page.close();
    await server.stop();
    await second.page.evaluate(async () => {
      await window.lab.open(window.lab.cookieSession(window.lab.base), "ana", "atelie");
    });
    await second.show();
    await second.untilRows(() => expected, "list", 3_000);
    await second.until({ status: "offline" });
  });

  test("rows of another shape are not shown, writes of before are kept", async () => {
    const first = await open();
    await first.untilRows(fresh);
    await context.setOffline(true);
    await first.write(`briefings/${idAt(0)}`, { progress: 1 });
    await first.page.evaluate(() => window.live.close());
    await first.page.evaluate(async () => {
      await window.lab.open(window.lab.cookieSession(window.lab.base), "ana", "atelie", "2");
    });
    await first.show();
    await first.until({ status: "offline" });
    expect(await first.rows()).toEqual([]);
    expect(await first.outbox()).toHaveLength(1);
  });
});

describe("Writes", () => {
  test("made offline wait, say so in every tab, and go out in order once the network is back", async () => {
    const [one, two] = [await open(), await open()];
    await one.until({ status: "live" });
    const thing = `briefings/${idAt(0)}`;
    await context.setOffline(true);
    server.drop();
    for (let n = 1; n <= 5; n += 1) await two.write(thing, { progress: n, [`step${n}`]: true });
    await expect.poll(async () => (await one.outbox()).length).toBe(5);
    expect((await one.outbox()).every((entry) => entry.state !== "failed")).toBe(true);
    await context.setOffline(false);
    for (const tab of [one, two]) await expect.poll(() => tab.outbox(), { timeout: 10_000 }).toEqual([]);
    expect(fresh()[0]).toMatchObject({ progress: 5, step1: true, step5: true });
    await one.untilRows(fresh);
  });

  test("survive the page, and a lost answer does nothing twice", async () => {
    const first = await open();
    await first.until({ status: "live" });
    const rows = server.model.rows.size;
    server.faults.writes.push("lost", "lost");
    const answered = first.page.evaluate(async () => {
      const write = {
        method: "POST",
        path: "/api/briefings",
        body: { title: "Uma vez" },
        thing: "new/1",
        label: "",
      } as const;
      return ((await (await window.live.write(write)).done) as { title: string }).title;
    });
    expect(await answered).toBe("Uma vez");
    expect(server.model.rows.size).toBe(rows + 1);
    await context.setOffline(true);
    await first.write(`briefings/${idAt(0)}`, { progress: 77 });
    const second = await context.newPage();
    await first.page.close();
    await context.setOffline(false);
    await second.goto(`${server.url}/test/`);
    await second.waitForFunction(() => window.lab !== undefined);
    await second.evaluate(() => window.lab.signIn("cookie").then(() => undefined));
    await expect.poll(() => fresh()[0]?.progress === 77 || fresh()[1]?.progress === 77).toBe(true);
  });

  test("that are refused stay for the person to decide, hold back what follows, and let others pass", async () => {
    const tab = await open();
    await tab.until({ status: "live" });
    server.faults.writes.push(412);
    const refused = await tab.write(`briefings/${idAt(0)}`, { progress: 10 });
    await expect.poll(async () => (await tab.outbox()).map(({ state }) => state)).toEqual(["failed"]);
    await tab.write(`briefings/${idAt(0)}`, { progress: 20 });
    await tab.write(`briefings/${idAt(1)}`, { progress: 30 });
    await expect.poll(() => fresh()[1]?.progress).toBe(30);
    expect(fresh()[0]?.progress).toBe(0);
    const [first] = await tab.outbox();
    expect(first).toMatchObject({ id: refused, problem: { status: 412, code: "TEST_412", detail: "Recusado." } });
    await tab.page.evaluate((id) => window.live.outbox.retry(id, { body: { progress: 11 } }), refused);
    await expect.poll(() => tab.outbox()).toEqual([]);
    expect(fresh()[0]).toMatchObject({ progress: 20, version: 3 });
  });

  test("wait out a server in trouble", async () => {
    const tab = await open();
    server.faults.writes.push(503, 429, 500);
    await tab.write(`briefings/${idAt(0)}`, { progress: 10 });
    await expect.poll(() => tab.outbox(), { timeout: 20_000 }).toEqual([]);
    expect(fresh()[0]?.progress).toBe(10);
  });
});

describe("Sign-out", () => {
  test("leaves nothing in IndexedDB, and ends every tab", async () => {
    const [one, two] = [await open(), await open()];
    await two.untilRows(fresh);
    expect(await databases(one)).toEqual(["esteio-live:ana:atelie"]);
    const told = two.page.evaluate(() => window.live.signedOut.then(() => "told"));
    await one.page.evaluate(() => window.live.signOut());
    expect(await told).toBe("told");
    expect(await databases(two)).toEqual([]);
    await expect.poll(() => server.sockets.length).toBe(0);
    work();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await databases(two)).toEqual([]);
  });
});

describe("The demo page", () => {
  test("signs in, shows briefings and moves", async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}/demo/`);
    await page.fill("[name=email]", "ana@exemplo.com.br");
    await page.fill("[name=password]", "segredo");
    await page.click("form button");
    await page.waitForSelector("[data-status=live]");
    await expect.poll(() => page.locator("#rows tr").count()).toBe(5);
    server.model.insert({ title: "Casa da serra" });
    server.announce();
    await page.getByText("Casa da serra").waitFor();
    if (process.env.ESTEIO_SCREENSHOT) await page.screenshot({ path: process.env.ESTEIO_SCREENSHOT });
    await page.reload();
    await page.getByText("Casa da serra").waitFor();
    await page.click("#leave");
    await page.waitForSelector("#entry:visible");
  });
});
