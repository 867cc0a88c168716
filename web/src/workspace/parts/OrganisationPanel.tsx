/** The organisation's own data: what its letters carry. */

import { useId, useState } from "react";
import type { Organisation } from "../../api/schema";
import { sentenceOf, useAction } from "../../data/actions";
import { sendFile } from "../../data/files";
import { useAnswer } from "../../data/rows";
import { useLive, useMay } from "../../data/seat";
import { AddressFields, NO_ADDRESS } from "../../ui/address";
import { Button, buttonClass } from "../../ui/button";
import { Field, SelectField, TextField } from "../../ui/field";
import { MaskedField } from "../../ui/masked";
import { Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useWords } from "../../words/language";
import { cep, cnpj, cpf, phone, shownDocument, shownPhone } from "../../words/masks";
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

const PLAIN = ["name", "email", "site", "cau"] as const;
/** Brazil's offsets from UTC, one place each; whoever needs another keeps it. */
const ZONES = ["America/Noronha", "America/Sao_Paulo", "America/Manaus", "America/Rio_Branco"] as const;
/** What documents have without a colour of their own. */
const unsaidColour = () => getComputedStyle(document.documentElement).getPropertyValue("--document-accent").trim();

function Data({ given }: { given: Organisation }) {
  const say = useWords(settingsWords);
  const mayEdit = useMay()("workspace.organisation.edit");
  const [now, setNow] = useState(() => ({
    ...given,
    document: shownDocument(given.document),
    phone: shownPhone(given.phone),
    address: { ...given.address, cep: cep(given.address.cep ?? "") },
  }));
  const set = (part: Partial<typeof now>) => setNow({ ...now, ...part });
  const save = useAction("PUT /api/organisation", { done: say.saved, sayErrors: false });
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
              label={say[member]}
              value={now[member]}
              onValue={(value) => set({ [member]: value })}
              error={save.fields[member]}
            />
          ))}
          <MaskedField
            label={say.document}
            mask={(typed) => (/^[\d.\-\s]{0,14}$/.test(typed) ? cpf(typed) : cnpj(typed))}
            value={now.document}
            onValue={(document) => set({ document })}
            error={save.fields.document}
          />
          <MaskedField
            label={say.phone}
            mask={phone}
            type="tel"
            value={now.phone}
            onValue={(number) => set({ phone: number })}
            error={save.fields.phone}
          />
          <SelectField
            label={say.timezone}
            value={now.timezone}
            onValue={(timezone) => set({ timezone })}
            error={save.fields.timezone}
          >
            {[...new Set([...ZONES, now.timezone])].map((zone) => (
              <option key={zone} value={zone}>
                {say.zones[zone as keyof typeof say.zones] ?? zone}
              </option>
            ))}
          </SelectField>
          <Field label={say.accent} hint={say.accentHint} error={save.fields.accentColour}>
            {(ties) => (
              <span className="flex items-center gap-2">
                <input
                  type="color"
                  className="h-9 w-16 rounded-md border border-line-strong bg-surface p-1 pointer-coarse:h-11"
                  value={now.accentColour || unsaidColour()}
                  onChange={(event) => set({ accentColour: event.target.value })}
                  {...ties}
                />
                {now.accentColour && (
                  <Button kind="quiet" onClick={() => set({ accentColour: "" })}>
                    {say.accentDefault}
                  </Button>
                )}
              </span>
            )}
          </Field>
          <div className="sm:col-span-2">
            <AddressFields
              value={{ ...NO_ADDRESS, ...now.address }}
              onChange={(address) => set({ address })}
              fields={save.fields}
            />
          </div>
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
