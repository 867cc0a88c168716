/** The orçamentos of one briefing or of one client, beside what else is known of it. */

import { useNavigate } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { useRows } from "../../../data/rows";
import { Empty, ListStates } from "../../../ui/states";
import { OrcamentoTable } from "./OrcamentoTable";

export function OrcamentosOf({
  filters,
  label,
  emptyTitle,
  emptyText,
}: {
  filters: { readonly briefingId: string } | { readonly clientId: string };
  label: string;
  emptyTitle: string;
  emptyText: string;
}) {
  const navigate = useNavigate();
  const { rows, status } = useRows("orcamentos", { filters });
  return (
    <ListStates
      status={status}
      count={rows.length}
      empty={
        <Empty icon={FileText} title={emptyTitle}>
          {emptyText}
        </Empty>
      }
    >
      <OrcamentoTable
        label={label}
        rows={rows}
        onOpen={(id) => void navigate({ to: "/orcamentos/$id", params: { id } } as never)}
      />
    </ListStates>
  );
}
