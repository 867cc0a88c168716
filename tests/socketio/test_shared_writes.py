"""What goes to many within a turn of the loop shares a write, and nobody can tell but by the time it takes."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from tests.socketio.raw_client import Serving, WebSocket, serving, until

from esteio.socketio import Namespace, Server, Socket, outbox

ROOMS = ("a", "b")


class Hall(Namespace):
    """Everybody is known by the number in their `auth`."""

    def __init__(self) -> None:
        super().__init__("/")
        self.present: dict[int, Socket] = {}

    def on_connect(self, socket: Socket, auth: Any) -> None:
        self.present[auth["number"]] = socket


@pytest.fixture
async def hall() -> Hall:
    return Hall()


@pytest.fixture
async def address(hall: Hall) -> AsyncGenerator[Serving]:
    async with serving(Server(hall, buffer_limit=64_000_000)) as address:
        yield address


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sizes of the writes to sockets."""
    sizes: list[int] = []
    write = os.write

    def note(descriptor: int, data: bytes) -> int:
        sizes.append(len(data))
        return write(descriptor, data)

    monkeypatch.setattr(outbox.os, "write", note)
    return sizes


async def enter(address: Serving, hall: Hall, count: int) -> list[WebSocket]:
    clients = [await address.client(f'40{{"number":{number}}}') for number in range(count)]
    await until(lambda: len(hall.present) == count)
    return clients


async def events(client: WebSocket, count: int) -> list[str]:
    return [await client.text() for _ in range(count)]


class TestEventsOfOneTurn:
    async def test_share_a_write(self, hall: Hall, address: Serving, writes: list[int]):
        first, second = await enter(address, hall, 2)
        for number in range(5):
            assert hall.emit("told", number) == 2
        for client in (first, second):
            assert await events(client, 5) == [f'42["told",{number}]' for number in range(5)]
        assert len(writes) == 2
        assert address.server.statistics.messages_out >= 10

    async def test_beyond_a_size_do_not_wait_for_each_other(self, hall: Hall, address: Serving, writes: list[int]):
        [client] = await enter(address, hall, 1)
        for number in range(5):
            hall.emit("told", str(number) * 30_000)
        assert [len(text) for text in await events(client, 5)] == [30_000 + len('42["told",""]')] * 5
        assert len(writes) == 3
        assert max(writes) <= outbox.SHARED_BYTES

    async def test_are_written_at_once_when_asked_for(self, hall: Hall, address: Serving, writes: list[int]):
        await enter(address, hall, 1)
        hall.emit("told")
        assert not writes
        hall.flush()
        assert len(writes) == 1

    async def test_come_before_the_end_of_the_connection(self, hall: Hall, address: Serving):
        [client] = await enter(address, hall, 1)
        hall.emit("told", "last")
        hall.present[0].close(4000, "enough")
        assert await client.text() == '42["told","last"]'

    async def test_do_not_reach_who_comes_after_them(self, hall: Hall, address: Serving):
        first, second = await enter(address, hall, 2)
        hall.present[0].join("a")
        hall.emit("told", 1, room="a")
        hall.present[1].join("a")
        hall.emit("told", 2, room="a")
        hall.present[0].leave("a")
        hall.emit("told", 3, room="a")
        hall.emit("told", 4)
        assert await events(first, 3) == ['42["told",1]', '42["told",2]', '42["told",4]']
        assert await events(second, 3) == ['42["told",2]', '42["told",3]', '42["told",4]']


class TestSlices:
    async def test_leave_the_loop_to_others_between_them(
        self, hall: Hall, address: Serving, writes: list[int], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(outbox, "SLICE", 2)
        clients = await enter(address, hall, 5)
        hall.emit("told", 1)
        done: list[float] = []
        hall.outbox.when_written(done.append)
        seen: list[int] = []
        while not done:
            await asyncio.sleep(0)
            seen.append(len(writes))
        assert sorted(set(seen) - {0}) == [2, 4, 5]
        assert done[0] > 0
        for client in clients:
            assert await client.text() == '42["told",1]'

    async def test_are_written_together_for_what_must_come_after(
        self, hall: Hall, address: Serving, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(outbox, "SLICE", 1)
        clients = await enter(address, hall, 3)
        hall.emit("told", 1)
        await asyncio.sleep(0)
        hall.present[2].emit("told", 2)
        hall.emit("told", 3)
        assert await events(clients[2], 3) == ['42["told",1]', '42["told",2]', '42["told",3]']
        assert await events(clients[0], 2) == ['42["told",1]', '42["told",3]']

    async def test_say_at_once_that_nothing_waits(self, hall: Hall, address: Serving):
        done: list[float] = []
        hall.outbox.when_written(done.append)
        assert done == [0.0]


class TestWhateverHappensInATurn:
    @pytest.mark.parametrize("seed", range(12))
    async def test_everybody_is_told_the_same_in_the_order_of_its_happening(
        self, hall: Hall, address: Serving, seed: int, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(outbox, "SLICE", 1 + seed % 3)
        chance = random.Random(seed)  # noqa: S311
        clients = [
            await address.client(f'40{{"number":{number}}}', receive_buffer=4096 if number % 2 else None)
            for number in range(4)
        ]
        await until(lambda: len(hall.present) == len(clients))
        members: dict[str, set[int]] = {room: set() for room in ROOMS}
        expected: dict[int, list[str]] = {number: [] for number in hall.present}
        for number in range(400):
            who, room = chance.choice(list(hall.present)), chance.choice(ROOMS)
            text = f"{number}:" + "x" * chance.choice((0, 10, 5_000))
            to: set[int] = set()
            match chance.randrange(6):
                case 0:
                    hall.present[who].join(room)
                    members[room].add(who)
                case 1:
                    hall.present[who].leave(room)
                    members[room].discard(who)
                case 2:
                    hall.present[who].emit("told", text)
                    to = {who}
                case 3:
                    hall.emit("told", text)
                    to = set(hall.present)
                case 4:
                    hall.emit("told", text, room=room)
                    to = set(members[room])
                case _:
                    hall.emit("told", text, room=ROOMS, skip=hall.present[who])
                    to = set().union(*members.values()) - {who}
            for each in to:
                expected[each].append(f'42["told","{text}"]')
            if chance.random() < 0.3:
                await asyncio.sleep(0)
        for number, client in enumerate(clients):
            assert await events(client, len(expected[number])) == expected[number]
