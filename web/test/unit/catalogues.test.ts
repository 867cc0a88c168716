/** Catalogues of words carry nothing that no screen says. */

import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const SRC = new URL("../../src/", import.meta.url);
const FILES = globSync("**/*.{ts,tsx}", { cwd: SRC }).map((path) => ({
  path,
  text: readFileSync(new URL(path, SRC), "utf8"),
}));
const EXPORTED = /^export const (\w+) = words\(/gm;

const CATALOGUES = FILES.flatMap(({ path, text }) =>
  [...text.matchAll(EXPORTED)].map(([, name = ""]) => ({ path, name })),
);

test("There are catalogues to look at", () => {
  expect(CATALOGUES.length).toBeGreaterThan(30);
});

describe.each(CATALOGUES)("$name ($path)", ({ path, name }) => {
  test("has no word that is said nowhere", async () => {
    const module = (await import(new URL(path, SRC).href)) as Record<string, { pt: object }>;
    const speakers = FILES.filter((file) => file.path !== path && new RegExp(`\\b${name}\\b`).test(file.text));
    // Screens hand their words on to what they are made of.
    const all = speakers.map(({ text }) => text).join("\n");
    expect(unsaid(module[name]?.pt ?? {}, all)).toEqual([]);
  });
});

/** Members that `text` never names. Those of a group whose members are taken by a computed name count as said. */
function unsaid(words: object, text: string, within = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) => {
    if (!new RegExp(`\\b${key}\\b`).test(text)) return [within + key];
    const computed = new RegExp(`\\b${key}(\\[|\\)| as )`);
    if (typeof value !== "object" || computed.test(text)) return [];
    return unsaid(value, text, `${within}${key}.`);
  });
}
