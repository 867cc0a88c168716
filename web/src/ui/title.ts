/** The name of the window: how much is unread, the screen, the app. */

import { Store } from "../live/store";

const APP_NAME = "Esteio";

const page = new Store("");
let unread = 0;

/** Of the screen that is shown; whoever announces or remembers screens listens. */
export const pageTitle = { subscribe: page.subscribe, getSnapshot: page.getSnapshot };

export function setPageTitle(title: string): void {
  page.set(title);
  show();
}

export function setUnreadInTitle(count: number): void {
  unread = count;
  show();
}

/** "(3) Pedidos · Esteio". */
export function windowTitle(title: string, count: number): string {
  const named = title === "" ? APP_NAME : `${title} · ${APP_NAME}`;
  return count === 0 ? named : `(${count > 99 ? "99+" : count}) ${named}`;
}

function show(): void {
  document.title = windowTitle(page.getSnapshot(), unread);
}
