/** What is done with a request, named as people say it. Whether it may be done is the server's word (`can`). */

import {
  Archive,
  ArchiveRestore,
  Ban,
  ClipboardCheck,
  type LucideIcon,
  PackageX,
  RotateCcw,
  Send,
  ShoppingCart,
  Stamp,
  Trophy,
  Undo2,
} from "lucide-react";
import type { Words } from "../words/language";

interface RequestAction {
  readonly verb: Words<string>;
  readonly icon: LucideIcon;
  readonly danger?: true;
  /** Said before it is done, because nothing takes it back. */
  readonly warning?: Words<string>;
  /** Asks for a word for the history, though it may be left out. */
  readonly note?: true;
  /** Takes it back. */
  readonly undo?: string;
}

const both = (pt: string, en: string): Words<string> => ({ pt, en });

/** By the name under which rows offer them. */
export const REQUEST_ACTIONS: Readonly<Record<string, RequestAction>> = {
  submit: { verb: both("Enviar para aprovação", "Send for approval"), icon: Send, undo: "withdraw" },
  withdraw: { verb: both("Retirar da aprovação", "Withdraw"), icon: Undo2, undo: "submit" },
  approve: {
    verb: both("Aprovar", "Approve"),
    icon: Stamp,
    warning: both(
      "Sua assinatura fica no histórico e não se apaga.",
      "Your signature stays in the history and cannot be erased.",
    ),
  },
  reject: {
    verb: both("Recusar", "Reject"),
    icon: Ban,
    danger: true,
  },
  revise: {
    verb: both("Voltar à aprovação da necessidade", "Back to the approval of the need"),
    icon: RotateCcw,
    warning: both(
      "A necessidade precisará de uma assinatura nova antes de ser cotada.",
      "The need will take a new signature before it is quoted.",
    ),
  },
  award: { verb: both("Escolher vencedores", "Choose winners"), icon: Trophy },
  return_to_quotation: {
    verb: both("Voltar à cotação", "Back to quotation"),
    icon: RotateCcw,
    warning: both(
      "A escolha de fornecedores e as assinaturas desta compra se desfazem.",
      "The choice of suppliers and the signatures of this purchase are undone.",
    ),
    note: true,
  },
  order: {
    verb: both("Fazer os pedidos", "Make the orders"),
    icon: ShoppingCart,
    warning: both(
      "Cria um pedido para cada fornecedor escolhido, ainda sem enviar.",
      "Creates an order for each chosen supplier, without sending it yet.",
    ),
  },
  close: { verb: both("Encerrar", "Close"), icon: ClipboardCheck },
  close_short: { verb: both("Encerrar com saldo", "Close with a balance"), icon: PackageX },
  cancel: {
    verb: both("Cancelar solicitação", "Cancel request"),
    icon: Ban,
    danger: true,
    warning: both(
      "Ela sai do quadro e não volta; o histórico fica. Para pedir de novo, duplique-a.",
      "It leaves the board for good; its history stays. To ask again, duplicate it.",
    ),
    note: true,
  },
  archive: { verb: both("Arquivar", "Archive"), icon: Archive, undo: "restore" },
  restore: { verb: both("Tirar do arquivo", "Take out of the archive"), icon: ArchiveRestore, undo: "archive" },
};
