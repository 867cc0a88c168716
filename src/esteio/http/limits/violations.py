"""Addresses that keep being refused are kept out for an hour, by all processes, visibly and undoably.

The blocks are the installation's, of no organisation: whoever runs it sees them and lets an address in again
(`SharedBlocks`, `esteio security`). Only limits that count by address (`Limit.counts_towards_block`) lead here: a
signed-in person who asks too often is refused and nothing more. Whether a signed-in request from a blocked address is
served is the edge's decision.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import structlog

from esteio.core.valkey import ValkeyLink, ValkeyUnavailable
from esteio.http.limits.store import Block, Blocks, Limit
from esteio.http.limits.stores import LimitStores
from esteio.http.limits.valkey import ValkeyStore

REFUSALS = Limit("refusals", per_window=10, window_s=3600.0)
"""Ten refusals within an hour block the address (seed 3)."""

BLOCK = timedelta(hours=1)

REFRESH_S = 1.0
"""Age at which a process reads again what others have blocked and unblocked."""

log = structlog.get_logger(__name__)


class Violations:
    """The blocked addresses, as one process knows them."""

    def __init__(self, stores: LimitStores) -> None:
        self._stores = stores
        self._known: dict[str, Block] = {}
        self._own = Blocks(-1, ())
        self._shared = Blocks(-1, ())
        self._read_at = float("-inf")
        self._refreshing: asyncio.Task[None] | None = None

    def blocked(self, address: str) -> Block | None:
        """The block on `address` (an `address_key`), if any; without waiting.

        What another process did is known a second later: with the second request after that second at the latest.
        """
        if self._refreshing is None and time.monotonic() - self._read_at > REFRESH_S:
            self._refreshing = asyncio.get_running_loop().create_task(self._refresh())
        block = self._known.get(address)
        if block is None or block.until > datetime.now(UTC):
            return block
        del self._known[address]
        return None

    async def record(self, address: str, limit: Limit) -> Block | None:
        """Count one refusal by `limit`; the block, if there is one now."""
        if not limit.counts_towards_block:
            return None
        grant = await self._stores.ask(lambda store: store.take(REFUSALS, address, least=1, demand=1, spare=0))
        if grant.left > 0:
            return None
        now = datetime.now(UTC)
        wanted = Block(address, now, now + BLOCK, REFUSALS.per_window)
        block = await self._stores.ask(lambda store: store.put_block(wanted))
        if block.count == REFUSALS.per_window:
            log.warning("limits.address_blocked", until=block.until.isoformat())
        self._known[address] = block
        return block

    def forget(self, address: str) -> None:
        """Let `address` in again as far as this process's own memory keeps it out, with its refusals forgotten."""
        self._known.pop(address, None)
        self._stores.memory.drop_block_now(address)
        self._stores.memory.clear_now(REFUSALS, address)

    async def _refresh(self) -> None:
        try:
            own = await self._stores.memory.list_blocks(self._own.version) or self._own
            shared = await self._list_shared()
            if shared is not None:
                self._shared = shared
                self._known = {block.address: block for block in (*own.entries, *shared.entries)}
            elif own is not self._own:
                # Valkey is away, or has nothing new: what is known stays in force to its end.
                self._known = {block.address: block for block in (*_in_force(self._known), *own.entries)}
            self._own = own
        finally:
            self._read_at = time.monotonic()
            self._refreshing = None

    async def _list_shared(self) -> Blocks | None:
        shared = self._stores.shared
        if shared is None:
            return None
        try:
            return await shared.list_blocks(self._shared.version)
        except ValkeyUnavailable:
            return None


class SharedBlocks:
    """The blocks that Valkey keeps for all processes, for whoever runs the installation.

    What a process keeps in its own memory (all there is without Valkey, and what came while Valkey was away) is out
    of reach here: `core/signals.py` carries the word to each process, which then calls `Violations.forget`.
    """

    def __init__(self, link: ValkeyLink) -> None:
        self._store = ValkeyStore(link)

    async def list(self) -> list[Block]:
        """Those in force, newest first; raises `ValkeyUnavailable`."""
        blocks = await self._store.list_blocks(-1)
        return sorted(blocks.entries if blocks else (), key=lambda block: block.since, reverse=True)

    async def drop(self, address: str) -> bool:
        """Let `address` in again, with its refusals forgotten; False if it was not there. Raises
        `ValkeyUnavailable`."""
        await self._store.clear(REFUSALS, address)
        return await self._store.drop_block(address)


def _in_force(known: Mapping[str, Block]) -> list[Block]:
    now = datetime.now(UTC)
    return [block for block in known.values() if block.until > now]
