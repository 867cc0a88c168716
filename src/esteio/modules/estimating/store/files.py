"""Files that hang on briefings."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from esteio.core.db import Tx


async def count_ready_files(tx: Tx, briefing_id: UUID, ids: Sequence[UUID]) -> int:
    """How many of these files hang on the briefing and were checked."""
    return await tx.fetchval(
        """
        select count(*) from files
        where id = any($1) and status = 'ready' and thing = 'briefing' and thing_id = $2
        """,
        list(ids),
        briefing_id,
    )
