"""The client's link: until when it works."""

from __future__ import annotations

import datetime

import asyncpg

from esteio.brazil.dates import SAO_PAULO
from esteio.core.links import LinkKind
from esteio.core.tokens import Tokens
from esteio.settings import Settings

PROPOSAL_LINK = LinkKind("proposal", "/proposta")


def end_of_validity(valid_until: datetime.date) -> datetime.datetime:
    """The moment at which the last day of a validity ends, in São Paulo."""
    return datetime.datetime.combine(valid_until + datetime.timedelta(days=1), datetime.time(), SAO_PAULO)


def link_url(settings: Settings, tokens: Tokens, row: asyncpg.Record) -> str:
    """The address of the page on which the client of a sent version answers."""
    return PROPOSAL_LINK.url(tokens, settings.base_url, row, end_of_validity(row["valid_until"]))
