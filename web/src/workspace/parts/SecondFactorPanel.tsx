/** Turning the second factor on and off. */

import { Copy } from "lucide-react";
import { useState } from "react";
import type { SecondFactorEnrolment } from "../../api/schema";
import { useAction } from "../../data/actions";
import { useAnswer } from "../../data/rows";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Panel } from "../../ui/page";
import { Refused, Skeleton } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useWords } from "../../words/language";
import { settingsWords } from "../words/settings";

export function SecondFactorPanel() {
  const say = useWords(settingsWords);
  const factor = useAnswer("GET /api/auth/second-factor", {});
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <Panel title={say.factor}>
      {factor.data === undefined ? (
        factor.error ? (
          <Refused error={factor.error} onRetry={() => void factor.refetch()} />
        ) : (
          <Skeleton className="h-16" />
        )
      ) : codes ? (
        <Codes codes={codes} onKept={() => setCodes(null)} />
      ) : factor.data.enabled ? (
        <TurnOff left={factor.data.recoveryCodesLeft} onCodes={setCodes} />
      ) : (
        <TurnOn onCodes={setCodes} />
      )}
    </Panel>
  );
}

function TurnOn({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const say = useWords(settingsWords);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [enrolment, setEnrolment] = useState<SecondFactorEnrolment | null>(null);
  const begin = useAction("POST /api/auth/second-factor", { sayErrors: false, onDone: setEnrolment });
  const confirm = useAction("POST /api/auth/second-factor/confirm", {
    sayErrors: false,
    onDone: (answer) => onCodes(answer.codes),
  });
  if (enrolment === null)
    return (
      <form
        className="flex max-w-sm flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void begin.run({ body: { password } });
        }}
      >
        <p className="text-soft">{say.factorOff}</p>
        <TextField
          label={say.yourPassword}
          type="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          error={begin.fields.password ?? begin.sentence}
        />
        <div>
          <Button type="submit" busy={begin.busy} disabled={password === ""}>
            {say.factorStart}
          </Button>
        </div>
      </form>
    );
  return (
    <form
      className="flex max-w-sm flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm.run({ body: { code: code.replace(/\s/g, "") } });
      }}
    >
      <p>{say.factorScan}</p>
      <img
        src={
          enrolment.qr.startsWith("data:")
            ? enrolment.qr
            : `data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qr)}`
        }
        alt=""
        className="size-48 rounded-md bg-blank p-2"
      />
      <p className="text-sm text-soft">
        {say.factorSecret} <code className="break-all text-ink select-all">{enrolment.secret}</code>
      </p>
      <TextField
        label={say.factorCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onValue={setCode}
        error={confirm.fields.code ?? confirm.sentence}
      />
      <div>
        <Button type="submit" kind="primary" busy={confirm.busy} disabled={code === ""}>
          {say.factorConfirm}
        </Button>
      </div>
    </form>
  );
}

function TurnOff({ left, onCodes }: { left: number; onCodes: (codes: readonly string[]) => void }) {
  const say = useWords(settingsWords);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const stop = useAction("POST /api/auth/second-factor/disable", { done: say.factorStopped, sayErrors: false });
  const renew = useAction("POST /api/auth/second-factor/recovery-codes", {
    sayErrors: false,
    onDone: (answer) => onCodes(answer.codes),
  });
  const body = { password, code: code.replace(/\s/g, "") };
  const refused = stop.sentence ?? renew.sentence;
  return (
    <div className="flex max-w-sm flex-col gap-3">
      <p className="text-leaf">{say.factorOn(left)}</p>
      <TextField
        label={say.yourPassword}
        type="password"
        autoComplete="current-password"
        value={password}
        onValue={setPassword}
        error={stop.fields.password ?? renew.fields.password}
      />
      <TextField
        label={say.factorCode}
        autoComplete="one-time-code"
        value={code}
        onValue={setCode}
        error={stop.fields.code ?? renew.fields.code}
      />
      {refused && (
        <p role="alert" className="text-wine">
          {refused}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          busy={renew.busy}
          onClick={() => {
            stop.reset();
            void renew.run({ body });
          }}
        >
          {say.newCodes}
        </Button>
        <Button
          kind="danger"
          busy={stop.busy}
          onClick={() => {
            renew.reset();
            void stop.run({ body });
          }}
        >
          {say.factorStop}
        </Button>
      </div>
    </div>
  );
}

function Codes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const say = useWords(settingsWords);
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-semibold">{say.codes}</h3>
      <p className="text-soft">{say.codesText}</p>
      <ul className="grid max-w-sm grid-cols-2 gap-1 rounded-md bg-sunken p-3 font-medium">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={Copy}
          onClick={() => void navigator.clipboard.writeText(codes.join("\n")).then(() => toast(say.copied))}
        >
          {say.copyCodes}
        </Button>
        <Button kind="primary" onClick={onKept}>
          {say.codesKept}
        </Button>
      </div>
    </div>
  );
}
