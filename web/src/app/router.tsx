/** All routes of the app: one list an area. */

import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { dashboardRoutes } from "../dashboard/routes";
import { keptMe } from "../data/session";
import { estimatingRoutes } from "../estimating/routes";
import { procurementRoutes } from "../procurement/routes";
import { workspaceRoutes } from "../workspace/routes";
import { NotFound } from "./parts/NotFound";
import { openScreen, root, seated } from "./roots";

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/dashboard", replace: true });
  },
});

/** An address that leads nowhere still has the navigation around it. */
const nowhere = createRoute({ getParentRoute: () => seated, path: "$", component: NotFound });

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    openScreen(
      "/entrar",
      () => import("./screens/SignIn"),
      () => {
        if (keptMe() !== null) throw redirect({ to: "/dashboard", replace: true });
      },
    ),
    openScreen("/esqueci-a-senha", () => import("./screens/ForgotPassword")),
    openScreen("/nova-senha", () => import("./screens/NewPassword")),
    openScreen("/convite", () => import("./screens/Invitation")),
    seated.addChildren([...dashboardRoutes, ...estimatingRoutes, ...procurementRoutes, ...workspaceRoutes, nowhere]),
  ]),
  defaultPreload: "intent",
  defaultPreloadDelay: 40,
  scrollRestoration: true,
});
