import { describe, expect, test } from "vitest";
import type { ApprovalPolicy } from "../../src/api/schema";
import { budgetLines } from "../../src/procurement/budgets";
import { differing, POLICY_FIGURES, sentPolicy, typedPolicy } from "../../src/procurement/policyFigures";
import type { BudgetRow } from "../../src/procurement/rows";

const POLICY: ApprovalPolicy = {
  secondSignatureAbove: "2500.00",
  leastAnswers: 3,
  quantityChangePercent: "50",
  overDeliveryPercent: "5",
  priceTolerancePercent: "1",
  itemDiscountCapPercent: "30",
  globalDiscountCapPercent: "20",
  monthlyRatePercent: "1.5",
  reminderHours: 24,
  escalationHours: 72,
  budget: "flag",
  quotationDays: 5,
};

describe("The approval policy's form", () => {
  test("has every figure of the policy, and gives back what it was given", () => {
    expect(new Set([...POLICY_FIGURES.map(({ name }) => name), "budget"])).toEqual(new Set(Object.keys(POLICY)));
    expect(sentPolicy(typedPolicy(POLICY))).toEqual(POLICY);
  });
  test("sends nothing while something is no number", () => {
    expect(sentPolicy({ ...typedPolicy(POLICY), leastAnswers: "" })).toBeNull();
    expect(sentPolicy({ ...typedPolicy(POLICY), reminderHours: "1.5" })).toBeNull();
  });
  test("tells what differs by value", () => {
    const typed = typedPolicy(POLICY);
    expect(differing({ ...typed, secondSignatureAbove: "2500" }, typed).size).toBe(0);
    expect([...differing({ ...typed, budget: "block", quotationDays: "7" }, typed)].sort()).toEqual([
      "budget",
      "quotationDays",
    ]);
  });
});

describe("The grid of budgets", () => {
  const centre = (id: string, code: string) => ({ id, code, name: code });
  const budget = (costCentre: ReturnType<typeof centre>, month: number) =>
    ({ id: `${costCentre.id}${month}`, costCentre, year: 2026, month, amount: "1.00" }) as BudgetRow;
  test("has a line for every cost centre in use and for any other with a budget, by code", () => {
    const [nine, ten, gone] = [centre("a", "OB-9"), centre("b", "OB-10"), centre("c", "AD-1")];
    const lines = budgetLines([ten, nine], [budget(nine, 0), budget(gone, 3)]);
    expect(lines.map(({ centre: { code } }) => code)).toEqual(["AD-1", "OB-9", "OB-10"]);
    expect([...(lines[1]?.byMonth.keys() ?? [])]).toEqual([0]);
  });
});
