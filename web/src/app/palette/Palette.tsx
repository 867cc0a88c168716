/** Everything by its name: places, things to do, and what the server finds. */

import { Dialog } from "@base-ui/react/dialog";
import { useNavigate } from "@tanstack/react-router";
import { Clock, type LucideIcon, Search as SearchSign, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { useMay, useMe } from "../../data/seat";
import { cx } from "../../ui/cx";
import { Key } from "../../ui/key";
import { useLanguage, useWords } from "../../words/language";
import { areasFor, commandsFor } from "../areas";
import { useOnline } from "../parts/door/DoorPage";
import { paletteWords } from "../words/palette";
import { bestOf } from "./match";
import { takeTypedAhead } from "./opened";
import { recentOf } from "./recent";
import { useSearch } from "./search";

interface Line {
  readonly key: string;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly beside?: string;
  readonly letter?: string | undefined;
  readonly to: string;
}

interface Group {
  readonly name: string;
  readonly lines: readonly Line[];
}

const PLACES_AT_FIRST = 6;

export default function Palette({ onClose }: { onClose: () => void }) {
  const say = useWords(paletteWords);
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const search = useSearch(typed);
  const online = useOnline();
  const list = useRef<HTMLDivElement>(null);
  const groups = useGroups(typed, search);
  const lines = groups.flatMap((group) => group.lines);
  const chosen = Math.min(at, lines.length - 1);
  useEffect(() => {
    list.current?.querySelector(`[data-line="${chosen}"]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const open = (line: Line) => {
    onClose();
    void navigate({ href: line.to } as never);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const line = lines[chosen];
    if (step !== 0 && lines.length > 0) setAt((chosen + step + lines.length) % lines.length);
    else if (event.key === "Enter" && line && !event.nativeEvent.isComposing) open(line);
    else return;
    event.preventDefault();
  };
  let index = -1;
  return (
    <Dialog.Root open onOpenChange={(now) => !now && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-veil" />
        <Dialog.Popup
          aria-label={say.label}
          className="fixed inset-x-0 top-0 z-50 flex h-dvh flex-col bg-raised text-ink shadow-float outline-none sm:inset-x-auto sm:top-[12dvh] sm:left-1/2 sm:h-auto sm:max-h-[min(34rem,76dvh)] sm:w-[min(40rem,calc(100vw-3rem))] sm:-translate-x-1/2 sm:animate-rise sm:rounded-lg sm:border sm:border-line"
        >
          <div className="flex items-center gap-2.5 border-b border-line px-4 pt-[env(safe-area-inset-top)]">
            <SearchSign size={18} className="shrink-0 text-faint" aria-hidden />
            <input
              role="combobox"
              aria-label={say.label}
              aria-expanded
              aria-controls={`${id}-list`}
              aria-activedescendant={lines.length > 0 ? `${id}-${chosen}` : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder={say.placeholder}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setAt(0);
              }}
              onFocus={() => {
                const ahead = takeTypedAhead();
                setTyped((before) => before + ahead);
              }}
              onKeyDown={press}
              className="h-13 min-w-0 grow bg-transparent text-lg outline-none placeholder:text-faint"
            />
            <Dialog.Close
              aria-label={say.hints.close}
              className="grid shrink-0 place-items-center rounded-md text-soft pointer-coarse:size-11"
            >
              <X size={19} aria-hidden className="pointer-fine:hidden" />
              <span aria-hidden className="pointer-coarse:hidden">
                <Key>{say.keyNames.escape}</Key>
              </span>
            </Dialog.Close>
          </div>
          <div
            ref={list}
            role="listbox"
            id={`${id}-list`}
            aria-label={say.label}
            aria-busy={search.busy}
            className="min-h-0 grow overflow-y-auto overscroll-contain p-2"
          >
            {groups.map((group) => (
              <div key={group.name} role="group" aria-label={group.name} className="pb-1.5">
                <p aria-hidden className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">
                  {group.name}
                </p>
                {group.lines.map((line) => {
                  index += 1;
                  return (
                    <LineView
                      key={line.key}
                      id={`${id}-${index}`}
                      index={index}
                      line={line}
                      chosen={index === chosen}
                      onPoint={setAt}
                      onOpen={() => open(line)}
                    />
                  );
                })}
              </div>
            ))}
          </div>
          <Foot>
            {!online
              ? say.offline
              : search.failed > 0
                ? say.partly
                : search.busy
                  ? say.searching
                  : lines.length === 0
                    ? say.nothing
                    : say.found(lines.length)}
          </Foot>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function LineView({
  id,
  index,
  line,
  chosen,
  onPoint,
  onOpen,
}: {
  id: string;
  index: number;
  line: Line;
  chosen: boolean;
  onPoint: (index: number) => void;
  onOpen: () => void;
}) {
  const Icon = line.icon;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which has the focus
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      data-line={index}
      onClick={onOpen}
      onPointerMove={() => onPoint(index)}
      className={cx(
        "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 pointer-coarse:min-h-11",
        chosen && "bg-sunken",
      )}
    >
      <Icon size={17} className="shrink-0 text-soft" aria-hidden />
      <span className="min-w-0 grow truncate">
        {line.title}
        {line.beside && <span className="text-faint"> {line.beside}</span>}
      </span>
      {line.letter && (
        <span aria-hidden className="flex gap-0.5 pointer-coarse:hidden">
          <Key>G</Key>
          <Key>{line.letter.toUpperCase()}</Key>
        </span>
      )}
    </div>
  );
}

function Foot({ children }: { children: ReactNode }) {
  const say = useWords(paletteWords);
  return (
    <div className="flex items-center gap-4 border-t border-line px-4 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] text-xs text-faint">
      <p role="status" className="grow">
        {children}
      </p>
      <span aria-hidden className="hidden items-center gap-1 sm:flex">
        <Key>↑</Key>
        <Key>↓</Key> {say.hints.move}
      </span>
      <span aria-hidden className="hidden items-center gap-1 sm:flex">
        <Key>{say.keyNames.enter}</Key> {say.hints.open}
      </span>
    </div>
  );
}

function useGroups(typed: string, search: ReturnType<typeof useSearch>): readonly Group[] {
  const say = useWords(paletteWords);
  const language = useLanguage() === "en" ? "en" : "pt";
  const may = useMay();
  const me = useMe();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is recent is read once, when the palette opens
  const recent = useMemo(() => recentOf(me), []);
  const places = useMemo<readonly Line[]>(
    () =>
      areasFor(may)
        .flatMap((area) => area.places)
        .map((place) => ({
          key: place.to,
          icon: place.icon,
          title: place.label[language],
          letter: place.letter,
          to: place.to,
        })),
    [may, language],
  );
  const commands = useMemo(
    () =>
      commandsFor(may).map((command) => ({
        key: `do ${command.to}`,
        icon: command.icon,
        title: command.label[language],
        also: command.also?.[language] ?? "",
        to: command.to,
      })),
    [may, language],
  );
  const seen = recent.map((each) => ({ key: `seen ${each.to}`, icon: Clock, title: each.title, to: each.to }));
  const groups: Group[] =
    typed.trim() === ""
      ? [
          { name: say.recent, lines: seen.slice(0, 5) },
          { name: say.commands, lines: commands },
          { name: say.places, lines: places.slice(0, seen.length > 0 ? PLACES_AT_FIRST : places.length) },
        ]
      : [
          { name: say.recent, lines: bestOf(typed, seen, (line) => [line.title]).slice(0, 3) },
          { name: say.commands, lines: bestOf(typed, commands, (line) => [line.title, line.also]).slice(0, 5) },
          { name: say.places, lines: bestOf(typed, places, (line) => [line.title]).slice(0, 5) },
          ...search.groups.map(({ kind, found }) => ({
            name: say.kinds[kind.name],
            lines: found.map((each) => ({ ...each, key: `${kind.name} ${each.id}`, icon: kind.icon })),
          })),
        ];
  return groups.filter((group) => group.lines.length > 0);
}
