import { screen } from "../app/roots";

export const estimatingRoutes = [
  screen("/briefings", () => import("./screens/Briefings")),
  screen("/briefings/novo", () => import("./screens/NewBriefing")),
  screen("/briefings/$id", () => import("./screens/BriefingPage")),
  screen("/orcamentos", () => import("./screens/Orcamentos")),
  screen("/orcamentos/$id", () => import("./screens/OrcamentoPage")),
  screen("/modelos", () => import("./screens/Templates")),
  screen("/modelos/$id", () => import("./screens/TemplatePage")),
  screen("/modelos/$id/editar", () => import("./screens/TemplateEditor")),
  screen("/politica-de-precos", () => import("./screens/PricePolicy")),
  screen("/clientes", () => import("./screens/Clients")),
  screen("/clientes/$id", () => import("./screens/ClientPage")),
];
