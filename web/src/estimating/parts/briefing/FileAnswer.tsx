/** Files as an answer: sent at once, one line each. */

import { useQueries } from "@tanstack/react-query";
import { FileText, Paperclip, X } from "lucide-react";
import { useRef, useState } from "react";
import { call } from "../../../api/call";
import { sentenceOf } from "../../../data/actions";
import { sendFile } from "../../../data/files";
import { useLive, useReadable } from "../../../data/seat";
import { Button, IconButton } from "../../../ui/button";
import { Skeleton } from "../../../ui/states";
import { toast } from "../../../ui/toast";
import { useWords } from "../../../words/language";
import type { AnswerValue } from "../../rows";
import { briefingWords } from "../../words/briefing";
import type { AnswerInputProps } from "./AnswerInput";

export function FileAnswer({ briefing, field, ties }: AnswerInputProps) {
  const say = useWords(briefingWords);
  const live = useLive();
  const offline = useReadable(live.state).status === "offline";
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<{ readonly name: string; readonly share: number } | null>(null);
  const ids = idsOf(field.value);
  const send = async (files: readonly File[]) => {
    let now = ids;
    try {
      for (const file of files) {
        setSending({ name: file.name, share: 0 });
        const stored = await sendFile(live, file, { thing: "briefing", thingId: briefing }, (share) =>
          setSending({ name: file.name, share }),
        );
        now = [...now, stored.id];
        field.choose([...now]);
      }
    } catch (error) {
      toast(sentenceOf(error), { tone: "wine" });
    } finally {
      setSending(null);
    }
  };
  return (
    <div role="group" {...ties} className="flex flex-col gap-2">
      <FileLinks
        ids={ids}
        onRemove={(id) => {
          const rest = ids.filter((each) => each !== id);
          field.choose(rest.length > 0 ? rest : null);
        }}
      />
      <div className="flex flex-wrap items-center gap-3">
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-hidden
          tabIndex={-1}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            if (files.length > 0) void send(files);
          }}
        />
        <Button icon={Paperclip} disabled={offline} busy={sending !== null} onClick={() => input.current?.click()}>
          {say.attach}
        </Button>
        <span className="text-sm text-faint" role="status">
          {sending !== null
            ? say.sending(sending.name, Math.round(sending.share * 100))
            : offline
              ? say.filesNeedNetwork
              : say.attachHint}
        </span>
      </div>
    </div>
  );
}

export function idsOf(value: AnswerValue): readonly string[] {
  return Array.isArray(value) ? value : [];
}

/** The files by name, each to be opened. */
export function FileLinks({ ids, onRemove }: { ids: readonly string[]; onRemove?: (id: string) => void }) {
  const say = useWords(briefingWords);
  const live = useLive();
  const files = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["file", id],
      // The address inside is good for a few minutes.
      staleTime: 240_000,
      queryFn: () => call(live, "GET /api/files/{file_id}", { path: { file_id: id } }),
    })),
  });
  if (ids.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {ids.map((id, index) => {
        const file = files[index]?.data;
        return (
          <li key={id} className="flex min-h-9 items-center gap-2 rounded-md border border-line px-2.5">
            <FileText size={16} className="shrink-0 text-faint" aria-hidden />
            {file ? (
              <a
                href={file.url}
                target="_blank"
                rel="noreferrer"
                className="min-w-0 grow truncate text-accent hover:underline"
              >
                {file.name}
              </a>
            ) : (
              <Skeleton className="h-4 w-40" />
            )}
            {file && <span className="shrink-0 text-sm text-faint">{size(file.size)}</span>}
            {onRemove && <IconButton icon={X} label={say.remove(file?.name ?? "")} onClick={() => onRemove(id)} />}
          </li>
        );
      })}
    </ul>
  );
}

function size(bytes: number): string {
  const units = { style: "unit", maximumFractionDigits: 1 } as const;
  return bytes < 1_000_000
    ? new Intl.NumberFormat("pt-BR", { ...units, unit: "kilobyte", maximumFractionDigits: 0 }).format(bytes / 1000)
    : new Intl.NumberFormat("pt-BR", { ...units, unit: "megabyte" }).format(bytes / 1_000_000);
}
