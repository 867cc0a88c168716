/** What two sides write to each other, as it comes; what was written offline waits here, marked, until it is sent. */

import { Send } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useLive, useReadable } from "../../data/seat";
import { Button } from "../../ui/button";
import { cx } from "../../ui/cx";
import { TextAreaField } from "../../ui/field";
import { moment } from "../../words/format";
import { said, useWords } from "../../words/language";
import { talkWords } from "../words/talk";

export interface Said {
  readonly id: string;
  /** From the other side: stands on the left. */
  readonly theirs: boolean;
  readonly name: string;
  readonly text: string;
  readonly at: string;
}

export function Chat({
  messages,
  path,
  to,
  label,
  empty,
  mayWrite,
}: {
  messages: readonly Said[];
  /** Where a new one is posted. */
  path: string;
  /** The other side's name. */
  to: string;
  label: string;
  empty: string;
  mayWrite: boolean;
}) {
  const say = useWords(talkWords).chat;
  const live = useLive();
  const waiting = useReadable(live.outbox.entries).filter((entry) => entry.path === path);
  const end = useRef<HTMLLIElement>(null);
  const [text, setText] = useState("");
  const count = messages.length + waiting.length;
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: "nearest" });
  }, [count]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const body = text.trim();
    if (body === "") return;
    void live
      .write({ method: "POST", path, body: { text: body }, thing: path, label: say.label(to) })
      .then(({ done }) => {
        setText("");
        // Its refusal stays below, for the person to decide.
        done.catch(() => undefined);
      });
  };
  return (
    <div className="flex flex-col gap-3">
      {count === 0 && <p className="text-sm text-soft">{empty}</p>}
      {count > 0 && (
        <ol className="flex max-h-96 flex-col gap-2 overflow-y-auto overscroll-contain">
          {messages.map((message) => (
            <Bubble key={message.id} theirs={message.theirs} text={message.text}>
              {message.name}, {moment(message.at)}
            </Bubble>
          ))}
          {waiting.map((entry) => (
            <Bubble key={entry.id} theirs={false} pending text={String((entry.body as { text?: string }).text ?? "")}>
              {entry.state === "failed" ? (
                <span className="text-wine">
                  {say.refused}: {said(String(entry.problem?.detail ?? ""))}{" "}
                  <Button small kind="quiet" onClick={() => void live.outbox.retry(entry.id)}>
                    {say.again}
                  </Button>
                  <Button small kind="quiet" onClick={() => void live.outbox.discard(entry.id)}>
                    {say.discard}
                  </Button>
                </span>
              ) : (
                say.queued
              )}
            </Bubble>
          ))}
          <li ref={end} aria-hidden className="h-0" />
        </ol>
      )}
      {mayWrite ? (
        <form onSubmit={send} className="flex items-end gap-2">
          <TextAreaField
            label={label}
            hideLabel
            placeholder={label}
            rows={1}
            value={text}
            onValue={setText}
            className="grow [&_textarea]:min-h-10"
            maxLength={4000}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
            }}
          />
          <Button type="submit" kind="primary" icon={Send} disabled={text.trim() === ""}>
            {say.send}
          </Button>
        </form>
      ) : (
        <p className="text-sm text-faint">{say.closed}</p>
      )}
    </div>
  );
}

function Bubble({
  theirs,
  pending = false,
  text,
  children,
}: {
  theirs: boolean;
  pending?: boolean;
  text: string;
  children: React.ReactNode;
}) {
  return (
    <li
      className={cx(
        "max-w-[85%] rounded-lg px-3 py-2",
        theirs ? "self-start bg-sunken" : "self-end bg-accent-soft",
        pending && "opacity-70",
      )}
    >
      <p className="whitespace-pre-line break-words">{text}</p>
      <p className="text-xs text-soft">{children}</p>
    </li>
  );
}
