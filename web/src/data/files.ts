/** Files that the server makes (PDF, XLSX, CSV) and files that people hang on things. */

import { useState } from "react";
import { addressOf, type CallName, type CallOptions, call } from "../api/call";
import type { File as StoredFile } from "../api/schema";
import { type Live, NoAnswer, Problem } from "../live";
import { toast } from "../ui/toast";
import { sentenceOf } from "./actions";
import { useLive } from "./seat";

/** GET calls whose answer is a file. */
export type FileReading = Extract<CallName, `GET ${string}`>;

interface ReadFile {
  readonly blob: Blob;
  /** As the server calls it; "" where it does not say. */
  readonly name: string;
}

/** Rejects like `call`. */
export async function readFile<C extends FileReading>(
  live: Live,
  name: C,
  options: Pick<CallOptions<C>, "path" | "query"> & { readonly signal?: AbortSignal },
): Promise<ReadFile> {
  const address = addressOf(name, options.path ?? {}, options.query ?? {});
  const answer = await live.request<Blob>("GET", address, {
    file: true,
    headers: { Accept: "*/*" },
    ...(options.signal && { signal: options.signal }),
  });
  return { blob: answer.data, name: nameIn(answer.headers.get("Content-Disposition")) };
}

function nameIn(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/i.exec(disposition ?? "")?.[1] ?? "");
}

/** Puts a file into the person's downloads. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the content by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** `const sheet = useFileSaving("GET /api/….xlsx")`, then `sheet.save({ path }, "mapa.xlsx")`: says what went wrong. */
export function useFileSaving<C extends FileReading>(name: C) {
  const live = useLive();
  const [busy, setBusy] = useState(false);
  const save = async (options: Pick<CallOptions<C>, "path" | "query">, fallback: string): Promise<void> => {
    setBusy(true);
    try {
      const file = await readFile(live, name, options);
      saveBlob(file.blob, file.name || fallback);
    } catch (error) {
      toast(sentenceOf(error), { tone: "wine" });
    } finally {
      setBusy(false);
    }
  };
  return { save, busy };
}

/** What a file may hang on. */
export type FileThing = "briefing" | "purchase_request" | "quotation" | "receipt" | "invoice" | "logo";

/**
 * Sends a file to the store and returns it checked. `onShare` hears how much has gone, from 0 to 1. Rejects with
 * `Problem` (not a kind that is taken, too large, not what its name says) or `NoAnswer`.
 */
export async function sendFile(
  live: Live,
  file: globalThis.File,
  on: { readonly thing: FileThing; readonly thingId?: string },
  onShare: (share: number) => void = () => undefined,
): Promise<StoredFile> {
  const ticket = await call(live, "POST /api/files", {
    body: {
      name: file.name,
      contentType: file.type || "application/octet-stream",
      size: file.size,
      sha256: await sha256(file),
      thing: on.thing,
      thingId: on.thingId ?? null,
    },
  });
  await put(ticket, file, onShare);
  return call(live, "POST /api/files/{file_id}/confirm", { path: { file_id: ticket.id } });
}

async function sha256(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** By XMLHttpRequest: fetch does not tell how much has gone. */
function put(
  ticket: { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>> },
  file: Blob,
  onShare: (share: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(ticket.method, ticket.url);
    for (const [name, value] of Object.entries(ticket.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
    request.onload = () => {
      if (request.status < 300) return resolve();
      let said: Record<string, unknown> = {};
      try {
        said = JSON.parse(request.responseText) as Record<string, unknown>;
      } catch {
        // A store in between answers in its own way.
      }
      reject(new Problem(request.status, said));
    };
    request.onerror = () => reject(new NoAnswer(`${ticket.method} of a file`));
    request.send(file);
  });
}
