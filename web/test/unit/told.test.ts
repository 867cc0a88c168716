import { describe, expect, test } from "vitest";
import { LiveList } from "../../src/live/list";
import type { RowsMessage } from "../../src/live/messages";
import { type Doer, toldOf } from "../../src/live/told";
import type { Row } from "../../src/live/wire";

const ME = "me";
const ANA: Doer = { id: "ana", name: "Ana Souza" };

function listOf() {
  const list = new LiveList(
    { kind: "list", resource: "x", path: "/api/x", filters: {}, q: "", sort: "" },
    { person: ME, want: () => undefined, unwant: () => undefined },
  );
  list.subscribe(() => undefined);
  let version = 0;
  const hear = (part: Pick<RowsMessage, "reset" | "rows"> & Partial<RowsMessage>) => {
    version += 1;
    list.hear(
      {
        type: "rows",
        leader: "l",
        to: null,
        key: list.key,
        version,
        gone: [],
        status: "ready",
        complete: true,
        ...part,
      },
      true,
    );
  };
  return { hear, told: (id: string) => toldOf(list.getSnapshot().rows.find((row) => row.id === id) as Row) };
}

describe("Who changed a row", () => {
  test("is known of what was told: somebody, oneself, or nobody who has a name", () => {
    const { hear, told } = listOf();
    hear({ reset: true, rows: [{ id: "a" }, { id: "b" }, { id: "c" }, { id: "d" }] });
    expect(told("a")).toBeUndefined();
    const rows = ["a", "b", "c"].map((id) => ({ id, n: 1 }));
    hear({ reset: false, rows, by: { a: ANA, b: { id: ME, name: "Eu" }, c: null } });
    expect(told("a")).toMatchObject({ by: ANA, own: false });
    expect(told("b")).toMatchObject({ own: true });
    expect(told("c")).toMatchObject({ by: null, own: false });
    expect(told("d")).toBeUndefined();
  });

  test("goes with the row's next state, whoever tells of it", () => {
    const { hear, told } = listOf();
    hear({ reset: true, rows: [{ id: "a" }, { id: "b" }] });
    hear({ reset: false, rows: [{ id: "a", n: 1 }], by: { a: ANA } });
    hear({ reset: false, rows: [{ id: "a", n: 2 }], by: { a: null } });
    expect(told("a")).toMatchObject({ by: null });
    hear({ reset: false, rows: [{ id: "a", n: 3 }], by: { a: ANA } });
    hear({ reset: true, rows: [{ id: "a", n: 4 }] });
    expect(told("a")).toBeUndefined();
  });

  test("is not changed by a second telling of the same", () => {
    const { hear, told } = listOf();
    hear({ reset: true, rows: [{ id: "a" }] });
    hear({ reset: false, rows: [{ id: "a", n: 1 }], by: { a: ANA } });
    const first = told("a");
    hear({ reset: false, rows: [{ id: "a", n: 1 }], by: { a: { id: ME, name: "Eu" } } });
    expect(told("a")).toBe(first);
  });

  test("is not known where the leading tab is of the version before", () => {
    const { hear, told } = listOf();
    hear({ reset: true, rows: [] });
    hear({ reset: false, rows: [{ id: "a" }] });
    expect(told("a")).toBeUndefined();
  });
});
