/** For an organisation that begins: the one thing to do first, in each area that the person works in. */

import { Link } from "@tanstack/react-router";
import { ShoppingCart, UserPlus, UsersRound } from "lucide-react";
import { useMay } from "../../data/seat";
import { buttonClass } from "../../ui/button";
import { useWords } from "../../words/language";
import { dashboardWords } from "../words";

export function Firsts() {
  const say = useWords(dashboardWords);
  const may = useMay();
  const steps = [
    { permission: "estimating.clients.edit", to: "/clientes", icon: UsersRound, text: say.firsts.clients },
    {
      permission: "procurement.requests.create",
      to: "/solicitacoes/nova",
      icon: ShoppingCart,
      text: say.firsts.request,
    },
    { permission: "workspace.people.invite", to: "/pessoas", icon: UserPlus, text: say.firsts.people },
  ] as const;
  const mine = steps.filter((step) => may(step.permission));
  if (mine.length === 0) return null;
  return (
    <section aria-label={say.firstTitle} className="flex flex-wrap gap-2">
      {mine.map((step) => (
        <Link key={step.to} to={step.to} className={buttonClass("plain")}>
          <step.icon size={16} aria-hidden />
          {step.text}
        </Link>
      ))}
    </section>
  );
}
