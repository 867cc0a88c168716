"""What a process has heard of: when which list, and whose rights, last changed."""

from __future__ import annotations

from collections import deque
from uuid import UUID

from esteio.live.changes import RIGHTS, Change
from esteio.live.feed import SILENCE_S, STALE_S
from esteio.live.position import Position
from esteio.live.subscriptions import GroupKey

HEARD_EVERYWHERE_S = STALE_S + SILENCE_S
"""After this time every process has heard of what one has been told, or knows that it is not up to date: a word of the
relay may be so old when it comes, and what it says is trusted for so long."""
MAX_KNOWN_CHANGES = 50_000
BEGINNING = Position(0, 0)
NEVER = float("-inf")


class Heard:
    """Last changes, since `known_from`."""

    def __init__(self) -> None:
        self.known_from = BEGINNING
        """Every change after it was heard of here."""
        self.begun = BEGINNING
        """Where this process began to hear, in this history."""
        self.everywhere = BEGINNING
        """What lies before has been heard of in every process: who reads a list from another misses nothing of it.
        BEGINNING while nothing is known of what others have heard."""
        self.everywhere_at = NEVER
        """When this process stood there (`time.monotonic()`)."""
        self._steps: deque[tuple[float, Position]] = deque()
        """Where this process stood, by time."""
        self._changed: dict[GroupKey, Position] = {}
        self._rights: dict[tuple[UUID, UUID], Position] = {}

    def changed(self, resource: str, tenant_id: UUID) -> Position:
        """Not before the last change of the resource there that this process knows of."""
        return max(self._changed.get((resource, tenant_id), BEGINNING), self.known_from)

    def rights_changed(self, tenant_id: UUID, person_id: UUID) -> Position:
        """When the person's rights, or those of `EVERYBODY` there, last changed as far as this process knows."""
        return self._rights.get((tenant_id, person_id), BEGINNING)

    def note(self, change: Change) -> None:
        """It was told."""
        if change.resource == RIGHTS:
            person = (change.tenant_id, change.row_id)
            self._rights[person] = max(change.position, self._rights.get(person, BEGINNING))
            return
        key = (change.resource, change.tenant_id)
        self._changed[key] = max(change.position, self._changed.get(key, BEGINNING))
        if len(self._changed) + len(self._rights) > MAX_KNOWN_CHANGES:
            # Nothing is lost by knowing less: more is asked of the database than need be.
            self.known_from = max(self.known_from, *self._changed.values(), *self._rights.values())
            self._changed.clear()
            self._rights.clear()

    def step(self, position: Position, now: float) -> None:
        """Everything up to `position` has been told; every second, by a clock that only goes forward."""
        self._steps.append((now, position))
        while self._steps[0][0] <= now - HEARD_EVERYWHERE_S:
            self.everywhere_at, self.everywhere = self._steps.popleft()

    def begin(self, position: Position, everywhere: Position | None = None) -> None:
        """Know of nothing but what comes after `position`, and where all stand when that can be said: at the start, and
        in another history."""
        self._steps.clear()
        self.begun = position
        self.everywhere, self.everywhere_at = everywhere or BEGINNING, NEVER
        self._changed.clear()
        self._rights.clear()
        self.known_from = position
