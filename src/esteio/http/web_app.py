"""The web application over HTTP: its files, its pages under every address that people can stand on.

It stands before the edge, and an API request costs it one look into a dictionary: files need no one's identity, no
transaction and no route, and are no part of the figures of the API. The rest is as at the edge: request id, security
headers, a limit by address, one log line.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import structlog

from esteio.core.errors import EsteioError, TooManyRequests
from esteio.http.addresses import ClientAddresses
from esteio.http.context import request_id_of
from esteio.http.limits import Limit, RateLimiter, address_key
from esteio.http.problem import language_of, problem_body, problem_headers
from esteio.http.responses import Headers, choose_encoding, etag_matches, find, security_headers
from esteio.http.web_build import ASSETS, WebBuild, WebFile, read_build, stamp_of

LIMIT = Limit("web", 30_000, 60.0)
"""Files an address may ask for: an office of a hundred people who all come for the first time in one minute."""
_FOR_EVER = b"public, max-age=31536000, immutable"
_ASK_ME = b"no-cache"
_REFERRER = b"no-referrer"
"""The address of a public page is a key: it must not reach whoever a link leads to."""

_NOT_BUILT = """\
<!doctype html>
<html lang="pt-BR">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Esteio</title>
<h1>O servidor está no ar, mas as telas ainda não foram construídas.</h1>
<p>Na pasta do projeto, rode <code>make web</code> e recarregue esta página. A API já responde:
<a href="/docs">documentação</a>.
<p lang="en">The server is up, but its screens are not built yet. In the project's folder run <code>make web</code>,
then reload this page. The API answers already: <a href="/docs">documentation</a>.
""".encode()

log = structlog.get_logger("esteio.http")


class WebAppConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What the web application is told by the composition root."""

    places: tuple[Path, ...]
    """Folders in which a build may lie; the first that has one counts."""
    others: frozenset[str]
    """First parts of addresses that are not the application's own: `api`, `health` ..."""
    policy: bytes
    """Content-Security-Policy of its pages, see `page_policy`."""
    secure: bool
    """Whether people reach the server by https."""
    trusted_proxies: tuple[str, ...] = ()
    limit: Limit = LIMIT
    log_level: str = "info"


def page_policy(base_url: str, file_origin: str) -> bytes:
    """The Content-Security-Policy of the pages: scripts and styles of their own only, none of them inline.

    `base_url` is the address that people see, `file_origin` where they send files and read them.
    """
    own = urlsplit(base_url)
    # Older Safari does not take 'self' for the socket of the same origin.
    socket = f"{'wss' if own.scheme == 'https' else 'ws'}://{own.netloc}"
    return (
        f"default-src 'self'; connect-src 'self' {socket} {file_origin}; img-src 'self' data: blob: {file_origin}; "
        "frame-src 'self' blob:; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ).encode()


class WebApp:
    """Answers what the build has, and leaves everything else to `app`."""

    def __init__(self, app: Any, config: WebAppConfig, limiter: RateLimiter) -> None:
        self._app = app
        self._config = config
        self._limiter = limiter
        self._addresses = ClientAddresses(config.trusted_proxies)
        self._headers = security_headers(config.policy, https=config.secure, referrer=_REFERRER)
        self._folder: Path | None = None
        self._build: WebBuild | None = None
        self._files: dict[str, WebFile] = {}
        self._look_for_a_build()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI entry."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        file = self._files.get(path)
        ours = file is not None or (not path.startswith("/api/") and self._is_a_screen(path, scope))
        if ours and scope["method"] in {"GET", "HEAD"}:
            await self._serve(file, scope, send)
        else:
            await self._app(scope, receive, send)

    def _is_a_screen(self, path: str, scope: Any) -> bool:
        """Whether a person's browser asks for a page, and nobody else has one there: the application finds out which
        of its screens that is."""
        if path.partition("/")[2].partition("/")[0] in self._config.others or path.startswith(ASSETS):
            return False
        return path == "/" or b"text/html" in (find(scope["headers"], b"accept") or b"")

    async def _serve(self, file: WebFile | None, scope: Any, send: Any) -> None:
        started = time.perf_counter()
        headers: Headers = scope["headers"]
        request_id = request_id_of(headers)
        answer = _Answer(send, [(b"x-request-id", request_id.encode()), *self._headers])
        try:
            await self._spend(scope)
            if file is None or not file.lasts:
                # Pages lead to all the rest, so it is enough that they look whether there is a newer build.
                self._look_for_a_build()
                file = self._files.get(scope["path"]) or (self._build.index if self._build else None)
            if file is None:
                await _not_built(answer, scope["method"])
            else:
                await _give(file, scope["method"], headers, answer)
        except EsteioError as error:
            body = problem_body(error, request_id, language_of(find(headers, b"accept-language")))
            length = (b"content-length", str(len(body)).encode())
            await answer.send(type(error).status, [*problem_headers(error), length], body)
        getattr(log, self._config.log_level)(
            "request",
            request_id=request_id,
            method=scope["method"],
            route=file.address if file else "/",
            status=answer.status,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )

    async def _spend(self, scope: Any) -> None:
        peer = scope["client"][0] if scope.get("client") else ""
        key, limit = address_key(self._addresses.find(peer, scope["headers"])), self._config.limit
        verdict = self._limiter.try_spend(key, limit) or await self._limiter.spend(key, limit)
        if not verdict.allowed:
            raise TooManyRequests(retryAfter=max(1, math.ceil(verdict.retry_after_s)))

    def _look_for_a_build(self) -> None:
        """Take a build that is newer than ours, or that was not there before. While one is being written, keep ours."""
        known = self._build.stamp if self._build is not None else None
        for folder in self._config.places:
            stamp = stamp_of(folder)
            if stamp is None:
                continue
            if folder == self._folder and stamp == known:
                return
            build = read_build(folder)
            if build is not None:
                self._folder, self._build, self._files = folder, build, dict(build.files)
                return


class _Answer:
    """One response, with the headers that every one has."""

    def __init__(self, send: Any, every: Headers) -> None:
        self._send = send
        self._every = every
        self.status = 0

    async def send(self, status: int, headers: Collection[tuple[bytes, bytes]], body: bytes) -> None:
        self.status = status
        await self._send({"type": "http.response.start", "status": status, "headers": [*headers, *self._every]})
        await self._send({"type": "http.response.body", "body": body})


async def _give(file: WebFile, method: str, asked: Headers, answer: _Answer) -> None:
    headers: Headers = [(b"etag", file.etag), (b"cache-control", _FOR_EVER if file.lasts else _ASK_ME)]
    encoding = b""
    if file.compressible:
        headers.append((b"vary", b"Accept-Encoding"))
        encoding = choose_encoding(find(asked, b"accept-encoding"))
    known = find(asked, b"if-none-match")
    if known is not None and etag_matches(known, file.etag):
        await answer.send(304, headers, b"")
        return
    content = file.content(encoding)
    if content is None:
        content = await asyncio.to_thread(file.encode, encoding)
    if encoding:
        headers.append((b"content-encoding", encoding))
    headers += [(b"content-type", file.content_type), (b"content-length", str(len(content)).encode())]
    await answer.send(200, headers, b"" if method == "HEAD" else content)


async def _not_built(answer: _Answer, method: str) -> None:
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"content-length", str(len(_NOT_BUILT)).encode()),
    ]
    await answer.send(503, headers, b"" if method == "HEAD" else _NOT_BUILT)
