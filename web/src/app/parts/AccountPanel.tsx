/** Appearance, language, one's sessions, and the way out. */

import { Link } from "@tanstack/react-router";
import { Keyboard, LogOut, Monitor, MonitorSmartphone, Moon, Settings, Sun } from "lucide-react";
import { type ReactNode, type RefObject, useState, useSyncExternalStore } from "react";
import { useLive, useMe, useReadable } from "../../data/seat";
import { leave } from "../../data/session";
import { Button } from "../../ui/button";
import { Choice } from "../../ui/choice";
import { Dialog } from "../../ui/dialog";
import { Popover } from "../../ui/popover";
import { setLanguage, useLanguage, useWords } from "../../words/language";
import { keysSheet } from "../palette/opened";
import { chooseTheme, chosenTheme } from "../theme";
import { accountWords } from "../words/account";

const LINE =
  "flex min-h-9 items-center gap-2.5 rounded-md px-2 text-left transition-colors hover:bg-sunken pointer-coarse:min-h-11";

export default function AccountPanel({
  anchor,
  onClose,
}: {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
}) {
  const say = useWords(accountWords);
  const me = useMe();
  const language = useLanguage();
  const theme = useSyncExternalStore(chosenTheme.subscribe, chosenTheme.getSnapshot);
  return (
    <Popover open onClose={onClose} anchor={anchor} side="top" title={me.name}>
      <div className="flex flex-col gap-4">
        <p className="-mt-2 text-sm text-soft">
          {me.email} · {me.organisation.name}
        </p>
        <Choice
          label={say.theme}
          value={theme}
          onValue={chooseTheme}
          options={[
            { value: "light", label: <Named icon={<Sun size={15} aria-hidden />}>{say.themes.light}</Named> },
            { value: "dark", label: <Named icon={<Moon size={15} aria-hidden />}>{say.themes.dark}</Named> },
            { value: "system", label: <Named icon={<Monitor size={15} aria-hidden />}>{say.themes.system}</Named> },
          ]}
        />
        <Choice
          label={say.language}
          value={language}
          onValue={setLanguage}
          options={[
            { value: "pt-BR", label: <span lang="pt-BR">Português</span> },
            { value: "en", label: <span lang="en">English</span> },
          ]}
        />
        <nav aria-label={me.name} className="-mx-2 flex flex-col">
          <Link to="/configuracoes" onClick={onClose} className={LINE}>
            <Settings size={17} className="text-soft" aria-hidden />
            {say.settings}
          </Link>
          <Link to="/configuracoes" search={{ secao: "seguranca" } as never} onClick={onClose} className={LINE}>
            <MonitorSmartphone size={17} className="text-soft" aria-hidden />
            {say.sessions}
          </Link>
          <button
            type="button"
            className={`${LINE} pointer-coarse:hidden`}
            onClick={() => {
              onClose();
              keysSheet.set(true);
            }}
          >
            <Keyboard size={17} className="text-soft" aria-hidden />
            {say.keys}
          </button>
          <SignOut />
        </nav>
      </div>
    </Popover>
  );
}

function Named({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <>
      {icon}
      {children}
    </>
  );
}

function SignOut() {
  const say = useWords(accountWords);
  const live = useLive();
  const entries = useReadable(live.outbox.entries);
  const { status } = useReadable(live.state);
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const go = () => {
    setBusy(true);
    void leave(live);
  };
  return (
    <>
      <button
        type="button"
        disabled={busy}
        className={`${LINE} border-t border-line`}
        onClick={() => (entries.length > 0 || status === "offline" ? setAsks(true) : go())}
      >
        <LogOut size={17} className="text-soft" aria-hidden />
        {say.signOut}
      </button>
      <Dialog
        open={asks}
        onClose={() => setAsks(false)}
        title={say.signOutTitle}
        actions={
          <>
            <Button onClick={() => setAsks(false)}>{say.stay}</Button>
            <Button kind={entries.length > 0 ? "danger" : "primary"} busy={busy} onClick={go}>
              {entries.length > 0 ? say.signOutAnyway : say.signOut}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-2">
          {entries.length > 0 && (
            <>
              <p>{say.waiting(entries.length)}</p>
              <ul className="list-disc pl-5">
                {entries.slice(0, 6).map((entry) => (
                  <li key={entry.id}>{entry.label}</li>
                ))}
              </ul>
            </>
          )}
          <p className="text-soft">{say.drafts}</p>
          {status === "offline" && <p className="text-soft">{say.offlineNote}</p>}
        </div>
      </Dialog>
    </>
  );
}
