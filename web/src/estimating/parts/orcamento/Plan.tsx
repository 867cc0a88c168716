/** When the work is done and when it is paid. */

import { CalendarDays, HandCoins } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Orcamento } from "../../../api/schema";
import { Figure } from "../../../charts/Figure";
import { Gantt } from "../../../charts/Gantt";
import { Button } from "../../../ui/button";
import { Panel } from "../../../ui/page";
import { day, fullDay, money, percent } from "../../../words/format";
import { said, useWords } from "../../../words/language";
import { draftWords } from "../../words/orcamentoDraft";
import { planWords } from "../../words/orcamentoPlan";
import { PaymentForm, StagesForm } from "./DraftForms";

export function Plan({ of, mayEdit }: { of: Orcamento; mayEdit: boolean }) {
  const edit = useWords(draftWords);
  const [form, setForm] = useState<"stages" | "payment" | null>(null);
  const close = () => setForm(null);
  return (
    <div className="flex flex-col gap-4">
      <ScheduleChart
        of={of}
        actions={
          mayEdit && (
            <Button small icon={CalendarDays} onClick={() => setForm("stages")}>
              {edit.editStages}
            </Button>
          )
        }
      />
      <Instalments
        of={of}
        actions={
          mayEdit && (
            <Button small icon={HandCoins} onClick={() => setForm("payment")}>
              {edit.editPayment}
            </Button>
          )
        }
      />
      {form === "stages" && <StagesForm of={of} onClose={close} />}
      {form === "payment" && <PaymentForm of={of} onClose={close} />}
    </div>
  );
}

function ScheduleChart({ of, actions }: { of: Pick<Orcamento, "schedule">; actions?: ReactNode }) {
  const say = useWords(planWords);
  const { schedule } = of;
  return (
    <Figure
      title={say.schedule}
      actions={actions}
      lead={
        <p className="mb-3 text-soft">
          {say.weeks(schedule.weeks)} · {say.businessDays(schedule.businessDays)} · {day(schedule.start)} –{" "}
          {day(schedule.end)}
        </p>
      }
      table={{
        head: [say.stage, say.from, say.to, say.days, say.amount],
        rows: schedule.stages.map((stage) => [
          said(stage.name),
          fullDay(stage.start),
          fullDay(stage.end),
          stage.businessDays,
          money(stage.amount),
        ]),
      }}
    >
      <Gantt
        today={new Date().toISOString().slice(0, 10)}
        rows={schedule.stages.map((stage) => ({
          label: said(stage.name),
          start: stage.start,
          end: stage.end,
          aside: say.businessDays(stage.businessDays),
        }))}
      />
    </Figure>
  );
}

export function Instalments({ of, actions }: { of: Pick<Orcamento, "payment" | "terms">; actions?: ReactNode }) {
  const say = useWords(planWords);
  const { cash } = of.terms;
  return (
    <Panel title={say.payment} actions={actions}>
      <table className="w-full text-left">
        <caption className="sr-only">{say.payment}</caption>
        <thead className="text-sm text-soft">
          <tr>
            <th scope="col" className="py-1 font-medium">
              {say.when}
            </th>
            <th scope="col" className="py-1 font-medium">
              {say.due}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {say.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.payment.instalments.map((each) => (
            <tr key={each.number} className="border-t border-line">
              <th scope="row" className="py-2 pr-3 font-normal">
                {said(each.label)}
              </th>
              <td className="py-2 pr-3 whitespace-nowrap text-soft">{day(each.dueOn)}</td>
              <td className="py-2 text-right whitespace-nowrap">{money(each.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {Number(cash.discount) > 0 && (
        <p className="mt-3 border-t border-line pt-3">
          <strong className="font-medium">{say.cash}:</strong> {say.cashText(money(cash.total), percent(cash.percent))}
        </p>
      )}
    </Panel>
  );
}
