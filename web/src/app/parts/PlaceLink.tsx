/** A place of the navigation, with how much waits there. */

import { Link } from "@tanstack/react-router";
import { useRows } from "../../data/rows";
import { Count } from "../../ui/badge";
import { cx } from "../../ui/cx";
import { Key } from "../../ui/key";
import { useLanguage, useWords } from "../../words/language";
import type { Place } from "../area";
import { frameWords } from "../words/frame";

/** `row`: sign and name; `sign`: the sign alone; `thumb`: the sign above the name. */
export function PlaceLink({
  place,
  shape,
  going = false,
  onGo,
}: {
  place: Place;
  shape: "row" | "sign" | "thumb";
  /** `G` was pressed: shows the letter that goes here. */
  going?: boolean;
  onGo?: () => void;
}) {
  const label = place.label[useLanguage() === "en" ? "en" : "pt"];
  const Icon = place.icon;
  return (
    <Link
      to={place.to}
      onClick={onGo}
      title={shape === "sign" ? label : undefined}
      className={cx(
        "group relative flex min-w-0 rounded-md text-soft transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:text-ink",
        shape === "thumb"
          ? "min-h-12 grow basis-0 flex-col items-center justify-center gap-0.5 rounded-none text-xs aria-[current=page]:text-accent-strong"
          : "min-h-7 items-center gap-2.5 px-2 aria-[current=page]:bg-sunken aria-[current=page]:font-medium pointer-coarse:min-h-11",
        shape === "sign" && "justify-center",
      )}
    >
      <Icon
        size={shape === "thumb" ? 20 : 17}
        className="shrink-0 group-aria-[current=page]:text-accent-strong"
        aria-hidden
      />
      <span
        className={cx(
          "truncate",
          shape === "sign" && "sr-only",
          shape === "thumb" ? "max-w-full tracking-tight" : "grow",
        )}
      >
        {label}
      </span>
      {place.waiting && <Waiting place={place} shape={shape} />}
      {going && place.letter && shape !== "thumb" && (
        <span className={cx(shape === "sign" && "absolute right-0.5 bottom-0")} aria-hidden>
          <Key>{place.letter.toUpperCase()}</Key>
        </span>
      )}
    </Link>
  );
}

function Waiting({ place, shape }: { place: Place; shape: "row" | "sign" | "thumb" }) {
  const say = useWords(frameWords);
  const { rows } = useRows(place.waiting ?? "approvals");
  if (rows.length === 0) return null;
  if (shape === "row") return <Count value={rows.length} label={say.waiting} />;
  return (
    <span
      className={cx(
        "absolute min-w-4 rounded-full bg-accent px-1 text-center text-xs leading-4 font-semibold text-on-accent",
        shape === "thumb" ? "top-0.5 left-[calc(50%+0.25rem)]" : "top-0 right-0",
      )}
    >
      {rows.length > 99 ? "99+" : rows.length}
      <span className="sr-only"> {say.waiting}</span>
    </span>
  );
}
