/** A link for who has no account, to pass on by other ways than mail; and a new one, when it fell into the wrong hands. */

import { Copy, MessageCircle, RefreshCw, Share2 } from "lucide-react";
import { useState } from "react";
import { useWords } from "../words/language";
import { Button, buttonClass } from "./button";
import { Confirm } from "./confirm";
import { Dialog } from "./dialog";
import { TextField } from "./field";
import { Refused, Skeleton } from "./states";
import { toast } from "./toast";
import { uiWords } from "./words";

export function LinkDialog({
  title,
  url,
  text,
  message,
  error,
  busy,
  onRenew,
  onClose,
}: {
  title: string;
  /** Undefined until it is known. */
  url: string | undefined;
  /** What whoever has it can do, and until when. */
  text: string;
  /** What is sent with it. */
  message: string;
  /** Why it cannot be shown; null when it can. */
  error: unknown;
  busy: boolean;
  /** Resolves when there is another. */
  onRenew: () => Promise<unknown>;
  onClose: () => void;
}) {
  const say = useWords(uiWords).link;
  const [asking, setAsking] = useState(false);
  return (
    <Dialog open onClose={onClose} title={title} description={url === undefined ? undefined : text}>
      {error ? (
        <Refused error={error} />
      ) : url === undefined ? (
        <Skeleton className="h-32 w-full" />
      ) : (
        <div className="flex flex-col gap-4">
          <TextField
            label={say.address}
            readOnly
            value={url}
            onValue={() => undefined}
            onFocus={(event) => event.target.select()}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              kind="primary"
              icon={Copy}
              onClick={() => void navigator.clipboard.writeText(url).then(() => toast(say.copied))}
            >
              {say.copy}
            </Button>
            <a
              href={`https://wa.me/?text=${encodeURIComponent(`${message} ${url}`)}`}
              target="_blank"
              rel="noreferrer"
              className={buttonClass()}
            >
              <MessageCircle size={16} aria-hidden />
              WhatsApp
            </a>
            {"share" in navigator && (
              <Button icon={Share2} onClick={() => void navigator.share({ text: message, url }).catch(() => undefined)}>
                {say.share}
              </Button>
            )}
          </div>
          <div className="flex flex-wrap items-center gap-2 border-t border-line pt-3 text-sm text-soft">
            <Button small icon={RefreshCw} busy={busy} onClick={() => setAsking(true)}>
              {say.renew}
            </Button>
            {say.renewText}
          </div>
        </div>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={say.renewTitle}
        verb={say.renew}
        busy={busy}
        onConfirm={() => void onRenew().then(() => setAsking(false))}
      >
        {say.renewText}
      </Confirm>
    </Dialog>
  );
}
