/** How this screen is connected, how fast the server is from here, and how the server fares. */

import { useCallback, useEffect, useState } from "react";
import { useAnswer } from "../../data/rows";
import { useLive, useReadable } from "../../data/seat";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Fact, Facts } from "../../ui/facts";
import { Panel } from "../../ui/page";
import { browserName } from "../../words/browser";
import { ago, moment, percent } from "../../words/format";
import { useWords } from "../../words/language";
import { settingsWords } from "../words/settings";

const LOAD_TONES = { ok: "leaf", busy: "ochre", failing: "wine" } as const;
const STATE_TONES = { live: "leaf", "catching-up": "ochre", polling: "ochre", offline: "wine" } as const;

export function ConnectionPanel() {
  const say = useWords(settingsWords);
  const live = useLive();
  const state = useReadable(live.state);
  const waiting = useReadable(live.outbox.entries);
  const [roundTrip, setRoundTrip] = useState<number | null>(null);
  const measure = useCallback(async () => {
    const started = performance.now();
    const well = await live.request("GET", "/health/live").then(
      () => true,
      () => false,
    );
    setRoundTrip(well ? performance.now() - started : null);
  }, [live]);
  useEffect(() => {
    void measure();
  }, [measure]);
  return (
    <div className="flex flex-col gap-4">
      <Panel
        title={say.connection}
        actions={
          <Button small onClick={() => void measure()}>
            {say.measure}
          </Button>
        }
      >
        <Facts>
          <Fact name={say.state}>
            <Badge tone={STATE_TONES[state.status]}>{say.states[state.status]}</Badge>
          </Fact>
          <Fact name={say.since}>{moment(new Date(state.since))}</Fact>
          <Fact name={say.transport}>
            {state.transport === null ? say.noTransport : (say.transports[state.transport] ?? state.transport)}
          </Fact>
          <Fact name={say.roundTrip}>{roundTrip === null ? "—" : say.milliseconds(roundTrip)}</Fact>
          <Fact name={say.waiting}>{waiting.length}</Fact>
          <Fact name={say.storage}>{say.storages[state.storage]}</Fact>
        </Facts>
      </Panel>
      <Server />
      <Devices />
    </div>
  );
}

function Server() {
  const say = useWords(settingsWords);
  const health = useAnswer("GET /health/realtime", {});
  if (health.data === undefined) return null;
  const { status, websocketConnections, cacheHitRate, averageLatency } = health.data;
  return (
    <Panel title={say.server}>
      <Facts>
        <Fact name={say.state}>
          <Badge tone={LOAD_TONES[status]}>{say.loads[status]}</Badge>
        </Fact>
        <Fact name={say.latency}>{say.milliseconds(averageLatency)}</Fact>
        <Fact name={say.hitRate}>{percent(cacheHitRate * 100)}</Fact>
        <Fact name={say.connections}>{websocketConnections}</Fact>
      </Facts>
    </Panel>
  );
}

function Devices() {
  const say = useWords(settingsWords);
  const connections = useAnswer("GET /api/live/connections", {});
  if (!connections.data?.data.length) return null;
  return (
    <Panel title={say.devices}>
      <ul className="flex flex-col divide-y divide-line">
        {connections.data.data.map((each) => (
          <li key={each.sessionId + each.connectedAt} className="flex flex-wrap justify-between gap-x-4 py-2">
            <span title={each.userAgent ?? undefined}>{browserName(each.userAgent)}</span>
            <span className="text-sm text-faint">
              {say.transports[each.transport] ?? each.transport} · {each.address ?? "—"} · {ago(each.connectedAt)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
