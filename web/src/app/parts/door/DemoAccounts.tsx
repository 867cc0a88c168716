/** On a demo server: whom one may sign in as. */

import { FlaskConical } from "lucide-react";
import { useEffect, useState } from "react";
import { callOpen } from "../../../api/open";
import type { DemoAccount } from "../../../api/schema";
import { Person } from "../../../ui/badge";
import { useWords } from "../../../words/language";
import { doorWords } from "../../words/door";

/** Empty until known, and on every server that is no demo. */
export function useDemoAccounts(): readonly DemoAccount[] {
  const [accounts, setAccounts] = useState<readonly DemoAccount[]>([]);
  useEffect(() => {
    let here = true;
    callOpen("GET /api/auth/demo-accounts").then(
      (answer) => here && setAccounts(answer.data),
      // Then nobody is offered anything, and signs in as ever.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);
  return accounts;
}

export function DemoAccounts({
  accounts,
  busy,
  onChoose,
}: {
  accounts: readonly DemoAccount[];
  busy: boolean;
  onChoose: (account: DemoAccount) => void;
}) {
  const say = useWords(doorWords);
  return (
    <section aria-labelledby="demo-accounts" className="mx-auto flex w-full max-w-xl flex-col gap-4">
      <header className="flex flex-col gap-1">
        <h2 id="demo-accounts" className="flex items-center gap-2 text-lg font-semibold">
          <FlaskConical size={19} className="text-ochre" aria-hidden />
          {say.demoTitle}
        </h2>
        <p className="text-soft">{say.demoText}</p>
      </header>
      <ul className="grid gap-2 xl:grid-cols-2">
        {accounts.map((account) => (
          <li key={account.email}>
            <button
              type="button"
              disabled={busy}
              onClick={() => onChoose(account)}
              className="flex h-full w-full items-start gap-3 rounded-md border border-line bg-paper p-3 text-left transition-colors hover:border-line-strong hover:bg-sunken disabled:opacity-60"
            >
              <span aria-hidden>
                <Person name={account.name} />
              </span>
              <span className="min-w-0">
                <span className="block font-medium">{account.name}</span>
                <span className="block text-sm text-soft">{account.description}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
