/** Each figure with its last minutes, and, pressed, with its last day. */

import { useState } from "react";
import type { Metric } from "../../api/schema";
import { Sparkline } from "../../charts/Sparkline";
import { useAnswer } from "../../data/rows";
import { Dialog } from "../../ui/dialog";
import { Fact, Facts } from "../../ui/facts";
import { Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { moment, quantity } from "../../words/format";
import { useWords } from "../../words/language";
import { figure, METRICS, useFigures } from "../figures";
import { operationsWords } from "../words/operations";
import { settingsWords } from "../words/settings";

export function FigureTiles() {
  const say = useWords(operationsWords);
  const names = useWords(settingsWords).transports;
  const { past, error } = useFigures();
  const [open, setOpen] = useState<Metric | null>(null);
  const now = past.at(-1);
  if (now === undefined && error) return <Refused error={error} />;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5">
        {METRICS.map((metric) => (
          <button
            type="button"
            key={metric}
            onClick={() => setOpen(metric)}
            className="flex flex-col gap-1 rounded-lg border border-line bg-surface p-3 text-left transition-colors hover:bg-sunken"
          >
            <span className="text-sm text-soft">{say.metrics[metric]}</span>
            {now === undefined ? (
              <Skeleton className="h-7 w-20" />
            ) : (
              <span className="text-xl font-semibold">{figure(metric, now[metric])}</span>
            )}
            <Sparkline values={past.map((each) => each[metric])} />
          </button>
        ))}
      </div>
      {now && (
        <Panel title={say.byTransport}>
          <Facts>
            {Object.entries(now.connectionsByTransport).map(([transport, count]) => (
              <Fact key={transport} name={names[transport] ?? transport}>
                {quantity(count)}
              </Fact>
            ))}
            <Fact name={say.processes(now.processes)}>{say.subscriptions(now.subscriptions)}</Fact>
          </Facts>
          <p className="pt-3 text-sm text-faint">{moment(now.timestamp)}</p>
        </Panel>
      )}
      {open && <Day metric={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

/** The last day of one figure, hour by hour. */
function Day({ metric, onClose }: { metric: Metric; onClose: () => void }) {
  const say = useWords(operationsWords);
  const [from] = useState(() => new Date(Date.now() - 86_400_000).toISOString());
  const history = useAnswer("GET /api/metrics/history", { query: { metric, from } });
  const points = history.data?.data ?? [];
  return (
    <Dialog open onClose={onClose} title={say.metrics[metric]} description={say.history}>
      {history.error ? (
        <Refused error={history.error} onRetry={() => void history.refetch()} />
      ) : (
        <div className="flex flex-col gap-4">
          <Sparkline values={points.map((point) => point.mean)} className="h-24" />
          <table className="w-full text-left">
            <thead className="text-sm text-faint">
              <tr>
                <th scope="col" className="py-1 font-normal">
                  {say.opened}
                </th>
                <th scope="col" className="py-1 text-right font-normal">
                  {say.mean}
                </th>
                <th scope="col" className="py-1 text-right font-normal">
                  {say.most}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {points
                .slice(-48)
                .reverse()
                .map((point) => (
                  <tr key={point.at}>
                    <td className="py-1">{moment(point.at)}</td>
                    <td className="py-1 text-right">{figure(metric, point.mean)}</td>
                    <td className="py-1 text-right">{figure(metric, point.most)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  );
}
