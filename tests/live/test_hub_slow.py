"""Clients that do not read, and the many beside them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from typing import Any

import msgspec
import pytest
from tests.conditions import until
from tests.live.hub_world import CONFIG, HubWorld, hub_world
from tests.live.python_client import LiveReader

from esteio.embedded import ServerUrls

SMALL = msgspec.structs.replace(CONFIG, buffer_bytes=16_384, behind_s=3.0)
LONG = "x" * 20_000


@pytest.fixture
async def world(database_urls: ServerUrls) -> AsyncGenerator[HubWorld]:
    async with hub_world(database_urls, SMALL) as running:
        yield running


async def write_until_behind(world: HubWorld, note: str) -> int:
    """Change one row until somebody does not keep up; how often."""
    for number in range(4_000):
        await world.write("update notes set text = $2 where id = $1", note, f"{number} {LONG}")
        await world.heard()
        if world.hub.figures().behind:
            return number
    raise AssertionError("nobody fell behind")


async def until_text(reader: LiveReader, note: str, text: str) -> None:
    async def so() -> bool:
        return reader.rows["notes"][note]["text"] == text

    await until(so, within_s=10)


@pytest.mark.parametrize("transport", ["socket", "sse"])
class TestSlowReaders:
    async def test_one_delta_brings_them_up_to_date(self, world: HubWorld, transport: Any) -> None:
        note = await world.add_note("first")
        slow = world.reader(world.person(), transport=transport)
        brisk = world.reader(world.person())
        await slow.connect()
        await brisk.connect()
        slow.stall()
        await write_until_behind(world, note)
        size = sum(world.hub.figures().connections.values())
        behind = next(each for each in world.hub.readers.values() if each.behind_since is not None)
        for number in range(50):
            await world.write("update notes set text = $2 where id = $1", note, f"unseen {number}")
        await world.write("update notes set text = 'last' where id = $1", note)
        await until_text(brisk, note, "last")
        assert behind.behind_since is not None
        updates = slow.updates
        slow.resume()
        await until_text(slow, note, "last")
        assert slow.updates > updates
        assert world.hub.figures().behind == 0
        assert sum(world.hub.figures().connections.values()) == size
        await world.write("update notes set text = 'live again' where id = $1", note)
        await until_text(slow, note, "live again")
        assert slow.closes == []

    async def test_who_stays_behind_is_closed_and_comes_back(self, world: HubWorld, transport: Any) -> None:
        note = await world.add_note("first")
        slow = world.reader(world.person(), transport=transport)
        await slow.connect()
        slow.stall()
        await write_until_behind(world, note)
        started = time.monotonic()

        async def gone() -> bool:
            return world.hub.figures().connections == {}

        await until(gone, within_s=8)
        assert time.monotonic() - started < 6
        assert world.hub.figures().closes == {"TOO_SLOW": 1}
        await world.write("update notes set text = 'last' where id = $1", note)
        slow.resume()
        await until_text(slow, note, "last")

    async def test_the_others_do_not_notice(self, world: HubWorld, transport: Any) -> None:
        note = await world.add_note("first")
        slow = world.reader(world.person(), transport=transport)
        await slow.connect()
        slow.stall()
        brisk = [world.reader(world.person()) for _ in range(20)]
        await asyncio.gather(*(each.connect() for each in brisk))
        await write_until_behind(world, note)
        waits: list[float] = []
        for number in range(20):
            started = time.perf_counter()
            await world.write("update notes set text = $2 where id = $1", note, f"short {number}")
            for each in brisk:
                await until_text(each, note, f"short {number}")
            waits.append(time.perf_counter() - started)
        assert sorted(waits)[10] < 0.25
