"""The built web application: its files by address, read once, each with what HTTP says of it.

`web/` is built into two folders: `app` (React: `index.html`, `assets/`, the service worker) and `public` (a small page
each for those who come by a link: `cotacao.html` is `/cotacao`). In a wheel they lie in the package, in a checkout in
`web/dist`. What is not there when the folder is read has no address, so none can lead out of it.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import brotli
import structlog

from esteio.http.responses import COMPRESS_FROM_BYTES, weak_etag

PACKAGE = Path(__file__).parent.parent
PLACES = (PACKAGE / "web_app", PACKAGE.parent.parent / "web" / "dist")
"""Where a build may lie: in a wheel, in a checkout."""
INDEX = "/index.html"
ASSETS = ("/assets/", "/public-assets/")
"""Files under them have a hash of their content in their name, so that they never change."""
MOST_BYTES = 67_108_864
"""Of all files: they stay in memory."""

_TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
}
_ALREADY_SMALL = frozenset({".png", ".webp", ".woff2", ".mp3", ".ogg"})
_GZIP_LEVEL, _BROTLI_QUALITY = 9, 9
"""Once a file: 200 KB of script take 15 ms; brotli's 11 would take half a second to be 3% smaller."""

log = structlog.get_logger(__name__)


class WebFile:
    """One file, in every encoding that somebody asked for."""

    def __init__(self, address: str, content: bytes) -> None:
        suffix = os.path.splitext(address)[1]
        self.address = address
        self.content_type = _TYPES[suffix].encode()
        self.etag = weak_etag(content)
        self.lasts = address.startswith(ASSETS)
        """Whether it may be kept for ever."""
        self.compressible = suffix not in _ALREADY_SMALL and len(content) >= COMPRESS_FROM_BYTES
        self._contents = {b"": content}

    def content(self, encoding: bytes) -> bytes | None:
        """It in that encoding (`br`, `gzip` or none), if it was asked for before."""
        return self._contents.get(encoding)

    def encode(self, encoding: bytes) -> bytes:
        """It in that encoding, made now and kept; takes milliseconds."""
        plain = self._contents[b""]
        made = (
            brotli.compress(plain, quality=_BROTLI_QUALITY)
            if encoding == b"br"
            else gzip.compress(plain, compresslevel=_GZIP_LEVEL, mtime=0)
        )
        self._contents[encoding] = made
        return made


class WebBuild:
    """The files of one build."""

    def __init__(self, files: Mapping[str, WebFile], stamp: int) -> None:
        self.files = files
        """By address; pages without their suffix, too."""
        self.stamp = stamp
        """Differs between two builds."""

    @property
    def index(self) -> WebFile:
        """The page of the application."""
        return self.files[INDEX]


def find_build() -> Path | None:
    """The folder of the build that this program has; None when there is none."""
    return next((place for place in PLACES if stamp_of(place) is not None), None)


def stamp_of(folder: Path) -> int | None:
    """When the application in `folder` was built, ns; None when it is not there."""
    try:
        return (folder / "app" / "index.html").stat().st_mtime_ns
    except OSError:
        return None


def read_build(folder: Path) -> WebBuild | None:
    """Read the build in `folder`; None when there is none, or while another program is writing it."""
    stamp = stamp_of(folder)
    if stamp is None:
        return None
    files: dict[str, WebFile] = {}
    total = 0
    try:
        for address, path in [*_files_below(folder / "public"), *_files_below(folder / "app")]:
            content = path.read_bytes()
            total += len(content)
            if total > MOST_BYTES:
                log.error("web_app.too_large", folder=str(folder), most_bytes=MOST_BYTES)
                return None
            files[address] = WebFile(address, content)
    except OSError:
        return None
    if INDEX not in files:
        return None
    for address, file in tuple(files.items()):
        if address.endswith(".html") and address != INDEX:
            files[address.removesuffix(".html")] = file
    files["/"] = files[INDEX]
    return WebBuild(files, stamp)


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Address and path of every regular file whose type is known. A link is not followed: it may lead anywhere."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            if path.suffix in _TYPES and not name.startswith(".") and not path.is_symlink():
                yield "/" + path.relative_to(folder).as_posix(), path
