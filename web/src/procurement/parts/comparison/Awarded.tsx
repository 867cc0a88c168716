/** What was decided, by whom and why; the way back while there is one. */

import { Link } from "@tanstack/react-router";
import { Trophy, Undo2 } from "lucide-react";
import { useState } from "react";
import type { Award } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useRow } from "../../../data/rows";
import { Button, buttonClass } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { Fact, Facts } from "../../../ui/facts";
import { Panel } from "../../../ui/page";
import { moment, money } from "../../../words/format";
import { useWords } from "../../../words/language";
import { comparisonWords } from "../../words/comparison";

export function Awarded({ award }: { award: Award }) {
  const say = useWords(comparisonWords);
  const request = useRow("purchase-requests", award.purchaseRequest.id);
  const [undoing, setUndoing] = useState(false);
  const back = useAction("POST /api/purchase-requests/{request_id}/return-to-quotation", {
    sayErrors: false,
    done: say.awarded.undone,
    onDone: () => setUndoing(false),
  });
  return (
    <Panel
      title={
        <span className="flex items-center gap-2 text-leaf">
          <Trophy size={18} aria-hidden />
          {say.awarded.title}
        </span>
      }
      actions={
        <>
          {award.stands && request?.can.includes("return_to_quotation") && (
            <Button icon={Undo2} onClick={() => setUndoing(true)}>
              {say.awarded.undo}
            </Button>
          )}
          <Link to={`/solicitacoes/${award.purchaseRequest.id}`} className={buttonClass()}>
            {say.awarded.request}
          </Link>
        </>
      }
    >
      <Facts>
        <Fact name={say.bar.total}>
          <span className="text-lg font-semibold">{money(award.total)}</span>
          <span className="block text-sm text-soft">{say.awarded.by(award.awardedBy.name, moment(award.at))}</span>
        </Fact>
        {award.reason && <Fact name={say.awarded.reason}>{award.reason}</Fact>}
        {award.exceptionReason && <Fact name={say.awarded.exception}>{award.exceptionReason}</Fact>}
        {award.following && (
          <Fact name={say.awarded.following}>
            <Link to={`/solicitacoes/${award.following.id}`} className="font-medium text-accent hover:underline">
              {award.following.code} · {award.following.title}
            </Link>
          </Fact>
        )}
      </Facts>
      {undoing && (
        <Confirm
          open
          onClose={() => setUndoing(false)}
          title={say.awarded.undoTitle}
          verb={say.awarded.undo}
          danger
          reason={{ label: say.awarded.undoReason, least: 3 }}
          busy={back.busy}
          error={back.sentence}
          onConfirm={(reason) => void back.run({ path: { request_id: award.purchaseRequest.id }, body: { reason } })}
        >
          {say.awarded.undoText}
        </Confirm>
      )}
    </Panel>
  );
}
