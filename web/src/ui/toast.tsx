/** Short words at the edge of the screen: what was done, with "Desfazer", or what was refused. */

import { BellRing, CircleAlert, CircleCheck, X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Store } from "../live/store";
import { useWords } from "../words/language";
import { Button, IconButton } from "./button";
import { cx } from "./cx";
import { uiWords } from "./words";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: Tone;
  readonly undo?: () => void;
  readonly action?: { readonly label: string; readonly run: () => void };
}

type Tone = "leaf" | "ochre" | "wine";

const shown = new Store<readonly Toast[]>([]);
const STAYS_MS = 6000;
let last = 0;

/** `tone` is `wine` for a refusal, which stays until it is closed, and `ochre` for what asks for attention. */
export function toast(
  text: string,
  { tone = "leaf", ...rest }: { tone?: Tone } & Pick<Toast, "undo" | "action"> = {},
): void {
  last += 1;
  const id = last;
  shown.set([...shown.getSnapshot().slice(-2), { id, text, tone, ...rest }]);
  if (tone !== "wine") setTimeout(() => close(id), tone === "leaf" ? STAYS_MS : 2 * STAYS_MS);
}

function close(id: number): void {
  shown.set(shown.getSnapshot().filter((each) => each.id !== id));
}

const SIGNS = { leaf: CircleCheck, ochre: BellRing, wine: CircleAlert } as const;
const COLOURS = { leaf: "text-leaf", ochre: "text-ochre", wine: "text-wine" } as const;

export function Toasts() {
  const say = useWords(uiWords);
  const toasts = useSyncExternalStore(shown.subscribe, shown.getSnapshot);
  return (
    <section
      aria-label={say.notifications}
      aria-live="polite"
      // Above the thumb on a phone, where what is done next stands; one at a time.
      className="pointer-events-none fixed inset-x-3 top-[calc(env(safe-area-inset-top)+3.25rem)] z-60 flex flex-col items-center gap-2 max-sm:*:not-last:hidden sm:inset-x-auto sm:top-auto sm:right-5 sm:bottom-[calc(var(--frame-bottom)+0.75rem)] sm:items-end"
    >
      {toasts.map((each) => {
        const choice = each.undo ? { label: say.undo, run: each.undo } : each.action;
        const Sign = SIGNS[each.tone];
        return (
          <div
            key={each.id}
            role={each.tone === "wine" ? "alert" : "status"}
            className="pointer-events-auto flex max-w-md animate-rise items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-1.5 pl-3 shadow-float"
          >
            <Sign size={18} className={cx("shrink-0", COLOURS[each.tone])} aria-hidden />
            <p className="grow text-sm">{each.text}</p>
            {choice && (
              <Button
                small
                kind="quiet"
                onClick={() => {
                  close(each.id);
                  choice.run();
                }}
              >
                {choice.label}
              </Button>
            )}
            <IconButton icon={X} label={say.close} onClick={() => close(each.id)} />
          </div>
        );
      })}
    </section>
  );
}
