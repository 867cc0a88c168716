/** The figures of the approval policy, in the order and groups in which people think of them. */

import type { ApprovalPolicy } from "../api/schema";

type Figure = keyof ApprovalPolicy;
type FigureKind = "money" | "percent" | "hours" | "days" | "count";

export interface PolicyFigure {
  readonly name: Exclude<Figure, "budget">;
  readonly kind: FigureKind;
  /** Member of the words that explains it. */
  readonly hint?: "secondSignatureAboveHint" | "leastAnswersHint" | "discountHint" | "monthlyRateHint";
}

export const POLICY_GROUPS = {
  approvals: [
    { name: "secondSignatureAbove", kind: "money", hint: "secondSignatureAboveHint" },
    { name: "reminderHours", kind: "hours" },
    { name: "escalationHours", kind: "hours" },
  ],
  quotations: [
    { name: "leastAnswers", kind: "count", hint: "leastAnswersHint" },
    { name: "quotationDays", kind: "days" },
    { name: "quantityChangePercent", kind: "percent" },
    { name: "itemDiscountCapPercent", kind: "percent", hint: "discountHint" },
    { name: "globalDiscountCapPercent", kind: "percent", hint: "discountHint" },
    { name: "monthlyRatePercent", kind: "percent", hint: "monthlyRateHint" },
  ],
  receipts: [
    { name: "overDeliveryPercent", kind: "percent" },
    { name: "priceTolerancePercent", kind: "percent" },
  ],
} as const satisfies Readonly<Record<string, readonly PolicyFigure[]>>;

export const POLICY_FIGURES: readonly PolicyFigure[] = Object.values(POLICY_GROUPS).flat();

/** As typed: text; empty stays empty, for the server to say that it takes a number. */
export type TypedPolicy = Readonly<Record<Figure, string>>;

export function typedPolicy(policy: ApprovalPolicy): TypedPolicy {
  return Object.fromEntries(Object.entries(policy).map(([name, value]) => [name, String(value)])) as TypedPolicy;
}

/** What is sent; null where something is no number. */
export function sentPolicy(typed: TypedPolicy): ApprovalPolicy | null {
  const body: Record<string, unknown> = { budget: typed.budget };
  for (const { name, kind } of POLICY_FIGURES) {
    const value = typed[name].trim();
    const whole = kind === "hours" || kind === "days" || kind === "count";
    if (!(whole ? /^\d+$/ : /^\d+(\.\d+)?$/).test(value)) return null;
    body[name] = whole ? Number(value) : value;
  }
  return body as unknown as ApprovalPolicy;
}

/** The names of the figures that differ; "2500" and "2500.00" are the same. */
export function differing(a: TypedPolicy, b: TypedPolicy): ReadonlySet<Figure> {
  const names = Object.keys(a) as Figure[];
  return new Set(
    names.filter((name) => (name === "budget" ? a[name] !== b[name] : Number(a[name]) !== Number(b[name]))),
  );
}
