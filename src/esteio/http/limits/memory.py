"""Counts in the memory of one process: all there is without Valkey, and the stand-in while Valkey is away."""

from __future__ import annotations

import time
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from esteio.http.limits.store import BackOff, Block, Blocks, Grant, Limit, Return

STEPS = 30
"""Spends within a thirtieth of the window share one entry, which lasts as long as its newest spend: a window never
allows too much, and frees its allowance at most a thirtieth too late."""

MAX_KEYS = 20_000
"""Keys kept for each limit; beyond, the one that was quiet longest is forgotten (a few hundred bytes each)."""


class _Window:
    """What one key spent of one limit: triples of first and last time of an entry, and its count."""

    __slots__ = ("entries", "others", "others_at", "used")

    def __init__(self) -> None:
        self.entries = array("d")
        self.used = 0
        self.others = 0
        """What other processes had spent when the shared store last answered."""
        self.others_at = 0.0

    def expire(self, oldest: float) -> None:
        if self.others_at <= oldest:
            self.others = 0
        entries = self.entries
        while entries and entries[1] <= oldest:
            self.used -= int(entries[2])
            del entries[:3]

    def add(self, now: float, tokens: int, step_s: float) -> None:
        entries = self.entries
        self.used += tokens
        if entries and now - entries[-3] < step_s:
            entries[-2] = now
            entries[-1] += tokens
        else:
            entries.extend((now, now, tokens))

    def remove_newest(self, tokens: int) -> None:
        entries = self.entries
        while tokens > 0 and entries:
            part = min(tokens, int(entries[-1]))
            tokens -= part
            self.used -= part
            entries[-1] -= part
            if entries[-1] == 0:
                del entries[-3:]

    @property
    def newest(self) -> float:
        return max(self.others_at, self.entries[-2] if self.entries else 0.0)

    def freed_at(self, tokens: int, window_s: float) -> float:
        entries = self.entries
        for index in range(0, len(entries), 3):
            tokens -= int(entries[index + 2])
            if tokens <= 0:
                return entries[index + 1] + window_s
        return 0.0


class _Failure(NamedTuple):
    """One failure, and what the back-off was before it."""

    at: float
    raised: bool
    last_before: float
    level_before: int


class _Failures:
    """Failures of one subject, and how far the back-off has grown."""

    __slots__ = ("attempts", "last", "latest", "level")

    def __init__(self) -> None:
        self.attempts: dict[str, _Failure] = {}
        self.level = 0
        self.last = 0.0
        self.latest = ""

    def standing(self, now: float, back_off: BackOff) -> tuple[int, float]:
        """The step of the back-off that holds now, and the seconds still to wait (0: none)."""
        level = max(0, self.level - int((now - self.last) // back_off.window_s))
        wait_s = self.last + back_off.delays_s[level - 1] - now if level > 0 else 0.0
        return level, max(0.0, wait_s)


class MemoryStore:
    """The store of one process. Bounded: see `MAX_KEYS`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._windows: dict[str, OrderedDict[str, _Window]] = {}
        self._blocks: dict[str, Block] = {}
        self._blocks_version = 0
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def take_now(self, limit: Limit, key: str, *, least: int, demand: int, spare: int) -> Grant:
        """`LimitStore.take`, for callers that must not await."""
        now = self._clock()
        window = self._window(limit, key, now)
        return _take(limit, window, now, least, demand, spare)

    def stand_in(self, limit: Limit, key: str, cost: int) -> Grant:
        """Exactly `cost` or nothing, where the shared store should have answered: what others had spent when it
        last did counts for a window from then on, so that who was refused a moment ago stays refused."""
        now = self._clock()
        window = self._window(limit, key, now)
        if window.used + cost <= limit.per_window < window.used + window.others + cost:
            left = max(0, limit.per_window - window.used - window.others)
            return Grant(0, left, window.others_at + limit.window_s - now, 0)
        return _take(limit, window, now, cost, cost, 0)

    def note(self, limit: Limit, key: str, left: int) -> None:
        """The shared store says that `left` are left."""
        now = self._clock()
        window = self._window(limit, key, now)
        window.others = max(0, limit.per_window - left - window.used)
        window.others_at = now

    def give_back_now(self, returns: Sequence[Return]) -> None:
        """`LimitStore.give_back`, for callers that must not await."""
        for back in returns:
            window = self._windows.get(back.limit.name, {}).get(back.key)
            if window is not None:
                window.remove_newest(back.tokens)

    async def take(self, limit: Limit, key: str, *, least: int, demand: int, spare: int) -> Grant:
        return self.take_now(limit, key, least=least, demand=demand, spare=spare)

    async def give_back(self, returns: Sequence[Return]) -> None:
        self.give_back_now(returns)

    def clear_now(self, limit: Limit, key: str) -> None:
        """`LimitStore.clear`, for callers that must not await."""
        self._windows.get(limit.name, OrderedDict()).pop(key, None)

    async def clear(self, limit: Limit, key: str) -> None:
        self.clear_now(limit, key)

    async def put_block(self, block: Block) -> Block:
        self._drop_ended_blocks()
        present = self._blocks.get(block.address)
        if present is not None:
            block = msgspec.structs.replace(present, count=present.count + 1)
        elif len(self._blocks) >= MAX_KEYS:
            self._blocks.pop(next(iter(self._blocks)))
        self._blocks[block.address] = block
        self._blocks_version += 1
        return block

    def drop_block_now(self, address: str) -> bool:
        """`LimitStore.drop_block`, for callers that must not await."""
        self._drop_ended_blocks()
        self._blocks_version += 1
        return self._blocks.pop(address, None) is not None

    async def drop_block(self, address: str) -> bool:
        return self.drop_block_now(address)

    async def list_blocks(self, known_version: int) -> Blocks | None:
        self._drop_ended_blocks()
        if known_version == self._blocks_version:
            return None
        return Blocks(self._blocks_version, tuple(self._blocks.values()))

    async def admit(self, subject: str, attempt_id: str, back_off: BackOff) -> float:
        now = self._clock()
        failures = self._failures.setdefault(subject, _Failures())
        self._failures.move_to_end(subject)
        if len(self._failures) > MAX_KEYS:
            self._failures.popitem(last=False)
        level, wait_s = failures.standing(now, back_off)
        if wait_s > 0:
            return wait_s
        oldest = now - back_off.window_s
        failures.attempts = {key: failure for key, failure in failures.attempts.items() if failure.at > oldest}
        recent = len(failures.attempts) + 1
        raised = level < len(back_off.delays_s) and (level > 0 or recent >= back_off.failures)
        failures.attempts[attempt_id] = _Failure(now, raised, failures.last, failures.level)
        failures.level = level + raised
        failures.last, failures.latest = now, attempt_id
        return 0.0

    async def waiting(self, subject: str, back_off: BackOff) -> float:
        failures = self._failures.get(subject)
        return 0.0 if failures is None else failures.standing(self._clock(), back_off)[1]

    async def take_back(self, subject: str, attempt_id: str) -> None:
        failures = self._failures.get(subject)
        failure = None if failures is None else failures.attempts.pop(attempt_id, None)
        if failures is None or failure is None:
            return
        if failures.latest == attempt_id:
            failures.last, failures.level = failure.last_before, failure.level_before
        else:
            failures.level = max(0, failures.level - failure.raised)

    async def forget(self, subject: str) -> None:
        self._failures.pop(subject, None)

    def _window(self, limit: Limit, key: str, now: float) -> _Window:
        windows = self._windows.get(limit.name)
        if windows is None:
            windows = self._windows[limit.name] = OrderedDict()
        oldest = now - limit.window_s
        window = windows.get(key)
        if window is not None:
            windows.move_to_end(key)
            window.expire(oldest)
            return window
        # Two out for one in, as long as the quietest have nothing left that counts.
        for _ in range(2):
            quietest = next(iter(windows), None)
            if quietest is None:
                break
            if len(windows) < MAX_KEYS and windows[quietest].newest > oldest:
                break
            del windows[quietest]
        window = windows[key] = _Window()
        return window

    def _drop_ended_blocks(self) -> None:
        now = datetime.now(UTC)
        for address in [address for address, block in self._blocks.items() if block.until <= now]:
            del self._blocks[address]
            self._blocks_version += 1


def _take(limit: Limit, window: _Window, now: float, least: int, demand: int, spare: int) -> Grant:
    free = limit.per_window - window.used
    if free < least:
        wait_s = window.freed_at(least - free, limit.window_s) - now
        return Grant(0, max(free, 0), wait_s if wait_s > 0 else limit.window_s, 0)
    tokens = min(free, demand)
    tokens += min(spare, (free - tokens) // 4)
    window.add(now, tokens, limit.window_s / STEPS)
    return Grant(tokens, free - tokens, 0.0, 0)
