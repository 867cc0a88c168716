/** Dragging on the kanban: by mouse, by a finger that rests first, by keys from stage to stage, said aloud. */

import {
  type Announcements,
  type CollisionDetection,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { useMemo, useRef } from "react";
import { useWords, wordsNow } from "../../../words/language";
import { REQUEST_STATUS, type RequestRow, type RequestStatus } from "../../rows";
import { boardWords } from "../../words/board";

/** `order` is that of the stages on the screen, by which the arrows go. */
export function useBoardDrag(
  order: readonly RequestStatus[],
  find: (id: UniqueIdentifier) => RequestRow | undefined,
  targets: () => ReadonlySet<RequestStatus>,
) {
  const say = useWords(boardWords);
  /** Where the keys are; null while a pointer drags. */
  const byKeys = useRef<RequestStatus | null>(null);
  const given = useRef({ order, find, targets });
  given.current = { order, find, targets };

  const mouse = useSensor(MouseSensor, { activationConstraint: { distance: 6 } });
  const touch = useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } });
  const keyboard = useSensor(KeyboardSensor, {
    keyboardCodes: { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] },
    scrollBehavior: "auto",
    coordinateGetter: (event, { active, currentCoordinates }) => {
      const by = event.code === "ArrowRight" ? 1 : event.code === "ArrowLeft" ? -1 : 0;
      if (by === 0) return currentCoordinates;
      event.preventDefault();
      const { order, find, targets } = given.current;
      const from = byKeys.current ?? find(active)?.status;
      const open = targets();
      const stops = order.filter((status) => open.has(status) || status === find(active)?.status);
      const next = stops[stops.indexOf(from as RequestStatus) + by];
      if (next === undefined) return currentCoordinates;
      byKeys.current = next;
      const column = document.querySelector<HTMLElement>(`[data-stage="${next}"]`);
      column?.scrollIntoView({ inline: "nearest", block: "nearest" });
      const box = column?.getBoundingClientRect();
      return box ? { x: box.left + 8, y: box.top + 48 } : currentCoordinates;
    },
  });
  const sensors = useSensors(mouse, touch, keyboard);

  const collisions = useMemo<CollisionDetection>(
    () => (about) => {
      if (byKeys.current !== null) {
        const stage = about.droppableContainers.find(({ id }) => id === byKeys.current);
        return stage ? [{ id: stage.id, data: { droppableContainer: stage } }] : [];
      }
      // Taken by keys and not yet moved it is over nothing: to let go again must leave it where it was.
      return pointerWithin(about);
    },
    [],
  );

  const announcements = useMemo<Announcements>(() => {
    const called = (id: UniqueIdentifier) => {
      const row = given.current.find(id);
      return row ? `${row.code}, ${row.title}` : "";
    };
    const place = (id: UniqueIdentifier) => wordsNow(REQUEST_STATUS[id as RequestStatus].label);
    return {
      onDragStart: ({ active }) => {
        const open = given.current.order.filter((status) => given.current.targets().has(status));
        if (open.length === 0) return say.dnd.pickedNowhere(called(active.id));
        return say.dnd.picked(called(active.id), open.map(place).join(", "));
      },
      onDragOver: ({ active, over }) =>
        over ? say.dnd.over(called(active.id), place(over.id)) : say.dnd.overNothing(called(active.id)),
      onDragEnd: ({ active, over }) =>
        over ? say.dnd.dropped(called(active.id), place(over.id)) : say.dnd.back(called(active.id)),
      onDragCancel: ({ active }) => say.dnd.back(called(active.id)),
    };
  }, [say]);

  return {
    sensors,
    collisions,
    accessibility: { announcements, screenReaderInstructions: { draggable: say.dnd.hint } },
    /** At the start and the end of each drag. */
    reset: () => {
      byKeys.current = null;
    },
  };
}
