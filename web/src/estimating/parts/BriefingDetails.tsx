/** Title, client and who is responsible of a briefing. */

import { type FormEvent, useState } from "react";
import { useAction } from "../../data/actions";
import { Button } from "../../ui/button";
import type { Choice } from "../../ui/combobox";
import { Dialog } from "../../ui/dialog";
import { TextField } from "../../ui/field";
import { useWords } from "../../words/language";
import type { BriefingRow } from "../rows";
import { estimatingWords } from "../words";
import { briefingWords } from "../words/briefing";
import { ClientChooser } from "./ClientChooser";
import { PersonChooser } from "./PersonChooser";

export function BriefingDetails({ row, onClose }: { row: BriefingRow; onClose: () => void }) {
  const say = useWords(briefingWords);
  const area = useWords(estimatingWords);
  const [title, setTitle] = useState(row.title);
  const [client, setClient] = useState<Choice | null>({ id: row.client.id, label: row.client.name });
  const [person, setPerson] = useState<Choice | null>(
    row.responsible && { id: row.responsible.id, label: row.responsible.name },
  );
  const change = useAction("PATCH /api/briefings/{briefing_id}", {
    done: say.changed,
    onDone: onClose,
    sayErrors: false,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void change.run({
      path: { briefing_id: row.id },
      body: { title, responsibleId: person?.id ?? null, ...(client && { clientId: client.id }) },
      ifMatch: row.version,
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.editTitle}
      actions={
        <>
          <Button onClick={onClose}>{area.cancel}</Button>
          <Button kind="primary" type="submit" form="briefing-details" busy={change.busy}>
            {say.save}
          </Button>
        </>
      }
    >
      <form id="briefing-details" onSubmit={submit} className="flex flex-col gap-4">
        <TextField label={say.title} value={title} onValue={setTitle} error={change.fields.title} required />
        <ClientChooser label={say.client} value={client} onValue={setClient} error={change.fields.clientId} />
        <PersonChooser label={say.responsible} value={person} onValue={setPerson} error={change.fields.responsibleId} />
        {change.sentence && Object.keys(change.fields).length === 0 && (
          <p role="alert" className="text-wine">
            {change.sentence}
          </p>
        )}
      </form>
    </Dialog>
  );
}
