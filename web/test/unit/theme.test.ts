import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../../src");
const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.(tsx?|css)$/.test(file) && !/^(live|api)\/|words/.test(file) && file !== "ui/tokens.css",
);

/** #fff, rgb(…), oklch(…), bg-[red], text-red-500: a colour that is not one of the tokens. */
const COLOUR =
  /["'\s(:]#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgba?|hsla?|oklch|oklab)\(|-\[(?:#|rgb|hsl|oklch)|\b(?:bg|text|border|fill|stroke)-(?:white|black|(?:red|green|blue|gray|slate|amber|yellow|orange|zinc|stone)-\d)/i;
/** Sizes of letters are those of the scale. */
const LETTERS = /\btext-\[[\d.]+(?:px|rem)\]/;

test.each(files)("%s has no colour and no letter size of its own", (file) => {
  const lines = readFileSync(join(SOURCE, file), "utf8").split("\n");
  const found = lines.filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && (COLOUR.test(line) || LETTERS.test(line)));
  expect(found).toEqual([]);
});

/** Contrast by WCAG 2.2, 1.4.3: 4.5 to 1 for text. */
test.each(["light", "dark"])("words can be read on every surface, %s", (theme) => {
  const css = readFileSync(join(SOURCE, "ui/tokens.css"), "utf8");
  const block = theme === "light" ? css.slice(css.indexOf(":root {")) : css.slice(css.indexOf('[data-theme="dark"] {'));
  const colours = new Map(
    [...block.slice(0, block.indexOf("}")).matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  const pairs = [
    ...["paper", "surface", "raised", "sunken"].flatMap((under) =>
      ["ink", "ink-soft", "ink-faint", "wine", "leaf", "ochre", "slate", "accent-strong"].map((over) => [over, under]),
    ),
    ...["leaf", "ochre", "wine", "slate"].map((tone) => [tone, `${tone}-soft`]),
    ["accent-strong", "accent-soft"],
    ["ink", "tint"],
    ["on-accent", "accent"],
    ["on-accent", "accent-strong"],
  ] as const;
  const weak = pairs
    .map(([over = "", under = ""]) => ({
      over,
      under,
      ratio: contrast(colours.get(over) ?? "", colours.get(under) ?? ""),
    }))
    .filter(({ ratio }) => !(ratio >= 4.5));
  expect(weak).toEqual([]);
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
