/** Asking suppliers for prices of a request whose need is approved. */

import { useNavigate, useSearch } from "@tanstack/react-router";
import { Send } from "lucide-react";
import { useState } from "react";
import { useAction, useDraft } from "../../data/actions";
import { useRows } from "../../data/rows";
import { useMe } from "../../data/seat";
import { Button } from "../../ui/button";
import { type Choice, ComboboxField } from "../../ui/combobox";
import { DayField, TextAreaField } from "../../ui/field";
import { Page, Panel } from "../../ui/page";
import { Refused } from "../../ui/states";
import { useWords } from "../../words/language";
import { endOfDay, today } from "../days";
import { SupplierPicker } from "../parts/quotations/SupplierPicker";
import { allowed, type RequestRow } from "../rows";
import { quotationWords } from "../words/quotations";
import { roundWords } from "../words/round";

interface Draft {
  readonly suppliers: readonly string[];
  readonly closes: string;
  readonly instructions: string;
}

export default function NewRound() {
  const say = useWords(roundWords).fresh;
  const me = useMe().id;
  const { solicitacao } = useSearch({ strict: false }) as { solicitacao?: string };
  const navigate = useNavigate();
  const { rows, status } = useRows("purchase-requests", { filters: { status: "quotation" } });
  const title = useWords(quotationWords).title;
  if (status === "forbidden") return <Refused error="forbidden" />;
  const quoting = rows.filter((row) => row.invited === 0 && allowed(row, me).includes("invite"));
  const choices = quoting.map(choiceOf);
  const asked = quoting.find((row) => row.id === solicitacao);
  const chosen = asked ? choiceOf(asked) : null;
  return (
    <Page title={say.title} lead={say.lead} width="read" back={{ to: "/cotacoes", label: title }}>
      <ComboboxField
        label={say.request}
        hint={say.requestHint}
        none={say.noRequests}
        value={chosen}
        choices={choices}
        onValue={(choice) =>
          void navigate({ to: ".", search: choice ? { solicitacao: choice.id } : {}, replace: true } as never)
        }
      />
      {asked && <Invitation key={asked.id} request={asked} />}
    </Page>
  );
}

function choiceOf(row: RequestRow): Choice {
  return { id: row.id, label: `${row.code} · ${row.title}`, detail: row.costCentre.name };
}

function Invitation({ request }: { request: RequestRow }) {
  const say = useWords(roundWords).fresh;
  const picking = useWords(roundWords).invite;
  const navigate = useNavigate();
  const draft = useDraft<Draft>(`round:${request.id}`, { suppliers: [], closes: "", instructions: "" });
  const { suppliers, closes, instructions } = draft.value;
  const [tried, setTried] = useState(false);
  const open = useAction("POST /api/purchase-requests/{request_id}/rounds", {
    done: say.done,
    sayErrors: false,
    onDone: (round) => {
      draft.clear();
      void navigate({ to: `/cotacoes/${round.id}`, replace: true });
    },
  });
  const send = () => {
    setTried(true);
    if (suppliers.length === 0) return;
    void open.run({
      path: { request_id: request.id },
      body: { supplierIds: [...suppliers], closesAt: closes ? endOfDay(closes) : null, instructions },
    });
  };
  return (
    <>
      <Panel title={say.suppliers}>
        <SupplierPicker
          requestId={request.id}
          chosen={suppliers}
          onChosen={(ids) => draft.set({ suppliers: ids })}
          error={open.fields.supplierIds ?? (tried && suppliers.length === 0 ? picking.none : null)}
        />
      </Panel>
      <div className="grid gap-4 sm:grid-cols-2">
        <DayField
          label={say.closes}
          hint={say.closesHint}
          min={today()}
          value={closes}
          onValue={(value) => draft.set({ closes: value })}
          error={open.fields.closesAt}
        />
      </div>
      <TextAreaField
        label={say.instructions}
        hint={say.instructionsHint}
        value={instructions}
        onValue={(value) => draft.set({ instructions: value })}
        error={open.fields.instructions}
      />
      {open.sentence && (
        <p role="alert" className="text-wine">
          {open.sentence}
        </p>
      )}
      <div className="flex justify-end">
        <Button kind="primary" icon={Send} busy={open.busy} onClick={send}>
          {say.verb(suppliers.length)}
        </Button>
      </div>
    </>
  );
}
