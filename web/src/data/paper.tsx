/** A document (PDF) looked at in place; on a phone it is handed to the system, which reads it better. */

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useEffect, useMemo } from "react";
import type { CallOptions } from "../api/call";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Refused, Skeleton } from "../ui/states";
import { uiWords } from "../ui/words";
import { useWords } from "../words/language";
import { type FileReading, readFile, saveBlob } from "./files";
import { useLive } from "./seat";

export function PaperDialog<C extends FileReading>({
  title,
  name,
  options,
  file,
  onClose,
}: {
  title: string;
  name: C;
  options: Pick<CallOptions<C>, "path" | "query">;
  /** What it is saved as, where the server does not say. */
  file: string;
  onClose: () => void;
}) {
  const say = useWords(uiWords);
  const live = useLive();
  const paper = useQuery({
    queryKey: ["paper", name, options],
    queryFn: ({ signal }) => readFile(live, name, { ...options, signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
  const blob = paper.data?.blob;
  const url = useMemo(() => (blob ? URL.createObjectURL(blob) : null), [blob]);
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={title}
      actions={
        <Button
          icon={Download}
          disabled={!paper.data}
          onClick={() => paper.data && saveBlob(paper.data.blob, paper.data.name || file)}
        >
          {say.saveFile}
        </Button>
      }
    >
      {paper.error ? (
        <Refused error={paper.error} onRetry={() => void paper.refetch()} />
      ) : url === null ? (
        <Skeleton className="h-[70dvh] w-full" />
      ) : (
        <iframe src={url} title={title} className="h-[70dvh] w-full rounded-sm border border-line" />
      )}
    </Dialog>
  );
}
