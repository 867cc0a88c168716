"""Waiting for what will be true soon, instead of sleeping and hoping."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable


async def until(condition: Callable[[], Awaitable[bool]], *, within_s: float) -> float:
    """Seconds until `condition` held; fails the test when it did not in time."""
    started = time.monotonic()
    while not await condition():
        if time.monotonic() - started > within_s:
            raise AssertionError(f"not so within {within_s} s")
        await asyncio.sleep(0.01)
    return time.monotonic() - started
