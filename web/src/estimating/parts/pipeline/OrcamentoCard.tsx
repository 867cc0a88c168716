/** An orçamento on the board. */

import { CalendarClock } from "lucide-react";
import { Badge } from "../../../ui/badge";
import { RowTint } from "../../../ui/changed";
import { State } from "../../../ui/look";
import { daysApart, money, quantity, shortAgo } from "../../../words/format";
import { useWords } from "../../../words/language";
import { DISCOUNT_PENDING, type OrcamentoRow } from "../../rows";
import { BUILDING_TYPES, useNames } from "../../vocabulary";
import { orcamentosWords } from "../../words/orcamentos";

/** From here on the end of its validity is pointed out. */
const SOON_DAYS = 7;

export function OrcamentoCard({ row }: { row: OrcamentoRow }) {
  const say = useWords(orcamentosWords);
  const names = useNames();
  const left = row.status === "ENVIADO" && row.validUntil ? daysApart(row.validUntil) : null;
  return (
    <span className="relative isolate flex flex-col gap-1.5 rounded-md border border-line bg-surface p-2.5 text-left">
      <RowTint row={row} of={row.version} className="rounded-md" />
      <span className="text-xs font-medium text-faint">
        {row.codigo} · {say.versionShort(row.versao)}
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
      <span className="flex flex-col text-sm text-soft">
        <span className="truncate">{row.client.name}</span>
        <span className="truncate">
          {names(BUILDING_TYPES, row.buildingType)}, {quantity(row.areaM2, 0)} m²
        </span>
      </span>
      <span className="flex items-baseline gap-2 whitespace-nowrap">
        <span className="text-xs text-faint">{shortAgo(row.decidedAt ?? row.sentAt ?? row.createdAt)}</span>
        <span className="ml-auto font-medium text-ink">{money(row.total)}</span>
      </span>
    </span>
  );
}
