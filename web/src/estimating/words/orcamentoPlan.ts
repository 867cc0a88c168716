/** When the work of an orçamento is done and when it is paid. */

import { words } from "../../words/language";

export const planWords = words(
  {
    weeks: (count: number) => `${count} semanas`,
    stage: "Etapa",
    amount: "Valor",
    schedule: "Etapas no calendário",
    from: "De",
    to: "Até",
    businessDays: (count: number) => (count === 1 ? "1 dia útil" : `${count} dias úteis`),
    days: "Dias úteis",
    payment: "Pagamento",
    due: "Vence",
    when: "Quando",
    cash: "À vista",
    cashText: (total: string, percent: string) => `${total}, com ${percent} de desconto`,
  },
  {
    weeks: (count: number) => `${count} weeks`,
    stage: "Stage",
    amount: "Amount",
    schedule: "Stages on the calendar",
    from: "From",
    to: "To",
    businessDays: (count: number) => (count === 1 ? "1 business day" : `${count} business days`),
    days: "Business days",
    payment: "Payment",
    due: "Due",
    when: "When",
    cash: "In cash",
    cashText: (total: string, percent: string) => `${total}, with ${percent} off`,
  },
);
