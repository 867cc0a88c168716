"""The built web application over HTTP, in front of an application that says what reaches it."""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
import structlog
from structlog.testing import LogCapture

from esteio.core.errors import NotFound
from esteio.http import web_app
from esteio.http.limits import Limit, LimitStores, RateLimiter
from esteio.http.web_app import LIMIT, WebApp, WebAppConfig, page_policy

pytestmark = pytest.mark.anyio

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SECRET = b"const key = 1;"
SCRIPT = b"export const words = 'falta a \xc3\xa1rea';\n" * 200
OTHERS = frozenset({"api", "health", "metrics", "docs", "files", "socket.io"})


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


async def the_rest(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder like `web/dist`."""
    write(tmp_path, "app/index.html", b"<!doctype html><title>Esteio</title>")
    write(tmp_path, "app/assets/index-3f9a.js", SCRIPT)
    write(tmp_path, "app/assets/archivo-77aa.woff2", b"wOF2" + bytes(5_000))
    write(tmp_path, "app/sw.js", b"self.skipWaiting();")
    write(tmp_path, "app/manifest.webmanifest", b"{}")
    write(tmp_path, "public/cotacao.html", b"<!doctype html><title>Cota\xc3\xa7\xc3\xa3o</title>")
    write(tmp_path, "public/public-assets/cotacao-11bb.js", b"1")
    return tmp_path


def write(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def application(*places: Path, limit: Limit = LIMIT) -> WebApp:
    config = WebAppConfig(
        places=places,
        others=OTHERS,
        policy=page_policy("https://esteio.example", "https://files.example"),
        secure=True,
        limit=limit,
    )
    return WebApp(the_rest, config, RateLimiter(LimitStores(None)))


def client_of(app: WebApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="https://esteio.example")


@pytest.fixture
async def http(built: Path) -> AsyncGenerator[httpx.AsyncClient]:
    async with client_of(application(built)) as client:
        yield client


class TestFiles:
    async def test_a_file_with_its_hash_in_its_name_is_kept_for_ever(self, http: httpx.AsyncClient) -> None:
        answer = await http.get("/assets/index-3f9a.js")
        assert answer.status_code == 200
        assert answer.content == SCRIPT
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"

    @pytest.mark.parametrize(
        ("path", "content_type"),
        [
            ("/", "text/html; charset=utf-8"),
            ("/index.html", "text/html; charset=utf-8"),
            ("/sw.js", "text/javascript; charset=utf-8"),
            ("/manifest.webmanifest", "application/manifest+json"),
            ("/cotacao", "text/html; charset=utf-8"),
        ],
    )
    async def test_what_leads_to_all_others_is_asked_for_every_time(
        self, http: httpx.AsyncClient, path: str, content_type: str
    ) -> None:
        first = await http.get(path)
        assert first.headers["cache-control"] == "no-cache"
        assert first.headers["content-type"] == content_type
        again = await http.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == first.headers["etag"]
        assert "content-security-policy" in again.headers

    @pytest.mark.parametrize(("accepted", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
    async def test_is_packed_once_and_has_one_etag(self, http: httpx.AsyncClient, accepted: str, unpack: Any) -> None:
        plain = await http.get("/assets/index-3f9a.js", headers={"Accept-Encoding": "identity"})
        async with http.stream("GET", "/assets/index-3f9a.js", headers={"Accept-Encoding": accepted}) as packed:
            body = b"".join([part async for part in packed.aiter_raw()])
        assert packed.headers["content-encoding"] == accepted
        assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
        assert packed.headers["etag"] == plain.headers["etag"]
        assert int(packed.headers["content-length"]) == len(body) < len(SCRIPT) / 10
        assert unpack(body) == SCRIPT

    async def test_what_is_small_already_is_not_packed(self, http: httpx.AsyncClient) -> None:
        answer = await http.get("/assets/archivo-77aa.woff2", headers={"Accept-Encoding": "br"})
        assert "content-encoding" not in answer.headers
        assert answer.headers["content-type"] == "font/woff2"

    async def test_head_is_get_without_the_body(self, http: httpx.AsyncClient) -> None:
        got, head = await http.get("/assets/index-3f9a.js"), await http.head("/assets/index-3f9a.js")
        assert head.content == b""
        for name in ("content-length", "etag", "content-type", "cache-control"):
            assert head.headers[name] == got.headers[name]

    @pytest.mark.parametrize(
        "path", ["/assets/../../secret.js", "/assets/%2e%2e/%2e%2e/secret.js", "//etc/passwd", "/assets/linked.js"]
    )
    async def test_nothing_outside_the_folder_has_an_address(self, built: Path, path: str) -> None:
        write(built, "secret.js", SECRET)
        (built / "app" / "assets" / "linked.js").symlink_to(built / "secret.js")
        (built / "app" / "elsewhere").symlink_to("/etc")
        async with client_of(application(built)) as http:
            answer = await http.get(path)
            assert SECRET not in answer.content
            assert answer.status_code == 299
            assert (await http.get("/elsewhere/hosts")).status_code == 299

    async def test_a_kind_of_file_that_nobody_named_is_not_given(self, built: Path) -> None:
        write(built, "app/notes.bak", b"notes")
        write(built, "app/.env.json", b"{}")
        async with client_of(application(built)) as http:
            assert (await http.get("/notes.bak")).status_code == 299
            assert (await http.get("/.env.json")).status_code == 299


class TestScreens:
    @pytest.mark.parametrize("path", ["/entrar", "/dashboard", "/solicitacoes/0197b1c2", "/convite?token=a.b", "/"])
    async def test_every_address_of_a_person_is_the_application(self, http: httpx.AsyncClient, path: str) -> None:
        answer = await http.get(path, headers=HTML)
        assert answer.status_code == 200
        assert b"<title>Esteio" in answer.content

    @pytest.mark.parametrize(
        "path",
        [
            "/api/nothing",
            "/api",
            "/health/nothing",
            "/docs/x",
            "/files/x",
            "/socket.io/",
            "/assets/gone-1.js",
            "/public-assets/gone-1.js",
        ],
    )
    async def test_addresses_of_others_are_not(self, http: httpx.AsyncClient, path: str) -> None:
        answer = await http.get(path, headers=HTML)
        assert answer.status_code == 299

    async def test_a_program_that_asks_for_what_is_not_there_is_told_so(self, http: httpx.AsyncClient) -> None:
        assert (await http.get("/dashboard", headers={"Accept": "application/json"})).status_code == 299
        assert (await http.post("/", headers=HTML)).status_code == 299

    async def test_who_comes_by_a_link_gets_the_small_page(self, http: httpx.AsyncClient) -> None:
        answer = await http.get("/cotacao?token=abc", headers=HTML)
        assert "Cotação" in answer.text
        assert (await http.get("/public-assets/cotacao-11bb.js")).content == b"1"


class TestEveryAnswer:
    @pytest.mark.parametrize("path", ["/", "/entrar", "/assets/index-3f9a.js", "/cotacao"])
    async def test_has_what_keeps_a_page_safe(self, http: httpx.AsyncClient, path: str) -> None:
        headers = (await http.get(path, headers=HTML)).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'self'"
        assert "unsafe" not in headers["content-security-policy"]
        assert policy["connect-src"] == "'self' wss://esteio.example https://files.example"
        assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "max-age" in headers["strict-transport-security"]
        assert "permissions-policy" in headers
        assert len(headers.get_list("content-security-policy")) == 1

    async def test_has_the_request_id_that_was_given_or_a_new_one(self, http: httpx.AsyncClient) -> None:
        given = await http.get("/", headers={"X-Request-Id": "abcdefgh-1"})
        assert given.headers["x-request-id"] == "abcdefgh-1"
        assert len((await http.get("/")).headers["x-request-id"]) == 24

    async def test_has_a_line_in_the_log_without_the_query(
        self, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = LogCapture()
        monkeypatch.setattr(
            web_app, "log", structlog.wrap_logger(None, [said], structlog.make_filtering_bound_logger(0))
        )
        await http.get("/cotacao?token=secret", headers=HTML)
        (line,) = said.entries
        assert line["route"] == "/cotacao.html"
        assert line["status"] == 200
        assert "secret" not in str(line)

    async def test_there_is_an_end_to_what_an_address_may_ask(self, built: Path) -> None:
        async with client_of(application(built, limit=Limit("web", 2, 60.0))) as http:
            statuses = [(await http.get("/")).status_code for _ in range(3)]
            assert statuses == [200, 200, 429]
            refused = await http.get("/", headers=HTML)
        assert refused.json()["code"] == "RATE_LIMIT_EXCEEDED"
        assert int(refused.headers["retry-after"]) > 0


class TestWithoutABuild:
    async def test_the_page_says_what_to_run(self, tmp_path: Path) -> None:
        async with client_of(application(tmp_path / "none")) as http:
            answer = await http.get("/entrar", headers=HTML)
            assert answer.status_code == 503
            assert "make web" in answer.text
            assert answer.headers["cache-control"] == "no-store"
            assert (await http.get("/")).status_code == 503
            assert (await http.get("/api/people")).status_code == 299

    async def test_a_build_that_comes_later_is_found(self, built: Path) -> None:
        os.rename(built, f"{built}-away")
        async with client_of(application(built)) as http:
            assert (await http.get("/")).status_code == 503
            os.rename(f"{built}-away", built)
            assert (await http.get("/")).status_code == 200

    async def test_the_first_place_that_has_one_counts(self, built: Path, tmp_path: Path) -> None:
        async with client_of(application(tmp_path / "none", built)) as http:
            assert (await http.get("/")).status_code == 200


class TestANewBuild:
    async def test_is_taken_with_the_next_page(self, built: Path, http: httpx.AsyncClient) -> None:
        await http.get("/")
        write(built, "app/assets/index-0000.js", b"2")
        write(built, "app/index.html", b"<!doctype html><title>Esteio 2</title>")
        later = time.time() + 5
        os.utime(built / "app" / "index.html", (later, later))
        assert b"Esteio 2" in (await http.get("/")).content
        assert (await http.get("/assets/index-0000.js")).content == b"2"

    async def test_that_is_half_written_leaves_the_one_there_was(self, built: Path, http: httpx.AsyncClient) -> None:
        await http.get("/")
        (built / "app" / "index.html").unlink()
        assert (await http.get("/")).status_code == 200


class TestTheWholeServer:
    async def test_an_unknown_address_of_the_api_is_a_problem_also_for_a_browser(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.get("/api/nothing", headers=HTML)
        assert answer.status_code == NotFound.status
        assert answer.headers["content-type"] == "application/problem+json"
