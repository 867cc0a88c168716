/** The pictures of the READMEs; tests/web/screenshots.py says where they go. */

import { join } from "node:path";
import type { Page } from "playwright-core";
import { test } from "vitest";
import { given } from "./given";
import { asked, connection, type Looks, setStage, signedIn } from "./stage";

interface Picture extends Looks {
  readonly name: string;
  readonly who: string;
  readonly path: string | ((page: Page) => Promise<string>);
}

const PICTURES: readonly Picture[] = [
  { name: "dashboard", who: "admin@arcflow.com", path: "/dashboard" },
  { name: "dashboard-dark", who: "admin@arcflow.com", path: "/dashboard", dark: true },
  { name: "requests", who: "comprador@arcflow.com", path: "/solicitacoes" },
  { name: "comparison", who: "comprador@arcflow.com", path: comparison },
  { name: "briefing", who: "admin@arcflow.com", path: briefing },
  { name: "approvals-phone", who: "aprovadora@arcflow.com", path: "/aprovacoes", phone: true },
];

setStage();

test.each(PICTURES)("$name", async ({ name, who, path, ...looks }) => {
  const page = await signedIn(who, { ...looks, reducedMotion: true });
  await page.goto(typeof path === "string" ? path : await path(page));
  await page.getByRole("heading", { level: 1 }).waitFor();
  // All is read, nothing stands in another's place any more, and what was measured has been drawn.
  await connection(page, "ao vivo");
  await page.waitForFunction(() => document.querySelector("[aria-busy=true], .animate-breathe") === null);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: join(given.images ?? "", `${name}.png`), animations: "disabled", caret: "hide" });
});

/** A round with most answers. */
async function comparison(page: Page): Promise<string> {
  const { data } = await asked<{ data: { id: string; answered: number }[] }>(
    page,
    "GET",
    "/api/quotation-rounds?limit=50",
  );
  const fullest = data.toSorted((a, b) => b.answered - a.answered)[0];
  return `/cotacoes/${fullest?.id}/mapa`;
}

/** One that somebody is at. */
async function briefing(page: Page): Promise<string> {
  const { data } = await asked<{ data: { id: string }[] }>(
    page,
    "GET",
    "/api/briefings?status=EM_ANDAMENTO&sort=-progress",
  );
  return `/briefings/${data[0]?.id}`;
}
