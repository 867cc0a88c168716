/** What a test of the page stands on: a server with five rows and a browser of its own. */

import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";
import { FaultServer } from "../server/faultServer";
import { launchChromium } from "./chromium";

/** Those of the test that runs. */
export let server: FaultServer;
export let context: BrowserContext;

/** The server's rows as a list shows them. */
export const fresh = () => server.model.matching({});
export const idAt = (index: number) => fresh()[index]?.id ?? "";

/** Has every test of the file begin with a stage of its own; one Chromium serves them all. */
export function setStage(): void {
  let browser: Browser | undefined;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    if (browser === undefined) throw new Error("Chromium did not start");
    server = new FaultServer(inject("pages"));
    await server.start();
    for (let n = 0; n < 5; n += 1) server.model.insert();
    context = await browser.newContext();
  });
  afterEach(async () => {
    await context.close();
    await server.stop();
  });
}
