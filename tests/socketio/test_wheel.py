"""The one timer."""

from __future__ import annotations

import asyncio
import time

from tests.socketio.raw_client import until

from esteio.socketio.wheel import Wheel


class Timer:
    """Notes when it is called, as often as it has delays left."""

    def __init__(self, *delays_s: float) -> None:
        self.delays_s = list(delays_s)
        self.times: list[float] = []

    def on_time(self, now: float) -> float | None:
        self.times.append(now)
        return self.delays_s.pop(0) if self.delays_s else None


class Broken(Timer):
    """Raises."""

    def on_time(self, now: float) -> float | None:
        super().on_time(now)
        raise RuntimeError("of ours")


class TestWheel:
    async def test_calls_in_time_and_again_as_told(self):
        wheel, timer, began = Wheel(0.01), Timer(0.05, 0.1), asyncio.get_running_loop().time()
        wheel.add(timer, 0.03)
        await until(lambda: len(timer.times) == 3)
        for measured, meant in zip(timer.times, (0.03, 0.08, 0.18), strict=True):
            assert -0.03 < measured - began - meant < 0.1
        await asyncio.sleep(0.05)
        assert len(timer.times) == 3

    async def test_one_that_breaks_stops_no_other(self):
        wheel, broken, timer = Wheel(0.01), Broken(), Timer()
        wheel.add(broken, 0.02)
        wheel.add(timer, 0.02)
        await until(lambda: bool(broken.times and timer.times))

    async def test_lets_what_has_arrived_be_read_first_after_a_stall(self):
        wheel, timer = Wheel(0.01), Timer()
        reader, writer = await connected_pair()
        wheel.add(timer, 0.05)
        await asyncio.sleep(0)
        writer.write(b"x")
        time.sleep(0.2)  # noqa: ASYNC251 - the stall
        reading = asyncio.create_task(reader.read(1))
        await until(lambda: bool(timer.times))
        assert reading.done()
        writer.close()

    async def test_lets_go_when_stopped(self):
        wheel, timer = Wheel(0.01), Timer()
        wheel.add(timer, 0.02)
        wheel.stop()
        await asyncio.sleep(0.06)
        assert timer.times == []
        wheel.add(timer, 0.02)
        await until(lambda: bool(timer.times))
        wheel.stop()


async def connected_pair() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """The two ends of one connection to ourselves: what is written to the one is read from the other."""
    ends: asyncio.Queue[asyncio.StreamReader] = asyncio.Queue()
    server = await asyncio.start_server(lambda reader, _: ends.put_nowait(reader), "127.0.0.1", 0)
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    reader = await ends.get()
    server.close()
    return reader, writer
