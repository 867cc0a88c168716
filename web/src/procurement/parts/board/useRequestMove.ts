/** A move of one request, from its own screen. */

import { useState } from "react";
import type { MoveRow, PurchaseRequest } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useWords, wordsNow } from "../../../words/language";
import { REQUEST_ACTIONS } from "../../actions";
import { REQUEST_STATUS } from "../../rows";
import { boardWords } from "../../words/board";
import { asksFirst } from "./MoveDialog";
import { useMoveTable } from "./useMoving";

export function useRequestMove(request: PurchaseRequest) {
  const say = useWords(boardWords);
  const table = useMoveTable();
  const [asking, setAsking] = useState<MoveRow | null>(null);
  const [last, setLast] = useState<MoveRow | null>(null);
  const path = { request_id: request.id };
  const undo = useAction("POST /api/purchase-requests/{request_id}/moves");
  const back = REQUEST_ACTIONS[last?.offeredAs ?? ""]?.undo;
  const act = useAction("POST /api/purchase-requests/{request_id}/moves", {
    sayErrors: asking === null,
    done: (answer) => say.moved(request.code, wordsNow(REQUEST_STATUS[answer.status].label)),
    ...(back && {
      undo: (answer: PurchaseRequest) => undo.run({ path, body: { action: back }, ifMatch: answer.version }),
    }),
    onDone: () => setAsking(null),
  });
  const take = (move: MoveRow, reason = "") =>
    void act.run({ path, body: { action: move.action, reason }, ifMatch: request.version });
  return {
    /** The moves of this state that are offered under the name. */
    moveOf: (offeredAs: string) => table.find((move) => move.from === request.status && move.offeredAs === offeredAs),
    start: (move: MoveRow) => {
      setLast(move);
      act.reset();
      if (asksFirst(move)) setAsking(move);
      else take(move);
    },
    asking,
    take,
    stop: () => setAsking(null),
    busy: act.busy,
    error: asking === null ? null : act.sentence,
  };
}
