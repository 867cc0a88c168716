"""HTTP long-polling: the requests of one path, over ASGI or from another process."""

from __future__ import annotations

import asyncio
import binascii
import logging
from base64 import b64decode
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

from esteio.socketio.connection import NOTHING, Connection
from esteio.socketio.engine import Engine
from esteio.socketio.errors import Reason, Refusal, bad_request, unknown_session
from esteio.socketio.handshake import HeaderList, OriginRule, cors_headers, header, judge_origin, parse_query, peer_of
from esteio.socketio.message import SEPARATOR
from esteio.socketio.wire import HttpRequest, HttpResponse

log = logging.getLogger("esteio.socketio")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MAX_PACKETS = 10_000
"""Packets of one request; the time that a request of `max_payload` can take is bounded by it."""
_TEXT_ANSWER = [(b"content-type", b"text/plain; charset=UTF-8"), (b"cache-control", b"no-store")]


async def serve(engine: Engine, scope: Message, receive: Receive, send: Send) -> None:
    """Answer an ASGI request for the engine's path."""
    headers: list[tuple[bytes, bytes]] = list(scope["headers"])
    request = HttpRequest(scope["method"], scope["query_string"], headers, peer_of(scope.get("client")))
    gone = _Gone(receive)
    try:
        response = await _respond(engine, request, receive, gone)
    except ClientLeft:
        return
    finally:
        gone.stop()
    content_length = (b"content-length", b"%d" % len(response.body))
    await send(
        {"type": "http.response.start", "status": response.status, "headers": [*response.headers, content_length]}
    )
    await send({"type": "http.response.body", "body": response.body})


async def answer(engine: Engine, request: HttpRequest, gone: Callable[[], asyncio.Future[None]]) -> HttpResponse:
    """The answer to a request that is here whole, for a session of this process or for none yet.

    `gone` gives a future that is done when the client has left.
    """
    try:
        query = parse_query(request.query)
        rule = engine.check(query, request.headers)
        headers = [*_TEXT_ANSWER, *cors_headers(request.headers, rule)]
        session_id = query.get("sid")
        if query.get("transport") != "polling":
            raise Refusal(400, 3, "Bad request")
        if not session_id:
            return HttpResponse(200, headers, _open(engine, request, rule))
        if request.method == "GET" and engine.takes_leave(session_id):
            return HttpResponse(200, headers, NOTHING)
        connection = engine.find(session_id)
        if not connection.is_polling:
            raise bad_request()
        if request.method == "GET":
            return HttpResponse(200, headers, await _poll(connection, gone))
        if request.method == "POST":
            _take(connection, request.body)
            return HttpResponse(200, headers, b"ok")
        raise bad_request()
    except Refusal as refusal:
        return refusal_response(refusal, request.headers, engine.options.allowed_origins)


def refusal_response(
    refusal: Refusal, headers: HeaderList = (), allowed_origins: frozenset[str] = frozenset()
) -> HttpResponse:
    """The refusal in the form that the reference implementation has; readable to pages that may ask at all."""
    body = msgspec.json.encode({"code": refusal.code, "message": refusal.message})
    more = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    given = header(headers, b"origin")
    if given is not None and given.decode("latin-1") in allowed_origins:
        more += cors_headers(headers, OriginRule(True))
    elif "*" in allowed_origins:
        more += cors_headers(headers, OriginRule(True, by_name=False))
    if not headers:  # written to a socket, not through ASGI
        more.append((b"content-length", b"%d" % len(body)))
    return HttpResponse(refusal.status, more, body)


class ClientLeft(Exception):
    """Nobody waits for the answer."""


class _Gone:
    """Watches, once somebody wants to know, whether the client of an ASGI request leaves."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._task: asyncio.Task[None] | None = None

    def __call__(self) -> asyncio.Future[None]:
        if self._task is None:
            self._task = asyncio.ensure_future(self._watch())
        return self._task

    def stop(self) -> None:
        """The request is done."""
        if self._task is not None:
            self._task.cancel()

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass


async def _respond(engine: Engine, request: HttpRequest, receive: Receive, gone: _Gone) -> HttpResponse:
    if request.method == "OPTIONS":
        return _preflight(engine, request)
    session_id = parse_query(request.query).get("sid", "")
    process = engine.foreign_process(session_id)
    try:
        if request.method == "POST":
            request = msgspec.structs.replace(request, body=await _body(engine, request, receive, session_id))
        if process is not None:
            return await _forward(engine, process, request, gone)
    except Refusal as refusal:
        return refusal_response(refusal, request.headers, engine.options.allowed_origins)
    return await answer(engine, request, gone)


async def _forward(engine: Engine, process: str, request: HttpRequest, gone: _Gone) -> HttpResponse:
    forwarder = engine.forwarder
    response = await forwarder.forward(process, request, gone()) if forwarder is not None else None
    if response is None:
        raise unknown_session()
    engine.statistics.forwarded += 1
    return response


def _preflight(engine: Engine, request: HttpRequest) -> HttpResponse:
    rule = judge_origin(request.headers, engine.options.allowed_origins)
    if not rule.allowed:
        return refusal_response(Refusal(403, 4, "Origin not allowed"), request.headers)
    wanted = header(request.headers, b"access-control-request-headers") or b"content-type"
    allowed = [
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", wanted),
        (b"access-control-max-age", b"600"),
    ]
    return HttpResponse(204, [*cors_headers(request.headers, rule), *allowed], b"")


def _open(engine: Engine, request: HttpRequest, rule: OriginRule) -> bytes:
    if request.method != "GET":
        raise Refusal(400, 2, "Bad handshake method")
    return engine.open(request.headers, request.query, request.peer, rule).start_polling()


async def _poll(connection: Connection, gone: Callable[[], asyncio.Future[None]]) -> bytes:
    if connection.has_poll:
        # The messages of one would be lost to the other, so the protocol ends the session.
        connection.close(Reason.TRANSPORT_ERROR)
        raise bad_request()
    body = await connection.poll(gone())
    if body is None:
        connection.close(Reason.TRANSPORT_CLOSE)
        raise ClientLeft
    return body


async def _body(engine: Engine, request: HttpRequest, receive: Receive, session_id: str) -> bytes:
    """The body, read within limits of size and time; a session of this process that breaks them is closed."""
    connection = engine.connections.get(session_id)
    if connection is None and engine.foreign_process(session_id) is None:
        # Not read at all: whoever has no session gets no memory.
        raise unknown_session() if session_id else Refusal(400, 2, "Bad handshake method")
    if connection is not None:
        if connection.posting:
            connection.close(Reason.TRANSPORT_ERROR)
            raise bad_request()
        connection.posting = True
    try:
        async with asyncio.timeout(engine.options.body_timeout_s):
            return await _read(request, receive, engine.options.max_payload)
    except (Refusal, TimeoutError) as error:
        if connection is not None:
            connection.close_malformed()
        if isinstance(error, Refusal):
            raise
        raise Refusal(408, 3, "The body took too long") from None
    except ClientLeft:
        if connection is not None:
            connection.close(Reason.TRANSPORT_CLOSE)
        raise
    finally:
        if connection is not None:
            connection.posting = False


async def _read(request: HttpRequest, receive: Receive, max_payload: int) -> bytes:
    declared = header(request.headers, b"content-length")
    if declared is not None and declared.isdigit() and int(declared[:12]) > max_payload:
        raise Refusal(413, 3, "Payload too large")
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > max_payload:
            raise Refusal(413, 3, "Payload too large")
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


def _take(connection: Connection, body: bytes) -> None:
    packets = body.split(SEPARATOR, MAX_PACKETS)
    if len(packets) > MAX_PACKETS:
        connection.close_malformed()
    for packet in packets:
        if packet[:1] == b"b":
            try:
                connection.receive_binary(b64decode(packet[1:], validate=True))
            except binascii.Error:
                connection.close_malformed()
        else:
            connection.receive(packet)
        if connection.closed and packet != b"1":
            raise bad_request()
