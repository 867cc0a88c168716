/** The door. */

import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../../data/actions";
import { enter } from "../../data/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { handOver } from "../door";

export default function SignIn() {
  const navigate = useNavigate();
  const { depois } = useSearch({ strict: false }) as { depois?: string };
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      handOver(await enter(email, password));
      await navigate({ href: depois?.startsWith("/") ? depois : "/dashboard", replace: true } as never);
    } catch (error) {
      setRefusal(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <form
        onSubmit={(event) => void submit(event)}
        className="flex w-full max-w-sm flex-col gap-4 rounded-lg border border-line bg-surface p-6"
      >
        <h1 className="text-xl font-semibold">Esteio</h1>
        <TextField label="E-mail" type="email" autoComplete="username" value={email} onValue={setEmail} required />
        <TextField
          label="Senha"
          type="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          required
        />
        {refusal && (
          <p role="alert" className="text-wine">
            {refusal}
          </p>
        )}
        <Button kind="primary" type="submit" busy={busy}>
          Entrar
        </Button>
      </form>
    </main>
  );
}
