/** What else can be done with a thing, behind one button. */

import { Menu as Parts } from "@base-ui/react/menu";
import { Ellipsis, type LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import { useWords } from "../words/language";
import { IconButton } from "./button";
import { cx } from "./cx";
import { uiWords } from "./words";

export interface MenuItem {
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly onSelect: () => void;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** A line between this and what is above. */
  readonly apart?: boolean;
}

/** Nothing at all when there is nothing to choose. `trigger` is a button; without one, three dots. */
export function Menu({
  items,
  label,
  trigger,
}: {
  items: readonly MenuItem[];
  label?: string;
  trigger?: ReactElement<Record<string, unknown>>;
}) {
  const say = useWords(uiWords);
  if (items.length === 0) return null;
  return (
    <Parts.Root>
      <Parts.Trigger render={trigger ?? <IconButton icon={Ellipsis} label={label ?? say.more} />} />
      <Parts.Portal>
        <Parts.Positioner className="z-60 outline-none" sideOffset={4} align="end">
          <Parts.Popup className="max-w-[calc(100vw-1rem)] min-w-44 rounded-md border border-line bg-raised py-1 text-ink shadow-float outline-none">
            {items.map((item) => (
              <Parts.Item
                key={item.label}
                disabled={item.disabled}
                onClick={item.onSelect}
                className={cx(
                  "flex min-h-9 items-center gap-2 px-3 outline-none select-none data-highlighted:bg-sunken data-disabled:opacity-50 pointer-coarse:min-h-11",
                  item.danger && "text-wine",
                  item.apart && "border-t border-line",
                )}
              >
                {item.icon && <item.icon size={16} aria-hidden />}
                {item.label}
              </Parts.Item>
            ))}
          </Parts.Popup>
        </Parts.Positioner>
      </Parts.Portal>
    </Parts.Root>
  );
}
