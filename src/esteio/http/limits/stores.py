"""Which store answers: the shared one while Valkey does, the process's own otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from esteio.core.valkey import ValkeyLink, ValkeyUnavailable
from esteio.http.limits.memory import MemoryStore
from esteio.http.limits.store import LimitStore
from esteio.http.limits.valkey import ValkeyStore

MAX_WAIT_S = 0.045
"""No request waits longer for a count."""

T = TypeVar("T")


class LimitStores:
    """The two stores of a process, and the choice between them. `link` is None where there is no Valkey."""

    def __init__(self, link: ValkeyLink | None) -> None:
        self.memory = MemoryStore()
        self._link = link
        self._valkey = None if link is None else ValkeyStore(link)

    @property
    def shared(self) -> ValkeyStore | None:
        """The shared store, or None where there is none or it does not answer now."""
        return self._valkey if self._link is not None and self._link.is_up else None

    async def ask(self, question: Callable[[LimitStore], Awaitable[T]]) -> T:
        """The shared store's answer if it comes within `MAX_WAIT_S`, or else that of the process's own memory."""
        shared = self.shared
        if shared is not None:
            try:
                async with asyncio.timeout(MAX_WAIT_S):
                    return await question(shared)
            except (ValkeyUnavailable, TimeoutError):
                pass
        return await question(self.memory)
