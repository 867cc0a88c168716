import { describe, expect, test } from "vitest";
import { fitting, mentionBefore, mentioned, pieces, withMention } from "../../src/procurement/mentions";

const PEOPLE = [
  { id: "1", name: "Ana Prado" },
  { id: "2", name: "Isabel Moura" },
  { id: "3", name: "Ana" },
];

describe("A mention", () => {
  test("begins at an @ that begins a word, and ends at what is no name", () => {
    expect(mentionBefore("Veja @isa", 9)).toEqual({ at: 5, typed: "isa" });
    expect(mentionBefore("@", 1)).toEqual({ at: 0, typed: "" });
    expect(mentionBefore("ana@firma", 9)).toBeNull();
    expect(mentionBefore("@isa, por favor", 15)).toBeNull();
    expect(mentionBefore("sem nada", 8)).toBeNull();
  });
  test("offers whose name or surname begins so, without accents", () => {
    expect(fitting(PEOPLE, "mou").map(({ id }) => id)).toEqual(["2"]);
    expect(fitting(PEOPLE, "ANA").map(({ id }) => id)).toEqual(["1", "3"]);
  });
  test("takes the place of what was typed", () => {
    expect(withMention("Veja @isa hoje", 9, 5, "Isabel Moura")).toEqual({ text: "Veja @Isabel Moura hoje", caret: 19 });
  });
  test("is told by the names that still stand there", () => {
    expect(mentioned("Veja @Isabel Moura", PEOPLE)).toEqual(["2"]);
    expect(mentioned("Veja Isabel Moura", PEOPLE)).toEqual([]);
  });
  test("is shown whole: the longer name first", () => {
    expect(pieces("@Ana Prado e @Ana", PEOPLE)).toEqual([
      { text: "@Ana Prado", mention: true },
      { text: " e ", mention: false },
      { text: "@Ana", mention: true },
    ]);
  });
});
