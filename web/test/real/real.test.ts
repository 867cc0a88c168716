/** Against `esteio serve` itself; tests/web/test_live_client_real.py starts it and says where it is. */

import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import type { Row } from "../../src/live";
import { launchChromium } from "../browser/chromium";
import { Tab } from "../browser/tab";

interface Given {
  readonly url: string;
  /** Takes `POST /kill` and `POST /start`. */
  readonly control: string;
  readonly ana: { readonly email: string; readonly password: string };
  readonly rui: { readonly email: string; readonly password: string };
  readonly accessEndsAfterMs: number;
  readonly briefing: { readonly clientId: string; readonly templateId: string };
}

const given = JSON.parse(process.env.ESTEIO_REAL ?? "null") as Given;
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

let browser: Browser;
let contexts: BrowserContext[] = [];

beforeAll(async () => {
  if (given === null) throw new Error("ESTEIO_REAL is not set: run tests/web/test_live_client_real.py");
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(() => {
  contexts = [];
});
afterEach(() => Promise.all(contexts.map((context) => context.close())));

/** A browser of its own, which gets our pages at the server's own origin, and all else from the server. */
async function newBrowser(): Promise<BrowserContext> {
  const context = await browser.newContext();
  contexts.push(context);
  await context.route(`${given.url}/pages/**`, async (route) => {
    const path = new URL(route.request().url()).pathname.replace(/^\/pages\//, "");
    const name = path.endsWith("/") ? `${path}index.html` : path;
    const body = await readFile(join(inject("pages"), name));
    await route.fulfill({ body, contentType: `${TYPES[extname(name)]}; charset=utf-8` });
  });
  return context;
}

async function open(who: "ana" | "rui", context?: BrowserContext, kind: "cookie" | "token" = "cookie"): Promise<Tab> {
  const tab = await Tab.open(context ?? (await newBrowser()), `${given.url}/pages/test/`);
  return (await tab.signIn(kind, given[who])).show({ sort: "-createdAt" });
}

const fresh = (tab: Tab): Promise<readonly Row[]> =>
  tab.page.evaluate(async () => {
    const rows: Row[] = [];
    let page: string | null = "";
    while (page !== null) {
      const path: string = `/api/briefings?limit=200&sort=-createdAt${page && `&cursor=${page}`}`;
      const answer = await window.live.request<{ data: Row[]; nextCursor: string | null }>("GET", path);
      rows.push(...answer.data.data);
      page = answer.data.nextCursor;
    }
    return rows;
  });

async function create(tab: Tab, title: string): Promise<Row> {
  return tab.page.evaluate(async (body) => (await window.live.request<Row>("POST", "/api/briefings", { body })).data, {
    ...given.briefing,
    title,
  });
}

async function rename(tab: Tab, id: string, title: string): Promise<void> {
  await tab.page.evaluate(
    ([of, name]) =>
      window.live.request("PATCH", `/api/briefings/${of}`, { body: { title: name } }).then(() => undefined),
    [id, title] as const,
  );
}

async function sees(tab: Tab, title: string, timeout = 5_000): Promise<void> {
  await expect.poll(async () => (await tab.rows()).map((row) => row.title), { timeout, interval: 10 }).toContain(title);
}

async function equalsFresh(tab: Tab): Promise<void> {
  await expect.poll(() => tab.rows(), { timeout: 10_000 }).toEqual(await fresh(tab));
}

const control = (what: "kill" | "start") => fetch(`${given.control}/${what}`, { method: "POST" });

describe("A colleague's work", () => {
  test("is seen as it is done", async () => {
    const [ana, rui] = [await open("ana"), await open("rui")];
    await ana.until({ status: "live", transport: "socket" });
    const row = await create(rui, "Casa na praia");
    await sees(ana, "Casa na praia", 1_000);
    await rename(rui, row.id, "Casa na serra");
    await sees(ana, "Casa na serra", 1_000);
    await equalsFresh(ana);
  });

  test("is seen with a token instead of a cookie", async () => {
    const [ana, rui] = [await open("ana", undefined, "token"), await open("rui")];
    await ana.until({ status: "live", transport: "socket" });
    await create(rui, "Com um token");
    await sees(ana, "Com um token", 1_000);
  });

  test("is seen under a filter, beside the whole list", async () => {
    const [ana, rui] = [await open("ana"), await open("rui")];
    await ana.show({ sort: "-createdAt", filters: { status: "CONCLUIDO" } }, "done");
    await ana.show({ sort: "-createdAt", q: "procurado" }, "found");
    await ana.until({ status: "live" });
    const row = await create(rui, "Muito procurado");
    await expect.poll(async () => (await ana.rows("found")).map((each) => each.id)).toEqual([row.id]);
    await rename(rui, row.id, "Encontrado");
    await expect.poll(() => ana.rows("found")).toEqual([]);
    await equalsFresh(ana);
    expect(await ana.rows("done")).toEqual([]);
  });

  test.each(["sse", "poll"] as const)("is seen where nothing better than %s passes", async (rung) => {
    const context = await newBrowser();
    await context.routeWebSocket(/socket\.io/, (socket) => socket.close());
    if (rung === "poll") await context.route(`${given.url}/api/live?**`, (route) => route.abort());
    const [ana, rui] = [await open("ana", context), await open("rui")];
    await ana.until({ status: rung === "poll" ? "polling" : "live", transport: rung }, 20_000);
    const row = await create(rui, `Por ${rung}`);
    await sees(ana, `Por ${rung}`, 15_000);
    await rename(rui, row.id, `Ainda por ${rung}`);
    await sees(ana, `Ainda por ${rung}`, 15_000);
    await equalsFresh(ana);
  });

  test("is seen in every tab over one connection, also when the leading tab is closed", async () => {
    const context = await newBrowser();
    const rui = await open("rui");
    const tabs = [await open("ana", context), await open("ana", context), await open("ana", context)];
    for (const tab of tabs) await tab.until({ status: "live" });
    await tabs[0]?.page.close();
    await create(rui, "Depois da troca");
    for (const tab of tabs.slice(1)) await sees(tab, "Depois da troca");
    for (const tab of tabs.slice(1)) await equalsFresh(tab);
  });

  test("presence: who is at the same briefing is known", async () => {
    const [ana, rui] = [await open("ana"), await open("rui")];
    await ana.until({ status: "live" });
    await rui.until({ status: "live" });
    const { id } = await create(rui, "A quatro mãos");
    const join = (tab: Tab, state: string) =>
      tab.page.evaluate(
        ([place, what]) => {
          window.place = window.live.join(place, what);
        },
        [`briefings/${id}`, state] as const,
      );
    await join(ana, "area");
    await join(rui, "cidade");
    const states = (tab: Tab) =>
      tab.page.evaluate(() =>
        window.place
          .getSnapshot()
          .map(({ state }) => state)
          .sort(),
      );
    await expect.poll(() => states(ana)).toEqual(["area", "cidade"]);
    await rui.page.close();
    await expect.poll(() => states(ana), { timeout: 5_000 }).toEqual(["area"]);
  });
});

describe("An access that ends", () => {
  test.each(["cookie", "token"] as const)("is renewed while the screen looks on (%s)", async (kind) => {
    const [ana, rui] = [await open("ana", undefined, kind), await open("rui")];
    await ana.until({ status: "live", transport: "socket" });
    const renewed = ana.page.waitForResponse(/auth\/refresh/, { timeout: 2 * given.accessEndsAfterMs });
    expect((await renewed).status()).toBe(200);
    await ana.until({ status: "live", transport: "socket" });
    await create(rui, `Depois da renovação (${kind})`);
    await sees(ana, `Depois da renovação (${kind})`);
    await equalsFresh(ana);
  });
});

describe("A server that is killed", () => {
  test("and started again: screens recover by themselves, what was written meanwhile is sent, once", async () => {
    const [ana, rui] = [await open("ana"), await open("rui")];
    await ana.until({ status: "live" });
    const { id } = await create(rui, "Antes da queda");
    await sees(ana, "Antes da queda");
    await control("kill");
    await ana.until({ status: "offline", reason: "network" });
    await ana.write(`briefings/${id}`, { title: "Escrito sem servidor" });
    expect(await ana.outbox()).toHaveLength(1);
    await control("start");
    await expect.poll(() => ana.outbox(), { timeout: 40_000 }).toEqual([]);
    await sees(ana, "Escrito sem servidor", 40_000);
    await sees(rui, "Escrito sem servidor", 40_000);
    await equalsFresh(ana);
    await equalsFresh(rui);
  });
});

describe("A plug that is pulled", () => {
  test("for a while: nothing lost, nothing doubled", async () => {
    const context = await newBrowser();
    const [ana, rui] = [await open("ana", context), await open("rui")];
    await ana.until({ status: "live" });
    await context.setOffline(true);
    await ana.until({ status: "offline" });
    const row = await create(rui, "Sem a Ana");
    await rename(rui, row.id, "Ainda sem a Ana");
    await ana.page.evaluate(
      ([body]) =>
        window.live
          .write({ method: "POST", path: "/api/briefings", body, thing: "briefings/novo", label: "Novo briefing" })
          .then(() => undefined),
      [{ ...given.briefing, title: "Da Ana, sem rede" }],
    );
    await context.setOffline(false);
    await sees(ana, "Ainda sem a Ana", 10_000);
    await sees(rui, "Da Ana, sem rede", 10_000);
    await equalsFresh(ana);
    expect((await rui.rows()).filter(({ title }) => title === "Da Ana, sem rede")).toHaveLength(1);
  });
});

describe("The demo page", () => {
  test("signs in, moves, and leaves nothing behind", async () => {
    const rui = await open("rui");
    const page = await (await newBrowser()).newPage();
    await page.goto(`${given.url}/pages/demo/`);
    await page.fill("[name=email]", given.ana.email);
    await page.fill("[name=password]", given.ana.password);
    await page.click("form button");
    await page.waitForSelector("[data-status=live]");
    await create(rui, "Na página de demonstração");
    await page.getByText("Na página de demonstração").waitFor({ timeout: 2_000 });
    await page.click("#leave");
    await page.waitForSelector("#entry:visible");
    const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(left.filter((name) => name?.startsWith("esteio"))).toEqual([]);
  });
});
