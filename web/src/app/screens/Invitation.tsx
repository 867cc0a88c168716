/** Where an invitation leads: a new person says their name and sets a password, one with an account signs in. */

import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { callOpen } from "../../api/open";
import type { InvitationPreview } from "../../api/schema";
import { enter } from "../../data/session";
import { Problem } from "../../live";
import { Button, buttonClass } from "../../ui/button";
import { TextField } from "../../ui/field";
import { PasswordField } from "../../ui/password";
import { Skeleton } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useWords } from "../../words/language";
import { handOver } from "../door";
import { useAsking } from "../parts/door/asking";
import { DoorPage, useAsked } from "../parts/door/DoorPage";
import { doorWords } from "../words/door";

export default function Invitation() {
  const say = useWords(doorWords);
  const token = useAsked("token");
  const [preview, setPreview] = useState<InvitationPreview | null>(null);
  const opening = useAsking();
  const { run } = opening;
  const open = useCallback(async () => {
    const found = await run(() => callOpen("POST /api/invitations/open", { token }));
    if (found) setPreview(found);
  }, [run, token]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is another one each time; the link is opened once
  useEffect(() => {
    if (token !== "") void open();
  }, [token]);
  if (preview !== null) return <Acceptance token={token} preview={preview} />;
  const refused = opening.error instanceof Problem && opening.error.status < 500;
  if (token === "" || refused)
    return (
      <DoorPage title={say.deadLinkTitle} lead={say.deadInvitation}>
        <Link to="/entrar" className={buttonClass()}>
          {say.backToSignIn}
        </Link>
      </DoorPage>
    );
  if (opening.sentence)
    return (
      <DoorPage title={say.unreadable} lead={opening.sentence}>
        <Button kind="primary" busy={opening.busy} onClick={() => void open()}>
          {say.retry}
        </Button>
      </DoorPage>
    );
  return (
    <DoorPage title="…">
      <Skeleton className="h-5 w-3/4" />
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
    </DoorPage>
  );
}

function Acceptance({ token, preview }: { token: string; preview: InvitationPreview }) {
  const say = useWords(doorWords);
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [asksCode, setAsksCode] = useState(false);
  const asking = useAsking();
  const codeBox = useRef<HTMLInputElement>(null);
  const needsCode = asking.code === "SECOND_FACTOR_REQUIRED";
  useEffect(() => {
    if (needsCode) setAsksCode(true);
    else if (asking.code === "INVALID_CODE") codeBox.current?.select();
  }, [needsCode, asking.code]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const seat = await asking.run(() =>
      enter(() =>
        callOpen("POST /api/invitations/accept", {
          token,
          password,
          ...(preview.hasAccount ? code.trim() !== "" && { code: code.trim() } : { name: name.trim() }),
        }),
      ),
    );
    if (!seat) return;
    handOver(seat);
    toast(say.welcome(preview.organisation));
    await navigate({ to: "/dashboard", replace: true });
  };
  const { fields } = asking;
  return (
    <DoorPage
      title={say.inviteTitle(preview.organisation)}
      lead={
        <>
          {say.inviteBy(preview.invitedBy, preview.email)} {preview.hasAccount ? say.inviteHasAccount : say.inviteNew}
        </>
      }
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {/* For the browser's own keeper of passwords. */}
        <input type="email" name="username" autoComplete="username" value={preview.email} readOnly hidden />
        {!preview.hasAccount && (
          <TextField
            label={say.name}
            hint={say.nameHint}
            name="name"
            autoComplete="name"
            value={name}
            onValue={setName}
            error={fields.name}
            autoFocus
            required
          />
        )}
        <PasswordField
          label={preview.hasAccount ? say.password : say.newPassword}
          name="password"
          autoComplete={preview.hasAccount ? "current-password" : "new-password"}
          value={password}
          onValue={setPassword}
          error={fields.password}
          autoFocus={preview.hasAccount}
          required
          {...(!preview.hasAccount && { hint: say.newHint })}
        />
        {asksCode && (
          <TextField
            ref={codeBox}
            label={say.code}
            hint={say.codeHint}
            name="code"
            autoComplete="one-time-code"
            value={code}
            onValue={setCode}
            autoFocus
            required
          />
        )}
        {asking.sentence && !needsCode && Object.keys(fields).length === 0 && (
          <p role="alert" className="rounded-md bg-wine-soft px-3 py-2 text-wine">
            {asking.sentence}
          </p>
        )}
        <Button kind="primary" type="submit" busy={asking.busy} disabled={asking.waitS > 0}>
          {asking.waitS > 0 ? say.wait(asking.waitS) : say.accept}
        </Button>
      </form>
    </DoorPage>
  );
}
