"""Two real processes on one PostgreSQL and one Valkey: whatever dies, every screen ends with what a fresh read gives.

While each thing goes wrong people write to both processes at random; every live list of estimating is on screens of
every transport, some of which stay with one process and some of which go to both as behind a balancer; and others
alternate between the processes and never see anything older than what they have written.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator, Generator

import pytest
from tests.live.wired_pair import Day, Pair, day


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
