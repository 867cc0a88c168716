/** How many of those who were asked have answered: in words, and as ticks. */

import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { useWords } from "../../../words/language";
import { quotationWords } from "../../words/quotations";

/** More than so many are read better as a number alone. */
const TICKS = 8;

export function Answers({ answered, invited }: { answered: number; invited: number }) {
  const say = useWords(quotationWords);
  return (
    <span className="inline-flex items-center gap-2" title={say.answersName(answered, invited)}>
      <Changed of={answered}>{say.answers(answered, invited)}</Changed>
      {invited <= TICKS && (
        <span aria-hidden className="flex gap-0.5">
          {Array.from({ length: invited }, (_, place) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: places without identity
              key={place}
              className={cx("h-3 w-1.5 rounded-sm", place < answered ? "bg-leaf" : "bg-line")}
            />
          ))}
        </span>
      )}
    </span>
  );
}
