/** How the connection stands, always in view; pressing it tells more. */

import { cx } from "../../ui/cx";
import { useConnection } from "../connection";
import { lazyPart } from "../lazy";
import { Floating, usePanel } from "./Floating";

const ConnectionPanel = lazyPart(() => import("./ConnectionPanel"));

const COLOURS = {
  neutral: "text-soft",
  leaf: "text-leaf",
  ochre: "text-ochre",
  wine: "text-wine",
  slate: "text-slate",
  accent: "text-accent-strong",
} as const;

/** `shape`: with its word in a row of its own, or as small as it can be. */
export function ConnectionButton({ shape }: { shape: "row" | "sign" | "short" }) {
  const { tone, icon: Icon, text, entries } = useConnection();
  const panel = usePanel(ConnectionPanel);
  const calm = tone === "leaf";
  return (
    <>
      <button
        type="button"
        {...panel.button}
        title={text}
        data-connection={text}
        className={cx(
          "flex min-h-9 items-center gap-2 rounded-md text-sm transition-colors hover:bg-sunken pointer-coarse:min-h-11",
          shape === "row" ? "w-full px-2" : "justify-center px-2",
        )}
      >
        <Icon size={16} className={cx("shrink-0", COLOURS[tone])} aria-hidden />
        <span
          role="status"
          className={cx(
            "truncate",
            calm ? "text-faint" : COLOURS[tone],
            shape === "sign" && "sr-only",
            // On a phone the sign is enough while all is well.
            shape === "short" && calm && "max-[26rem]:sr-only",
          )}
        >
          {text}
        </span>
        {shape === "sign" && entries.length > 0 && <span className="size-1.5 rounded-full bg-current" aria-hidden />}
      </button>
      {panel.open && (
        <Floating onClose={panel.close}>
          <ConnectionPanel anchor={panel.anchor} onClose={panel.close} />
        </Floating>
      )}
    </>
  );
}
