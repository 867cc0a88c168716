"""Look-ups that share their round trips: what is asked for while others are under way goes with the next.

When ten thousand people come back at once, each must be looked up. One alone waits for nothing; a hundred at a time
cost hardly more than one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice
from typing import Generic, TypeVar

UNDER_WAY = 2
"""Round trips at a time, so that a slow one does not hold up everybody."""
MOST = 100
"""Asked for in one."""

Key = TypeVar("Key")
Found = TypeVar("Found")


class Together(Generic[Key, Found]):
    """Wraps `find_all`, which answers in the order in which it is asked."""

    def __init__(self, find_all: Callable[[Sequence[Key]], Awaitable[Sequence[Found]]]) -> None:
        self._find_all = find_all
        self._waiting: dict[asyncio.Future[Found], Key] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def find(self, key: Key) -> Found:
        """What `find_all` finds for the key, asked for after this call; raises what that raises."""
        future: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        self._waiting[future] = key
        if len(self._tasks) < UNDER_WAY:
            task = asyncio.create_task(self._work())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            return await future
        finally:
            self._waiting.pop(future, None)

    async def _work(self) -> None:
        while self._waiting:
            asked = dict(islice(self._waiting.items(), MOST))
            for future in asked:
                del self._waiting[future]
            try:
                found = await self._find_all(list(asked.values()))
            except asyncio.CancelledError:
                for future in asked:
                    future.cancel()
                raise
            except Exception as error:
                for future in asked:
                    if not future.done():
                        future.set_exception(error)
                continue
            for future, each in zip(asked, found, strict=True):
                if not future.done():
                    future.set_result(each)
