"""Counters of requests, rounds, orders and receipts."""

from __future__ import annotations

import datetime

from esteio.core.db import Tx
from esteio.modules.procurement.rules.codes import CodeKind, code_year, numbered_code


async def next_code(tx: Tx, kind: CodeKind, moment: datetime.datetime) -> str:
    """The organisation's next `SOL-2026-001` of the year of `moment` (São Paulo's clock).

    The counter's row is held until `tx` ends, so that no number is given twice: take it when nothing slow is left.
    """
    year = code_year(moment)
    number: int = await tx.fetchval(
        """
        insert into document_counters (tenant_id, kind, period, value) values ($1, $2, $3, 1)
        on conflict (tenant_id, kind, period) do update set value = document_counters.value + 1 returning value
        """,
        tx.tenant_id,
        kind,
        year,
    )
    return numbered_code(kind, year, number)
