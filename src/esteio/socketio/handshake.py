"""The request by which a client came, and whether it may come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

HeaderList = Iterable[tuple[bytes, bytes]]


class OriginRule(NamedTuple):
    """How a request's Origin was judged."""

    allowed: bool
    by_name: bool = True
    """False when only the wildcard let it in: such a request brings no cookies to anybody."""


class Handshake:
    """Headers, cookies, query and address of the first request. Kept as one text, because thousands are kept."""

    __slots__ = ("_head", "_query", "address")

    def __init__(self, headers: HeaderList, query: bytes, address: str) -> None:
        self._head = b"\n".join(name + b":" + value for name, value in headers)
        self._query = query
        self.address = address
        """Of the client: the peer's, or what `address_of` makes of it behind proxies."""

    @property
    def headers(self) -> dict[str, str]:
        """By lower-case name; of several with one name the last."""
        lines = (line.partition(":") for line in self._head.decode("latin-1").split("\n"))
        return {name.lower(): value.strip() for name, _, value in lines if name}

    @property
    def cookies(self) -> dict[str, str]:
        """By name; empty when the page's origin was let in by the wildcard only."""
        jar: SimpleCookie = SimpleCookie()
        for part in self.headers.get("cookie", "").split(";"):
            # One at a time: a single cookie that is malformed would hide all.
            try:
                jar.load(part.strip())
            except CookieError:
                continue
        return {name: morsel.value for name, morsel in jar.items()}

    def forget(self) -> None:
        """Let go of headers and query, which are a tenth of what a connection takes; the address stays."""
        self._head = self._query = b""

    @property
    def query(self) -> dict[str, str]:
        """Of the address, decoded."""
        return parse_query(self._query)


def parse_query(query: bytes) -> dict[str, str]:
    """By name; of several with one name the last."""
    try:
        return dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=64))
    except ValueError:
        return {}


def header(headers: HeaderList, name: bytes) -> bytes | None:
    """The first with that lower-case name."""
    return next((value for key, value in headers if key.lower() == name), None)


def judge_origin(headers: HeaderList, allowed_origins: frozenset[str]) -> OriginRule:
    """A page may use its own host and those that allow it; what is no browser sends no Origin."""
    given = header(headers, b"origin")
    if given is None:
        return OriginRule(True)
    origin = given.decode("latin-1")
    host = (header(headers, b"host") or b"").decode("latin-1")
    if origin in allowed_origins or (host and origin.partition("://")[2].lower() == host.lower()):
        return OriginRule(True)
    return OriginRule("*" in allowed_origins, by_name=False)


def take_handshake(
    headers: list[tuple[bytes, bytes]],
    query: bytes,
    peer: str,
    rule: OriginRule,
    address_of: Callable[[str, list[tuple[bytes, bytes]]], str] | None,
) -> Handshake:
    """The handshake of a request that is let in."""
    address = address_of(peer, headers) if address_of is not None else peer
    if not rule.by_name:
        headers = [(name, value) for name, value in headers if name.lower() != b"cookie"]
    return Handshake(headers, query, address)


def cors_headers(headers: HeaderList, rule: OriginRule) -> list[tuple[bytes, bytes]]:
    """For an answer that another origin's page may read."""
    given = header(headers, b"origin")
    if given is None or not rule.allowed:
        return []
    if not rule.by_name:
        return [(b"access-control-allow-origin", b"*")]
    return [
        (b"access-control-allow-origin", given),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


def peer_of(client: Any) -> str:
    """The address in what asyncio and ASGI give for a peer: a pair, a longer tuple, a path, or nothing."""
    return str(client[0]) if isinstance(client, (tuple, list)) and client else ""
