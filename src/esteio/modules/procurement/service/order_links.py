"""The supplier's link to an order: what it is made of, and until when it works."""

from __future__ import annotations

import datetime
import secrets
import time

import asyncpg

from esteio.core.tokens import Tokens
from esteio.modules.procurement.rules.orders import LINK_DAYS
from esteio.settings import Settings

ORDER_PURPOSE = "purchase_order"
"""Part of the link's signature: a link of another kind never opens an order."""


def new_link() -> dict[str, object]:
    """The columns of a link made now; the one before stops working with it."""
    expires_at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=LINK_DAYS)
    return {"link_nonce": secrets.token_urlsafe(24), "link_expires_at": expires_at, "pdf_file_id": None}


def link_url(settings: Settings, tokens: Tokens, row: asyncpg.Record) -> str:
    """The address of the page on which the supplier of a sent order confirms it."""
    ttl_s = int(row["link_expires_at"].timestamp() - time.time())
    token = tokens.link(ORDER_PURPOSE, row["tenant_id"], row["id"], row["link_nonce"], ttl_s)
    return f"{settings.base_url}/pedido?token={token}"
