/** The browser shows the questions that the server would: the same cases as tests/modules/estimating/test_questionnaire.py. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Condition, type Given, holds } from "../../src/estimating/answering/visible";
import type { AnswerValue } from "../../src/estimating/rows";

interface Case {
  readonly condition: Condition;
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly holds: boolean;
}

const CASES = JSON.parse(
  readFileSync(new URL("../../../tests/modules/estimating/data/conditions.json", import.meta.url), "utf8"),
) as readonly Case[];

test.each(CASES.map((each) => [JSON.stringify(each), each] as const))(
  "%s",
  (_, { condition, answers, holds: expected }) => {
    const given: Given = new Map(Object.entries(answers));
    expect(holds(condition, given)).toBe(expected);
  },
);
