/** The figures that one looks for first, and whose project it is. */

import { Link } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import type { Orcamento } from "../../../api/schema";
import { Changed } from "../../../ui/changed";
import { Fact, Facts } from "../../../ui/facts";
import { Panel } from "../../../ui/page";
import { useNarrow } from "../../../ui/table";
import { day, moment, money, percent, quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { BUILDING_TYPES, COMPLEXITIES, STANDARDS, useNames } from "../../vocabulary";
import { orcamentoWords } from "../../words/orcamento";

export function Summary({ of }: { of: Orcamento }) {
  const say = useWords(orcamentoWords);
  const names = useNames();
  const narrow = useNarrow();
  const discounted = Number(of.discount.amount) > 0;
  const { facts } = of;
  const link = "text-accent hover:underline";
  return (
    <Panel>
      <p className="text-sm text-faint">{say.total}</p>
      <Changed of={of.total} as="p" className="text-2xl font-semibold tracking-tight">
        {money(of.total)}
      </Changed>
      {discounted && (
        <p className="text-sm text-soft">
          {say.subtotal} {money(of.subtotal)} · {say.discount.toLowerCase()} {money(of.discount.amount)} (
          {percent(of.discount.percent, 2)})
        </p>
      )}
      <p className="mt-1 text-sm text-soft">
        {[
          `${money(of.pricing.deciding.pricePerM2)}/m²`,
          `${quantity(of.areaM2, 2)} m²`,
          say.weeks(of.pricing.durationWeeks),
        ].join(" · ")}
      </p>
      <Fold folded={narrow} label={say.more}>
        <Facts>
          <Fact name={say.building}>{names(BUILDING_TYPES, facts.buildingType)}</Fact>
          <Fact name={say.standard}>{names(STANDARDS, facts.standard)}</Fact>
          <Fact name={say.complexity}>{names(COMPLEXITIES, facts.complexity)}</Fact>
          {facts.city && (
            <Fact name={say.place}>
              {facts.city}
              {facts.uf && `/${facts.uf}`}
            </Fact>
          )}
          <Fact name={say.client}>
            <Link to="/clientes/$id" params={{ id: of.client.id } as never} className={link}>
              {of.client.name}
            </Link>
          </Fact>
          <Fact name={say.briefing}>
            <Link to="/briefings/$id" params={{ id: of.briefing.id } as never} className={link}>
              {of.briefing.number} · {of.briefing.title}
            </Link>
          </Fact>
          {of.sentAt && <Fact name={say.sentAt}>{moment(of.sentAt)}</Fact>}
          {of.validUntil && <Fact name={say.validUntil}>{day(of.validUntil)}</Fact>}
          {of.createdBy && <Fact name={say.createdBy}>{of.createdBy.name}</Fact>}
        </Facts>
        <p className="mt-3 text-sm text-faint">{say.priced(day(of.pricing.pricedOn), of.policyNumber)}</p>
      </Fold>
      {of.decision && (
        <div className="mt-3 border-t border-line pt-3">
          <h2 className="font-semibold">{say.decision}</h2>
          <p>{say.decidedBy(of.decision.name, moment(of.decision.at))}</p>
          {of.decision.reason && <p className="whitespace-pre-wrap text-soft">“{of.decision.reason}”</p>}
          <p className="text-sm text-faint">
            {of.decision.recordedBy ? say.recordedBy(of.decision.recordedBy.name) : say.byLink}
          </p>
        </div>
      )}
    </Panel>
  );
}

/** On a phone what one seldom looks for is behind a line; on a desk there is room. */
function Fold({ folded, label, children }: { folded: boolean; label: string; children: ReactNode }) {
  if (!folded) return <div className="mt-4 border-t border-line pt-3">{children}</div>;
  return (
    <details className="group mt-2 border-t border-line">
      <summary className="flex min-h-11 items-center justify-between gap-2 text-sm font-medium text-soft">
        {label}
        <ChevronDown size={16} aria-hidden className="transition-transform group-open:rotate-180" />
      </summary>
      {children}
    </details>
  );
}
