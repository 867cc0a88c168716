/** Somebody's new client, for who looks at the list of them. */

import type { Page } from "playwright-core";
import { asked } from "./stage";

export interface Client {
  readonly id: string;
  readonly name: string;
}

let left = 9e12 - Date.now();

/** A client of somebody's, at the head of every list of clients, also where tests ran before. */
export function newClient(by: Page): Promise<Client> {
  left -= 1;
  return asked<Client>(by, "POST", "/api/clients", { kind: "PF", name: `A que chegou ${left}` });
}

export const shown = (page: Page, name: string) => page.getByText(name, { exact: true });
