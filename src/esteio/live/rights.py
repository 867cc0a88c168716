"""Rights that change while people are connected: who is looked up again, and what that means for what they see."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from esteio.core.access import Actor
from esteio.live.events import ServerEvent
from esteio.live.presence import Presence
from esteio.live.reader import Reader
from esteio.live.replays import EVERYBODY
from esteio.live.standing import LoadActor, Rechecks
from esteio.live.subscribing import Subscribing
from esteio.live.telling import Frame

SETTLED_S = 10.0
"""A change that was committed before somebody came in is heard of within this time after it."""


class Rights:
    """Of the hub's readers, by their number, and of its people."""

    def __init__(
        self,
        load_actor: LoadActor,
        readers: Mapping[int, Reader],
        people: Mapping[UUID, Sequence[Reader]],
        subscribing: Subscribing,
        presence: Presence,
    ) -> None:
        self.generation = 0
        """Of what is known of rights: who was looked up before it changed must be looked up again."""
        self.forget: Callable[[str], None] = _nothing_to_forget
        """Has the authenticator forget a subject of `core/signals.py`; set by who has it."""
        self._readers = readers
        self._people = people
        self._subscribing = subscribing
        self._presence = presence
        self._rechecks = Rechecks(load_actor, lambda user_id: people.get(user_id, ()), self.take_actor)

    async def close(self) -> None:
        """Look nobody up any more."""
        await self._rechecks.close()

    def on_signal(self, subject: str) -> None:
        """Something was said about rights (`core/signals.py`), after the authenticator has forgotten it."""
        self.generation += 1
        kind, _, value = subject.partition(":")
        if subject == "*":
            concerned: Iterable[Reader] = self._readers.values()
        elif kind == "user":
            concerned = self._people.get(UUID(value), ())
        elif kind == "session":
            concerned = [reader for reader in self._readers.values() if str(reader.actor.session_id) == value]
        elif kind == "tenant":
            concerned = [reader for reader in self._readers.values() if str(reader.actor.tenant_id) == value]
        else:
            return
        self._rechecks.ask(concerned)

    def on_change(self, tenant_id: UUID, person_id: UUID) -> None:
        """The feed told that the person's rights, or those of `EVERYBODY` there, changed."""
        self.generation += 1
        # The feed may be faster than the signal, and whoever is told to read again must not be known as before.
        self.forget(f"tenant:{tenant_id}" if person_id == EVERYBODY else f"user:{person_id}")
        if person_id == EVERYBODY:
            concerned = [reader for reader in self._readers.values() if reader.actor.tenant_id == tenant_id]
        else:
            concerned = [each for each in self._people.get(person_id, ()) if each.actor.tenant_id == tenant_id]
        for reader in list(concerned):
            # Their rights may have been looked up after the change, and compared with their cursors before it was
            # heard of: what they hold then may not be theirs.
            if time.monotonic() - reader.began < SETTLED_S:
                self._subscribing.reset(reader)
        self._rechecks.ask(concerned)

    def on_entry(self, reader: Reader, generation: int) -> None:
        """Somebody came in who was looked up when `generation` was this."""
        if generation != self.generation:
            self._rechecks.ask([reader])

    def take_actor(self, reader: Reader, actor: Actor) -> None:
        """This is who the reader is now."""
        before, reader.actor = reader.actor, actor
        if actor.permissions == before.permissions:
            return
        reader.push(Frame(ServerEvent.PERMISSIONS_CHANGED, b"{}"))
        self._subscribing.resolve(reader)
        self._presence.recheck(reader)


def _nothing_to_forget(_subject: str) -> None:
    """Nobody remembers anybody."""
