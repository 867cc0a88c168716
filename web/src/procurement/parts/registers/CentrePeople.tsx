/** Who asks on a cost centre and who approves for it. */

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { call } from "../../../api/call";
import type { CostCentre } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useAnswer } from "../../../data/rows";
import { useLive } from "../../../data/seat";
import { Person } from "../../../ui/badge";
import { Button, IconButton } from "../../../ui/button";
import { type Choice, ComboboxField } from "../../../ui/combobox";
import { SelectField } from "../../../ui/field";
import { Panel } from "../../../ui/page";
import { SkeletonRows } from "../../../ui/states";
import { useWords } from "../../../words/language";
import { costCentreWords } from "../../words/costCentres";

const PUT = "PUT /api/cost-centres/{cost_centre_id}/people/{person_id}" as const;

export function CentrePeople({ centre, mayEdit }: { centre: CostCentre; mayEdit: boolean }) {
  const say = useWords(costCentreWords).centres;
  const live = useLive();
  const { data } = useAnswer(
    "GET /api/cost-centres/{cost_centre_id}/people",
    { path: { cost_centre_id: centre.id } },
    { after: centre.version },
  );
  const at = (person: string) => ({ cost_centre_id: centre.id, person_id: person });
  const put = useAction(PUT);
  const [last, setLast] = useState<{ id: string; name: string; approves: boolean } | null>(null);
  const remove = useAction("DELETE /api/cost-centres/{cost_centre_id}/people/{person_id}", {
    done: say.removedPerson(last?.name ?? ""),
    undo: () => call(live, PUT, { path: at(last?.id ?? ""), body: { approves: last?.approves ?? false } }),
  });
  const people = data?.data ?? [];
  const named = people.some((each) => !each.approves);
  return (
    <Panel title={say.peopleTitle}>
      <div className="flex flex-col gap-3">
        <p className="text-sm text-soft">{named ? say.peopleNamed : say.peopleAnybody}</p>
        {data === undefined && <SkeletonRows rows={3} />}
        {data !== undefined && people.length === 0 && <p className="text-faint">{say.nobody}</p>}
        <ul className="divide-y divide-line">
          {people.map(({ person, approves }) => (
            <li key={person.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
              <span className="min-w-0 grow max-sm:basis-full">
                <Person name={person.name} named small />
              </span>
              {mayEdit ? (
                <>
                  <SelectField
                    label={say.part(person.name)}
                    hideLabel
                    className="max-sm:grow sm:w-40"
                    value={approves ? "approves" : "asks"}
                    onValue={(part) => void put.run({ path: at(person.id), body: { approves: part === "approves" } })}
                  >
                    <option value="asks">{say.asks}</option>
                    <option value="approves">{say.approves}</option>
                  </SelectField>
                  <IconButton
                    icon={Trash2}
                    label={say.removePerson(person.name)}
                    onClick={() => {
                      setLast({ ...person, approves });
                      void remove.run({ path: at(person.id) });
                    }}
                  />
                </>
              ) : (
                <span className="text-soft">{approves ? say.approves : say.asks}</span>
              )}
            </li>
          ))}
        </ul>
        {mayEdit && <AddPerson centreId={centre.id} known={people.map((each) => each.person.id)} />}
      </div>
    </Panel>
  );
}

function AddPerson({ centreId, known }: { centreId: string; known: readonly string[] }) {
  const say = useWords(costCentreWords).centres;
  const [who, setWho] = useState<Choice | null>(null);
  const [part, setPart] = useState<"asks" | "approves">("approves");
  // Who may approve is fewer than who may ask.
  const { data } = useAnswer("GET /api/purchase-people", { query: { may: part === "approves" ? "approve" : "ask" } });
  const add = useAction(PUT, { sayErrors: false, onDone: () => setWho(null) });
  return (
    <form
      className="grid items-end gap-2 sm:grid-cols-[1fr_auto_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        if (who)
          void add.run({
            path: { cost_centre_id: centreId, person_id: who.id },
            body: { approves: part === "approves" },
          });
      }}
    >
      <ComboboxField
        label={say.addPerson}
        placeholder={say.chooseName}
        value={who}
        onValue={setWho}
        choices={(data?.data ?? [])
          .filter((person) => !known.includes(person.id))
          .map((person) => ({ id: person.id, label: person.name }))}
        error={add.fields.approves ?? add.sentence}
      />
      <SelectField
        label={say.part(who?.label ?? "…")}
        hideLabel
        value={part}
        onValue={(next) => setPart(next === "asks" ? "asks" : "approves")}
      >
        <option value="approves">{say.approves}</option>
        <option value="asks">{say.asks}</option>
      </SelectField>
      <Button type="submit" busy={add.busy} disabled={who === null}>
        {say.addVerb}
      </Button>
    </form>
  );
}
