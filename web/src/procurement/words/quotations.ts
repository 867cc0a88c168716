import { words } from "../../words/language";

export const quotationWords = words(
  {
    title: "Cotações",
    search: "Buscar por código, título ou solicitação",
    open: "Pedir cotação",
    filter: { label: "Situação", open: "Em andamento", awarded: "Decididas", cancelled: "Canceladas", all: "Todas" },
    columns: {
      round: "Cotação",
      state: "Situação",
      closes: "Recebe até",
      answers: "Respostas",
      lowest: "Menor total",
      by: "Aberta por",
    },
    answers: (answered: number, invited: number) => `${answered} de ${invited}`,
    answersName: (answered: number, invited: number) => `${answered} de ${invited} fornecedores responderam`,
    closed: "prazo encerrado",
    emptyTitle: "Nenhuma cotação em andamento",
    emptyText:
      "Quando a necessidade de uma solicitação é aprovada, ela espera aqui por preços. Peça a vários fornecedores de uma vez; cada um responde por um link, sem cadastro.",
    waiting: (count: number) =>
      count === 1 ? "1 solicitação aprovada espera cotação" : `${count} solicitações aprovadas esperam cotação`,
  },
  {
    title: "Quotations",
    search: "Search by code, title or request",
    open: "Ask for quotations",
    filter: { label: "State", open: "Under way", awarded: "Decided", cancelled: "Cancelled", all: "All" },
    columns: {
      round: "Quotation",
      state: "State",
      closes: "Takes answers until",
      answers: "Answers",
      lowest: "Lowest total",
      by: "Opened by",
    },
    answers: (answered: number, invited: number) => `${answered} of ${invited}`,
    answersName: (answered: number, invited: number) => `${answered} of ${invited} suppliers answered`,
    closed: "time is over",
    emptyTitle: "No quotation under way",
    emptyText:
      "Once the need of a request is approved, it waits here for prices. Ask several suppliers at once; each answers by a link, without an account.",
    waiting: (count: number) =>
      count === 1 ? "1 approved request waits for quotations" : `${count} approved requests wait for quotations`,
  },
);
