/** The roots of all routes: what everybody may open, and what needs a seat. Areas hang theirs on these. */

import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { lazyPart } from "./lazy";
import { NotFound } from "./parts/NotFound";
import { ScreenFailed } from "./parts/ScreenFailed";
import { Seated } from "./seated";

export const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <ScreenFailed error={error} onRetry={reset} whole />,
});

/** Screens of people who are signed in, inside the shell. */
export const seated = createRoute({
  getParentRoute: () => root,
  id: "seated",
  component: Seated,
  notFoundComponent: NotFound,
});

type Load = () => Promise<{ readonly default: ComponentType }>;

/** A screen of its own file, fetched when it is first needed (and ahead, when a link to it is pointed at). */
export function screen(path: string, load: Load) {
  return createRoute({
    getParentRoute: () => seated,
    path,
    component: lazyPart(load),
    errorComponent: ({ error, reset }) => <ScreenFailed error={error} onRetry={reset} />,
  });
}

/** A screen without a shell, for who is not signed in. `before` may send elsewhere by throwing a redirect. */
export function openScreen(path: string, load: Load, before: () => void = () => undefined) {
  return createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: before,
    component: lazyPart(load),
    errorComponent: ({ error, reset }) => <ScreenFailed error={error} onRetry={reset} whole />,
  });
}
