"""One timer for any number of connections."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

log = logging.getLogger(__name__)

SLOTS = 512
LATE_TICKS = 4


class Timed(Protocol):
    """What the wheel can hold."""

    def on_time(self, now: float) -> float | None:
        """Do what is due; returns the seconds to the next call, None for never again."""
        ...


class Wheel:
    """Calls each of its things once a turn at the most; precise to a tick, and rather early than late.

    Things are never taken out: one that has nothing left to wait for says so when its time comes. So a timer costs
    a place in a list, and to move it later costs nothing.
    """

    __slots__ = ("_handle", "_is_late", "_last", "_loop", "_position", "_slots", "_tick_s")

    def __init__(self, tick_s: float) -> None:
        self._tick_s = tick_s
        self._slots: list[list[Timed]] = [[] for _ in range(SLOTS)]
        self._position = 0
        self._last = 0.0
        self._is_late = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._handle: asyncio.TimerHandle | None = None

    def add(self, timed: Timed, delay_s: float) -> None:
        """Call it in so many seconds; starts the wheel with the first."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._last = self._loop.time()
            self._handle = self._loop.call_later(self._tick_s, self._turn)
        ticks = min(max(int(delay_s / self._tick_s), 1), SLOTS - 1)
        self._slots[(self._position + ticks) % SLOTS].append(timed)

    def stop(self) -> None:
        """Let go of everything."""
        if self._handle is not None:
            self._handle.cancel()
        self._loop = self._handle = None
        self._slots = [[] for _ in range(SLOTS)]

    def _turn(self) -> None:
        if self._loop is None:
            return
        now = self._loop.time()
        passed = int((now - self._last) / self._tick_s)
        if passed > LATE_TICKS and not self._is_late:
            # The process was stopped or busy: what clients sent meanwhile is read first, or it would count as missing.
            self._is_late = True
            self._handle = self._loop.call_later(0, self._turn)
            return
        self._is_late = False
        # A stall of minutes (a suspended machine) need not be caught up slot by slot more than once around.
        for _ in range(min(passed, SLOTS)):
            self._position = (self._position + 1) % SLOTS
            due, self._slots[self._position] = self._slots[self._position], []
            for timed in due:
                self._call(timed, now)
        self._last += passed * self._tick_s
        self._handle = self._loop.call_later(max(0.0, self._last + self._tick_s - now), self._turn)

    def _call(self, timed: Timed, now: float) -> None:
        try:
            delay_s = timed.on_time(now)
        except Exception:
            log.exception("a timer of a connection failed")
            return
        if delay_s is not None:
            self.add(timed, delay_s)
