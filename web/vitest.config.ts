import { defineConfig } from "vitest/config";

/** Screens on a real server. One server for all. */
const SCREENS = {
  globalSetup: "test/e2e/chromium.ts",
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Of what is waited for; the machine does other things, too.
  expect: { poll: { timeout: 20_000, interval: 50 } },
  isolate: false,
};
/** They measure time, or kill the server that the others need. */
const ALONE = ["budgets", "longLists", "publicPages", "recovery"].map((name) => `test/e2e/${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], setupFiles: "test/unit/localStorage.ts" } },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: "test/browser/build.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One Chromium at a time: the machines that run this have two cores.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "real",
          include: ["test/real/**/*.test.ts"],
          globalSetup: "test/browser/build.ts",
          testTimeout: 90_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...SCREENS,
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          exclude: ALONE,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { ...SCREENS, name: "e2e-alone", include: ALONE, fileParallelism: false, sequence: { groupOrder: 2 } },
      },
      { test: { ...SCREENS, name: "screenshots", include: ["test/e2e/screenshots.ts"], fileParallelism: false } },
    ],
  },
});
