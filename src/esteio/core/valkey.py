"""The connection to Valkey, behind a circuit breaker: when Valkey is gone, nobody waits to find out.

Valkey is optional. Whoever uses it has an answer of its own for the time without it, and must get to that answer
quickly: the first call that fails opens the breaker, every later one is refused at once, and one task in the
background tries again until Valkey answers. No request pays for the trying.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog
from valkey.asyncio import BlockingConnectionPool, Valkey
from valkey.exceptions import ValkeyError

from esteio.core.errors import ConfigurationError, Unavailable

CONNECT_TIMEOUT_S = 1.0
SOCKET_TIMEOUT_S = 5.0
"""Longest silence of the socket; the limit of a single call is the caller's (`ValkeyLink.run`)."""
PROBE_TIMEOUT_S = 1.0
FIRST_RETRY_S = 0.1
LAST_RETRY_S = 1.0
STEADY_S = 10.0
"""After so long without a failure, the next failure counts as the first one again."""

log = structlog.get_logger(__name__)
T = TypeVar("T")


class ValkeyUnavailable(Unavailable):
    """Memória compartilhada fora do ar"""

    code = "SHARED_MEMORY_UNAVAILABLE"
    english = "The shared memory is not answering. Try again in a moment."


class ValkeyLink:
    """A pool of connections to one Valkey, and whether it is worth asking now."""

    def __init__(self, client: Valkey) -> None:
        self.client = client
        """For what needs its own connection, such as a subscription; calls go through `run`."""
        self._probe: asyncio.Task[None] | None = None
        self._retry_s = 0.0
        self._up_since = float("-inf")
        self._closed = False

    @property
    def is_up(self) -> bool:
        """False from the first failure until Valkey has answered again."""
        return self._probe is None and not self._closed

    async def run(self, operation: Callable[[Valkey], Awaitable[T]], *, timeout_s: float) -> T:
        """What `operation` returns. Raises `ValkeyUnavailable` at once while the breaker is open, and after at
        most `timeout_s` seconds otherwise.

        Any error of Valkey opens the breaker, not only a broken connection: a server that is loading, out of
        memory, read-only or refusing the password is as useless as one that is gone.
        """
        if not self.is_up:
            raise ValkeyUnavailable()
        try:
            async with asyncio.timeout(timeout_s):
                return await operation(self.client)
        except (ValkeyError, OSError, TimeoutError) as error:
            self._open(error)
            raise ValkeyUnavailable() from error

    async def ping(self) -> float:
        """Seconds that Valkey takes to answer now. Raises `ValkeyUnavailable`."""
        start = time.perf_counter()
        await self.run(_ping, timeout_s=PROBE_TIMEOUT_S)
        return time.perf_counter() - start

    async def close(self) -> None:
        """End the connections; later calls raise `ValkeyUnavailable`."""
        self._closed = True
        if self._probe is not None:
            self._probe.cancel()
            await asyncio.wait({self._probe})
        await self.client.aclose(close_connection_pool=True)

    def _open(self, error: Exception) -> None:
        if not self.is_up:
            return
        steady = time.monotonic() - self._up_since > STEADY_S
        # The first probe goes out at once: a call also times out when this process was busy for a moment.
        self._retry_s = 0.0 if steady else min(max(self._retry_s * 2, FIRST_RETRY_S), LAST_RETRY_S)
        log.warning("valkey.lost", reason=type(error).__name__)
        self._probe = asyncio.get_running_loop().create_task(self._probe_until_up())

    async def _probe_until_up(self) -> None:
        lost_at = time.monotonic()
        while True:
            # Jitter, so that the processes do not all knock at the same instant.
            await asyncio.sleep(self._retry_s * random.uniform(0.8, 1.2))  # noqa: S311 - not a secret
            try:
                async with asyncio.timeout(PROBE_TIMEOUT_S):
                    # Idle connections from before the failure would each fail once more.
                    await self.client.connection_pool.disconnect(inuse_connections=False)
                    await _ping(self.client)
            except (ValkeyError, OSError, TimeoutError):
                self._retry_s = min(max(self._retry_s * 2, FIRST_RETRY_S), LAST_RETRY_S)
            else:
                break
        self._up_since = time.monotonic()
        self._probe = None
        log.info("valkey.back", after_s=round(self._up_since - lost_at, 3))


def connect(redis_url: str, max_connections: int) -> ValkeyLink:
    """A link to the Valkey or Redis at `redis_url` (`redis://`, `rediss://`, `valkey://`, `valkeys://`, `unix://`)
    with at most `max_connections` connections.

    Nothing is sent yet, so a server that is down at the start is no error. Raises `ConfigurationError` for an
    address that cannot be read.
    """
    try:
        pool: Any = BlockingConnectionPool.from_url(
            redis_url,
            max_connections=max_connections,
            timeout=SOCKET_TIMEOUT_S,
            socket_timeout=SOCKET_TIMEOUT_S,
            socket_connect_timeout=CONNECT_TIMEOUT_S,
        )
        pool.make_connection()  # a query option that no connection knows shows itself only here
    except (ValueError, TypeError):
        # The address may hold a password, so it is not repeated.
        raise ConfigurationError(
            "REDIS_URL is not valid: use redis://[user:password@]host:port/0, rediss:// or unix:///path."
        ) from None
    return ValkeyLink(Valkey(connection_pool=pool))


async def _ping(client: Valkey) -> None:
    await client.ping()  # pyright: ignore[reportGeneralTypeIssues]
