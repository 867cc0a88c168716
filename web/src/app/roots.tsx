/** The roots of all routes: what everybody may open, and what needs a seat. Areas hang theirs on these. */

import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { Refused } from "../ui/states";
import { Seated } from "./seated";

export const root = createRootRoute({ component: Outlet, notFoundComponent: () => <Refused error="missing" /> });

/** Screens of people who are signed in, inside the shell. */
export const seated = createRoute({ getParentRoute: () => root, id: "seated", component: Seated });

type Load = () => Promise<{ readonly default: ComponentType }>;

/** A screen of its own file, fetched when it is first needed (and ahead, when a link to it is pointed at). */
export function screen(path: string, load: Load) {
  return createRoute({
    getParentRoute: () => seated,
    path,
    component: lazyRouteComponent(load),
    errorComponent: ({ error, reset }) => <Refused error={error} onRetry={reset} />,
  });
}

/** A screen without a shell, for who is not signed in. */
export function openScreen(path: string, load: Load) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) });
}
