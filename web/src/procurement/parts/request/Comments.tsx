/** What people write about a request, as it comes; written without a connection, it waits and says so. */

import { Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { useAction, useDraft } from "../../../data/actions";
import { useAnswer, useRows } from "../../../data/rows";
import { useLive, useMe, useReadable } from "../../../data/seat";
import { Person } from "../../../ui/badge";
import { Button, IconButton } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { SkeletonRows } from "../../../ui/states";
import { moment } from "../../../words/format";
import { said, useWords } from "../../../words/language";
import { mentioned, pieces } from "../../mentions";
import { allowed, type CommentRow } from "../../rows";
import { requestWords } from "../../words/request";
import { MentionField } from "./MentionField";

export function Comments({ requestId, code, mayWrite }: { requestId: string; code: string; mayWrite: boolean }) {
  const say = useWords(requestWords);
  const live = useLive();
  const me = useMe();
  const path = `/api/purchase-requests/${requestId}/comments`;
  const { rows, status } = useRows("purchase-request-comments", { filters: { requestId }, sort: "createdAt" });
  const { data: colleagues } = useAnswer("GET /api/purchase-people", { query: { may: "see" } }, { enabled: mayWrite });
  const waiting = useReadable(live.outbox.entries).filter((entry) => entry.path === path);
  const draft = useDraft(`comment:${requestId}`, { text: "" });
  const [deleting, setDeleting] = useState<CommentRow | null>(null);
  const people = colleagues?.data.filter((person) => person.id !== me.id) ?? [];
  const send = () => {
    const text = draft.value.text.trim();
    if (text === "") return;
    const body = { text, mentions: mentioned(text, people) };
    void live.write({ method: "POST", path, body, thing: path, label: say.commentLabel(code) }).then(({ done }) => {
      draft.clear();
      // A refusal stays below, for the person to decide.
      done.catch(() => undefined);
    });
  };
  return (
    <div className="flex flex-col gap-4">
      {status === "loading" && rows.length === 0 && <SkeletonRows rows={2} />}
      {status === "ready" && rows.length + waiting.length === 0 && <p className="text-faint">{say.noComments}</p>}
      <ol className="flex flex-col gap-4">
        {rows.map((row) => (
          <Comment key={row.id} row={row} mayDelete={allowed(row, me.id).includes("delete")} onDelete={setDeleting} />
        ))}
        {waiting.map((entry) => (
          <li key={entry.id} className="flex gap-2.5 opacity-80">
            <Person name={me.name} small />
            <div className="min-w-0">
              <p className="whitespace-pre-line">{String((entry.body as { text?: unknown }).text ?? "")}</p>
              {entry.state === "failed" ? (
                <p className="text-sm text-wine">
                  {say.notSent(said(String(entry.problem?.detail ?? "")))}{" "}
                  <Button small kind="quiet" onClick={() => void live.outbox.retry(entry.id)}>
                    {say.again}
                  </Button>
                  <Button small kind="quiet" onClick={() => void live.outbox.discard(entry.id)}>
                    {say.throwAway}
                  </Button>
                </p>
              ) : (
                <p className="text-sm text-faint">{say.waiting}</p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {mayWrite && (
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <MentionField
            label={say.write}
            hint={say.writeHint}
            offer={say.mention}
            value={draft.value.text}
            onValue={(text) => draft.set({ text })}
            onSend={send}
            people={people}
          />
          <Button type="submit" icon={Send} disabled={draft.value.text.trim() === ""} className="self-end">
            {say.send}
          </Button>
        </form>
      )}
      {deleting && <Deleting row={deleting} onClose={() => setDeleting(null)} />}
    </div>
  );
}

function Comment({
  row,
  mayDelete,
  onDelete,
}: {
  row: CommentRow;
  mayDelete: boolean;
  onDelete: (row: CommentRow) => void;
}) {
  const say = useWords(requestWords);
  return (
    <li className="group flex gap-2.5">
      <Person name={row.person.name} small />
      <div className="min-w-0 grow">
        <p className="text-sm text-faint">
          <strong className="font-medium text-ink">{row.person.name}</strong> · {moment(row.createdAt)}
        </p>
        {row.deleted ? (
          <p className="text-faint italic">{say.deletedComment}</p>
        ) : (
          <p className="break-words whitespace-pre-line">
            {pieces(row.text, row.mentions).map((piece, index) =>
              piece.mention ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text that does not change
                <strong key={index} className="font-medium text-accent">
                  {piece.text}
                </strong>
              ) : (
                piece.text
              ),
            )}
          </p>
        )}
      </div>
      {mayDelete && !row.deleted && (
        <IconButton icon={Trash2} label={say.deleteComment} onClick={() => onDelete(row)} className="size-8" />
      )}
    </li>
  );
}

function Deleting({ row, onClose }: { row: CommentRow; onClose: () => void }) {
  const say = useWords(requestWords);
  const remove = useAction("DELETE /api/purchase-requests/{request_id}/comments/{comment_id}", {
    sayErrors: false,
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={say.deleteComment}
      verb={say.deleteComment}
      danger
      busy={remove.busy}
      error={remove.sentence}
      onConfirm={() => void remove.run({ path: { request_id: row.requestId, comment_id: row.id } })}
    >
      {say.deleteText}
    </Confirm>
  );
}
