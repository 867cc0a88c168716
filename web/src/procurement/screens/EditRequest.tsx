/** Changing a request; when somebody else was faster, what was typed stays and the person decides. */

import { useNavigate, useParams } from "@tanstack/react-router";
import { PencilOff, Save } from "lucide-react";
import { useEffect, useRef } from "react";
import type { PurchaseRequest } from "../../api/schema";
import { useAction, useDraft } from "../../data/actions";
import { useAnswer } from "../../data/rows";
import { Problem } from "../../live";
import { Button } from "../../ui/button";
import { Page } from "../../ui/page";
import { Empty, Refused, Skeleton } from "../../ui/states";
import { useWords } from "../../words/language";
import { bodyOf, draftOf } from "../form";
import { RequestForm } from "../parts/request/RequestForm";
import { formWords } from "../words/form";

export default function EditRequest() {
  const say = useWords(formWords);
  const navigate = useNavigate();
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useAnswer("GET /api/purchase-requests/{request_id}", { path: { request_id: id } });
  const back = { to: `/solicitacoes/${id}`, label: data?.code ?? say.back };
  if (data === undefined)
    return (
      <Page title={say.editTitle("…")} width="read" back={back}>
        {error ? (
          <Refused error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-120 w-full rounded-lg" />
        )}
      </Page>
    );
  // `revise` is the same right, of a request that is being quoted.
  if (!data.can.includes("edit") && !data.can.includes("revise"))
    return (
      <Page title={say.editTitle(data.code)} width="read" back={back}>
        <Empty
          icon={PencilOff}
          title={say.notEditable}
          action={<Button onClick={() => void navigate({ to: back.to })}>{say.open}</Button>}
        >
          {say.notEditableText}
        </Empty>
      </Page>
    );
  return <Editing key={id} request={data} />;
}

function Editing({ request }: { request: PurchaseRequest }) {
  const say = useWords(formWords);
  const navigate = useNavigate();
  const { value: draft, set, clear } = useDraft(`request:${request.id}`, draftOf(request));
  const form = useRef<HTMLFormElement>(null);
  const open = () => navigate({ to: `/solicitacoes/${request.id}`, replace: true });
  const change = useAction("PUT /api/purchase-requests/{request_id}", {
    sayErrors: false,
    done: say.changed(request.code),
    onDone: () => {
      clear();
      void open();
    },
  });
  useEffect(() => {
    if (change.error !== null) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [change.error]);
  const conflict = change.error instanceof Problem && change.error.status === 412;
  const save = (version = draft.version) =>
    void change.run({
      path: { request_id: request.id },
      body: bodyOf(draft),
      ...(version !== null && { ifMatch: version }),
    });
  const discard = () => {
    clear();
    void open();
  };
  return (
    <Page
      title={say.editTitle(request.code)}
      width="read"
      back={{ to: `/solicitacoes/${request.id}`, label: request.code }}
      lead={request.status === "quotation" && say.requoting}
    >
      <RequestForm
        draft={draft}
        set={set}
        fields={change.fields}
        requestId={request.id}
        centre={request.costCentre}
        form={form}
        onSubmit={() => save()}
      />
      <footer className="sticky bottom-(--frame-bottom) z-10 -mx-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-paper px-4 py-3 max-sm:*:[button]:grow sm:-mx-6 sm:px-6">
        {change.sentence && (
          <p role="alert" className="mr-auto text-wine">
            {conflict ? say.conflict : change.sentence}
          </p>
        )}
        {conflict ? (
          <>
            <Button onClick={discard}>{say.takeTheirs}</Button>
            <Button kind="primary" busy={change.busy} onClick={() => save(versionNow(change.error))}>
              {say.keepMine}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={discard}>{say.backToServer}</Button>
            <Button kind="primary" icon={Save} busy={change.busy} onClick={() => save()}>
              {say.saveChanges}
            </Button>
          </>
        )}
      </footer>
    </Page>
  );
}

/** The version that a 412 tells; null overwrites whatever is there. */
function versionNow(error: unknown): number | null {
  const version = error instanceof Problem ? error.document.version : null;
  return typeof version === "number" ? version : null;
}
