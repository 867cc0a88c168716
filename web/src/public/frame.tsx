/** What the three pages share: whose page it is, why it may be closed, talk between both sides. */

import "./look.css";
import { CircleCheck, CircleSlash, CloudOff, Send } from "lucide-react";
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme } from "../app/theme";
import { Problem } from "../live/problem";
import { Button } from "../ui/button";
import { TextAreaField, TextField } from "../ui/field";
import { moment } from "../words/format";
import { currentLanguage, useWords } from "../words/language";
import { ask, type Opened, sentenceOf, useKept, useSending } from "./link";
import { publicWords } from "./words";

export function show(page: ReactNode): void {
  applyTheme();
  document.documentElement.lang = currentLanguage();
  const place = document.getElementById("root");
  if (place) createRoot(place).render(page);
}

/** The page in its three states: on its way, closed (and why), open. */
export function Page<T>({
  of,
  from,
  children,
}: {
  of: Opened<T>;
  from: (thing: T) => { readonly name: string; readonly logoUrl: string };
  children: (thing: T) => ReactNode;
}) {
  const say = useWords(publicWords);
  if (of.thing === null && of.error === null)
    return <main aria-busy="true" aria-label={say.loading} className="mx-auto max-w-2xl p-4" />;
  if (of.thing === null) return <Closed of={of} />;
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-5 px-4 pt-4 pb-40">
      <Sender {...from(of.thing)} />
      <main className="flex flex-col gap-5">{children(of.thing)}</main>
      <footer className="pt-4 text-center text-sm text-faint">{say.by}</footer>
    </div>
  );
}

/** Whose page it is; the logo says it where there is one, on white as it was drawn for. */
function Sender({ name, logoUrl }: { name: string; logoUrl: string }) {
  const [shown, setShown] = useState(logoUrl !== "");
  return (
    <p className="flex items-center gap-3 border-b border-line pb-3 text-lg font-semibold">
      {shown && (
        <img
          src={logoUrl}
          alt=""
          className="h-10 max-w-40 rounded-sm bg-blank object-contain p-1"
          onError={() => setShown(false)}
        />
      )}
      {name}
    </p>
  );
}

function Closed<T>({ of }: { of: Opened<T> }) {
  const say = useWords(publicWords);
  const refused = of.error instanceof Problem && of.error.status < 500;
  const Icon = refused ? CircleSlash : CloudOff;
  return (
    <main className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-16 text-center">
      <Icon size={32} className="text-faint" aria-hidden />
      <h1 className="text-lg font-semibold">{refused ? say.closed : say.unreachable}</h1>
      <p className="text-soft">{sentenceOf(of.error)}</p>
      {!refused && <Button onClick={() => void of.again()}>{say.retry}</Button>}
    </main>
  );
}

export function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** It is done, and what that means. */
export function Done({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <section role="status" className="flex gap-3 rounded-lg border border-leaf bg-leaf-soft p-4">
      <CircleCheck size={22} className="shrink-0 text-leaf" aria-hidden />
      <div>
        <h2 className="font-semibold">{title}</h2>
        {children && <div className="text-soft">{children}</div>}
      </div>
    </section>
  );
}

export function Refusal({ children }: { children: string | null }) {
  return children === null ? null : (
    <p role="alert" className="rounded-md bg-wine-soft px-3 py-2 text-wine">
      {children}
    </p>
  );
}

interface Said {
  readonly at: string;
  readonly name: string;
  readonly text: string;
  readonly fromSupplier?: boolean;
}

/** Questions and answers, and a box for the next one. */
export function Talk({
  title,
  hint,
  messages,
  path,
  onSent,
}: {
  title: string;
  hint: string;
  messages: readonly Said[];
  path: string;
  onSent: () => Promise<void>;
}) {
  const say = useWords(publicWords);
  const [typed, type, forget] = useKept("talk", { name: "", text: "" });
  const sending = useSending();
  const [sent, setSent] = useState(false);
  const send = () =>
    sending.send(async () => {
      await ask("POST", path, { text: typed.text.trim(), ...(typed.name.trim() && { name: typed.name.trim() }) });
      forget();
      type({ text: "" });
      setSent(true);
      await onSent();
    });
  return (
    <Part title={title}>
      {messages.map((each) => (
        <div key={each.at + each.text} className={each.fromSupplier === false ? "self-start" : "self-end text-right"}>
          <p className="inline-block rounded-lg bg-sunken px-3 py-2 text-left break-words whitespace-pre-wrap">
            {each.text}
          </p>
          <p className="text-sm text-faint">
            {each.name && `${each.name} · `}
            {moment(each.at)}
          </p>
        </div>
      ))}
      <TextAreaField label={hint} value={typed.text} onValue={(text) => type({ text })} error={sending.fields.text} />
      <TextField label={say.yourName} autoComplete="name" value={typed.name} onValue={(name) => type({ name })} />
      <Refusal>{sending.error}</Refusal>
      <div className="flex items-center justify-end gap-3">
        {sent && typed.text === "" && (
          <span role="status" className="text-sm text-leaf">
            {say.sent}
          </span>
        )}
        <Button icon={Send} busy={sending.busy} disabled={typed.text.trim() === ""} onClick={() => void send()}>
          {say.send}
        </Button>
      </div>
    </Part>
  );
}

/** Names and amounts, to the right. */
export function Sum({ name, children, strong = false }: { name: ReactNode; children: ReactNode; strong?: boolean }) {
  return (
    <div
      className={
        strong
          ? "flex justify-between gap-4 border-t border-line pt-2 text-lg font-semibold"
          : "flex justify-between gap-4"
      }
    >
      <dt>{name}</dt>
      <dd className="whitespace-nowrap">{children}</dd>
    </div>
  );
}
