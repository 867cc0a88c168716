/** E-mail, password, and the second factor where there is one. */

import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { callOpen } from "../../../api/open";
import type { SignedIn } from "../../../api/schema";
import { Button } from "../../../ui/button";
import { TextField } from "../../../ui/field";
import { PasswordField } from "../../../ui/password";
import { useWords } from "../../../words/language";
import { doorWords } from "../../words/door";
import { useAsking } from "./asking";

interface SignInFormProps {
  /** Whose session it was, when only they can go on. */
  readonly fixedEmail?: string;
  /** The organisation to enter; the last one used without it. */
  readonly organisationId?: string;
  /** What is done with the sign-in; the form stays busy until then. */
  readonly enter: (ask: () => Promise<SignedIn>) => Promise<void>;
  /** Who was let in but for their code. */
  readonly begun?: { readonly email: string; readonly password: string } | null;
  /** At the first letter. */
  readonly onBegin?: () => void;
  readonly beside?: ReactNode;
}

export function SignInForm({ fixedEmail, organisationId, enter, begun, onBegin, beside }: SignInFormProps) {
  const say = useWords(doorWords);
  const [email, setEmail] = useState(fixedEmail ?? begun?.email ?? "");
  const [password, setPassword] = useState(begun?.password ?? "");
  const [code, setCode] = useState("");
  const [asksCode, setAsksCode] = useState(Boolean(begun));
  const asking = useAsking();
  const passwordBox = useRef<HTMLInputElement>(null);
  const codeBox = useRef<HTMLInputElement>(null);
  const needsCode = asking.code === "SECOND_FACTOR_REQUIRED";
  useEffect(() => {
    if (needsCode) setAsksCode(true);
    else if (asking.code === "INVALID_CREDENTIALS") passwordBox.current?.select();
    else if (asking.code === "INVALID_CODE") codeBox.current?.select();
  }, [needsCode, asking.code]);
  useEffect(() => {
    if (asksCode) codeBox.current?.focus();
  }, [asksCode]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void asking.run(() =>
      enter(() =>
        callOpen("POST /api/auth/login", {
          email: email.trim(),
          password,
          ...(code.trim() !== "" && { code: code.trim() }),
          ...(organisationId && { organisationId }),
        }),
      ),
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label={say.email}
        type="email"
        name="username"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="off"
        spellCheck={false}
        value={email}
        onValue={(typed) => {
          if (email === "") onBegin?.();
          setEmail(typed);
          // Another person may have no code to give.
          setAsksCode(false);
          setCode("");
          asking.forget();
        }}
        readOnly={fixedEmail !== undefined}
        autoFocus={fixedEmail === undefined && !begun}
        required
      />
      <PasswordField
        ref={passwordBox}
        label={say.password}
        name="password"
        autoComplete="current-password"
        value={password}
        onValue={(typed) => {
          setPassword(typed);
          asking.forget();
        }}
        autoFocus={fixedEmail !== undefined}
        required
      />
      {asksCode && (
        <TextField
          ref={codeBox}
          label={say.code}
          hint={say.codeHint}
          name="code"
          autoComplete="one-time-code"
          inputMode="text"
          autoCapitalize="off"
          spellCheck={false}
          value={code}
          onValue={(typed) => {
            setCode(typed);
            asking.forget();
          }}
          required
        />
      )}
      {asking.sentence && !needsCode && (
        <p role="alert" className="rounded-md bg-wine-soft px-3 py-2 text-wine">
          {asking.sentence}
        </p>
      )}
      <Button kind="primary" type="submit" busy={asking.busy} disabled={asking.waitS > 0}>
        {asking.waitS > 0 ? say.wait(asking.waitS) : say.signIn}
      </Button>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Link
          to="/esqueci-a-senha"
          search={{ email: email || undefined } as never}
          className="text-sm text-accent-strong underline-offset-2 hover:underline pointer-coarse:inline-flex pointer-coarse:min-h-11 pointer-coarse:items-center"
        >
          {say.forgot}
        </Link>
        {beside}
      </div>
    </form>
  );
}
