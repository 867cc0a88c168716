"""Asking for many signatures at once, and looking at what became of them; `service/bulk_approvals.py` does the work."""

from __future__ import annotations

from uuid import UUID

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.jobs import enqueue
from esteio.modules.procurement.approval_jobs import BulkApproval, sign_many
from esteio.modules.procurement.rules.vocabulary import Decision
from esteio.modules.procurement.schemas.approvals import BulkInput
from esteio.modules.procurement.service.signing import checked_reason
from esteio.modules.procurement.store import bulk_approvals as store


async def ask(tx: Tx, actor: Actor, data: BulkInput, origin: Origin) -> str:
    """Have each request judged by a job, once however often it is named; the row of the work as JSON text.

    Raises `InvalidInput` for a rejection without a reason. What cannot be signed is reported, and keeps nothing else
    from being signed.
    """
    reason = checked_reason(Decision(data.decision), data.reason)
    request_ids = list(dict.fromkeys(data.ids))
    bulk_id = await store.insert_bulk(
        tx,
        person_id=actor.user_id,
        decision=data.decision,
        archive=data.archive,
        reason=reason,
        request_ids=request_ids,
        address=origin.address,
        user_agent=origin.user_agent[:500],
    )
    record(
        tx,
        AuditEntry(
            action="approvals.bulk_asked",
            tenant_id=actor.tenant_id,
            user_id=actor.user_id,
            thing="bulk_approval",
            thing_id=bulk_id,
            detail={"decision": data.decision, "requests": len(request_ids)},
            origin=origin,
        ),
    )
    await enqueue(
        tx,
        sign_many,
        BulkApproval(bulk_id=bulk_id, person_id=actor.user_id),
        tenant_id=tx.tenant_id,
        actor_id=actor.user_id,
    )
    return await store.find_row(tx, bulk_id)


async def get(tx: Tx, actor: Actor, bulk_id: UUID) -> str:
    """One of the actor's own, whole, as JSON text; raises `NotFound`."""
    document = await store.find_document(tx, bulk_id, actor.user_id)
    if document is None:
        raise NotFound("Essa aprovação em lote não existe.")
    return document
