/** What can be done with an orçamento now; the server's `can` decides what is offered. */

import { useNavigate } from "@tanstack/react-router";
import { CircleCheck, CircleX, CopyPlus, FileText, Link2, PencilLine, Percent, Send } from "lucide-react";
import { useState } from "react";
import type { Orcamento } from "../../../api/schema";
import { useAction } from "../../../data/actions";
import { useLive, useReadable } from "../../../data/seat";
import { Button } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { Menu, type MenuItem } from "../../../ui/menu";
import { useNarrow } from "../../../ui/narrow";
import { useWords } from "../../../words/language";
import { orcamentoWords } from "../../words/orcamento";
import { decidingWords } from "../../words/orcamentoDeciding";
import { draftWords } from "../../words/orcamentoDraft";
import { DecisionDialog, SendDialog, ShareDialog } from "./Deciding";
import { DiscountForm, TitleForm } from "./DraftForms";

type Asking = "send" | "approve" | "reject" | "share" | "version" | "discount" | "title";

export function OrcamentoActions({
  of,
  can,
  replaces,
  onPdf,
}: {
  of: Orcamento;
  can: readonly string[];
  /** Another version is with the client. */
  replaces: boolean;
  onPdf: () => void;
}) {
  const say = useWords(orcamentoWords);
  const draft = useWords(draftWords);
  const deciding = useWords(decidingWords);
  const navigate = useNavigate();
  const offline = useReadable(useLive().state).status === "offline";
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const renew = useAction("POST /api/orcamentos/{orcamento_id}/new-version", {
    done: say.versionMade,
    onDone: (made) => {
      close();
      void navigate({ to: "/orcamentos/$id", params: { id: made.id } } as never);
    },
  });
  const ask = (what: Asking) => () => setAsking(what);
  // A phone has room for one button beside the dots: the decision, once there is one to take.
  const shareInMenu = useNarrow() && can.includes("share") && can.includes("approve");
  const more: MenuItem[] = [
    ...(shareInMenu ? [{ label: deciding.link, icon: Link2, disabled: offline, onSelect: ask("share") }] : []),
    { label: say.pdf, icon: FileText, onSelect: onPdf },
    ...(can.includes("edit")
      ? [
          { label: draft.rename, icon: PencilLine, onSelect: ask("title") },
          {
            label: Number(of.discount.amount) > 0 ? say.changeDiscount : draft.give,
            icon: Percent,
            onSelect: ask("discount"),
          },
        ]
      : []),
    ...(can.includes("reject") ? [{ label: deciding.reject, icon: CircleX, onSelect: ask("reject") }] : []),
    ...(can.includes("new_version")
      ? [{ label: say.newVersion, icon: CopyPlus, onSelect: ask("version"), apart: true }]
      : []),
  ];
  return (
    <>
      {can.includes("send") && (
        <Button kind="primary" icon={Send} disabled={offline} onClick={ask("send")}>
          {deciding.send}
        </Button>
      )}
      {can.includes("share") && !shareInMenu && (
        <Button icon={Link2} disabled={offline} onClick={ask("share")}>
          {deciding.link}
        </Button>
      )}
      {can.includes("approve") && (
        <Button kind="primary" icon={CircleCheck} disabled={offline} onClick={ask("approve")}>
          {deciding.approve}
        </Button>
      )}
      <Menu items={more} />
      {asking === "send" && <SendDialog of={of} replaces={replaces} onClose={close} />}
      {asking === "share" && <ShareDialog of={of} onClose={close} />}
      {(asking === "approve" || asking === "reject") && (
        <DecisionDialog of={of} yes={asking === "approve"} onClose={close} />
      )}
      {asking === "discount" && <DiscountForm of={of} onClose={close} />}
      {asking === "title" && <TitleForm of={of} onClose={close} />}
      <Confirm
        open={asking === "version"}
        onClose={close}
        title={say.newVersionTitle}
        verb={say.newVersion}
        busy={renew.busy}
        onConfirm={() => void renew.run({ path: { orcamento_id: of.id } })}
      >
        <p>{say.newVersionText}</p>
        <p className="text-sm text-soft">{say.readAgain}</p>
      </Confirm>
    </>
  );
}
