import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { asked, expectAccessible, setStage, signedIn, signIn } from "./stage";

setStage();

const connection = (page: Page, state: string) => page.locator(`[data-connection^="${state}"]`).first().waitFor();
const account = (page: Page) => page.getByRole("button", { name: /^Sua conta/ });

async function atWork(email: string, path = "/dashboard", looks = {}): Promise<Page> {
  const page = await signedIn(email, { ...looks, path });
  await connection(page, "ao vivo");
  return page;
}

describe("The frame", () => {
  test("offers places by what a person may do, and the rest does not exist for them", async () => {
    const page = await atWork("solicitante@arcflow.com");
    const places = page.getByRole("navigation", { name: "Navegação" });
    await places.getByRole("link", { name: "Solicitações" }).waitFor();
    expect(await places.getByRole("link", { name: "Papéis" }).count()).toBe(0);
  });

  test("goes anywhere by keys alone: skip link, letters, palette, the sheet that teaches them", async () => {
    const page = await atWork("admin@arcflow.com");
    await page.reload();
    await connection(page, "ao vivo");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe("#content");
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.waitForURL(/\/clientes$/);
    const heading = page.getByRole("heading", { level: 1, name: "Clientes" });
    await heading.waitFor();
    await expect.poll(() => heading.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Teclas" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Buscar ou ir para" }).waitFor();
    await page.keyboard.type("solicitacoes");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/solicitacoes$/);
  });

  test("finds things of the server by their letters, and opens them with Enter", async () => {
    const page = await atWork("comprador@arcflow.com");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("SOL-");
    const found = page.getByRole("group", { name: "Solicitações" }).getByRole("option").first();
    await found.waitFor();
    await found.click();
    await page.waitForURL(/\/solicitacoes\/[0-9a-f-]{36}$/);
  });

  test("keeps letters to whoever types", async () => {
    const page = await atWork("admin@arcflow.com", "/clientes");
    const search = page.getByRole("searchbox").first();
    await search.fill("");
    await search.pressSequentially("gc?");
    expect(await search.inputValue()).toBe("gc?");
    expect(new URL(page.url()).pathname).toBe("/clientes");
  });

  test("says that an address leads nowhere, and leads home", async () => {
    const page = await atWork("admin@arcflow.com", "/nada-aqui");
    await page.getByRole("heading", { name: "Este endereço não leva a nenhuma tela" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Ir ao início" }).click();
    await page.waitForURL(/\/dashboard$/);
  });

  test("is dark from the first paint once somebody chose so", async () => {
    const page = await atWork("admin@arcflow.com");
    await account(page).click();
    await page.getByText("Escura").click();
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (document.body === null) return;
        (window as unknown as { atFirst: string | undefined }).atFirst = document.documentElement.dataset.theme;
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    await connection(page, "ao vivo");
    expect(await page.evaluate(() => (window as unknown as { atFirst: string }).atFirst)).toBe("dark");
  });
});

describe("What opens from the frame", () => {
  const panels = {
    connection: (page: Page) => page.locator("[data-connection]").first().click(),
    notices: (page: Page) => page.getByRole("button", { name: /^Avisos/ }).click(),
    account: (page: Page) => account(page).click(),
    palette: (page: Page) => page.keyboard.press("Control+k"),
  };
  for (const looks of [{}, { dark: true }, { phone: true }])
    test(`is accessible ${JSON.stringify(looks)}`, async () => {
      const page = await atWork("admin@arcflow.com", "/dashboard", { ...looks, reducedMotion: true });
      for (const open of Object.values(panels)) {
        await open(page);
        await page.getByRole("dialog").waitFor();
        await expectAccessible(page);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
      }
    });

  test("on a phone has room for a thumb", async () => {
    const page = await atWork("admin@arcflow.com", "/dashboard", { phone: true });
    const bar = page.getByRole("navigation", { name: "Navegação" });
    for (const each of await bar.getByRole("link").all()) {
      const box = await each.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    await bar.getByRole("button", { name: "Mais" }).click();
    const sheet = page.getByRole("dialog", { name: "Todos os lugares" });
    await sheet.getByRole("link", { name: "Fornecedores" }).click();
    await page.waitForURL(/\/fornecedores$/);
    await sheet.waitFor({ state: "detached" });
  });

  test("leads from a notice to what it is about, which is read then", async () => {
    const page = await atWork("aprovadora@arcflow.com");
    const bell = page.getByRole("button", { name: /^Avisos/ });
    const unread = async () => Number(/\d+/.exec((await bell.getAttribute("aria-label")) ?? "")?.[0] ?? 0);
    await expect.poll(unread).toBeGreaterThan(0);
    const before = await unread();
    await bell.click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /não lido/ })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname !== "/dashboard");
    await expect.poll(unread).toBe(before - 1);
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

test("What a person may not see keeps nobody waiting: the connection is live", async () => {
  const page = await signedIn("solicitante@arcflow.com", { path: "/orcamentos" });
  await page.getByRole("heading", { name: "Sem acesso" }).waitFor();
  await connection(page, "ao vivo");
});

describe("A screen whose file is gone, for the server has another version,", () => {
  test("is opened in that version, by itself", async () => {
    const page = await signedIn("comprador@arcflow.com");
    await page.getByRole("heading", { level: 1 }).waitFor();
    let gone = true;
    await page.route("**/assets/Orders-*.js", (route) => (gone ? route.fulfill({ status: 404 }) : route.continue()));
    await page.route("**/index.html", (route) =>
      route.fulfill({ contentType: "text/html", body: '<script type="module" src="/assets/index-other.js"></script>' }),
    );
    page.once("domcontentloaded", () => {
      gone = false;
    });
    await page.getByRole("link", { name: "Pedidos", exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name: "Pedidos" }).waitFor();
    expect(gone, "the page was loaded anew").toBe(false);
  });
});
