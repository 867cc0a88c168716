/** What happened to a request, the newest first. */

import { useState } from "react";
import { useAnswer } from "../../../data/rows";
import { Person } from "../../../ui/badge";
import { Button } from "../../../ui/button";
import { SkeletonRows } from "../../../ui/states";
import { moment } from "../../../words/format";
import { useLanguage, useWords } from "../../../words/language";
import { REQUEST_STATUS } from "../../rows";
import { requestWords } from "../../words/request";

const PAGE = 30;
const MOST = 200;

export function RequestHistory({ requestId, after }: { requestId: string; after: unknown }) {
  const say = useWords(requestWords);
  const english = useLanguage() === "en";
  const [limit, setLimit] = useState(PAGE);
  const { data } = useAnswer(
    "GET /api/purchase-requests/{request_id}/history",
    { path: { request_id: requestId }, query: { limit } },
    { after },
  );
  if (data === undefined) return <SkeletonRows rows={4} />;
  if (data.data.length === 0) return <p className="text-faint">{say.noHistory}</p>;
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-3">
        {data.data.map((event) => {
          const name = event.person.name || say.program;
          const kind = say.kinds[event.kind as keyof typeof say.kinds] ?? event.kind;
          const to =
            event.toStatus && event.toStatus !== event.fromStatus ? REQUEST_STATUS[event.toStatus].label : null;
          return (
            <li key={event.id} className="flex gap-2.5">
              <Person name={name} small />
              <div className="min-w-0">
                <p>
                  <strong className="font-medium">{name}</strong> {kind}
                  {to && event.fromStatus && <span className="text-soft"> → {english ? to.en : to.pt}</span>}
                </p>
                {event.text && <p className="whitespace-pre-line text-soft">“{event.text}”</p>}
                <p className="text-sm text-faint">{moment(event.at)}</p>
              </div>
            </li>
          );
        })}
      </ol>
      {data.nextCursor !== null && limit < MOST && (
        <Button kind="quiet" onClick={() => setLimit(Math.min(limit * 3, MOST))} className="self-start">
          {say.moreHistory}
        </Button>
      )}
    </div>
  );
}
