/** Yes or no, with a name to it. */

import { useState } from "react";
import type { EstimatingApprovalReceipt } from "../../api/schema";
import { Button } from "../../ui/button";
import { TextAreaField, TextField } from "../../ui/field";
import { useWords } from "../../words/language";
import { Part, Refusal } from "../frame";
import { ask, useKept, useSending } from "../link";
import { publicWords } from "../words";
import { proposalWords } from "./words";

const PATH = "proposals/{token}";

export function Decide({ may, onDone }: { may: readonly string[]; onDone: () => Promise<void> }) {
  const say = useWords(proposalWords);
  const common = useWords(publicWords);
  const [typed, type, forget] = useKept("proposta", { name: "", cpf: "", comment: "", reason: "" });
  const [refusing, setRefusing] = useState(false);
  const sending = useSending();
  const send = (answer: string, body: object) =>
    sending.send(async () => {
      await ask<EstimatingApprovalReceipt>("POST", `${PATH}/${answer}`, body);
      forget();
      await onDone();
    });
  if (refusing)
    return (
      <Part title={say.decline}>
        <p className="text-soft">{say.declineLead}</p>
        <TextAreaField
          label={say.reason}
          value={typed.reason}
          onValue={(reason) => type({ reason })}
          error={sending.fields.reason}
        />
        <TextField
          label={say.name}
          autoComplete="name"
          value={typed.name}
          onValue={(name) => type({ name })}
          error={sending.fields.name}
        />
        <Refusal>{sending.error}</Refusal>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setRefusing(false)}>{common.cancel}</Button>
          <Button
            kind="danger"
            busy={sending.busy}
            onClick={() =>
              void send("decline", {
                reason: typed.reason.trim(),
                ...(typed.name.trim() && { name: typed.name.trim() }),
              })
            }
          >
            {say.decline}
          </Button>
        </div>
      </Part>
    );
  return (
    <Part title={say.approve}>
      <p className="text-soft">{say.approveLead}</p>
      <TextField
        label={say.name}
        autoComplete="name"
        value={typed.name}
        onValue={(name) => type({ name })}
        error={sending.fields.name}
      />
      <TextField
        label={say.cpf}
        inputMode="numeric"
        autoComplete="off"
        value={typed.cpf}
        onValue={(cpf) => type({ cpf })}
        error={sending.fields.cpf}
      />
      <TextAreaField
        label={say.comment}
        value={typed.comment}
        onValue={(comment) => type({ comment })}
        error={sending.fields.comment}
      />
      <Refusal>{sending.error}</Refusal>
      <Button
        kind="primary"
        className="min-h-12"
        busy={sending.busy}
        onClick={() =>
          void send("approve", {
            name: typed.name.trim(),
            cpf: typed.cpf.trim(),
            ...(typed.comment.trim() && { comment: typed.comment.trim() }),
          })
        }
      >
        {say.approve}
      </Button>
      {may.includes("decline") && (
        <Button kind="quiet" onClick={() => setRefusing(true)}>
          {say.decline}
        </Button>
      )}
    </Part>
  );
}
