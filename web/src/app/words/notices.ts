import { words } from "../../words/language";

export const noticesWords = words(
  {
    title: "Avisos",
    bell: (unread: number) =>
      unread === 0 ? "Avisos" : unread === 1 ? "Avisos: 1 não lido" : `Avisos: ${unread} não lidos`,
    markAll: "Marcar tudo como lido",
    unread: "não lido",
    emptyTitle: "Nenhum aviso ainda",
    emptyText: "O que outras pessoas decidem sobre o que é seu, e o que espera por você, aparece aqui na hora.",
    preferences: "Escolher os avisos",
    show: "Ver",
    type: { info: "Informação", success: "Feito", warning: "Atenção", error: "Erro" },
  },
  {
    title: "Notices",
    bell: (unread: number) => (unread === 0 ? "Notices" : `Notices: ${unread} unread`),
    markAll: "Mark all as read",
    unread: "unread",
    emptyTitle: "No notices yet",
    emptyText: "What others decide about your things, and what waits for you, appears here at once.",
    preferences: "Choose your notices",
    show: "Show",
    type: { info: "Information", success: "Done", warning: "Attention", error: "Error" },
  },
);
