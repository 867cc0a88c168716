/** How a supplier answers and delivers, as the report of suppliers counts it. */

import { useAnswer } from "../../../data/rows";
import { Fact, Facts } from "../../../ui/facts";
import { Panel } from "../../../ui/page";
import { Skeleton } from "../../../ui/states";
import { fullDay, money, percent, quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { supplierWords } from "../../words/suppliers";

export function SupplierFigures({ id }: { id: string }) {
  const say = useWords(supplierWords);
  const { data } = useAnswer("GET /api/reports/purchases/suppliers", { query: { supplierId: id } });
  const figures = data?.rows[0];
  return (
    <Panel title={say.behaviour}>
      {data === undefined && <Skeleton className="h-28 w-full" />}
      {data !== undefined && figures === undefined && <p className="text-faint">{say.noFigures}</p>}
      {figures && (
        <div className="flex flex-col gap-3">
          <Facts>
            <Fact name={say.answerRate}>
              {percent(figures.answerRate, 0)}{" "}
              <span className="text-sm text-faint">{say.outOf(figures.answered, figures.invited)}</span>
            </Fact>
            {figures.answerHours !== null && (
              <Fact name={say.answerTime}>{say.hours(quantity(figures.answerHours, 1))}</Fact>
            )}
            <Fact name={say.punctuality}>
              {percent(figures.punctuality, 0)}{" "}
              {figures.due > 0 && (
                <span className="text-sm text-faint">{say.outOf(figures.punctual, figures.due)}</span>
              )}
            </Fact>
            <Fact name={say.won}>{figures.won}</Fact>
            <Fact name={say.bought}>{money(figures.total)}</Fact>
          </Facts>
          <p className="text-sm text-faint">{`${fullDay(data?.fromDay)} – ${fullDay(data?.toDay)}`}</p>
        </div>
      )}
    </Panel>
  );
}
