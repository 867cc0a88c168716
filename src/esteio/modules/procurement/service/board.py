"""The kanban in figures: how many requests stand in each column, and what they come to."""

from __future__ import annotations

from decimal import Decimal

from esteio.core.db import Tx
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.procurement.schemas.requests import Board, StatusCount
from esteio.modules.procurement.store import requests as store


async def board(tx: Tx) -> Board:
    """Every state in the order of the way, also those without a request."""
    found = {row["status"]: row for row in await store.count_by_status(tx)}
    return Board(
        data=[
            StatusCount(status=status.value, count=found[status]["count"], total=found[status]["total"])
            if status in found
            else StatusCount(status=status.value, count=0, total=Decimal("0.00"))
            for status in RequestStatus
        ]
    )
