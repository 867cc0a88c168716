"""What waits too long for a signature: a reminder after some hours; after more, who stands above may sign as well."""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.history import PROGRAM
from esteio.modules.procurement import notices, permissions
from esteio.modules.procurement.rules.policy import ApprovalPolicy
from esteio.modules.procurement.rules.signers import STAGES
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.procurement.service import approvals
from esteio.modules.procurement.service.history import EventKind, note
from esteio.modules.procurement.store import approvals as store
from esteio.modules.procurement.store import requests as request_store
from esteio.modules.workspace.api import Notice, NoticeAction, NoticeType, announce

FIRST_HOUR, LAST_HOUR = 8, 19
"""By the organisation's clock: nobody is called at night, and what comes due then is told in the morning."""


class Due(msgspec.Struct, frozen=True):
    """What is to be done about a request that waits."""

    remind: bool
    escalate: bool


def is_waking(moment: datetime.datetime, timezone: str) -> bool:
    """Whether people of that time zone (IANA) are to be told things at this moment."""
    return FIRST_HOUR <= moment.astimezone(ZoneInfo(timezone)).hour <= LAST_HOUR


def due(row: asyncpg.Record, policy: ApprovalPolicy, moment: datetime.datetime) -> Due:
    """What the age of a waiting request asks for now, each once a stage."""
    since = row["status_since"]
    age_h = Decimal((moment - since).total_seconds()) / 3600
    reminded = row["reminded_at"] is not None and row["reminded_at"] >= since
    return Due(
        remind=age_h >= policy.reminder_hours and not reminded,
        escalate=age_h >= policy.escalation_hours and not approvals.is_escalated(row),
    )


async def list_due(tx: Tx, moment: datetime.datetime) -> list[UUID]:
    """Requests of the organisation about which something is to be done, the oldest first."""
    policies: dict[int | None, ApprovalPolicy] = {}
    found: list[UUID] = []
    for row in await store.list_waiting(tx):
        number = row["policy_number"]
        if number not in policies:
            policies[number] = await approvals.policy_of(tx, row)
        asked = due(row, policies[number], moment)
        if asked.remind or asked.escalate:
            found.append(row["id"])
    return found


async def follow_up(tx: Tx, request_id: UUID, moment: datetime.datetime) -> None:
    """Remind, or pass on, what still waits; takes the lock itself, and does nothing that was done."""
    row = await request_store.lock_request(tx, request_id)
    if row is None or RequestStatus(row["status"]) not in STAGES:
        return
    asked = due(row, await approvals.policy_of(tx, row), moment)
    if asked.remind:
        row = await request_store.update_request(tx, request_id, {"reminded_at": moment})
        await _remind(tx, row, moment)
    if asked.escalate:
        row = await request_store.update_request(tx, request_id, {"escalated_at": moment})
        await note(tx, request_id, EventKind.ESCALATED, PROGRAM, detail={"stage": STAGES[RequestStatus(row["status"])]})
        await approvals.refresh_tasks(tx, row)


async def refresh(tx: Tx, request_id: UUID) -> None:
    """Have the queue say of one request what is so; takes the lock itself."""
    row = await request_store.lock_request(tx, request_id)
    if row is not None:
        await approvals.refresh_tasks(tx, row)


async def _remind(tx: Tx, row: asyncpg.Record, moment: datetime.datetime) -> None:
    stage = STAGES[RequestStatus(row["status"])]
    hours = int((moment - row["status_since"]).total_seconds()) // 3600
    tasks = await store.list_tasks(tx, [row["id"]])
    name, asking = approvals.name_of(row), approvals.asking(row, stage)
    message = f"A solicitação {name}, espera há {hours} horas a sua assinatura: {asking}."
    if not tasks:
        message = f"A solicitação {name}, espera há {hours} horas e ninguém pode assiná-la: {asking}."
    await announce(
        tx,
        Notice(
            kind=notices.APPROVAL_WAITING,
            # Where nobody may sign, somebody must be given the right.
            permission=permissions.REQUESTS_READ if tasks else permissions.CENTRES_EDIT,
            to=[task["person_id"] for task in tasks] or None,
            message=message,
            type=NoticeType.WARNING,
            action=NoticeAction("Ver a aprovação", "/aprovacoes" if tasks else f"/solicitacoes/{row['id']}"),
            thing="purchase_request",
            thing_id=row["id"],
        ),
    )
