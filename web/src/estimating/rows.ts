/** The things of estimating as screens know them, and how their states are named, coloured and signed: in one place. */

import {
  Archive,
  CircleCheck,
  CircleX,
  Clock,
  ClockAlert,
  FileText,
  Hammer,
  type LucideIcon,
  PencilLine,
  Send,
} from "lucide-react";
import type { RowOf } from "../data/rows";
import type { Look } from "../ui/look";

export type { Look };
export type BriefingRow = RowOf<"briefings">;
export type BriefingStatus = BriefingRow["status"];
export type AnswerRow = RowOf<"briefing-answers">;
export type AnswerValue = AnswerRow["value"];
export type OrcamentoRow = RowOf<"orcamentos">;
export type OrcamentoStatus = OrcamentoRow["status"];

const look = (pt: string, en: string, tone: Look["tone"], icon: LucideIcon): Look => ({
  label: { pt, en },
  tone,
  icon,
});

export const BRIEFING_STATUS: Readonly<Record<BriefingStatus, Look>> = {
  EM_ANDAMENTO: look("Em andamento", "Under way", "ochre", PencilLine),
  CONCLUIDO: look("Concluído", "Completed", "leaf", CircleCheck),
  EM_EDICAO: look("Reaberto", "Reopened", "ochre", PencilLine),
  ORCAMENTO_ELABORACAO: look("Em orçamento", "Being priced", "slate", FileText),
  PROJETO_INICIADO: look("Virou projeto", "Became a project", "leaf", Hammer),
};

export const ORCAMENTO_STATUS: Readonly<Record<OrcamentoStatus, Look>> = {
  RASCUNHO: look("Rascunho", "Draft", "neutral", PencilLine),
  ENVIADO: look("Com o cliente", "With the client", "slate", Send),
  APROVADO: look("Aprovado", "Approved", "leaf", CircleCheck),
  REJEITADO: look("Recusado", "Declined", "wine", CircleX),
  EXPIRADO: look("Vencido", "Expired", "ochre", ClockAlert),
  SUBSTITUIDO: look("Substituído", "Replaced", "neutral", Archive),
};

export const DISCOUNT_PENDING: Look = look("Desconto espera aprovação", "Discount waits for approval", "ochre", Clock);

/** What this person may do with an orçamento now: what their role may, without what is not for them in particular. */
export function allowed(row: Pick<OrcamentoRow, "can" | "cannot">, me: string): readonly string[] {
  const not = row.cannot[me] ?? [];
  return row.can.filter((action) => !not.includes(action));
}
