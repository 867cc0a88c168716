"""The store of files, against a local folder behind a real server and against a real S3-speaking server."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncGenerator, Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from tests.plain_http import NO_TLS

from esteio.core.errors import ConfigurationError, EsteioError, NotFound, PayloadTooLarge
from esteio.core.files import FileStore, StorageUnavailable, UploadMissing, UploadRefused, new_key, open_store
from esteio.http.local_files import LocalFiles

pytestmark = pytest.mark.anyio

TENANT = uuid.UUID("0197b1c2-0000-7000-8000-000000000001")
SECRET = "a secret that is only for tests, 0123456789"
MOST = 20_000_000
PDF = b"%PDF-1.7\n" + hashlib.shake_256(b"1").digest(3000)
NAME = "Orçamento nº 3 – “Casa” 50%.pdf"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Storage:
    """A store, and the client that a browser would be."""

    def __init__(self, files: FileStore, http: httpx.AsyncClient) -> None:
        self.files = files
        self.http = http

    async def begin(self, content: bytes, name: str = NAME, content_type: str = "", **said: Any) -> Any:
        said = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()} | said
        return await self.files.begin_upload(TENANT, name=name, content_type=content_type, **said)

    async def put(self, ticket: Any, content: bytes) -> httpx.Response:
        return await self.http.request(ticket.method, ticket.url, content=content, headers=ticket.headers)

    async def confirm(self, ticket: Any, content: bytes, **said: Any) -> Any:
        said = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()} | said
        return await self.files.confirm_upload(ticket.key, name=ticket.name, content_type=ticket.content_type, **said)

    async def upload(self, content: bytes, name: str = NAME) -> Any:
        ticket = await self.begin(content, name)
        assert (await self.put(ticket, content)).status_code == 200
        return await self.confirm(ticket, content)


@pytest.fixture(scope="module")
def s3_endpoint() -> Generator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    endpoint = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                assert httpx.put(f"{endpoint}/files-of-esteio").status_code == 200
                break
            except httpx.TransportError:
                assert server.poll() is None, "moto did not start"
                assert time.monotonic() < deadline, "moto does not answer"
                time.sleep(0.1)
        yield endpoint
    finally:
        server.kill()
        server.wait()


@pytest.fixture
def s3_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_REGION", "sa-east-1")


@pytest.fixture
async def local(tmp_path: Path) -> AsyncGenerator[Storage]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    files = open_store(
        f"file://{tmp_path}/the%20files",
        endpoint="",
        home=tmp_path,
        base_url=f"http://127.0.0.1:{listening.getsockname()[1]}",
        secret=SECRET,
        max_upload_bytes=MOST,
    )
    assert files.local is not None
    app = LocalFiles(nothing_else, files.local, https=False)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
    serving = asyncio.create_task(server.serve([listening]))
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        yield Storage(files, http)
    server.should_exit = True
    await serving
    listening.close()


async def nothing_else(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError(scope)


@pytest.fixture
async def s3(s3_endpoint: str, s3_credentials: None) -> AsyncGenerator[Storage]:
    files = open_store(
        f"s3://files-of-esteio/pre/{uuid.uuid4().hex}",
        endpoint=s3_endpoint,
        home=Path("/nowhere"),
        base_url="",
        secret="",
        max_upload_bytes=MOST,
    )
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        yield Storage(files, http)


@pytest.fixture(params=["local", "s3"])
def storage(request: pytest.FixtureRequest) -> Storage:
    return request.getfixturevalue(request.param)


class TestUpload:
    async def test_the_whole_way(self, storage: Storage) -> None:
        ticket = await storage.begin(PDF, content_type="application/pdf")
        assert ticket.key.startswith(f"{TENANT}/")
        assert timedelta(minutes=14) < ticket.expires_at - datetime.now(UTC) <= timedelta(minutes=15)
        assert (await storage.put(ticket, PDF)).status_code == 200
        file = await storage.confirm(ticket, PDF)
        assert (file.key, file.name, file.content_type, file.size) == (ticket.key, NAME, "application/pdf", len(PDF))
        assert await storage.files.read(file.key) == PDF
        answer = await storage.http.get(await storage.files.download_url(file.key, NAME, 60))
        assert answer.status_code == 200
        assert answer.content == PDF
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == (
            "attachment; filename=\"Or_amento n_ 3 _ _Casa_ 50_.pdf\"; filename*=UTF-8''"
            "Or%C3%A7amento%20n%C2%BA%203%20%E2%80%93%20%E2%80%9CCasa%E2%80%9D%2050%25.pdf"
        )

    async def test_a_large_file_goes_through_in_pieces(self, storage: Storage) -> None:
        content = b"%PDF-1.7\n" + hashlib.shake_256(b"2").digest(18_000_000)
        file = await storage.upload(content)
        answer = await storage.http.get(await storage.files.download_url(file.key, NAME, 60))
        assert hashlib.sha256(answer.content).hexdigest() == file.sha256

    async def test_confirm_may_be_repeated(self, storage: Storage) -> None:
        ticket = await storage.begin(PDF)
        await storage.put(ticket, PDF)
        assert await storage.confirm(ticket, PDF) == await storage.confirm(ticket, PDF)

    async def test_confirm_twice_at_once(self, storage: Storage) -> None:
        ticket = await storage.begin(PDF)
        await storage.put(ticket, PDF)
        first, second = await asyncio.gather(storage.confirm(ticket, PDF), storage.confirm(ticket, PDF))
        assert first == second
        assert await storage.files.read(ticket.key) == PDF

    async def test_repeated_confirm_with_other_claims_is_refused(self, storage: Storage) -> None:
        file = await storage.upload(PDF)
        with pytest.raises(UploadRefused):
            await storage.files.confirm_upload(
                file.key, name=file.name, content_type=file.content_type, size=file.size, sha256="0" * 64
            )
        assert await storage.files.read(file.key) == PDF

    async def test_confirm_before_anything_arrived(self, storage: Storage) -> None:
        ticket = await storage.begin(PDF)
        with pytest.raises(UploadMissing):
            await storage.confirm(ticket, PDF)
        await storage.put(ticket, PDF)
        await storage.confirm(ticket, PDF)

    async def test_nothing_is_a_file_before_its_confirm(self, storage: Storage) -> None:
        ticket = await storage.begin(PDF)
        await storage.put(ticket, PDF)
        with pytest.raises(NotFound):
            await storage.files.read(ticket.key)
        answer = await storage.http.get(await storage.files.download_url(ticket.key, NAME, 60))
        assert answer.status_code == 404

    async def test_other_bytes_of_the_same_size_are_refused_and_deleted(self, storage: Storage) -> None:
        ticket = await storage.begin(PDF)
        await storage.put(ticket, PDF[:-1] + b"x")
        with pytest.raises(UploadRefused) as refused:
            await storage.confirm(ticket, PDF)
        assert list(refused.value.fields) == ["sha256"]
        await is_gone(storage, ticket)

    async def test_a_pdf_named_png_is_refused_and_deleted(self, storage: Storage) -> None:
        ticket = await storage.begin(PDF, "planta.png")
        await storage.put(ticket, PDF)
        with pytest.raises(UploadRefused) as refused:
            await storage.confirm(ticket, PDF)
        assert list(refused.value.fields) == ["file"]
        await is_gone(storage, ticket)

    async def test_what_fails_its_check_late_leaves_nothing(self, storage: Storage) -> None:
        content = b"a" * 12_000_000 + b"\x00"  # several parts of an upload before the fault
        ticket = await storage.begin(content, "notas.txt")
        await storage.put(ticket, content)
        with pytest.raises(UploadRefused):
            await storage.confirm(ticket, content)
        await is_gone(storage, ticket)

    async def test_what_is_sent_after_the_confirm_changes_nothing(self, storage: Storage) -> None:
        ticket = await storage.begin(PDF)
        await storage.put(ticket, PDF)
        await storage.confirm(ticket, PDF)
        other = PDF[:-1] + b"x"
        assert (await storage.put(ticket, other)).status_code == 200
        assert await storage.files.read(ticket.key) == PDF
        with pytest.raises(UploadRefused):
            await storage.confirm(ticket, PDF)
        assert await storage.files.read(ticket.key) == PDF

    async def test_limits_are_known_before_anything_is_sent(self, storage: Storage) -> None:
        with pytest.raises(PayloadTooLarge):
            await storage.begin(PDF, size=MOST + 1)
        for said in ({"size": 0}, {"size": -1}, {"sha256": "0" * 63}, {"sha256": "G" * 64}, {"sha256": ""}):
            with pytest.raises(UploadRefused):
                await storage.begin(PDF, **said)
        for name in ("a.html", "a.svg", "../a.pdf", "a\x00.pdf", "a.exe", "", "x" * 300 + ".pdf"):
            with pytest.raises(UploadRefused):
                await storage.begin(PDF, name)
        with pytest.raises(UploadRefused):
            await storage.begin(PDF, content_type="text/html")

    async def test_a_size_that_s3_let_through_is_refused(self, s3: Storage) -> None:
        ticket = await s3.begin(PDF)
        await s3.put(ticket, PDF + b"more")
        with pytest.raises(UploadRefused) as refused:
            await s3.confirm(ticket, PDF)
        assert list(refused.value.fields) == ["size"]
        await is_gone(s3, ticket)

    async def test_s3_serves_what_we_say_and_not_what_the_client_said(self, s3: Storage) -> None:
        ticket = await s3.begin(PDF)
        await s3.http.put(ticket.url, content=PDF, headers={"Content-Type": "text/html"})
        file = await s3.confirm(ticket, PDF)
        answer = await s3.http.get(await s3.files.download_url(file.key, NAME, 60))
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith("attachment;")

    async def test_s3_addresses_say_until_when_and_for_what(self, s3: Storage, s3_endpoint: str) -> None:
        ticket = await s3.begin(PDF)
        assert ticket.url.startswith(f"{s3_endpoint}/files-of-esteio/pre/")  # path style
        assert re.search(r"[?&]X-Amz-Expires=(89\d|900)(&|$)", ticket.url)
        assert "X-Amz-Signature=" in ticket.url
        url = await s3.files.download_url(ticket.key, NAME, 60)
        assert re.search(r"[?&]X-Amz-Expires=(59|60)(&|$)", url)


async def is_gone(storage: Storage, ticket: Any) -> None:
    with pytest.raises(UploadMissing):
        await storage.confirm(ticket, PDF)
    with pytest.raises(NotFound):
        await storage.files.read(ticket.key)


class TestKeys:
    def test_are_never_the_same(self) -> None:
        assert len({new_key(TENANT) for _ in range(1000)}) == 1000

    @pytest.mark.parametrize(
        "key",
        [
            "",
            "..",
            "../etc/passwd",
            f"{TENANT}/../../etc/passwd",
            f"{TENANT}/{'0' * 31}",
            f"{TENANT}/{'0' * 32}/x",
            f"{TENANT}/{'0' * 32}\n",
            f"{TENANT}/{'0' * 31}\x00",
            f"/{TENANT}/{'0' * 32}",
            f"incoming/{TENANT}/{'0' * 32}",
            f"{str(TENANT).upper()}/{'0' * 32}",
        ],
    )
    async def test_nothing_else_is_a_key(self, local: Storage, key: str) -> None:
        files = local.files
        claims = {"name": NAME, "content_type": "application/pdf", "size": 1, "sha256": "0" * 64}
        for use in (
            lambda: files.read(key),
            lambda: files.delete(key),
            lambda: files.download_url(key, NAME, 60),
            lambda: files.write_bytes(key, b"x", name=NAME, content_type="application/pdf"),
            lambda: files.confirm_upload(key, **claims),
        ):
            with pytest.raises(NotFound):
                await use()


class TestOwnFiles:
    async def test_written_read_and_deleted(self, storage: Storage) -> None:
        key = new_key(TENANT)
        file = await storage.files.write_bytes(key, PDF, name=NAME, content_type="application/pdf")
        assert (file.size, file.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
        assert await storage.files.read(key) == PDF
        answer = await storage.http.get(await storage.files.download_url(key, NAME, 60))
        assert answer.headers["content-type"] == "application/pdf"
        assert "Or%C3%A7amento" in answer.headers["content-disposition"]
        await storage.files.delete(key)
        await storage.files.delete(key)
        with pytest.raises(NotFound):
            await storage.files.read(key)

    async def test_written_again_is_replaced_whole(self, storage: Storage) -> None:
        key = new_key(TENANT)
        for data in (PDF, PDF[:100]):
            await storage.files.write_bytes(key, data, name=NAME, content_type="application/pdf")
            assert await storage.files.read(key) == data

    async def test_deleting_ends_an_upload_under_way(self, storage: Storage) -> None:
        ticket = await storage.begin(PDF)
        await storage.put(ticket, PDF)
        await storage.files.delete(ticket.key)
        await is_gone(storage, ticket)

    async def test_abandoned_uploads_are_deleted_and_files_stay(self, storage: Storage) -> None:
        kept = await storage.upload(PDF)
        ticket = await storage.begin(PDF)
        await storage.put(ticket, PDF)
        assert await storage.files.delete_abandoned(datetime.now(UTC) - timedelta(hours=1)) == 0
        assert await storage.files.delete_abandoned(datetime.now(UTC) + timedelta(hours=1)) == 1
        await is_gone(storage, ticket)
        assert await storage.files.read(kept.key) == PDF


class TestStorageAway:
    async def test_s3_that_does_not_answer_is_said_within_seconds(self, s3_credentials: None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        files = open_store(
            "s3://bucket",
            endpoint=f"http://127.0.0.1:{port}",
            home=Path("/nowhere"),
            base_url="",
            secret="",
            max_upload_bytes=MOST,
        )
        begin = time.monotonic()
        with pytest.raises(StorageUnavailable):
            await files.read(new_key(TENANT))
        with pytest.raises(StorageUnavailable):
            await files.write_bytes(new_key(TENANT), PDF, name=NAME, content_type="application/pdf")
        assert time.monotonic() - begin < 10

    async def test_a_folder_that_became_a_file(self, local: Storage) -> None:
        assert local.files.local is not None
        root = local.files.local.root
        (root / str(TENANT)).write_text("in the way")
        with pytest.raises(EsteioError) as raised:
            await local.files.write_bytes(new_key(TENANT), PDF, name=NAME, content_type="application/pdf")
        assert isinstance(raised.value, StorageUnavailable)


PROBE = """
import asyncio, sys
from pathlib import Path
from esteio.core.files import open_store
files = open_store("", endpoint="", home=Path(sys.argv[1]), base_url="http://x", secret="x" * 40, max_upload_bytes=1)
asyncio.run(asyncio.to_thread(files.check_writable))
"""


class TestCheckWritable:
    def test_leaves_nothing_behind_and_does_not_abort_the_process_that_ends_right_after(self, tmp_path: Path) -> None:
        # With awaited calls one run in four ended with SIGABRT.
        for _ in range(5):
            running = [subprocess.Popen([sys.executable, "-c", PROBE, str(tmp_path)]) for _ in range(3)]
            assert [each.wait(30) for each in running] == [0, 0, 0]
        assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]

    async def test_says_what_is_in_the_way(self, local: Storage) -> None:
        assert local.files.local is not None
        (local.files.local.root / str(uuid.UUID(int=0))).write_text("in the way")
        with pytest.raises(StorageUnavailable):
            local.files.check_writable()


class TestOpenStore:
    def open(self, url: str, home: Path, secret: str = SECRET, endpoint: str = "") -> FileStore:
        return open_store(url, endpoint=endpoint, home=home, base_url="http://x", secret=secret, max_upload_bytes=MOST)

    def test_nothing_set_is_a_folder_at_home(self, tmp_path: Path) -> None:
        files = self.open("", tmp_path)
        assert files.local is not None
        assert files.local.root == tmp_path / "files"
        assert files.local.root.is_dir()

    @pytest.mark.parametrize("url", ["ftp://x/y", "s3://", "file://host/x", "folder", "memory://", "gs://bucket"])
    def test_other_urls_are_one_sentence(self, tmp_path: Path, url: str) -> None:
        with pytest.raises(ConfigurationError, match="STORAGE_URL"):
            self.open(url, tmp_path)

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "files").write_text("in the way")
        with pytest.raises(ConfigurationError, match="cannot be made"):
            self.open("", tmp_path)

    def test_a_folder_without_a_secret(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigurationError, match="JWT_SECRET"):
            self.open("", tmp_path, secret="")

    def test_an_endpoint_that_is_none(self, tmp_path: Path, s3_credentials: None) -> None:
        with pytest.raises(ConfigurationError, match="STORAGE_ENDPOINT"):
            self.open("s3://bucket", tmp_path, endpoint="not an address")
