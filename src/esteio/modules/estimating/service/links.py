"""The client's link: what it is made of, and until when it works."""

from __future__ import annotations

import datetime
import time

import asyncpg

from esteio.brazil.dates import SAO_PAULO
from esteio.core.tokens import Tokens
from esteio.settings import Settings

PROPOSAL_PURPOSE = "proposal"
"""Part of the link's signature: a link of another kind never opens a proposal."""


def end_of_validity(valid_until: datetime.date) -> datetime.datetime:
    """The moment at which the last day of a validity ends, in São Paulo."""
    return datetime.datetime.combine(valid_until + datetime.timedelta(days=1), datetime.time(), SAO_PAULO)


def link_url(settings: Settings, tokens: Tokens, row: asyncpg.Record) -> str:
    """The address of the page on which the client of a sent version answers."""
    ttl_s = int(end_of_validity(row["valid_until"]).timestamp() - time.time())
    token = tokens.link(PROPOSAL_PURPOSE, row["tenant_id"], row["id"], row["link_nonce"], ttl_s)
    return f"{settings.base_url}/proposta?token={token}"
