/** The board: states side by side on a desk, one at a time on a phone. Cards travel when their orçamento moves on. */

import { useMemo, useRef, useState } from "react";
import type { Pipeline as PipelineFigures } from "../../../api/schema";
import { useRest } from "../../../ui/rest";
import { Choices } from "../../../ui/search";
import { useNarrow } from "../../../ui/table";
import { useTravel } from "../../../ui/travel";
import { sumMoney } from "../../../words/decimal";
import { useLanguage, useWords } from "../../../words/language";
import { COLUMNS, columnsOf } from "../../board";
import { ORCAMENTO_STATUS, type OrcamentoRow, type OrcamentoStatus } from "../../rows";
import { orcamentosWords } from "../../words/orcamentos";
import { type Figures, PipelineColumn } from "./PipelineColumn";

const LAST = "esteio-pipeline-column";

export function Pipeline({
  rows,
  counted,
  loading,
  onOpen,
}: {
  /** The newest version of each. */
  rows: readonly OrcamentoRow[];
  /** Of all, counted by the server; without it, of what is here (filtered, or the figures are not for this person). */
  counted: PipelineFigures | undefined;
  loading: boolean;
  onOpen: (row: OrcamentoRow, apart: boolean) => void;
}) {
  const say = useWords(orcamentosWords);
  const english = useLanguage() === "en";
  const narrow = useNarrow();
  const frame = useRef<HTMLDivElement>(null);
  const height = useRest(frame);
  const columns = useMemo(() => columnsOf(rows), [rows]);
  useTravel(frame, columns);
  const [chosen, setChosen] = useState<OrcamentoStatus>(
    () => COLUMNS.find((status) => status === sessionStorage.getItem(LAST)) ?? "RASCUNHO",
  );
  const figuresOf = (status: OrcamentoStatus): Figures | undefined => {
    if (counted) return counted.byStatus.find((each) => each.status === status) ?? { count: 0, total: "0.00" };
    if (loading) return undefined;
    const column = columns.get(status) ?? [];
    return { count: column.length, total: sumMoney(column.map(({ total }) => total)) };
  };
  const column = (status: OrcamentoStatus) => (
    <PipelineColumn
      key={status}
      status={status}
      rows={columns.get(status) ?? []}
      figures={figuresOf(status)}
      loading={loading}
      onOpen={onOpen}
    />
  );
  return (
    <>
      {narrow && (
        <Choices
          label={say.columns}
          value={chosen}
          onValue={(status) => {
            sessionStorage.setItem(LAST, status);
            setChosen(status);
          }}
          choices={COLUMNS.map((status) => ({
            value: status,
            label: english ? ORCAMENTO_STATUS[status].label.en : ORCAMENTO_STATUS[status].label.pt,
            count: figuresOf(status)?.count ?? 0,
          }))}
        />
      )}
      <div
        ref={frame}
        style={{ height }}
        className={narrow ? "" : "grid auto-cols-[minmax(13rem,1fr)] grid-flow-col gap-3 overflow-x-auto"}
      >
        {narrow ? column(chosen) : COLUMNS.map(column)}
      </div>
    </>
  );
}
