import { screen } from "../app/roots";

export const workspaceRoutes = [
  screen("/pessoas", () => import("./screens/People")),
  screen("/papeis", () => import("./screens/Roles")),
  screen("/trilha", () => import("./screens/Trail")),
  screen("/operacao", () => import("./screens/Operations")),
  screen("/configuracoes", () => import("./screens/Settings")),
];
