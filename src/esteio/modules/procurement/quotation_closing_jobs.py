"""The end of a round's time, at its moment."""

from __future__ import annotations

import datetime
from uuid import UUID

import msgspec

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import JobContext, enqueue, job
from esteio.modules.procurement.service import round_closing

TOO_EARLY = datetime.timedelta(seconds=5)
"""After this a run that came before the moment tries again."""


class RoundEnds(msgspec.Struct, frozen=True):
    """Which round's time is over, if it was not put off."""

    round_id: UUID
    closes_at: datetime.datetime


@job("procurement.round.close", timeout_s=60)
async def close_round(context: JobContext, payload: RoundEnds) -> None:
    """Note that the time is over, unless it was put off meanwhile. A second run finds it noted."""
    async with context.services[Database].transaction(Scope(tenant_id=context.tenant_id)) as tx:
        left = await round_closing.close(tx, payload.round_id)
        if left == payload.closes_at:
            # This worker's clock is ahead of the database's.
            await enqueue(tx, close_round, payload, tenant_id=tx.tenant_id, run_after=TOO_EARLY)
