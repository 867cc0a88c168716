"""The items of a request: replacing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.items import RequestItem, estimated_total
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.procurement.schemas.requests import ItemInput
from esteio.modules.procurement.service.checking import checked_items
from esteio.modules.procurement.service.history import EventKind, note
from esteio.modules.procurement.store import request_items as item_store
from esteio.modules.procurement.store import requests as store

_MEMBERS = {
    "description": "description",
    "specification": "specification",
    "category": "category",
    "unit": "unit",
    "quantity": "quantity",
    "estimated_unit_price": "estimatedUnitPrice",
}
_TOLD_MOST = 50
"""Changed items that a line of the history names."""


async def replace(
    tx: Tx, actor: Actor, row: asyncpg.Record, data: Sequence[ItemInput], origin: Origin
) -> asyncpg.Record:
    """Replace what the locked `row` asks for; returns it as it is then.

    Items are told apart by `id`, so that prices of suppliers stay with what they are for. Raises `InvalidInput` naming
    each field.
    """
    before = {each["id"]: each for each in await item_store.list_items(tx, row["id"])}
    items = checked_items(data, before)
    if not items and row["status"] == RequestStatus.QUOTATION:
        raise InvalidInput(fields={"items": "Deixe ao menos um item, ou cancele a solicitação."})
    differing = _differences(before, items)
    if not differing:
        return row
    after = await write(tx, row, items, before)
    totals = {"items": row["items"], "estimatedTotal": str(row["estimated_total"])}
    await note(
        tx,
        row["id"],
        EventKind.ITEMS_CHANGED,
        actor,
        origin,
        detail={"count": len(differing), "differences": differing[:_TOLD_MOST]},
        before=totals,
        after={"items": after["items"], "estimatedTotal": str(after["estimated_total"])},
    )
    return after


async def write(
    tx: Tx, row: asyncpg.Record, items: Sequence[RequestItem], before: dict[UUID, asyncpg.Record]
) -> asyncpg.Record:
    """Store the checked items of the locked `row`, which has `before`; returns it with its new sums."""
    placed = list(enumerate(items, start=1))
    kept = {item.id for item in items}
    await item_store.take_out_items(tx, row["id"], [item_id for item_id in before if item_id not in kept])
    await item_store.update_items(tx, row["id"], [each for each in placed if each[1].id is not None])
    await item_store.insert_items(tx, row["id"], [each for each in placed if each[1].id is None])
    return await store.update_request(tx, row["id"], {"items": len(items), "estimated_total": estimated_total(items)})


def _differences(before: dict[UUID, asyncpg.Record], items: Sequence[RequestItem]) -> list[dict[str, Any]]:
    """What is new, what is gone and what changed, each with what it was and is."""
    found: list[dict[str, Any]] = []
    for position, item in enumerate(items, start=1):
        was = before.get(item.id) if item.id else None
        if was is None:
            found.append({"added": item.description, "quantity": str(item.quantity), "unit": item.unit})
            continue
        names = [name for name in _MEMBERS if was[name] != getattr(item, name)]
        if names or was["position"] != position:
            found.append(
                {
                    "changed": was["description"],
                    "before": {_MEMBERS[name]: _shown(was[name]) for name in names},
                    "after": {_MEMBERS[name]: _shown(getattr(item, name)) for name in names},
                }
            )
    kept = {item.id for item in items}
    found += [
        {"removed": was["description"], "quantity": str(was["quantity"]), "unit": was["unit"]}
        for item_id, was in before.items()
        if item_id not in kept
    ]
    return found


def _shown(value: object) -> str | None:
    return None if value is None else str(value)
