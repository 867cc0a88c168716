/** The keys of the frame: `G` and a letter to go, J and K into a list, Ctrl K and `/` for the palette, `?` to learn. */

import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { useMay } from "../../data/seat";
import { listenToKeys } from "../../ui/keys";
import { areasFor } from "../areas";
import { KeysSheet, Palette } from "../palette/lazy";
import { keysSheet, palette } from "../palette/opened";
import { Floating } from "./Floating";

/** How long `G` waits for its letter. */
const LETTER_WITHIN_MS = 1_800;
/** What J and K step into when nothing of the list has the focus yet. */
const ROWS = "main [role=row][tabindex='0'], main [data-card][tabindex='0']";

export function Keys({ onGoing }: { onGoing: (going: boolean) => void }) {
  const router = useRouter();
  const may = useMay();
  const latest = useRef({ may, onGoing });
  useEffect(() => {
    latest.current = { may, onGoing };
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let going = false;
    const rest = () => {
      clearTimeout(timer);
      going = false;
      latest.current.onGoing(false);
    };
    const deaf = listenToKeys((key, event) => {
      if (going) {
        rest();
        const place = areasFor(latest.current.may)
          .flatMap((area) => area.places)
          .find((each) => each.letter === key);
        if (place) void router.navigate({ to: place.to });
        return place !== undefined;
      }
      if (key === "g" && !event.shiftKey) {
        going = true;
        latest.current.onGoing(true);
        timer = setTimeout(rest, LETTER_WITHIN_MS);
      } else if (key === "?") keysSheet.set(true);
      else if (key === "/") palette.set(true);
      else if ((key === "j" || key === "k") && !event.shiftKey) return stepIntoList(event);
      else return false;
      return true;
    });
    const command = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k")
        return;
      // Also while somebody types: browsers have nothing of worth on it.
      event.preventDefault();
      palette.set(!palette.getSnapshot());
    };
    document.addEventListener("keydown", command);
    return () => {
      rest();
      deaf();
      document.removeEventListener("keydown", command);
    };
  }, [router]);
  return <Opened />;
}

function Opened() {
  const paletteOpen = useSyncExternalStore(palette.subscribe, palette.getSnapshot);
  const sheetOpen = useSyncExternalStore(keysSheet.subscribe, keysSheet.getSnapshot);
  const closePalette = () => palette.set(false);
  const closeSheet = () => keysSheet.set(false);
  return (
    <>
      {paletteOpen && (
        <Floating onClose={closePalette}>
          <Palette onClose={closePalette} />
        </Floating>
      )}
      {sheetOpen && (
        <Floating onClose={closeSheet}>
          <KeysSheet onClose={closeSheet} />
        </Floating>
      )}
    </>
  );
}

/** Focus to the first row in view; a row that has it moves on by itself. */
function stepIntoList(event: KeyboardEvent): boolean {
  if (event.target instanceof Element && event.target.closest(ROWS)) return false;
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
  const row = rows.find((each) => each.getBoundingClientRect().top >= 0) ?? rows[0];
  row?.focus();
  return row !== undefined;
}
