import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Area } from "../../src/app/area";
import type { Live, LiveState, OutboxEntry } from "../../src/live";

vi.stubGlobal("location", { origin: "https://esteio.example" });
vi.stubGlobal("__ROWS_VERSION__", "of a test");
vi.mock("../../src/live/client", () => ({ createLive: async (options: object) => ({ options }) }));

const { viewOf } = await import("../../src/app/connection");
const { connectionWords } = await import("../../src/app/words/connection");
const { bestOf } = await import("../../src/app/palette/match");
const { recentOf, remember } = await import("../../src/app/palette/recent");
const { thumbPlaces } = await import("../../src/app/areas");
const { scriptOf } = await import("../../src/app/updates");
const { windowTitle } = await import("../../src/ui/title");
const { withNewValues } = await import("../../src/ui/steady");
const { keptMe, switchOrganisation } = await import("../../src/data/session");
type Me = NonNullable<ReturnType<typeof keptMe>>;

beforeEach(() => localStorage.clear());

describe("The state of the connection", () => {
  const state = (status: LiveState["status"]): LiveState => ({
    status,
    reason: null,
    since: 0,
    transport: null,
    storage: "kept",
  });
  const entry = (its: OutboxEntry["state"]) => ({ state: its }) as OutboxEntry;
  const said = (status: LiveState["status"], ...entries: OutboxEntry[]) => {
    const { text, tone } = viewOf(state(status), entries, connectionWords.pt);
    return `${tone}: ${text}`;
  };

  test("is said in a word", () => {
    expect(said("live")).toBe("leaf: ao vivo");
    expect(said("catching-up")).toBe("slate: atualizando");
    expect(said("polling")).toBe("slate: aos poucos");
    expect(said("offline")).toBe("ochre: offline");
  });

  test("tells how many changes wait, also offline", () => {
    expect(said("live", entry("queued"), entry("sending"))).toBe("slate: enviando 2");
    expect(said("offline", entry("queued"))).toBe("ochre: offline · 1 espera");
  });

  test("tells of what was refused before anything else", () => {
    expect(said("offline", entry("queued"), entry("failed"))).toBe("wine: 1 recusada");
  });
});

describe("The palette", () => {
  const names = ["Nova solicitação", "Solicitações", "Cotações", "Configurações", "Recebimentos"];
  const found = (typed: string) => bestOf(typed, names, (name) => [name]);

  test("finds the beginning of a name before the beginning of a word, and that before its inside", () => {
    expect(found("sol")).toEqual(["Solicitações", "Nova solicitação"]);
    expect(found("cot")).toEqual(["Cotações"]);
    expect(found("imento")).toEqual(["Recebimentos"]);
  });

  test("takes no account of accents, and wants each word typed", () => {
    expect(found("configuracoes")).toEqual(["Configurações"]);
    expect(found("nova soli")).toEqual(["Nova solicitação"]);
    expect(found("nova cot")).toEqual([]);
  });

  test("finds by other words, too, last", () => {
    expect(bestOf("comp", names, (name) => [name, name === "Cotações" ? "compras preços" : ""])).toEqual(["Cotações"]);
  });

  test("remembers things, not lists or forms, the last first and once", () => {
    const me = { id: "p", organisation: { id: "o" } } as Me;
    remember(me, "/pedidos", "Pedidos");
    remember(me, "/pedidos/1", "Cimento");
    remember(me, "/solicitacoes/nova", "Nova solicitação");
    remember(me, "/clientes/2", "Marina");
    remember(me, "/pedidos/1", "Cimento e areia");
    expect(recentOf(me).map(({ title }) => title)).toEqual(["Cimento e areia", "Marina"]);
    expect(recentOf({ ...me, organisation: { id: "other" } } as Me)).toEqual([]);
  });
});

test("A phone's bar has the places chosen for it first, and never more than four", () => {
  const place = (to: string, thumb?: number) => ({ to, ...(thumb !== undefined && { thumb }) });
  const areas = [
    { places: [place("/a"), place("/b", 2), place("/c")] },
    { places: [place("/d", 1), place("/e"), place("/f", 3)] },
  ] as unknown as readonly Area[];
  const { bar, more } = thumbPlaces(areas);
  expect(bar.map(({ to }) => to)).toEqual(["/d", "/b", "/f", "/a"]);
  expect(more.map(({ to }) => to)).toEqual(["/c", "/e"]);
});

test("The window is named after what is unread, the screen and the app", () => {
  expect(windowTitle("Pedidos", 0)).toBe("Pedidos · Esteio");
  expect(windowTitle("Pedidos", 3)).toBe("(3) Pedidos · Esteio");
  expect(windowTitle("", 120)).toBe("(99+) Esteio");
});

test("A version is known by the script of its page", () => {
  expect(scriptOf('<script type="module" crossorigin src="/assets/index-a1.js"></script>')).toBe("/assets/index-a1.js");
  expect(scriptOf("<p>busy</p>")).toBeNull();
});

test("A list in use keeps its order and takes new values", () => {
  const shown = [
    { id: "a", n: 1 },
    { id: "b", n: 1 },
  ];
  const now = [
    { id: "c", n: 9 },
    { id: "b", n: 2 },
  ];
  expect(withNewValues(shown, now)).toEqual([
    { id: "a", n: 1 },
    { id: "b", n: 2 },
  ]);
});

describe("Going to another organisation", () => {
  const me = { id: "p", organisation: { id: "one" } } as Me;
  const elsewhere = { id: "p", organisation: { id: "two" } } as Me;
  const from = (request: () => Promise<unknown>) => {
    const live = { close: vi.fn(), request: vi.fn(request) };
    return { live: live as unknown as Live, me, calls: live };
  };

  test("lets go of the old connection first, and sits down there", async () => {
    const seat = from(async () => ({ data: { user: elsewhere } }));
    const next = await switchOrganisation(seat, "two");
    expect(next.me).toEqual(elsewhere);
    expect(next.error).toBeUndefined();
    expect(seat.calls.close).toHaveBeenCalledBefore(seat.calls.request);
    expect(keptMe()).toEqual(elsewhere);
  });

  test("that is refused leaves the person where they were, and says why", async () => {
    const refusal = new Error("no");
    const next = await switchOrganisation(
      from(() => Promise.reject(refusal)),
      "two",
    );
    expect(next.me).toEqual(me);
    expect(next.error).toBe(refusal);
    expect(keptMe()).toEqual(me);
  });
});
