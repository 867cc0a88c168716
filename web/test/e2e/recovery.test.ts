import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { server } from "./given";
import { asked, newBrowser, setStage, signedIn, signIn } from "./stage";

const OWNER = "admin@arcflow.com";
const ARCHITECT = "arquiteto@arcflow.com";

setStage();

const connectionIs = (page: Page, words: string | RegExp) =>
  page.getByRole("button", { name: words }).waitFor({ timeout: 20_000 });

let left = 9e12 - Date.now();
/** A client of somebody's, at the head of every list of clients, also where tests ran before. */
async function newClient(by: Page): Promise<string> {
  left -= 1;
  const name = `A que chegou ${left}`;
  await asked(by, "POST", "/api/clients", { kind: "PF", name });
  return name;
}

const shown = (page: Page, name: string) => page.getByText(name, { exact: true });

/** After a short outage; the back-off has hardly begun by then. */
const SOCKET_AGAIN_MS = 15_000;

describe("A screen whose server was killed", () => {
  test("says so, and is up to date and on its socket by itself when the server is back", async () => {
    const looking = await signedIn(ARCHITECT, { path: "/clientes" });
    const working = await signedIn(OWNER, { path: "/clientes" });
    for (const page of [looking, working]) await connectionIs(page, "ao vivo");
    const sockets = socketsOf(looking);
    await server.kill();
    try {
      await connectionIs(looking, /offline/);
    } finally {
      await server.start();
    }
    const name = await newClient(working);
    await shown(looking, name).waitFor({ timeout: 20_000 });
    expect(await shown(looking, name).count()).toBe(1);
    await expect.poll(sockets, { timeout: SOCKET_AGAIN_MS }).toBe(1);
    await connectionIs(looking, "ao vivo");
  });
});

/** Counts the sockets that are opened from now on and were not closed. */
function socketsOf(page: Page): () => number {
  let open = 0;
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      // Socket.IO lets it in.
      if (String(payload).startsWith("40")) open += 1;
    });
    socket.on("close", () => {
      open = 0;
    });
  });
  return () => open;
}

describe("A screen whose plug was pulled", () => {
  test("has lost nothing and doubled nothing when it is back", async () => {
    const [looking, working] = [await signedIn(ARCHITECT, { path: "/clientes" }), await signedIn(OWNER)];
    await connectionIs(looking, "ao vivo");
    const before = await newClient(working);
    await shown(looking, before).waitFor();
    await looking.context().setOffline(true);
    await connectionIs(looking, /offline/);
    const meanwhile = [await newClient(working), await newClient(working)];
    await looking.context().setOffline(false);
    for (const name of [before, ...meanwhile]) {
      await shown(looking, name).waitFor({ timeout: 20_000 });
      expect(await shown(looking, name).count()).toBe(1);
    }
  });
});

describe("Ten tabs", () => {
  test("have one connection", async () => {
    const context = await newBrowser();
    let sockets = 0;
    context.on("page", (page) => page.on("websocket", () => (sockets += 1)));
    const first = await context.newPage();
    await first.goto("/entrar?depois=/clientes");
    await signIn(first, OWNER);
    await connectionIs(first, "ao vivo");
    expect(sockets, "sockets of the first").toBe(1);
    const tabs = await Promise.all(Array.from({ length: 9 }, () => context.newPage()));
    for (const tab of tabs) await tab.goto("/clientes");
    for (const tab of tabs) await connectionIs(tab, "ao vivo");
    expect(sockets, "sockets of all ten").toBe(1);
    const name = await newClient(first);
    for (const tab of tabs) await shown(tab, name).waitFor();
  });
});

describe("Who signs out", () => {
  test("leaves no rows in the browser", async () => {
    const page = await signedIn(OWNER, { path: "/clientes" });
    await connectionIs(page, "ao vivo");
    expect(await kept(page)).toBeGreaterThan(0);
    await page.getByRole("button", { name: /Ana Prado/ }).click();
    await page.getByRole("button", { name: "Sair", exact: true }).click();
    await page.waitForURL(/\/entrar/);
    await expect.poll(() => kept(page), { timeout: 5_000 }).toBe(0);
  });
});

/** Everything in the IndexedDB databases of the page's origin. */
function kept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let rows = 0;
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name ?? "");
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      for (const store of database.objectStoreNames)
        rows += await new Promise<number>((resolve, reject) => {
          const asked = database.transaction(store).objectStore(store).count();
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(asked.error);
        });
      database.close();
    }
    return rows;
  });
}
