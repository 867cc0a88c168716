/** Short words at the edge of the screen: what was done, with "Desfazer", or what was refused. */

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Store } from "../live/store";
import { useWords } from "../words/language";
import { Button, IconButton } from "./button";
import { uiWords } from "./words";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "leaf" | "wine";
  readonly undo?: () => void;
}

const shown = new Store<readonly Toast[]>([]);
const STAYS_MS = 6000;
let last = 0;

/** `tone` is `wine` for a refusal, which stays until it is closed. */
export function toast(text: string, { tone = "leaf", undo }: { tone?: "leaf" | "wine"; undo?: () => void } = {}): void {
  last += 1;
  const id = last;
  shown.set([...shown.getSnapshot().slice(-2), { id, text, tone, ...(undo && { undo }) }]);
  if (tone === "leaf") setTimeout(() => close(id), STAYS_MS);
}

function close(id: number): void {
  shown.set(shown.getSnapshot().filter((each) => each.id !== id));
}

export function Toasts() {
  const say = useWords(uiWords);
  const toasts = useSyncExternalStore(shown.subscribe, shown.getSnapshot);
  return (
    <section
      aria-label={say.notifications}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-20 z-60 flex flex-col items-center gap-2 sm:inset-x-auto sm:right-5 sm:bottom-5 sm:items-end"
    >
      {toasts.map((each) => (
        <div
          key={each.id}
          role={each.tone === "wine" ? "alert" : "status"}
          className="pointer-events-auto flex max-w-md animate-rise items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-1.5 pl-3 shadow-float"
        >
          {each.tone === "wine" ? (
            <CircleAlert size={18} className="shrink-0 text-wine" aria-hidden />
          ) : (
            <CircleCheck size={18} className="shrink-0 text-leaf" aria-hidden />
          )}
          <p className="grow text-sm">{each.text}</p>
          {each.undo && (
            <Button
              small
              kind="quiet"
              onClick={() => {
                close(each.id);
                each.undo?.();
              }}
            >
              {say.undo}
            </Button>
          )}
          <IconButton icon={X} label={say.close} onClick={() => close(each.id)} />
        </div>
      ))}
    </section>
  );
}
