/** Where the link of a forgotten password leads. */

import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { callOpen } from "../../api/open";
import { Problem } from "../../live";
import { Button, buttonClass } from "../../ui/button";
import { PasswordField } from "../../ui/password";
import { useWords } from "../../words/language";
import { useAsking } from "../parts/door/asking";
import { DoorPage, useAsked } from "../parts/door/DoorPage";
import { doorWords } from "../words/door";

export default function NewPassword() {
  const say = useWords(doorWords);
  const token = useAsked("token");
  const [password, setPassword] = useState("");
  const [saved, setSaved] = useState(false);
  const asking = useAsking();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await asking.run(() => callOpen("POST /api/auth/password/reset", { token, password }));
    if (answer !== undefined) setSaved(true);
  };
  if (saved)
    return (
      <DoorPage title={say.savedTitle} lead={say.savedText}>
        <Link to="/entrar" className={buttonClass("primary")}>
          {say.signIn}
        </Link>
      </DoorPage>
    );
  const dead = token === "" || (asking.error instanceof Problem && [401, 410].includes(asking.error.status));
  if (dead)
    return (
      <DoorPage title={say.deadLinkTitle} lead={say.deadReset}>
        <Link to="/esqueci-a-senha" className={buttonClass("primary")}>
          {say.askAnother}
        </Link>
      </DoorPage>
    );
  return (
    <DoorPage title={say.newTitle} lead={say.newText}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <PasswordField
          label={say.newPassword}
          hint={say.newHint}
          name="new-password"
          autoComplete="new-password"
          value={password}
          onValue={(typed) => {
            setPassword(typed);
            asking.forget();
          }}
          error={asking.fields.password ?? asking.sentence}
          autoFocus
          required
        />
        <Button kind="primary" type="submit" busy={asking.busy} disabled={asking.waitS > 0}>
          {asking.waitS > 0 ? say.wait(asking.waitS) : say.save}
        </Button>
      </form>
    </DoorPage>
  );
}
