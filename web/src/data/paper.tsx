/** A document (PDF) looked at in place; where the browser has no place for it, it is handed to the system. */

import { useQuery } from "@tanstack/react-query";
import { Download, ExternalLink, FileText } from "lucide-react";
import { type ReactNode, useEffect, useMemo } from "react";
import type { CallOptions } from "../api/call";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { useNarrow } from "../ui/narrow";
import { Refused, Skeleton } from "../ui/states";
import { useWords } from "../words/language";
import { type FileReading, readFile, saveBlob } from "./files";
import { paperWords } from "./paperWords";
import { useLive } from "./seat";

export function PaperDialog<C extends FileReading>({
  title,
  description,
  name,
  options,
  version,
  file,
  onClose,
}: {
  title: string;
  description?: ReactNode;
  name: C;
  options: Pick<CallOptions<C>, "path" | "query">;
  /** Of what it is about: printed anew with each. */
  version: number;
  /** What it is saved as, where the server does not say. */
  file: string;
  onClose: () => void;
}) {
  const say = useWords(paperWords);
  const live = useLive();
  const narrow = useNarrow();
  const paper = useQuery({
    queryKey: ["paper", name, options, version],
    queryFn: ({ signal }) => readFile(live, name, { ...options, signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
  const blob = paper.data?.blob;
  const url = useMemo(() => (blob ? URL.createObjectURL(blob) : null), [blob]);
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  const as = paper.data?.name || file;
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={title}
      description={description}
      actions={
        blob &&
        url && (
          <>
            <Button icon={ExternalLink} onClick={() => window.open(url, "_blank")}>
              {say.openApart}
            </Button>
            <Button kind="primary" icon={Download} onClick={() => saveBlob(blob, as)}>
              {say.save}
            </Button>
          </>
        )
      }
    >
      {paper.error ? (
        <Refused error={paper.error} onRetry={() => void paper.refetch()} />
      ) : url === null ? (
        <div role="status" aria-label={say.preparing}>
          <Skeleton className="h-[70dvh] w-full" />
        </div>
      ) : narrow || !navigator.pdfViewerEnabled ? (
        // Phones show PDFs in an app of their own, and some browsers not at all inside of a page.
        <div className="flex flex-col items-center gap-2 py-8 text-center">
          <FileText size={30} strokeWidth={1.5} className="text-faint" aria-hidden />
          <p className="font-medium">{as}</p>
          <p className="max-w-sm text-soft">{say.shownApart}</p>
        </div>
      ) : (
        <iframe src={url} title={title} className="h-[70dvh] w-full rounded-sm border border-line" />
      )}
    </Dialog>
  );
}
