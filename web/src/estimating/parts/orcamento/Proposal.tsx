/** What the client reads: the words, the terms, and the paper itself. */

import { FileText, Pencil } from "lucide-react";
import { useState } from "react";
import type { Orcamento } from "../../../api/schema";
import { useDraft } from "../../../data/actions";
import { Button } from "../../../ui/button";
import { TextAreaField } from "../../../ui/field";
import { Panel } from "../../../ui/page";
import { said, useWords } from "../../../words/language";
import { orcamentoWords } from "../../words/orcamento";
import { useChange } from "./change";
import { TermsForm } from "./DraftForms";

export function Proposal({ of, mayEdit, onPdf }: { of: Orcamento; mayEdit: boolean; onPdf: () => void }) {
  const say = useWords(orcamentoWords);
  const [terms, setTerms] = useState(false);
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <Prose of={of} member="scope" title={say.scope} hint={say.scopeHint} mayEdit={mayEdit} />
      <Panel
        title={say.clauses}
        actions={
          mayEdit && (
            <Button small icon={Pencil} onClick={() => setTerms(true)}>
              {say.edit}
            </Button>
          )
        }
      >
        <ol className="flex list-decimal flex-col gap-1 pl-5">
          {of.terms.clauses.map((clause) => (
            <li key={clause}>{said(clause)}</li>
          ))}
        </ol>
      </Panel>
      <Prose of={of} member="notes" title={say.notes} hint={say.notesHint} mayEdit={mayEdit} />
      <div>
        <Button icon={FileText} onClick={onPdf}>
          {say.pdf}
        </Button>
      </div>
      {terms && <TermsForm of={of} onClose={() => setTerms(false)} />}
    </div>
  );
}

/** A text that is read until somebody wants to change it; what is typed survives a reload. */
function Prose({
  of,
  member,
  title,
  hint,
  mayEdit,
}: {
  of: Orcamento;
  member: "scope" | "notes";
  title: string;
  hint: string;
  mayEdit: boolean;
}) {
  const say = useWords(orcamentoWords);
  const draft = useDraft<{ text: string | null }>(`orcamento-${of.id}-${member}`, { text: null });
  const { text } = draft.value;
  const change = useChange(of, draft.clear);
  return (
    <Panel
      title={title}
      actions={
        mayEdit &&
        text === null && (
          <Button small icon={Pencil} onClick={() => draft.set({ text: of[member] })}>
            {say.edit}
          </Button>
        )
      }
    >
      {text === null || !mayEdit ? (
        <>
          <p className={of[member] ? "whitespace-pre-wrap" : "text-faint"}>{of[member] || say.noNotes}</p>
          <p className="mt-2 text-sm text-faint">{hint}</p>
        </>
      ) : (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void change.run({ [member]: text });
          }}
        >
          <TextAreaField
            label={title}
            hideLabel
            hint={hint}
            value={text}
            onValue={(next) => draft.set({ text: next })}
            error={change.fields[member] ?? change.sentence(member)}
          />
          <div className="flex gap-2">
            <Button small kind="primary" type="submit" busy={change.busy}>
              {say.save}
            </Button>
            <Button small onClick={draft.clear}>
              {say.cancel}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}
