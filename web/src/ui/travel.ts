/** Cards that travel to where they now belong, so that one sees where a thing went. */

import { type RefObject, useLayoutEffect, useRef } from "react";

const LASTS_MS = 180;
const EASING = "cubic-bezier(0.2, 0, 0.1, 1)";

/** Who stands in which column, in their order. */
type Columns = ReadonlyMap<string, readonly { readonly id: string }[]>;

/**
 * Animates the elements inside of `container` that have `data-travel="<id>"` from their old place to their new one,
 * whenever somebody of `columns` stands elsewhere.
 */
export function useTravel(container: RefObject<HTMLElement | null>, columns: Columns): void {
  const before = useRef<Map<string, Stand> | null>(null);
  const last = useRef(columns);
  if (last.current !== columns) {
    const same = standTheSame(last.current, columns);
    last.current = columns;
    // While rendering, the old arrangement is still on the screen: afterwards it is too late to ask.
    if (!same) before.current = container.current && !still() ? measure(container.current) : null;
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each new arrangement
  useLayoutEffect(() => {
    const from = before.current;
    before.current = null;
    if (from === null || container.current === null) return;
    for (const [id, { element, box, home }] of measure(container.current)) {
      const old = from.get(id);
      if (old === undefined) continue;
      const [dx, dy] = [old.box.left - box.left, old.box.top - box.top];
      if (Math.abs(dx) < 2 && Math.abs(dy) < 2) continue;
      if (old.home === home) shift(element, dx, dy);
      else fly(element, old.box, box);
    }
  }, [columns]);
}

function standTheSame(a: Columns, b: Columns): boolean {
  for (const [name, rows] of b) {
    const before = a.get(name);
    if (before?.length !== rows.length || rows.some((row, index) => row.id !== before[index]?.id)) return false;
  }
  return true;
}

interface Stand {
  readonly element: HTMLElement;
  readonly box: DOMRect;
  /** Of the scrolling box that it lies in: beyond its edges nothing is seen. */
  readonly home: Element | null;
}

function measure(container: HTMLElement): Map<string, Stand> {
  const stands = new Map<string, Stand>();
  for (const element of container.querySelectorAll<HTMLElement>("[data-travel]")) {
    const home = element.closest("[data-travel-home]");
    stands.set(element.dataset.travel ?? "", { element, box: element.getBoundingClientRect(), home });
  }
  return stands;
}

function shift(element: HTMLElement, dx: number, dy: number): void {
  element.animate([{ translate: `${dx}px ${dy}px` }, { translate: "0 0" }], { duration: LASTS_MS, easing: EASING });
}

/** From one scrolling box into another: a copy flies above both. */
function fly(element: HTMLElement, from: DOMRect, to: DOMRect): void {
  const copy = element.cloneNode(true) as HTMLElement;
  copy.removeAttribute("data-travel");
  copy.setAttribute("aria-hidden", "true");
  copy.inert = true;
  Object.assign(copy.style, {
    position: "fixed",
    inset: `${to.top}px auto auto ${to.left}px`,
    width: `${to.width}px`,
    height: `${to.height}px`,
    margin: "0",
    zIndex: "50",
    pointerEvents: "none",
  });
  document.body.append(copy);
  element.style.visibility = "hidden";
  const flight = copy.animate(
    [{ translate: `${from.left - to.left}px ${from.top - to.top}px` }, { translate: "0 0" }],
    { duration: LASTS_MS, easing: EASING },
  );
  const landed = () => {
    copy.remove();
    element.style.visibility = "";
  };
  flight.finished.then(landed, landed);
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
