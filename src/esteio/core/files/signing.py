"""Signed addresses: whoever holds one may do one thing with one file until a moment, and needs no other right."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlencode, urlsplit

import msgspec
import obstore
from obstore.store import S3Store

from esteio.core.errors import Gone, MalformedRequest, NotAllowed

LOCAL_PREFIX = "/files/"
INCOMING = "incoming/"
"""Where uploads lie until they are confirmed; no key begins like this."""

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{32}")
"""Organisation / random. Only these are ever made, so no key can lead anywhere else."""


class SignedAddresses(Protocol):
    """Addresses for one PUT and for reading."""

    @property
    def origin(self) -> str:
        """Scheme and host of all of them, as browsers are told whom a page may ask (CSP: `*` may stand in the host)."""
        ...

    async def for_upload(self, key: str, content_type: str, size: int, expires_at: datetime) -> str: ...

    async def for_download(self, key: str, name: str, expires_at: datetime) -> str: ...


class S3Addresses:
    """Addresses of an S3-compatible store, straight to it.

    S3 signs method, key and expiry. It takes any size and type, which is why nothing counts before the confirm; and
    the name for the reader is the one that the object was stored with.
    """

    def __init__(self, objects: S3Store, endpoint: str) -> None:
        """`endpoint` is that of the store; empty for AWS."""
        self._objects = objects
        # obstore finds the region of AWS by itself and does not say which it is.
        self.origin = _origin_of(endpoint) if endpoint else "https://*.amazonaws.com"

    async def for_upload(self, key: str, content_type: str, size: int, expires_at: datetime) -> str:
        return await obstore.sign_async(self._objects, "PUT", INCOMING + key, expires_at - datetime.now(UTC))

    async def for_download(self, key: str, name: str, expires_at: datetime) -> str:
        return await obstore.sign_async(self._objects, "GET", key, expires_at - datetime.now(UTC))


class UploadPermission(msgspec.Struct, frozen=True):
    """What a signed address lets in."""

    content_type: str
    size: int


class LocalFolder:
    """Addresses of a folder that the application serves itself, under `/files/`; see `http/local_files.py`."""

    def __init__(self, root: Path, base_url: str, secret: str) -> None:
        self.root = root
        self._base_url = base_url
        self.origin = _origin_of(base_url)
        # A key of its own, so that no signature made here means anything elsewhere.
        self._secret = hmac.digest(secret.encode(), b"esteio local files", hashlib.sha256)

    async def for_upload(self, key: str, content_type: str, size: int, expires_at: datetime) -> str:
        expires = int(expires_at.timestamp())
        signature = self._sign("PUT", key, expires, content_type, size)
        return self._address(key, expires=expires, type=content_type, size=size, signature=signature)

    async def for_download(self, key: str, name: str, expires_at: datetime) -> str:
        expires = int(expires_at.timestamp())
        return self._address(key, expires=expires, name=name, signature=self._sign("GET", key, expires, name))

    def verify_upload(self, key: str, query: Mapping[str, str]) -> UploadPermission:
        """What may be put under `key`. Raises `NotAllowed`, `Gone` for an expired address, `MalformedRequest`."""
        expires, size, content_type = _number(query, "expires"), _number(query, "size"), query.get("type", "")
        self._verify(query, "PUT", key, expires, content_type, size)
        return UploadPermission(content_type, size)

    def verify_download(self, key: str, query: Mapping[str, str]) -> str:
        """The name under which `key` may be read. Raises like `verify_upload`."""
        name = query.get("name", "")
        self._verify(query, "GET", key, _number(query, "expires"), name)
        return name

    def path_of(self, key: str) -> Path:
        """Where the file lies."""
        return self.root / key

    def incoming_path_of(self, key: str) -> Path:
        """Where it lies until it is confirmed."""
        return self.root / INCOMING / key

    def _address(self, key: str, **query: str | int) -> str:
        return f"{self._base_url}{LOCAL_PREFIX}{key}?{urlencode(query, quote_via=quote)}"

    def _sign(self, method: str, key: str, expires: int, *rest: str | int) -> str:
        # As JSON, so that no two lists of parts are the same text.
        text = msgspec.json.encode([method, key, expires, *rest])
        return urlsafe_b64encode(hmac.digest(self._secret, text, hashlib.sha256)).rstrip(b"=").decode()

    def _verify(self, query: Mapping[str, str], method: str, key: str, expires: int, *rest: str | int) -> None:
        signature = self._sign(method, key, expires, *rest).encode()
        if not hmac.compare_digest(signature, query.get("signature", "").encode()):
            raise NotAllowed("Este link não é válido.")
        if expires <= datetime.now(UTC).timestamp():
            raise Gone()


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _number(query: Mapping[str, str], name: str) -> int:
    text = query.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise MalformedRequest("Este link está incompleto.")
    return int(text)
