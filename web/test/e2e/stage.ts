/**
 * What a test of screens stands on: browsers of people, on a server with the demo's data that all tests share. Change
 * only what your test made, and look for what you know by its id or name.
 *
 *     setStage();
 *     test("…", async () => {
 *       const ana = await signedIn("admin@arcflow.com", { path: "/solicitacoes" });
 *       await ana.getByRole("button", { name: "Nova" }).click();
 *       await expectAccessible(ana);
 *     });
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  request,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { given } from "./given";

export interface Looks {
  /** A phone with a touch screen instead of a desk. */
  readonly phone?: boolean;
  readonly dark?: boolean;
  readonly language?: "pt-BR" | "en-US";
  readonly reducedMotion?: boolean;
  /** The service worker is let in: it fetches all files of the app once more, which few tests are about. */
  readonly installed?: boolean;
}

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** A test fails of a line in the console, unless a request failed: that is for the screen to say. */
const EXPECTED = /^(Failed to load resource|WebSocket connection to|ScreenUnavailable)/;

let browser: Browser;
let contexts: BrowserContext[] = [];
const lasting = new Set<BrowserContext>();
let complaints: string[] = [];

/** Has every test of the file begin without browsers, and fail when a page of it complained: errors, broken policy. */
export function setStage(): void {
  beforeAll(async () => {
    browser = await chromium.connect(inject("chromium"));
  });
  afterAll(() => {
    contexts = [];
    lasting.clear();
    return browser?.close();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await tellWhatWasShown();
    await Promise.all(contexts.map((context) => lasting.has(context) || context.close()));
    const said = complaints;
    contexts = contexts.filter((context) => lasting.has(context));
    complaints = [];
    expect(said, "what the console said").toEqual([]);
  });
}

/** For whoever has to find out why a test failed. */
async function tellWhatWasShown(): Promise<void> {
  for (const page of contexts.flatMap((context) => context.pages())) {
    const parts = await page.locator("main, [role=dialog], [data-toast]").all();
    const shown = await Promise.all(parts.map((part) => part.ariaSnapshot({ timeout: 1_000 }).catch(String)));
    console.error(`${page.url()}\n${shown.join("\n\n").slice(0, 6_000)}\n`);
  }
}

/** A browser of its own: nothing is kept in it. */
export async function newBrowser(
  looks: Looks = {},
  kept: BrowserContextOptions["storageState"] = undefined,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...(kept !== undefined && { storageState: kept }),
    serviceWorkers: looks.installed ? "allow" : "block",
    baseURL: given.url,
    viewport: looks.phone ? PHONE : DESK,
    hasTouch: looks.phone ?? false,
    isMobile: looks.phone ?? false,
    colorScheme: looks.dark ? "dark" : "light",
    reducedMotion: looks.reducedMotion ? "reduce" : "no-preference",
    locale: looks.language ?? "pt-BR",
    timezoneId: "America/Sao_Paulo",
  });
  context.setDefaultTimeout(20_000);
  context.on("weberror", (error) => complaints.push(error.error().stack ?? String(error.error())));
  context.on("console", (line) => {
    if (line.type() === "error" && !EXPECTED.test(line.text())) complaints.push(line.text());
  });
  contexts.push(context);
  return context;
}

/** A page at the sign-in screen, or at any other address. */
export async function visitor(path = "/entrar", looks: Looks = {}): Promise<Page> {
  const page = await (await newBrowser(looks)).newPage();
  await page.goto(path);
  return page;
}

/** Lets the page's browser stay open when a test ends, until it is closed or the file ends. */
export function staying(page: Page): Page {
  lasting.add(page.context());
  return page;
}

/** A page of somebody at work, at `path`. */
export async function signedIn(email: string, looks: Looks & { readonly path?: string } = {}): Promise<Page> {
  const page = await seated(email, looks);
  await page.goto(looks.path ?? "/dashboard");
  return page;
}

/** The same, once what changes comes to it at once. */
export async function atWork(email: string, path = "/dashboard", looks: Looks = {}): Promise<Page> {
  const page = await signedIn(email, { ...looks, path });
  await connection(page, "ao vivo");
  return page;
}

/** Waits until the frame says so of its connection: "ao vivo", "offline". */
export const connection = (page: Page, state: string) =>
  page.locator(`[data-connection^="${state}"]`).first().waitFor();

/** A page, still empty, in the browser of somebody who signed in a while ago. */
export async function seated(email: string, looks: Looks = {}): Promise<Page> {
  const door = await request.newContext({ baseURL: given.url });
  try {
    const answer = await door.post("/api/auth/login", {
      headers: { "X-Esteio-Session": "cookie" },
      data: { email, password: passwordOf(email) },
    });
    if (!answer.ok()) throw new Error(`${email} may not come in: ${answer.status()} ${await answer.text()}`);
    const { user } = (await answer.json()) as { user: object };
    const { cookies } = await door.storageState();
    const localStorage = [{ name: "esteio-me", value: JSON.stringify(user) }];
    return (await newBrowser(looks, { cookies, origins: [{ origin: given.url, localStorage }] })).newPage();
  } finally {
    await door.dispose();
  }
}

/** Signs in on the sign-in screen. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Senha", { exact: true }).fill(passwordOf(email));
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
}

function passwordOf(email: string): string {
  const account = given.accounts.find((each) => each.email === email);
  if (account === undefined) throw new Error(`the demo has no ${email}`);
  return account.password;
}

/** Fails of anything on the page that breaks WCAG 2.2 AA, as far as axe can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = () =>
      document.getAnimations().filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime));
    do {
      // A colour on its way from one to another is neither; and one that is inherited sets out when its parent's arrived.
      await Promise.allSettled(ending().map(({ finished }) => finished));
      // What changes now begins its transitions with the next frame.
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    } while (ending().length > 0);
  });
  // Evaluated by the browser's tools, which the page's policy does not bind; half a megabyte, once a page.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (tags) =>
      (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations"],
        // Experimental: it takes the initials in a portrait, which are hidden from readers, for a part of the label.
        rules: { "label-content-name-mismatch": { enabled: false } },
      }),
    WCAG,
  );
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  }));
  expect(told, `axe on ${page.url()}`).toEqual([]);
}

/** The API as the page's person: for what a test needs and no screen has to be clicked through for. */
export async function asked<T>(
  page: Page,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: object,
): Promise<T> {
  const cookies = await page.context().cookies();
  const csrf = cookies.find(({ name }) => name === "esteio_csrf")?.value ?? "";
  const answer = await page.request.fetch(path, {
    method,
    headers: { "X-CSRF-Token": csrf },
    ...(body !== undefined && { data: body }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}
