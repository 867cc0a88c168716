"""Two real processes on one PostgreSQL and one Valkey: whatever dies, every screen ends with what a fresh read gives.

While each thing goes wrong people write to both processes at random; every live list of estimating is on screens of
every transport, some of which stay with one process and some of which go to both as behind a balancer; and others
alternate between the processes and never see anything older than what they have written.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack

import httpx
import pytest
from tests.conditions import until
from tests.factories import Person, World
from tests.live.python_client import List, LiveReader, Transport
from tests.live.wired_pair import Day, Pair, day

from esteio.core.db import Database


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Generator[Pair]:
    """One for all the tests: each leaves it whole."""
    pair = Pair(tmp_path_factory.mktemp("pair"))
    yield pair
    pair.close()


@pytest.fixture
async def today(pair: Pair, request: pytest.FixtureRequest) -> AsyncGenerator[Day]:
    """With writing going on; the comparison follows the test."""
    seed = zlib.crc32(request.node.name.encode())
    try:
        async with day(pair, seed) as running:
            yield running
    except BaseException as error:
        error.add_note(f"seed {seed}")
        raise


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
        today.pair.valkey.kill()
        await today.more(20)
        today.pair.valkey.start()  # with nothing in it
        await today.more(20)
        await today.pair.relay()

    async def test_when_postgres_is_restarted(self, today: Day) -> None:
        await today.pair.restart_postgres()

    async def test_when_postgres_is_killed(self, today: Day) -> None:
        await today.pair.restart_postgres(kill=True)


class TestBehindABalancer:
    @pytest.mark.parametrize("transport", ["socket", "sse"])
    async def test_who_listens_to_one_process_and_reads_from_one_that_has_heard_less_misses_nothing(
        self, pair: Pair, transport: Transport
    ) -> None:
        relay = await pair.relay()
        ahead, behind = pair.urls[relay], pair.urls[1 - relay]
        async with AsyncExitStack() as stack:
            client = await stack.enter_async_context(httpx.AsyncClient(base_url=ahead, timeout=10))
            owner = await _organisation(pair, client)
            kept = {"archived": "false"}

            async def look(*urls: str) -> LiveReader:
                screen = LiveReader(urls[0], owner.token, [List("clients", kept)], transport=transport, others=urls[1:])
                stack.push_async_callback(screen.close)
                await screen.connect()
                return screen

            await _add_client(owner, "Ana")
            first = await look(ahead)
            remembered = {"params": {**kept, "limit": 200}, "headers": {"authorization": f"Bearer {owner.token}"}}

            async def settled() -> bool:
                answers = [await client.get(f"{behind}/api/clients", **remembered) for _ in range(2)]
                client.cookies.clear()
                return first.rows["clients"] == {row["id"]: row for row in answers[-1].json()["data"]} != {}

            await until(settled, within_s=5)
            with pair.valkey_hangs():
                await _add_client(owner, "Bia")

                async def told() -> bool:
                    return len(first.rows["clients"]) == 2

                await until(told, within_s=5)
                second = await look(ahead, behind)

            async def same() -> bool:
                return second.rows["clients"] == first.rows["clients"]

            await until(same, within_s=5)


async def _organisation(pair: Pair, client: httpx.AsyncClient) -> Person:
    db = await Database.connect(pair.settings.database_url, min_connections=1, max_connections=1)
    try:
        return await World(client, db, pair.settings).organisation()
    finally:
        await db.close()


async def _add_client(owner: Person, name: str) -> None:
    answer = await owner.post("/api/clients", json={"kind": "PF", "name": name})
    assert answer.status_code == 201, answer.text
