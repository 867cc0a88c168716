"""Look-ups that share round trips, asked by many at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from esteio.core.together import MOST, UNDER_WAY, Together


class Directory:
    """Answers when it is let to."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.may_answer = asyncio.Event()
        self.fails = False

    async def find_all(self, keys: Sequence[int]) -> list[str | None]:
        self.asked.append(list(keys))
        await self.may_answer.wait()
        if self.fails:
            raise ConnectionResetError
        return [None if key < 0 else f"number {key}" for key in keys]


@pytest.fixture
async def directory() -> Directory:
    return Directory()


async def turn() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


class TestTogether:
    async def test_one_alone_is_asked_for_at_once(self, directory: Directory) -> None:
        directory.may_answer.set()
        together = Together(directory.find_all)
        assert await together.find(1) == "number 1"
        assert await together.find(-1) is None
        assert directory.asked == [[1], [-1]]

    async def test_those_that_come_meanwhile_share_the_next(self, directory: Directory) -> None:
        together = Together(directory.find_all)
        found = [asyncio.create_task(together.find(1))]
        await turn()
        found.append(asyncio.create_task(together.find(2)))
        await turn()
        found += [asyncio.create_task(together.find(key)) for key in range(3, 3 + MOST + 5)]
        await turn()
        assert directory.asked == [[1], [2]]
        assert len(directory.asked) == UNDER_WAY
        directory.may_answer.set()
        assert await asyncio.gather(*found) == [f"number {key}" for key in range(1, 3 + MOST + 5)]
        assert sorted(len(keys) for keys in directory.asked[2:]) == [5, MOST]

    async def test_a_key_asked_for_twice_is_answered_twice(self, directory: Directory) -> None:
        directory.may_answer.set()
        together = Together(directory.find_all)
        assert await asyncio.gather(together.find(7), together.find(7)) == ["number 7", "number 7"]

    async def test_trouble_is_everybodys_who_asked_and_nobodys_who_asks_later(self, directory: Directory) -> None:
        directory.fails = True
        directory.may_answer.set()
        together = Together(directory.find_all)
        answers = await asyncio.gather(together.find(1), together.find(2), return_exceptions=True)
        assert [type(answer) for answer in answers] == [ConnectionResetError] * 2
        directory.fails = False
        assert await together.find(1) == "number 1"

    async def test_who_stops_waiting_takes_nothing_from_the_others(self, directory: Directory) -> None:
        together = Together(directory.find_all)
        gone, stays = asyncio.create_task(together.find(1)), asyncio.create_task(together.find(2))
        await turn()
        gone.cancel()
        directory.may_answer.set()
        assert await stays == "number 2"
        assert gone.cancelled() or await asyncio.gather(gone, return_exceptions=True)
