"""How rounds end: their time is over, they are cancelled, an award decides them; and how an award is undone."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.history import PROGRAM
from esteio.core.jobs import enqueue_many
from esteio.modules.procurement.quotation_mail_jobs import MailKind, QuotationMail, send_quotation_mail
from esteio.modules.procurement.rules.quotation_states import ANSWERED, INVITED, may_move, require_quotation_move
from esteio.modules.procurement.rules.vocabulary import QuotationStatus, RequestStatus, RoundStatus
from esteio.modules.procurement.service import quotation_telling
from esteio.modules.procurement.service.history import EventKind, note
from esteio.modules.procurement.service.quotation_holding import hold_round
from esteio.modules.procurement.store import quotations as store
from esteio.modules.procurement.store import rounds as round_store


async def close(tx: Tx, round_id: UUID) -> datetime.datetime | None:
    """Note that a round's time is over, if it is and nobody has; whoever did not answer is late. Takes the locks.

    Returns the moment when it is still to come.
    """
    held = await hold_round(tx, round_id)
    request, row = held
    quoting = row["status"] == RoundStatus.OPEN and request["status"] == RequestStatus.QUOTATION
    if not quoting or row["closed_at"] is not None:
        return None
    if not row["is_over"]:
        return row["closes_at"]
    quotations = await store.lock_quotations(tx, round_id)
    await _move_all(tx, quotations, "expire")
    await round_store.set_closed(tx, round_id)
    answered = sum(each["status"] in ANSWERED for each in quotations)
    invited = sum(each["status"] in INVITED for each in quotations)
    detail = {"round": row["code"], "invited": invited, "answered": answered}
    await note(tx, request["id"], EventKind.ROUND_CLOSED, PROGRAM, detail=detail)
    await quotation_telling.closed(tx, held, invited, answered)
    return None


async def cancel(tx: Tx, actor: Actor | None, row: asyncpg.Record, reason: str, origin: Origin) -> None:
    """Give an open round up: its links stop working, and who had one is told. The caller holds it and its request."""
    quotations = await store.lock_quotations(tx, row["id"])
    cancelled = await _move_all(tx, quotations, "cancel")
    await round_store.set_round_status(tx, row["id"], RoundStatus.CANCELLED)
    await round_store.count_quotations(tx, row["request_id"], None)
    await note(
        tx, row["request_id"], EventKind.ROUND_CANCELLED, actor, origin, text=reason, detail={"round": row["code"]}
    )
    told = {QuotationStatus.INVITED, QuotationStatus.ACTIVE}
    await mail(tx, actor, [each["id"] for each in cancelled if each["status"] in told], MailKind.CANCELLED)


async def cancel_open(tx: Tx, actor: Actor | None, request_id: UUID, reason: str, origin: Origin) -> None:
    """`cancel` the round of a request that the caller holds, if one is open: nobody need answer for what is not bought
    any more."""
    found = await round_store.find_open_round(tx, request_id)
    row = await round_store.lock_round(tx, found["id"]) if found else None
    if row is not None:
        await cancel(tx, actor, row, reason, origin)


async def settle(
    tx: Tx, row: asyncpg.Record, winners: Collection[UUID], *, exception_reason: str | None = None
) -> None:
    """An award decides a round that the caller holds, with its request: `winners` are quotations of which something was
    chosen. Raises `Conflict` for one that has no answer that counts."""
    quotations = await store.lock_quotations(tx, row["id"])
    chosen = [each for each in quotations if each["id"] in winners]
    for each in chosen:
        require_quotation_move(QuotationStatus(each["status"]), "win")
    await _move_all(tx, chosen, "win")
    await _move_all(tx, [each for each in quotations if each["id"] not in winners], "lose")
    await round_store.set_round_status(tx, row["id"], RoundStatus.AWARDED, exception_reason=exception_reason)
    await round_store.count_quotations(tx, row["request_id"], row["id"])


async def unsettle(tx: Tx, round_id: UUID) -> None:
    """Undo `settle` in a round whose request the caller holds: its answers are in play again, its time as it was.

    Who had not answered when it was decided may answer again while there is time.
    """
    row = await round_store.lock_round(tx, round_id)
    if row is None or row["status"] != RoundStatus.AWARDED:
        return
    quotations = await store.lock_quotations(tx, round_id)
    await _move_all(tx, quotations, "reopen")
    await round_store.set_round_status(tx, round_id, RoundStatus.OPEN)
    if not row["is_over"]:
        await _move_all(tx, quotations, "extend")
    elif row["closed_at"] is None:
        # Its moment came while it was decided, when nothing was to be done about it.
        await round_store.set_closed(tx, round_id)
    await round_store.count_quotations(tx, row["request_id"], round_id)


async def mail(tx: Tx, actor: Actor | None, quotation_ids: Collection[UUID], kind: MailKind) -> None:
    """Have the suppliers of these quotations written to, if the caller's transaction commits."""
    payloads = [QuotationMail(quotation_id=quotation_id, kind=kind) for quotation_id in quotation_ids]
    actor_id = actor.user_id if actor else None
    await enqueue_many(tx, send_quotation_mail, payloads, tenant_id=tx.tenant_id, actor_id=actor_id)


async def _move_all(tx: Tx, quotations: list[asyncpg.Record], action: str) -> list[asyncpg.Record]:
    """Take the action with each for which there is one; those that moved, as they were."""
    targets: dict[QuotationStatus, list[asyncpg.Record]] = {}
    for each in quotations:
        status = QuotationStatus(each["status"])
        if may_move(status, action):
            targets.setdefault(require_quotation_move(status, action).target, []).append(each)
    for target, moved in targets.items():
        await store.set_quotation_status(tx, [each["id"] for each in moved], target)
    return [each for moved in targets.values() for each in moved]
