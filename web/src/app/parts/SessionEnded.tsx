/** The session ended while somebody was at work, or their access was taken away: sign in again above the screen, which stays as it was. */

import { useEffect, useState } from "react";
import type { SignedIn } from "../../api/schema";
import { useSeat } from "../../data/seat";
import { leave, sitDown } from "../../data/session";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Dialog } from "../../ui/dialog";
import { useWords } from "../../words/language";
import { doorWords } from "../words/door";
import { SignInForm } from "./door/SignInForm";

/** The connection takes over the new session within it; if not, the form comes back. */
const TAKES_OVER_MS = 10_000;

export default function SessionEnded({ suspended }: { suspended: boolean }) {
  const say = useWords(doorWords);
  const { live, me, change } = useSeat();
  const [entered, setEntered] = useState(false);
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!entered) return;
    const timer = setTimeout(() => setEntered(false), TAKES_OVER_MS);
    return () => clearTimeout(timer);
  }, [entered]);
  const enter = async (ask: () => Promise<SignedIn>) => {
    const said = await ask();
    if (said.user.organisation.id === me.organisation.id) {
      setEntered(true);
      live.nudge();
      return;
    }
    // Out of this organisation meanwhile: the screen belongs to another one now.
    live.close();
    change(await sitDown(said.user, said));
  };
  return (
    <Dialog
      open={!entered}
      onClose={() => undefined}
      title={suspended ? say.suspended : say.again}
      description={suspended ? say.suspendedText : say.againText}
      stays
    >
      <SignInForm
        fixedEmail={me.email}
        organisationId={me.organisation.id}
        enter={enter}
        beside={
          <Button small kind="quiet" onClick={() => setAsks(true)}>
            {say.someoneElse}
          </Button>
        }
      />
      <Confirm
        open={asks}
        onClose={() => setAsks(false)}
        title={say.someoneElse}
        verb={say.someoneElse}
        danger
        busy={busy}
        onConfirm={() => {
          setBusy(true);
          void leave(live);
        }}
      >
        {say.someoneElseText}
      </Confirm>
    </Dialog>
  );
}
