/** What is shown in place of a screen that broke, or that could not be fetched. */

import { useRouter } from "@tanstack/react-router";
import { CloudOff, Wrench } from "lucide-react";
import { useEffect } from "react";
import { Problem } from "../../live";
import { Button } from "../../ui/button";
import { Empty, Refused } from "../../ui/states";
import { setPageTitle } from "../../ui/title";
import { useWords } from "../../words/language";
import { ScreenUnavailable } from "../lazy";
import { openNewVersion } from "../updates";
import { frameWords } from "../words/frame";

/** `whole`: nothing else is on the page. */
export function ScreenFailed({
  error,
  onRetry,
  whole = false,
}: {
  error: unknown;
  onRetry: () => void;
  whole?: boolean;
}) {
  const say = useWords(frameWords);
  const router = useRouter();
  const unavailable = error instanceof ScreenUnavailable;
  const title = unavailable ? say.unavailableTitle : say.brokenTitle;
  useEffect(() => setPageTitle(title), [title]);
  useEffect(() => {
    if (unavailable) void openNewVersion();
    else console.error(error);
  }, [error, unavailable]);
  const retry = () => {
    onRetry();
    void router.invalidate();
  };
  if (error instanceof Problem) return <Refused error={error} onRetry={retry} />;
  return (
    <div className={whole ? "grid min-h-dvh place-items-center" : ""}>
      <Empty
        icon={unavailable ? CloudOff : Wrench}
        level={1}
        title={title}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Button kind="primary" onClick={retry}>
              {say.retry}
            </Button>
            {navigator.onLine && <Button onClick={() => location.reload()}>{say.reload}</Button>}
          </div>
        }
      >
        <p>{unavailable ? (navigator.onLine ? say.unavailableNew : say.unavailableOffline) : say.brokenText}</p>
        {!unavailable && (
          <details className="mt-3 text-left text-sm">
            <summary className="text-center">{say.brokenDetails}</summary>
            <pre className="mt-2 overflow-x-auto rounded-md border border-line bg-surface p-2 text-xs whitespace-pre-wrap">
              {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
            </pre>
          </details>
        )}
      </Empty>
    </div>
  );
}
