/** Password, sessions, second factor. */

import { useState } from "react";
import { useAction } from "../../data/actions";
import { useAnswer } from "../../data/rows";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { browserName } from "../../words/browser";
import { ago } from "../../words/format";
import { useWords } from "../../words/language";
import { settingsWords } from "../words/settings";
import { SecondFactorPanel } from "./SecondFactorPanel";

export function SecurityPanel() {
  return (
    <div className="flex flex-col gap-4">
      <PasswordForm />
      <SecondFactorPanel />
      <SessionList />
    </div>
  );
}

function PasswordForm() {
  const say = useWords(settingsWords);
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useAction("POST /api/auth/password", {
    done: say.passwordChanged,
    sayErrors: false,
    onDone: () => {
      setCurrent("");
      setNext("");
    },
  });
  return (
    <Panel title={say.password}>
      <form
        className="flex max-w-sm flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void change.run({ body: { currentPassword: current, password: next } });
        }}
      >
        <TextField
          label={say.currentPassword}
          type="password"
          autoComplete="current-password"
          value={current}
          onValue={setCurrent}
          error={change.fields.currentPassword}
        />
        <TextField
          label={say.newPassword}
          type="password"
          autoComplete="new-password"
          hint={say.newPasswordHint}
          value={next}
          onValue={setNext}
          error={change.fields.password}
        />
        {change.sentence && (
          <p role="alert" className="text-wine">
            {change.sentence}
          </p>
        )}
        <div>
          <Button type="submit" kind="primary" busy={change.busy} disabled={current === "" || next === ""}>
            {say.changePassword}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function SessionList() {
  const say = useWords(settingsWords);
  const sessions = useAnswer("GET /api/sessions", {});
  const end = useAction("DELETE /api/sessions/{session_id}", { done: say.sessionEnded });
  const endOthers = useAction("DELETE /api/sessions", { done: say.othersEnded });
  const rows = sessions.data?.data;
  return (
    <Panel
      title={say.sessions}
      actions={
        rows &&
        rows.length > 1 && (
          <Button small busy={endOthers.busy} onClick={() => void endOthers.run({})}>
            {say.endOthers}
          </Button>
        )
      }
    >
      {rows === undefined ? (
        sessions.error ? (
          <Refused error={sessions.error} onRetry={() => void sessions.refetch()} />
        ) : (
          <Skeleton className="h-24" />
        )
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {rows.map((session) => (
            <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <div className="min-w-0 grow">
                <p title={session.userAgent}>{browserName(session.userAgent)}</p>
                <p className="text-sm text-faint">
                  {session.organisation} · {session.address ?? "—"} · {say.lastUsed(ago(session.lastUsedAt))}
                </p>
              </div>
              {session.current ? (
                <Badge tone="leaf">{say.thisOne}</Badge>
              ) : (
                <Button
                  small
                  kind="quiet"
                  busy={end.busy}
                  onClick={() => void end.run({ path: { session_id: session.id } })}
                >
                  {say.endSession}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
