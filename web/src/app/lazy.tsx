/** Screens that are fetched when they are first needed, and asked for again after a failure. */

import { type ComponentType, type FunctionComponent, use } from "react";

/** The file of a screen could not be had: no network, or the server has a newer version of the app. */
export class ScreenUnavailable extends Error {
  override readonly name = "ScreenUnavailable";
}

type Load<P> = () => Promise<{ readonly default: ComponentType<P> }>;

/**
 * The component that `load` gives. It suspends until then; `preload` begins earlier. Unlike React's own `lazy`, a
 * failure is not remembered: drawn once more, it tries once more.
 */
export function lazyPart<P extends object>(load: Load<P>): FunctionComponent<P> & { preload: () => Promise<void> } {
  let loading: Promise<ComponentType<P>> | null = null;
  let loaded: ComponentType<P> | null = null;
  const start = () => {
    loading ??= load().then(
      (found) => {
        loaded = found.default;
        return found.default;
      },
      (error: unknown) => {
        // In a moment: whoever waits now is to see the error.
        setTimeout(() => {
          loading = null;
        });
        throw new ScreenUnavailable("a file of the app could not be fetched", { cause: error });
      },
    );
    return loading;
  };
  function Part(props: P) {
    const Found = loaded ?? use(start());
    return <Found {...props} />;
  }
  Part.preload = () =>
    start().then(
      () => undefined,
      () => undefined,
    );
  return Part;
}

/** For what opens it: fetched when the pointer or the focus comes near, so that it is there when it is pressed. */
export function fetchAhead(...parts: readonly { preload: () => Promise<void> }[]) {
  const preload = () => {
    for (const part of parts) void part.preload();
  };
  return { onPointerEnter: preload, onFocus: preload, onTouchStart: preload };
}

const SOON_MS = 500;

/** Once the browser has nothing more urgent to do, and soon in any case: what is looked at first comes first. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: SOON_MS });
    // Safari has no word for it.
    else setTimeout(resolve, SOON_MS / 5);
  });
}
