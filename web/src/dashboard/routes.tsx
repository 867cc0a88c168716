import { screen } from "../app/roots";

export const dashboardRoutes = [screen("/dashboard", () => import("./screens/Dashboard"))];
