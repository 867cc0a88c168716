/** A form above the screen: fields, what was refused, save. */

import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { useWords } from "../../../words/language";
import { orcamentoWords } from "../../words/orcamento";

export function FormDialog({
  title,
  onClose,
  onSave,
  busy,
  sentence,
  verb,
  shape = "middle",
  children,
}: {
  title: string;
  onClose: () => void;
  onSave: () => void;
  busy: boolean;
  sentence: string | null;
  verb?: string;
  shape?: "middle" | "wide" | "side";
  children: ReactNode;
}) {
  const say = useWords(orcamentoWords);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const was = useRef(busy);
  useEffect(() => {
    // An answer came and the form is still here: it was refused. Then the hand should be at the first wrong field.
    if (was.current && !busy) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    was.current = busy;
  }, [busy]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      shape={shape}
      actions={
        <>
          <Button onClick={onClose}>{say.cancel}</Button>
          <Button kind="primary" type="submit" form={id} busy={busy}>
            {verb ?? say.save}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        id={id}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSave();
        }}
        className="flex flex-col gap-4"
      >
        {children}
        {sentence && (
          <p role="alert" className="text-wine">
            {sentence}
          </p>
        )}
      </form>
    </Dialog>
  );
}
