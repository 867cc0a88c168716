import { describe, expect, it } from "vitest";
import { daysOf, groupOf, periodOf, queryOf, reportOf } from "../../src/procurement/reports";

const TODAY = "2026-03-10";

describe("what a report is asked for", () => {
  it("is spend by month of the server's period, when the address says nothing", () => {
    expect([reportOf({}), periodOf({}), groupOf({})]).toEqual(["spend", "12m", "month"]);
    expect(queryOf("spend", {}, TODAY)).toEqual({});
  });

  it.each([
    ["mes", { from: "2026-03-01", to: TODAY }],
    ["mes-passado", { from: "2026-02-01", to: "2026-02-28" }],
    ["3m", { from: "2026-01-01", to: TODAY }],
    ["ano", { from: "2026-01-01", to: TODAY }],
    ["12m", {}],
    ["não existe", {}],
  ])("of the period %s", (periodo, days) => expect(daysOf({ periodo }, TODAY)).toEqual(days));

  it("takes days only when they are to be chosen", () => {
    expect(daysOf({ periodo: "escolher", de: "2025-12-01" }, TODAY)).toEqual({ from: "2025-12-01" });
    expect(daysOf({ de: "2025-12-01" }, TODAY)).toEqual({});
  });

  it("across the new year", () => {
    expect(daysOf({ periodo: "3m" }, "2026-01-31")).toEqual({ from: "2025-11-01", to: "2026-01-31" });
    expect(daysOf({ periodo: "mes-passado" }, "2026-01-31")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  });

  it("names its rows only where they may be others", () => {
    expect(queryOf("savings", { por: "supplier", centro: "c" }, TODAY)).toEqual({ by: "supplier", costCentreId: "c" });
    expect(queryOf("suppliers", { por: "supplier" }, TODAY)).toEqual({});
  });
});
