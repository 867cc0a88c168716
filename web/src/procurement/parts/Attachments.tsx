/** Files that hang on a thing: opened, dropped in, picked, or photographed on a phone. */

import { useQueryClient } from "@tanstack/react-query";
import { Camera, FileText, Image, Paperclip } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { call } from "../../api/call";
import { sentenceOf } from "../../data/actions";
import { type FileThing, sendFile } from "../../data/files";
import { useLive } from "../../data/seat";
import { Button } from "../../ui/button";
import { cx } from "../../ui/cx";
import { useNarrow } from "../../ui/table";
import { toast } from "../../ui/toast";
import { ago, percent, quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { talkWords } from "../words/talk";

interface Attached {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly createdAt: string;
}

export function Attachments({
  files,
  thing,
  thingId,
  mayAdd,
}: {
  files: readonly Attached[];
  thing: FileThing;
  thingId: string;
  mayAdd: boolean;
}) {
  const say = useWords(talkWords).attachments;
  const live = useLive();
  const client = useQueryClient();
  const narrow = useNarrow();
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<{ readonly name: string; readonly share: number } | null>(null);

  const add = async (chosen: FileList | null) => {
    for (const file of chosen ?? []) {
      setSending({ name: file.name, share: 0 });
      try {
        await sendFile(live, file, { thing, thingId }, (share) => setSending({ name: file.name, share }));
        await client.invalidateQueries({ queryKey: ["answer"] });
      } catch (error) {
        toast(`${file.name}: ${sentenceOf(error)}`, { tone: "wine" });
      }
    }
    setSending(null);
  };
  const open = async (id: string) => {
    try {
      const file = await call(live, "GET /api/files/{file_id}", { path: { file_id: id } });
      // The server always gives files as downloads: no page of theirs ever opens here.
      location.href = file.url;
    } catch (error) {
      toast(sentenceOf(error), { tone: "wine" });
    }
  };
  const drag = (event: DragEvent, inside: boolean) => {
    if (!mayAdd) return;
    event.preventDefault();
    setOver(inside);
  };
  return (
    <section
      aria-label={say.add}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        if (mayAdd) void add(event.dataTransfer.files);
      }}
      className={cx("flex flex-col gap-2", over && "rounded-md outline-2 outline-accent outline-dashed")}
    >
      {files.length === 0 && !sending && <p className="text-sm text-soft">{over ? say.drop : say.none}</p>}
      <ul className="flex flex-col">
        {files.map((file) => (
          <li key={file.id}>
            <button
              type="button"
              onClick={() => void open(file.id)}
              className="flex min-h-9 w-full min-w-0 items-center gap-2 rounded-sm text-left hover:bg-sunken pointer-coarse:min-h-11"
            >
              {file.contentType.startsWith("image/") ? (
                <Image size={16} className="shrink-0 text-soft" aria-hidden />
              ) : (
                <FileText size={16} className="shrink-0 text-soft" aria-hidden />
              )}
              <span className="min-w-0 grow truncate">{file.name}</span>
              <span className="shrink-0 text-sm text-faint">
                {sizeOf(file.size)} · {ago(file.createdAt)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {sending && (
        <p role="status" className="text-sm text-soft">
          {say.sending(sending.name, percent(sending.share * 100, 0))}
        </p>
      )}
      {mayAdd && (
        <div className="flex flex-wrap gap-2">
          <input ref={picker} type="file" multiple hidden onChange={(event) => void add(event.target.files)} />
          <input
            ref={camera}
            type="file"
            accept="image/*"
            capture="environment"
            hidden
            onChange={(event) => void add(event.target.files)}
          />
          {narrow && (
            <Button icon={Camera} onClick={() => camera.current?.click()}>
              {say.photo}
            </Button>
          )}
          <Button icon={Paperclip} busy={sending !== null} onClick={() => picker.current?.click()}>
            {say.add}
          </Button>
        </div>
      )}
    </section>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_048_576
    ? `${quantity(Math.max(1, Math.round(bytes / 1024)), 0)} KB`
    : `${quantity(bytes / 1_048_576, 1)} MB`;
}
