/** What can be done with a briefing now: complete, reopen, price it, change its details. */

import { CircleCheck, FileText, LockOpen, Pencil } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../../data/actions";
import { useLive, useMay, useReadable } from "../../../data/seat";
import { Problem } from "../../../live";
import { Button } from "../../../ui/button";
import { Confirm } from "../../../ui/confirm";
import { Menu } from "../../../ui/menu";
import { toast } from "../../../ui/toast";
import { useWords } from "../../../words/language";
import { type Answering, whenSent } from "../../answering/answering";
import type { BriefingRow } from "../../rows";
import { briefingWords } from "../../words/briefing";
import { BriefingDetails } from "./BriefingDetails";

export function BriefingActions({
  row,
  can,
  answering,
  onOwed,
  onUnclear,
  onMade,
}: {
  row: BriefingRow;
  can: readonly string[];
  answering: Answering;
  /** The server wants these answers first. */
  onOwed: (questions: readonly string[]) => void;
  /** The price needs something that the answers do not say for sure. */
  onUnclear: () => void;
  /** The id of the orçamento that was made. */
  onMade: (id: string) => void;
}) {
  const say = useWords(briefingWords);
  const live = useLive();
  const mayEdit = useMay()("estimating.briefings.edit");
  const offline = useReadable(live.state).status === "offline";
  const [asking, setAsking] = useState<"reopen" | "details" | null>(null);
  const [sending, setSending] = useState(false);
  const complete = useAction("POST /api/briefings/{briefing_id}/complete", {
    done: say.completed,
    onRefused: (error) => {
      if (!(error instanceof Problem && error.code === "BRIEFING_INCOMPLETE")) return false;
      onOwed(Object.keys(error.fields));
      return true;
    },
  });
  const reopen = useAction("POST /api/briefings/{briefing_id}/edit", {
    done: say.reopened,
    onDone: () => setAsking(null),
  });
  const generate = useAction("POST /api/orcamentos/gerar-briefing/{ref}", {
    done: ({ codigo }) => say.generated(codigo),
    onDone: ({ id }) => onMade(id),
    onRefused: (error) => {
      if (!(error instanceof Problem && error.code.startsWith("FACT_"))) return false;
      toast(say.unclear, { tone: "wine" });
      onUnclear();
      return true;
    },
  });
  const path = { briefing_id: row.id };

  const close = async () => {
    (document.activeElement as HTMLElement | null)?.blur();
    setSending(true);
    const sent = await whenSent(live, row.id);
    setSending(false);
    if (!sent) {
      const refused = answering.entries.some(({ state }) => state === "failed");
      toast(refused ? say.refusedAnswers : say.waitForAnswers, { tone: "wine" });
      return;
    }
    await complete.run({ path });
  };
  const price = (novaVersao: boolean) =>
    void generate.run({ path: { ref: row.id }, query: { novaVersao }, body: null });

  return (
    <>
      {can.includes("complete") && (
        <Button
          kind={can.includes("generate") ? "plain" : "primary"}
          icon={CircleCheck}
          disabled={offline}
          busy={sending || complete.busy}
          onClick={() => void close()}
        >
          {say.complete}
        </Button>
      )}
      {can.includes("generate") && (
        <Button kind="primary" icon={FileText} busy={generate.busy} onClick={() => price(false)}>
          {say.generate}
        </Button>
      )}
      {can.includes("generate_version") && (
        <Button icon={FileText} busy={generate.busy} onClick={() => price(true)}>
          {say.generateVersion}
        </Button>
      )}
      <Menu
        items={[
          ...(mayEdit ? [{ label: say.edit, icon: Pencil, onSelect: () => setAsking("details" as const) }] : []),
          ...(can.includes("edit")
            ? [{ label: say.reopen, icon: LockOpen, onSelect: () => setAsking("reopen" as const) }]
            : []),
        ]}
      />
      <Confirm
        open={asking === "reopen"}
        onClose={() => setAsking(null)}
        title={say.reopenTitle}
        verb={say.reopen}
        busy={reopen.busy}
        onConfirm={() => void reopen.run({ path })}
      >
        {say.reopenText}
      </Confirm>
      {asking === "details" && <BriefingDetails row={row} onClose={() => setAsking(null)} />}
    </>
  );
}
