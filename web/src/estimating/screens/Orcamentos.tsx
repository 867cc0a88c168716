/** The pipeline: a board of states, or a list; figures that move with it. */

import { useNavigate, useRouter } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import { useAddress } from "../../data/address";
import { ExportMenu } from "../../data/export";
import { useCounted, useRows } from "../../data/rows";
import { useMay } from "../../data/seat";
import { Button } from "../../ui/button";
import { Changed } from "../../ui/changed";
import { NothingFits } from "../../ui/list";
import { Page } from "../../ui/page";
import { Empty, Refused, SkeletonRows } from "../../ui/states";
import { Views } from "../../ui/views";
import { money, percent, quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { newestVersions } from "../board";
import { askedOf, NO_FILTERS, OrcamentoFiltersBar } from "../parts/pipeline/OrcamentoFilters";
import { OrcamentoTable } from "../parts/pipeline/OrcamentoTable";
import { Pipeline } from "../parts/pipeline/Pipeline";
import type { OrcamentoRow } from "../rows";
import { orcamentosWords } from "../words/orcamentos";

const ALL = { ...NO_FILTERS, ver: "" };

export default function Orcamentos() {
  const say = useWords(orcamentosWords);
  const navigate = useNavigate();
  const router = useRouter();
  const may = useMay();
  const [address, set] = useAddress(ALL);
  const board = address.ver !== "lista";
  const filters = board ? { ...address, situacao: "" } : address;
  const q = useDeferredValue(address.q);
  const asked = askedOf(filters);
  const { rows, status } = useRows("orcamentos", { filters: asked, q, sort: "-updatedAt" });
  const filtered = q !== "" || Object.values(asked).some((value) => value !== "");
  const counted = useCounted("pipeline", "/api/statistics/pipeline");
  const newest = useMemo(() => newestVersions(rows), [rows]);
  const loading = status === "loading";
  const open = (row: OrcamentoRow, apart = false) => {
    const to = { to: "/orcamentos/$id", params: { id: row.id } } as never;
    if (apart) window.open(router.buildLocation(to).href, "_blank");
    else void navigate(to);
  };
  return (
    <Page
      title={say.page}
      width={board ? "full" : "wide"}
      actions={
        <>
          <Views list={!board} onList={(list) => set({ ver: list ? "lista" : "" })} />
          {may("estimating.export.run") && (
            <ExportMenu name="GET /api/orcamentos/export" query={{ ...asked, q } as never} file="orcamentos" />
          )}
        </>
      }
    >
      {may("estimating.statistics.read") && counted && (
        <dl className="flex flex-wrap gap-x-8 gap-y-1 text-sm" aria-label={say.figures}>
          <Figure name={say.openTotal} value={money(counted.openTotal)} />
          {counted.conversionPercent !== null && (
            <Figure name={say.conversion} value={percent(counted.conversionPercent)} />
          )}
          {counted.meanDays.toDecide !== null && (
            <Figure name={say.toDecide} value={quantity(counted.meanDays.toDecide, 1)} />
          )}
        </dl>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <OrcamentoFiltersBar filters={filters} set={set} byStatus={!board} />
      </div>
      {status === "forbidden" || status === "failed" ? (
        <Refused error={status} />
      ) : !loading && rows.length === 0 ? (
        filtered ? (
          <NothingFits onClear={() => set(NO_FILTERS)} />
        ) : (
          <Empty
            icon={FileText}
            title={say.emptyTitle}
            action={
              <Button kind="primary" onClick={() => void navigate({ to: "/briefings" } as never)}>
                {say.toBriefings}
              </Button>
            }
          >
            {say.emptyText}
          </Empty>
        )
      ) : board ? (
        <Pipeline rows={newest} counted={filtered ? undefined : counted} loading={loading} onOpen={open} />
      ) : loading && rows.length === 0 ? (
        <SkeletonRows />
      ) : (
        <OrcamentoTable
          label={say.page}
          rows={rows}
          onOpen={(id) => void navigate({ to: "/orcamentos/$id", params: { id } } as never)}
        />
      )}
    </Page>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex items-baseline gap-2">
      <dt className="text-faint">{name}</dt>
      <Changed of={value} as="dd" className="font-semibold">
        {value}
      </Changed>
    </div>
  );
}
