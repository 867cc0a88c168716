/** A supplier's link, to pass on by other ways than mail; and a new one, when it fell into the wrong hands. */

import { Copy, MessageCircle, RefreshCw, Share2 } from "lucide-react";
import { Button, buttonClass } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { TextField } from "../../ui/field";
import { Skeleton } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useWords } from "../../words/language";
import { quotationWords } from "../words/quotations";

export function LinkDialog({
  url,
  text,
  message,
  error,
  busy,
  onRenew,
  onClose,
}: {
  /** Undefined until it is known. */
  url: string | undefined;
  text: string;
  /** What is sent with it. */
  message: string;
  error: string | null;
  busy: boolean;
  onRenew: () => void;
  onClose: () => void;
}) {
  const say = useWords(quotationWords).link;
  const copy = async () => {
    if (url === undefined) return;
    await navigator.clipboard.writeText(url);
    toast(say.copied);
  };
  return (
    <Dialog open onClose={onClose} title={say.title} description={url === undefined ? undefined : text}>
      <div className="flex flex-col gap-4">
        {error && (
          <p role="alert" className="text-wine">
            {error}
          </p>
        )}
        {url === undefined ? (
          !error && <Skeleton className="h-16 w-full" />
        ) : (
          <>
            <TextField
              label={say.address}
              readOnly
              value={url}
              onValue={() => undefined}
              onFocus={(event) => event.target.select()}
            />
            <div className="flex flex-wrap gap-2">
              <Button kind="primary" icon={Copy} onClick={() => void copy()}>
                {say.copy}
              </Button>
              <a
                href={`https://wa.me/?text=${encodeURIComponent(`${message} ${url}`)}`}
                target="_blank"
                rel="noreferrer"
                className={buttonClass()}
              >
                <MessageCircle size={16} aria-hidden />
                {say.whatsapp}
              </a>
              {"share" in navigator && (
                <Button
                  icon={Share2}
                  onClick={() => void navigator.share({ text: message, url }).catch(() => undefined)}
                >
                  {say.share}
                </Button>
              )}
            </div>
            <div className="flex flex-wrap items-center gap-2 border-t border-line pt-3 text-sm text-soft">
              <Button small icon={RefreshCw} busy={busy} onClick={onRenew}>
                {say.renew}
              </Button>
              {say.renewText}
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
