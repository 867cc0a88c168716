"""Links by which people without an account come to a page of their own.

A link is signed for one purpose and one thing, and holds a secret of the row (`link_nonce`): a new secret ends the
links that were given out before.
"""

from __future__ import annotations

import datetime
import secrets
import time

import asyncpg
import msgspec

from esteio.core.tokens import InvalidLink, LinkClaims, LinkReplaced, Tokens


class LinkKind(msgspec.Struct, frozen=True):
    """Links to one kind of thing."""

    purpose: str
    """Part of the signature: a link of another kind never opens this one's page."""
    page: str
    """The page of the web app, with its slash."""

    def url(self, tokens: Tokens, base_url: str, row: asyncpg.Record, until: datetime.datetime) -> str:
        """The address of the page for `row`, which has `tenant_id`, `id` and `link_nonce`, until then."""
        ttl_s = int(until.timestamp() - time.time())
        token = tokens.link(self.purpose, row["tenant_id"], row["id"], row["link_nonce"], ttl_s)
        return f"{base_url}{self.page}?token={token}"


def new_nonce() -> str:
    """What makes a link unguessable, and ends the one before."""
    return secrets.token_urlsafe(24)


def require_current(row: asyncpg.Record | None, claims: LinkClaims) -> asyncpg.Record:
    """The thing that the link is for; raises `InvalidLink` where there is none (yet), `LinkReplaced`."""
    if row is None or row["link_nonce"] is None:
        raise InvalidLink
    if row["link_nonce"] != claims.nonce:
        raise LinkReplaced
    return row
