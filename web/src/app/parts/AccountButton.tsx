/** Who is signed in, and what is theirs to choose. */

import { useMe } from "../../data/seat";
import { Person } from "../../ui/badge";
import { cx } from "../../ui/cx";
import { useWords } from "../../words/language";
import { lazyPart } from "../lazy";
import { frameWords } from "../words/frame";
import { Floating, usePanel } from "./Floating";

const AccountPanel = lazyPart(() => import("./AccountPanel"));

export function AccountButton({ named }: { named: boolean }) {
  const say = useWords(frameWords);
  const me = useMe();
  const panel = usePanel(AccountPanel);
  return (
    <>
      <button
        type="button"
        {...panel.button}
        title={named ? undefined : me.name}
        className={cx(
          "flex min-h-9 min-w-0 items-center gap-2 rounded-md transition-colors hover:bg-sunken pointer-coarse:min-h-11 pointer-coarse:min-w-11",
          named ? "grow px-1.5" : "justify-center px-1.5",
        )}
      >
        <span className="sr-only">{say.account}</span>
        <Person name={me.name} named={named} />
      </button>
      {panel.open && (
        <Floating onClose={panel.close}>
          <AccountPanel anchor={panel.anchor} onClose={panel.close} />
        </Floating>
      )}
    </>
  );
}
