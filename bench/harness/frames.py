"""The least of WebSocket, Engine.IO and Socket.IO that a crowd of clients needs: frames, handshakes, marks."""

from __future__ import annotations

import re

import msgspec

MARK = b"~t"
MARK_BYTES = 24
"""`~t<microseconds, 15 digits>.<number, 6 digits>`: fixed, so that a mark can take the place of another."""
NO_MARK = b"~t000000000000000.000000"
"""Where a request's mark goes."""

# Clients must mask what they send (RFC 6455 5.3); a mask of zeros leaves the bytes as they are and costs nothing.
_NO_MASK = b"\0\0\0\0"
_CURSOR = re.compile(rb'"cursor":"([0-9A-Za-z.]+)"')


def masked(text: bytes) -> bytes:
    """A client's text frame. Raises `ValueError` above 64 KiB, which no client of ours sends."""
    size = len(text)
    if size < 126:
        return bytes((0x81, 0x80 | size)) + _NO_MASK + text
    if size < 1 << 16:
        return bytes((0x81, 0x80 | 126)) + size.to_bytes(2) + _NO_MASK + text
    raise ValueError(f"a frame of {size} bytes")


PONG = masked(b"3")


def split(data: bytes | bytearray, size: int) -> tuple[list[tuple[int, int]], int]:
    """Where the payloads of a server's whole frames lie (start, end) in `data[:size]`, and where the rest begins."""
    found: list[tuple[int, int]] = []
    at = 0
    while at + 2 <= size:
        length = data[at + 1]
        start = at + 2
        if length == 126:
            start = at + 4
            if start > size:
                break
            length = data[at + 2] << 8 | data[at + 3]
        elif length == 127:
            start = at + 10
            if start > size:
                break
            length = int.from_bytes(data[at + 2 : at + 10])
        if start + length > size:
            break
        at = start + length
        found.append((start, at))
    return found, at


def is_close(data: bytes | bytearray, start: int) -> bool:
    """Whether the frame whose payload of less than 126 bytes starts there closes the connection."""
    return start >= 2 and data[start - 2] & 0x0F == 0x8


def upgrade_request(host: str, path: str) -> bytes:
    """Asks for a WebSocket as a browser would, without compression, so that all servers send the same bytes."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nUser-Agent: bench\r\n\r\n"
    ).encode()


def connect_packet(token: str) -> bytes:
    """Socket.IO's CONNECT of the namespace `/`, framed."""
    return masked(b"40" + msgspec.json.encode({"token": token}))


def subscribe_packet(events: tuple[str, ...], since: str = "") -> bytes:
    """Socket.IO's `subscribe`, to be acknowledged as number 0, framed."""
    asked: dict[str, object] = {"events": events}
    if since:
        asked["since"] = since
    return masked(b"420" + msgspec.json.encode(["subscribe", asked]))


def mark(at_s: float, number: int) -> bytes:
    """The mark of something due at `at_s` (`time.perf_counter`, the same in all processes of a machine)."""
    return b"%b%015d.%06d" % (MARK, int(at_s * 1e6), number)


def read_mark(data: bytes | bytearray, at: int) -> tuple[float, int]:
    """When the mark at that place was due, seconds, and its number."""
    return int(data[at + 2 : at + 17]) / 1e6, int(data[at + 18 : at + 24])


def last_cursor(data: bytes) -> str:
    """The last cursor named in what a server sent, "" when none is."""
    found = _CURSOR.findall(data)
    return found[-1].decode() if found else ""
