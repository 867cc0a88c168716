/** What a purchase leaves of a cost centre's budget, as the server counts it. */

import { useEffect, useState } from "react";
import { useAnswer } from "../../data/rows";
import { useMay } from "../../data/seat";
import { cx } from "../../ui/cx";
import { Skeleton } from "../../ui/states";
import { money } from "../../words/format";
import { useWords } from "../../words/language";
import { formWords } from "../words/form";

const TYPING_MS = 350;

export function BudgetBar({
  centre,
  amount,
  requestId,
  after,
}: {
  centre: { readonly id: string; readonly name: string };
  amount: string;
  /** It does not count against itself. */
  requestId?: string;
  after?: unknown;
}) {
  const say = useWords(formWords).budget;
  const may = useMay();
  const settled = useSettled(amount);
  const purchase = Number(amount) > 0;
  const { data } = useAnswer(
    "GET /api/cost-centres/{cost_centre_id}/budget",
    { path: { cost_centre_id: centre.id }, query: { amount: settled, requestId } },
    { after, enabled: may("procurement.budgets.read") },
  );
  if (!may("procurement.budgets.read")) return null;
  if (data === undefined) return <Skeleton className="h-16 w-full" />;
  const taken = share(data.committed, data.allowed);
  const more = Math.min(share(settled, data.allowed), 100 - taken);
  return (
    <section aria-label={say.title(centre.name)} className="flex flex-col gap-1.5">
      <h3 className="text-sm font-medium text-soft">{say.title(centre.name)}</h3>
      {data.allowed === null ? (
        <p className="text-sm text-faint">{say.none}</p>
      ) : (
        <>
          <div aria-hidden className="flex h-2 overflow-hidden rounded-full bg-sunken">
            <span className="bg-slate transition-[width]" style={{ width: `${taken}%` }} />
            <span
              className={cx("transition-[width]", data.exceeded ? "bg-wine" : "bg-accent")}
              style={{ width: `${Math.max(more, 0)}%` }}
            />
          </div>
          <p className="text-sm text-soft">
            {say.of(money(data.committed), money(data.allowed))}{" "}
            <strong className={cx("font-medium", data.exceeded ? "text-wine" : "text-ink")}>
              {data.exceeded
                ? (purchase ? say.gone : say.goneNow)(money(data.remaining?.replace("-", "")))
                : (purchase ? say.left : say.leftNow)(money(data.remaining))}
            </strong>
          </p>
        </>
      )}
    </section>
  );
}

function share(part: string, whole: string | null): number {
  const all = Number(whole ?? 0);
  return all > 0 ? Math.min((100 * Number(part)) / all, 100) : 0;
}

/** The value once it has stayed the same for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
