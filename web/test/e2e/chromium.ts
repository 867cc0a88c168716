/** One Chromium for all files of a run. */

import type { TestProject } from "vitest/node";
import { launchChromiumServer } from "../browser/chromium";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await launchChromiumServer();
  project.provide("chromium", server.wsEndpoint());
  return () => server.close();
}

declare module "vitest" {
  interface ProvidedContext {
    /** Where playwright connects to. */
    readonly chromium: string;
  }
}
