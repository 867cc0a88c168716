"""A uvicorn server that gives notice: told to stop, it is not ready at once, and takes requests a little longer.

A balancer that asks `/health/ready` needs a moment to send nobody any more. A listener that closes with the signal
would refuse whoever is sent in that moment.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from collections.abc import Awaitable, Callable
from types import FrameType

import uvicorn


class LeavingServer(uvicorn.Server):
    """uvicorn's own, with `notice_s` between SIGTERM and the end of listening; a second signal ends it at once.

    SIGINT comes from somebody at a terminal, who does not want to wait.
    """

    def __init__(
        self, config: uvicorn.Config, *, notice_s: float, send_away: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """`send_away` ends connections that would last; it runs while requests in hand finish."""
        super().__init__(config)
        self._send_away = send_away
        self._notice_s = notice_s
        self._told: tuple[float, int, FrameType | None] | None = None

    @property
    def is_leaving(self) -> bool:
        """Whether it was told to stop."""
        return self._told is not None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """uvicorn's handler of SIGINT and SIGTERM."""
        if self._told is None:
            self._told = (time.monotonic() + self._notice_s, sig, frame)
            if sig == signal.SIGTERM and self._notice_s > 0:
                return
        super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        """uvicorn's pulse, ten times a second; True ends it."""
        if self._told is not None and not self.should_exit and time.monotonic() >= self._told[0]:
            super().handle_exit(*self._told[1:])
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """uvicorn's end."""
        leaving = asyncio.ensure_future(self._send_away()) if self._send_away is not None else None
        await super().shutdown(sockets)
        if leaving is not None:
            await asyncio.gather(leaving, return_exceptions=True)
