/** What the picks come to, always in sight: total, against the cheapest single supplier, and what is still open. */

import { Gavel } from "lucide-react";
import type { ReactNode } from "react";
import type { Reckoned } from "../../../api/schema";
import { Badge } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { Changed } from "../../../ui/changed";
import { cx } from "../../../ui/cx";
import { money } from "../../../words/format";
import { useWords } from "../../../words/language";
import type { Comparison } from "../../picks";
import { comparisonWords } from "../../words/comparison";

export function AwardBar({
  comparison,
  reckoned,
  waiting,
  leftOut,
  problem,
  mayAward,
  onAward,
  suggestions,
}: {
  comparison: Comparison;
  /** Undefined while nothing is picked. */
  reckoned: Reckoned | undefined;
  /** The figures are of the picks before. */
  waiting: boolean;
  leftOut: readonly string[];
  /** Why it cannot be reckoned. */
  problem: string | null;
  mayAward: boolean;
  onAward: () => void;
  suggestions: ReactNode;
}) {
  const say = useWords(comparisonWords).bar;
  return (
    <section
      aria-label={say.name}
      className="sticky bottom-(--frame-bottom,0px) z-20 -mx-4 mt-auto flex flex-wrap items-center gap-x-6 gap-y-2 border-t border-line bg-raised px-4 py-2.5 sm:-mx-6 sm:px-6 print:hidden"
    >
      <div role="status" className={cx("min-w-0 flex-1 basis-72", waiting && "opacity-60")}>
        {problem ? (
          <p className="text-wine">{problem}</p>
        ) : reckoned ? (
          <Figures comparison={comparison} reckoned={reckoned} leftOut={leftOut} />
        ) : (
          <p className="text-soft">
            {comparison.columns.length > 0 && comparison.columns.every(({ lapsed }) => lapsed)
              ? say.allLapsed
              : say.nothing}
          </p>
        )}
        {!mayAward && comparison.round.status === "open" && <p className="text-sm text-faint">{say.seeing}</p>}
      </div>
      <div className="flex gap-2 max-sm:w-full max-sm:*:grow max-sm:*:px-2">
        {suggestions}
        {mayAward && (
          <Button kind="primary" icon={Gavel} disabled={!reckoned || problem !== null} onClick={onAward}>
            {say.award}
          </Button>
        )}
      </div>
    </section>
  );
}

function Figures({
  comparison,
  reckoned,
  leftOut,
}: {
  comparison: Comparison;
  reckoned: Reckoned;
  leftOut: readonly string[];
}) {
  const say = useWords(comparisonWords).bar;
  const { basket } = reckoned;
  const missing = basket.missing.filter((id) => !leftOut.includes(id)).length;
  const short = basket.short.filter((id) => !leftOut.includes(id)).length;
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5">
      <p>
        <span className="text-sm text-soft">{say.total} </span>
        <Changed of={basket.total} className="text-xl font-semibold">
          {money(basket.total)}
        </Changed>
      </p>
      <p className="text-sm text-soft">
        {say.today(money(basket.presentValue))} · {say.suppliers(basket.suppliers.length)}
      </p>
      {missing === 0 && leftOut.length === 0 && short === 0 && <Against comparison={comparison} reckoned={reckoned} />}
      <span className="flex flex-wrap gap-1.5">
        {missing > 0 && <Badge tone="ochre">{say.missing(missing)}</Badge>}
        {short > 0 && <Badge tone="ochre">{say.short(short)}</Badge>}
        {leftOut.length > 0 && <Badge>{say.left(leftOut.length)}</Badge>}
      </span>
    </div>
  );
}

/** Both sums are present values, by which offers are compared. */
function Against({ comparison, reckoned }: { comparison: Comparison; reckoned: Reckoned }) {
  const say = useWords(comparisonWords).bar;
  const single = comparison.cheapestSingle?.suppliers[0]?.supplierName;
  const above = reckoned.aboveCheapestSingle;
  if (!single || above === null) return null;
  const value = Number(above);
  const amount = money(above.replace("-", ""));
  return (
    <p className={cx("text-sm font-medium", value < 0 ? "text-leaf" : value > 0 ? "text-ochre" : "text-soft")}>
      {value < 0 ? say.saves(amount, single) : value > 0 ? say.costs(amount, single) : say.equal(single)}
    </p>
  );
}
