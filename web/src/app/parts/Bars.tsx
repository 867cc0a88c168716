/** What the whole page must say: a new version of the app, a session that ended, a connection that gave up. */

import { RotateCw } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { useLive, useReadable } from "../../data/seat";
import { Button } from "../../ui/button";
import { useWords } from "../../words/language";
import { lazyPart } from "../lazy";
import { lookForNewVersion, newVersion, putOffNewVersion } from "../updates";
import { frameWords } from "../words/frame";
import { Floating } from "./Floating";

const SessionEnded = lazyPart(() => import("./SessionEnded"));

const nothing = () => undefined;

export function Bars() {
  const say = useWords(frameWords);
  const live = useLive();
  const { status, reason } = useReadable(live.state);
  const isNew = useSyncExternalStore(newVersion.subscribe, newVersion.getSnapshot);
  useEffect(() => {
    // A server that comes back may have come back as another version.
    if (status === "live") void lookForNewVersion();
  }, [status]);
  if (reason === "sign-in" || reason === "suspended")
    return (
      <Floating onClose={nothing}>
        <SessionEnded suspended={reason === "suspended"} />
      </Floating>
    );
  if (reason !== "client-fault" && !isNew) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-center gap-x-4 gap-y-2 border-b border-line bg-slate-soft px-4 py-2 text-slate"
    >
      <p>{reason === "client-fault" ? say.pageFault : say.newVersion}</p>
      <div className="flex gap-2">
        <Button small icon={RotateCw} onClick={() => location.reload()}>
          {say.reload}
        </Button>
        {reason !== "client-fault" && (
          <Button small kind="quiet" onClick={putOffNewVersion}>
            {say.later}
          </Button>
        )}
      </div>
    </div>
  );
}
