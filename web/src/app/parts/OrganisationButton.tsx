/** In whose name one works; with more than one organisation, the way to another. */

import { ChevronsUpDown } from "lucide-react";
import { useMe } from "../../data/seat";
import { cx } from "../../ui/cx";
import { Mark } from "../../ui/mark";
import { useWords } from "../../words/language";
import { lazyPart } from "../lazy";
import { frameWords } from "../words/frame";
import { Floating, usePanel } from "./Floating";

const OrganisationPanel = lazyPart(() => import("./OrganisationPanel"));

export function OrganisationButton({ named }: { named: boolean }) {
  const say = useWords(frameWords);
  const me = useMe();
  const panel = usePanel(OrganisationPanel);
  const name = <span className={cx("truncate font-semibold", !named && "sr-only")}>{me.organisation.name}</span>;
  if (me.organisations.length < 2)
    return (
      <span className="flex min-w-0 grow items-center gap-2.5 px-1" title={named ? undefined : me.organisation.name}>
        <Mark />
        {name}
      </span>
    );
  return (
    <>
      <button
        type="button"
        {...panel.button}
        title={say.organisation}
        className="flex min-h-9 min-w-0 grow items-center gap-2.5 rounded-md px-1 text-left transition-colors hover:bg-sunken pointer-coarse:min-h-11"
      >
        <Mark />
        {name}
        {named && <ChevronsUpDown size={15} className="shrink-0 text-faint" aria-hidden />}
        <span className="sr-only">{say.organisation}</span>
      </button>
      {panel.open && (
        <Floating onClose={panel.close}>
          <OrganisationPanel anchor={panel.anchor} onClose={panel.close} />
        </Floating>
      )}
    </>
  );
}
