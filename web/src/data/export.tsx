/** "Exportar": a list as it is filtered, as a spreadsheet or as CSV. */

import { FileSpreadsheet, FileText } from "lucide-react";
import type { CallOptions } from "../api/call";
import { Button } from "../ui/button";
import { Menu } from "../ui/menu";
import { uiWords } from "../ui/words";
import { useWords } from "../words/language";
import { type FileReading, useFileSaving } from "./files";

/** Calls that answer with a list as a file. */
export type Exporting = Extract<FileReading, `${string}/export`>;

/** `query` is what the list has: filters, `q`, `sort`; `file` is the name, without its ending. */
export function ExportMenu<C extends Exporting>({
  name,
  query,
  file,
}: {
  name: C;
  query: Omit<NonNullable<CallOptions<C>["query"]>, "format">;
  file: string;
}) {
  const say = useWords(uiWords);
  const { save, busy } = useFileSaving(name);
  const as = (format: "csv" | "xlsx") =>
    void save(
      { query: { ...query, format } } as unknown as Pick<CallOptions<C>, "path" | "query">,
      `${file}.${format}`,
    );
  return (
    <Menu
      trigger={
        <Button icon={FileSpreadsheet} busy={busy}>
          <span className="max-sm:sr-only">{say.download}</span>
        </Button>
      }
      items={[
        { label: say.asXlsx, icon: FileSpreadsheet, onSelect: () => as("xlsx") },
        { label: say.asCsv, icon: FileText, onSelect: () => as("csv") },
      ]}
    />
  );
}
