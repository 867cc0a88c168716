/** Keys without a modifier, for screens: `E` edits, `A` approves. Never while somebody types, nor behind what floats above. */

import { useEffect, useRef } from "react";
import { Store } from "../live/store";

interface Shortcut {
  /** As `KeyboardEvent.key` has it, small: "e", "?". */
  readonly key: string;
  /** What it does, for the sheet that teaches keys. */
  readonly label: string;
  readonly run: () => void;
}

const active = new Store<readonly Shortcut[]>([]);

/** What the keys do now, the last registered first. */
export const shortcuts = { subscribe: active.subscribe, getSnapshot: active.getSnapshot };

/** `key` does `run` for as long as the component is shown; with `enabled` false it does nothing and is not taught. */
export function useShortcut(key: string, label: string, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const shortcut: Shortcut = { key, label, run: () => latest.current() };
    active.set([shortcut, ...active.getSnapshot()]);
    return () => active.set(active.getSnapshot().filter((each) => each !== shortcut));
  }, [key, label, enabled]);
}

const TYPED_INTO = "input:not([type=checkbox],[type=radio],[type=button],[type=submit],[type=range]),textarea,select";
const FLOATING = "[role=dialog],[role=alertdialog],[role=menu],[role=listbox]";

/** Whether a bare letter belongs to what has the focus, and not to the screen. */
function isForTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element)) return false;
  return target.closest(TYPED_INTO) !== null || (target instanceof HTMLElement && target.isContentEditable);
}

/** Whether something floats above the screen, whose keys then rest. */
function isCovered(): boolean {
  return document.querySelector(FLOATING) !== null;
}

/** Listens until the returned function is called. `first` may take a key before the screens' own do. */
export function listenToKeys(first: (key: string, event: KeyboardEvent) => boolean): () => void {
  const hear = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isForTyping(event) || isCovered()) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (first(key, event)) {
      event.preventDefault();
      return;
    }
    if (event.shiftKey && /^[a-z]$/.test(key)) return;
    const found = active.getSnapshot().find((each) => each.key === key);
    if (!found) return;
    event.preventDefault();
    found.run();
  };
  document.addEventListener("keydown", hear);
  return () => document.removeEventListener("keydown", hear);
}
