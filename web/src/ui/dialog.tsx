/** What opens above a screen: a dialogue on a desk, a sheet from below on a phone. Focus goes in, and back where it was. */

import { Dialog as Parts } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useWords } from "../words/language";
import { IconButton } from "./button";
import { cx } from "./cx";
import { uiWords } from "./words";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** Buttons at the bottom, the one that goes on last. */
  readonly actions?: ReactNode;
  /** `side` is a panel that takes the height of the window: one thing looked at while the list stays in view. */
  readonly shape?: "middle" | "wide" | "side";
  /** It cannot be put aside: no cross, and Esc does nothing. */
  readonly stays?: boolean;
}

const SHAPES = {
  middle:
    "sm:top-1/2 sm:left-1/2 sm:bottom-auto sm:right-auto sm:-translate-x-1/2 sm:-translate-y-1/2 sm:w-[min(32rem,calc(100vw-3rem))] sm:max-h-[calc(100dvh-4rem)] sm:rounded-lg",
  wide: "sm:top-1/2 sm:left-1/2 sm:bottom-auto sm:right-auto sm:-translate-x-1/2 sm:-translate-y-1/2 sm:w-[min(60rem,calc(100vw-3rem))] sm:max-h-[calc(100dvh-4rem)] sm:rounded-lg",
  side: "sm:top-0 sm:bottom-0 sm:left-auto sm:right-0 sm:w-[min(44rem,92vw)] sm:max-h-none sm:rounded-none sm:border-l",
} as const;

const FIRST =
  "input:not([type=checkbox]):not([type=radio]):not(:disabled):not([readonly]),textarea:not(:disabled),select:not(:disabled)";

export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  actions,
  shape = "middle",
  stays = false,
}: DialogProps) {
  const say = useWords(uiWords);
  const body = useRef<HTMLDivElement>(null);
  return (
    <Parts.Root open={open} onOpenChange={(now) => !now && !stays && onClose()}>
      <Parts.Portal>
        <Parts.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Parts.Popup
          // To what is to be filled in; under a finger that would cover half of it with a keyboard.
          initialFocus={(by) => (by === "touch" ? true : (body.current?.querySelector<HTMLElement>(FIRST) ?? true))}
          // React hands what happens in a portal on to what it was opened from: a form there would be sent, too.
          onSubmit={(event) => event.stopPropagation()}
          className={cx(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-lg border-line bg-raised text-ink shadow-float outline-none",
            "transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 max-sm:data-ending-style:translate-y-6 max-sm:data-starting-style:translate-y-6",
            SHAPES[shape],
          )}
        >
          <header
            className={cx(
              "flex gap-3 border-b border-line px-4 sm:px-5",
              description ? "items-start py-3" : "items-center py-1.5 sm:py-2.5",
            )}
          >
            <div className="min-w-0 grow">
              <Parts.Title className="text-lg font-semibold">{title}</Parts.Title>
              {description && <Parts.Description className="text-sm text-soft">{description}</Parts.Description>}
            </div>
            {!stays && (
              <Parts.Close
                render={<IconButton icon={X} label={say.close} className={cx("-mr-2", description ? "-mt-1" : null)} />}
              />
            )}
          </header>
          <div ref={body} className="min-h-0 grow overflow-y-auto overscroll-contain px-4 py-4 sm:px-5">
            {children}
          </div>
          {actions && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-5">
              {actions}
            </footer>
          )}
        </Parts.Popup>
      </Parts.Portal>
    </Parts.Root>
  );
}
