/** What tests/web/test_screens.py tells: where the installation is, who can sign in, and how to kill it. */

import { vi } from "vitest";

export interface Given {
  readonly url: string;
  /** Takes `POST /<command>`. */
  readonly control: string;
  /** Where pictures go, if some are to be made. */
  readonly images?: string;
  /** The file that what was measured is added to, if somebody wants to know. */
  readonly figures?: string;
  readonly accounts: readonly { readonly email: string; readonly password: string; readonly role: string }[];
}

const text = process.env.ESTEIO_E2E_GIVEN;
if (text === undefined) throw new Error("ESTEIO_E2E_GIVEN is not set: run .venv/bin/pytest tests/web/test_screens.py");

export const given = JSON.parse(text) as Given;

/** The server's process, as the machine treats it. */
export const server = {
  /** Without a goodbye, as when memory is short. */
  kill: () => command("kill"),
  /** On the same port; done once it serves. */
  start: () => command("start"),
};

/** The organisation with ten thousand clients and ten thousand requests (tests/web/long_lists.py). */
export const longLists = {
  owner: "pessoa900@carga.example",
  rows: 10_000,
  changed: 100,
  /** Once for a server. */
  write: () => command("write_long_lists"),
  /** Another name for the first hundred clients, in one transaction. */
  changeClients: () => command("change_clients"),
  /** Another title and sum for the last hundred requests. */
  changeRequests: () => command("change_requests"),
};

/** The link to `page`, a path, in the newest mail to that address, once there is one. */
export async function linkMailedTo(to: string, page: string): Promise<string> {
  const links = async () =>
    (await command<readonly string[]>("mails", { to })).flatMap((text) => text.match(/https?:\/\/\S+/g) ?? []);
  return vi.waitFor(
    async () => {
      const link = (await links()).findLast((each) => new URL(each).pathname === page);
      if (link === undefined) throw new Error(`no mail to ${to} leads to ${page}`);
      return link;
    },
    { timeout: 15_000, interval: 100 },
  );
}

/** The XML of the NF-e with which `issuer`, a CNPJ, sends all of an order. */
export const noteOf = (order: object, issuer: string, number: number) =>
  command<string>("note", { order, issuer, number });

async function command<T>(name: string, what: object = {}): Promise<T> {
  const answer = await fetch(`${given.control}/${name}`, { method: "POST", body: JSON.stringify(what) });
  if (!answer.ok) throw new Error(`${name} failed: ${answer.status}`);
  return (await answer.json()) as T;
}
