import { screen } from "../app/roots";

export const estimatingRoutes = [
  screen("/briefings", () => import("./screens/Briefings")),
  screen("/briefings/novo", () => import("./screens/NewBriefing")),
  screen("/briefings/$id", () => import("./screens/BriefingPage")),
  screen("/orcamentos", () => import("./screens/Orcamentos")),
  screen("/orcamentos/$id", () => import("./screens/OrcamentoPage")),
  screen("/clientes", () => import("./screens/Clients")),
  screen("/clientes/$id", () => import("./screens/ClientPage")),
];
