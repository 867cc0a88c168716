"""A server with nothing but the live parts, real ones, on a port of its own; its people are kept by the test."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID, uuid4

import msgspec
import uvicorn
from tests.conditions import until
from tests.live.notes import NOTES, create_notes
from tests.live.python_client import LiveReader

from esteio.core.access import Actor, Scope
from esteio.core.audit import Origin
from esteio.core.db import Database, Tx
from esteio.core.errors import EsteioError, NotAuthenticated
from esteio.core.listing import PageRequest, page_members, page_query
from esteio.core.tokens import AccessClaims, Tokens
from esteio.embedded import ServerUrls
from esteio.http.identity import Authenticator
from esteio.http.limits import Limit, LimitStores, RateLimiter, Violations
from esteio.live.broker import Broker, LocalBroker
from esteio.live.deltas import can_see, read_delta
from esteio.live.feed import Feed
from esteio.live.hub import Hub, HubConfig
from esteio.live.position import Cursor, Position
from esteio.live.reader import expiry_of
from esteio.live.replays import DeltaAnswer
from esteio.live.resource import Aggregate, Audience, Registry, Resource
from esteio.live.sockets import LiveNamespace, LiveServer
from esteio.live.sse import serve_events
from esteio.live.waking import ChangeWaker
from esteio.socketio import GracefulServer, websocket_protocol

NOTES_OF_PEOPLE: Resource = msgspec.structs.replace(
    NOTES,
    audiences=(
        Audience(name="all", permission="notes.read"),
        Audience(name="mine", permission="notes.own", where="n.person_id = current_person()", personal=True),
    ),
    event_names=("note_changed",),
)


async def count_notes(tx: Tx) -> bytes:
    answer: str = await tx.fetchval("select json_build_object('notes', count(*))::text from notes")
    return answer.encode()


TOTALS = Aggregate(name="totals", path="/api/totals", permission="notes.read", depends_on=("notes",), load=count_notes)
REGISTRY = Registry((NOTES_OF_PEOPLE,), (TOTALS,))
READ_ALL = frozenset({"notes.read"})
READ_OWN = frozenset({"notes.own"})


class Past:
    """Replays by the product's own query, and how often it was asked."""

    def __init__(self, db: Database) -> None:
        self.asked = 0
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self._db = db

    async def delta(
        self, resource: Resource, actor: Actor, since: Cursor, filters: Mapping[str, tuple[str, ...]]
    ) -> DeltaAnswer:
        self.asked += 1
        await self.may_answer.wait()
        audience = resource.audience_of(actor)
        assert audience is not None
        found = await read_delta(
            self._db, actor, resource, resource.spec, audience, since.position, PageRequest(), filters
        )
        return DeltaAnswer(None if found.more else found.rows, Cursor(since.epoch, found.position))

    async def can_see(self, resource: Resource, actor: Actor, row_id: UUID) -> bool:
        audience = resource.audience_of(actor)
        return audience is not None and await can_see(self._db, actor, resource, audience, row_id)


class HubWorld:
    """One process's live parts."""

    def __init__(self, url: str, db: Database, feed: Feed, hub: Hub, past: Past, tokens: Tokens) -> None:
        self.url = url
        self.db = db
        self.feed = feed
        self.hub = hub
        self.past = past
        self.tokens = tokens
        self.actors: dict[UUID, Actor] = {}
        self.authenticator = Authenticator(tokens, self.load_actor, lambda: True)
        self.tenant_id = uuid4()
        self.loads = 0
        self.may_load = asyncio.Event()
        """While it is not set, the database of people is slow to answer with what it has read."""
        self.may_load.set()
        self._written = 0
        self._readers: list[LiveReader] = []

    async def load_actor(self, claims: AccessClaims) -> Actor | None:
        self.loads += 1
        actor = self.actors.get(claims.user_id)
        await self.may_load.wait()
        return actor

    def person(
        self, permissions: frozenset[str] = READ_ALL, name: str = "Ana Souza", tenant_id: UUID | None = None
    ) -> Actor:
        """Somebody with a session."""
        user_id = uuid4()
        actor = Actor(user_id, tenant_id or self.tenant_id, uuid4(), name, f"{user_id}@exemplo.com.br", permissions)
        self.actors[user_id] = actor
        return actor

    async def member(self, name: str = "Ana Souza", tenant_id: UUID | None = None) -> Actor:
        """Somebody with a session whom the database knows as a member, too."""
        actor = self.person(name=name, tenant_id=tenant_id)
        async with self.db.unscoped() as tx:
            await tx.execute(
                "insert into organisations (id, name) values ($1, 'Estúdio') on conflict do nothing", actor.tenant_id
            )
            await tx.execute(
                "insert into users (id, email, name) values ($1, $2, $3)", actor.user_id, actor.email, actor.name
            )
            await tx.execute(
                "insert into memberships (tenant_id, user_id) values ($1, $2)", actor.tenant_id, actor.user_id
            )
        return actor

    async def change(self, actor: Actor, permissions: frozenset[str] | None) -> None:
        """Change somebody's rights, or (None) throw them out; every process is told, as the product's triggers and
        `core/signals.py` do."""
        if permissions is None:
            del self.actors[actor.user_id]
        else:
            self.actors[actor.user_id] = msgspec.structs.replace(actor, permissions=permissions)
        await self.write("select tell_reset($1, 'rights', $2)", actor.tenant_id, actor.user_id)
        subject = f"user:{actor.user_id}"
        self.authenticator.forget(subject)
        self.hub.rights.on_signal(subject)

    def token(self, actor: Actor, ttl_s: int = 900) -> str:
        """A good one."""
        return Tokens(SECRET, access_ttl_s=ttl_s).access(actor.user_id, actor.tenant_id, actor.session_id)

    def reader(self, actor: Actor, *lists: Any, transport: Any = "socket", ttl_s: int = 900) -> LiveReader:
        """A client of theirs, closed at the end."""
        reader = LiveReader(self.url, lambda: self.token(actor, ttl_s), lists or ("notes",), transport=transport)
        self._readers.append(reader)
        return reader

    async def write(
        self, statement: str, *parameters: object, tenant_id: UUID | None = None, by: Actor | None = None
    ) -> Any:
        """Run a statement that returns one value, as a job does or as somebody; and wake the feed."""
        scope = Scope(tenant_id=tenant_id or self.tenant_id, user_id=by.user_id if by is not None else None)
        async with self.db.transaction(scope) as tx:
            value = await tx.fetchval(statement, *parameters)
            self._written = await tx.fetchval("select pg_current_xact_id()::text::bigint")
        self.feed.wake()
        return value

    async def heard(self) -> None:
        """Wait until the hub has heard of the last write."""

        async def reached() -> bool:
            return self.feed.reached(self._written)

        await until(reached, within_s=5)

    async def add_note(self, text: str, status: str = "open", person_id: UUID | None = None) -> str:
        """A new note; its id."""
        return str(
            await self.write(
                "insert into notes (tenant_id, text, status, person_id) values ($1, $2, $3, $4) returning id",
                self.tenant_id,
                text,
                status,
                person_id,
            )
        )

    async def close_readers(self) -> None:
        for reader in self._readers:
            await reader.close()


SECRET = "a secret that is only for tests, 0123456789"
CONFIG = HubConfig(
    connect_limit=Limit("connect", 1_000, 60.0),
    address_limit=Limit("address", 1_000, 60.0, counts_towards_block=True),
    metrics_permission="metrics.read",
)


@asynccontextmanager
async def hub_world(
    urls: ServerUrls, config: HubConfig = CONFIG, *, broker: Broker | None = None
) -> AsyncGenerator[HubWorld]:
    """A running server; `broker` shares presence with others."""
    await create_notes(urls.database_admin_url)
    async with AsyncExitStack() as stack:
        db = await Database.connect(urls.database_url, min_connections=1, max_connections=8)
        stack.push_async_callback(db.close)
        waker = ChangeWaker(urls.database_url)
        await waker.start()
        stack.push_async_callback(waker.stop)
        feed = Feed(urls.database_url, db, REGISTRY, LocalBroker(), waker)
        await feed.start()
        stack.push_async_callback(feed.stop)
        past = Past(db)
        # The world knows the people, and the hub asks for them.
        world = HubWorld("", db, feed, None, past, Tokens(SECRET))  # type: ignore[arg-type]
        hub = world.hub = Hub(
            registry=REGISTRY,
            feed=feed,
            replay=past,
            db=db,
            load_actor=world.load_actor,
            config=config,
            presence_share=broker,
        )
        await hub.start()
        stack.push_async_callback(hub.stop)
        stores = LimitStores(None)
        limiter = RateLimiter(stores)
        stack.push_async_callback(limiter.close)
        namespace = LiveNamespace(hub, world.authenticator, limiter, Violations(stores))
        server = LiveServer(
            hub,
            namespace,
            allowed_origins=(),
            address_of=lambda peer, _headers: peer,
            ping_interval_s=25.0,
            ping_timeout_s=20.0,
        )
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        world.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        uv = GracefulServer(
            uvicorn.Config(
                partial(_application, world, server),
                ws=websocket_protocol(server),
                log_level="error",
                lifespan="off",
                interface="asgi3",
                timeout_graceful_shutdown=2,
                access_log=False,
            ),
            server,
            over_s=0.1,
        )
        uv.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        serving = asyncio.create_task(uv._serve([listener]))

        async def stop() -> None:
            uv.should_exit = True
            await serving

        stack.push_async_callback(stop)
        stack.push_async_callback(world.close_readers)

        async def started() -> bool:
            return uv.started

        await until(started, within_s=5)
        yield world


async def _application(world: HubWorld, server: LiveServer, scope: Any, receive: Any, send: Any) -> None:
    if server.owns(scope["path"]):
        await server.serve_http(scope, receive, send)
        return
    try:
        generation, heard = world.hub.rights.generation, world.feed.position
        token = dict(scope["headers"]).get(b"authorization", b"").decode().removeprefix("Bearer ")
        actor = await world.authenticator.actor(token)
        if scope["path"] == "/api/live":
            await serve_events(
                world.hub,
                scope,
                send,
                actor=actor,
                expires_at=expiry_of(token),
                generation=generation,
                origin=Origin("127.0.0.1", "tests"),
                headers=[],
            )
            return
        status, body = 200, await _list(world, actor, heard, dict(parse_qsl(scope["query_string"].decode())))
    except (EsteioError, NotAuthenticated) as error:
        status, body = type(error).status, msgspec.json.encode({"code": error.code, "fields": error.fields})
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})


async def _list(world: HubWorld, actor: Actor, heard: Position, query: dict[str, str]) -> bytes:
    """`GET /api/notes` as the protocol has it, without memory.

    `heard` is where the feed stood before `actor` was looked up: a change of their rights that was not heard of then
    lies after the cursor, and so has the list read whole the next time.
    """
    audience = NOTES_OF_PEOPLE.audience_of(actor)
    if audience is None:
        actor.require("notes.read")
    assert audience is not None
    filters = {member: query[member].split(",") for member in NOTES_OF_PEOPLE.live_filters if member in query}
    if "since" in query:
        epoch, xid, pos = query["since"].split(".")
        since = Position(int(xid, 16), int(pos, 16))
        found = await read_delta(
            world.db, actor, NOTES_OF_PEOPLE, NOTES_OF_PEOPLE.spec, audience, since, PageRequest(), filters
        )
        if epoch == world.feed.epoch and found.rows is not None:
            cursor = Cursor(epoch, min(max(heard, since), found.position))
            more = str(found.more).lower()
            return b'{"data":[%b],"isDelta":true,"hasMore":%b,"cursor":"%b"}' % (
                b",".join(found.rows),
                more.encode(),
                str(cursor).encode(),
            )
    where = " and ".join(
        [NOTES_OF_PEOPLE.spec.where, audience.where]
        + [
            f"{NOTES_OF_PEOPLE.live_filters[member]} in ({','.join(repr(each) for each in wanted)})"
            for member, wanted in filters.items()
        ]
    )
    spec = msgspec.structs.replace(NOTES_OF_PEOPLE.spec, where=where)
    request = PageRequest(limit=int(query.get("limit", "50")), cursor=query.get("cursor", ""))
    sql, parameters = page_query(spec, request)
    row = await world.db.read_row(actor.scope, sql, parameters)
    cursor = Cursor(world.feed.epoch, min(heard, Position(row["xmin"], 0)))
    return f'{{{page_members(row, spec, "")},"isDelta":false,"hasMore":false,"cursor":"{cursor}"}}'.encode()
