"""The store of files: a folder or an S3-compatible bucket."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

import msgspec
import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from esteio.core.errors import ConfigurationError, NotFound, PayloadTooLarge
from esteio.core.files.errors import StorageUnavailable, UploadMissing, UploadRefused
from esteio.core.files.kinds import ContentCheck, clean_name, kind_for_upload, kind_of_type
from esteio.core.files.signing import INCOMING, KEY, LocalFolder, S3Addresses, SignedAddresses

if TYPE_CHECKING:
    from obstore import Attributes, GetResult  # they exist for type checkers only

UPLOAD_TTL = timedelta(minutes=15)
"""Life of a ticket: a PUT that began within it may end later."""
CHUNK_BYTES = 262_144
"""Small enough that hashing a chunk does not hold up the event loop."""
PART_BYTES = 8_388_608
SHA256 = re.compile(r"[0-9a-f]{64}")

log = structlog.get_logger(__name__)


class UploadTicket(msgspec.Struct, frozen=True):
    """What a client needs to send one file: a request with exactly this method, address and headers."""

    key: str
    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime
    name: str
    """The name as it is kept."""
    content_type: str
    """The type as it is kept, whatever the browser called it."""


class StoredFile(msgspec.Struct, frozen=True):
    """A file that has been checked, or that the server made."""

    key: str
    name: str
    content_type: str
    size: int
    sha256: str


class FileStore:
    """Files by key. Every operation raises `StorageUnavailable` when the storage does not do its part."""

    def __init__(self, objects: LocalStore | S3Store, addresses: SignedAddresses, *, max_upload_bytes: int) -> None:
        self._objects = objects
        self._addresses = addresses
        self._max_upload_bytes = max_upload_bytes

    @property
    def local(self) -> LocalFolder | None:
        """The folder that the application must serve itself (`http/local_files.py`), if the files are in one."""
        return self._addresses if isinstance(self._addresses, LocalFolder) else None

    @property
    def origin(self) -> str:
        """Where browsers send and read files, as a Content-Security-Policy says it."""
        return self._addresses.origin

    async def begin_upload(
        self, tenant_id: uuid.UUID, *, name: str, content_type: str, size: int, sha256: str
    ) -> UploadTicket:
        """A ticket for a new file of the organisation.

        `name` and `content_type` as the browser gives them, `size` in bytes, `sha256` in hexadecimal. Raises
        `UploadRefused` or `PayloadTooLarge`.
        """
        name = clean_name(name)
        kind = kind_for_upload(name, content_type)
        if size <= 0:
            raise UploadRefused("O arquivo está vazio.", fields={"size": "O arquivo está vazio."})
        if size > self._max_upload_bytes:
            most = self._max_upload_bytes // 1_048_576
            raise PayloadTooLarge(f"O arquivo passa de {most} MB.", maxBytes=self._max_upload_bytes)
        if not SHA256.fullmatch(sha256):
            raise UploadRefused(fields={"sha256": "Informe o SHA-256 em hexadecimal, com letras minúsculas."})
        key, expires_at = new_key(tenant_id), datetime.now(UTC) + UPLOAD_TTL
        with _storage_errors():
            url = await self._addresses.for_upload(key, kind.content_type, size, expires_at)
        headers = {"Content-Type": kind.content_type}
        return UploadTicket(key, "PUT", url, headers, expires_at, name, kind.content_type)

    async def confirm_upload(self, key: str, *, name: str, content_type: str, size: int, sha256: str) -> StoredFile:
        """Make the file of what was sent for a ticket, if it is what the ticket was for; all arguments are those of
        the ticket and of `begin_upload`.

        May be repeated: a confirm whose answer was lost succeeds again. Raises `UploadMissing` as long as nothing
        arrived, `UploadRefused` when something else did (which is then deleted; it takes a new ticket).
        """
        _require_key(key)
        check = _Check(content_type, size, sha256)
        with _storage_errors():
            try:
                arrived = await obstore.get_async(self._objects, INCOMING + key)
            except FileNotFoundError:
                await self._check_again(key, check)
            else:
                try:
                    # What is read, checked and written here are the same bytes, so that nothing sent meanwhile with
                    # the same ticket slips in; a check that fails leaves nothing behind.
                    await self._put(key, check.passing(arrived), name, content_type)
                except UploadRefused:
                    await self._delete(INCOMING + key)
                    raise
                await self._delete(INCOMING + key)
        return StoredFile(key, name, content_type, size, sha256)

    async def write_bytes(self, key: str, data: bytes, *, name: str, content_type: str) -> StoredFile:
        """Store a file that the server made (a PDF, a sheet) under a `new_key`, whole or not at all."""
        _require_key(key)
        with _storage_errors():
            await self._put(key, data, name, content_type)
        return StoredFile(key, name, content_type, len(data), hashlib.sha256(data).hexdigest())

    async def read(self, key: str) -> bytes:
        """The whole content; for files that the server works on itself. Raises `NotFound`."""
        _require_key(key)
        with _storage_errors():
            try:
                found = await obstore.get_async(self._objects, key)
            except FileNotFoundError:
                raise NotFound("Este arquivo não existe mais.") from None
            return bytes(await found.bytes_async())

    def check_writable(self) -> None:
        """Write a file of no organisation and delete it.

        Synchronous, for commands that end right after: with awaited calls 16 of 60 such processes were aborted
        (SIGABRT), with synchronous ones, or a pause of 50 ms at the end, none. It looks as if a thread of obstore
        still lets go of Python objects when the interpreter ends; its native stack was not looked at.
        """
        key = new_key(uuid.UUID(int=0))
        with _storage_errors():
            obstore.put(self._objects, key, b"esteio doctor")
            obstore.delete(self._objects, key)

    async def download_url(self, key: str, name: str, ttl_s: float) -> str:
        """An address that gives the file as a download named `name` for `ttl_s` seconds to whoever has it.

        In an S3-compatible store the name is the one the file was stored with.
        """
        _require_key(key)
        expires_at = datetime.now(UTC) + timedelta(seconds=ttl_s)
        with _storage_errors():
            return await self._addresses.for_download(key, name, expires_at)

    async def delete(self, key: str) -> None:
        """Delete the file, or what was sent for it so far; nothing happens if there is none."""
        _require_key(key)
        with _storage_errors():
            await self._delete(key)
            await self._delete(INCOMING + key)

    async def delete_abandoned(self, before: datetime) -> int:
        """Delete what was sent before `before` and never confirmed; how many."""
        deleted = 0
        with _storage_errors():
            async for objects in obstore.list(self._objects, INCOMING):
                for item in objects:
                    if item["last_modified"] < before:
                        await self._delete(item["path"])
                        deleted += 1
        return deleted

    async def _check_again(self, key: str, check: _Check) -> None:
        try:
            kept = await obstore.get_async(self._objects, key)
        except FileNotFoundError:
            raise UploadMissing() from None
        async for _ in check.passing(kept):
            pass

    async def _put(self, key: str, content: AsyncIterator[bytes] | bytes, name: str, content_type: str) -> None:
        attributes: Attributes | None = None
        if self.local is None:
            # S3 serves what the object says, so it must never be what the client said.
            attributes = {
                "Content-Type": content_type,
                "Content-Disposition": content_disposition(name),
                "Cache-Control": "private, no-transform",
            }
        await obstore.put_async(
            self._objects, key, content, attributes=attributes, chunk_size=PART_BYTES, max_concurrency=2
        )

    async def _delete(self, key: str) -> None:
        with suppress(FileNotFoundError):
            await obstore.delete_async(self._objects, key)


class _Check:
    """Passes content on and raises `UploadRefused` before its end if it is not what was announced."""

    def __init__(self, content_type: str, size: int, sha256: str) -> None:
        self._content = ContentCheck(kind_of_type(content_type))
        self._size = size
        self._sha256 = sha256

    async def passing(self, source: GetResult) -> AsyncIterator[bytes]:
        if source.meta["size"] != self._size:
            raise UploadRefused("O arquivo chegou com outro tamanho.", fields={"size": "Não é o tamanho informado."})
        digest = hashlib.sha256()
        async for part in source.stream(CHUNK_BYTES):
            chunk = bytes(part)
            digest.update(chunk)
            self._content.feed(chunk)
            yield chunk
        if digest.hexdigest() != self._sha256:
            raise UploadRefused("O arquivo chegou diferente.", fields={"sha256": "Não é o SHA-256 informado."})
        self._content.finish()


def new_key(tenant_id: uuid.UUID) -> str:
    """A key that nobody can guess, the organisation's id first."""
    return f"{tenant_id}/{uuid.uuid4().hex}"


def content_disposition(name: str) -> str:
    """The header that makes a browser save the file as `name` and never show it (RFC 6266)."""
    plain = "".join(char if 32 <= ord(char) < 127 and char not in '"\\%' else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def open_store(
    storage_url: str, *, endpoint: str, home: Path, base_url: str, secret: str, max_upload_bytes: int
) -> FileStore:
    """The store at `storage_url`: `s3://bucket/prefix` (at `endpoint`, or AWS if that is empty), `file:///folder`, or
    the folder `files` in `home` if it is empty.

    `base_url` is the address of the application and `secret` signs addresses, both for a folder only. Credentials and
    region of S3 come from the usual places of AWS (`AWS_ACCESS_KEY_ID`, a role, ...), read by obstore. Raises
    `ConfigurationError`.
    """
    parts = urlsplit(storage_url)
    if parts.scheme == "s3" and parts.netloc:
        objects = _open_bucket(parts.netloc, parts.path.strip("/"), endpoint)
        return FileStore(objects, S3Addresses(objects, endpoint), max_upload_bytes=max_upload_bytes)
    if storage_url and (parts.scheme != "file" or parts.netloc or not parts.path):
        raise ConfigurationError(f"STORAGE_URL={storage_url!r} is not valid: use s3://bucket/prefix or file:///folder.")
    if not secret:
        raise ConfigurationError("JWT_SECRET is not set: it also signs the addresses of files.")
    root = Path(unquote(parts.path)) if storage_url else home / "files"
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)  # clients' files: for nobody else on the machine
    except OSError as error:
        raise ConfigurationError(
            f"The folder for files, {root}, cannot be made ({error.strerror}): set STORAGE_URL or ESTEIO_HOME."
        ) from None
    folder = LocalFolder(root, base_url, secret)
    return FileStore(LocalStore(root), folder, max_upload_bytes=max_upload_bytes)


def _open_bucket(bucket: str, prefix: str, endpoint: str) -> S3Store:
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise ConfigurationError(f"STORAGE_ENDPOINT={endpoint!r} is not valid: use http://host:port or https://host.")
    try:
        return S3Store(
            bucket,
            prefix=prefix or None,
            config={"endpoint": endpoint} if endpoint else None,
            client_options={
                "allow_http": endpoint.startswith("http://"),
                "connect_timeout": timedelta(seconds=3),
                "timeout": timedelta(seconds=60),
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        )
    except (BaseError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise ConfigurationError(f"The S3 store cannot be used: check STORAGE_URL and AWS_* ({reason}).") from None


def _require_key(key: str) -> None:
    if not KEY.fullmatch(key):
        raise NotFound("Este arquivo não existe.")


@contextmanager
def _storage_errors() -> Generator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        log.warning("files.storage_failed", error=type(error).__name__, reason=str(error).partition("\n")[0][:300])
        raise StorageUnavailable() from error
