/** A key of the keyboard, as a sign. */

export function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-grid min-w-5 place-items-center rounded-sm border border-line bg-paper px-1 font-sans text-xs text-soft">
      {children}
    </kbd>
  );
}

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** "⌘" where keyboards have it, "Ctrl" elsewhere. */
export const COMMAND_KEY = APPLE ? "⌘" : "Ctrl";
