/** What a cost centre may spend in a period: set, changed, taken away. */

import { useState } from "react";
import { call } from "../../../api/call";
import { useAction } from "../../../data/actions";
import { useAnswer } from "../../../data/rows";
import { useLive } from "../../../data/seat";
import { Button } from "../../../ui/button";
import { Fact, Facts } from "../../../ui/facts";
import { MoneyField, TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { type BudgetLine, periodName } from "../../budgets";
import { costCentreWords } from "../../words/costCentres";

export interface BudgetCell {
  readonly line: BudgetLine;
  readonly year: number;
  readonly month: number;
}

export function BudgetDialog({ cell, onClose }: { cell: BudgetCell; onClose: () => void }) {
  const say = useWords(costCentreWords).budgets;
  const live = useLive();
  const { line, year, month } = cell;
  const budget = line.byMonth.get(month) ?? null;
  const [amount, setAmount] = useState(budget?.amount ?? "");
  const [note, setNote] = useState(budget?.note ?? "");
  const period = periodName(year, month);
  const { data } = useAnswer(
    "GET /api/budgets/{budget_id}",
    { path: { budget_id: budget?.id ?? "" } },
    { after: budget?.version, enabled: budget !== null },
  );
  const options = { done: say.saved(period), onDone: onClose, sayErrors: false } as const;
  const create = useAction("POST /api/budgets", options);
  const change = useAction("PUT /api/budgets/{budget_id}", options);
  const whole = { costCentreId: line.centre.id, year, month };
  const remove = useAction("DELETE /api/budgets/{budget_id}", {
    done: say.removed(period),
    undo: () =>
      call(live, "POST /api/budgets", { body: { ...whole, amount: budget?.amount ?? "0", note: budget?.note ?? "" } }),
    onDone: onClose,
  });
  const action = budget === null ? create : change;
  const save = () =>
    budget === null
      ? void create.run({ body: { ...whole, amount: amount || "0", note } })
      : void change.run({
          path: { budget_id: budget.id },
          body: { amount: amount || "0", note },
          ifMatch: budget.version,
        });
  return (
    <FormDialog
      onClose={onClose}
      title={say.setFor(line.centre.name, period)}
      onSave={save}
      busy={action.busy}
      sentence={action.unplaced}
      besides={
        budget?.can.includes("remove") && (
          <Button
            kind="danger"
            busy={remove.busy}
            onClick={() => void remove.run({ path: { budget_id: budget.id }, ifMatch: budget.version })}
            className="mr-auto"
          >
            {say.remove}
          </Button>
        )
      }
    >
      {data && (
        <Facts>
          <Fact name={say.committed}>{money(data.committed)}</Fact>
          <Fact name={say.remaining}>
            <span className={data.remaining.startsWith("-") ? "text-wine" : ""}>{money(data.remaining)}</span>
          </Fact>
        </Facts>
      )}
      <MoneyField label={say.amount} value={amount} onValue={setAmount} error={action.fields.amount} autoFocus />
      <TextField label={say.note} value={note} onValue={setNote} error={action.fields.note} />
    </FormDialog>
  );
}
