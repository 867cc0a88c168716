/** What the editor shows: sections of figures, each with its place in the document and what kind of thing it is. */

import type { Words } from "../../words/language";
import { UFS } from "../../words/ufs";
import {
  BUILDING_TYPES,
  COMPLEXITIES,
  DISCIPLINES,
  EXTRAS,
  FAMILIES,
  METHODS,
  PAYMENT_PLANS,
  STAGE_SYSTEMS,
  STANDARDS,
} from "../vocabulary";

export type Named = Readonly<Record<string, Words<string>>>;
type Unit = "%" | "R$" | "R$/m²" | "h/m²" | "m²" | "×" | "";

export interface ColumnOf {
  readonly member: string;
  readonly label: Words<string>;
  /** `whole` travels as a number, `decimal` as text. */
  readonly kind: "decimal" | "whole" | "text" | "month" | "uf" | "check";
}

export type Part =
  | {
      readonly kind: "figure";
      readonly path: string;
      readonly label: Words<string>;
      readonly unit: Unit;
      readonly whole?: true;
    }
  | { readonly kind: "choice"; readonly path: string; readonly label: Words<string>; readonly of: Named }
  | { readonly kind: "check"; readonly path: string; readonly label: Words<string> }
  | { readonly kind: "text"; readonly path: string; readonly label: Words<string> }
  /** One figure for each word of a list, or several (`columns`), or a choice (`choices`). */
  | {
      readonly kind: "table";
      readonly path: string;
      readonly label: Words<string>;
      readonly of: Named;
      readonly unit: Unit;
      readonly columns?: Named;
      readonly choices?: Named;
    }
  | {
      readonly kind: "list";
      readonly path: string;
      readonly label: Words<string>;
      readonly columns: readonly ColumnOf[];
      readonly blank: Readonly<Record<string, unknown>>;
    }
  /** R$/m² by discipline for one type of building at a time. */
  | { readonly kind: "market"; readonly path: string; readonly label: Words<string> };

interface SectionOf {
  readonly key: string;
  readonly label: Words<string>;
  readonly parts: readonly Part[];
}

export const w = (pt: string, en: string): Words<string> => ({ pt, en });
const figure = (path: string, label: Words<string>, unit: Unit = "", whole?: true): Part => ({
  kind: "figure",
  path,
  label,
  unit,
  ...(whole && { whole }),
});
const table = (path: string, label: Words<string>, of: Named, unit: Unit, columns?: Named): Part => ({
  kind: "table",
  path,
  label,
  of,
  unit,
  ...(columns && { columns }),
});

export const LEVELS: Named = {
  senior: w("Sênior", "Senior"),
  pleno: w("Pleno", "Mid-level"),
  junior: w("Júnior", "Junior"),
  estagiario: w("Estagiário", "Trainee"),
};
export const STATES: Named = Object.fromEntries(UFS.map((uf) => [uf, w(uf, uf)]));
const STAGE_COLUMNS: readonly ColumnOf[] = [
  { member: "code", label: w("Sigla", "Code"), kind: "text" },
  { member: "name", label: w("Etapa", "Stage"), kind: "text" },
  { member: "percent", label: w("% do preço", "% of the price"), kind: "decimal" },
];
const stages = (path: string, label: Words<string>): Part => ({
  kind: "list",
  path,
  label,
  columns: STAGE_COLUMNS,
  blank: { code: "", name: "", percent: "0" },
});

export const SECTIONS: readonly SectionOf[] = [
  {
    key: "metodo",
    label: w("Método", "Method"),
    parts: [
      {
        kind: "choice",
        path: "decidingMethod",
        label: w("Quem decide o preço", "What decides the price"),
        of: METHODS,
      },
      figure("optionalPercent", w("Disciplinas opcionais valem", "Optional disciplines count"), "%"),
      table("complexityFactor", w("Fator de complexidade", "Factor of complexity"), COMPLEXITIES, "×"),
    ],
  },
  {
    key: "horas",
    label: w("Horas técnicas", "Technical hours"),
    parts: [
      table(
        "technicalHours.hoursPerM2",
        w("Horas por m², pela complexidade", "Hours per m², by complexity"),
        COMPLEXITIES,
        "h/m²",
      ),
      {
        kind: "check",
        path: "technicalHours.complexityFactorApplies",
        label: w(
          "O fator de complexidade multiplica também as horas",
          "The factor of complexity multiplies the hours, too",
        ),
      },
      table(
        "technicalHours.typeFactor",
        w("Fator por tipo de edificação", "Factor by type of building"),
        BUILDING_TYPES,
        "×",
      ),
      table("technicalHours.disciplineFactor", w("Fator por disciplina", "Factor by discipline"), DISCIPLINES, "×"),
      {
        kind: "list",
        path: "technicalHours.scale",
        label: w("Ganho de escala", "Economy of scale"),
        columns: [
          { member: "aboveM2", label: w("Acima de (m²)", "Above (m²)"), kind: "decimal" },
          { member: "factor", label: w("Fator", "Factor"), kind: "decimal" },
        ],
        blank: { aboveM2: "10000", factor: "0.6" },
      },
      figure("technicalHours.indirectPercent", w("Custos indiretos", "Indirect costs"), "%"),
      figure("technicalHours.taxesPercent", w("Tributos", "Taxes"), "%"),
      figure("technicalHours.contingencyPercent", w("Contingência", "Contingency"), "%"),
      figure("technicalHours.profitPercent", w("Lucro", "Profit"), "%"),
    ],
  },
  {
    key: "equipe",
    label: w("Equipe e valor da hora", "Team and hourly rates"),
    parts: [
      table("technicalHours.rates", w("Valor da hora", "Hourly rate"), FAMILIES, "R$", LEVELS),
      table(
        "technicalHours.team",
        w("Divisão das horas (cada linha soma 100%)", "Division of hours (each line adds to 100%)"),
        FAMILIES,
        "%",
        LEVELS,
      ),
      {
        kind: "table",
        path: "families",
        label: w("Equipe de cada disciplina", "Team of each discipline"),
        of: DISCIPLINES,
        unit: "",
        choices: FAMILIES,
      },
    ],
  },
  {
    key: "mercado",
    label: w("Mercado por m²", "Market by m²"),
    parts: [
      { kind: "market", path: "market.rates", label: w("Preço de mercado", "Market price") },
      table("market.extras", w("Adicionais", "Extras"), EXTRAS, "%"),
      table("market.regions", w("Fator da região", "Factor of the region"), STATES, "×"),
    ],
  },
  {
    key: "obra",
    label: w("Percentual da obra", "Share of works"),
    parts: [
      {
        kind: "list",
        path: "worksShare.cub",
        label: w("CUB/m² por estado e mês", "CUB/m² by state and month"),
        columns: [
          { member: "uf", label: w("Estado", "State"), kind: "uf" },
          { member: "month", label: w("Mês", "Month"), kind: "month" },
          { member: "value", label: w("R$/m²", "R$/m²"), kind: "decimal" },
          { member: "source", label: w("Fonte", "Source"), kind: "text" },
          { member: "example", label: w("Exemplo", "Example"), kind: "check" },
        ],
        blank: { uf: "SP", month: "", value: "", source: "", example: false },
      },
      figure("worksShare.cubStaleAfterMonths", w("CUB envelhece em (meses)", "CUB grows old after (months)"), "", true),
      table("worksShare.adequacyByStandard", w("Adequação pelo padrão", "Adequacy by standard"), STANDARDS, "×"),
      table("worksShare.adequacyByType", w("Adequação pelo tipo", "Adequacy by type"), BUILDING_TYPES, "×"),
      {
        kind: "list",
        path: "worksShare.percentByArea",
        label: w("Percentual pela área", "Percentage by area"),
        columns: [
          { member: "areaM2", label: w("Área (m²)", "Area (m²)"), kind: "decimal" },
          { member: "percent", label: w("% da obra", "% of the works"), kind: "decimal" },
        ],
        blank: { areaM2: "", percent: "" },
      },
      table(
        "worksShare.disciplinePercent",
        w("Disciplinas, sobre o honorário da arquitetura", "Disciplines, of architecture's fee"),
        DISCIPLINES,
        "%",
      ),
    ],
  },
  {
    key: "etapas",
    label: w("Etapas e prazo", "Stages and duration"),
    parts: [
      {
        kind: "choice",
        path: "stages.system",
        label: w("Divisão em etapas", "Division into stages"),
        of: STAGE_SYSTEMS,
      },
      stages("stages.standard", w("Arquitetura, interiores, paisagismo", "Architecture, interiors, landscape")),
      stages("stages.engineering", w("Estrutura e instalações", "Structure and installations")),
      stages("stages.nbr16636", w("NBR 16636, para todas", "NBR 16636, for all")),
      figure("schedule.minimumWeeks", w("Prazo mínimo (semanas)", "Least duration (weeks)"), "", true),
      figure("schedule.rootDivisor", w("Divisor da raiz da área", "Divisor of the root of the area")),
    ],
  },
  {
    key: "pagamento",
    label: w("Pagamento e condições", "Payment and terms"),
    parts: [
      { kind: "choice", path: "payment.plan", label: w("Como vence", "How it falls due"), of: PAYMENT_PLANS },
      {
        kind: "list",
        path: "payment.instalments",
        label: w("Parcelas por data", "Instalments by date"),
        columns: [
          { member: "days", label: w("Dias depois do aceite", "Days after acceptance"), kind: "whole" },
          { member: "parts", label: w("Peso", "Weight"), kind: "decimal" },
        ],
        blank: { days: 120, parts: "1" },
      },
      figure("payment.cashDiscountPercent", w("Desconto à vista", "Cash discount"), "%"),
      figure("payment.discountLimitPercent", w("Desconto sem aprovação, até", "Discount without approval, up to"), "%"),
      figure("payment.lateFinePercent", w("Multa por atraso", "Late fine"), "%"),
      figure("payment.lateInterestPercentMonth", w("Juros ao mês", "Interest a month"), "%"),
      figure("terms.validDays", w("Validade da proposta (dias)", "Validity of the proposal (days)"), "", true),
      figure("terms.revisions", w("Revisões incluídas", "Revisions included"), "", true),
      { kind: "text", path: "terms.adjustmentIndex", label: w("Índice de reajuste", "Index of adjustment") },
      figure("terms.adjustmentMonths", w("Meses entre reajustes", "Months between adjustments"), "", true),
    ],
  },
  {
    key: "limites",
    label: w("Limites e avisos", "Limits and warnings"),
    parts: [
      figure("limits.minimumTotal", w("Preço mínimo", "Least price"), "R$"),
      figure("limits.pricePerM2Low", w("Avisar abaixo de", "Warn below"), "R$/m²"),
      figure("limits.pricePerM2High", w("Avisar acima de", "Warn above"), "R$/m²"),
      figure("limits.maxAreaM2", w("Maior área", "Largest area"), "m²"),
      figure(
        "limits.methodsApartPercent",
        w("Avisar se os métodos diferem mais de", "Warn if methods differ by more than"),
        "%",
      ),
    ],
  },
];

/** Small things that follow each other stand side by side; tables and lists each for itself. */
export function runsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const small = (part: Part) => part.kind === "figure" || part.kind === "choice" || part.kind === "text";
  const runs: Part[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last?.[0] && small(last[0]) && small(part)) last.push(part);
    else runs.push([part]);
  }
  return runs;
}
