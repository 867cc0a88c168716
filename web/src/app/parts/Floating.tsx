/** What opens from the frame is fetched when it is first wanted; if it cannot be had, that is said and nothing else breaks. */

import { CatchBoundary } from "@tanstack/react-router";
import { type ReactNode, Suspense, useRef, useState } from "react";
import { toast } from "../../ui/toast";
import { wordsNow } from "../../words/language";
import { fetchAhead } from "../lazy";
import { frameWords } from "../words/frame";

export function Floating({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  return (
    <CatchBoundary
      getResetKey={() => 0}
      errorComponent={() => null}
      onCatch={() => {
        const say = wordsNow(frameWords);
        toast(navigator.onLine ? say.unavailableNew : say.partUnavailable, { tone: "wine" });
        onClose();
      }}
    >
      <Suspense fallback={null}>{children}</Suspense>
    </CatchBoundary>
  );
}

/** A button and the panel that it opens. Spread `button` on the button, and draw the panel while `open`. */
export function usePanel(part: { preload: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return {
    open,
    close: () => setOpen(false),
    anchor,
    button: {
      ref: anchor,
      "aria-haspopup": "dialog",
      "aria-expanded": open,
      onClick: () => setOpen(!open),
      ...fetchAhead(part),
    } as const,
  };
}
