"""What httpx's clients of servers on this machine are given as `verify`."""

from __future__ import annotations

import ssl

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody, which plain HTTP does not need. Left to itself, each client, and each `httpx.get`, first reads the
certificates of all authorities: 30 ms of work, a hundred times as much as the request, many hundred times a run."""
