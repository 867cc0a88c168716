/** Where a thing belongs: names of the lists that screens lead back to. */

import { words } from "../../words/language";

export const estimatingWords = words(
  {
    briefings: "Briefings",
    orcamentos: "Orçamentos",
    clients: "Clientes",
    templates: "Modelos de briefing",
  },
  {
    briefings: "Briefings",
    orcamentos: "Estimates",
    clients: "Clients",
    templates: "Briefing templates",
  },
);
