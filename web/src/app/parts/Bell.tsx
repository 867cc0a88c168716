/** What one is told: how many are unread, and the panel. */

import { Bell as BellSign } from "lucide-react";
import { IconButton } from "../../ui/button";
import { useWords } from "../../words/language";
import { lazyPart } from "../lazy";
import { useNoticeSignals, useUnread } from "../notices";
import { noticesWords } from "../words/notices";
import { Floating, usePanel } from "./Floating";

const NoticesPanel = lazyPart(() => import("./NoticesPanel"));

export function Bell() {
  const say = useWords(noticesWords);
  const unread = useUnread();
  const panel = usePanel(NoticesPanel);
  useNoticeSignals(unread);
  return (
    <>
      <IconButton
        {...panel.button}
        icon={BellSign}
        label={say.bell(unread)}
        badge={
          unread > 0 && (
            <span
              aria-hidden
              className="absolute top-0.5 right-0 min-w-4 rounded-full bg-accent px-1 text-xs leading-4 font-semibold text-on-accent"
            >
              {unread > 99 ? "99+" : unread}
            </span>
          )
        }
      />
      {panel.open && (
        <Floating onClose={panel.close}>
          <NoticesPanel anchor={panel.anchor} onClose={panel.close} />
        </Floating>
      )}
    </>
  );
}
