/** The proposal on paper, as the client gets it. */

import { Download, ExternalLink } from "lucide-react";
import { useEffect, useState } from "react";
import type { Orcamento } from "../../../api/schema";
import { readFile, saveBlob } from "../../../data/files";
import { useLive } from "../../../data/seat";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { Refused, Skeleton } from "../../../ui/states";
import { useNarrow } from "../../../ui/table";
import { useWords } from "../../../words/language";
import { orcamentoWords } from "../../words/orcamento";

export function PdfDialog({ of, onClose }: { of: Orcamento; onClose: () => void }) {
  const say = useWords(orcamentoWords);
  const live = useLive();
  const narrow = useNarrow();
  const [paper, setPaper] = useState<{ readonly blob: Blob; readonly url: string } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the orçamento changed, or when asked to
  useEffect(() => {
    const ending = new AbortController();
    let url = "";
    setError(null);
    readFile(live, "GET /api/orcamentos/{orcamento_id}/proposal.pdf", {
      path: { orcamento_id: of.id },
      signal: ending.signal,
    }).then(
      ({ blob }) => {
        url = URL.createObjectURL(blob);
        setPaper({ blob, url });
      },
      (reason) => !ending.signal.aborted && setError(reason),
    );
    return () => {
      ending.abort();
      URL.revokeObjectURL(url);
    };
  }, [live, of.id, of.version, times]);
  const name = `${of.codigo}-v${of.versao}.pdf`;
  return (
    <Dialog
      open
      onClose={onClose}
      shape="wide"
      title={say.pdfOf(of.codigo)}
      description={of.status === "RASCUNHO" ? say.pdfDraft : undefined}
      actions={
        paper && (
          <>
            <Button icon={ExternalLink} onClick={() => window.open(paper.url, "_blank")}>
              {say.openApart}
            </Button>
            <Button kind="primary" icon={Download} onClick={() => saveBlob(paper.blob, name)}>
              {say.download}
            </Button>
          </>
        )
      }
    >
      {error !== null ? (
        <Refused error={error} onRetry={() => setTimes(times + 1)} />
      ) : paper === null ? (
        <div role="status" aria-label={say.pdfLoading}>
          <Skeleton className="h-[65dvh] w-full" />
        </div>
      ) : narrow || !navigator.pdfViewerEnabled ? (
        // Phones show PDFs in an app of their own, and some browsers not at all inside of a page.
        <p className="py-6 text-center text-soft">{name}</p>
      ) : (
        <iframe
          title={say.pdfOf(of.codigo)}
          src={paper.url}
          className="h-[65dvh] w-full rounded-md border border-line"
        />
      )}
    </Dialog>
  );
}
