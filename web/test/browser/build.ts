/** Builds what the browser loads, into a folder of this run: the demo page, and a page that hands tests the library. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import type { TestProject } from "vitest/node";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const pages = await mkdtemp(join(tmpdir(), "esteio-pages-"));
  const options = (root: string, outDir: string) => ({
    root,
    base: "./",
    logLevel: "warn" as const,
    configFile: false as const,
    build: { outDir: join(pages, outDir), emptyOutDir: true, target: "es2022" },
  });
  await build(options("test/browser/demo", "demo"));
  await build(options("test/browser/page", "test"));
  project.provide("pages", pages);
  return () => rm(pages, { recursive: true });
}

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the built pages: `demo/` and `test/`. */
    readonly pages: string;
  }
}
