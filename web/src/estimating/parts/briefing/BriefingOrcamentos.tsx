/** The orçamentos that were made from a briefing. */

import { useNavigate } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { useRows } from "../../../data/rows";
import { Empty, ListStates } from "../../../ui/states";
import { useWords } from "../../../words/language";
import { briefingWords } from "../../words/briefing";
import { OrcamentoTable } from "../pipeline/OrcamentoTable";

export function BriefingOrcamentos({ briefing }: { briefing: string }) {
  const say = useWords(briefingWords);
  const navigate = useNavigate();
  const { rows, status } = useRows("orcamentos", { filters: { briefingId: briefing } });
  return (
    <ListStates
      status={status}
      count={rows.length}
      empty={
        <Empty icon={FileText} title={say.noOrcamentosTitle}>
          {say.noOrcamentosText}
        </Empty>
      }
    >
      <OrcamentoTable
        rows={rows}
        label={say.orcamentosTab}
        onOpen={(id) => void navigate({ to: "/orcamentos/$id", params: { id } } as never)}
      />
    </ListStates>
  );
}
