/** An account that was suspended while somebody worked with it. */

import { useState } from "react";
import { useLive } from "../../data/seat";
import { leave } from "../../data/session";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { useWords } from "../../words/language";
import { accountWords } from "../words/account";
import { frameWords } from "../words/frame";

export default function Suspended() {
  const say = useWords(frameWords);
  const account = useWords(accountWords);
  const live = useLive();
  const [busy, setBusy] = useState(false);
  return (
    <Dialog
      open
      onClose={() => undefined}
      stays
      title={say.suspendedTitle}
      actions={
        <Button
          kind="primary"
          busy={busy}
          onClick={() => {
            setBusy(true);
            void leave(live);
          }}
        >
          {account.signOut}
        </Button>
      }
    >
      {say.suspendedText}
    </Dialog>
  );
}
