/** States of people, invitations, trail and alerts, as they are shown everywhere. */

import {
  CircleAlert,
  CircleCheck,
  CircleSlash,
  CircleX,
  Info,
  MailCheck,
  MailX,
  ShieldAlert,
  TimerOff,
  TriangleAlert,
  UserCheck,
} from "lucide-react";
import type { AlertView, AuditLine, Invitation, Person } from "../api/schema";
import type { Look } from "../ui/look";

export const PERSON_LOOKS: Readonly<Record<Person["status"], Look>> = {
  active: { label: { pt: "Ativa", en: "Active" }, tone: "leaf", icon: UserCheck },
  suspended: { label: { pt: "Suspensa", en: "Suspended" }, tone: "wine", icon: CircleSlash },
};

export const INVITATION_LOOKS: Readonly<Record<Invitation["status"], Look>> = {
  open: { label: { pt: "Aguardando", en: "Waiting" }, tone: "ochre", icon: MailCheck },
  accepted: { label: { pt: "Aceito", en: "Accepted" }, tone: "leaf", icon: CircleCheck },
  revoked: { label: { pt: "Cancelado", en: "Withdrawn" }, tone: "neutral", icon: MailX },
  expired: { label: { pt: "Vencido", en: "Expired" }, tone: "neutral", icon: TimerOff },
};

export const RESULT_LOOKS: Readonly<Record<AuditLine["result"], Look>> = {
  ok: { label: { pt: "Feito", en: "Done" }, tone: "neutral", icon: CircleCheck },
  refused: { label: { pt: "Recusado", en: "Refused" }, tone: "wine", icon: ShieldAlert },
  failed: { label: { pt: "Falhou", en: "Failed" }, tone: "ochre", icon: CircleX },
};

export const SEVERITY_LOOKS: Readonly<Record<AlertView["severity"], Look>> = {
  info: { label: { pt: "Informação", en: "Information" }, tone: "slate", icon: Info },
  warning: { label: { pt: "Atenção", en: "Warning" }, tone: "ochre", icon: TriangleAlert },
  critical: { label: { pt: "Crítico", en: "Critical" }, tone: "wine", icon: CircleAlert },
};
