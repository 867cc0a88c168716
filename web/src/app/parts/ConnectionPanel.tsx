/** The connection in detail: since when, by which way, what waits, and what was refused. */

import { useNavigate } from "@tanstack/react-router";
import { type RefObject, useState } from "react";
import { useLive } from "../../data/seat";
import type { LiveState, OutboxEntry } from "../../live";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Fact } from "../../ui/facts";
import { Popover } from "../../ui/popover";
import { moment } from "../../words/format";
import { said, useWords } from "../../words/language";
import { addressOfWrite } from "../addresses";
import { useConnection } from "../connection";
import { connectionPanelWords } from "../words/connectionPanel";

type Say = ReturnType<typeof useWords<(typeof connectionPanelWords)["pt"]>>;

export default function ConnectionPanel({
  anchor,
  onClose,
}: {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
}) {
  const say = useWords(connectionPanelWords);
  const live = useLive();
  const { state, entries, tone, icon, text } = useConnection();
  const refused = entries.filter((entry) => entry.state === "failed");
  const waiting = entries.filter((entry) => entry.state !== "failed");
  return (
    <Popover
      open
      onClose={onClose}
      anchor={anchor}
      side="top"
      title={say.title}
      actions={
        <Badge tone={tone} icon={icon}>
          {text}
        </Badge>
      }
    >
      <div className="flex flex-col gap-4">
        <p>
          {explain(state, say)}{" "}
          <span className="text-faint">{say.since(moment(new Date(state.since).toISOString()))}.</span>
        </p>
        {state.status === "offline" && state.reason === "network" && (
          <div>
            <Button small onClick={() => live.nudge()}>
              {say.tryNow}
            </Button>
          </div>
        )}
        {refused.length > 0 && (
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold text-wine">{say.refusedTitle}</h3>
            <p className="text-sm text-soft">{say.refusedText}</p>
            <ul className="flex flex-col gap-2">
              {refused.map((entry) => (
                <RefusedWrite key={entry.id} entry={entry} onGone={onClose} />
              ))}
            </ul>
          </section>
        )}
        {waiting.length > 0 ? (
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{say.waitingTitle}</h3>
            <ul className="flex flex-col divide-y divide-line">
              {waiting.map((entry) => (
                <li key={entry.id} className="flex items-baseline justify-between gap-3 py-1.5">
                  <span className="min-w-0">
                    {entry.label}
                    <span className="block text-sm text-faint">
                      {say.at(moment(new Date(entry.createdAt).toISOString()))}
                    </span>
                  </span>
                  <Badge tone={entry.state === "sending" ? "slate" : "ochre"}>
                    {say.state[entry.state === "sending" ? "sending" : "queued"]}
                  </Badge>
                </li>
              ))}
            </ul>
          </section>
        ) : (
          refused.length === 0 && <p className="text-sm text-soft">{say.nothing}</p>
        )}
        <dl className="flex flex-col gap-2 border-t border-line pt-3 text-sm">
          <Fact name={say.way}>{state.transport ? say.ways[state.transport] : say.none}</Fact>
          <Fact name={say.kept}>
            {state.storage === "kept" ? say.keptYes : state.storage === "full" ? say.keptFull : say.keptNone}
          </Fact>
        </dl>
      </div>
    </Popover>
  );
}

function explain(state: LiveState, say: Say): string {
  if (state.status === "live") return say.liveText;
  if (state.status === "catching-up") return say.catchingUpText;
  if (state.status === "polling") return say.pollingText;
  if (state.reason === "sign-in") return say.signInText;
  if (state.reason === "suspended") return say.suspendedText;
  if (state.reason === "client-fault") return say.faultText;
  return say.offlineText;
}

function RefusedWrite({ entry, onGone }: { entry: OutboxEntry; onGone: () => void }) {
  const say = useWords(connectionPanelWords);
  const live = useLive();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const address = addressOfWrite(entry.thing);
  const overtaken = entry.problem?.status === 412;
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <div>
        <p className="font-medium">{entry.label}</p>
        <p className="text-sm text-wine">{reasonOf(entry, say)}</p>
        <p className="text-sm text-faint">{say.at(moment(new Date(entry.createdAt).toISOString()))}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {address && (
          <Button
            small
            kind="primary"
            onClick={() => {
              onGone();
              void navigate({ href: address } as never);
            }}
          >
            {say.correct}
          </Button>
        )}
        {overtaken ? (
          <Button small onClick={() => void live.outbox.retry(entry.id, { ifMatch: "*" })}>
            {say.overwrite}
          </Button>
        ) : (
          <Button small onClick={() => void live.outbox.retry(entry.id)}>
            {say.retry}
          </Button>
        )}
        <Button small kind="quiet" onClick={() => setAsks(true)}>
          {say.discard}
        </Button>
      </div>
      <Confirm
        open={asks}
        onClose={() => setAsks(false)}
        title={say.discardTitle}
        verb={say.discard}
        danger
        onConfirm={() => void live.outbox.discard(entry.id)}
      >
        <p className="font-medium">{entry.label}</p>
        <p>{say.discardText}</p>
      </Confirm>
    </li>
  );
}

function reasonOf(entry: OutboxEntry, say: Say): string {
  const { problem } = entry;
  if (problem?.code === "UNCERTAIN") return say.uncertain;
  if (problem?.status === 412) return say.changedMeanwhile;
  return typeof problem?.detail === "string" && problem.detail !== "" ? said(problem.detail) : say.noReason;
}
