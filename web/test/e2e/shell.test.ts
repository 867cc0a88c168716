import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { asked, atWork, connection, expectAccessible, setStage, signedIn } from "./stage";

setStage();

const account = (page: Page) => page.getByRole("button", { name: /^Sua conta/ });

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
    const told = async () => Number(/\d+/.exec((await bell.getAttribute("aria-label")) ?? "")?.[0] ?? 0);
    /** Others cause notices to her meanwhile. */
    const unread = async () =>
      (
        await asked<{ data: readonly { id: string; action: { href: string } | null }[] }>(
          page,
          "GET",
          "/api/notifications?unread=true&limit=200",
        )
      ).data;
    await expect.poll(told).toBeGreaterThan(0);
    const before = await unread();
    await bell.click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /não lido/ })
      .last()
      .click();
    await page.waitForURL((url) => url.pathname !== "/dashboard");
    const read = async () => {
      const left = (await unread()).map(({ id }) => id);
      return before.filter(({ id }) => !left.includes(id)).map(({ action }) => action?.href);
    };
    await expect.poll(read).toEqual([new URL(page.url()).pathname]);
    await expect.poll(async () => (await told()) - (await unread()).length).toBe(0);
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
