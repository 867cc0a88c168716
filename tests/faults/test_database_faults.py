"""PostgreSQL goes away, cuts its connections, or hangs."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import psutil
import pytest
from msgspec.structs import replace
from tests.conditions import until
from tests.factories import Person, World
from tests.faults.fault_steps import EVERY_APPLICATION_BACKEND, Asking, is_all_there_once, stage

from esteio.app import migrate
from esteio.core.db import Database
from esteio.embedded import EmbeddedServers, ServerUrls
from esteio.settings import Settings


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
