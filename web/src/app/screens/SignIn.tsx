/** The door. */

import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { callOpen } from "../../api/open";
import type { DemoAccount } from "../../api/schema";
import { enter } from "../../data/session";
import { hearTabs } from "../../data/tabs";
import { useWords } from "../../words/language";
import { handOver } from "../door";
import { useAsking } from "../parts/door/asking";
import { DemoAccounts, useDemoAccounts } from "../parts/door/DemoAccounts";
import { DoorPage, useAsked } from "../parts/door/DoorPage";
import { SignInForm } from "../parts/door/SignInForm";
import { doorWords } from "../words/door";

/** Needed right after: fetched while somebody types. */
function fetchWhatFollows(): void {
  void import("../../live/client");
  void import("../../dashboard/screens/Dashboard");
}

export default function SignIn() {
  const say = useWords(doorWords);
  const navigate = useNavigate();
  const after = useAsked("depois");
  const accounts = useDemoAccounts();
  const trying = useAsking();
  const [chosen, setChosen] = useState<DemoAccount | null>(null);
  const needsCode = trying.code === "SECOND_FACTOR_REQUIRED";
  // An address of this app, never of another.
  const goOn = useCallback(
    () => navigate({ href: /^\/[^/\\]/.test(after) ? after : "/dashboard", replace: true } as never),
    [navigate, after],
  );
  const sit: Parameters<typeof SignInForm>[0]["enter"] = async (ask) => {
    handOver(await enter(ask));
    await goOn();
  };
  useEffect(
    () =>
      hearTabs((message) => {
        // Somebody signed in at another tab: this one belongs to them, too.
        if (message.type === "seated") void goOn();
      }),
    [goOn],
  );
  return (
    <DoorPage
      title={say.signIn}
      lead={say.slogan}
      aside={
        accounts.length > 0 && (
          <>
            <DemoAccounts
              accounts={accounts}
              busy={trying.busy}
              onChoose={(account) => {
                const { email, password } = account;
                setChosen(account);
                void trying.run(() => sit(() => callOpen("POST /api/auth/login", { email, password })));
              }}
            />
            {trying.sentence && !needsCode && (
              <p role="alert" className="mx-auto mt-4 w-full max-w-xl text-wine">
                {trying.sentence}
              </p>
            )}
          </>
        )
      }
    >
      <SignInForm
        key={needsCode ? chosen?.email : ""}
        enter={sit}
        begun={needsCode ? chosen : null}
        onBegin={fetchWhatFollows}
      />
    </DoorPage>
  );
}
