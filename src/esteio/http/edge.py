"""The edge: the one ASGI pass that every HTTP request takes, in the order of the code below.

request id -> client address -> who is asking -> limits -> body (size, depth, time) -> the application, inside at
most one transaction -> commit -> ETag/304 -> compression -> headers -> metrics and one log line. Errors from any
step become problem+json here or in Litestar's exception handler, which share `problem.py`.
"""

from __future__ import annotations

import asyncio
import math
import os
import re
import time
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

import msgspec
import structlog
from litestar.exceptions import LitestarException
from structlog.contextvars import bind_contextvars, clear_contextvars

from esteio.core.audit import AuditEntry, AuditQueue, Origin, Result
from esteio.core.db import Database
from esteio.core.errors import (
    MalformedRequest,
    NotAllowed,
    NotAuthenticated,
    PayloadTooLarge,
    TooManyRequests,
)
from esteio.core.metrics import OTHER, Metrics
from esteio.core.tokens import Tokens
from esteio.http import responses
from esteio.http.context import KEY, RequestContext
from esteio.http.idempotency import IdempotencyClaim, Replay
from esteio.http.identity import ACCESS_COOKIE, Authenticator, read_cookie
from esteio.http.limits import Limit, RateLimiter, Verdict, Violations, address_key
from esteio.http.problem import as_esteio_error, language_of, problem_body, problem_headers
from esteio.http.responses import Headers, find

log = structlog.get_logger("esteio.http")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
MAX_HEADER_BYTES = 32_768
MAX_JSON_DEPTH = 64
UNLIMITED_PATHS = frozenset({"/health", "/health/live", "/health/ready", "/metrics"})


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
    secure: bool = False
    """Whether people reach the server by https, so that HSTS and Secure cookies apply."""
    streaming_prefixes: tuple[str, ...] = ()
    """Paths that read their own body piece by piece and limit it themselves (files)."""



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
    ) -> None:
        self._app = app
        self._config = config
        self._db = db
        self._tokens = tokens
        self._authenticator = authenticator
        self._limiter = limiter
        self._violations = violations
        self._audit = audit
        self._metrics = metrics
        self._proxies = [ip_network(text) for text in config.trusted_proxies]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI entry."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        exchange = _Exchange(self, scope, receive, send)
        clear_contextvars()
        bind_contextvars(request_id=exchange.request_id)
        self._metrics.request_started()
        try:
            await exchange.run()
        finally:
            self._finish(exchange, time.perf_counter() - started)

    def _finish(self, exchange: _Exchange, seconds: float) -> None:
        scope = exchange.scope
        route = scope.get("path_template") or OTHER
        self._metrics.request_done(scope["method"], route, exchange.status, seconds)
        context = exchange.context
        slow = seconds * 1000 > self._config.slow_ms
        level = "warning" if slow or exchange.status >= 500 else "info"
        getattr(log, level)(
            "request",
            method=scope["method"],
            route=route,
            status=exchange.status,
            ms=round(seconds * 1000, 1),
            user_id=str(context.actor.user_id) if context.actor else None,
            slow=slow or None,
        )
        if exchange.status == 403 and context.actor is not None:
            self._audit.put(
                AuditEntry(
                    action=f"{scope['method']} {route}",
                    result=Result.REFUSED,
                    tenant_id=context.actor.tenant_id,
                    user_id=context.actor.user_id,
                    detail={"code": exchange.error_code},
                    origin=context.origin,
                )
            )

    def client_address(self, scope: Any, headers: Headers) -> str:
        """Who called: the peer, or what trusted proxies in front of it say (right to left, RFC 7239 8.1)."""
        peer = scope["client"][0] if scope.get("client") else ""
        if not self._proxies or not self._trusted(peer):
            return peer
        forwarded = b",".join(value for name, value in headers if name == b"x-forwarded-for")
        for hop in reversed([part.strip().decode("latin-1") for part in forwarded.split(b",") if part.strip()]):
            if not self._trusted(hop):
                return hop if _is_address(hop) else peer
        return peer

    async def identify(self, context: RequestContext, headers: Headers) -> None:
        """Set the actor, or remember why there is none."""
        authorization = find(headers, b"authorization")
        token: str | None
        if authorization is not None:
            scheme, _, value = authorization.partition(b" ")
            if scheme.lower() != b"bearer":
                context.identity_error = NotAuthenticated("Use Authorization: Bearer com o token da entrada.")
                return
            token = value.strip().decode("latin-1")
        else:
            token = read_cookie(find(headers, b"cookie"), ACCESS_COOKIE)
            context.cookie_session = token is not None
        if not token:
            return
        try:
            context.actor = await self._authenticator.actor(token)
        except NotAuthenticated as error:
            error.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
            context.identity_error = error

    async def limit(self, context: RequestContext) -> Verdict:
        """Spend one request of the person's or the address's allowance; raises when there is none left."""
        if context.actor is not None:
            key, limit = f"person:{context.actor.user_id}", self._config.person_limit
        else:
            key, limit = address_key(context.origin.address or ""), self._config.address_limit
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

    def cors_headers(self, headers: Headers) -> Headers:
        """Answer headers for a page of an allowed other origin; credentials only for those named in the settings."""
        origin = (find(headers, b"origin") or b"").decode("latin-1")
        if origin not in self._config.allowed_origins:
            return []
        return [
            (b"access-control-allow-origin", origin.encode()),
            (b"access-control-allow-credentials", b"true"),
            (b"access-control-expose-headers", b"ETag, Retry-After, X-Request-Id, RateLimit, RateLimit-Policy"),
            (b"vary", b"Origin"),
        ]

    def _same_origin(self, headers: Headers) -> bool:
        origin = find(headers, b"origin")
        if origin is None:
            return True
        host = find(headers, b"host") or b""
        return origin.split(b"://", 1)[-1] == host or origin.decode("latin-1") in self._config.allowed_origins

    def _trusted(self, address: str) -> bool:
        if not _is_address(address):
            return False
        parsed = ip_address(address)
        return any(_contains(network, parsed) for network in self._proxies)


class _Exchange:
    """One request and its answer."""

    __slots__ = (
        "_app_receive",
        "_chunks",
        "_edge",
        "_receive",
        "_send",
        "_start",
        "_streaming",
        "context",
        "error_code",
        "headers",
        "request_id",
        "scope",
        "sent",
        "status",
        "verdict",
    )

    def __init__(self, edge: Edge, scope: Any, receive: Any, send: Any) -> None:
        self._edge = edge
        self.scope = scope
        self._receive = receive
        self._app_receive = receive
        self._send = send
        self.headers: Headers = scope["headers"]
        given = find(self.headers, b"x-request-id")
        fits = given is not None and REQUEST_ID.fullmatch(given)
        self.request_id = given.decode() if given and fits else os.urandom(12).hex()
        origin = Origin(
            edge.client_address(scope, self.headers),
            (find(self.headers, b"user-agent") or b"").decode("latin-1"),
            self.request_id,
        )
        self.context = RequestContext(edge._db, origin)
        scope.setdefault("state", {})[KEY] = self.context
        self.status = 500
        self.sent = False
        self.error_code: str | None = None
        self.verdict: Verdict | None = None
        self._start: dict[str, Any] | None = None
        self._chunks: list[bytes] = []
        self._streaming = False

    async def run(self) -> None:
        """The way of the request."""
        try:
            async with asyncio.timeout(self._edge._config.request_timeout_s):
                await self._run()
        except Replay as replay:
            await self.context.end(commit=False)
            await self._answer(replay.status, [*replay.headers, (b"idempotency-replayed", b"true")], replay.body)
        except asyncio.CancelledError:
            await self.context.end(commit=False)
            raise
        except Exception as error:
            await self._fail(error)
        finally:
            await self.context.end(commit=False)

    async def _run(self) -> None:
        edge, context = self._edge, self.context
        method, path = self.scope["method"], self.scope["path"]
        if sum(len(name) + len(value) for name, value in self.headers) > MAX_HEADER_BYTES:
            raise MalformedRequest("Os cabeçalhos do pedido são grandes demais.")
        if method == "OPTIONS" and find(self.headers, b"access-control-request-method") is not None:
            await self._preflight()
            return
        await edge.identify(context, self.headers)
        if path not in UNLIMITED_PATHS:
            self.verdict = await edge.limit(context)
        edge.check_csrf(context, self.scope, self.headers)
        if method not in SAFE_METHODS and not path.startswith(edge._config.streaming_prefixes or ("\0",)):
            await self._read_body()
        await edge._app(self.scope, self._app_receive, self._collect)

    async def _read_body(self) -> None:
        limit = self._edge._config.max_body_bytes
        declared = find(self.headers, b"content-length")
        if declared is not None and declared.isdigit() and int(declared) > limit:
            raise PayloadTooLarge(f"O conteúdo passa de {limit // 1024} KiB.", maxBytes=limit)
        if find(self.headers, b"content-encoding") not in {None, b"identity"}:
            raise MalformedRequest("Envie o conteúdo sem compressão.")
        body = bytearray()
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise MalformedRequest("A conexão caiu antes do fim do pedido.")
            body += message.get("body", b"")
            if len(body) > limit:
                raise PayloadTooLarge(f"O conteúdo passa de {limit // 1024} KiB.", maxBytes=limit)
            if not message.get("more_body", False):
                break
        content = bytes(body)
        if _depth(content) > MAX_JSON_DEPTH:
            raise MalformedRequest(f"O JSON passa de {MAX_JSON_DEPTH} níveis.")
        key = find(self.headers, b"idempotency-key")
        if key is not None and self.scope["method"] == "POST":
            caller = str(self.context.actor.user_id) if self.context.actor else "public"
            self.context.claim = IdempotencyClaim(key.decode("latin-1"), caller, "POST", self.scope["path"], content)
        self._app_receive = _replay_body(content, self._receive)

    async def _collect(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._streaming:
            await self._send(message)
            return
        if more and self._start is not None and find(self._start["headers"], b"x-accel-buffering") == b"no":
            # A stream that must reach the reader at once (or is too long to hold): its work is done by now.
            await self.context.end(commit=self._start["status"] < 400)
            await self._send_start(self._start["status"], list(self._start["headers"]))
            self._streaming = True
            await self._send(message)
            return
        self._chunks.append(body)
        if not more and self._start is not None:
            content = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
            await self._complete(self._start["status"], list(self._start["headers"]), content)

    async def _complete(self, status: int, headers: Headers, body: bytes) -> None:
        claim, tx = self.context.claim, self.context.tx
        succeeded = status < 400
        if succeeded and claim is not None and claim.taken and tx is not None:
            await claim.keep(tx, status, headers, body)
        await self.context.end(commit=succeeded)
        await self._answer(status, headers, body)

    async def _fail(self, error: Exception) -> None:
        if type(error) is LitestarException and error.__cause__ is not None:
            error = error.__cause__  # type: ignore[assignment] - Litestar wraps what our own send raised
        known = as_esteio_error(error)
        if known.status >= 500:
            log.error("request_failed", error=type(error).__name__, exc_info=error)
        await self.context.end(commit=False)
        if self.sent:
            raise error
        language = language_of(find(self.headers, b"accept-language"))
        self.error_code = known.code
        await self._answer(type(known).status, problem_headers(known), problem_body(known, self.request_id, language))

    async def _answer(self, status: int, headers: Headers, body: bytes) -> None:
        method = self.scope["method"]
        if status == 200 and method in {"GET", "HEAD"} and body:
            etag = find(headers, b"etag")
            if etag is None:
                etag = responses.weak_etag(body)
                headers.append((b"etag", etag))
            known = find(self.headers, b"if-none-match")
            if known is not None and responses.etag_matches(known, etag):
                kept = [(n, v) for n, v in headers if n not in {b"content-type", b"content-length"}]
                await self._send_start(304, kept)
                await self._send({"type": "http.response.body", "body": b""})
                return
            if find(headers, b"cache-control") is None:
                headers.append((b"cache-control", b"private, no-cache"))
        level = self._edge._config.compression_level
        if level and responses.compressible(headers, body):
            headers.append((b"vary", b"Accept-Encoding"))
            encoding = responses.choose_encoding(find(self.headers, b"accept-encoding"))
            if encoding:
                body = responses.compress(encoding, body, level)
                headers.append((b"content-encoding", encoding))
        headers = [(name, value) for name, value in headers if name != b"content-length"]
        if status not in {204, 304}:
            headers.append((b"content-length", str(len(body)).encode()))
        await self._send_start(status, headers)
        await self._send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})

    async def _send_start(self, status: int, headers: Headers) -> None:
        self.status = status
        headers.append((b"x-request-id", self.request_id.encode()))
        headers += responses.SECURITY_HEADERS
        if find(headers, b"content-security-policy") is None:
            headers.append((b"content-security-policy", responses.DEFAULT_CSP))
        if self._edge._config.secure:
            headers.append(responses.HSTS)
        if self.verdict is not None:
            headers.append((b"ratelimit", f"limit={self.verdict.limit}, remaining={self.verdict.remaining}".encode()))
        headers += self._edge.cors_headers(self.headers)
        headers += [(b"set-cookie", cookie) for cookie in self.context.set_cookies]
        self.sent = True
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def _preflight(self) -> None:
        allowed = self._edge.cors_headers(self.headers)
        if allowed:
            allowed += [
                (b"access-control-allow-methods", b"GET, POST, PUT, PATCH, DELETE"),
                (
                    b"access-control-allow-headers",
                    b"Authorization, Content-Type, If-None-Match, If-Match, Idempotency-Key, X-CSRF-Token, "
                    b"X-Esteio-Session, X-Request-Id",
                ),
                (b"access-control-max-age", b"600"),
            ]
        self.status = 204
        self.sent = True
        await self._send({"type": "http.response.start", "status": 204, "headers": allowed})
        await self._send({"type": "http.response.body", "body": b""})


def _replay_body(body: bytes, receive: Any) -> Any:
    given = False

    async def replay() -> dict[str, Any]:
        nonlocal given
        if given:
            return await receive()  # only the disconnect is left to come
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _depth(body: bytes) -> int:
    """An upper bound of JSON nesting; brackets inside strings count too, which only errs on the safe side."""
    if body.count(b"[") + body.count(b"{") <= MAX_JSON_DEPTH:
        return 0
    deepest = depth = 0
    in_string = escaped = False
    for byte in body:
        if in_string:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_string = False
        elif byte == 0x22:
            in_string = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _contains(network: IPv4Network | IPv6Network, address: Any) -> bool:
    return network.version == address.version and address in network
