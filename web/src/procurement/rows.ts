/** The things of procurement as screens know them, and how their states are named, coloured and signed: in one place. */

import {
  Archive,
  ArrowDown,
  ArrowUp,
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  ClipboardCheck,
  FileSearch,
  Flame,
  HandCoins,
  Handshake,
  Hourglass,
  MessageSquareReply,
  Minus,
  PackageCheck,
  PackageOpen,
  PencilLine,
  Send,
  ShoppingCart,
  Stamp,
  TimerOff,
  Trophy,
} from "lucide-react";
import type { RowOf } from "../data/rows";
import type { Look } from "../ui/look";

export type RequestRow = RowOf<"purchase-requests">;
export type RequestStatus = RequestRow["status"];
export type Priority = RequestRow["priority"];
export type QueueRow = RowOf<"approvals">;
export type SupplierRow = RowOf<"suppliers">;
export type CentreRow = RowOf<"cost-centres">;
export type DepartmentRow = RowOf<"departments">;
export type BudgetRow = RowOf<"budgets">;
export type DelegationRow = RowOf<"approval-delegations">;
export type BulkRow = RowOf<"bulk-approvals">;
export type RoundRow = RowOf<"quotation-rounds">;
export type QuotationRow = RowOf<"quotations">;
type OrderRow = RowOf<"purchase-orders">;
type ReceiptRow = RowOf<"receipts">;
export type InvoiceRow = RowOf<"invoices">;
export type CommentRow = RowOf<"purchase-request-comments">;

export type { Look };

export const REQUEST_STATUS: Readonly<Record<RequestStatus, Look>> = {
  draft: { label: { pt: "Rascunho", en: "Draft" }, tone: "neutral", icon: PencilLine },
  pending_a1: { label: { pt: "Aprovar a necessidade", en: "Approve the need" }, tone: "ochre", icon: Stamp },
  quotation: { label: { pt: "Em cotação", en: "In quotation" }, tone: "slate", icon: HandCoins },
  pending_a2: { label: { pt: "Aprovar a compra", en: "Approve the purchase" }, tone: "ochre", icon: Stamp },
  pending_a3: { label: { pt: "Segunda assinatura", en: "Second signature" }, tone: "ochre", icon: Stamp },
  approved: { label: { pt: "Aprovada", en: "Approved" }, tone: "leaf", icon: CircleCheck },
  ordered: { label: { pt: "Pedido feito", en: "Ordered" }, tone: "slate", icon: ShoppingCart },
  partially_received: { label: { pt: "Chegou em parte", en: "Partly received" }, tone: "slate", icon: PackageOpen },
  received: { label: { pt: "Recebida", en: "Received" }, tone: "leaf", icon: PackageCheck },
  closed: { label: { pt: "Encerrada", en: "Closed" }, tone: "leaf", icon: ClipboardCheck },
  cancelled: { label: { pt: "Cancelada", en: "Cancelled" }, tone: "wine", icon: Ban },
  archived: { label: { pt: "Arquivada", en: "Archived" }, tone: "neutral", icon: Archive },
};

export const PRIORITY: Readonly<Record<Priority, Look>> = {
  urgent: { label: { pt: "Urgente", en: "Urgent" }, tone: "wine", icon: Flame },
  high: { label: { pt: "Alta", en: "High" }, tone: "ochre", icon: ArrowUp },
  normal: { label: { pt: "Normal", en: "Normal" }, tone: "neutral", icon: Minus },
  low: { label: { pt: "Baixa", en: "Low" }, tone: "neutral", icon: ArrowDown },
};

export const STAGE: Readonly<Record<QueueRow["stage"], Look>> = {
  a1: { label: { pt: "Necessidade", en: "Need" }, tone: "ochre", icon: CircleDashed },
  a2: { label: { pt: "Compra", en: "Purchase" }, tone: "slate", icon: Stamp },
  a3: { label: { pt: "Segunda assinatura", en: "Second signature" }, tone: "accent", icon: Stamp },
};

export const ROUND_STATUS: Readonly<Record<RoundRow["status"], Look>> = {
  open: { label: { pt: "Em andamento", en: "Under way" }, tone: "slate", icon: HandCoins },
  awarded: { label: { pt: "Decidida", en: "Decided" }, tone: "leaf", icon: CircleCheck },
  cancelled: { label: { pt: "Cancelada", en: "Cancelled" }, tone: "wine", icon: Ban },
};

export const QUOTATION_STATUS: Readonly<Record<QuotationRow["status"], Look>> = {
  invited: { label: { pt: "Aguardando resposta", en: "Waiting for an answer" }, tone: "ochre", icon: Hourglass },
  active: { label: { pt: "Respondida", en: "Answered" }, tone: "slate", icon: MessageSquareReply },
  declined: { label: { pt: "Recusou cotar", en: "Declined to quote" }, tone: "wine", icon: CircleX },
  expired: { label: { pt: "Não respondeu", en: "Did not answer" }, tone: "neutral", icon: TimerOff },
  cancelled: { label: { pt: "Convite cancelado", en: "Invitation cancelled" }, tone: "neutral", icon: Ban },
  winner: { label: { pt: "Vencedora", en: "Winner" }, tone: "leaf", icon: Trophy },
  lost: { label: { pt: "Não escolhida", en: "Not chosen" }, tone: "neutral", icon: Minus },
};

export const ORDER_STATUS: Readonly<Record<OrderRow["status"], Look>> = {
  draft: { label: { pt: "Rascunho", en: "Draft" }, tone: "neutral", icon: PencilLine },
  sent: { label: { pt: "Enviado", en: "Sent" }, tone: "ochre", icon: Send },
  confirmed: { label: { pt: "Confirmado", en: "Confirmed" }, tone: "slate", icon: Handshake },
  completed: { label: { pt: "Concluído", en: "Completed" }, tone: "leaf", icon: CircleCheck },
  cancelled: { label: { pt: "Cancelado", en: "Cancelled" }, tone: "wine", icon: Ban },
};

export const FULFILMENT: Readonly<Record<OrderRow["fulfilment"], Look>> = {
  pending: { label: { pt: "Nada chegou", en: "Nothing came" }, tone: "neutral", icon: CircleDashed },
  partial: { label: { pt: "Chegou em parte", en: "Partly received" }, tone: "slate", icon: PackageOpen },
  fulfilled: { label: { pt: "Tudo chegou", en: "All received" }, tone: "leaf", icon: PackageCheck },
};

export const RECEIPT_STATUS: Readonly<Record<ReceiptRow["status"], Look>> = {
  physical: { label: { pt: "Em contagem", en: "Being counted" }, tone: "ochre", icon: PackageOpen },
  fiscal: { label: { pt: "Conferência fiscal", en: "Invoice check" }, tone: "slate", icon: FileSearch },
  done: { label: { pt: "Concluído", en: "Done" }, tone: "leaf", icon: CircleCheck },
  cancelled: { label: { pt: "Cancelado", en: "Cancelled" }, tone: "wine", icon: Ban },
};

export const SUPPLIER_KINDS = ["PJ", "PF", "ONLINE"] as const satisfies readonly SupplierRow["kind"][];

/** What this person may do with a row that says it in two parts. */
export function allowed(
  row: { can: readonly string[]; canAlso?: Readonly<Record<string, readonly string[]>> },
  me: string,
) {
  return [...row.can, ...(row.canAlso?.[me] ?? [])];
}
