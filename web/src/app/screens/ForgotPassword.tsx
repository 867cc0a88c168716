/** A link to set another password. */

import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { callOpen } from "../../api/open";
import { Button, buttonClass } from "../../ui/button";
import { TextField } from "../../ui/field";
import { useWords } from "../../words/language";
import { useAsking } from "../parts/door/asking";
import { DoorPage, useAsked } from "../parts/door/DoorPage";
import { doorWords } from "../words/door";

export default function ForgotPassword() {
  const say = useWords(doorWords);
  const [email, setEmail] = useState(useAsked("email"));
  const [sentFor, setSentFor] = useState<number | null>(null);
  const asking = useAsking();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await asking.run(() => callOpen("POST /api/auth/password/reset-request", { email: email.trim() }));
    if (answer) setSentFor(answer.expiresIn);
  };
  if (sentFor !== null)
    return (
      <DoorPage title={say.sentTitle} lead={say.sentText(email.trim(), Math.round(sentFor / 60))}>
        <p role="status" className="flex items-start gap-2 rounded-md bg-leaf-soft px-3 py-2 text-leaf">
          <MailCheck size={17} className="mt-0.5 shrink-0" aria-hidden />
          {say.sentSpam}
        </p>
        <div className="flex flex-wrap gap-2">
          <Link to="/entrar" className={buttonClass("primary")}>
            {say.backToSignIn}
          </Link>
          <Button onClick={() => setSentFor(null)}>{say.askAgain}</Button>
        </div>
      </DoorPage>
    );
  return (
    <DoorPage title={say.forgotTitle} lead={say.forgotText}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <TextField
          label={say.email}
          type="email"
          name="username"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          value={email}
          onValue={setEmail}
          error={asking.fields.email}
          autoFocus
          required
        />
        {asking.sentence && !asking.fields.email && (
          <p role="alert" className="rounded-md bg-wine-soft px-3 py-2 text-wine">
            {asking.sentence}
          </p>
        )}
        <Button kind="primary" type="submit" busy={asking.busy} disabled={asking.waitS > 0}>
          {asking.waitS > 0 ? say.wait(asking.waitS) : say.sendLink}
        </Button>
        <Link to="/entrar" className={buttonClass("quiet")}>
          {say.backToSignIn}
        </Link>
      </form>
    </DoorPage>
  );
}
