import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { LiveLists } from "../../src/api/schema";
import { asked, expectAccessible, newBrowser, setStage, signedIn, visitor } from "./stage";
import { on4G, weighing } from "./weight";

const MOST_BYTES = 100_000;
const READY_MS = 2_000;

/** Where a page's links come from: a list of the API, whose rows have `.../link`. */
const PAGES = [
  { page: "cotacao", list: "quotations", owner: "comprador@arcflow.com" },
  { page: "pedido", list: "purchase-orders", owner: "comprador@arcflow.com" },
  { page: "proposta", list: "orcamentos", owner: "admin@arcflow.com" },
] as const;

setStage();

const ready = (page: Page) => page.getByRole("heading", { level: 1 }).waitFor();

describe.each(PAGES)("The public page $page", ({ page: name, list, owner }) => {
  let path = "";

  beforeAll(async () => {
    const person = await signedIn(owner);
    path = await firstLink(person, list);
    await person.context().close();
  });

  test.each([{}, { dark: true }, { phone: true }])("is accessible %o", async (looks) => {
    const page = await visitor(path, looks);
    await ready(page);
    await expectAccessible(page);
  });

  test(`weighs less than ${MOST_BYTES / 1000} KB, all in, and can be used within ${READY_MS} ms on 4G`, async () => {
    const page = await (await newBrowser({ phone: true })).newPage();
    await on4G(page);
    const scale = weighing(page);
    const before = performance.now();
    await page.goto(path, { waitUntil: "commit" });
    await ready(page);
    const took = performance.now() - before;
    await page.waitForLoadState("networkidle");
    const weight = await scale.stop();
    expect(weight.all, JSON.stringify(weight.parts)).toBeLessThan(MOST_BYTES);
    expect(took).toBeLessThan(READY_MS);
  });

  test("says plainly that a link which nobody sent is none", async () => {
    const page = await visitor(`/${name}?token=nobody-sent-this`);
    await ready(page);
    await expectAccessible(page);
  });
});

/** The address, on this server, of the first thing of the list that somebody was sent a link to. */
async function firstLink(person: Page, list: keyof LiveLists): Promise<string> {
  const { data } = await asked<{ data: { id: string }[] }>(person, "GET", `/api/${list}?limit=50`);
  for (const { id } of data) {
    const answer = await person.request.get(`/api/${list}/${id}/link`);
    if (answer.ok()) {
      const { pathname, search } = new URL(((await answer.json()) as { url: string }).url);
      return pathname + search;
    }
  }
  throw new Error(`the demo has no link in ${list}`);
}
