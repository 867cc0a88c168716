/** People, what they may do, what was done, and how the installation fares. */

import { Activity, KeyRound, ScrollText, Settings, Users } from "lucide-react";
import type { Area } from "../app/area";

export const workspaceArea: Area = {
  name: { pt: "Organização", en: "Organisation" },
  places: [
    {
      to: "/pessoas",
      label: { pt: "Pessoas", en: "People" },
      icon: Users,
      permissions: ["workspace.people.read"],
      letter: "e",
    },
    { to: "/papeis", label: { pt: "Papéis", en: "Roles" }, icon: KeyRound, permissions: ["workspace.roles.read"] },
    { to: "/trilha", label: { pt: "Trilha", en: "Trail" }, icon: ScrollText, permissions: ["workspace.audit.read"] },
    {
      to: "/operacao",
      label: { pt: "Operação", en: "Operations" },
      icon: Activity,
      permissions: ["workspace.operations.read", "workspace.jobs.manage"],
    },
    { to: "/configuracoes", label: { pt: "Configurações", en: "Settings" }, icon: Settings, letter: "," },
  ],
  commands: [
    {
      label: { pt: "Trocar senha, sessões, segundo fator", en: "Password, sessions, second factor" },
      icon: KeyRound,
      to: "/configuracoes?secao=seguranca",
    },
  ],
};
