/** A real Chromium: the one inside `@sparticuz/chromium`, or the one that CHROMIUM_PATH names. */

import bundled from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

export async function launchChromium(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH;
  try {
    return await chromium.launch({
      executablePath: named ?? (await bundled.executablePath()),
      // As root, in containers, Chromium has no sandbox of its own; it opens pages of this machine only.
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    });
  } catch (error) {
    throw new Error(
      "No Chromium could be started, and these tests mean nothing without one. The browser inside the npm package " +
        "@sparticuz/chromium runs on Linux x64 with glibc, libnss3 and libnspr4 (apt-get install libnss3); or name another one: " +
        `CHROMIUM_PATH=/usr/bin/chromium. It said: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}
