/** For an organisation that begins: the one thing to do first, in each area that the person works in. */

import { Link } from "@tanstack/react-router";
import { ArrowRight, ShoppingCart, UserPlus, UsersRound } from "lucide-react";
import { useMay } from "../../data/seat";
import { useWords } from "../../words/language";
import { firstsWords } from "../words/firsts";

export default function Firsts() {
  const say = useWords(firstsWords);
  const may = useMay();
  const steps = [
    { permission: "estimating.clients.edit", to: "/clientes", icon: UsersRound, ...say.client },
    { permission: "procurement.requests.create", to: "/solicitacoes/nova", icon: ShoppingCart, ...say.request },
    { permission: "workspace.people.invite", to: "/pessoas", icon: UserPlus, ...say.people },
  ] as const;
  const mine = steps.filter((step) => may(step.permission));
  if (mine.length === 0) return null;
  return (
    <section aria-labelledby="firsts" className="flex flex-col gap-2">
      <h3 id="firsts" className="font-semibold">
        {say.title}
      </h3>
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {mine.map((step) => (
          <li key={step.to} className="flex">
            <Link
              to={step.to}
              className="group flex grow flex-col gap-1 rounded-lg border border-line bg-surface p-4 transition-colors hover:border-line-strong"
            >
              <step.icon size={22} strokeWidth={1.5} className="text-accent" aria-hidden />
              <span className="mt-1 flex items-center gap-1.5 font-semibold">
                {step.name}
                <ArrowRight size={16} className="text-faint group-hover:text-accent-strong" aria-hidden />
              </span>
              <span className="text-sm text-soft">{step.text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
