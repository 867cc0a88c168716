/** Refusing: the reason that the requester reads, and what becomes of the request. */

import { useState } from "react";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { TextAreaField } from "../../../ui/field";
import { uiWords } from "../../../ui/words";
import { useWords } from "../../../words/language";
import { approvalsWords } from "../../words/approvals";
import { REASON_LEAST } from "../board/MoveDialog";

export function RejectDialog({
  title,
  children,
  busy,
  error,
  fieldError,
  onReject,
  onClose,
}: {
  title: string;
  children?: React.ReactNode;
  busy: boolean;
  error: string | null;
  fieldError?: string | undefined;
  onReject: (reason: string, archive: boolean) => void;
  onClose: () => void;
}) {
  const say = useWords(approvalsWords);
  const ui = useWords(uiWords);
  const [reason, setReason] = useState("");
  const [archive, setArchive] = useState(false);
  const [tried, setTried] = useState(false);
  const short = reason.trim().length < REASON_LEAST;
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button
            kind="danger"
            busy={busy}
            onClick={() => {
              setTried(true);
              if (!short) onReject(reason.trim(), archive);
            }}
          >
            {say.reject}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {children}
        <TextAreaField
          label={say.why}
          hint={say.whyHint}
          value={reason}
          onValue={setReason}
          autoFocus
          error={fieldError ?? (tried && short ? ui.atLeast(REASON_LEAST) : null)}
        />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-sm font-medium text-soft">{say.whatThen}</legend>
          {[false, true].map((each) => (
            <label key={String(each)} className="flex items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="radio"
                name="archive"
                className="size-4.5 accent-accent"
                checked={archive === each}
                onChange={() => setArchive(each)}
              />
              {each ? say.toArchive : say.toDraft}
            </label>
          ))}
        </fieldset>
        {error && (
          <p role="alert" className="text-wine">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
