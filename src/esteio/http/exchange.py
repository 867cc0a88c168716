"""One request and its answer: the steps of the edge, in order; `edge.py` holds what they ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import asyncpg
import structlog
from litestar.exceptions import LitestarException

from esteio.core.audit import Origin
from esteio.core.errors import MalformedRequest
from esteio.http import responses
from esteio.http.bodies import BodyTooSlow, read_body, replay_body
from esteio.http.context import KEY, RequestContext, request_id_of
from esteio.http.idempotency import IdempotencyClaim, Replay
from esteio.http.limits import Verdict
from esteio.http.problem import as_esteio_error, language_of, problem_body, problem_headers
from esteio.http.responses import Headers, find

if TYPE_CHECKING:
    from esteio.http.edge import Edge

Given = ParamSpec("Given")
Made = TypeVar("Made")

log = structlog.get_logger("esteio.http")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_HEADER_BYTES = 32_768
LARGE_BYTES = 262_144
"""Of an answer that is finished in a thread: gzip takes 200 ms for ten megabytes, and lets go of the interpreter."""
UNLIMITED_PATHS = frozenset({"/health", "/health/live", "/health/ready", "/metrics"})


class Exchange:
    """One request and its answer."""

    __slots__ = (
        "_app_receive",
        "_chunks",
        "_edge",
        "_reading",
        "_receive",
        "_send",
        "_start",
        "_streaming",
        "context",
        "error_code",
        "headers",
        "method",
        "request_id",
        "scope",
        "sent",
        "status",
        "verdict",
    )

    def __init__(self, edge: Edge, scope: Any, receive: Any, send: Any) -> None:
        self._edge = edge
        self.method: str = scope["method"]
        # HEAD is GET without the body (RFC 9110 9.3.2): routes need not know of it. A copy, because the server looks
        # into its own to know that no body follows.
        self.scope = scope = {**scope, "method": "GET"} if self.method == "HEAD" else scope
        self._receive = receive
        self._app_receive = receive
        self._send = send
        self.headers: Headers = scope["headers"]
        self.request_id = request_id_of(self.headers)
        origin = Origin(
            edge.addresses.find(scope["client"][0] if scope.get("client") else "", self.headers),
            (find(self.headers, b"user-agent") or b"").decode("latin-1"),
            self.request_id,
        )
        self.context = RequestContext(edge.db, origin)
        self.context.only_reads = self.method in SAFE_METHODS
        scope.setdefault("state", {})[KEY] = self.context
        self.status = 500
        self.sent = False
        self.error_code: str | None = None
        self.verdict: Verdict | None = None
        self._start: dict[str, Any] | None = None
        self._chunks: list[bytes] = []
        self._streaming = False
        self._reading = False

    async def run(self) -> None:
        """The way of the request."""
        try:
            async with asyncio.timeout(self._edge.config.request_timeout_s):
                await self._run()
        except Replay as replay:
            await self.context.end(commit=False)
            self.context.written_xid = replay.written_xid
            await self._answer(replay.status, [*replay.headers, (b"idempotency-replayed", b"true")], replay.body)
        except asyncio.CancelledError:
            await self.context.end(commit=False)
            raise
        except TimeoutError as error:
            # The rest of the body would be taken for the next request, so the connection ends with the answer.
            await self.fail(BodyTooSlow(headers={"Connection": "close"}) if self._reading else error)
        except Exception as error:
            await self.fail(error)
        finally:
            await self.context.end(commit=False)

    async def _run(self) -> None:
        edge, context = self._edge, self.context
        method = self.method
        if sum(len(name) + len(value) for name, value in self.headers) > MAX_HEADER_BYTES:
            raise MalformedRequest("Os cabeçalhos do pedido são grandes demais.")
        if method == "OPTIONS" and find(self.headers, b"access-control-request-method") is not None:
            await self._preflight()
            return
        context.noted = edge.noted()
        await edge.identify(context, self.headers)
        if self.verdict is None and self.scope["path"] not in UNLIMITED_PATHS:
            self.verdict = await edge.limit(context)
        edge.check_csrf(context, self.scope, self.headers)
        if method not in SAFE_METHODS:
            await self._read_body()
        await edge.app(self.scope, self._app_receive, self._collect)

    async def _read_body(self) -> None:
        self._reading = True
        content = await read_body(self.headers, self._receive, self._edge.config.max_body_bytes)
        self._reading = False
        key = find(self.headers, b"idempotency-key")
        if key is not None and self.method == "POST":
            caller = str(self.context.actor.user_id) if self.context.actor else "public"
            self.context.claim = IdempotencyClaim(key.decode("latin-1"), caller, "POST", self.scope["path"], content)
        self._app_receive = replay_body(content, self._receive)

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

    async def fail(self, error: Exception) -> None:
        """Answer with the problem that `error` is."""
        if type(error) is LitestarException and error.__cause__ is not None:
            error = error.__cause__  # type: ignore[assignment] - Litestar wraps what our own send raised
        known = as_esteio_error(error)
        if known.status == 500:
            log.error("request_failed", error=type(error).__name__, exc_info=error)
        elif known.status > 500:
            # Known and passing: while the database is away a traceback for each request would fill the disk.
            log.warning("request_failed", error=type(error).__name__)
        elif isinstance(error, asyncpg.UniqueViolationError):
            # Two at the same time, or a rule that nobody wrote: whoever reads the log can tell.
            log.warning("request_met_another", constraint=error.as_dict().get("constraint_name"))
        await self.context.end(commit=False)
        if self.sent:
            raise error
        language = language_of(find(self.headers, b"accept-language"))
        self.error_code = known.code
        await self._answer(type(known).status, problem_headers(known), problem_body(known, self.request_id, language))

    async def _answer(self, status: int, headers: Headers, body: bytes) -> None:
        method = self.method
        if status == 200 and method in {"GET", "HEAD"} and body:
            etag = find(headers, b"etag")
            if etag is None:
                etag = await _apart(body, responses.weak_etag, body)
                headers.append((b"etag", etag))
            known = find(self.headers, b"if-none-match")
            if known is not None and responses.etag_matches(known, etag):
                kept = [(n, v) for n, v in headers if n not in {b"content-type", b"content-length"}]
                await self._send_start(304, kept)
                await self._send({"type": "http.response.body", "body": b""})
                return
            if find(headers, b"cache-control") is None:
                headers.append((b"cache-control", b"private, no-cache"))
        level = self._edge.config.compression_level
        if level and responses.compressible(headers, body):
            headers.append((b"vary", b"Accept-Encoding"))
            encoding = responses.choose_encoding(find(self.headers, b"accept-encoding"))
            if encoding and not self.context.uncompressed:
                body = await _apart(body, responses.compress, encoding, body, level)
                headers.append((b"content-encoding", encoding))
        headers = [(name, value) for name, value in headers if name != b"content-length"]
        if status not in {204, 304}:
            headers.append((b"content-length", str(len(body)).encode()))
        await self._send_start(status, headers)
        await self._send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})

    async def _send_start(self, status: int, headers: Headers) -> None:
        self.status = status
        headers.append((b"x-request-id", self.request_id.encode()))
        policy = None if find(headers, b"content-security-policy") else responses.DEFAULT_CSP
        headers += responses.security_headers(policy, https=self._edge.config.secure)
        if self.verdict is not None:
            headers.append((b"ratelimit", f"limit={self.verdict.limit}, remaining={self.verdict.remaining}".encode()))
        if self.context.written_xid is not None:
            headers += self._edge.written_headers(self.context.written_xid)
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
                    b"X-Esteio-Session, X-Esteio-Position, X-Request-Id",
                ),
                (b"access-control-max-age", b"600"),
            ]
        self.status = 204
        self.sent = True
        await self._send({"type": "http.response.start", "status": 204, "headers": allowed})
        await self._send({"type": "http.response.body", "body": b""})


async def _apart(body: bytes, work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
    """What `work` makes of what it is given, in a thread where it is much."""
    if len(body) < LARGE_BYTES:
        return work(*given, **named)
    return await asyncio.to_thread(work, *given, **named)
