/** Changing a draft: on top of what was seen, and what somebody else changed first is said. */

import type { Orcamento, OrcamentoChange } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { Problem } from "../../../live";
import { useWords } from "../../../words/language";
import { orcamentoWords } from "../../words/orcamento";

export function useChange(of: Orcamento, onDone: () => void, done?: string | ((after: Orcamento) => string)) {
  const say = useWords(orcamentoWords);
  const change = useAction("PATCH /api/orcamentos/{orcamento_id}", {
    done: done ?? say.changed,
    onDone,
    sayErrors: false,
  });
  const moved = change.error instanceof Problem && change.error.status === 412;
  return {
    run: (body: OrcamentoChange) => change.run({ path: { orcamento_id: of.id }, body, ifMatch: of.version }),
    busy: change.busy,
    fields: change.fields,
    /** What belongs to no field of the form. */
    sentence: (...fields: readonly string[]) =>
      moved
        ? say.changedMeanwhile
        : fields.some((field) => change.fields[field] !== undefined)
          ? null
          : (Object.values(change.fields)[0] ?? change.sentence),
  };
}
