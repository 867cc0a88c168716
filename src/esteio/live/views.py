"""The memory of encoded answers, and the 304s that need no query.

An answer is remembered under the version of its list that was current before it was read, and is given while that
version is still current: it is never older than what has been told to every screen. The edge asks `find` before
anything else is done for a request; only what is not there goes on to the routes.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import unquote
from uuid import UUID

from esteio.brazil.dates import SAO_PAULO
from esteio.core.access import Actor
from esteio.http.fast import Ready, Wanted
from esteio.http.responses import choose_encoding, compress, compressible, etag_matches
from esteio.live.changes import RIGHTS
from esteio.live.feed import Feed
from esteio.live.position import Position
from esteio.live.resource import Aggregate, Registry, Resource
from esteio.live.versions import Version, Versions

ENTRY_BYTES = 1_000
"""What an answer takes beside its bytes."""
POLL_AFTER_MS = ((5, 1_000), (60, 3_000), (600, 10_000))
"""Seconds since the last change, advice in milliseconds."""
IDLE_POLL_MS = 30_000
MOST_ETAG = 200
"""Characters of one in the query."""
_TYPE = (b"content-type", b"application/json")
_CACHE = (b"cache-control", b"private, no-cache")
_VARY = (b"vary", b"Accept-Encoding")


class ViewsConfig(NamedTuple):
    """What the memory is told by the settings."""

    max_bytes: int
    ttl_s: float
    compression_level: int
    smart_polling: bool


class View(NamedTuple):
    """One question of somebody with certain rights: what an answer depends on beside the rows."""

    path: str
    tenant_id: UUID
    rights: bytes
    person_id: UUID | None
    """Of those whose rows are their own only."""
    query: bytes
    """As it came, of a list without `etag` and `compress`; with `since`, because that changes the body."""
    state: bytes
    """The same without `since`: what the ETag names."""


class Answer:
    """An encoded answer and its compressed forms, made when first asked for."""

    __slots__ = ("body", "etag", "forms", "read_at")

    def __init__(self, etag: bytes, body: bytes, read_at: float) -> None:
        self.etag = etag
        self.body = body
        self.forms: dict[bytes, bytes] = {}
        self.read_at = read_at
        """Before it was (`time.monotonic()`)."""

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return ENTRY_BYTES + len(self.body) + sum(map(len, self.forms.values()))


class Views:
    """See the module's docstring."""

    def __init__(self, registry: Registry, feed: Feed, versions: Versions, config: ViewsConfig) -> None:
        self._registry = registry
        self._feed = feed
        self.versions = versions
        self._config = config
        self._answers: OrderedDict[View, Answer] = OrderedDict()
        self._bytes = 0
        self._etags: dict[View, tuple[str, bytes]] = {}
        self._loading: dict[tuple[View, str], asyncio.Task[bytes]] = {}
        self._rights: dict[frozenset[str], bytes] = {}
        self._day = ""
        self._day_until = 0.0
        self.hits = 0
        """Answers and 304s that needed no query."""
        self.misses = 0
        feed.add_reset_listener(self.clear)

    # what the edge asks

    def noted(self) -> Position:
        """See `FastReads`."""
        return self._feed.position

    def knows(self, path: str) -> bool:
        """Whether answers of this path may be remembered."""
        return path in self._registry.by_path

    def find(self, actor: Actor, path: str, wanted: Wanted) -> Ready | None:
        """The answer, if it can be given without a query: 304, or 200 from memory."""
        source = self._registry.by_path[path]
        asked_etag, compressed = _query_value(wanted.query, b"etag"), _query_value(wanted.query, b"compress")
        # Neither is part of the view, so the answer may be at hand though one of them is wrong: then the route says so.
        if len(asked_etag or b"") > MOST_ETAG or compressed not in {None, b"true", b"false"}:
            return None
        if not self.may_remember(wanted.position):
            return None
        view = self.view_of(actor, source, wanted.query)
        version = None if view is None else self.version_of(view.tenant_id, source)
        if view is None or version is None:
            return None
        etag = self.etag_of(view, version.name)
        known = wanted.etag or asked_etag
        if known is not None and etag_matches(known, etag):
            self.hits += 1
            return Ready(304, [(b"etag", etag), _CACHE, *self.advice(version)], b"")
        answer = self._answers.get(view)
        if answer is None or answer.etag != etag or time.monotonic() - answer.read_at > self._config.ttl_s:
            return None
        if view.query != view.state and self._rights_changed_after(view.tenant_id, answer.read_at):
            return None  # a delta says who did what, and who has left since is not named
        self._answers.move_to_end(view)
        self.hits += 1
        return self._ready(answer, b"" if compressed == b"false" else choose_encoding(wanted.encoding), version)

    def _ready(self, answer: Answer, encoding: bytes, version: Version) -> Ready:
        headers = [_TYPE, (b"etag", answer.etag), _CACHE, *self.advice(version)]
        body = answer.body
        if self._config.compression_level and compressible(headers, body):
            headers.append(_VARY)
            if encoding:
                body = answer.forms.get(encoding, b"")
                if not body:
                    body = answer.forms[encoding] = compress(encoding, answer.body, self._config.compression_level)
                    self._bytes += len(body)
                    self._shrink()
                headers.append((b"content-encoding", encoding))
        headers.append((b"content-length", str(len(body)).encode()))
        return Ready(200, headers, body)

    # what routes ask

    def may_remember(self, position: int | None) -> bool:
        """Whether a reader who wrote transaction `position` may be given what is remembered here."""
        return self._feed.trusted and (position is None or self._feed.reached(position))

    def rights_held_since(self, tenant_id: UUID, noted: Position) -> bool:
        """Whether nothing of anybody's rights there was told after `noted`."""
        rights = self.versions.current(tenant_id, RIGHTS)
        return rights is None or rights.position <= noted

    def _rights_changed_after(self, tenant_id: UUID, at: float) -> bool:
        rights = self.versions.current(tenant_id, RIGHTS)
        return rights is not None and rights.changed_at >= at

    def view_of(self, actor: Actor, source: Resource | Aggregate, query: bytes) -> View | None:
        """What the reader asks, in the form under which answers are kept; None when they may not see it."""
        person_id = None
        if isinstance(source, Resource):
            audience = source.audience_of(actor)
            if audience is None:
                return None
            person_id = actor.user_id if audience.personal else None
            query = _without(query, (b"etag=", b"compress="))
        elif not actor.may(source.permission):
            return None
        state = _without(query, (b"since=",))
        return View(source.path, actor.tenant_id, self._rights_of(actor), person_id, query, state)

    def version_of(self, tenant_id: UUID, source: Resource | Aggregate) -> Version | None:
        """The version of a list; of a counted answer, of all that it is counted from. None: not looked up yet."""
        if isinstance(source, Resource):
            return self.versions.current(tenant_id, source.name)
        parts = [self.versions.current(tenant_id, name) for name in source.depends_on]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        name = ",".join(part.name for part in known)
        return Version(name, max(part.position for part in known), max(part.changed_at for part in known))

    def etag_of(self, view: View, version: str) -> bytes:
        """The weak ETag of the answer to `view` at `version`, today (states that depend on the day change with it)."""
        name = f"{version}@{self._today()}"
        known = self._etags.get(view)
        if known is not None and known[0] == name:
            return known[1]
        parts = (self._feed.epoch.encode(), name.encode(), view.path.encode(), view.rights, view.state)
        digest = blake2b(b"\n".join(parts), digest_size=12, key=view.tenant_id.bytes)
        if view.person_id is not None:
            digest.update(view.person_id.bytes)
        etag = b'W/"' + digest.hexdigest().encode() + b'"'
        if len(self._etags) > 50_000:
            self._etags.clear()
        self._etags[view] = (name, etag)
        return etag

    def advice(self, version: Version) -> list[tuple[bytes, bytes]]:
        """When to ask again: soon after changes, later when nothing happens or the feed is behind."""
        if not self._config.smart_polling:
            return []
        quiet_s = time.monotonic() - version.changed_at
        after = next((ms for seconds, ms in POLL_AFTER_MS if quiet_s < seconds), IDLE_POLL_MS)
        if self._feed.lag_s > 1:
            after *= 3
        return [(b"x-poll-after", str(after).encode())]

    async def remember(
        self, view: View, version: Version, etag: bytes, load: Callable[[], Awaitable[bytes]], *, share: bool
    ) -> bytes:
        """What `load` answers; the same question is asked of the database once at a time, and kept while it holds.

        Not shared, it is read for this reader alone: who wrote what this process was not told yet.
        """
        self.misses += 1
        if not share:
            return await load()
        key = (view, etag.decode())
        task = self._loading.get(key)
        if task is None:
            task = self._loading[key] = asyncio.create_task(self._load(view, version, etag, load))
            task.add_done_callback(lambda _task: self._loading.pop(key, None))
        # Who hangs up does not take the answer from the others who wait for it.
        return await asyncio.shield(task)

    async def _load(self, view: View, version: Version, etag: bytes, load: Callable[[], Awaitable[bytes]]) -> bytes:
        read_at = time.monotonic()
        body = await load()
        # One that began before a change does not replace one that began after it: its ETag is not the present one.
        if self.etag_of(view, version.name) == etag and self._is_current(view, version):
            self._put(view, Answer(etag, body, read_at))
        return body

    def _is_current(self, view: View, version: Version) -> bool:
        now = self.version_of(view.tenant_id, self._registry.by_path[view.path])
        return now is not None and now.name == version.name

    def _put(self, view: View, answer: Answer) -> None:
        before = self._answers.pop(view, None)
        if before is not None:
            self._bytes -= before.size
        if answer.size > self._config.max_bytes // 20:
            return
        self._answers[view] = answer
        self._bytes += answer.size
        self._shrink()

    def _shrink(self) -> None:
        while self._bytes > self._config.max_bytes and self._answers:
            _, oldest = self._answers.popitem(last=False)
            self._bytes -= oldest.size

    def clear(self) -> None:
        """Forget everything."""
        self._answers.clear()
        self._etags.clear()
        self._bytes = 0

    def _rights_of(self, actor: Actor) -> bytes:
        tag = self._rights.get(actor.permissions)
        if tag is None:
            if len(self._rights) > 10_000:
                self._rights.clear()
            tag = blake2b("\n".join(sorted(actor.permissions)).encode(), digest_size=12).digest()
            self._rights[actor.permissions] = tag
        return tag

    def _today(self) -> str:
        now = time.monotonic()
        if now >= self._day_until:
            self._day = datetime.now(UTC).astimezone(SAO_PAULO).date().isoformat()
            self._day_until = now + 1
        return self._day


def _without(query: bytes, names: tuple[bytes, ...]) -> bytes:
    if not any(name in query for name in names):
        return query
    return b"&".join(part for part in query.split(b"&") if not part.startswith(names))


def _query_value(query: bytes, name: bytes) -> bytes | None:
    """The last one given, as routes take it."""
    if name not in query:
        return None
    found = None
    for part in query.split(b"&"):
        key, _, value = part.partition(b"=")
        if key == name:
            found = value
    return None if found is None else unquote(found.decode("latin-1")).encode()


def poll_headers(advice: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Advice as a route's answer takes it."""
    return {name.decode(): value.decode() for name, value in advice}
