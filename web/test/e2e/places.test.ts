import { expect, test } from "vitest";
import { expectAccessible, setStage, signedIn } from "./stage";

setStage();

/** Each place is looked at as it opens, in light and in dark: whoever adds one need not think of it. */
test("Every place of the navigation is accessible and complains of nothing", async () => {
  const page = await signedIn("admin@arcflow.com", { reducedMotion: true });
  await page.getByRole("heading", { level: 1 }).waitFor();
  const links = await page.locator("nav a[href^='/']").evaluateAll((found) => found.map((a) => a.getAttribute("href")));
  const places = [...new Set(links.filter((href) => href !== null))];
  expect(places.length).toBeGreaterThan(5);
  for (const place of places) {
    await page.goto(place);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme);
      await expect.soft(expectAccessible(page), `${place}, ${colorScheme}`).resolves.toBeUndefined();
    }
  }
}, 180_000);
