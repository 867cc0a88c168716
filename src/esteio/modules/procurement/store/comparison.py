"""What a comparison shows beside the answers."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.modules.procurement.rules.quotation_states import ANSWERED


async def list_unanswered(tx: Tx, round_id: UUID) -> list[asyncpg.Record]:
    """A round's invitations without an answer that counts, with `supplier_name`, by it."""
    return await tx.fetch(
        """
        select q.id, q.supplier_id, q.status, q.declined_reason,
               coalesce(nullif(s.trade_name, ''), s.name) as supplier_name
        from quotations q join suppliers s on s.tenant_id = q.tenant_id and s.id = q.supplier_id
        where q.tenant_id = $1 and q.round_id = $2 and q.status <> all($3) order by 5, q.id
        """,
        tx.tenant_id,
        round_id,
        sorted(ANSWERED),
    )
