/** Every policy that there was: when, by whom, why, and what it changed. */

import { History } from "lucide-react";
import { useState } from "react";
import { useAnswer } from "../../../data/rows";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { Empty, Refused, SkeletonRows } from "../../../ui/states";
import { moment } from "../../../words/format";
import { useWords } from "../../../words/language";
import { differences } from "../../policy/document";
import { policyWords } from "../../words/policy";
import { Differences } from "./Differences";

export function PolicyVersions({ inForce }: { inForce: number }) {
  const say = useWords(policyWords);
  const versions = useAnswer("GET /api/price-policy/versions", {}, { after: inForce });
  const [shown, setShown] = useState<number | null>(null);
  if (versions.error && !versions.data)
    return <Refused error={versions.error} onRetry={() => void versions.refetch()} />;
  if (!versions.data) return <SkeletonRows rows={4} />;
  if (versions.data.data.length === 0)
    return (
      <Empty icon={History} title={say.noVersionsTitle}>
        {say.noVersionsText}
      </Empty>
    );
  return (
    <>
      <ol className="max-w-3xl rounded-lg border border-line bg-surface">
        {versions.data.data.map((version) => (
          <li
            key={version.number}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-0"
          >
            <div className="min-w-0 grow">
              <p className="font-medium">{say.versionTitle(version.number)}</p>
              {version.note && <p className="text-soft">{version.note}</p>}
              <p className="text-sm text-faint">{say.by(version.createdBy?.name ?? "", moment(version.createdAt))}</p>
            </div>
            <Button small onClick={() => setShown(version.number)}>
              {say.whatChanged}
            </Button>
          </li>
        ))}
      </ol>
      {shown !== null && <VersionDialog number={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function VersionDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const say = useWords(policyWords);
  const after = useAnswer("GET /api/price-policy/versions/{number}", { path: { number } });
  const before = useAnswer("GET /api/price-policy/versions/{number}", { path: { number: number - 1 } });
  const error = after.error ?? before.error;
  return (
    <Dialog
      open
      onClose={onClose}
      shape="wide"
      title={say.versionTitle(number)}
      description={number === 1 ? say.firstAgainst : after.data?.note}
    >
      {error ? (
        <Refused error={error} />
      ) : after.data && before.data ? (
        <Differences of={differences(before.data.policy, after.data.policy)} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Dialog>
  );
}
