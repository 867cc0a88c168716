"""The supplier's link to a quotation: until when it works."""

from __future__ import annotations

import datetime

import asyncpg

from esteio.core.links import LinkKind
from esteio.core.tokens import Tokens
from esteio.settings import Settings

QUOTATION_LINK = LinkKind("quotation", "/cotacao")
OUTLIVES = datetime.timedelta(days=90)
"""A link's own end lies so far behind the round's: that of the round counts, and may be put off without new links."""


def link_url(settings: Settings, tokens: Tokens, row: asyncpg.Record) -> str:
    """The address of the page on which the supplier of a quotation answers; `row` is of `store.find_quotation`."""
    return QUOTATION_LINK.url(tokens, settings.base_url, row, row["closes_at"] + OUTLIVES)
