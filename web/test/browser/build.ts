/** Builds what the browser loads: the demo page, and a page that gives tests the library by hand. */

import { build } from "vite";

export default async function setup(): Promise<void> {
  const quiet = { logLevel: "warn", configFile: false } as const;
  await build({ logLevel: "warn" });
  await build({
    ...quiet,
    root: "test/browser/page",
    base: "./",
    build: { outDir: "../../../dist/test-page", emptyOutDir: true, target: "es2022", minify: false },
  });
}
