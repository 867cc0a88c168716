"""Who signs for whom on a day."""

from __future__ import annotations

import datetime
from uuid import UUID

import msgspec

from esteio.core.db import Tx
from esteio.modules.procurement.store import delegations as store


class Delegation(msgspec.Struct, frozen=True):
    """Who signs instead of whom."""

    from_id: UUID
    to_id: UUID


async def standing_in(tx: Tx, on: datetime.date) -> list[Delegation]:
    """The delegations that stand on that day (by the organisation's clock), to people who are still members.

    They do not add up: whoever signs for somebody does not pass that on to who signs for them.
    """
    return [Delegation(row["from_id"], row["to_id"]) for row in await store.list_standing(tx, on)]
