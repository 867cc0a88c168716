/** An orçamento on the board. */

import { CalendarClock } from "lucide-react";
import { Badge } from "../../ui/badge";
import { useChanges } from "../../ui/changed";
import { State } from "../../ui/look";
import { daysApart, money, quantity, shortAgo } from "../../words/format";
import { useWords } from "../../words/language";
import { DISCOUNT_PENDING, type OrcamentoRow } from "../rows";
import { BUILDING_TYPES, useNames } from "../vocabulary";
import { orcamentosWords } from "../words/orcamentos";

/** From here on the end of its validity is pointed out. */
const SOON_DAYS = 7;

export function OrcamentoCard({ row }: { row: OrcamentoRow }) {
  const say = useWords(orcamentosWords);
  const names = useNames();
  const changes = useChanges(row.version);
  const left = row.status === "ENVIADO" && row.validUntil ? daysApart(row.validUntil) : null;
  return (
    <span className="relative isolate flex flex-col gap-1.5 rounded-md border border-line bg-surface p-2.5 text-left">
      {changes > 0 && <span key={changes} aria-hidden className="absolute inset-0 -z-10 animate-tint rounded-md" />}
      <span className="flex items-center gap-2 text-xs text-faint">
        <span className="font-medium whitespace-nowrap">
          {row.codigo} · {say.versionShort(row.versao)}
        </span>
        <span className="ml-auto whitespace-nowrap">{shortAgo(row.decidedAt ?? row.sentAt ?? row.createdAt)}</span>
      </span>
      <span className="line-clamp-2 font-medium text-ink">{row.title}</span>
      {(row.discountStatus === "pending" || (left !== null && left <= SOON_DAYS)) && (
        <span className="flex flex-wrap gap-1">
          {row.discountStatus === "pending" && <State look={DISCOUNT_PENDING} />}
          {left !== null && left <= SOON_DAYS && (
            <Badge tone="ochre" icon={CalendarClock}>
              {left <= 0 ? say.lastDay : say.daysLeft(left)}
            </Badge>
          )}
        </span>
      )}
      <span className="truncate text-sm text-soft">{row.client.name}</span>
      <span className="flex items-baseline gap-2 text-sm text-soft">
        <span className="truncate">
          {quantity(row.areaM2, 0)} m² · {names(BUILDING_TYPES, row.buildingType)}
        </span>
        <span className="ml-auto font-medium whitespace-nowrap text-ink">{money(row.total)}</span>
      </span>
    </span>
  );
}
