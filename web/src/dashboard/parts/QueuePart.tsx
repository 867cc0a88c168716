/** One kind of thing that waits: how many, the first of them, and the way to all. */

import { Link } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { type Resource, type RowOf, useRows } from "../../data/rows";
import { Rolling } from "../../ui/rolling";
import { quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { dashboardWords } from "../words/dashboard";

const SHOWN = 4;

interface QueueLine {
  readonly to: string;
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly text?: ReactNode;
}

interface QueuePartProps<R extends Resource> {
  /** What `onCount` is told it by. */
  readonly part: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** The screen with all of them. */
  readonly to: string;
  readonly resource: R;
  readonly filters?: Readonly<Record<string, string>>;
  readonly sort?: string;
  readonly line: (row: RowOf<R>) => QueueLine;
  /** Hears how many there are, or null while that is not known. */
  readonly onCount: (part: string, count: number | null) => void;
}

/** Nothing at all when nothing waits. */
export function QueuePart<R extends Resource>(props: QueuePartProps<R>) {
  const { part, title, icon: Icon, to, resource, filters = {}, sort = "", line, onCount } = props;
  const say = useWords(dashboardWords);
  const { rows, status } = useRows(resource, { filters, sort });
  const known = status === "loading" ? null : rows.length;
  useEffect(() => onCount(part, known), [onCount, part, known]);
  if (rows.length === 0) return null;
  return (
    <section className="flex min-w-0 flex-col rounded-lg border border-line bg-surface">
      <h3 className="flex items-center gap-2 px-4 pt-3 pb-1 font-semibold">
        <Icon size={17} className="text-accent" aria-hidden />
        <span className="grow">{title}</span>
        <span className="text-lg">
          <Rolling value={rows.length} show={(count) => quantity(count, 0)} />
        </span>
      </h3>
      <ul className="flex flex-col divide-y divide-line px-1">
        {rows.slice(0, SHOWN).map((row) => {
          const shown = line(row);
          return (
            <li key={row.id}>
              <Link to={shown.to} className="flex min-h-11 items-center gap-3 rounded-md px-3 py-1.5 hover:bg-sunken">
                <span className="min-w-0 grow">
                  <span className="block truncate">{shown.title}</span>
                  {shown.text && (
                    <span className="block truncate text-sm text-soft first-letter:uppercase">{shown.text}</span>
                  )}
                </span>
                {shown.aside && <span className="shrink-0 font-medium whitespace-nowrap">{shown.aside}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
      {rows.length > SHOWN && (
        <Link to={to} className="mt-auto px-4 pt-1 pb-3 text-sm text-accent-strong hover:underline pointer-coarse:py-3">
          {say.more(rows.length - SHOWN)}
        </Link>
      )}
    </section>
  );
}
