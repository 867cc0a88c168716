/** Asking somebody in. */

import { useAction, useDraft } from "../../data/actions";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { TextField } from "../../ui/field";
import { useWords } from "../../words/language";
import { peopleWords } from "../words/people";
import { RolePicker } from "./RolePicker";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const say = useWords(peopleWords);
  const draft = useDraft("invitation", { email: "", roleIds: [] as readonly string[] });
  const invite = useAction("POST /api/invitations", {
    done: (made) => say.sent(made.email),
    sayErrors: false,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  const send = () => void invite.run({ body: { email: draft.value.email.trim(), roleIds: [...draft.value.roleIds] } });
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.inviteTitle}
      description={say.inviteText}
      actions={
        <Button kind="primary" busy={invite.busy} onClick={send}>
          {say.send}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label={say.email}
          type="email"
          autoComplete="off"
          value={draft.value.email}
          onValue={(email) => draft.set({ email })}
          error={invite.fields.email}
        />
        <RolePicker
          label={say.inviteRoles}
          chosen={draft.value.roleIds}
          onChoose={(roleIds) => draft.set({ roleIds })}
        />
        {invite.sentence && (
          <p role="alert" className="text-wine">
            {invite.fields.roleIds ?? invite.sentence}
          </p>
        )}
      </form>
    </Dialog>
  );
}
