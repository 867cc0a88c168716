import { screen } from "../app/roots";

export const estimatingRoutes = [
  screen("/briefings", () => import("./screens/Briefings")),
  screen("/briefings/novo", () => import("./screens/NewBriefing")),
  screen("/briefings/$id", () => import("./screens/BriefingPage")),
  screen("/clientes", () => import("./screens/Clients")),
  screen("/clientes/$id", () => import("./screens/ClientPage")),
];
