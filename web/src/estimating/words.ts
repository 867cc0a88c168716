/** Words that several screens of estimating share. */

import { words } from "../words/language";

export const estimatingWords = words(
  {
    briefings: "Briefings",
    orcamentos: "Orçamentos",
    clients: "Clientes",
    templates: "Modelos de briefing",
    policy: "Política de preços",
    save: "Salvar",
    cancel: "Cancelar",
    needsNetwork: "Isto precisa de conexão.",
  },
  {
    briefings: "Briefings",
    orcamentos: "Estimates",
    clients: "Clients",
    templates: "Briefing templates",
    policy: "Price policy",
    save: "Save",
    cancel: "Cancel",
    needsNetwork: "This needs a connection.",
  },
);
