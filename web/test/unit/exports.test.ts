/** What a file offers to others, somebody takes. The live client is a library: what it offers is for pages of others, too. */

import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const WEB = new URL("../../", import.meta.url);
const FILES = globSync("{src,test}/**/*.{ts,tsx}", { cwd: WEB }).map((path) => ({
  path,
  text: readFileSync(new URL(path, WEB), "utf8"),
}));
const OFFERED = /^export (?:async )?(?:function|const|class|type|interface|enum) (\w+)/gm;

test("Nothing is offered that nobody takes", () => {
  const offered = FILES.filter(({ path }) => path.startsWith("src/") && !/^src\/(live|api\/schema)/.test(path)).flatMap(
    ({ path, text }) => [...text.matchAll(OFFERED)].map(([, name = ""]) => ({ path, name })),
  );
  expect(offered.length).toBeGreaterThan(300);
  const idle = offered.filter(({ path, name }) => {
    const named = new RegExp(`\\b${name}\\b`);
    return !FILES.some((file) => file.path !== path && named.test(file.text));
  });
  expect(idle).toEqual([]);
});
