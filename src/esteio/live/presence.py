"""Who looks at what: people present at a row, told to the others who are there.

Each process knows the connections it has, and hears from the others through the broker who is where with them. What
a process says holds for `HOLDS_S` and is said again every `SAY_AGAIN_S`: a lost message or a killed process mends by
itself. Nothing of it is stored.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

import msgspec
import structlog

from esteio.live.events import Refusal, Refused, ServerEvent, refused
from esteio.live.reader import Reader
from esteio.live.replays import Replay
from esteio.live.resource import Resource, topic_of
from esteio.live.telling import Frame

CHANNEL = "esteio:presence"
SETTLE_S = 0.05
"""Comings and goings within it are told together."""
HOLDS_S = 30.0
SAY_AGAIN_S = 10.0
MAX_STATE_BYTES = 1_024

_PLACE = re.compile(r"([a-z][a-z0-9-]{0,63})/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")

log = structlog.get_logger(__name__)

PlaceKey = tuple[UUID, str]
"""Organisation and place."""


class PresenceShare(Protocol):
    """The broker, as far as it is needed here."""

    def publish(self, channel: str, payload: bytes) -> None: ...
    def subscribe(self, channel: str, receiver: Callable[[bytes], None]) -> None: ...


class Present(msgspec.Struct, frozen=True):
    """A person at a place."""

    id: UUID
    name: str
    state: Any
    """Any JSON the client gave, such as the field being edited."""
    since: datetime


class _Heard(msgspec.Struct, frozen=True, array_like=True):
    """What a process says: who is with it at these places, all of them if `whole`; or, with nothing, that it is new."""

    process: str
    asks: bool
    whole: bool
    places: tuple[tuple[UUID, str, tuple[Present, ...]], ...]


class _Elsewhere:
    """What another process has said."""

    __slots__ = ("places", "until")

    def __init__(self) -> None:
        self.until = 0.0
        self.places: dict[PlaceKey, tuple[Present, ...]] = {}


class Presence:
    """Of one process."""

    def __init__(
        self,
        replay: Replay,
        resource: Callable[[str], Resource | None],
        *,
        per_reader: int,
        share: PresenceShare | None,
    ) -> None:
        """`share` None: there are no other processes."""
        self._replay = replay
        self._resource = resource
        self._per_reader = per_reader
        self._share = share
        self._process = secrets.token_hex(8)
        self._here: dict[PlaceKey, dict[int, tuple[Reader, Present]]] = {}
        self._elsewhere: dict[str, _Elsewhere] = {}
        self._changed: set[PlaceKey] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Hear what others say, and have them say it."""
        if self._share is not None:
            self._share.subscribe(CHANNEL, self._hear)
            self._publish(_Heard(self._process, True, True, ()))
            self._task = asyncio.create_task(self._say_again(), name="presence")

    async def close(self) -> None:
        """Everybody here is gone."""
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._publish(_Heard(self._process, False, True, ()))
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # What readers do.

    async def join(self, reader: Reader, place: str, state: Any) -> list[Present] | Refused:
        """Be there from now on; who is there, oneself too. Raises what the database raises."""
        if not _can_be_told(state):
            return refused(Refusal.INVALID_PAYLOAD, "state")
        if not await self._may_be_at(reader, place):
            return refused(Refusal.UNKNOWN_PLACE)
        places = reader.places
        if places is None:
            places = reader.places = {}
        if place not in places and len(places) >= self._per_reader:
            return refused(Refusal.TOO_MANY_PLACES)
        if reader.hub.readers.get(reader.number) is not reader:
            return refused(Refusal.UNKNOWN_PLACE)  # it went away while we looked
        actor = reader.actor
        known = places.get(place)
        since = known.since if known is not None else datetime.now(UTC)
        key = (actor.tenant_id, place)
        places[place] = present = Present(actor.user_id, actor.name, state, since)
        self._here.setdefault(key, {})[reader.number] = (reader, present)
        self._touch(key)
        return self.people(key)

    def update(self, reader: Reader, place: str, state: Any) -> Refused | None:
        """Show another state."""
        places = reader.places or {}
        present = places.get(place)
        if present is None:
            return refused(Refusal.UNKNOWN_PLACE)
        if not _can_be_told(state):
            return refused(Refusal.INVALID_PAYLOAD, "state")
        key = (reader.actor.tenant_id, place)
        places[place] = present = Present(present.id, present.name, state, present.since)
        self._here[key][reader.number] = (reader, present)
        self._touch(key)
        return None

    def leave(self, reader: Reader, place: str) -> None:
        """Be there no more; harmless for who is not there."""
        if (reader.places or {}).pop(place, None) is None:
            return
        key = (reader.actor.tenant_id, place)
        there = self._here[key]
        del there[reader.number]
        if not there:
            del self._here[key]
        self._touch(key)

    def leave_all(self, reader: Reader) -> None:
        """The connection is gone."""
        for place in list(reader.places or ()):
            self.leave(reader, place)

    def recheck(self, reader: Reader) -> None:
        """The person's rights changed: out of every place whose list is not theirs any more."""
        for place in list(reader.places or ()):
            resource = self._resource(place.partition("/")[0])
            # Who sees only some rows may have lost just this one.
            topic = topic_of(resource, reader.actor) if resource is not None else None
            if topic is None or topic.person_id is not None:
                self.leave(reader, place)
                reader.push(_frame(place, []))

    def people(self, key: PlaceKey) -> list[Present]:
        """Who is there, each person once, in the order of their coming; of several windows the newest state counts."""
        found: dict[UUID, Present] = {}
        for present in sorted(self._everybody(key), key=lambda each: each.since):
            first = found.get(present.id)
            found[present.id] = present if first is None else msgspec.structs.replace(present, since=first.since)
        return list(found.values())

    def _everybody(self, key: PlaceKey) -> Iterable[Present]:
        for _, present in self._here.get(key, {}).values():
            yield present
        now = time.monotonic()
        for elsewhere in self._elsewhere.values():
            if elsewhere.until > now:
                yield from elsewhere.places.get(key, ())

    async def _may_be_at(self, reader: Reader, place: str) -> bool:
        found = _PLACE.fullmatch(place)
        resource = self._resource(found[1]) if found is not None else None
        if found is None or resource is None or topic_of(resource, reader.actor) is None:
            return False
        return await self._replay.can_see(resource, reader.actor, UUID(found[2]))

    # Telling.

    def _touch(self, key: PlaceKey) -> None:
        self._changed.add(key)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SETTLE_S, self._settle)

    def _settle(self) -> None:
        self._timer = None
        changed, self._changed = self._changed, set[PlaceKey]()
        for key in changed:
            self._tell_here(key)
        if self._share is not None:
            self._publish(_Heard(self._process, False, False, tuple(self._said(key) for key in changed)))

    def _tell_here(self, key: PlaceKey) -> None:
        there = self._here.get(key)
        if there:
            frame = _frame(key[1], self.people(key))
            for reader, _ in list(there.values()):
                if reader.behind_since is None:
                    reader.push(frame)

    # Between processes.

    def _said(self, key: PlaceKey) -> tuple[UUID, str, tuple[Present, ...]]:
        return (*key, tuple(present for _, present in self._here.get(key, {}).values()))

    def _say_all(self) -> None:
        self._publish(_Heard(self._process, False, True, tuple(self._said(key) for key in self._here)))

    def _publish(self, said: _Heard) -> None:
        if self._share is not None:
            self._share.publish(CHANNEL, msgspec.msgpack.encode(said))

    def _hear(self, payload: bytes) -> None:
        try:
            heard = msgspec.msgpack.decode(payload, type=_Heard)
        except msgspec.MsgspecError:
            return  # of another version of this program
        if heard.process == self._process:
            return
        if heard.asks:
            self._say_all()
        elsewhere = self._elsewhere.setdefault(heard.process, _Elsewhere())
        elsewhere.until = time.monotonic() + HOLDS_S
        said = {(tenant_id, place): people for tenant_id, place, people in heard.places}
        gone = elsewhere.places.keys() - said.keys() if heard.whole else set[PlaceKey]()
        for key in gone:
            del elsewhere.places[key]
        changed = {key for key, people in said.items() if elsewhere.places.get(key, ()) != people}
        for key, people in said.items():
            if people:
                elsewhere.places[key] = people
            else:
                elsewhere.places.pop(key, None)
        for key in changed | gone:
            self._tell_here(key)

    async def _say_again(self) -> None:
        said_at = time.monotonic()
        while True:
            await asyncio.sleep(1.0)
            now = time.monotonic()
            if now - said_at >= SAY_AGAIN_S:
                said_at = now
                self._say_all()
            for process in [name for name, each in self._elsewhere.items() if each.until <= now]:
                for key in self._elsewhere.pop(process).places:
                    self._tell_here(key)


def _can_be_told(state: Any) -> bool:
    try:
        # As other processes are told of it: one number of more than 64 bits, and they would be told of nobody any more.
        msgspec.msgpack.encode(state)
    except OverflowError:
        return False
    return len(msgspec.json.encode(state)) <= MAX_STATE_BYTES


class _Payload(msgspec.Struct, frozen=True):
    place: str
    people: list[Present]


def _frame(place: str, people: list[Present]) -> Frame:
    return Frame(ServerEvent.PRESENCE, msgspec.json.encode(_Payload(place, people)))
