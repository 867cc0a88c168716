/** What tests/web/test_screens.py tells: where the installation is, who can sign in, and how to kill it. */

export interface Given {
  readonly url: string;
  /** Takes `POST /kill`, `POST /start`, and what `longLists` asks for. */
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

async function command(name: string): Promise<void> {
  const answer = await fetch(`${given.control}/${name}`, { method: "POST" });
  if (!answer.ok) throw new Error(`the server could not ${name}: ${answer.status}`);
}
