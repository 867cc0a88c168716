"""What one request carries from the edge to its route and back."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterable
from typing import Any, cast

import asyncpg

from esteio.core.access import Actor, Scope
from esteio.core.audit import Origin
from esteio.core.db import Database, ScopedSql, Tx
from esteio.core.errors import NotAuthenticated
from esteio.http.idempotency import IdempotencyClaim
from esteio.http.identity import read_cookie
from esteio.http.responses import Headers, find

KEY = "esteio_request"
POSITION_HEADER = b"x-esteio-position"
POSITION_COOKIE = "esteio_position"
POSITION_COOKIE_S = 10
"""How long a browser that wrote insists on seeing it: longer than any process lags."""


_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")


def request_id_of(headers: Headers) -> str:
    """The id that the caller gave the request, if it can be one, or a new one."""
    given = find(headers, b"x-request-id")
    return given.decode() if given is not None and _REQUEST_ID.fullmatch(given) else os.urandom(12).hex()


class RequestContext:
    """The request's origin, its actor, and at most one transaction, which the edge ends."""

    __slots__ = (
        "actor",
        "claim",
        "cookie_session",
        "db",
        "identity_error",
        "noted",
        "only_reads",
        "origin",
        "set_cookies",
        "tx",
        "uncompressed",
        "written_xid",
    )

    def __init__(self, db: Database, origin: Origin) -> None:
        self.db = db
        self.origin = origin
        self.actor: Actor | None = None
        self.identity_error: NotAuthenticated | None = None
        self.noted: Any = None
        """What had been told in this process before the actor was looked up (`FastReads.noted`)."""
        self.cookie_session = False
        """Whether the actor was told by a cookie, so that CSRF protection applies."""
        self.claim: IdempotencyClaim | None = None
        self.tx: Tx | None = None
        self.set_cookies: list[bytes] = []
        self.only_reads = False
        """Of a safe method: nobody asks whether its transaction wrote."""
        self.uncompressed = False
        """Whether the caller refused gzip and brotli otherwise than by Accept-Encoding."""
        self.written_xid: int | None = None
        """The transaction that the request committed, if it wrote."""

    def require_actor(self) -> Actor:
        """The signed-in actor; raises what was wrong with the token, or that there was none."""
        if self.actor is None:
            raise self.identity_error or NotAuthenticated(headers={"WWW-Authenticate": "Bearer"})
        return self.actor

    async def open(self, scope: Scope) -> Tx:
        """The transaction of this request. The edge commits it when the answer is a success, else rolls back."""
        if self.tx is not None:
            if self.tx.scope != scope:
                raise RuntimeError("a request has one transaction with one scope")
            return self.tx
        self.tx = tx = await self.db.begin(scope)
        tx.only_reads = self.only_reads
        if self.claim is not None:
            await self.claim.take(tx)
        return tx

    async def read_row(self, scope: Scope, sql: ScopedSql, parameters: list[object]) -> asyncpg.Record:
        """The one row of a read: in the request's transaction if it has one, else in one round trip of its own."""
        if self.tx is None:
            return await self.db.read_row(scope, sql, parameters)
        return await self.tx.read_row(sql, parameters)

    async def end(self, *, commit: bool) -> None:
        """End the transaction, if one was opened; safe to call twice."""
        tx, self.tx = self.tx, None
        if tx is None:
            return
        # A person who hangs up must not leave the transaction, or its connection, half-way.
        await asyncio.shield(self.db.commit(tx) if commit else self.db.rollback(tx))
        if tx.written_xid is not None:
            self.written_xid = tx.written_xid


def context_of(scope: Any) -> RequestContext:
    """The context that the edge put into this ASGI scope."""
    return cast("RequestContext", scope["state"][KEY])


def position_of(headers: Iterable[tuple[bytes, bytes]]) -> int | None:
    """The transaction that the caller wrote and must see, from the header or the cookie; None for none or nonsense."""
    given = find(headers, POSITION_HEADER)
    if given is not None:
        return _position_in(given.decode("latin-1"))
    return _position_in(read_cookie(find(headers, b"cookie"), POSITION_COOKIE))


def _position_in(text: str | None) -> int | None:
    """The transaction that `text` (hexadecimal) names, or None."""
    try:
        return int(text, 16) if text and len(text) <= 16 else None
    except ValueError:
        return None
