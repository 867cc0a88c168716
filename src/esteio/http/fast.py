"""Answers that the edge can give without a query and without the routes: what it asks for them, and what it gets.

The memory of answers stands above this layer; the composition root hands it to the edge as `FastReads`. Nothing here
waits: what cannot be told at once goes the whole way (`exchange.py`), and nothing is lost but some microseconds.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from esteio.core.access import Actor
from esteio.http.context import position_of
from esteio.http.identity import Authenticator, presented_in
from esteio.http.limits import Limit, RateLimiter, Verdict
from esteio.http.responses import Headers, security_headers

if TYPE_CHECKING:
    from esteio.http.edge import EdgeConfig


class Wanted(NamedTuple):
    """What matters of the request."""

    query: bytes
    etag: bytes | None
    """If-None-Match."""
    encoding: bytes | None
    """Accept-Encoding."""
    position: int | None
    """Transaction that the reader wrote and must see (X-Esteio-Position)."""


class Ready(NamedTuple):
    """An answer, complete but for the headers that every answer has."""

    status: int
    headers: Headers
    body: bytes


class FastReads(Protocol):
    """A memory of answers."""

    def noted(self) -> Any:
        """What has been told in this process up to now. Asked before the actor is looked up: what is answered must not
        claim to know of changes of rights that the actor did not know of."""
        ...

    def knows(self, path: str) -> bool:
        """Whether answers of this path may be remembered."""
        ...

    def find(self, actor: Actor, path: str, wanted: Wanted) -> Ready | None:
        """The answer, if it is at hand and `actor` may have it."""
        ...


class FastAnswer(NamedTuple):
    """An answer and what the log says of it."""

    status: int
    headers: Headers
    body: bytes
    actor: Actor


class FastPath:
    """Identity, limit and memory, one after the other, without leaving the event loop's turn."""

    def __init__(
        self, reads: FastReads, authenticator: Authenticator, limiter: RateLimiter, config: EdgeConfig
    ) -> None:
        self._reads = reads
        self._authenticator = authenticator
        self._limiter = limiter
        self._limit: Limit = config.person_limit
        self._constant = security_headers(https=config.secure)

    def noted(self) -> Any:
        """See `FastReads`."""
        return self._reads.noted()

    def find(self, scope: Any) -> FastAnswer | Verdict | None:
        """The answer to a GET; else the verdict of the limit, if that much was done; else None.

        Pages of other origins and whoever sends a request id of their own go the whole way.
        """
        path = scope["path"]
        if scope["method"] != "GET" or not self._reads.knows(path):
            return None
        found = dict(scope["headers"])
        if b"origin" in found or b"x-request-id" in found:
            return None
        token = presented_in(scope["headers"]).token
        actor = self._authenticator.remembered(token) if token else None
        if actor is None:
            return None
        verdict = self._limiter.try_spend(f"person:{actor.user_id}", self._limit)
        if verdict is None or not verdict.allowed:
            return verdict
        written = position_of(scope["headers"])
        wanted = Wanted(scope["query_string"], found.get(b"if-none-match"), found.get(b"accept-encoding"), written)
        ready = self._reads.find(actor, path, wanted)
        if ready is None:
            return verdict
        headers = [
            *ready.headers,
            (b"x-request-id", os.urandom(12).hex().encode()),
            (b"ratelimit", b"limit=%d, remaining=%d" % (verdict.limit, verdict.remaining)),
            *self._constant,
        ]
        return FastAnswer(ready.status, headers, ready.body, actor)
