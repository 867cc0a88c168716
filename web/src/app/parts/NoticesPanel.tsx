/** Notices, the newest first; one leads to what it is about. */

import { Link, useNavigate } from "@tanstack/react-router";
import { BellOff, CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { RefObject } from "react";
import { useAction } from "../../data/actions";
import { type RowOf, useRows } from "../../data/rows";
import { Button } from "../../ui/button";
import { cx } from "../../ui/cx";
import { Popover } from "../../ui/popover";
import { Empty, ListStates, SkeletonRows } from "../../ui/states";
import { ago } from "../../words/format";
import { said, useWords } from "../../words/language";
import { addressOfNotice } from "../addresses";
import { noticesWords } from "../words/notices";

/** Older ones are of no use in a panel. */
const SHOWN = 100;

type Notice = RowOf<"notifications">;

const LOOKS: Readonly<Record<Notice["type"], readonly [LucideIcon, string]>> = {
  info: [Info, "text-slate"],
  success: [CircleCheck, "text-leaf"],
  warning: [TriangleAlert, "text-ochre"],
  error: [CircleAlert, "text-wine"],
};

export default function NoticesPanel({
  anchor,
  onClose,
}: {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
}) {
  const say = useWords(noticesWords);
  const navigate = useNavigate();
  const { rows, status } = useRows("notifications", { sort: "-at" });
  const readAll = useAction("POST /api/notifications/read-all");
  const read = useAction("POST /api/notifications/{notification_id}/read", { sayErrors: false });
  const unread = rows.some((notice) => !notice.read);
  const open = (notice: Notice) => {
    if (!notice.read) void read.run({ path: { notification_id: notice.id } });
    const address = addressOfNotice(notice);
    if (address === null) return;
    onClose();
    void navigate({ href: address } as never);
  };
  return (
    <Popover
      open
      onClose={onClose}
      anchor={anchor}
      title={say.title}
      actions={
        unread && (
          <Button small kind="quiet" busy={readAll.busy} onClick={() => void readAll.run({})}>
            {say.markAll}
          </Button>
        )
      }
    >
      <ListStates
        status={status}
        count={rows.length}
        skeleton={<SkeletonRows rows={4} className="h-14" />}
        empty={
          <Empty icon={BellOff} title={say.emptyTitle}>
            {say.emptyText}
          </Empty>
        }
      >
        <ul className="-mx-4 -mt-4 divide-y divide-line">
          {rows.slice(0, SHOWN).map((notice) => (
            <li key={notice.id}>
              <NoticeLine notice={notice} onOpen={() => open(notice)} />
            </li>
          ))}
        </ul>
      </ListStates>
      <Link
        to="/configuracoes"
        search={{ secao: "avisos" } as never}
        onClick={onClose}
        className="mt-3 inline-block text-sm text-accent-strong hover:underline pointer-coarse:py-3"
      >
        {say.preferences}
      </Link>
    </Popover>
  );
}

function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const say = useWords(noticesWords);
  const [Icon, colour] = LOOKS[notice.type];
  return (
    <button
      type="button"
      onClick={onOpen}
      className={cx(
        "flex w-full items-start gap-3 px-4 py-2.5 text-left -outline-offset-2 transition-colors hover:bg-sunken",
        notice.read ? "text-soft" : "bg-surface",
      )}
    >
      <Icon size={17} className={cx("mt-0.5 shrink-0", colour)} role="img" aria-label={say.type[notice.type]} />
      <span className="min-w-0 grow">
        <span className={cx("block break-words", !notice.read && "font-medium")}>{said(notice.message)}</span>
        <span className="text-sm text-faint">{ago(notice.at)}</span>
      </span>
      {!notice.read && (
        <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent" role="img" aria-label={say.unread} />
      )}
    </button>
  );
}
