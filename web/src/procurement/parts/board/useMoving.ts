/** Moving cards: shown at once, sent, and put back with the reason when the server refuses. */

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { call } from "../../../api/call";
import type { MoveRow } from "../../../api/schema";
import { sentenceOf } from "../../../data/actions";
import { useAnswer } from "../../../data/rows";
import { useLive } from "../../../data/seat";
import { toast } from "../../../ui/toast";
import { useWords, wordsNow } from "../../../words/language";
import { REQUEST_ACTIONS } from "../../actions";
import { type Moving, withMoves } from "../../board";
import { REQUEST_STATUS, type RequestRow } from "../../rows";
import { boardWords } from "../../words/board";

const MOVE = "POST /api/purchase-requests/{request_id}/moves" as const;
const NOTHING: readonly MoveRow[] = [];

/** The table of moves, the same for everybody; rows say what of it may be done. */
export function useMoveTable(): readonly MoveRow[] {
  return useAnswer("GET /api/purchase-requests/moves", {}, { keep: true }).data?.data ?? NOTHING;
}

export function useMoving(rows: readonly RequestRow[]) {
  const live = useLive();
  const client = useQueryClient();
  const say = useWords(boardWords);
  const [moving, setMoving] = useState<ReadonlyMap<string, Moving>>(new Map());
  const [own, setOwn] = useState(0);

  const hold = useCallback((row: RequestRow, to: RequestRow["status"]) => {
    setOwn((times) => times + 1);
    setMoving((now) => new Map(now).set(row.id, { to, version: row.version, at: new Date().toISOString() }));
  }, []);
  const letGo = useCallback((id: string) => {
    setOwn((times) => times + 1);
    setMoving((now) => {
      const next = new Map(now);
      next.delete(id);
      return next;
    });
  }, []);

  // What the server says of a row takes the place of what was expected.
  useEffect(() => {
    if (moving.size === 0) return;
    const settled = rows.filter((row) => (moving.get(row.id)?.version ?? row.version) < row.version);
    if (settled.length === 0) return;
    setMoving((now) => {
      const next = new Map(now);
      for (const row of settled) next.delete(row.id);
      return next;
    });
  }, [rows, moving]);

  const take = useCallback(
    async (row: RequestRow, move: MoveRow, reason = ""): Promise<void> => {
      hold(row, move.to);
      try {
        const path = { request_id: row.id };
        const answer = await call(live, MOVE, { path, body: { action: move.action, reason }, ifMatch: row.version });
        void client.invalidateQueries({ queryKey: ["answer"] });
        const back = REQUEST_ACTIONS[move.offeredAs]?.undo;
        const undo = () =>
          void call(live, MOVE, { path, body: { action: back ?? null }, ifMatch: answer.version }).catch((error) =>
            toast(sentenceOf(error), { tone: "wine" }),
          );
        const place = wordsNow(REQUEST_STATUS[answer.status].label);
        toast(say.moved(row.code, place), back ? { undo } : {});
      } catch (error) {
        letGo(row.id);
        toast(say.wentBack(row.code, sentenceOf(error)), { tone: "wine" });
      }
    },
    [live, client, say, hold, letGo],
  );

  return {
    /** With what was moved here already in its new place. */
    rows: useMemo(() => withMoves(rows, moving), [rows, moving]),
    moving,
    /** Grows with each move made here: what one does oneself is shown at once. */
    own,
    hold,
    letGo,
    take,
  };
}
