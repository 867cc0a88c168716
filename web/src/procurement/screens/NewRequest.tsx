/** Asking for something. What is typed survives a reload, a lost connection and a wrong turn. */

import { useNavigate } from "@tanstack/react-router";
import { Save, Send } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { call } from "../../api/call";
import type { PurchaseRequest } from "../../api/schema";
import { sentenceOf, useAction, useDraft } from "../../data/actions";
import { useLive } from "../../data/seat";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Page } from "../../ui/page";
import { toast } from "../../ui/toast";
import { useWords } from "../../words/language";
import { bodyOf, emptyDraft, isUntouched } from "../form";
import { RequestForm } from "../parts/request/RequestForm";
import { formWords } from "../words/form";

export default function NewRequest() {
  const say = useWords(formWords);
  const live = useLive();
  const navigate = useNavigate();
  const { value: draft, set, clear } = useDraft("request:new", START);
  const [wasKept] = useState(() => !isUntouched(draft));
  const [discarding, setDiscarding] = useState(false);
  const [sending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const create = useAction("POST /api/purchase-requests", { sayErrors: false });
  useEffect(() => {
    if (create.error !== null) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [create.error]);

  const save = async (send: boolean) => {
    setSending(send);
    const made = await create.run({ body: bodyOf(draft) });
    if (made !== undefined) {
      if (send) await submit(made);
      else toast(say.saved(made.code));
      clear();
      await navigate({ to: `/solicitacoes/${made.id}`, replace: true });
    }
    setSending(false);
  };
  const submit = async (made: PurchaseRequest) => {
    try {
      await call(live, "POST /api/purchase-requests/{request_id}/moves", {
        path: { request_id: made.id },
        body: { action: "submit" },
        ifMatch: made.version,
      });
      toast(say.sent(made.code));
    } catch (error) {
      toast(say.savedNotSent(made.code, sentenceOf(error)), { tone: "wine" });
    }
  };
  const busy = create.busy || sending;
  return (
    <Page
      title={say.newTitle}
      width="read"
      back={{ to: "/solicitacoes", label: say.back }}
      lead={wasKept && say.kept}
      actions={
        wasKept && (
          <Button kind="quiet" onClick={() => setDiscarding(true)}>
            {say.discard}
          </Button>
        )
      }
    >
      <RequestForm draft={draft} set={set} fields={create.fields} form={form} onSubmit={() => void save(false)} />
      <footer className="sticky bottom-(--frame-bottom) z-10 -mx-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-paper px-4 py-3 max-sm:*:[button]:grow max-sm:*:[button]:px-2 sm:-mx-6 sm:px-6">
        {create.sentence && (
          <p role="alert" className="mr-auto text-wine">
            {create.sentence}
          </p>
        )}
        <Button icon={Save} busy={busy && !sending} disabled={busy} onClick={() => void save(false)}>
          {say.save}
        </Button>
        <Button kind="primary" icon={Send} busy={sending} disabled={busy} onClick={() => void save(true)}>
          {say.send}
        </Button>
      </footer>
      <Confirm
        open={discarding}
        onClose={() => setDiscarding(false)}
        title={say.discardTitle}
        verb={say.discard}
        danger
        onConfirm={() => {
          clear();
          setDiscarding(false);
        }}
      >
        {say.discardText}
      </Confirm>
    </Page>
  );
}

const START = emptyDraft();
