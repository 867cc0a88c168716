/** A page with the library, driven from a test. */

import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import type { ListOptions, LiveState, Row } from "../../src/live";

export class Tab {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(context: BrowserContext, url: string): Promise<Tab> {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => window.lab !== undefined);
    return new Tab(page);
  }

  async signIn(kind: "cookie" | "token" = "cookie", credentials: object = {}): Promise<this> {
    await this.page.evaluate(([how, who]) => window.lab.signIn(how, who).then(() => undefined), [
      kind,
      credentials,
    ] as const);
    return this;
  }

  /** Shows a list under `name`, until the page is closed or `hide` is called. */
  async show(options: ListOptions = { sort: "-createdAt" }, name = "list", resource = "briefings"): Promise<this> {
    await this.page.evaluate(
      ([what, how, as]) => {
        const list = window.live.list(what, how);
        window.shown = { ...window.shown, [as]: { list, hide: list.subscribe(() => undefined) } };
      },
      [resource, options, name] as const,
    );
    return this;
  }

  rows(name = "list"): Promise<readonly Row[]> {
    return this.page.evaluate((as) => window.shown[as]?.list.getSnapshot().rows ?? [], name);
  }

  state(): Promise<LiveState> {
    return this.page.evaluate(() => window.live.state.getSnapshot());
  }

  outbox() {
    return this.page.evaluate(() => window.live.outbox.entries.getSnapshot());
  }

  async until(part: Partial<LiveState>, timeout = 10_000): Promise<void> {
    await expect.poll(() => this.state(), { timeout }).toMatchObject(part);
  }

  async untilRows(wanted: () => readonly Row[], name = "list", timeout = 10_000): Promise<void> {
    await expect.poll(() => this.rows(name), { timeout, interval: 20 }).toEqual(wanted());
  }

  write(thing: string, body: object, method: "PATCH" | "POST" = "PATCH"): Promise<string> {
    return this.page.evaluate(
      async ([of, content, how]) => {
        const path = how === "POST" ? "/api/briefings" : `/api/${of}`;
        return (await window.live.write({ method: how, path, body: content, thing: of, label: "Teste" })).id;
      },
      [thing, body, method] as const,
    );
  }
}

declare global {
  interface Window {
    shown: Record<string, { list: ReturnType<Window["live"]["list"]>; hide: () => void }>;
  }
}
