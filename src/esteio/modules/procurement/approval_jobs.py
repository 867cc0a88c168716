"""Background work of approvals: many signatures at once, reminders, escalation, and the queue kept right."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from esteio.core.db import Database
from esteio.core.jobs import JobContext, PermanentFailure, job, schedule
from esteio.modules.procurement.service import approvals, bulk_approvals, overdue
from esteio.modules.workspace.api import EachOrganisation, list_every


class BulkApproval(msgspec.Struct, frozen=True):
    """What to judge, and in whose name."""

    bulk_id: UUID
    person_id: UUID


class NoWord(msgspec.Struct, frozen=True):
    """A job that needs no word."""


@job("procurement.approvals.sign-many", timeout_s=300)
async def sign_many(context: JobContext, payload: BulkApproval) -> None:
    """Judge each of many requests. A second run judges only those that the first did not come to."""
    if context.tenant_id is None:
        raise PermanentFailure("Uma aprovação em lote é de uma organização.")
    await bulk_approvals.run(context.services[Database], context.tenant_id, payload.person_id, payload.bulk_id)


@job("procurement.approvals.look-after", timeout_s=600)
async def look_after_approvals(context: JobContext, payload: NoWord) -> None:
    """Set the queue right and follow up what waits too long. A second run finds the queue right and nothing due."""
    moment = datetime.now(UTC)
    database = context.services[Database]
    for organisation in await list_every(database):
        await look_after(database, organisation, moment)


async def look_after(database: Database, organisation: EachOrganisation, moment: datetime) -> None:
    """The same for one organisation: each request in a transaction of its own, so that none waits for another."""
    scope = organisation.scope
    async with database.transaction(scope) as tx:
        stale = await approvals.list_stale(tx)
        due = await overdue.list_due(tx, moment) if overdue.is_waking(moment, organisation.timezone) else []
    for request_id in stale:
        async with database.transaction(scope) as tx:
            await overdue.refresh(tx, request_id)
    for request_id in due:
        async with database.transaction(scope) as tx:
            await overdue.follow_up(tx, request_id, moment)


# Four times an hour: delegations begin with the day, which there are clocks that begin at a quarter past or to.
looking_after = schedule(look_after_approvals, "*/15 * * * *", NoWord())
