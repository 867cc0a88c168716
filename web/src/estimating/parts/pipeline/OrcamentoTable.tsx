/** Orçamentos as a table. */

import { State } from "../../../ui/look";
import { RowTable } from "../../../ui/table";
import { ago, day, money, quantity } from "../../../words/format";
import { useWords } from "../../../words/language";
import { DISCOUNT_PENDING, ORCAMENTO_STATUS, type OrcamentoRow } from "../../rows";
import { orcamentosWords } from "../../words/orcamentos";

export function OrcamentoTable({
  rows,
  label,
  onOpen,
}: {
  rows: readonly OrcamentoRow[];
  label: string;
  onOpen: (id: string) => void;
}) {
  const say = useWords(orcamentosWords);
  return (
    <RowTable
      label={label}
      rows={rows}
      onOpen={(row) => onOpen(row.id)}
      columns={[
        {
          name: say.title,
          width: "minmax(14rem,2.4fr)",
          cell: (row) => (
            <>
              {row.title}
              <span className="ml-2 text-sm text-faint">
                {row.codigo} · {say.versionShort(row.versao)}
              </span>
            </>
          ),
        },
        { name: say.client, width: "minmax(8rem,1.3fr)", cell: (row) => row.client.name },
        {
          name: say.status,
          width: "11rem",
          cell: (row) =>
            row.discountStatus === "pending" ? (
              <State look={DISCOUNT_PENDING} />
            ) : (
              <State look={ORCAMENTO_STATUS[row.status]} />
            ),
        },
        {
          name: say.area,
          width: "6rem",
          align: "right",
          desk: true,
          cell: (row) => `${quantity(row.areaM2, 0)} m²`,
        },
        { name: say.total, width: "8.5rem", align: "right", cell: (row) => money(row.total) },
        {
          name: say.validUntil,
          width: "6.5rem",
          desk: true,
          cell: (row) => (row.status === "ENVIADO" ? day(row.validUntil) : ""),
        },
        { name: say.created, width: "7rem", desk: true, cell: (row) => ago(row.createdAt) },
      ]}
    />
  );
}
