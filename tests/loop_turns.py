"""How long the event loop of a test keeps others waiting while something runs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

_BETWEEN_S = 0.001


class Turns:
    """What was seen; `longest_ms` is whole once the block is left."""

    longest_ms: float = 0.0


@asynccontextmanager
async def watched_turns() -> AsyncGenerator[Turns]:
    """Have somebody else come back to the loop every millisecond meanwhile, and see how long it had to wait.

    Told in processor time of this process, all its threads together: what other processes take away does not count,
    and a thread that holds the interpreter counts as much as a function that does not yield.
    """
    turns = Turns()
    watching = asyncio.create_task(_watch(turns))
    await asyncio.sleep(_BETWEEN_S)
    try:
        yield turns
        await asyncio.sleep(_BETWEEN_S)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _watch(turns: Turns) -> None:
    while True:
        before = time.process_time()
        await asyncio.sleep(_BETWEEN_S)
        turns.longest_ms = max(turns.longest_ms, (time.process_time() - before) * 1_000)
