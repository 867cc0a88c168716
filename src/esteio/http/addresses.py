"""From which address a request comes, behind proxies that are trusted to say so."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from esteio.http.responses import Headers


class ClientAddresses:
    """Knows the proxies."""

    def __init__(self, trusted_proxies: Iterable[str]) -> None:
        self._proxies = [ip_network(text) for text in trusted_proxies]

    def find(self, peer: str, headers: Headers) -> str:
        """Who called: the peer, or what trusted proxies in front of it say (right to left, RFC 7239 8.1)."""
        peer = without_zone(peer)
        if not self._proxies or not self._trusted(peer):
            return peer
        forwarded = b",".join(value for name, value in headers if name == b"x-forwarded-for")
        for hop in reversed([part.strip().decode("latin-1") for part in forwarded.split(b",") if part.strip()]):
            if not self._trusted(hop):
                return without_zone(hop) if _is_address(hop) else peer
        return peer

    def _trusted(self, address: str) -> bool:
        if not _is_address(address):
            return False
        parsed = ip_address(address)
        return any(_contains(network, parsed) for network in self._proxies)


def without_zone(address: str) -> str:
    """Which network card it came by says nothing to others, and PostgreSQL takes no address that says it."""
    return address.partition("%")[0]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _contains(network: IPv4Network | IPv6Network, address: Any) -> bool:
    return network.version == address.version and address in network
