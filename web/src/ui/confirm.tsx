/** Asking before what cannot be undone, with the reason where the rule wants one. */

import { type ReactNode, useState } from "react";
import { useWords } from "../words/language";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { TextAreaField } from "./field";
import { uiWords } from "./words";

interface ConfirmProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** The verb itself: "Excluir", "Recusar". */
  readonly verb: string;
  readonly danger?: boolean;
  /** Asks why; at least so many characters. */
  readonly reason?: { readonly label: string; readonly least: number; readonly hint?: string };
  readonly busy?: boolean;
  /** What the server said against it. */
  readonly error?: string | null;
  readonly onConfirm: (reason: string) => void;
}

export function Confirm({
  open,
  onClose,
  title,
  children,
  verb,
  danger = false,
  reason,
  busy = false,
  error,
  onConfirm,
}: ConfirmProps) {
  const say = useWords(uiWords);
  const [text, setText] = useState("");
  const [short, setShort] = useState(false);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{say.goBack}</Button>
          <Button
            kind={danger ? "danger" : "primary"}
            busy={busy}
            onClick={() => {
              const enough = !reason || text.trim().length >= reason.least;
              setShort(!enough);
              if (enough) onConfirm(text.trim());
            }}
          >
            {verb}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {children}
        {reason && (
          <TextAreaField
            label={reason.label}
            value={text}
            onValue={setText}
            hint={reason.hint}
            error={short && text.trim().length < reason.least ? say.atLeast(reason.least) : null}
          />
        )}
        {error && (
          <p role="alert" className="text-wine">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
