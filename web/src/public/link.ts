/** The link a page was opened by: reading and writing with its token, which is all the right there is. */

import { useCallback, useEffect, useState } from "react";
import { Problem } from "../live/problem";
import { isDictionary } from "../live/wire";
import { said, saidEach, wordsNow } from "../words/language";
import { publicWords } from "./words";

const WITHIN_MS = 30_000;

export const token = new URLSearchParams(location.search).get("token") ?? "";

/** Rejects with a `Problem` when refused, with another error when there was no answer. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`/api/public/${path.replace("{token}", encodeURIComponent(token))}`, {
    method,
    headers: {
      Accept: "application/json",
      ...(body !== undefined && { "Content-Type": "application/json" }),
      // Refusals as the server words them, whatever the browser speaks; the pages have them in English.
      "Accept-Language": "pt-BR",
      // Pressed twice on a bad line, it is one answer.
      ...(method === "POST" && { "Idempotency-Key": crypto.randomUUID?.() ?? String(Math.random()).slice(2) }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  const told: unknown = await answer.json().catch(() => null);
  if (answer.ok) return told as T;
  throw new Problem(answer.status, isDictionary(told) ? told : {});
}

/** What went wrong, for whoever reads it. */
export function sentenceOf(error: unknown): string {
  const say = wordsNow(publicWords);
  return error instanceof Problem ? (error.detail ? said(error.detail) : say.refused) : say.noAnswer;
}

export interface Opened<T> {
  readonly thing: T | null;
  readonly error: unknown;
  readonly again: () => Promise<void>;
  readonly set: (thing: T) => void;
}

/** What the link shows; read again whenever the page comes back into view. */
export function useOpened<T>(path: string): Opened<T> {
  const [thing, set] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const again = useCallback(async () => {
    try {
      set(await ask<T>("GET", path));
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  }, [path]);
  useEffect(() => {
    void again();
    const shown = () => document.visibilityState === "visible" && void again();
    document.addEventListener("visibilitychange", shown);
    return () => document.removeEventListener("visibilitychange", shown);
  }, [again]);
  return { thing, error, again, set };
}

export interface Sending {
  readonly busy: boolean;
  readonly error: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** True when it was done. */
  readonly send: (work: () => Promise<void>) => Promise<boolean>;
}

/** One thing that is sent at a time, and what was said against it. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const send = useCallback(async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
      setFailure(null);
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return {
    busy,
    error: failure === null ? null : sentenceOf(failure),
    fields: failure instanceof Problem ? saidEach(failure.fields) : {},
    send,
  };
}

/** What was typed on this page, until it is sent: a phone that rings loses nothing. */
export function useKept<T extends object>(
  page: string,
  initial: T,
): readonly [T, (change: Partial<T>) => void, () => void] {
  const name = `esteio-${page}:${token.slice(-24)}`;
  const [value, setValue] = useState<T>(() => {
    try {
      return { ...initial, ...(JSON.parse(localStorage.getItem(name) ?? "{}") as Partial<T>) };
    } catch {
      return initial;
    }
  });
  const set = (change: Partial<T>) =>
    setValue((before) => {
      const next = { ...before, ...change };
      try {
        localStorage.setItem(name, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing: what is typed lives as long as the page.
      }
      return next;
    });
  return [value, set, () => localStorage.removeItem(name)];
}
