"""The limit on requests: a sliding window for each key, shared by all processes, mostly decided within one.

A process takes a little more out of the shared window than the requests at hand need, the *lease* (a twentieth of the
limit, less towards its end), spends it in memory, and gives back what is left after `LEASE_S` or a quarter of the
window. So one request in twenty asks Valkey. Each process also counts in its own memory all that it let through.

How exact this is, with P processes, a limit of N in W seconds and a lease of N/20 (none below N = 20):

- While Valkey answers in time (`MAX_WAIT_S`): never more than N out of any W seconds by time of grant; by time of
  spending at most P * (lease + requests just being answered) more, where leases from before the W seconds are spent
  within them. After W quiet seconds the first N pass and no more.
- A process refuses at most (P - 1) * lease too early, those which the others hold, for as long as they may hold them.
- Valkey away or too slow: each process goes on by its own memory at once, from what it knew was left. Valkey flushed,
  its clock changed, or away and back again and again: never more than N (and the lease) in any W seconds for each
  process, P times that in all.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterable

import msgspec

from esteio.core.valkey import ValkeyUnavailable
from esteio.http.limits.memory import MAX_KEYS
from esteio.http.limits.store import Grant, Limit, Return, Verdict
from esteio.http.limits.stores import MAX_WAIT_S, LimitStores
from esteio.http.limits.valkey import ValkeyStore

LEASE_S = 15.0
"""Longest that a process holds on to allowance that it does not use."""

REFUSAL_S = 1.0
"""Longest that a refusal is repeated without asking anew: other processes give allowance back."""

SWEEP_S = 1.0


class _Lease:
    """What one process holds of one window."""

    __slots__ = ("expires", "granted_at", "left", "limit", "refused_cost", "retry_at", "tokens")

    def __init__(self, limit: Limit, grant: Grant, now: float, cost: int) -> None:
        self.limit = limit
        self.tokens = grant.tokens
        self.left = grant.left
        self.granted_at = grant.granted_at
        self.refused_cost = 0
        self.retry_at = 0.0
        if grant.tokens:
            self.expires = now + min(LEASE_S, limit.window_s / 4)
        else:
            self.refused_cost = cost
            self.retry_at = now + grant.retry_after_s
            self.expires = min(self.retry_at, now + REFUSAL_S)


class _Renewal(msgspec.Struct, eq=False):
    """A lease under way, and the cost of the requests that wait for it."""

    limit: Limit
    least: int
    demand: int
    task: asyncio.Task[None] | None = None


class RateLimiter:
    """Limits for any number of keys; one for each process."""

    def __init__(self, stores: LimitStores) -> None:
        self._stores = stores
        self._memory = stores.memory
        # In the order of renewal, which is near enough that of expiry for the sweep to begin at the front.
        self._leases: dict[tuple[str, str], _Lease] = {}
        self._renewals: dict[tuple[str, str], _Renewal] = {}
        self._evicted: list[Return] = []
        self._sweeper: asyncio.Task[None] | None = None

    def try_spend(self, key: str, limit: Limit, cost: int = 1) -> Verdict | None:
        """The verdict, if it can be had without waiting; None: ask `spend`. The bounds are those of the module."""
        if self._stores.shared is None:
            return self._spend_memory(key, limit, cost)
        lease = self._leases.get((limit.name, key))
        if lease is None:
            return None
        now = time.monotonic()
        if now >= lease.expires:
            return None
        if lease.tokens >= cost:
            lease.tokens -= cost
            return Verdict(True, limit.per_window, lease.left + lease.tokens, 0.0)
        if lease.refused_cost and cost >= lease.refused_cost:
            return Verdict(False, limit.per_window, lease.left, lease.retry_at - now)
        return None

    async def spend(self, key: str, limit: Limit, cost: int = 1) -> Verdict:
        """The verdict on a request that costs `cost`. `key` is a person's id or an `address_key`.

        Waits for Valkey at most `MAX_WAIT_S`, then decides by the process's own memory.
        """
        deadline = time.monotonic() + MAX_WAIT_S
        while True:
            verdict = self.try_spend(key, limit, cost)
            if verdict is not None:
                return verdict
            wait_s = deadline - time.monotonic()
            if wait_s <= 0:
                return self._spend_memory(key, limit, cost)
            renewal = self._join_renewal(key, limit, cost)
            # Not cancelled when the time is over: what Valkey grants late still becomes a lease.
            await asyncio.wait({renewal}, timeout=wait_s)
            if renewal.done():
                renewal.result()

    async def close(self) -> None:
        """Give all leases back; for the end of the process."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        renewals = {renewal.task for renewal in self._renewals.values() if renewal.task is not None}
        if renewals:
            await asyncio.wait(renewals)
        unused = _unused(self._leases.items())
        self._leases.clear()
        await self._give_back(self._evicted + unused)

    def _spend_memory(self, key: str, limit: Limit, cost: int) -> Verdict:
        grant = self._memory.stand_in(limit, key, cost)
        return Verdict(grant.tokens > 0, limit.per_window, grant.left, grant.retry_after_s)

    def _join_renewal(self, key: str, limit: Limit, cost: int) -> asyncio.Task[None]:
        renewal = self._renewals.get((limit.name, key))
        if renewal is None:
            renewal = self._renewals[limit.name, key] = _Renewal(limit, cost, cost)
            renewal.task = asyncio.get_running_loop().create_task(self._renew(key, renewal))
        else:
            renewal.least = min(renewal.least, cost)
            renewal.demand += cost
        assert renewal.task is not None  # noqa: S101 - for the type checker
        return renewal.task

    async def _renew(self, key: str, renewal: _Renewal) -> None:
        limit = renewal.limit
        name_and_key = (limit.name, key)
        try:
            shared = self._stores.shared
            if shared is None:
                return
            old = self._leases.pop(name_and_key, None)
            unused = [] if old is None else _unused([(name_and_key, old)])
            # The process's own window goes first: it is the bound that holds whatever happens to Valkey, and who has
            # used it up costs no round trip.
            self._memory.give_back_now(unused)
            own = self._memory.take_now(limit, key, least=renewal.least, demand=renewal.demand, spare=limit.lease)
            asked_at, grant = time.monotonic(), own
            try:
                if own.tokens:
                    grant = await self._take(shared, key, renewal, own.tokens, unused)
                    self._memory.give_back_now([Return(limit, key, 0, own.tokens - grant.tokens)])
                    self._memory.note(limit, key, grant.left)
                else:
                    await shared.give_back(unused)
                self._put(name_and_key, _Lease(limit, grant, asked_at, renewal.least))
            except ValkeyUnavailable:
                self._memory.give_back_now([Return(limit, key, 0, own.tokens)])
        finally:
            del self._renewals[name_and_key]

    async def _take(self, shared: ValkeyStore, key: str, renewal: _Renewal, most: int, unused: list[Return]) -> Grant:
        demand = min(renewal.demand, most)
        take = shared.take(
            renewal.limit, key, least=renewal.least, demand=demand, spare=min(renewal.limit.lease, most - demand)
        )
        # Both leave in one pipeline, the returned tokens first.
        _, grant = await asyncio.gather(shared.give_back(unused), take)
        return grant

    def _put(self, name_and_key: tuple[str, str], lease: _Lease) -> None:
        self._leases[name_and_key] = lease
        if len(self._leases) > MAX_KEYS:
            oldest = next(iter(self._leases))
            self._evicted += _unused([(oldest, self._leases.pop(oldest))])
        if self._sweeper is None:
            self._sweeper = asyncio.get_running_loop().create_task(self._sweep())

    async def _sweep(self) -> None:
        while self._leases:
            await asyncio.sleep(SWEEP_S)
            now = time.monotonic()
            expired: list[tuple[tuple[str, str], _Lease]] = []
            for name_and_key, lease in self._leases.items():
                if lease.expires > now:
                    break
                expired.append((name_and_key, lease))
            for name_and_key, _ in expired:
                del self._leases[name_and_key]
            evicted, self._evicted = self._evicted, []
            await self._give_back(evicted + _unused(expired))
        self._sweeper = None

    async def _give_back(self, returns: list[Return]) -> None:
        self._memory.give_back_now(returns)
        shared = self._stores.shared
        if shared is not None and returns:
            # Without Valkey they stay counted there until they leave its window by themselves.
            with contextlib.suppress(ValkeyUnavailable):
                await shared.give_back(returns)


def _unused(leases: Iterable[tuple[tuple[str, str], _Lease]]) -> list[Return]:
    return [
        Return(lease.limit, name_and_key[1], lease.granted_at, lease.tokens)
        for name_and_key, lease in leases
        if lease.tokens
    ]
