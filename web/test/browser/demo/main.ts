/** A bare page on `src/live`: sign in, and the briefings move as colleagues work on them. */

import { signIn as authenticate, cookieSession, createLive, type Live, Problem, type Row } from "../../../src/live";
import { refusals, stages, stateText, statuses } from "./words";

interface BriefingRow extends Row {
  readonly number: number;
  readonly title: string;
  readonly client: { readonly name: string };
  readonly status: string;
  readonly progress: number;
}

const ROWS_VERSION = "1";
/** Who signed in last in this browser: enough to show their kept rows without a network, and no secret. */
const LAST = "esteio-demo-last";
const base = location.origin;

const entry = element("entry", HTMLFormElement);
const leave = element("leave", HTMLButtonElement);
const main = document.querySelector("main") as HTMLElement;

entry.addEventListener("submit", (event) => {
  event.preventDefault();
  void signIn(new FormData(entry));
});
void comeBack();

async function signIn(form: FormData): Promise<void> {
  const refusal = element("refusal", HTMLElement);
  refusal.textContent = "";
  try {
    const said = await authenticate(base, String(form.get("email")), String(form.get("password")));
    const last = { person: said.user.id, organisation: said.user.organisation.id };
    localStorage.setItem(LAST, JSON.stringify(last));
    await show(await createLive({ base, session: cookieSession(base, said), rowsVersion: ROWS_VERSION, ...last }));
  } catch (error) {
    refusal.textContent = error instanceof Problem ? error.detail || refusals.unknown : refusals.noAnswer;
  }
}

async function comeBack(): Promise<void> {
  const last = localStorage.getItem(LAST);
  if (last === null) return;
  const who = JSON.parse(last) as { person: string; organisation: string };
  await show(await createLive({ base, session: cookieSession(base), rowsVersion: ROWS_VERSION, ...who }));
}

async function show(live: Live): Promise<void> {
  entry.hidden = true;
  main.hidden = leave.hidden = false;
  leave.onclick = () => void live.signOut();

  const state = element("state", HTMLOutputElement);
  const showState = () => {
    const now = live.state.getSnapshot();
    state.value = stateText(now, live.outbox.entries.getSnapshot().length);
    state.dataset.status = now.status;
    state.dataset.transport = now.transport ?? "";
    if (now.reason === "sign-in") entry.hidden = false;
  };
  live.state.subscribe(showState);
  live.outbox.entries.subscribe(showState);
  showState();

  const list = live.list<BriefingRow>("briefings", { sort: "-createdAt" });
  const body = element("rows", HTMLTableSectionElement);
  const drawn = new Map<string, { row: BriefingRow; line: HTMLTableRowElement }>();
  list.subscribe(() => {
    const { rows, status } = list.getSnapshot();
    const lines = rows.map((row) => {
      const before = drawn.get(row.id);
      if (before?.row === row) return before.line;
      const line = lineOf(row);
      if (before !== undefined) line.className = "changed";
      drawn.set(row.id, { row, line });
      return line;
    });
    body.replaceChildren(...lines);
    const shown = new Set(rows.map((row) => row.id));
    for (const id of drawn.keys()) if (!shown.has(id)) drawn.delete(id);
    element("empty", HTMLElement).textContent = rows.length === 0 ? statuses[status] : "";
  });

  await live.signedOut;
  localStorage.removeItem(LAST);
  location.reload();
}

function lineOf(row: BriefingRow): HTMLTableRowElement {
  const line = document.createElement("tr");
  line.dataset.id = row.id;
  for (const text of [row.number, row.title, row.client.name, stages[row.status] ?? row.status, `${row.progress} %`])
    line.insertCell().textContent = String(text);
  return line;
}

function element<T extends HTMLElement>(id: string, kind: abstract new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}
