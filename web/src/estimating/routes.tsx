import { screen } from "../app/roots";

export const estimatingRoutes = [screen("/clientes", () => import("./screens/Clients"))];
