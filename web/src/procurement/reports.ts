/** What a report is asked for, as its address keeps it. */

import { daysAfter } from "./days";

export const REPORTS = ["spend", "cycle-time", "savings", "suppliers", "commitments", "budget"] as const;
export type ReportName = (typeof REPORTS)[number];

/** As the address says it: short, in Portuguese. */
export const REPORT_SLUGS: Readonly<Record<ReportName, string>> = {
  spend: "gastos",
  "cycle-time": "prazos",
  savings: "economia",
  suppliers: "fornecedores",
  commitments: "compromissos",
  budget: "verbas",
};

export const PERIODS = ["12m", "3m", "mes", "mes-passado", "ano", "escolher"] as const;
type PeriodName = (typeof PERIODS)[number];

export const NO_FILTERS = {
  relatorio: "",
  periodo: "",
  de: "",
  ate: "",
  centro: "",
  departamento: "",
  fornecedor: "",
  categoria: "",
  por: "",
};
export type ReportFilters = { readonly [K in keyof typeof NO_FILTERS]?: string };

export const GROUPS = ["month", "costCentre", "department", "supplier", "category"] as const;
export type Group = (typeof GROUPS)[number];

export function reportOf(filters: ReportFilters): ReportName {
  return REPORTS.find((name) => REPORT_SLUGS[name] === filters.relatorio) ?? "spend";
}

export function groupOf(filters: ReportFilters): Group {
  return GROUPS.find((name) => name === filters.por) ?? "month";
}

export function periodOf(filters: ReportFilters): PeriodName {
  return PERIODS.find((name) => name === filters.periodo) ?? "12m";
}

/** First and last day; nothing where the server's own period is meant (twelve months, or all that is to come). */
export function daysOf(filters: ReportFilters, today: string): { readonly from?: string; readonly to?: string } {
  const month = today.slice(0, 8);
  switch (periodOf(filters)) {
    case "12m":
      return {};
    case "3m":
      return {
        from: `${daysAfter(daysAfter(`${month}01`, -1).slice(0, 8).concat("01"), -1).slice(0, 8)}01`,
        to: today,
      };
    case "mes":
      return { from: `${month}01`, to: today };
    case "mes-passado": {
      const last = daysAfter(`${month}01`, -1);
      return { from: `${last.slice(0, 8)}01`, to: last };
    }
    case "ano":
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case "escolher":
      return { ...(filters.de && { from: filters.de }), ...(filters.ate && { to: filters.ate }) };
  }
}

/** The query of a report's call; `by` only where its rows may be something else than they are. */
export function queryOf(name: ReportName, filters: ReportFilters, today: string) {
  const grouped = name === "spend" || name === "savings" || name === "commitments";
  return {
    ...daysOf(filters, today),
    ...(filters.centro && { costCentreId: filters.centro }),
    ...(filters.departamento && { departmentId: filters.departamento }),
    ...(filters.fornecedor && { supplierId: filters.fornecedor }),
    ...(filters.categoria && { category: filters.categoria }),
    ...(grouped && groupOf(filters) !== "month" && { by: groupOf(filters) }),
  };
}
