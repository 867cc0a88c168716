/** The organisations of a person; choosing one is another seat, and everything below is made anew. */

import { useRouter } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { type RefObject, useState } from "react";
import { sentenceOf } from "../../data/actions";
import { useReadable, useSeat } from "../../data/seat";
import { switchOrganisation } from "../../data/session";
import { Popover } from "../../ui/popover";
import { toast } from "../../ui/toast";
import { useWords } from "../../words/language";
import { accountWords } from "../words/account";
import { frameWords } from "../words/frame";

export default function OrganisationPanel({
  anchor,
  onClose,
}: {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
}) {
  const say = useWords(accountWords);
  const frame = useWords(frameWords);
  const router = useRouter();
  const seat = useSeat();
  const waiting = useReadable(seat.live.outbox.entries).length;
  const [going, setGoing] = useState<string | null>(null);
  const go = async (id: string, name: string) => {
    setGoing(id);
    const { error, ...next } = await switchOrganisation(seat, id);
    if (error !== undefined) toast(`${frame.switchFailed(name)} ${sentenceOf(error)}`, { tone: "wine" });
    // What one looked at is the other organisation's.
    else await router.navigate({ to: "/dashboard" });
    onClose();
    seat.change(next);
  };
  return (
    <Popover open onClose={onClose} anchor={anchor} title={say.organisations}>
      <ul className="-mx-2 -my-1 flex flex-col">
        {seat.me.organisations.map((each) => {
          const here = each.id === seat.me.organisation.id;
          return (
            <li key={each.id}>
              <button
                type="button"
                disabled={going !== null}
                aria-current={here || undefined}
                aria-busy={going === each.id}
                onClick={() => (here ? onClose() : void go(each.id, each.name))}
                className="flex min-h-10 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-sunken disabled:opacity-60 pointer-coarse:min-h-11"
              >
                <span className="grow truncate">{each.name}</span>
                {here && <Check size={17} className="text-leaf" role="img" aria-label={say.here} />}
                {going === each.id && <span className="text-sm text-faint">{frame.switching}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {waiting > 0 && <p className="mt-3 text-sm text-ochre">{frame.waitsThere(waiting, seat.me.organisation.name)}</p>}
    </Popover>
  );
}
