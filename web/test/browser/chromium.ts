/** A real Chromium: the one inside `@sparticuz/chromium`, or the one that CHROMIUM_PATH names. */

import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import bundled, { inflate } from "@sparticuz/chromium";
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from "playwright-core";

// As root, in containers, Chromium has no sandbox of its own; it opens pages of this machine only.
const ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];

export const launchChromium = (): Promise<Browser> => started((options) => chromium.launch(options));

/** One that several test files connect to. */
export const launchChromiumServer = (): Promise<BrowserServer> => started((options) => chromium.launchServer(options));

async function started<T>(launch: (options: LaunchOptions) => Promise<T>): Promise<T> {
  const named = process.env.CHROMIUM_PATH;
  try {
    return await launch({ args: ARGUMENTS, ...(named ? { executablePath: named } : await inPackage()) });
  } catch (error) {
    throw new Error(
      "No Chromium could be started, and these tests mean nothing without one. The one inside the npm package " +
        "@sparticuz/chromium runs on Linux x64 with glibc; elsewhere name another: CHROMIUM_PATH=/usr/bin/chromium. " +
        `It said: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}

/** The libraries that it needs beside glibc (NSS above all) are in the package, too: a bare Debian has none of them. */
async function inPackage(): Promise<LaunchOptions> {
  const parts = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..", "bin");
  await inflate(join(parts, "al2023.tar.br"));
  const libraries = [join(tmpdir(), "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return { executablePath: await bundled.executablePath(), env: { ...process.env, LD_LIBRARY_PATH: libraries } };
}
