"""Signed addresses of a local folder, over a real server."""

from __future__ import annotations

import asyncio
import resource
import socket
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from tests.plain_http import NO_TLS

from esteio.core.files import LocalFolder, new_key
from esteio.http import local_files
from esteio.http.local_files import LocalFiles

pytestmark = pytest.mark.anyio

TENANT = uuid.UUID("0197b1c2-0000-7000-8000-000000000001")
CONTENT = bytes(range(256)) * 4000
TYPE = {"Content-Type": "application/pdf"}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Served:
    """A folder behind a server, and a client."""

    def __init__(self, folder: LocalFolder, port: int, http: httpx.AsyncClient) -> None:
        self.folder = folder
        self.port = port
        self.http = http
        self.key = new_key(TENANT)

    async def upload_url(
        self, size: int = len(CONTENT), content_type: str = "application/pdf", for_s: float = 60
    ) -> str:
        return await self.folder.for_upload(self.key, content_type, size, soon(for_s))

    async def download_url(self, name: str = "a.pdf", for_s: float = 60) -> str:
        return await self.folder.for_download(self.key, name, soon(for_s))

    def place(self, content: bytes = CONTENT) -> None:
        path = self.folder.path_of(self.key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def everything(self) -> list[Path]:
        return [path for path in self.folder.root.rglob("*") if path.is_file()]


def soon(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def the_application(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


@pytest.fixture
async def served(tmp_path: Path) -> AsyncGenerator[Served]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    folder = LocalFolder(tmp_path, f"http://127.0.0.1:{port}", "a secret that is only for tests")
    app = LocalFiles(the_application, folder, https=False)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
    serving = asyncio.create_task(server.serve([listening]))
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        yield Served(folder, port, http)
    server.should_exit = True
    await serving
    listening.close()


async def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        await asyncio.sleep(0.01)


class TestPut:
    async def test_what_is_sent_lies_ready_for_its_confirm(self, served: Served) -> None:
        answer = await served.http.put(await served.upload_url(), content=CONTENT, headers=TYPE)
        assert answer.status_code == 200
        assert served.everything() == [served.folder.incoming_path_of(served.key)]
        assert served.folder.incoming_path_of(served.key).read_bytes() == CONTENT

    async def test_in_pieces_of_unknown_length(self, served: Served) -> None:
        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(CONTENT), 70_001):
                yield CONTENT[start : start + 70_001]

        answer = await served.http.put(await served.upload_url(), content=pieces(), headers=TYPE)
        assert answer.status_code == 200
        assert served.folder.incoming_path_of(served.key).read_bytes() == CONTENT

    async def test_may_be_sent_again_whole(self, served: Served) -> None:
        url = await served.upload_url()
        other = CONTENT[::-1]
        for content in (CONTENT, other):
            assert (await served.http.put(url, content=content, headers=TYPE)).status_code == 200
        assert served.folder.incoming_path_of(served.key).read_bytes() == other

    @pytest.mark.parametrize(("content", "status"), [(CONTENT + b"x", 413), (CONTENT[:-1], 400), (b"", 400)])
    async def test_another_size_is_refused(self, served: Served, content: bytes, status: int) -> None:
        answer = await served.http.put(await served.upload_url(), content=content, headers=TYPE)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert served.everything() == []

    @pytest.mark.parametrize(("extra", "status"), [(b"x", 413), (b"x" * 5_000_000, 413)])
    async def test_more_than_was_signed_is_cut_off_while_it_comes(
        self, served: Served, extra: bytes, status: int
    ) -> None:
        taken = 0

        async def pieces() -> AsyncIterator[bytes]:
            nonlocal taken
            for piece in (CONTENT, extra):
                for start in range(0, len(piece), 10_000):
                    taken += 1
                    yield piece[start : start + 10_000]

        try:
            answer = await served.http.put(await served.upload_url(), content=pieces(), headers=TYPE)
            assert answer.status_code == status
        except httpx.WriteError:
            pass  # the server may hang up on who goes on sending
        await until(lambda: served.everything() == [])

    async def test_a_client_that_hangs_up_leaves_nothing(self, served: Served) -> None:
        url = urlsplit(await served.upload_url())
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(
            f"PUT {url.path}?{url.query} HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\n"
            f"Content-Length: {len(CONTENT)}\r\n\r\n".encode()
            + CONTENT[:300_000]
        )
        await writer.drain()
        await until(lambda: served.everything() != [])
        writer.close()
        await until(lambda: served.everything() == [])
        assert await reader.read() == b""

    async def test_a_client_that_stops_sending_is_let_go(self, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(local_files, "IDLE_S", 0.1)
        url = urlsplit(await served.upload_url())
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(
            f"PUT {url.path}?{url.query} HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\n"
            f"Content-Length: {len(CONTENT)}\r\n\r\nabc".encode()
        )
        async with asyncio.timeout(5):
            assert (await reader.readline()).startswith(b"HTTP/1.1 400")
        writer.close()
        assert served.everything() == []

    @pytest.mark.parametrize("sent", ["text/html", "application/pdf; charset=x", "", None])
    async def test_another_type_is_refused(self, served: Served, sent: str | None) -> None:
        headers = {} if sent is None else {"Content-Type": sent}
        answer = await served.http.put(await served.upload_url(), content=CONTENT, headers=headers)
        assert answer.status_code == 400
        assert served.everything() == []

    async def test_a_full_disk_is_said_and_leaves_nothing(self, served: Served) -> None:
        url = await served.upload_url()
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, before[1]))
        try:
            answer = await served.http.put(url, content=CONTENT, headers=TYPE)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert answer.status_code == 507
        assert answer.json()["code"] == "STORAGE_FULL"
        assert served.everything() == []

    async def test_memory_holds_a_piece_at_a_time(self, served: Served) -> None:
        longest = 0
        real = local_files._create

        class Watched:
            def __init__(self, path: Path) -> None:
                self._file = real(path)

            def write(self, block: bytes) -> None:
                nonlocal longest
                longest = max(longest, len(block))
                self._file.write(block)

            def close(self) -> None:
                self._file.close()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(local_files, "_create", Watched)
            content = bytes(20_000_000)
            answer = await served.http.put(await served.upload_url(len(content)), content=content, headers=TYPE)
        assert answer.status_code == 200
        assert longest < 1_000_000


class TestSignature:
    @pytest.mark.parametrize(
        ("part", "other"),
        [("size=1024000", "size=1024001"), ("application%2Fpdf", "text%2Fhtml"), ("expires=", "expires=9")],
    )
    async def test_every_part_of_an_upload_is_signed(self, served: Served, part: str, other: str) -> None:
        url = await served.upload_url()
        assert part in url
        headers = {"Content-Type": "text/html" if "html" in other else "application/pdf"}
        content = CONTENT + b"x" if "size" in other else CONTENT
        answer = await served.http.put(url.replace(part, other), content=content, headers=headers)
        assert answer.status_code == 403
        assert served.everything() == []

    async def test_a_signature_is_for_one_key(self, served: Served) -> None:
        url = (await served.upload_url()).replace(served.key, new_key(TENANT))
        assert (await served.http.put(url, content=CONTENT, headers=TYPE)).status_code == 403

    async def test_reading_does_not_allow_writing_nor_writing_reading(self, served: Served) -> None:
        served.place()
        written = await served.http.put(await served.download_url(), content=CONTENT, headers=TYPE)
        assert written.status_code == 400  # it names no size
        assert (await served.http.get(await served.upload_url())).status_code == 403

    async def test_the_name_of_a_download_is_signed(self, served: Served) -> None:
        served.place()
        url = (await served.download_url("a.pdf")).replace("a.pdf", "a.png")
        assert (await served.http.get(url)).status_code == 403

    async def test_expired_addresses_are_gone(self, served: Served) -> None:
        served.place()
        assert (await served.http.get(await served.download_url(for_s=-1))).status_code == 410
        answer = await served.http.put(await served.upload_url(for_s=-1), content=CONTENT, headers=TYPE)
        assert answer.status_code == 410
        assert answer.json()["code"] == "GONE"

    async def test_another_secret_signs_nothing(self, served: Served) -> None:
        served.place()
        other = LocalFolder(served.folder.root, f"http://127.0.0.1:{served.port}", "another secret")
        url = await other.for_download(served.key, "a.pdf", soon(60))
        assert (await served.http.get(url)).status_code == 403

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "expires=1",
            "expires=x&signature=y",
            "expires=-1&signature=y",
            "expires=%D9%A1&signature=y",
            "expires=" + "9" * 5000,
            "expires=9999999999&signature=%FF%00",
            "%00=%ff&&&===",
            "signature=" + "x" * 9000,
        ],
    )
    async def test_rubbish_is_a_clear_refusal(self, served: Served, query: str) -> None:
        served.place()
        for method in ("GET", "PUT", "HEAD"):
            url = f"http://127.0.0.1:{served.port}/files/{served.key}?{query}"
            assert (await served.http.request(method, url)).status_code in {400, 403, 410}

    @pytest.mark.parametrize(
        "path",
        [
            "/files/",
            "/files/../secret",
            "/files/..%2f..%2fsecret",
            "/files/%2e%2e/%2e%2e/etc/passwd",
            "/files//etc/passwd",
            "/files/incoming/{key}",
            "/files/{key}/..",
            "/files/{key}%00",
            "/files/{key}%0a",
            "/files/./{key}",
            "/files/{key}.0011223344556677.part",
            "/files/%ff%fe",
        ],
    )
    async def test_only_keys_are_paths(self, served: Served, path: str) -> None:
        (served.folder.root / "secret").write_text("secret")
        served.place()
        query = urlsplit(await served.download_url()).query
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        target = path.replace("{key}", served.key)
        writer.write(f"GET {target}?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 404")
        assert b"secret" not in answer

    async def test_other_methods(self, served: Served) -> None:
        answer = await served.http.post(await served.upload_url(), content=b"x")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD, PUT"

    async def test_everything_else_is_the_applications(self, served: Served) -> None:
        for path in ("/", "/api/files/x", "/filesystem"):
            answer = await served.http.get(f"http://127.0.0.1:{served.port}{path}")
            assert (answer.status_code, answer.text) == (299, path)


class TestGet:
    async def test_is_a_download_in_a_sandbox(self, served: Served) -> None:
        served.place()
        answer = await served.http.get(await served.download_url("Orçamento nº 3.pdf"))
        assert answer.status_code == 200
        assert answer.content == CONTENT
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-length"] == str(len(CONTENT))
        assert answer.headers["content-disposition"] == (
            "attachment; filename=\"Or_amento n_ 3.pdf\"; filename*=UTF-8''Or%C3%A7amento%20n%C2%BA%203.pdf"
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert "public" not in answer.headers["cache-control"]

    @pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xhtml", "a", "a.js", 'a"\r\nX-Evil: 1', "<b>.htm"])
    async def test_never_as_something_that_a_browser_runs(self, served: Served, name: str) -> None:
        served.place(b"<html><script>alert(1)</script></html>")
        answer = await served.http.get(await served.download_url(name))
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert "x-evil" not in answer.headers

    async def test_head_has_no_body(self, served: Served) -> None:
        served.place()
        answer = await served.http.head(await served.download_url())
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-length"] == str(len(CONTENT))

    async def test_missing(self, served: Served) -> None:
        answer = await served.http.get(await served.download_url())
        assert answer.status_code == 404
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"

    async def test_empty(self, served: Served) -> None:
        served.place(b"")
        answer = await served.http.get(await served.download_url())
        assert (answer.status_code, answer.content) == (200, b"")

    @pytest.mark.parametrize(
        ("wanted", "first", "last"),
        [
            ("bytes=0-0", 0, 0),
            ("bytes=10-19", 10, 19),
            ("bytes=1023999-", 1_023_999, 1_023_999),
            ("bytes=5-99999999999", 5, 1_023_999),
            ("bytes=-100", 1_023_900, 1_023_999),
            ("bytes=-9999999", 0, 1_023_999),
            ("bytes=200000-900000", 200_000, 900_000),
        ],
    )
    async def test_range(self, served: Served, wanted: str, first: int, last: int) -> None:
        served.place()
        answer = await served.http.get(await served.download_url(), headers={"Range": wanted})
        assert answer.status_code == 206
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(CONTENT)}"
        assert answer.content == CONTENT[first : last + 1]

    @pytest.mark.parametrize("wanted", ["bytes=1024000-", "bytes=9999999-99999999", "bytes=-0"])
    async def test_range_beyond_the_end(self, served: Served, wanted: str) -> None:
        served.place()
        answer = await served.http.get(await served.download_url(), headers={"Range": wanted})
        assert answer.status_code == 416
        assert answer.headers["content-range"] == f"bytes */{len(CONTENT)}"

    @pytest.mark.parametrize(
        "wanted", ["bytes=-", "bytes=5-1", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=" + "9" * 400 + "-", ""]
    )
    async def test_what_is_no_range_is_the_whole_file(self, served: Served, wanted: str) -> None:
        served.place()
        answer = await served.http.get(await served.download_url(), headers={"Range": wanted})
        assert answer.status_code == 200
        assert answer.content == CONTENT

    async def test_known_version_is_not_sent_again(self, served: Served) -> None:
        served.place()
        url = await served.download_url()
        etag = (await served.http.get(url)).headers["etag"]
        again = await served.http.get(url, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
        part = {"Range": "bytes=0-9"}
        assert (await served.http.get(url, headers=part | {"If-Range": etag})).status_code == 206
        assert (await served.http.get(url, headers=part | {"If-Range": '"other"'})).status_code == 200

    async def test_a_reader_that_hangs_up_harms_nobody(self, served: Served) -> None:
        served.place(bytes(30_000_000))
        async with served.http.stream("GET", await served.download_url()) as answer:
            async for _ in answer.aiter_bytes():
                break
        assert (await served.http.head(await served.download_url())).status_code == 200

    async def test_on_one_connection_after_another(self, served: Served) -> None:
        served.place()
        url = await served.download_url()
        for _ in range(3):
            assert (await served.http.get(url)).content == CONTENT
            refused = await served.http.put(await served.upload_url(), content=CONTENT[:-1], headers=TYPE)
            assert refused.status_code == 400
