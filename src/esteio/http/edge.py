"""The edge: the one ASGI pass that every HTTP request takes. `exchange.py` has its steps in order:

request id -> client address -> who is asking -> limits -> body (size, depth, time) -> the application, inside at
most one transaction -> commit -> ETag/304 -> compression -> headers -> metrics and one log line. Errors from any
step, the application's too, become problem+json in one place (`problem.py`).
"""

from __future__ import annotations

import asyncio
import math
import time
from datetime import UTC, datetime
from typing import Any

import msgspec
import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars

from esteio.core.audit import AuditEntry, AuditQueue, Result
from esteio.core.db import Database
from esteio.core.errors import (
    EsteioError,
    NotAllowed,
    NotAuthenticated,
    TooManyRequests,
)
from esteio.core.metrics import OTHER, Metrics
from esteio.core.tokens import Tokens
from esteio.http.addresses import ClientAddresses
from esteio.http.context import POSITION_COOKIE, POSITION_COOKIE_S, POSITION_HEADER, RequestContext
from esteio.http.exchange import SAFE_METHODS, Exchange
from esteio.http.fast import FastAnswer, FastPath, FastReads
from esteio.http.identity import Authenticator, make_cookie, presented_in
from esteio.http.limits import Limit, RateLimiter, Verdict, Violations, address_key
from esteio.http.mounted import EventStreams, Polling
from esteio.http.responses import Headers, find, security_headers

EXPOSED = b"ETag, Retry-After, X-Request-Id, X-Poll-After, X-Esteio-Position, RateLimit, RateLimit-Policy"

log = structlog.get_logger("esteio.http")


class CsrfFailed(NotAllowed):
    """Proteção contra pedidos forjados"""

    code = "CSRF_FAILED"
    default_detail = "O pedido não trouxe a confirmação desta página. Recarregue e tente de novo."
    english = "The request lacked this page's confirmation. Reload and try again."


class AddressBlocked(TooManyRequests):
    """Endereço bloqueado"""

    code = "ADDRESS_BLOCKED"
    default_detail = "Este endereço fez pedidos demais e está bloqueado por um tempo."
    english = "This address made too many requests and is blocked for a while."


class EdgeConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What the edge is told by the settings."""

    trusted_proxies: tuple[str, ...] = ()
    person_limit: Limit
    address_limit: Limit
    max_body_bytes: int
    request_timeout_s: float
    compression_level: int
    """0 turns compression off."""
    allowed_origins: frozenset[str] = frozenset()
    slow_ms: int = 200
    log_level: str = "info"
    """Of the line for each request that went well and in time; the others are warnings."""
    secure: bool = False
    """Whether people reach the server by https, so that HSTS and Secure cookies apply."""


class Edge:
    """Wraps the application; see the module docstring."""

    def __init__(
        self,
        app: Any,
        *,
        config: EdgeConfig,
        db: Database,
        tokens: Tokens,
        authenticator: Authenticator,
        limiter: RateLimiter,
        violations: Violations,
        audit: AuditQueue,
        metrics: Metrics,
        reads: FastReads | None = None,
        events: EventStreams | None = None,
        polling: Polling | None = None,
    ) -> None:
        self.app = app
        self.config = config
        self.db = db
        self._tokens = tokens
        self._authenticator = authenticator
        self._limiter = limiter
        self._violations = violations
        self._audit = audit
        self._metrics = metrics
        self._fast = FastPath(reads, authenticator, limiter, config) if reads is not None else None
        self._events = events
        self._polling = polling
        self.addresses = ClientAddresses(config.trusted_proxies)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI entry."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self._polling is not None and self._polling.owns(scope["path"]):
            await self._polling.serve_http(scope, receive, send)
            return
        if self._events is not None and scope["path"] == self._events.path and scope["method"] == "GET":
            await self._stream(self._events, scope, receive, send)
            return
        started = time.perf_counter()
        fast = self._fast.find(scope) if self._fast is not None else None
        if isinstance(fast, FastAnswer):
            self._metrics.request_started()
            await send({"type": "http.response.start", "status": fast.status, "headers": fast.headers})
            await send({"type": "http.response.body", "body": fast.body})
            self._metrics.request_done("GET", scope["path"], fast.status, time.perf_counter() - started)
            getattr(log, self.config.log_level)(
                "request", method="GET", route=scope["path"], status=fast.status, user_id=str(fast.actor.user_id)
            )
            return
        exchange = Exchange(self, scope, receive, send)
        exchange.verdict = fast if fast is not None and fast.allowed else None
        clear_contextvars()
        bind_contextvars(request_id=exchange.request_id)
        self._metrics.request_started()
        try:
            await exchange.run()
        finally:
            self._finish(exchange, time.perf_counter() - started)

    async def _stream(self, events: EventStreams, scope: Any, receive: Any, send: Any) -> None:
        exchange = Exchange(self, scope, receive, send)
        generation = events.generation
        try:
            async with asyncio.timeout(self.config.request_timeout_s):
                await self.identify(exchange.context, exchange.headers)
                await self.limit(exchange.context)
            actor, origin = exchange.context.require_actor(), exchange.context.origin
            headers = [(b"x-request-id", exchange.request_id.encode()), *security_headers(https=self.config.secure)]
            headers += self.cors_headers(exchange.headers)
            token = presented_in(exchange.headers).token
            await events.serve(
                scope, send, actor=actor, token=token, generation=generation, origin=origin, headers=headers
            )
        except EsteioError as error:
            await Exchange(self, scope, receive, send).fail(error)

    def _finish(self, exchange: Exchange, seconds: float) -> None:
        scope = exchange.scope
        route = scope.get("path_template") or OTHER
        self._metrics.request_done(exchange.method, route, exchange.status, seconds)
        context = exchange.context
        slow = seconds * 1000 > self.config.slow_ms
        level = "warning" if slow or exchange.status >= 500 else self.config.log_level
        getattr(log, level)(
            "request",
            method=exchange.method,
            route=route,
            status=exchange.status,
            ms=round(seconds * 1000, 1),
            user_id=str(context.actor.user_id) if context.actor else None,
            slow=slow or None,
        )
        if exchange.status == 403 and context.actor is not None:
            self._audit.put(
                AuditEntry(
                    action=f"{exchange.method} {route}",
                    result=Result.REFUSED,
                    tenant_id=context.actor.tenant_id,
                    user_id=context.actor.user_id,
                    detail={"code": exchange.error_code},
                    origin=context.origin,
                )
            )

    def noted(self) -> Any:
        """See `FastReads.noted`."""
        return self._fast.noted() if self._fast is not None else None

    async def identify(self, context: RequestContext, headers: Headers) -> None:
        """Set the actor, or remember why there is none."""
        presented = presented_in(headers)
        if presented.other_scheme:
            context.identity_error = NotAuthenticated(
                "Use Authorization: Bearer com o token da entrada.", headers={"WWW-Authenticate": "Bearer"}
            )
        if not presented.token:
            return
        context.cookie_session = presented.in_cookie
        try:
            context.actor = await self._authenticator.actor(presented.token)
        except NotAuthenticated as error:
            error.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
            context.identity_error = error

    async def limit(self, context: RequestContext) -> Verdict:
        """Spend one request of the person's or the address's allowance; raises when there is none left."""
        if context.actor is not None:
            key, limit = f"person:{context.actor.user_id}", self.config.person_limit
        else:
            key, limit = address_key(context.origin.address or ""), self.config.address_limit
            block = self._violations.blocked(key)
            if block is not None:
                self._metrics.rate_limited("blocked")
                raise AddressBlocked(retryAfter=max(1, round((block.until - datetime.now(UTC)).total_seconds())))
        verdict = self._limiter.try_spend(key, limit) or await self._limiter.spend(key, limit)
        if not verdict.allowed:
            self._metrics.rate_limited(limit.name)
            if context.actor is None:
                await self._violations.record(key, limit)
            wait_s = max(1, math.ceil(verdict.retry_after_s))
            raise TooManyRequests(
                f"Muitas requisições: o limite é de {limit.per_window} por minuto. Tente de novo em {wait_s} s.",
                retryAfter=wait_s,
            )
        return verdict

    def check_csrf(self, context: RequestContext, scope: Any, headers: Headers) -> None:
        """A browser that is known by its cookie must prove that the request comes from our own page."""
        if context.actor is None or not context.cookie_session or scope["method"] in SAFE_METHODS:
            return
        given = (find(headers, b"x-csrf-token") or b"").decode("latin-1")
        if not self._tokens.csrf_fits(context.actor.session_id, given) or not self._same_origin(headers):
            raise CsrfFailed

    def written_headers(self, xid: int) -> Headers:
        """What lets the writer see the write in the next read, whichever process answers that."""
        value = f"{xid:x}"
        cookie = make_cookie(
            POSITION_COOKIE, value, max_age_s=POSITION_COOKIE_S, path="/api", secure=self.config.secure
        )
        return [(POSITION_HEADER, value.encode()), (b"set-cookie", cookie)]

    def cors_headers(self, headers: Headers) -> Headers:
        """Answer headers for a page of an allowed other origin; credentials only for those named in the settings."""
        origin = (find(headers, b"origin") or b"").decode("latin-1")
        if origin not in self.config.allowed_origins:
            return []
        return [
            (b"access-control-allow-origin", origin.encode()),
            (b"access-control-allow-credentials", b"true"),
            (b"access-control-expose-headers", EXPOSED),
            (b"vary", b"Origin"),
        ]

    def _same_origin(self, headers: Headers) -> bool:
        origin = find(headers, b"origin")
        if origin is None:
            return True
        host = find(headers, b"host") or b""
        return origin.split(b"://", 1)[-1] == host or origin.decode("latin-1") in self.config.allowed_origins
