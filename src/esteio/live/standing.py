"""Who may go on: rights that changed, sessions that ended, tokens that expire, on connections that are open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from itertools import islice
from uuid import UUID

import structlog

from esteio.core.access import Actor
from esteio.core.db import DATABASE_TROUBLE
from esteio.core.errors import Unavailable
from esteio.core.tokens import AccessClaims
from esteio.live.events import Close
from esteio.live.reader import Reader

MAX_AT_ONCE = 8
RETRY_S = 0.5

log = structlog.get_logger(__name__)

LoadActor = Callable[[AccessClaims], Awaitable[Actor | None]]
_Session = tuple[UUID, UUID, UUID]
"""Person, organisation, session."""


class Rechecks:
    """Asks the database again about people of whom something was said, each session once."""

    def __init__(
        self,
        load_actor: LoadActor,
        readers_of: Callable[[UUID], Iterable[Reader]],
        on_actor: Callable[[Reader, Actor], None],
    ) -> None:
        """`on_actor` is told who a reader's person is now; readers of nobody any more are closed."""
        self._load_actor = load_actor
        self._readers_of = readers_of
        self._on_actor = on_actor
        self._due: dict[_Session, None] = {}
        self._task: asyncio.Task[None] | None = None

    def ask(self, readers: Iterable[Reader]) -> None:
        """Look again at who these are."""
        for reader in readers:
            self._due[_session_of(reader)] = None
        if self._due and self._task is None:
            self._task = asyncio.create_task(self._work(), name="rechecks")

    async def close(self) -> None:
        """Stop asking."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        try:
            while self._due:
                sessions = list(islice(self._due, MAX_AT_ONCE))
                for session in sessions:
                    del self._due[session]
                known = await asyncio.gather(*(self._recheck(session) for session in sessions))
                if not all(known):
                    await asyncio.sleep(RETRY_S)
        finally:
            self._task = None

    async def _recheck(self, session: _Session) -> bool:
        user_id, tenant_id, session_id = session
        try:
            # Whether the token has expired meanwhile is another question, and asked elsewhere.
            actor = await self._load_actor(AccessClaims(user_id, tenant_id, session_id, 0))
        except (*DATABASE_TROUBLE, Unavailable):
            self._due[session] = None
            return False
        except Exception:
            log.exception("recheck_failed")
            return True
        for reader in list(self._readers_of(user_id)):
            if _session_of(reader) != session:
                continue
            if actor is None:
                reader.close(Close.SUSPENDED)
            else:
                self._on_actor(reader, actor)
        return True


class Expiries:
    """When which token expires, by the second, so that one look a second serves any number of readers."""

    def __init__(self, grace_s: int, on_expired: Callable[[Reader], None]) -> None:
        """`on_expired` tells the reader that it has `grace_s` left."""
        self._grace_s = grace_s
        self._on_expired = on_expired
        self._due: dict[int, list[int]] = {}
        """Numbers, so that who is long gone is not kept in memory."""
        self._looked = int(time.time())

    def watch(self, reader: Reader) -> None:
        """From now on, or anew after it brought another token."""
        reader.grace_until = None
        self._at(reader.expires_at, reader)

    def look(self, find: Callable[[int], Reader | None]) -> None:
        """Do what is due; once a second. `find` knows the open readers."""
        now = int(time.time())
        for second in range(self._looked + 1, now + 1) if now - self._looked <= len(self._due) else sorted(self._due):
            if second > now:
                break
            for number in self._due.pop(second, ()):
                reader = find(number)
                if reader is not None:
                    self._decide(reader, now)
        self._looked = now

    def _decide(self, reader: Reader, now: int) -> None:
        if reader.grace_until is not None:
            if now >= reader.grace_until:
                reader.close(Close.AUTH_EXPIRED)
        elif reader.expires_at <= now:
            reader.grace_until = now + self._grace_s
            self._at(now + self._grace_s, reader)
            self._on_expired(reader)

    def _at(self, second: int, reader: Reader) -> None:
        self._due.setdefault(max(second, self._looked + 1), []).append(reader.number)


def _session_of(reader: Reader) -> _Session:
    actor = reader.actor
    return actor.user_id, actor.tenant_id, actor.session_id
