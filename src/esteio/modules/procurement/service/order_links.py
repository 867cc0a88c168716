"""The supplier's link to an order: until when it works."""

from __future__ import annotations

import datetime

import asyncpg

from esteio.core.links import LinkKind, new_nonce
from esteio.core.tokens import Tokens
from esteio.modules.procurement.rules.orders import LINK_DAYS
from esteio.settings import Settings

ORDER_LINK = LinkKind("purchase_order", "/pedido")


def new_link() -> dict[str, object]:
    """The columns of a link made now; the one before stops working with it."""
    expires_at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=LINK_DAYS)
    return {"link_nonce": new_nonce(), "link_expires_at": expires_at, "pdf_file_id": None}


def link_url(settings: Settings, tokens: Tokens, row: asyncpg.Record) -> str:
    """The address of the page on which the supplier of a sent order confirms it."""
    return ORDER_LINK.url(tokens, settings.base_url, row, row["link_expires_at"])
