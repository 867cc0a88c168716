/** A form above the screen: fields, what was refused, save. */

import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useWords } from "../words/language";
import { Button } from "./button";
import { Dialog, type DialogProps } from "./dialog";
import { uiWords } from "./words";

interface FormDialogProps extends Pick<DialogProps, "title" | "description" | "shape" | "onClose" | "children"> {
  readonly onSave: () => void;
  readonly busy: boolean;
  /** What was refused and belongs to no field. */
  readonly sentence: string | null;
  /** "Salvar" unless it is something else that is done. */
  readonly verb?: string;
  /** Beside the two buttons: what else can be done with the thing. */
  readonly besides?: ReactNode;
}

export function FormDialog({ onSave, busy, sentence, verb, besides, children, ...dialog }: FormDialogProps) {
  const say = useWords(uiWords);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries === 0 || busy) return;
    // The form is still here: it was refused. Then the hand should be at the first wrong field, or the reason in view.
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid]");
    if (wrong) wrong.focus();
    else form.current?.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
  }, [tries, busy]);
  return (
    <Dialog
      open
      {...dialog}
      actions={
        <>
          {besides}
          <Button onClick={dialog.onClose}>{say.cancel}</Button>
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
          setTries((before) => before + 1);
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
