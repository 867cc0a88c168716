"""Two real processes on one PostgreSQL and one Valkey: whatever dies, every screen ends with what a fresh read gives.

While each thing goes wrong people write to both processes at random; every live list and counted answer that there is,
of every area, is on screens of every transport, some of which stay with one process and some of which go to both as
behind a balancer; and others alternate between the processes and never see anything older than what they have written.
Every 200 of `--live-rounds` are another day with each of these faults.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack

import asyncpg
import httpx
import pytest
from tests.conditions import until
from tests.factories import World
from tests.live.python_client import List, LiveReader, Transport
from tests.live.wired_day import Day, day
from tests.live.wired_firm import CHANGES
from tests.live.wired_pair import Pair

from esteio.app import REGISTRY
from esteio.core.db import Database


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "today" in metafunc.fixturenames:
        metafunc.parametrize("another", range(max(1, metafunc.config.getoption("--live-rounds") // 200)))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Generator[Pair]:
    """One for all the tests: each leaves it whole."""
    pair = Pair(tmp_path_factory.mktemp("pair"))
    yield pair
    pair.close()


@pytest.fixture
async def today(pair: Pair, another: int) -> AsyncGenerator[Day]:
    """With writing going on; the comparison follows the test."""
    del another
    seed = secrets.randbits(32)
    try:
        async with day(pair, seed) as running:
            yield running
    except BaseException as error:
        error.add_note(f"seed {seed}")
        raise


class TestEveryLiveResource:
    def test_is_written_while_things_go_wrong(self) -> None:
        unwritten, gone = REGISTRY.resources.keys() - CHANGES.keys(), CHANGES.keys() - REGISTRY.resources.keys()
        assert not unwritten, f"add to CHANGES of tests/live/wired_firm.py how rows of {sorted(unwritten)} change"
        assert not gone, f"{sorted(gone)} are in CHANGES of tests/live/wired_firm.py, and no live resources any more"


class TestEveryScreenEndsWithWhatAFreshReadGives:
    async def test_when_a_process_is_killed_that_follows(self, today: Day) -> None:
        follower = 1 - await today.pair.relay()
        await self._kill_and_bring_back(today, follower)

    async def test_when_the_relay_is_killed(self, today: Day) -> None:
        relay = await today.pair.relay()
        await self._kill_and_bring_back(today, relay)
        assert await today.pair.relay() == 1 - relay

    async def _kill_and_bring_back(self, today: Day, number: int) -> None:
        await asyncio.to_thread(today.pair.kill, number)
        await today.more(by=(1 - number,))
        await asyncio.to_thread(today.pair.start, number)

    async def test_when_valkey_is_killed_flushed_and_back(self, today: Day) -> None:
        await today.pair.relay()
        today.pair.kill_valkey()
        await today.more(20)
        today.pair.valkey.start()
        await today.more(10)
        await today.pair.relay()

    async def test_when_postgres_is_restarted(self, today: Day) -> None:
        await today.pair.restart_postgres()

    async def test_when_postgres_is_killed(self, today: Day) -> None:
        await today.pair.restart_postgres(kill=True)


class Balanced:
    """A list whose screens listen to the relay and read from the other process, which remembers it."""

    def __init__(self, pair: Pair, client: httpx.AsyncClient, stack: AsyncExitStack) -> None:
        self.pair = pair
        self._client = client
        self._stack = stack
        self._kept = {"archived": "false"}

    async def begin(self) -> None:
        """With one client in it."""
        relay = await self.pair.relay()
        self._ahead, self._behind = self.pair.urls[relay], self.pair.urls[1 - relay]
        db = await Database.connect(self.pair.settings.database_url, min_connections=1, max_connections=1)
        self.owner = await World(self._client, db, self.pair.settings).organisation()
        await db.close()
        await self.add_client("Ana")
        self.first = await self._screen("socket", by_both=False)

    async def look(self) -> list[LiveReader]:
        """More screens, of each transport by which lists are pushed."""
        return [await self._screen(transport, by_both=True) for transport in ("socket", "sse")]

    async def _screen(self, transport: Transport, *, by_both: bool) -> LiveReader:
        others = [self._behind] * 9 if by_both else []  # more than it reads
        lists = [List("clients", self._kept)]
        screen = LiveReader(self._ahead, self.owner.token, lists, transport=transport, others=others)
        self._stack.push_async_callback(screen.close)
        await screen.connect()
        return screen

    async def is_remembered(self) -> None:
        """Return when the process that is behind remembers the list as it is."""

        async def so() -> bool:
            for _ in range(2):
                answer = await self._client.get(
                    f"{self._behind}/api/clients",
                    params={**self._kept, "limit": 200},
                    headers={"authorization": f"Bearer {self.owner.token}", "x-esteio-position": "0"},
                )
            return self.first.rows["clients"] == {row["id"]: row for row in answer.json()["data"]}

        await until(so, within_s=5)

    async def add_client(self, name: str) -> None:
        """To the process that is ahead."""
        answer = await self.owner.request("POST", f"{self._ahead}/api/clients", json={"kind": "PF", "name": name})
        assert answer.status_code == 201, answer.text

    async def is_shown(self, count: int, *screens: LiveReader) -> None:
        """Return when so many clients are on these screens."""

        async def so() -> bool:
            return all(len(screen.rows["clients"]) == count for screen in screens)

        await until(so, within_s=10)


@pytest.fixture
async def balanced(pair: Pair) -> AsyncGenerator[Balanced]:
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=10))
        running = Balanced(pair, client, stack)
        await running.begin()
        yield running


class TestBehindABalancer:
    """Who listens to one process and reads from one that has heard less misses nothing."""

    async def test_when_they_begin_to_look(self, balanced: Balanced) -> None:
        await balanced.is_remembered()
        with balanced.pair.valkey_hangs():
            await balanced.add_client("Bia")
            await balanced.is_shown(2, balanced.first)
            later = await balanced.look()
        await balanced.is_shown(2, *later)

    async def test_when_they_are_told_to_read_again(self, balanced: Balanced) -> None:
        later = await balanced.look()
        await balanced.is_remembered()
        admin = await asyncpg.connect(balanced.pair.admin_url)
        with balanced.pair.valkey_hangs():
            # As an import does: too many rows to be told one by one.
            await admin.execute(
                """
                insert into clients (tenant_id, kind, name, notes)
                select $1, 'PF', 'Cliente ' || n, '' from generate_series(1, 150) n
                """,
                balanced.owner.tenant_id,
            )
            await admin.execute("select tell_reset($1, 'clients')", balanced.owner.tenant_id)
            await balanced.is_shown(151, balanced.first)
        await balanced.is_shown(151, *later)
        await admin.close()
