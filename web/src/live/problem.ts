/** What the API answers when it refuses: RFC 9457. */

import { type Dictionary, isDictionary } from "./wire";

/** An answer of 4xx or 5xx, with its problem document. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  /** Sentence for the person. */
  readonly detail: string;
  readonly document: Dictionary;
  /** From `Retry-After`; null without it. */
  readonly retryAfterMs: number | null;

  constructor(status: number, document: Dictionary, retryAfterMs: number | null = null) {
    const code = typeof document.code === "string" ? document.code : `HTTP_${status}`;
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.detail = typeof document.detail === "string" ? document.detail : "";
    this.document = document;
    this.retryAfterMs = retryAfterMs;
  }

  /** Which fields need correction: member -> sentence. */
  get fields(): Readonly<Record<string, string>> {
    return isDictionary(this.document.fields) ? (this.document.fields as Record<string, string>) : {};
  }

  /** Whether the same request may succeed later. */
  get passes(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }
}
