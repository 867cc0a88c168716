/** An answer as a person reads it. */

import { day, quantity } from "../../words/format";
import { wordsNow } from "../../words/language";
import type { AnswerValue } from "../rows";
import { briefingWords } from "../words/briefing";
import { hasAnswer, numberOf, type Question } from "./visible";

export function shownAnswer(question: Question, value: AnswerValue): string {
  const say = wordsNow(briefingWords);
  if (!hasAnswer(value)) return say.empty;
  const labels = new Map((question.options ?? []).map((option) => [option.value, option.label]));
  switch (question.kind) {
    case "choice":
      return labels.get(String(value)) ?? String(value);
    case "multi_choice":
      return (Array.isArray(value) ? value : []).map((each) => labels.get(each) ?? each).join(", ");
    case "yes_no":
      return value === true ? say.yes : say.no;
    case "number": {
      const read = numberOf(value);
      return read === null ? String(value) : withUnit(quantity(read, 2), question.unit ?? "");
    }
    case "date":
      return day(String(value));
    case "file":
      return say.files(Array.isArray(value) ? value.length : 0);
    default:
      return String(value);
  }
}

function withUnit(text: string, unit: string): string {
  if (unit === "") return text;
  return unit === "R$" ? `R$ ${text}` : `${text} ${unit}`;
}
