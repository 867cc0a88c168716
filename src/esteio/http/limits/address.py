"""What counts as one address."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

IPV6_NETWORK_BITS = 64
"""The smallest network that a provider hands to one customer (RFC 6177), who may use every address in it."""


@lru_cache(maxsize=4096)
def address_key(address: str) -> str:
    """The key under which `address` is limited and blocked: an IPv4 address itself, an IPv6 address its /64.

    An IPv4 address written as IPv6 (`::ffff:203.0.113.9`) is the IPv4 address. A text that is no address, such as
    the peer of a Unix socket, shares the one key `unknown`.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed, IPV6_NETWORK_BITS), strict=False))
