/** Putting an entry of a register away, with "Desfazer", and taking it out again. */

import { useQueryClient } from "@tanstack/react-query";
import { call } from "../../../api/call";
import { sentenceOf } from "../../../data/actions";
import { useLive } from "../../../data/seat";
import { toast } from "../../../ui/toast";
import { useWords } from "../../../words/language";
import { settingsWords } from "../../words/settings";

type Register = "departments" | "cost-centres";

const CALLS = {
  departments: ["DELETE /api/departments/{department_id}", "POST /api/departments/{department_id}/restore"],
  "cost-centres": ["DELETE /api/cost-centres/{cost_centre_id}", "POST /api/cost-centres/{cost_centre_id}/restore"],
} as const;

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

export function useArchiving(register: Register) {
  const say = useWords(settingsWords);
  const live = useLive();
  const client = useQueryClient();
  const [away, back] = CALLS[register];
  const at = (id: string) => ({ path: { department_id: id, cost_centre_id: id } });
  const tried = async (act: () => Promise<unknown>, done: () => void) => {
    try {
      await act();
      void client.invalidateQueries({ queryKey: ["answer"] });
      done();
    } catch (error) {
      toast(sentenceOf(error), { tone: "wine" });
    }
  };
  const restore = (entry: Entry) =>
    void tried(
      () => call(live, back, at(entry.id)),
      () => toast(say.restored(entry.name)),
    );
  const archive = (entry: Entry) =>
    void tried(
      () => call(live, away, { ...at(entry.id), ifMatch: entry.version }),
      () => toast(say.archived(entry.name), { undo: () => restore(entry) }),
    );
  return { archive, restore };
}
