/** What can be done with a request now: the next step as a button, the rest behind one. */

import { useNavigate } from "@tanstack/react-router";
import { Copy, HandCoins, PencilLine, UserRoundCheck } from "lucide-react";
import { useState } from "react";
import type { PurchaseRequest } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { Button } from "../../../ui/button";
import { useShortcut } from "../../../ui/keys";
import { Menu, type MenuItem } from "../../../ui/menu";
import { toast } from "../../../ui/toast";
import { useLanguage, useWords } from "../../../words/language";
import { REQUEST_ACTIONS } from "../../actions";
import type { RoundRow } from "../../rows";
import { requestWords } from "../../words/request";
import { MoveDialog } from "../board/MoveDialog";
import { useRequestMove } from "../board/useRequestMove";
import { BuyerDialog } from "./BuyerDialog";

/** Signatures have their own place on the screen. */
const ELSEWHERE = new Set(["approve", "reject", "comment"]);
/** In the order in which one of them is the next step. */
const NEXT = ["submit", "award", "invite", "order", "close", "restore"];

export function RequestActions({ request, rounds }: { request: PurchaseRequest; rounds: readonly RoundRow[] }) {
  const say = useWords(requestWords);
  const english = useLanguage() === "en";
  const navigate = useNavigate();
  const move = useRequestMove(request);
  const [choosing, setChoosing] = useState(false);
  const duplicate = useAction("POST /api/purchase-requests/{request_id}/duplicate", {
    done: (made) => say.duplicated(made.code),
    onDone: (made) => void navigate({ to: `/solicitacoes/${made.id}/editar` }),
  });
  const mayEdit = request.can.includes("edit") || request.can.includes("revise");
  const edit = () => void navigate({ to: `/solicitacoes/${request.id}/editar` });
  useShortcut("e", say.edit, edit, mayEdit);
  const openRound = rounds.find((round) => round.status === "open");

  const itemOf = (action: string): MenuItem[] => {
    switch (action) {
      case "edit":
        return [
          {
            label: say.edit,
            icon: PencilLine,
            onSelect: edit,
          },
        ];
      case "duplicate":
        return [
          {
            label: say.duplicate,
            icon: Copy,
            onSelect: () => void duplicate.run({ path: { request_id: request.id } }),
          },
        ];
      case "assign_buyer":
        return [{ label: say.assignBuyer, icon: UserRoundCheck, onSelect: () => setChoosing(true) }];
      case "invite":
        return openRound
          ? []
          : [
              {
                label: say.invite,
                icon: HandCoins,
                onSelect: () => void navigate({ to: "/cotacoes/nova", search: { solicitacao: request.id } as never }),
              },
            ];
    }
    const known = REQUEST_ACTIONS[action];
    const found = move.moveOf(action);
    if (known === undefined || found === undefined) return [];
    const onSelect = () => {
      if (found.asks !== "screen") return move.start(found);
      if (action === "award" && openRound) return void navigate({ to: `/cotacoes/${openRound.id}/mapa` });
      document.getElementById("pedidos")?.scrollIntoView({ block: "center" });
      return toast(say.pickOrder);
    };
    const label = english ? known.verb.en : known.verb.pt;
    const item = { label, icon: known.icon, onSelect, danger: known.danger ?? false };
    // What is being quoted is changed in the form, which sends it back by itself.
    if (action === "revise")
      return [
        {
          label: say.edit,
          icon: PencilLine,
          onSelect: edit,
        },
        item,
      ];
    return [item];
  };

  const offered = request.can.filter((action) => !ELSEWHERE.has(action));
  const next = NEXT.find((action) => offered.includes(action) && itemOf(action).length > 0);
  const [first] = next ? itemOf(next) : [];
  const rest = offered.filter((action) => action !== next).flatMap(itemOf);
  // What ends a request stands apart, at the end.
  const items = [
    ...rest.filter((item) => !item.danger),
    ...rest.filter((item) => item.danger).map((item) => ({ ...item, apart: true })),
  ];
  return (
    <>
      {first && (
        <Button
          kind="primary"
          {...(first.icon && { icon: first.icon })}
          busy={move.busy && move.asking === null}
          onClick={first.onSelect}
        >
          {first.label}
        </Button>
      )}
      <Menu items={items} />
      {move.asking && (
        <MoveDialog
          row={request}
          moves={[move.asking]}
          busy={move.busy}
          error={move.error}
          onTake={move.take}
          onClose={move.stop}
        />
      )}
      {choosing && <BuyerDialog request={request} onClose={() => setChoosing(false)} />}
    </>
  );
}
