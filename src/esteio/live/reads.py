"""How a route answers with a live list: full pages from memory or the database, and deltas.

A route takes the dependency `live_page: LivePageQuery` and ends in `return await live_page.answer(RESOURCE, ...)`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID

import msgspec
from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from esteio.core.access import Actor
from esteio.core.db import Database, Tx
from esteio.core.errors import InvalidInput, NotAllowed
from esteio.core.listing import MAX_LIMIT, ListSpec, PageRequest, page_members, page_query
from esteio.http.context import context_of, position_of
from esteio.http.routing import StrictRequest, json_text
from esteio.live.changes import RIGHTS
from esteio.live.deltas import Delta, can_see, read_delta, read_last_change, read_position_at
from esteio.live.feed import Feed
from esteio.live.position import Cursor, Position, parse_cursor
from esteio.live.replays import DeltaAnswer
from esteio.live.resource import Aggregate, Audience, Resource
from esteio.live.versions import Version
from esteio.live.views import MOST_ETAG, Views, poll_headers

READS = "live_reads"
"""Where a request's state holds them."""
_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
IDS = f"^{_ID}(,{_ID})*$"


class Ground(NamedTuple):
    """What was known before an answer is read: what it may claim."""

    version: Version
    etag: bytes
    noted: Position
    """What this process had been told when it was looked up who asks."""
    share: bool
    """Whether the answer is for others too."""


class LiveReads:
    """Reads of live resources: for routes, for the hub's replays."""

    def __init__(self, db: Database, feed: Feed, views: Views, *, deltas: bool) -> None:
        self.db = db
        self.feed = feed
        self.views = views
        self.deltas = deltas
        """Whether `since` is honoured (ENABLE_DELTA_UPDATES)."""
        self._told_from = feed.position
        """Every change from here on has been told in this process."""
        feed.add_reset_listener(self._begin_anew)

    def _begin_anew(self) -> None:
        self._told_from = self.feed.position

    def nothing_since(self, tenant_id: UUID, version: Version, since: Position) -> bool:
        """Whether it is known without asking that nothing of a list, and nobody's rights, changed after `since`."""
        if since < self._told_from or version.position > since:
            return False
        rights = self.views.versions.current(tenant_id, RIGHTS)
        return rights is None or rights.position <= since

    async def version(self, actor: Actor, source: Resource | Aggregate) -> Version:
        """The version of the list before it is read."""
        version = self.views.version_of(actor.tenant_id, source)
        while version is None:
            names = (source.name,) if isinstance(source, Resource) else source.depends_on
            for name in names:
                if self.views.versions.current(actor.tenant_id, name) is None:
                    last, xmin = await read_last_change(self.db, actor, name)
                    self.views.versions.learn(actor.tenant_id, name, last, xmin)
            version = self.views.version_of(actor.tenant_id, source)
        return version

    async def answer(
        self,
        request: Request[Any, Any, Any],
        source: Resource | Aggregate,
        permission: str,
        load: Callable[[Ground], Awaitable[bytes]],
    ) -> Response[bytes]:
        """The answer, from memory or as `load` reads it now; raises `NotAllowed`, and what `load` raises."""
        context = context_of(request.scope)
        actor = context.require_actor()
        noted: Position = context.noted or self.feed.position
        version = await self.version(actor, source)
        view = self.views.view_of(actor, source, request.scope["query_string"])
        if view is None:
            raise NotAllowed(permission=permission)
        etag = self.views.etag_of(view, version.name)
        # Not to who wrote what this process was not told, nor to who was looked up before rights changed.
        written = position_of(request.scope["headers"])
        share = self.views.may_remember(written) and self.views.rights_held_since(actor.tenant_id, noted)
        ground = Ground(version, etag, noted, share)
        body = await self.views.remember(view, version, etag, lambda: load(ground), share=share)
        # What must not be remembered must not be confirmed either: who wrote since has another list in hand.
        headers = poll_headers(self.views.advice(version)) | ({"etag": etag.decode()} if share else {})
        return json_text(body, headers=headers)

    async def delta(
        self, resource: Resource, actor: Actor, since: Cursor, filters: Mapping[str, tuple[str, ...]]
    ) -> DeltaAnswer:
        """For the hub: all that happened after `since`, or that the list must be read whole."""
        audience = _audience(resource, actor)
        if since.epoch != self.feed.epoch:
            return DeltaAnswer(None, Cursor(self.feed.epoch, self.feed.position))
        found = await read_delta(
            self.db, actor, resource, resource.spec_for(actor), audience, since.position, PageRequest(), filters
        )
        rows = None if found.more else found.rows
        return DeltaAnswer(rows, Cursor(since.epoch, found.position))

    async def can_see(self, resource: Resource, actor: Actor, row_id: UUID) -> bool:
        """Whether the row exists and `actor` may see it."""
        audience = resource.audience_of(actor)
        return audience is not None and await can_see(self.db, actor, resource, audience, row_id)


class LivePage:
    """What a live list takes, as the dependency `live_page`; the route adds its own filters."""

    def __init__(self, reads: LiveReads, request: Request[Any, Any, Any], asked: PageRequest, since: str) -> None:
        self._reads = reads
        self._request = request
        self._asked = asked
        self._since = since

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return context_of(self._request.scope).require_actor()

    async def answer(self, resource: Resource, **filters: object) -> Response[bytes]:
        """The page, or what changed since; raises `NotAllowed` and `InvalidInput`."""
        reads, actor = self._reads, self.actor
        audience = _audience(resource, actor)
        spec = resource.spec_for(actor)
        asked = msgspec.structs.replace(self._asked, filters={**self._asked.filters, **filters})
        since = await self._cursor(actor) if self._since and reads.deltas else None

        async def load(ground: Ground) -> bytes:
            members: bytes | None = None
            if since is not None:
                members = await self._delta(resource, spec, audience, since, asked, ground)
            if members is None:
                members = await self._page(spec, audience, asked, ground)
            return _finished(members, ground.etag)

        return await reads.answer(self._request, resource, audience.permission, load)

    async def _page(self, spec: ListSpec, audience: Audience, asked: PageRequest, ground: Ground) -> bytes:
        if audience.where != "true":
            spec = msgspec.structs.replace(spec, where=f"{spec.where} and {audience.where}")
        sql, parameters = page_query(spec, asked)
        row = await self._reads.db.read_row(self.actor.scope, sql, parameters)
        # Not beyond what was told when the reader's rights were looked up: a later change of them must be found.
        cursor = Cursor(self._reads.feed.epoch, min(ground.noted, Position(row["xmin"], 0)))
        return f'{page_members(row, spec, asked.sort)},"isDelta":false,"hasMore":false,"cursor":"{cursor}"'.encode()

    async def _delta(
        self,
        resource: Resource,
        spec: ListSpec,
        audience: Audience,
        cursor: Cursor,
        asked: PageRequest,
        ground: Ground,
    ) -> bytes | None:
        """Members of the answer; None when the list must be read whole."""
        reads, epoch, since = self._reads, cursor.epoch, cursor.position
        if epoch != reads.feed.epoch:
            return None
        if ground.share and reads.nothing_since(self.actor.tenant_id, ground.version, since):
            return _delta_members(Delta((), max(since, min(ground.noted, reads.feed.position))), epoch)
        found = await read_delta(reads.db, self.actor, resource, spec, audience, since, asked)
        if found.rows is None or not reads.feed.connected or epoch != reads.feed.epoch:
            # Too much, or perhaps read in the next history of the database, which uses numbers of before again.
            return None
        known = msgspec.structs.replace(found, position=min(max(ground.noted, since), found.position))
        return _delta_members(known, epoch)

    async def _cursor(self, actor: Actor) -> Cursor:
        """Where the caller stands."""
        try:
            at = datetime.fromisoformat(self._since)
        except ValueError:
            return parse_cursor(self._since)
        if at.tzinfo is None:
            raise InvalidInput(fields={"since": "Um horário precisa do fuso, como 2026-01-15T10:30:00Z."})
        epoch = self._reads.feed.epoch
        return Cursor(epoch, await read_position_at(self._reads.db, actor, at))


LivePageQuery = NamedDependency[LivePage]
"""Of `live_page`: what every live list takes."""
WithReads = NamedDependency[LiveReads]
"""Of `reads`: for counted answers."""


async def provide_live_page(
    request: StrictRequest,
    limit: Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT, description="Rows a page.")] = 50,
    cursor: Annotated[str, QueryParameter(max_length=1000, description="`nextCursor` of the page before.")] = "",
    sort: Annotated[str, QueryParameter(max_length=50, description="Member to order by; `-` before it inverts.")] = "",
    q: Annotated[str, QueryParameter(max_length=200, description="Words to search for, without accents or case.")] = "",
    fields: Annotated[
        str, QueryParameter(max_length=500, description="Comma-separated members wanted; all if empty.")
    ] = "",
    since: Annotated[
        str, QueryParameter(max_length=100, description="`cursor` of an earlier answer: asks for what changed.")
    ] = "",
    etag: Annotated[str, QueryParameter(max_length=MOST_ETAG, description="The same as If-None-Match.")] = "",
    compress: Annotated[bool, QueryParameter(description="false: neither gzip nor brotli.")] = True,
    id: Annotated[
        str | None, QueryParameter(pattern=IDS, max_length=37 * MAX_LIMIT, description="Only these; commas between.")
    ] = None,
) -> LivePage:
    """Dependency `live_page`. What `etag` and `compress` say is done at the edge."""
    del etag
    context_of(request.scope).uncompressed = not compress
    filters: dict[str, object] = {"id": [UUID(each) for each in id.split(",")]} if id else {}
    asked = PageRequest(limit=limit, cursor=cursor, sort=sort, search=q, fields=fields, filters=filters)
    return LivePage(request.scope["state"][READS], request, asked, since)


async def provide_reads(request: StrictRequest) -> LiveReads:
    """Dependency `reads`."""
    return request.scope["state"][READS]


async def answer_counted(
    reads: LiveReads, request: Request[Any, Any, Any], aggregate: Aggregate, load: Callable[[Tx], Awaitable[bytes]]
) -> Response[bytes]:
    """A counted answer, from memory or as `load` counts it now; raises what `load` raises."""
    actor = context_of(request.scope).require_actor()

    async def count(_ground: Ground) -> bytes:
        async with reads.db.transaction(actor.scope) as tx:
            tx.only_reads = True
            return await load(tx)

    return await reads.answer(request, aggregate, aggregate.permission, count)


def _audience(resource: Resource, actor: Actor) -> Audience:
    audience = resource.audience_of(actor)
    if audience is None:
        raise NotAllowed(permission=resource.audiences[0].permission)
    return audience


def _delta_members(found: Delta, epoch: str) -> bytes:
    cursor = Cursor(epoch, found.position)
    more = b"true" if found.more else b"false"
    return b'"data":[%b],"nextCursor":null,"isDelta":true,"hasMore":%b,"cursor":"%b"' % (
        b",".join(found.rows or ()),
        more,
        str(cursor).encode(),
    )


def _finished(members: bytes, etag: bytes) -> bytes:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    plain = etag.removeprefix(b"W/").strip(b'"')
    return b'{%b,"etag":"%b","timestamp":"%b"}' % (members, plain, now.encode())
