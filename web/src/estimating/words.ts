import { words } from "../words/language";

export const estimatingWords = words(
  {
    clients: {
      title: "Clientes",
      search: "Buscar cliente",
      name: "Nome",
      city: "Cidade",
      emptyTitle: "Nenhum cliente ainda",
      emptyText: "Cadastre o primeiro para abrir um briefing.",
    },
  },
  {
    clients: {
      title: "Clients",
      search: "Search clients",
      name: "Name",
      city: "City",
      emptyTitle: "No clients yet",
      emptyText: "Add the first one to open a briefing.",
    },
  },
);
