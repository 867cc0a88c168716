"""A server that things go wrong around, and clients who keep asking it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import NamedTuple
from uuid import uuid4

import asyncpg
import httpx
from tests.conditions import until
from tests.factories import Person, World
from tests.plain_http import NO_TLS
from tests.serving import Server, ended

from esteio.core.db import Database
from esteio.settings import Settings

CLIENT = {"kind": "PF", "name": "Maria da Silva"}
EVERY_APPLICATION_BACKEND = (
    "select pid from pg_stat_activity where usename = 'esteio_app' and datname = current_database()"
)
WAITING_FOR_LOCKS = """
    select count(*) from pg_locks
    where not granted and database = (select oid from pg_database where datname = current_database())
"""


class Stage(NamedTuple):
    """A server, clients of it, and the database as its owner sees it."""

    server: Server
    world: World
    admin: asyncpg.Connection


@asynccontextmanager
async def stage(settings: Settings, admin_url: str, *, server: Server | None = None) -> AsyncGenerator[Stage]:
    """A `serve` process of its own, unless one is given, with clients over sockets."""
    async with AsyncExitStack() as stack:
        if server is None:
            server = Server(settings)
            stack.enter_context(ended(server))
        await asyncio.to_thread(server.wait_until_it_serves)
        limits = httpx.Limits(max_connections=200)
        client = await stack.enter_async_context(
            httpx.AsyncClient(base_url=server.url, limits=limits, timeout=30, verify=NO_TLS)
        )
        db = await Database.connect(settings.database_url, min_connections=1, max_connections=5)
        stack.push_async_callback(db.close)
        admin = await asyncpg.connect(admin_url)
        stack.push_async_callback(admin.close)
        yield Stage(server, World(client, db, settings), admin)


async def waits_for_a_lock(admin: asyncpg.Connection, count: int) -> None:
    """Return when `count` statements of the application wait for a lock."""

    async def waiting() -> bool:
        return await admin.fetchval(WAITING_FOR_LOCKS) >= count

    await until(waiting, within_s=10)


class Asking:
    """Clients that keep asking whatever happens, and all that they were answered."""

    def __init__(self, world: World, people: list[Person]) -> None:
        self._world = world
        self._people = people
        self._tasks: list[asyncio.Task[None]] = []
        self.answers: dict[str, Counter[tuple[int, str]]] = {}
        self.last: dict[str, int] = {}
        self.created: dict[str, tuple[Person, str]] = {}
        """Idempotency key -> who made it and the id they were told."""
        self.unanswered: dict[str, Person] = {}
        self.stopping = False
        self.slowest_s = 0.0

    def start(self) -> None:
        loops = [self._writing(person) for person in self._people]
        loops += [self._reading(person, "/api/clients?limit=5") for person in self._people]
        loops += [self._probing(path) for path in ("/health/live", "/health/ready")]
        self._tasks = [asyncio.create_task(loop) for loop in loops]

    async def stop(self) -> None:
        self.stopping = True
        await asyncio.gather(*self._tasks)

    def statuses(self, kind: str) -> set[int]:
        return {status for status, _ in self.answers.get(kind, ())}

    async def all_answer(self, **expected: int) -> None:
        """Return when the next answer of each kind has the status expected; other kinds do not matter."""
        self.last.clear()

        async def so() -> bool:
            return all(self.last.get(kind) == status for kind, status in expected.items())

        try:
            await until(so, within_s=15)
        except AssertionError:
            raise AssertionError(f"expected {expected}, last were {self.last}") from None

    async def _writing(self, person: Person) -> None:
        while not self.stopping:
            key = str(uuid4())
            while True:
                self.unanswered[key] = person
                answer = await person.post("/api/clients", json=CLIENT, headers={"Idempotency-Key": key})
                self._note("write", answer)
                if answer.status_code == 201:
                    del self.unanswered[key]
                    self.created[key] = (person, answer.json()["id"])
                    break
                await asyncio.sleep(0.02)

    async def _reading(self, person: Person, path: str) -> None:
        while not self.stopping:
            self._note("read", await person.get(path))
            await asyncio.sleep(0.005)

    async def _probing(self, path: str) -> None:
        while not self.stopping:
            self._note(path.rpartition("/")[2], await self._world.client.get(path))
            await asyncio.sleep(0.02)

    def _note(self, kind: str, answer: httpx.Response) -> None:
        code = answer.json().get("code", "") if answer.status_code >= 400 else ""
        self.answers.setdefault(kind, Counter())[answer.status_code, code] += 1
        self.last[kind] = answer.status_code
        self.slowest_s = max(self.slowest_s, answer.elapsed.total_seconds())


async def is_all_there_once(admin: asyncpg.Connection, asking: Asking) -> None:
    """Every client that was answered for is in the database, and no other."""
    kept = {str(row["id"]) for row in await admin.fetch("select id from clients")}
    assert kept == {client_id for _, client_id in asking.created.values()}


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]
