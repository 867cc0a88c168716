/** The organisation's own data: what its letters carry. */

import { useId, useState } from "react";
import type { Address, Organisation } from "../../api/schema";
import { sentenceOf, useAction } from "../../data/actions";
import { sendFile } from "../../data/files";
import { useAnswer } from "../../data/rows";
import { useLive, useMay } from "../../data/seat";
import { Button, buttonClass } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useWords } from "../../words/language";
import { settingsWords } from "../words/settings";

export function OrganisationPanel() {
  const read = useAnswer("GET /api/organisation", {});
  if (read.data === undefined)
    return read.error ? (
      <Refused error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <Skeleton className="h-96" />
    );
  return (
    <div className="flex flex-col gap-4">
      <Data key={read.data.version} given={read.data} />
      <Logo />
    </div>
  );
}

const PLAIN = ["name", "document", "email", "phone", "site", "cau", "timezone", "accentColour"] as const;
const PLACE = ["cep", "street", "number", "complement", "district", "city", "uf"] as const;

function Data({ given }: { given: Organisation }) {
  const say = useWords(settingsWords);
  const mayEdit = useMay()("workspace.organisation.edit");
  const [now, setNow] = useState(given);
  const save = useAction("PUT /api/organisation", { done: say.saved, sayErrors: false });
  const names = { ...say, accentColour: say.accent };
  return (
    <Panel title={say.organisation}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const { id: _id, version: _version, ...body } = now;
          void save.run({ body, ifMatch: given.version });
        }}
      >
        {!mayEdit && <p className="text-soft">{say.noMayOrganisation}</p>}
        <fieldset disabled={!mayEdit} className="grid gap-4 sm:grid-cols-2">
          {PLAIN.map((member) => (
            <TextField
              key={member}
              label={names[member]}
              hint={member === "accentColour" ? say.accentHint : undefined}
              value={now[member]}
              onValue={(value) => setNow({ ...now, [member]: value })}
              error={save.fields[member]}
            />
          ))}
          {PLACE.map((member) => (
            <TextField
              key={member}
              label={say[member]}
              value={now.address[member]}
              onValue={(value) => setNow({ ...now, address: { ...now.address, [member]: value } as Address })}
              error={save.fields[`address.${member}`]}
            />
          ))}
        </fieldset>
        {save.sentence && (
          <p role="alert" className="text-wine">
            {save.sentence}
          </p>
        )}
        {mayEdit && (
          <div>
            <Button kind="primary" type="submit" busy={save.busy}>
              {say.save}
            </Button>
          </div>
        )}
      </form>
    </Panel>
  );
}

function Logo() {
  const say = useWords(settingsWords);
  const live = useLive();
  const id = useId();
  const mayEdit = useMay()("workspace.organisation.edit");
  const [sending, setSending] = useState(false);
  const put = useAction("PUT /api/organisation/logo", { done: say.logoSaved });
  if (!mayEdit) return null;
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    setSending(true);
    try {
      const stored = await sendFile(live, file, { thing: "logo" });
      await put.run({ body: { fileId: stored.id } });
    } catch (error) {
      toast(sentenceOf(error), { tone: "wine" });
    } finally {
      setSending(false);
    }
  };
  return (
    <Panel title={say.logo}>
      <p className="pb-3 text-soft">{say.logoHint}</p>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          className="peer sr-only"
          disabled={sending}
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
        <label htmlFor={id} className={buttonClass("plain")}>
          {say.logoChoose}
        </label>
        <Button kind="quiet" busy={put.busy || sending} onClick={() => void put.run({ body: { fileId: null } })}>
          {say.logoRemove}
        </Button>
      </div>
    </Panel>
  );
}
