/** What stands above every list, and in its place when nothing fits what was asked for. */

import { Archive, FilterX } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../words/language";
import { Button } from "./button";
import { Checkbox } from "./field";
import { SearchField } from "./search";
import { Empty } from "./states";
import { uiWords } from "./words";

/** What the list is searched by, and beside it what it is narrowed by: choices, fields, a box to tick. */
export function ListBar({
  search,
  q,
  onQ,
  children,
}: {
  /** What can be searched: "Código, título, fornecedor". */
  search: string;
  q: string;
  onQ: (q: string) => void;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <SearchField label={search} value={q} onValue={onQ} />
      {children}
    </div>
  );
}

/** In place of the rows when nothing fits the search and the filters. */
export function NothingFits({ onClear }: { onClear: () => void }) {
  const say = useWords(uiWords);
  return (
    <Empty icon={FilterX} title={say.noneTitle} action={<Button onClick={onClear}>{say.clearFilters}</Button>}>
      {say.noneText}
    </Empty>
  );
}

/** Whether a register shows what is in use or what was put away. */
export function ArchivedBox({ archived, onArchived }: { archived: boolean; onArchived: (archived: boolean) => void }) {
  const say = useWords(uiWords);
  return <Checkbox label={say.archivedOnes} checked={archived} onChecked={onArchived} />;
}

/** In place of a register's rows: nothing fits, nothing was put away, or `children`, the beginning. */
export function NoneListed({
  archived,
  onClear,
  children,
}: {
  archived: boolean;
  /** Null when it was neither searched nor narrowed. */
  onClear: (() => void) | null;
  children: ReactNode;
}) {
  const say = useWords(uiWords);
  if (onClear) return <NothingFits onClear={onClear} />;
  if (!archived) return children;
  return (
    <Empty icon={Archive} title={say.noneArchivedTitle}>
      {say.noneArchivedText}
    </Empty>
  );
}
