"""Files of a local folder over HTTP: the PUT and GET of the signed addresses that `core/files` makes.

Stands before the edge: the signature is the whole right, bodies are larger than the edge lets through, and nothing is
held in memory. What comes out is always a download, in a sandbox, and never HTML, whatever is in it.
"""

from __future__ import annotations

import asyncio
import errno
import os
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qsl

import structlog

from esteio.core.errors import EsteioError, MalformedRequest, NotFound, PayloadTooLarge
from esteio.core.files.kinds import kind_of_name
from esteio.core.files.signing import KEY, LOCAL_PREFIX, LocalFolder
from esteio.core.files.store import content_disposition
from esteio.http.problem import MethodNotAllowed, as_esteio_error, language_of, problem_body, problem_headers
from esteio.http.responses import Headers, find, security_headers

BLOCK_BYTES = 262_144
IDLE_S = 30.0
"""Longest wait for the next piece of an upload."""
CONTENT_POLICY = b"sandbox; default-src 'none'"

_RANGE = re.compile(rb"bytes=(\d{0,15})-(\d{0,15})")

log = structlog.get_logger(__name__)
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Receive, Send], Awaitable[None]]


class StorageFull(EsteioError):
    """Sem espaço"""

    status = 507
    code = "STORAGE_FULL"
    default_detail = "Não há espaço para guardar o arquivo. Avise quem administra o sistema."
    english = "There is no room left for the file. Tell the administrator."


class UploadInterrupted(MalformedRequest):
    """Envio interrompido"""

    code = "UPLOAD_INTERRUPTED"
    default_detail = "O envio foi interrompido. Envie o arquivo de novo."
    english = "The upload was interrupted. Send the file again."


class RangeNotSatisfiable(EsteioError):
    """Intervalo inexistente"""

    status = 416
    code = "RANGE_NOT_SATISFIABLE"
    default_detail = "O arquivo não tem o intervalo pedido."
    english = "The file does not have the range that was asked for."


class LocalFiles:
    """Answers `/files/...` out of the folder, and leaves everything else to `app`."""

    def __init__(self, app: App, folder: LocalFolder, *, https: bool) -> None:
        """`https`: whether people reach the server by it."""
        self._app = app
        self._folder = folder
        self._security_headers = security_headers(CONTENT_POLICY, https=https)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(LOCAL_PREFIX):
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, self._security_headers)
        try:
            await self._serve(scope, receive, answer)
        except Exception as error:
            await self._fail(error, scope["headers"], answer)

    async def _serve(self, scope: Any, receive: Receive, answer: _Answer) -> None:
        key = scope["path"].removeprefix(LOCAL_PREFIX)
        if not KEY.fullmatch(key):
            raise NotFound("Este arquivo não existe.")
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        match scope["method"]:
            case "PUT":
                await self._take(key, query, scope["headers"], receive)
                await answer.start(200, [(b"content-length", b"0")])
                await answer.body(b"")
            case "GET" | "HEAD":
                name = self._folder.verify_download(key, query)
                await _give(self._folder.path_of(key), name, scope, answer)
            case _:
                raise MethodNotAllowed(headers={"Allow": "GET, HEAD, PUT"})

    async def _take(self, key: str, query: Mapping[str, str], headers: Headers, receive: Receive) -> None:
        permission = self._folder.verify_upload(key, query)
        if (find(headers, b"content-type") or b"").decode("latin-1") != permission.content_type:
            raise MalformedRequest("O Content-Type não é o deste link.")
        declared = find(headers, b"content-length")
        if declared is not None and declared != str(permission.size).encode():
            raise _wrong_size(int(declared) if declared.isdigit() else 0, permission.size)
        target = self._folder.incoming_path_of(key)
        part = target.with_name(f"{target.name}.{secrets.token_hex(8)}.part")
        try:
            await _store(receive, part, permission.size)
            await asyncio.to_thread(part.replace, target)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise StorageFull() from error
            raise
        finally:
            await asyncio.to_thread(part.unlink, missing_ok=True)

    async def _fail(self, error: Exception, headers: Headers, answer: _Answer) -> None:
        known = as_esteio_error(error)
        if known.status >= 500:
            unexpected = None if error is known else error
            log.error("local_files_failed", error=type(error).__name__, exc_info=unexpected)
        if answer.started:
            raise error  # too late to say it: the server cuts the connection
        language = language_of(find(headers, b"accept-language"))
        body = problem_body(known, secrets.token_hex(8), language)
        length = (b"content-length", str(len(body)).encode())
        await answer.start(known.status, [*problem_headers(known), length])
        await answer.body(body)


class _Answer:
    """One response, with the headers that every one has."""

    def __init__(self, send: Send, every: Headers) -> None:
        self._send = send
        self._every = every
        self.started = False

    async def start(self, status: int, headers: Headers) -> None:
        self.started = True
        await self._send({"type": "http.response.start", "status": status, "headers": [*headers, *self._every]})

    async def body(self, content: bytes, *, more: bool = False) -> None:
        await self._send({"type": "http.response.body", "body": content, "more_body": more})


async def _store(receive: Receive, part: Path, size: int) -> None:
    """Write exactly `size` bytes of the request's body to `part`."""
    written, block = 0, bytearray()
    file = await asyncio.to_thread(_create, part)
    try:
        more = True
        while more:
            message = await _next(receive)
            more = message.get("more_body", False)
            block += message.get("body", b"")
            if written + len(block) > size:
                raise _wrong_size(written + len(block), size)
            if len(block) >= BLOCK_BYTES or not more:
                await asyncio.to_thread(file.write, block)
                written += len(block)
                block = bytearray()
        if written != size:
            raise _wrong_size(written, size)
    finally:
        await asyncio.to_thread(file.close)


async def _next(receive: Receive) -> Message:
    try:
        async with asyncio.timeout(IDLE_S):
            message = await receive()
    except TimeoutError:
        raise UploadInterrupted() from None
    if message["type"] == "http.disconnect":
        raise UploadInterrupted()
    return message


def _create(part: Path) -> BinaryIO:
    part.parent.mkdir(parents=True, exist_ok=True)
    return part.open("xb")


def _wrong_size(size: int, expected: int) -> EsteioError:
    if size > expected:
        return PayloadTooLarge("O arquivo é maior do que o informado.", maxBytes=expected)
    return MalformedRequest("O arquivo é menor do que o informado.")


async def _give(path: Path, name: str, scope: Any, answer: _Answer) -> None:
    try:
        file = await asyncio.to_thread(path.open, "rb")
    except FileNotFoundError:
        raise NotFound("Este arquivo não existe mais.") from None
    try:
        status = os.fstat(file.fileno())
        # A file never changes under its key, so the key and the size are its version.
        etag = f'"{path.name}-{status.st_size:x}"'.encode()
        kind = kind_of_name(name)
        headers: Headers = [
            (b"content-type", kind.content_type.encode() if kind else b"application/octet-stream"),
            (b"content-disposition", content_disposition(name).encode()),
            (b"accept-ranges", b"bytes"),
            (b"etag", etag),
            (b"cache-control", b"private, no-transform"),
        ]
        if find(scope["headers"], b"if-none-match") == etag:
            await answer.start(304, headers)
            await answer.body(b"")
            return
        wanted = _wanted_range(scope["headers"], etag, status.st_size)
        first, last = wanted or (0, status.st_size - 1)
        headers.append((b"content-length", str(last - first + 1).encode()))
        if wanted:
            headers.append((b"content-range", f"bytes {first}-{last}/{status.st_size}".encode()))
        await answer.start(206 if wanted else 200, headers)
        if scope["method"] == "GET":
            await _send_part(file, first, last, answer)
        else:
            await answer.body(b"")
    finally:
        await asyncio.to_thread(file.close)


def _wanted_range(headers: Headers, etag: bytes, size: int) -> tuple[int, int] | None:
    """First and last byte of the one range that is asked for, or None for the whole file (RFC 9110, section 14).

    Raises `RangeNotSatisfiable`. Several ranges, or a text that is no range, are answered with the whole file.
    """
    found = _RANGE.fullmatch(find(headers, b"range") or b"")
    condition = find(headers, b"if-range")
    if found is None or condition not in {None, etag} or found[0] == b"bytes=-":
        return None
    if found[1]:
        first, last = int(found[1]), min(int(found[2]) if found[2] else size - 1, size - 1)
    else:
        first, last = max(size - int(found[2]), 0), size - 1
    if found[1] and found[2] and int(found[2]) < int(found[1]):
        return None
    if first >= size or last < first:
        raise RangeNotSatisfiable(headers={"Content-Range": f"bytes */{size}"})
    return first, last


async def _send_part(file: BinaryIO, first: int, last: int, answer: _Answer) -> None:
    await asyncio.to_thread(file.seek, first)
    left = last - first + 1
    while left > 0:
        block = await asyncio.to_thread(file.read, min(BLOCK_BYTES, left))
        if not block:
            raise OSError("the file became shorter while it was sent")
        left -= len(block)
        await answer.body(block, more=left > 0)
    if last < first:
        await answer.body(b"")
