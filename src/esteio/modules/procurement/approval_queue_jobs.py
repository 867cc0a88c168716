"""The queue of approvals after a change of who may sign: a delegation, the approvers of a cost centre, and roles and
memberships, whose changes queue the job by triggers (`migrations/procurement_0004_signers.py`)."""

from __future__ import annotations

import msgspec

from esteio.core.access import Scope
from esteio.core.db import Database, Tx
from esteio.core.jobs import JobContext, PermanentFailure, enqueue, job
from esteio.modules.procurement.service import approvals, overdue


class SignersChanged(msgspec.Struct, frozen=True):
    """Whose they are is the organisation of the job."""


@job("procurement.approvals.set-right", timeout_s=300)
async def set_queue_right(context: JobContext, payload: SignersChanged) -> None:
    """Have the queue say whose turn it is now; each request has its transaction. A second run finds it right."""
    if context.tenant_id is None:
        raise PermanentFailure("Uma fila de aprovações é de uma organização.")
    database, scope = context.services[Database], Scope(tenant_id=context.tenant_id)
    async with database.transaction(scope) as tx:
        stale = await approvals.list_stale(tx)
    for request_id in stale:
        async with database.transaction(scope) as tx:
            await overdue.refresh(tx, request_id)


async def signers_changed(tx: Tx) -> None:
    """Have the queue set right once the transaction is committed. Without a key: a run in hand may have read before."""
    await enqueue(tx, set_queue_right, SignersChanged(), tenant_id=tx.tenant_id, actor_id=tx.scope.user_id)
