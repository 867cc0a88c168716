/** Files that go along with an answer: a catalogue, a price list. */

import { Paperclip } from "lucide-react";
import { useId, useState } from "react";
import type { File as Kept, QuotationsAttachment, Upload } from "../../api/schema";
import { useWords } from "../../words/language";
import { Part, Refusal } from "../frame";
import { ask, useSending } from "../link";
import { quotationWords } from "./words";

export function Files({
  attached,
  onAttached,
}: {
  attached: readonly QuotationsAttachment[];
  onAttached: () => Promise<void>;
}) {
  const say = useWords(quotationWords);
  const id = useId();
  const sending = useSending();
  const [done, setDone] = useState("");
  // What a file is must be known by its hash, which browsers reckon on secure pages only.
  if (!globalThis.crypto?.subtle) return null;
  const attach = async (file: File | undefined) => {
    if (file === undefined) return;
    setDone("");
    const well = await sending.send(async () => {
      const bytes = await file.arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      const upload = await ask<Upload>("POST", "quotations/{token}/files", {
        name: file.name,
        contentType: file.type || "application/octet-stream",
        size: file.size,
        sha256,
      });
      const put = await fetch(upload.url, {
        method: upload.method,
        headers: upload.headers as Record<string, string>,
        body: bytes,
      });
      if (!put.ok) throw new Error(`the file was answered ${put.status}`);
      await ask<Kept>("POST", `quotations/{token}/files/${upload.id}/confirm`, {});
      await onAttached();
    });
    if (well) setDone(file.name);
  };
  return (
    <Part title={say.files}>
      {attached.length > 0 && (
        <ul className="flex flex-col gap-1">
          {attached.map((file) => (
            <li key={file.id} className="flex items-center gap-2">
              <Paperclip size={15} className="text-faint" aria-hidden />
              <span className="min-w-0 break-words">{file.name}</span>
            </li>
          ))}
        </ul>
      )}
      <Refusal>{sending.error}</Refusal>
      {done && (
        <p role="status" className="text-sm text-leaf">
          {say.attached(done)}
        </p>
      )}
      <div>
        <input
          id={id}
          type="file"
          className="peer sr-only"
          disabled={sending.busy}
          onChange={(event) => void attach(event.currentTarget.files?.[0])}
        />
        <label
          htmlFor={id}
          className="inline-flex min-h-11 items-center gap-2 rounded-md border border-line-strong px-3.5 peer-focus-visible:outline-2"
        >
          <Paperclip size={16} aria-hidden />
          {sending.busy ? say.attaching : say.attach}
        </label>
      </div>
    </Part>
  );
}
