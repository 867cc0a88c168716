import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { asked, connection, expectAccessible, setStage, signedIn, visitor } from "./stage";

setStage();

const OWNER = "admin@arcflow.com";
const REQUESTER = "solicitante@arcflow.com";
const APPROVER = "aprovadora@arcflow.com";

interface Made {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly version: number;
}

interface Rows<R> {
  readonly data: readonly R[];
}

let made = 0;

/** A draft of the page's person, on a cost centre that the demo's approver answers for. */
async function newDraft(by: Page): Promise<Made> {
  made += 1;
  const { data: centres } = await asked<Rows<{ id: string; approvers: readonly { name: string }[] }>>(
    by,
    "GET",
    "/api/cost-centres?limit=100",
  );
  const { name } = await asked<{ name: string }>(by, "GET", "/api/auth/me");
  const centre = centres.find(({ approvers }) => approvers.length > 0 && !approvers.some((each) => each.name === name));
  return asked<Made>(by, "POST", "/api/purchase-requests", {
    title: `Pedido de teste ${made}-${Date.now()}`,
    costCentreId: centre?.id,
    items: [{ description: "Cimento CP II", quantity: "40", unit: "saco", estimatedUnitPrice: "38.90" }],
  });
}

const move = (by: Page, request: Made, action: string) =>
  asked<Made>(by, "POST", `/api/purchase-requests/${request.id}/moves`, { action });

const card = (page: Page, stage: string, code: string) => page.locator(`[data-stage="${stage}"] [data-card="${code}"]`);

/** Only this request is on the board. */
const boardOf = (request: Made) => `/solicitacoes?q=${request.code}`;

/** Two people who look at the same draft. */
async function twoAt(): Promise<[Page, Page, Made]> {
  const requester = await signedIn(REQUESTER);
  const request = await newDraft(requester);
  const colleague = await signedIn(OWNER, { path: boardOf(request) });
  await requester.goto(boardOf(request));
  for (const page of [requester, colleague]) {
    await card(page, "draft", request.code).waitFor();
    await connection(page, "ao vivo");
  }
  return [requester, colleague, request];
}

/** Takes a card and holds it over the stage beside its own. */
async function takeByKeys(page: Page, from: string, code: string, key: "ArrowRight" | "ArrowLeft"): Promise<void> {
  await card(page, from, code).focus();
  await page.keyboard.press("Space");
  await page.locator("[data-card][aria-pressed=true]").waitFor();
  await carryByKeys(page, key);
}

/** Carries the card that is in the hand over the stage beside. */
async function carryByKeys(page: Page, key: "ArrowRight" | "ArrowLeft"): Promise<void> {
  // The hand hears of further keys from its next task on, and a browser may give it a key before that.
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  await page.keyboard.press(key);
  // What is said to who cannot see it.
  await page.locator('[id^="DndLiveRegion"]', { hasText: "sobre" }).waitFor({ state: "attached" });
}

/** The same with the mouse, over the stage of the first approval. */
async function takeByMouse(page: Page, code: string): Promise<void> {
  const from = await card(page, "draft", code).boundingBox();
  const to = await page.locator('[data-stage="pending_a1"]').boundingBox();
  if (!from || !to) throw new Error("nothing to take hold of");
  await page.mouse.move(from.x + 60, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 90, from.y + 60, { steps: 3 });
  await page.mouse.move(to.x + 80, to.y + 160, { steps: 6 });
}

/** Waits for the server's word on the card: it may be moved again. */
async function settled(page: Page, stage: string, code: string): Promise<void> {
  await expect.poll(() => card(page, stage, code).getAttribute("aria-disabled")).toBe("false");
}

/** How many ms after `act` the colleague has the card drawn where it went. */
async function travel(colleague: Page, { code }: Made, to: string, act: () => Promise<void>): Promise<number> {
  const seen = colleague.waitForFunction(
    ([stage, name]) => document.querySelector(`[data-stage="${stage}"] [data-card="${name}"]`) && Date.now(),
    [to, code] as const,
    { polling: "raf" },
  );
  const at = Date.now();
  await act();
  return Number(await (await seen).jsonValue()) - at;
}

const SOON_MS = 300;
/** A machine that is busy with something else may need some more. */
const TURNS = 4;
const expectSoon = (times: readonly number[]) =>
  expect(Math.min(...times), `ms: ${times.join()}`).toBeLessThan(SOON_MS);

describe("The kanban", () => {
  test("puts a card back that the server does not let go, and says why", async () => {
    const requester = await signedIn(REQUESTER);
    const request = await newDraft(requester);
    await requester.goto(boardOf(request));
    await card(requester, "draft", request.code).focus();
    await requester.keyboard.press("Space");
    await requester.locator("[data-card][aria-pressed=true]").waitFor();
    // Somebody changes it while it is in the hand.
    await asked(requester, "PUT", `/api/purchase-requests/${request.id}/items`, {
      items: [{ description: "Outra coisa", quantity: "1" }],
    });
    await carryByKeys(requester, "ArrowRight");
    await requester.keyboard.press("Space");
    await requester.getByRole("alert").filter({ hasText: request.code }).waitFor();
    await card(requester, "draft", request.code).waitFor();
    expect(await card(requester, "pending_a1", request.code).count()).toBe(0);
  });

  test("is moved by mouse, seen by a colleague within 300 ms, and taken back", async () => {
    const [requester, colleague, request] = await twoAt();
    const undo = requester
      .getByRole("status")
      .filter({ hasText: request.code })
      .getByRole("button", { name: "Desfazer" });
    const times: number[] = [];
    while (Math.min(...times) >= SOON_MS && times.length < 2 * TURNS) {
      await takeByMouse(requester, request.code);
      times.push(await travel(colleague, request, "pending_a1", () => requester.mouse.up()));
      times.push(await travel(colleague, request, "draft", () => undo.last().click()));
      await settled(requester, "draft", request.code);
    }
    expectSoon(times);
    await card(requester, "draft", request.code).waitFor();
    // Who moved it is said to others by their initials, and is no news to themselves.
    const { name } = await asked<{ name: string }>(requester, "GET", "/api/auth/me");
    const signed = (page: Page) => card(page, "draft", request.code).locator(`[title="Alterado por ${name}"]`);
    await signed(colleague).waitFor({ state: "attached" });
    expect(await signed(requester).count()).toBe(0);
  });

  test("is moved by keys, and a colleague sees the card travel within 300 ms", async () => {
    const [requester, colleague, request] = await twoAt();
    const times: number[] = [];
    while (Math.min(...times) >= SOON_MS && times.length < 2 * TURNS) {
      const [from, to, key] =
        times.length % 2 === 0
          ? (["draft", "pending_a1", "ArrowRight"] as const)
          : (["pending_a1", "draft", "ArrowLeft"] as const);
      await takeByKeys(requester, from, request.code, key);
      times.push(await travel(colleague, request, to, () => requester.keyboard.press("Space")));
      await settled(requester, to, request.code);
    }
    expectSoon(times);
  });

  test("in one hand shows a stage at a time", async () => {
    const page = await signedIn(REQUESTER, { phone: true });
    const request = await newDraft(page);
    await page.goto(boardOf(request));
    await page.getByRole("tab", { name: /Rascunho/ }).click();
    await page.locator(`[data-card="${request.code}"]`).click();
    await page.waitForURL(new RegExp(request.id));
    await page.getByRole("heading", { name: request.title }).waitFor();
  });
});

describe("A request", () => {
  test("goes from the form to its approver, with keys alone", async () => {
    const page = await signedIn(REQUESTER, { path: "/solicitacoes/nova" });
    const title = `Só com o teclado ${Date.now()}`;
    await page.getByLabel("O que você precisa?").focus();
    await page.keyboard.type(title);
    await page.keyboard.press("Tab");
    await page.keyboard.type("OB-10");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByLabel("Descrição do item 1").focus();
    await page.keyboard.type("Areia média");
    await page.keyboard.press("Tab");
    await page.keyboard.type("12,5");
    // Down a row, which is made.
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("[data-row]")?.getAttribute("data-row")))
      .toBe("1");
    await page.keyboard.type("Cimento CP II");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("38,90");
    await page.getByRole("button", { name: "Enviar para aprovação" }).press("Enter");
    // The second row lacks its quantity: the refusal stands beside it and has the focus; nothing typed is lost.
    await page.getByText("Informe uma quantidade maior que zero.").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-invalid"))).toBe("true");
    await page.keyboard.type("40");
    await page.getByRole("button", { name: "Enviar para aprovação" }).press("Enter");
    await page.waitForURL(/solicitacoes\/[0-9a-f-]{36}$/);
    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByText("Aprovar a necessidade").first().waitFor();
  });

  test("takes what was copied from a spreadsheet, and keeps what was typed through a reload", async () => {
    const page = await signedIn(REQUESTER, { path: "/solicitacoes/nova" });
    await page.getByLabel("O que você precisa?").fill("Da planilha");
    await page.getByRole("button", { name: "Colar de planilha" }).click();
    await page.getByLabel("Células").fill("Descrição\tQtd\tUn\tPreço\nCal\t1.200,5\tsaco\t18,90\nPrego\tdois\tkg\t");
    await page.getByRole("button", { name: "Ler" }).click();
    await page.getByText("1 célula a corrigir").waitFor();
    await page.getByRole("button", { name: "Acrescentar 2 itens" }).click();
    expect(await page.getByLabel("Quantidade do item 1").inputValue()).toBe("1.200,5");
    await page.reload();
    expect(await page.getByLabel("O que você precisa?").inputValue()).toBe("Da planilha");
    expect(await page.getByLabel("Descrição do item 2").inputValue()).toBe("Prego");
    await page.getByRole("button", { name: "Começar de novo" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Começar de novo" }).click();
    expect(await page.getByLabel("O que você precisa?").inputValue()).toBe("");
  });

  test("is talked about: a comment with a mention reaches a colleague who looks at it", async () => {
    const requester = await signedIn(REQUESTER);
    const request = await move(requester, await newDraft(requester), "submit");
    const colleague = await signedIn(OWNER, { path: `/solicitacoes/${request.id}` });
    await requester.goto(`/solicitacoes/${request.id}`);
    const text = requester.getByLabel("Comentar");
    await text.click();
    await text.pressSequentially("Pode ver isto, @isab");
    await requester.getByRole("option", { name: /Isabel/ }).waitFor();
    await requester.keyboard.press("Enter");
    await requester.keyboard.press("Control+Enter");
    await colleague.getByText("Pode ver isto,").waitFor();
    await colleague.locator("strong", { hasText: "@Isabel" }).waitFor();
    expect(await text.inputValue()).toBe("");
  });
});

describe("The queue of approvals", () => {
  test("is signed by one thumb, and a signature may be taken back until it is sent", async () => {
    const requester = await signedIn(REQUESTER);
    const request = await move(requester, await newDraft(requester), "submit");
    const approver = await signedIn(APPROVER, { phone: true, path: "/aprovacoes?ordem=prazo" });
    const queue = approver.locator(`article[data-card="${request.code}"]`);
    await approver.getByRole("button", { name: /Necessidade/ }).click();
    await scrollTo(approver, queue);
    await queue.getByRole("button", { name: "Aprovar" }).click();
    await queue.getByRole("button", { name: "Desfazer" }).click();
    await queue.getByRole("button", { name: "Aprovar" }).click();
    await queue.waitFor({ state: "detached", timeout: 15_000 });
    const now = await asked<{ status: string }>(requester, "GET", `/api/purchase-requests/${request.id}`);
    expect(now.status).toBe("quotation");
  });

  test("is reached, walked and signed with keys alone", async () => {
    const requester = await signedIn(REQUESTER);
    const request = await move(requester, await newDraft(requester), "submit");
    const approver = await visitor("/entrar?depois=/dashboard");
    await approver.getByLabel("E-mail").waitFor();
    await approver.keyboard.type(APPROVER);
    await approver.keyboard.press("Tab");
    await approver.keyboard.type("123456");
    await approver.keyboard.press("Enter");
    await approver.waitForURL(/\/dashboard$/);
    await connection(approver, "ao vivo");
    await approver.keyboard.press("g");
    await approver.keyboard.press("a");
    await approver.waitForURL(/\/aprovacoes$/);
    await approver.locator("article").first().waitFor();
    const focused = () => approver.evaluate(() => document.activeElement?.getAttribute("data-card") ?? null);
    for (let turn = 0; turn < 60 && (await focused()) === null; turn += 1) await approver.keyboard.press("Tab");
    for (let at = await focused(); at !== request.code; at = await focused()) {
      await approver.keyboard.press("j");
      await approver.waitForFunction(
        (before) => ![before, null, undefined].includes(document.activeElement?.getAttribute("data-card")),
        at,
      );
    }
    await approver.keyboard.press("a");
    await approver.locator(`article[data-card="${request.code}"]`).getByRole("button", { name: "Desfazer" }).waitFor();
    const status = async () =>
      (await asked<{ status: string }>(requester, "GET", `/api/purchase-requests/${request.id}`)).status;
    await expect.poll(status, { timeout: 15_000 }).toBe("quotation");
  });

  test("asks why only when refusing, by keys", async () => {
    const requester = await signedIn(REQUESTER);
    const request = await move(requester, await newDraft(requester), "submit");
    const approver = await signedIn(APPROVER, { path: "/aprovacoes" });
    const queue = approver.locator(`article[data-card="${request.code}"]`);
    await scrollTo(approver, queue);
    await queue.focus();
    await approver.keyboard.press("r");
    const dialog = approver.getByRole("dialog");
    await dialog.getByLabel("Por quê?").fill("curto");
    await dialog.getByRole("button", { name: "Recusar" }).click();
    await dialog.getByText("Escreva ao menos 10 letras").waitFor();
    await dialog.getByLabel("Por quê?").fill("Já há cimento no canteiro.");
    await dialog.getByRole("button", { name: "Recusar" }).click();
    await dialog.waitFor({ state: "detached" });
    await requester.goto(`/solicitacoes/${request.id}`);
    await requester.getByText("Já há cimento no canteiro.").first().waitFor();
  });

  test("signs several at once and says what became of each", async () => {
    const requester = await signedIn(REQUESTER);
    const requests = [
      await move(requester, await newDraft(requester), "submit"),
      await move(requester, await newDraft(requester), "submit"),
    ];
    const approver = await signedIn(APPROVER, { path: "/aprovacoes" });
    await approver.getByRole("button", { name: "Escolher várias" }).click();
    for (const request of requests) {
      const queue = approver.locator(`article[data-card="${request.code}"]`);
      await scrollTo(approver, queue);
      await queue.getByRole("checkbox").check();
    }
    await approver.getByText("2 escolhidas").waitFor();
    await approver.getByRole("button", { name: "Aprovar", exact: true }).last().click();
    await approver.getByRole("dialog").getByRole("button", { name: "Aprovar" }).click();
    await approver.getByText("Todas as 2 assinadas.").waitFor();
    await approver.getByRole("button", { name: "Ver cada uma" }).click();
    for (const request of requests) await approver.getByRole("link", { name: request.code }).waitFor();
  });
});

/** Only what is in view is drawn; and what comes to a list that a hand rests on is held back until it is asked for. */
async function scrollTo(page: Page, thing: Locator): Promise<void> {
  await page.locator("article").first().waitFor();
  const fresh = page.getByRole("button", { name: /^\d+ novas?/ });
  const reached = async () => {
    if ((await thing.count()) > 0)
      return thing.scrollIntoViewIfNeeded({ timeout: 1_000 }).then(
        () => true,
        () => false,
      );
    if ((await fresh.count()) > 0) await fresh.first().click();
    await page.evaluate(() => {
      const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
      window.scrollTo(0, end ? 0 : scrollY + innerHeight * 0.8);
    });
    return false;
  };
  await expect.poll(reached, { timeout: 20_000, interval: 40 }).toBe(true);
}

describe("Accessible, light and dark", () => {
  const first = async (page: Page, list: string) =>
    (await asked<Rows<{ id: string }>>(page, "GET", `/api/${list}limit=1`)).data[0]?.id ?? "";
  // What stands in the navigation is looked at by places.test.ts.
  const SCREENS: readonly (readonly [string, (page: Page) => Promise<string> | string])[] = [
    ["the list", () => "/solicitacoes?ver=lista"],
    ["the form", () => "/solicitacoes/nova"],
    ["a request", async (page) => `/solicitacoes/${await first(page, "purchase-requests?status=pending_a2&")}`],
    ["delegations", () => "/delegacoes"],
    ["a supplier", async (page) => `/fornecedores/${await first(page, "suppliers?")}`],
    ["a cost centre", async (page) => `/centros-de-custo/${await first(page, "cost-centres?")}`],
    ["departments", () => "/departamentos"],
  ];
  test("every further screen", async () => {
    const page = await signedIn(OWNER);
    for (const [, path] of SCREENS) {
      await page.goto(await path(page));
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForFunction(() => document.querySelector('[role="status"][aria-label="Carregando"]') === null);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
    }
  });
});
