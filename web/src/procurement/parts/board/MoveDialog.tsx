/** What a move asks for before it is made: which one is meant, a reason, or a moment's thought. */

import { useState } from "react";
import type { MoveRow } from "../../../api/schema";
import { Button } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { Dialog } from "../../../ui/dialog";
import { money } from "../../../words/format";
import { useWords, type Words } from "../../../words/language";
import { REQUEST_ACTIONS } from "../../actions";
import { amountOf } from "../../board";
import { REQUEST_STATUS, type RequestRow } from "../../rows";
import { boardWords } from "../../words/board";

export const REASON_LEAST = 10;

/** Whether a person has to say more before it is made. */
export function asksFirst(move: MoveRow): boolean {
  const action = REQUEST_ACTIONS[move.offeredAs];
  return move.asks === "reason" || action?.warning !== undefined;
}

export function MoveDialog({
  row,
  moves,
  onTake,
  onClose,
  busy = false,
  error = null,
}: {
  row: Pick<RequestRow, "code" | "title" | "total" | "estimatedTotal">;
  moves: readonly MoveRow[];
  onTake: (move: MoveRow, reason: string) => void;
  onClose: () => void;
  busy?: boolean;
  error?: string | null;
}) {
  const say = useWords(boardWords);
  const [chosen, setChosen] = useState<MoveRow | null>(moves.length === 1 ? (moves[0] ?? null) : null);
  const first = moves[0];
  const action = REQUEST_ACTIONS[chosen?.offeredAs ?? ""];
  const verb = useWords(action?.verb ?? NO_WORDS);
  const warning = useWords(action?.warning ?? NO_WORDS);
  const place = useWords(first ? REQUEST_STATUS[first.to].label : NO_WORDS);
  if (chosen === null)
    return (
      <Dialog open onClose={onClose} title={say.choose} description={say.chooseText(row.code, place)}>
        <div className="flex flex-col gap-2">
          {moves.map((move) => (
            <Choice
              key={move.action}
              move={move}
              onChoose={() => (asksFirst(move) ? setChosen(move) : onTake(move, ""))}
            />
          ))}
        </div>
      </Dialog>
    );
  const reason =
    chosen.asks === "reason"
      ? { label: say.why, least: REASON_LEAST, hint: say.whyHint }
      : action?.note
        ? { label: say.note, least: 0 }
        : null;
  return (
    <Confirm
      open
      onClose={onClose}
      title={say.moveTitle(verb, row.code)}
      verb={verb}
      danger={action?.danger ?? false}
      busy={busy}
      error={error}
      {...(reason && { reason })}
      onConfirm={(text) => onTake(chosen, text)}
    >
      <p>
        {row.title} · <strong className="font-semibold">{money(amountOf(row))}</strong>
      </p>
      {warning && <p className="text-soft">{warning}</p>}
    </Confirm>
  );
}

const NO_WORDS: Words<string> = { pt: "", en: "" };

function Choice({ move, onChoose }: { move: MoveRow; onChoose: () => void }) {
  const action = REQUEST_ACTIONS[move.offeredAs];
  const verb = useWords(action?.verb ?? NO_WORDS);
  return (
    <Button kind={action?.danger ? "danger" : "plain"} {...(action && { icon: action.icon })} onClick={onChoose}>
      {verb}
    </Button>
  );
}
