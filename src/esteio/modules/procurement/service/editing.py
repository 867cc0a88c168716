"""Changing what a request asks for; once its need was approved, that takes it back to A1."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.procurement.schemas.requests import ItemInput, RequestChange
from esteio.modules.procurement.service import items, requests, submission


async def change(
    tx: Tx, actor: Actor, request_id: UUID, data: RequestChange, version: int | None, origin: Origin
) -> None:
    """Replace the head of a request and, where they are given, its items: together or not at all.

    Raises `NotFound`, `VersionConflict`, `NotAllowed`, `RequestNotEditable`, `RoundOpen`, `BudgetBlocked`, and
    `InvalidInput` with everything that is wrong at once.
    """
    row = await requests.get_editable(tx, actor, request_id, version)
    after = row
    fields: dict[str, str] = {}
    try:
        after = await requests.change_head(tx, actor, row, data, origin)
    except InvalidInput as error:
        fields |= error.fields
    if data.items is not None:
        try:
            after = await items.replace(tx, actor, after, data.items, origin)
        except InvalidInput as error:
            fields |= error.fields
    if fields:
        raise InvalidInput(fields=fields)
    if after is not row and after["status"] == RequestStatus.QUOTATION:
        await submission.submit(tx, actor, after, "revise", origin)


async def put_items(
    tx: Tx, actor: Actor, request_id: UUID, data: Sequence[ItemInput], version: int | None, origin: Origin
) -> None:
    """As `change`, of the items alone."""
    row = await requests.get_editable(tx, actor, request_id, version)
    after = await items.replace(tx, actor, row, data, origin)
    if after is not row and after["status"] == RequestStatus.QUOTATION:
        await submission.submit(tx, actor, after, "revise", origin)
