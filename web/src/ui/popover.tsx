/** What opens beside a button without covering the screen: on a phone a sheet from below. */

import { Popover as Parts } from "@base-ui/react/popover";
import type { ReactNode, RefObject } from "react";
import { Dialog } from "./dialog";
import { useNarrow } from "./narrow";

interface PopoverProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The button that it belongs to. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly title: ReactNode;
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly align?: "start" | "center" | "end";
}

export function Popover({
  open,
  onClose,
  anchor,
  title,
  actions,
  children,
  side = "bottom",
  align = "start",
}: PopoverProps) {
  if (useNarrow())
    return (
      <Dialog open={open} onClose={onClose} title={title}>
        {actions && <div className="mb-3 flex flex-wrap gap-2">{actions}</div>}
        {children}
      </Dialog>
    );
  return (
    <Parts.Root
      open={open}
      onOpenChange={(now, details) => {
        // A press on the button closes by the button itself: closing here as well would open it again.
        if (!now && !(details.reason === "outside-press" && pressed(details.event, anchor.current))) onClose();
      }}
    >
      <Parts.Portal>
        <Parts.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Parts.Popup
            finalFocus={anchor}
            className="flex max-h-[min(36rem,var(--available-height))] w-[min(24rem,var(--available-width))] animate-rise flex-col rounded-lg border border-line bg-raised text-ink shadow-float outline-none"
          >
            <header className="flex min-h-11 items-center gap-2 border-b border-line py-1 pr-2 pl-4">
              <Parts.Title className="grow font-semibold">{title}</Parts.Title>
              {actions}
            </header>
            <div className="min-h-0 grow overflow-y-auto overscroll-contain p-4">{children}</div>
          </Parts.Popup>
        </Parts.Positioner>
      </Parts.Portal>
    </Parts.Root>
  );
}

function pressed(event: Event, button: HTMLElement | null): boolean {
  return event.target instanceof Node && button !== null && button.contains(event.target);
}
