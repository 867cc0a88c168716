/** One round of quotations: how it stands, whom it asks, and what is done with it. */

import { words } from "../../words/language";

export const roundWords = words(
  {
    round: {
      request: "Solicitação",
      closes: "Recebe respostas até",
      ended: "Prazo encerrado",
      answered: "Responderam",
      lowest: "Menor total",
      by: "Aberta por",
      reminded: "Último lembrete",
      instructions: "Instruções aos fornecedores",
      exception: "Por que bastaram menos respostas",
      map: "Comparar respostas",
      mapHint: "Mapa comparativo",
      suppliers: "Fornecedores",
      columns: { supplier: "Fornecedor", state: "Situação", total: "Total", delivery: "Entrega", when: "Quando" },
      openedAt: (when: string) => `abriu o link ${when}`,
      notOpened: "ainda não abriu o link",
      answeredAt: (when: string) => `respondeu ${when}`,
      byBuyer: (name: string) => `por ${name}`,
      days: (days: number) => (days === 0 ? "imediata" : days === 1 ? "1 dia" : `${days} dias`),
      over: "O prazo acabou. Compare e decida, ou prorrogue para receber mais respostas.",
      few: (missing: number) =>
        missing === 1
          ? "Falta 1 resposta para o mínimo da política."
          : `Faltam ${missing} respostas para o mínimo da política.`,
    },
    invite: {
      action: "Convidar mais",
      title: "Convidar fornecedores",
      verb: (count: number) => (count === 1 ? "Convidar 1 fornecedor" : `Convidar ${count} fornecedores`),
      done: "Convites enviados.",
      none: "Escolha ao menos um fornecedor.",
    },
    remind: {
      action: "Lembrar quem falta",
      done: (count: number) =>
        count === 0
          ? "Ninguém a lembrar por e-mail."
          : count === 1
            ? "1 fornecedor lembrado."
            : `${count} fornecedores lembrados.`,
      without: (names: string) => ` Sem e-mail, ligue para: ${names}.`,
    },
    extend: {
      action: "Prorrogar",
      title: "Dar mais tempo",
      until: "Receber respostas até o fim do dia",
      hint: "Quem não respondeu a tempo pode responder de novo, e é avisado.",
      verb: "Prorrogar",
      done: "Prazo prorrogado; os fornecedores foram avisados.",
    },
    cancel: {
      action: "Cancelar cotação",
      title: "Cancelar esta cotação?",
      text: "Os links dos fornecedores deixam de funcionar e eles são avisados. A solicitação continua em cotação.",
      reason: "Por que cancelar",
      done: "Cotação cancelada.",
    },
    fresh: {
      title: "Pedir cotação",
      lead: "Cada fornecedor recebe um link para responder preço, prazo e condições de cada item.",
      request: "Solicitação",
      requestHint: "As que já tiveram a necessidade aprovada e ainda não têm cotação aberta.",
      noRequests: "Nenhuma solicitação espera cotação.",
      items: (count: number) => (count === 1 ? "1 item" : `${count} itens`),
      suppliers: "Fornecedores",
      closes: "Receber respostas até o fim do dia",
      closesHint: "Vazio: o prazo da política de compras.",
      instructions: "Instruções aos fornecedores",
      instructionsHint: "Local de entrega, amostras, horário de descarga… Aparece acima dos itens.",
      verb: (count: number) =>
        count === 0 ? "Enviar convites" : count === 1 ? "Enviar 1 convite" : `Enviar ${count} convites`,
      done: "Cotação aberta; os convites foram enviados.",
    },
    picker: {
      search: "Buscar fornecedor",
      suggested: "Vendem o que se pede",
      others: "Outros fornecedores",
      found: "Encontrados",
      score: (score: string) => `nota ${score}`,
      noEmail: "sem e-mail: mande o link por telefone",
      chosen: (count: number) => (count === 1 ? "1 escolhido" : `${count} escolhidos`),
      none: "Nenhum fornecedor com este nome.",
      noneSuggested: "Nenhum fornecedor cadastrado nas categorias destes itens. Busque pelo nome.",
      already: "já convidado",
      all: "Escolher todos os sugeridos",
    },
  },
  {
    round: {
      request: "Request",
      closes: "Takes answers until",
      ended: "Time is over",
      answered: "Answered",
      lowest: "Lowest total",
      by: "Opened by",
      reminded: "Last reminder",
      instructions: "Instructions to suppliers",
      exception: "Why fewer answers were enough",
      map: "Compare answers",
      mapHint: "Comparison map",
      suppliers: "Suppliers",
      columns: { supplier: "Supplier", state: "State", total: "Total", delivery: "Delivery", when: "When" },
      openedAt: (when: string) => `opened the link ${when}`,
      notOpened: "has not opened the link yet",
      answeredAt: (when: string) => `answered ${when}`,
      byBuyer: (name: string) => `by ${name}`,
      days: (days: number) => (days === 0 ? "at once" : days === 1 ? "1 day" : `${days} days`),
      over: "The time is over. Compare and decide, or extend it to take more answers.",
      few: (missing: number) =>
        missing === 1
          ? "1 answer is missing for the policy's least."
          : `${missing} answers are missing for the policy's least.`,
    },
    invite: {
      action: "Invite more",
      title: "Invite suppliers",
      verb: (count: number) => (count === 1 ? "Invite 1 supplier" : `Invite ${count} suppliers`),
      done: "Invitations sent.",
      none: "Choose at least one supplier.",
    },
    remind: {
      action: "Remind who is missing",
      done: (count: number) =>
        count === 0
          ? "Nobody to remind by mail."
          : count === 1
            ? "1 supplier reminded."
            : `${count} suppliers reminded.`,
      without: (names: string) => ` Without an address, call: ${names}.`,
    },
    extend: {
      action: "Extend",
      title: "Give more time",
      until: "Take answers until the end of",
      hint: "Who was late may answer again, and is told.",
      verb: "Extend",
      done: "Time extended; suppliers were told.",
    },
    cancel: {
      action: "Cancel quotation",
      title: "Cancel this quotation?",
      text: "Suppliers' links stop working and they are told. The request stays in quotation.",
      reason: "Why cancel",
      done: "Quotation cancelled.",
    },
    fresh: {
      title: "Ask for quotations",
      lead: "Each supplier gets a link to answer price, time and terms of each item.",
      request: "Request",
      requestHint: "Those whose need is approved and that have no open quotation yet.",
      noRequests: "No request waits for quotations.",
      items: (count: number) => (count === 1 ? "1 item" : `${count} items`),
      suppliers: "Suppliers",
      closes: "Take answers until the end of",
      closesHint: "Empty: the time of the purchasing policy.",
      instructions: "Instructions to suppliers",
      instructionsHint: "Place of delivery, samples, hours of unloading… Stands above the items.",
      verb: (count: number) =>
        count === 0 ? "Send invitations" : count === 1 ? "Send 1 invitation" : `Send ${count} invitations`,
      done: "Quotation opened; invitations were sent.",
    },
    picker: {
      search: "Search suppliers",
      suggested: "Sell what is asked for",
      others: "Other suppliers",
      found: "Found",
      score: (score: string) => `score ${score}`,
      noEmail: "no e-mail: pass the link on by telephone",
      chosen: (count: number) => `${count} chosen`,
      none: "No supplier of this name.",
      noneSuggested: "No supplier in the categories of these items. Search by name.",
      already: "already invited",
      all: "Choose all suggested",
    },
  },
);
