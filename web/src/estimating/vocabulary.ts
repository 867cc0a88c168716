/** How the closed lists of estimating read: disciplines, types of building and the like. */

import type {
  BuildingType,
  Complexity,
  Discipline,
  Extra,
  Fact,
  Family,
  Method,
  PaymentPlan,
  StageSystem,
  Standard,
} from "../api/schema";
import { useLanguage, type Words } from "../words/language";

type Named<K extends string> = Readonly<Record<K, Words<string>>>;

const n = (pt: string, en: string): Words<string> => ({ pt, en });

export const DISCIPLINES: Named<Discipline> = {
  arquitetura: n("Arquitetura", "Architecture"),
  estrutural: n("Estrutural", "Structure"),
  eletrica: n("Elétrica", "Electrical"),
  hidraulica: n("Hidráulica", "Plumbing"),
  avac: n("Ar-condicionado e ventilação", "Air conditioning and ventilation"),
  incendio: n("Prevenção de incêndio", "Fire safety"),
  gas: n("Gás", "Gas"),
  dados: n("Dados e telefonia", "Data and telephone"),
  interiores: n("Interiores", "Interiors"),
  paisagismo: n("Paisagismo", "Landscape"),
  automacao: n("Automação", "Automation"),
  luminotecnica: n("Luminotécnica", "Lighting"),
  acustica: n("Acústica", "Acoustics"),
};

export const BUILDING_TYPES: Named<BuildingType> = {
  unifamiliar: n("Residência unifamiliar", "House"),
  multifamiliar: n("Edifício multifamiliar", "Apartment building"),
  apartamento: n("Apartamento", "Apartment"),
  loja: n("Loja", "Shop"),
  escritorio: n("Escritório", "Office"),
  clinica: n("Clínica", "Clinic"),
  restaurante: n("Restaurante", "Restaurant"),
  hotel: n("Hotel", "Hotel"),
  escola: n("Escola", "School"),
  industrial: n("Industrial", "Industrial"),
  shopping: n("Shopping", "Shopping centre"),
  hospital: n("Hospital", "Hospital"),
};

export const STANDARDS: Named<Standard> = {
  simples: n("Simples", "Plain"),
  medio: n("Médio", "Medium"),
  alto: n("Alto", "High"),
};

export const COMPLEXITIES: Named<Complexity> = {
  baixa: n("Baixa", "Low"),
  media: n("Média", "Medium"),
  alta: n("Alta", "High"),
  muito_alta: n("Muito alta", "Very high"),
};

export const EXTRAS: Named<Extra> = {
  piscina: n("Piscina", "Pool"),
  elevador: n("Elevador", "Lift"),
  automacao: n("Automação predial", "Building automation"),
  certificacao: n("Certificação ambiental", "Environmental certificate"),
};

export const METHODS: Named<Method> = {
  horas_tecnicas_v1: n("Horas técnicas", "Technical hours"),
  mercado_m2_v1: n("Mercado por m²", "Market by m²"),
  percentual_obra_v1: n("Percentual da obra", "Share of works"),
};

export const FAMILIES: Named<Family> = {
  arquitetura: n("Arquitetura", "Architecture"),
  estrutura: n("Estrutura", "Structure"),
  instalacoes: n("Instalações", "Installations"),
  paisagismo: n("Paisagismo", "Landscape"),
};

export const STAGE_SYSTEMS: Named<StageSystem> = {
  lv_ep_ap_pe: n("Quatro etapas (LV, EP, AP, PE)", "Four stages (LV, EP, AP, PE)"),
  nbr_16636: n("Oito etapas da NBR 16636", "Eight stages of NBR 16636"),
};

export const PAYMENT_PLANS: Named<PaymentPlan> = {
  por_data: n("Por data, contada do aceite", "By date, counted from acceptance"),
  por_etapa: n("Na entrega de cada etapa", "On delivery of each stage"),
};

export const FACTS: Named<Fact> = {
  area_m2: n("Área", "Area"),
  building_type: n("Tipo de edificação", "Type of building"),
  standard: n("Padrão", "Standard"),
  complexity: n("Complexidade", "Complexity"),
  disciplines: n("Disciplinas", "Disciplines"),
  optional_disciplines: n("Disciplinas opcionais", "Optional disciplines"),
  extras: n("Adicionais", "Extras"),
  deadline_weeks: n("Prazo", "Deadline"),
  budget: n("Verba da obra", "Budget of the works"),
  city: n("Cidade", "City"),
  uf: n("Estado", "State"),
};

/** `say(DISCIPLINES, "eletrica")`; a word that is not in the list is shown as it is. */
export function useNames(): <K extends string>(named: Named<K>, key: string) => string {
  const language = useLanguage();
  return (named, key) => {
    const found = (named as Readonly<Record<string, Words<string>>>)[key];
    return found === undefined ? key : language === "en" ? found.en : found.pt;
  };
}

/** The members of a list, in its order. */
export function keysOf<K extends string>(named: Named<K>): readonly K[] {
  return Object.keys(named) as K[];
}

/** What a price pays for, by the keys of its parts. */
const PRICE_PARTS: Readonly<Record<string, Words<string>>> = {
  technical: n("Custo técnico", "Technical cost"),
  indirect: n("Custos indiretos", "Indirect costs"),
  taxes: n("Tributos", "Taxes"),
  contingency: n("Contingência", "Contingency"),
  profit: n("Lucro", "Profit"),
  minimum: n("Complemento até o mínimo", "Completion to the minimum"),
};

/** One part's name; of a key from a later server, as it writes it. */
export function usePartName(): (part: { readonly key: string; readonly label: string }) => string {
  const language = useLanguage() === "en" ? "en" : "pt";
  return ({ key, label }) => PRICE_PARTS[key]?.[language] ?? label;
}
