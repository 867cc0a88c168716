/** The frame of screens for who is not signed in: the mark, one thing to do, and the language. */

import { CloudOff } from "lucide-react";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { cx } from "../../../ui/cx";
import { Mark } from "../../../ui/mark";
import { setPageTitle } from "../../../ui/title";
import { type Language, setLanguage, useLanguage, useWords } from "../../../words/language";
import { doorWords } from "../../words/door";

export function DoorPage({
  title,
  lead,
  children,
  aside,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** Beside it on a desk, below it on a phone. */
  aside?: ReactNode;
}) {
  const say = useWords(doorWords);
  const online = useOnline();
  useEffect(() => setPageTitle(title), [title]);
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(26rem,2fr)_3fr]">
      <main className="flex flex-col px-5 pt-[max(1.5rem,env(safe-area-inset-top))] pb-5 sm:px-10">
        <p className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
          <Mark className="size-8" />
          Esteio
        </p>
        <div className="mx-auto my-auto flex w-full max-w-sm flex-col gap-5 py-8">
          <header className="flex flex-col gap-1.5">
            <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight text-balance outline-none">
              {title}
            </h1>
            {lead && <div className="text-soft">{lead}</div>}
          </header>
          {!online && (
            <p role="status" className="flex items-center gap-2 rounded-md bg-ochre-soft px-3 py-2 text-ochre">
              <CloudOff size={17} className="shrink-0" aria-hidden />
              {say.offline}
            </p>
          )}
          {children}
        </div>
        <LanguageChoice />
      </main>
      <aside
        className={cx(
          "flex flex-col justify-center border-line bg-surface px-5 py-8 max-lg:border-t sm:px-10 lg:border-l",
          !aside && "max-lg:hidden",
        )}
      >
        {aside ?? <Structure />}
      </aside>
    </div>
  );
}

const LANGUAGES: readonly (readonly [Language, string])[] = [
  ["pt-BR", "Português"],
  ["en", "English"],
];

function LanguageChoice() {
  const say = useWords(doorWords);
  const language = useLanguage();
  return (
    <fieldset className="mx-auto flex gap-1 text-sm">
      <legend className="sr-only">{say.language}</legend>
      {LANGUAGES.map(([each, name]) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={language === each}
          onClick={() => setLanguage(each)}
          className={cx(
            "rounded-md px-2.5 py-1 pointer-coarse:min-h-11 pointer-coarse:px-4",
            language === each ? "bg-sunken text-ink" : "text-soft hover:text-ink",
          )}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

/** Posts and beams: what the name means. */
function Structure() {
  const say = useWords(doorWords);
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-6">
      <svg viewBox="0 0 480 300" aria-hidden="true" className="w-full">
        <g fill="none" strokeLinecap="square">
          <path
            className="stroke-line"
            strokeWidth="6"
            d="M60 260V150M180 260V150M300 260V150M420 260V150M60 150V60M180 150V60M300 150V60"
          />
          <path className="stroke-line" strokeWidth="6" d="M30 150H450M30 60H330" />
          <path className="stroke-line-strong" strokeWidth="2" d="M10 262H470" />
          <path className="stroke-accent" strokeWidth="14" d="M300 255V150M215 150H385" />
        </g>
      </svg>
      <p className="text-lg text-soft">{say.slogan}</p>
    </div>
  );
}

/** What the browser says of the network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener("online", listener);
      addEventListener("offline", listener);
      return () => {
        removeEventListener("online", listener);
        removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}

/** The member of the address's query; "" without it. */
export function useAsked(member: string): string {
  const [value] = useState(() => new URLSearchParams(location.search).get(member) ?? "");
  return value;
}
