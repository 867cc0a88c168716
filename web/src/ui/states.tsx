/** What a screen shows when it has nothing (yet): the shape of what comes, a beginning, or why not. */

import { CircleSlash, CloudOff, Lock, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { FeedStatus } from "../live";
import { NoAnswer, Problem } from "../live";
import { said, useWords } from "../words/language";
import { Button } from "./button";
import { cx } from "./cx";
import { uiWords } from "./words";

/** A place that will be filled, in its final size; shown only after 300 ms, so that quick answers do not flash. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cx(
        "block animate-breathe rounded-sm bg-sunken opacity-0 [animation-delay:300ms] [animation-fill-mode:forwards] starting:opacity-0 transition-opacity delay-300 opacity-100",
        className,
      )}
    />
  );
}

/** Rows of a list that is on its way. */
export function SkeletonRows({ rows = 8, className = "h-11" }: { rows?: number; className?: string }) {
  const say = useWords(uiWords);
  return (
    <div role="status" aria-label={say.loading} className="flex flex-col gap-px">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places without identity
        <Skeleton key={row} className={cx("w-full", className)} />
      ))}
    </div>
  );
}

/** An empty screen is a beginning: what it will be good for, and the one thing to do first. */
export function Empty({
  icon: Icon,
  title,
  children,
  action,
  level = 2,
}: {
  icon: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** 1 where it stands for the whole screen. */
  level?: 1 | 2;
}) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-14 text-center">
      <Icon size={30} strokeWidth={1.5} className="text-faint" aria-hidden />
      <Heading tabIndex={level === 1 ? -1 : undefined} className="text-lg font-semibold outline-none">
        {title}
      </Heading>
      {children && <div className="text-soft">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** The reason why there is nothing to see, and what can be done. */
export function Refused({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const say = useWords(uiWords);
  if (error === "forbidden" || (error instanceof Problem && error.status === 403))
    return (
      <Empty icon={Lock} title={say.forbiddenTitle}>
        {say.forbiddenText}
      </Empty>
    );
  // 422: an address that was cut in half leads nowhere, too.
  if (error === "missing" || (error instanceof Problem && (error.status === 404 || error.status === 422)))
    return (
      <Empty icon={CircleSlash} title={say.missingTitle}>
        {say.missingText}
      </Empty>
    );
  if (error instanceof NoAnswer)
    return (
      <Empty
        icon={CloudOff}
        title={say.noAnswerTitle}
        action={onRetry && <Button onClick={onRetry}>{say.retry}</Button>}
      >
        {say.noAnswerText}
      </Empty>
    );
  return (
    <Empty icon={CloudOff} title={say.failedTitle} action={onRetry && <Button onClick={onRetry}>{say.retry}</Button>}>
      {error instanceof Problem && error.detail ? said(error.detail) : say.failedText}
    </Empty>
  );
}

/** A live list in one of its states: its skeleton, why not, `empty`, or `children`. */
export function ListStates({
  status,
  count,
  skeleton,
  empty,
  children,
}: {
  status: FeedStatus;
  count: number;
  skeleton?: ReactNode;
  empty: ReactNode;
  children: ReactNode;
}) {
  if (status === "forbidden" || status === "failed") return <Refused error={status} />;
  if (status === "loading" && count === 0) return skeleton ?? <SkeletonRows />;
  return count === 0 ? empty : children;
}
