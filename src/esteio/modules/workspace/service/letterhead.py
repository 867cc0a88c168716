"""The letterhead as paper shows it."""

from __future__ import annotations

import msgspec

from esteio.core.db import Tx
from esteio.core.files import FileStore
from esteio.core.paper import BRICK, Letterhead, formatted_phone, named_document
from esteio.core.wire import Address, address_line
from esteio.modules.workspace.store import organisations as store

LOGO_URL_TTL_S = 3600.0


async def get_letterhead(tx: Tx) -> Letterhead:
    """The organisation's letterhead, without its logo, whose bytes are not in the database (`find_logo_key`)."""
    row = await store.get_organisation(tx)
    document = row["document"] or ""
    lines = (
        address_line(msgspec.json.decode(row["address"], type=Address)),
        named_document(document),
        f"CAU {row['cau']}" if row["cau"] else "",
        formatted_phone(row["phone"] or ""),
        row["email"] or "",
        row["site"] or "",
    )
    return Letterhead(
        name=row["name"], letterhead=tuple(line for line in lines if line), accent=row["accent_colour"] or BRICK
    )


async def get_logo_url(files: FileStore, tx: Tx) -> str:
    """Where a page opened by a link reads the organisation's logo from, for an hour; empty without one."""
    key = await store.find_logo_key(tx)
    return "" if key is None else await files.download_url(key, "logo", LOGO_URL_TTL_S)


async def get_address(tx: Tx) -> Address:
    """Where the organisation is."""
    return msgspec.json.decode((await store.get_organisation(tx))["address"], type=Address)
