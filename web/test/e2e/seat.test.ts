import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { type Client, newClient, shown } from "./newClient";
import { asked, atWork, connection, expectAccessible, newBrowser, setStage, signedIn, signIn, staying } from "./stage";

const OWNER = "admin@arcflow.com";
const ARCHITECT = "arquiteto@arcflow.com";
const OUTAGE_MS = 30_000;

setStage();

const account = (page: Page) => page.getByRole("button", { name: /^Sua conta/ });

interface Outage {
  readonly began: number;
  readonly looking: Page;
  readonly working: Page;
  readonly before: Client;
  readonly meanwhile: readonly Client[];
}

/** Of the last test: it takes long, and the others run meanwhile. */
let outage: Outage;

beforeAll(async () => {
  const looking = staying(await atWork(ARCHITECT, "/clientes"));
  const working = staying(await signedIn(OWNER));
  const before = await newClient(working);
  await shown(looking, before.name).waitFor();
  await looking.context().setOffline(true);
  const began = performance.now();
  await connection(looking, "offline");
  const meanwhile = [await newClient(working), await newClient(working)];
  outage = { began, looking, working, before, meanwhile };
});

describe("Ten tabs", () => {
  test("have one connection", async () => {
    const context = await newBrowser();
    let sockets = 0;
    context.on("page", (page) => page.on("websocket", () => (sockets += 1)));
    const first = await context.newPage();
    await first.goto("/entrar?depois=/clientes");
    await signIn(first, OWNER);
    await connection(first, "ao vivo");
    expect(sockets, "sockets of the first").toBe(1);
    const tabs = await Promise.all(Array.from({ length: 9 }, () => context.newPage()));
    for (const tab of tabs) await tab.goto("/clientes");
    for (const tab of tabs) await connection(tab, "ao vivo");
    expect(sockets, "sockets of all ten").toBe(1);
    const { name } = await newClient(first);
    for (const tab of tabs) await shown(tab, name).waitFor();
  });
});

describe("The session", () => {
  test("that ends is taken up again above the screen, and nothing typed is lost", async () => {
    const page = await atWork("arquiteto@arcflow.com", "/clientes");
    const search = page.getByRole("searchbox").first();
    await search.fill("Mar");
    await asked(page, "POST", "/api/auth/logout");
    const again = page.getByRole("dialog", { name: "Sua sessão terminou" });
    await again.waitFor();
    await page.keyboard.press("Escape");
    await expectAccessible(page);
    await again.getByLabel("Senha", { exact: true }).fill("123456");
    await again.getByRole("button", { name: "Entrar", exact: true }).click();
    await again.waitFor({ state: "detached" });
    await connection(page, "ao vivo");
    expect(await search.inputValue()).toBe("Mar");
  });

  test("that is signed out leaves nothing in this browser, in all its tabs", async () => {
    const page = await atWork("comprador@arcflow.com", "/solicitacoes");
    const other = await page.context().newPage();
    await other.goto("/pedidos");
    await connection(other, "ao vivo");
    await expect.poll(() => rowsIn(page)).toBeGreaterThan(0);
    await account(page).click();
    await page.getByRole("button", { name: "Sair", exact: true }).click();
    await page.waitForURL(/\/entrar/);
    await other.waitForURL(/\/entrar/);
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
    const kept = await page.evaluate(() => Object.keys(localStorage));
    expect(kept.filter((name) => !["esteio-theme", "esteio-language", "esteio-side"].includes(name))).toEqual([]);
    // How far the server had come when something was written; of nobody, and gone within a minute.
    expect((await page.context().cookies()).filter(({ name }) => name !== "esteio_position")).toEqual([]);
    await page.goto("/solicitacoes");
    await page.waitForURL(/\/entrar/);
  });

  test("of another person takes all tabs along", async () => {
    const page = await atWork("comprador@arcflow.com");
    const other = await page.context().newPage();
    await other.goto("/pedidos");
    await connection(other, "ao vivo");
    await account(page).click();
    await page.getByRole("button", { name: "Sair", exact: true }).click();
    await page.waitForURL(/\/entrar/);
    await signIn(page, "gerente@arcflow.com");
    await page.getByRole("button", { name: /^Sua conta, Isabel/ }).waitFor();
    await other.getByRole("button", { name: /^Sua conta, Isabel/ }).waitFor();
    await connection(other, "ao vivo");
  });
});

/** How much the IndexedDB databases of the page's origin hold. */
function rowsIn(page: Page): Promise<number> {
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

describe("The connection", () => {
  test("is not needed to open the app: it shows the rows of the last visit", async () => {
    const page = await atWork("arquiteto@arcflow.com", "/clientes", { installed: true });
    await page.getByRole("table").getByRole("row").nth(3).waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      // Screens that were opened are kept a moment after the first ones.
      const kept = async () =>
        (
          await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length))
        ).reduce((a, b) => a + b, 0);
      for (let before = -1, now = await kept(); now !== before; now = await kept()) {
        before = now;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    });
    const rows = await page.getByRole("table").getByRole("row").count();
    await page.context().setOffline(true);
    await page.reload();
    await connection(page, "offline");
    await expect.poll(() => page.getByRole("table").getByRole("row").count()).toBe(rows);
    await page.context().setOffline(false);
    await connection(page, "ao vivo");
  });
});

describe("A screen whose plug was pulled for half a minute", () => {
  test("has lost nothing and doubled nothing when it is back", async () => {
    const { began, looking, working, before, meanwhile } = outage;
    await expect.poll(() => performance.now() - began, { timeout: 2 * OUTAGE_MS }).toBeGreaterThan(OUTAGE_MS);
    await connection(looking, "offline");
    const renamed = `${before.name}, de nome novo`;
    await asked(working, "PUT", `/api/clients/${before.id}`, { kind: "PF", name: renamed });
    const last = await newClient(working);
    await looking.context().setOffline(false);
    for (const name of [renamed, last.name, ...meanwhile.map((client) => client.name)]) {
      await shown(looking, name).waitFor();
      expect(await shown(looking, name).count()).toBe(1);
    }
    expect(await shown(looking, before.name).count()).toBe(0);
  }, 90_000);
});
