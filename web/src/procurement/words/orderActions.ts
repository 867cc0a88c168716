/** What is done with an order. */

import { words } from "../../words/language";

export const orderActionWords = words(
  {
    actions: {
      edit: "Editar",
      send: "Enviar ao fornecedor",
      confirm: "Registrar confirmação",
      cancel: "Cancelar pedido",
      return_to_quotation: "Devolver à cotação",
      close_short: "Encerrar com saldo",
      share: "Link do fornecedor",
      receive: "Receber",
    },
    edit: {
      title: (code: string) => `Editar ${code}`,
      expected: "Entrega prevista",
      expectedHint: "Vazio: pelo prazo que o fornecedor prometeu, a partir do envio.",
      notes: "Observações no pedido",
      done: "Pedido alterado.",
    },
    send: {
      title: (supplier: string) => `Enviar a ${supplier}?`,
      text: "O pedido fica como está: depois de enviado não muda mais. O fornecedor recebe o PDF por e-mail, com um link para confirmar.",
      message: "Recado no e-mail",
      messageHint: "Opcional.",
      verb: "Enviar pedido",
      done: (code: string) => `${code} enviado.`,
    },
    confirm: {
      title: "O fornecedor confirmou?",
      text: "Registre o que ele disse por telefone. Se ele confirmar pelo link, isto acontece sozinho.",
      name: "Quem confirmou",
      promised: "Dia em que prometeu entregar",
      comment: "O que ele disse",
      verb: "Registrar confirmação",
      done: "Confirmação registrada.",
    },
    ending: {
      reason: "Motivo",
      cancel: {
        title: (code: string) => `Cancelar ${code}?`,
        text: "O fornecedor é avisado e o link deixa de funcionar. Isto não se desfaz.",
        done: "Pedido cancelado.",
      },
      return_to_quotation: {
        title: (code: string) => `Devolver ${code} à cotação?`,
        text: "O que não chegou volta a ser cotado com outros fornecedores. O que já chegou fica como está. Isto não se desfaz.",
        done: "O que faltava voltou à cotação.",
      },
      close_short: {
        title: (code: string) => `Encerrar ${code} com saldo?`,
        text: "O que falta deixa de ser esperado; o que chegou fica registrado como chegou. Isto não se desfaz.",
        done: "Pedido encerrado com saldo.",
      },
    },
  },
  {
    actions: {
      edit: "Edit",
      send: "Send to the supplier",
      confirm: "Note the confirmation",
      cancel: "Cancel order",
      return_to_quotation: "Return to quotation",
      close_short: "Close with a balance",
      share: "Supplier's link",
      receive: "Receive",
    },
    edit: {
      title: (code: string) => `Edit ${code}`,
      expected: "Expected delivery",
      expectedHint: "Empty: by the time that the supplier promised, from the day of sending.",
      notes: "Notes on the order",
      done: "Order changed.",
    },
    send: {
      title: (supplier: string) => `Send to ${supplier}?`,
      text: "The order stays as it is: once sent it does not change. The supplier gets the PDF by mail, with a link to confirm.",
      message: "Words in the mail",
      messageHint: "Optional.",
      verb: "Send order",
      done: (code: string) => `${code} sent.`,
    },
    confirm: {
      title: "Has the supplier confirmed?",
      text: "Note what was said on the telephone. If it confirms by the link, this happens by itself.",
      name: "Who confirmed",
      promised: "Day on which delivery was promised",
      comment: "What was said",
      verb: "Note the confirmation",
      done: "Confirmation noted.",
    },
    ending: {
      reason: "Reason",
      cancel: {
        title: (code: string) => `Cancel ${code}?`,
        text: "The supplier is told and the link stops working. This cannot be undone.",
        done: "Order cancelled.",
      },
      return_to_quotation: {
        title: (code: string) => `Return ${code} to quotation?`,
        text: "What did not come is quoted again with other suppliers. What came stays as it is. This cannot be undone.",
        done: "What was missing went back to quotation.",
      },
      close_short: {
        title: (code: string) => `Close ${code} with a balance?`,
        text: "What is missing is no longer expected; what came stays written down as it came. This cannot be undone.",
        done: "Order closed with a balance.",
      },
    },
  },
);
