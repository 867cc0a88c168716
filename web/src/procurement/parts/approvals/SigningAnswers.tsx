/** The two answers to whom a signature is asked of; once one was given, what becomes of it. */

import { Check, Stamp, Undo2, X } from "lucide-react";
import { useLive, useReadable } from "../../../data/seat";
import { Button } from "../../../ui/button";
import { said, useWords } from "../../../words/language";
import type { Signing } from "../../signing";
import { approvalsWords } from "../../words/approvals";

interface SigningAnswersProps {
  /** Of those, what the server allows. */
  readonly can: readonly string[];
  /** Undefined until one was given. */
  readonly signing: Signing | undefined;
  readonly onApprove: () => void;
  readonly onReject: () => void;
  readonly onTakeBack: () => void;
}

export function SigningAnswers({ can, signing, onApprove, onReject, onTakeBack }: SigningAnswersProps) {
  const say = useWords(approvalsWords);
  const offline = useReadable(useLive().state).status === "offline";
  if (signing?.state === "soon")
    return (
      <p role="status" className="flex min-h-11 items-center gap-3 font-medium text-leaf">
        <Check size={18} aria-hidden />
        <span className="grow">{say.soon}</span>
        <Button icon={Undo2} onClick={onTakeBack}>
          {say.takeBack}
        </Button>
      </p>
    );
  if (signing?.state === "sent")
    return (
      <p role="status" className="flex min-h-11 items-center gap-2 text-soft">
        <Stamp size={18} aria-hidden />
        {offline ? say.queued : say.sending}
      </p>
    );
  return (
    <div className="@container flex flex-col gap-2">
      {signing?.state === "refused" && (
        <p role="alert" className="text-sm text-wine">
          {say.refused(said(signing.why ?? ""))}
        </p>
      )}
      <div className="grid grid-cols-[1fr_2fr] gap-2 @md:flex @md:justify-end">
        {can.includes("reject") && (
          <Button icon={X} onClick={onReject} className="pointer-coarse:min-h-12">
            {say.reject}
          </Button>
        )}
        {can.includes("approve") && (
          <Button kind="primary" icon={Check} onClick={onApprove} className="pointer-coarse:min-h-12">
            {say.approve}
          </Button>
        )}
      </div>
    </div>
  );
}
