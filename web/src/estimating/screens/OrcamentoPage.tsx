/** An orçamento: how the price came about, when and how it is paid, what the client reads, what happened. */

import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Orcamento } from "../../api/schema";
import { useAddress } from "../../data/address";
import { PaperDialog } from "../../data/paper";
import { useAnswer, useRow, useRows } from "../../data/rows";
import { useMe } from "../../data/seat";
import { Button } from "../../ui/button";
import { OfRow } from "../../ui/changed";
import { State } from "../../ui/look";
import { Page } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { useWords } from "../../words/language";
import { DiscountNotice } from "../parts/orcamento/Deciding";
import { OrcamentoActions } from "../parts/orcamento/OrcamentoActions";
import { Plan } from "../parts/orcamento/Plan";
import { Price } from "../parts/orcamento/Price";
import { Proposal } from "../parts/orcamento/Proposal";
import { Story } from "../parts/orcamento/Story";
import { Summary } from "../parts/orcamento/Summary";
import { allowed, ORCAMENTO_STATUS, type OrcamentoRow } from "../rows";
import { orcamentoWords } from "../words/orcamento";
import { estimatingWords } from "../words/places";

export default function OrcamentoPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <OneOrcamento key={id} id={id} />;
}

function OneOrcamento({ id }: { id: string }) {
  const area = useWords(estimatingWords);
  const row = useRow("orcamentos", id);
  const detail = useAnswer(
    "GET /api/orcamentos/{orcamento_id}",
    { path: { orcamento_id: id } },
    { after: row?.version, keep: true },
  );
  const back = { to: "/orcamentos", label: area.orcamentos };
  if (row === null) return <Refused error="missing" />;
  if (row && detail.data) return <Whole row={row} of={detail.data} back={back} />;
  return (
    <Page title={row?.title ?? area.orcamentos} back={back}>
      {detail.error && detail.data === undefined ? (
        <Refused error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex flex-col gap-4">
            <Skeleton className="h-10 w-full" />
            <Skeleton className="h-64 w-full" />
            <Skeleton className="h-64 w-full" />
          </div>
          <Skeleton className="h-96 w-full max-lg:order-first" />
        </div>
      )}
    </Page>
  );
}

const PARTS = ["preco", "prazo", "proposta", "historico"] as const;
type Part = (typeof PARTS)[number];

function Whole({ row, of, back }: { row: OrcamentoRow; of: Orcamento; back: { to: string; label: string } }) {
  const say = useWords(orcamentoWords);
  const me = useMe();
  const navigate = useNavigate();
  const [{ aba }, set] = useAddress({ aba: "preco" });
  const [paper, setPaper] = useState(false);
  const versions = useRows("orcamentos", { filters: { briefingId: of.briefing.id } }).rows;
  const newest = versions.reduce<OrcamentoRow>((found, each) => (each.versao > found.versao ? each : found), row);
  const can = allowed(row, me.id);
  const mayEdit = can.includes("edit");
  return (
    <Page
      title={row.title}
      back={back}
      beside={<State look={ORCAMENTO_STATUS[row.status]} />}
      lead={`${row.codigo} · ${say.version(row.versao)} · ${row.client.name}`}
      actions={
        <OrcamentoActions
          of={of}
          can={can}
          replaces={versions.some((each) => each.id !== row.id && each.status === "ENVIADO")}
          onPdf={() => setPaper(true)}
        />
      }
    >
      {newest.id !== row.id && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-slate-soft px-3 py-2 text-slate">
          {say.replaced}
          <Button small onClick={() => void navigate({ to: "/orcamentos/$id", params: { id: newest.id } } as never)}>
            {say.openNewest}
          </Button>
        </p>
      )}
      <DiscountNotice of={of} can={can} />
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <aside className="self-start lg:sticky lg:top-4 lg:order-2">
          <OfRow value={row}>
            <Summary of={of} />
          </OfRow>
        </aside>
        <Tabs<Part>
          label={say.tabs}
          value={PARTS.find((part) => part === aba) ?? "preco"}
          onValue={(next) => set({ aba: next })}
          tabs={[
            { value: "preco", label: say.priceTab, panel: <Price of={of} /> },
            { value: "prazo", label: say.planTab, panel: <Plan of={of} mayEdit={mayEdit} /> },
            {
              value: "proposta",
              label: say.proposalTab,
              panel: <Proposal of={of} mayEdit={mayEdit} onPdf={() => setPaper(true)} />,
            },
            { value: "historico", label: say.storyTab, panel: <Story row={row} /> },
          ]}
        />
      </div>
      {paper && (
        <PaperDialog
          title={say.pdfOf(of.codigo)}
          description={of.status === "RASCUNHO" && say.pdfDraft}
          name="GET /api/orcamentos/{orcamento_id}/proposal.pdf"
          options={{ path: { orcamento_id: of.id } }}
          version={of.version}
          file={`${of.codigo}-v${of.versao}.pdf`}
          onClose={() => setPaper(false)}
        />
      )}
    </Page>
  );
}
