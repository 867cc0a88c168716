/** Title, client and who is responsible of a briefing. */

import { useState } from "react";
import { useAction } from "../../../data/actions";
import type { Choice } from "../../../ui/combobox";
import { TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form";
import { useWords } from "../../../words/language";
import type { BriefingRow } from "../../rows";
import { briefingWords } from "../../words/briefing";
import { ClientChooser } from "../ClientChooser";
import { PersonChooser } from "../PersonChooser";

export function BriefingDetails({ row, onClose }: { row: BriefingRow; onClose: () => void }) {
  const say = useWords(briefingWords);
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
  const save = () => {
    void change.run({
      path: { briefing_id: row.id },
      body: { title, responsibleId: person?.id ?? null, ...(client && { clientId: client.id }) },
      ifMatch: row.version,
    });
  };
  return (
    <FormDialog onClose={onClose} title={say.editTitle} onSave={save} busy={change.busy} sentence={change.unplaced}>
      <TextField label={say.title} value={title} onValue={setTitle} error={change.fields.title} required />
      <ClientChooser label={say.client} value={client} onValue={setClient} error={change.fields.clientId} />
      <PersonChooser label={say.responsible} value={person} onValue={setPerson} error={change.fields.responsibleId} />
    </FormDialog>
  );
}
