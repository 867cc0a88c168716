"""The least of HTTP/1.1 that a load generator needs: where an answer ends, and its status."""

from __future__ import annotations

import re

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_BODILESS = frozenset({204, 304})


class ResponseReader:
    """Reads one answer after another from a connection that is kept alive; never keeps a body.

    After `feed` returned a status, the next call begins the next answer. Requests are not pipelined, so bytes after
    the end of an answer are an error of the server and raise `ValueError`, as does a head that is not HTTP/1.1.
    """

    __slots__ = ("_chunks", "_head", "_missing", "_status")

    def __init__(self) -> None:
        self._head = b""
        self._missing = 0
        self._status = 0
        self._chunks: _ChunkReader | None = None

    def feed(self, data: bytes) -> int:
        """Takes what came off the socket; the status once the answer is whole, else 0."""
        if self._status == 0:
            if self._head:
                data = self._head + data
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self._head = data
                return 0
            self._head = b""
            self._begin(data[: end + 2])
            data = data[end + 4 :]
        if self._chunks is not None:
            if not self._chunks.feed(data):
                return 0
            self._chunks = None
        else:
            self._missing -= len(data)
            if self._missing > 0:
                return 0
            if self._missing < 0:
                raise ValueError("bytes after the end of an answer")
        status, self._status = self._status, 0
        return status

    def _begin(self, head: bytes) -> None:
        if not head.startswith(b"HTTP/1.1 "):
            raise ValueError(f"not an HTTP/1.1 answer: {head[:40]!r}")
        self._status = int(head[9:12])
        if self._status in _BODILESS:
            self._missing = 0
        elif length := _LENGTH.search(head):
            self._missing = int(length[1])
        elif _CHUNKED.search(head):
            self._chunks = _ChunkReader()
        else:
            raise ValueError("an answer that ends with its connection cannot be kept alive")


class _ChunkReader:
    """Finds the end of a chunked body (without trailers), however it is cut."""

    __slots__ = ("_last", "_line", "_skip")

    def __init__(self) -> None:
        self._line = b""
        self._skip = 0
        self._last = False

    def feed(self, data: bytes) -> bool:
        """True when `data` ended the body."""
        while True:
            if self._skip:
                taken = min(self._skip, len(data))
                self._skip -= taken
                data = data[taken:]
                if self._skip:
                    return False
                if self._last:
                    if data:
                        raise ValueError("bytes after the end of an answer")
                    return True
            end = data.find(b"\r\n")
            if end < 0 and not (self._line.endswith(b"\r") and data.startswith(b"\n")):
                self._line += data
                return False
            if end < 0 or (self._line.endswith(b"\r") and data.startswith(b"\n")):
                line, data = self._line[:-1], data[1:]
            else:
                line, data = self._line + data[:end], data[end + 2 :]
            self._line = b""
            size = int(line.split(b";")[0], 16)
            self._last = size == 0
            self._skip = size + 2
