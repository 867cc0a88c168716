/** From the briefing to the orçamento. */

import { ClipboardList, FilePlus2, FileText, ListChecks, Scale, UsersRound } from "lucide-react";
import type { Area } from "../app/area";

export const estimatingArea: Area = {
  name: { pt: "Orçamentos", en: "Estimating" },
  places: [
    {
      to: "/briefings",
      label: { pt: "Briefings", en: "Briefings" },
      icon: ClipboardList,
      permissions: ["estimating.briefings.read"],
      letter: "b",
    },
    {
      to: "/orcamentos",
      label: { pt: "Orçamentos", en: "Estimates" },
      icon: FileText,
      permissions: ["estimating.orcamentos.read"],
      letter: "o",
      thumb: 2,
    },
    {
      to: "/clientes",
      label: { pt: "Clientes", en: "Clients" },
      icon: UsersRound,
      permissions: ["estimating.clients.read"],
      letter: "c",
    },
    {
      to: "/modelos",
      label: { pt: "Modelos", en: "Templates" },
      icon: ListChecks,
      permissions: ["estimating.templates.edit"],
    },
    {
      to: "/politica-de-precos",
      label: { pt: "Política de preços", en: "Price policy" },
      icon: Scale,
      permissions: ["estimating.policy.read"],
    },
  ],
  commands: [
    {
      label: { pt: "Novo briefing", en: "New briefing" },
      icon: FilePlus2,
      to: "/briefings/novo",
      permissions: ["estimating.briefings.edit"],
      also: { pt: "abrir questionário cliente", en: "open questionnaire client" },
    },
  ],
};
