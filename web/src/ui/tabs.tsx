/** Parts of one thing, one at a time. */

import { Tabs as Parts } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface Tab<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
  /** Beside the label: a count, a state. */
  readonly beside?: ReactNode;
  readonly panel: ReactNode;
}

export function Tabs<V extends string>({
  label,
  value,
  onValue,
  tabs,
}: {
  label: string;
  value: V;
  onValue: (value: V) => void;
  tabs: readonly Tab<V>[];
}) {
  return (
    <Parts.Root value={value} onValueChange={(next) => onValue(next as V)} className="flex min-w-0 flex-col gap-4">
      <Parts.List
        aria-label={label}
        className="relative flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Parts.Tab
            key={tab.value}
            value={tab.value}
            className="flex min-h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-soft hover:text-ink data-active:border-accent data-active:text-ink pointer-coarse:min-h-11"
          >
            {tab.label}
            {tab.beside}
          </Parts.Tab>
        ))}
      </Parts.List>
      {tabs.map((tab) => (
        <Parts.Panel key={tab.value} value={tab.value} className="min-w-0">
          {tab.panel}
        </Parts.Panel>
      ))}
    </Parts.Root>
  );
}
