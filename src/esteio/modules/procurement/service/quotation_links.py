"""The supplier's link: what it is made of, and until when it works."""

from __future__ import annotations

import datetime
import secrets
import time

import asyncpg

from esteio.core.tokens import Tokens
from esteio.settings import Settings

QUOTATION_PURPOSE = "quotation"
"""Part of the link's signature: a link of another kind never opens a quotation."""
OUTLIVES = datetime.timedelta(days=90)
"""A link's own end lies so far behind the round's: that of the round counts, and may be put off without new links."""


def new_nonce() -> str:
    """What a link is made unguessable, and revoked, by."""
    return secrets.token_urlsafe(24)


def link_url(settings: Settings, tokens: Tokens, row: asyncpg.Record) -> str:
    """The address of the page on which the supplier of a quotation answers; `row` is of `store.find_quotation`."""
    ttl_s = int((row["closes_at"] + OUTLIVES).timestamp() - time.time())
    token = tokens.link(QUOTATION_PURPOSE, row["tenant_id"], row["id"], row["link_nonce"], ttl_s)
    return f"{settings.base_url}/cotacao?token={token}"
