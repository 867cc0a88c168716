"""Rounds of quotations: opening one, inviting, giving more time, reminding, giving up."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg

from esteio.brazil.business_days import next_business_day
from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import Conflict, InvalidInput, NotFound
from esteio.core.jobs import enqueue
from esteio.core.links import new_nonce
from esteio.core.policies import SHIPPED
from esteio.core.wire import Ref, check_text
from esteio.modules.procurement.errors import RoundOpen, RoundTimeOver
from esteio.modules.procurement.quotation_closing_jobs import RoundEnds, close_round
from esteio.modules.procurement.quotation_mail_jobs import MailKind
from esteio.modules.procurement.rules.quotation_states import may_move
from esteio.modules.procurement.rules.vocabulary import QuotationStatus
from esteio.modules.procurement.schemas.rounds import Reminded, RoundInput
from esteio.modules.procurement.service import approval_policy, round_closing
from esteio.modules.procurement.service.history import EventKind, note
from esteio.modules.procurement.service.quotation_answers import NO_ANSWER
from esteio.modules.procurement.service.quotation_holding import hold_round, require_open, require_quoting
from esteio.modules.procurement.store import numbers
from esteio.modules.procurement.store import quotations as store
from esteio.modules.procurement.store import requests as request_store
from esteio.modules.procurement.store import rounds as round_store
from esteio.modules.workspace.api import get_timezone

LONGEST = datetime.timedelta(days=180)
BETWEEN_REMINDERS = datetime.timedelta(hours=1)
MOST_SUPPLIERS = 50
"""Of one round."""


class RoundDocument(NamedTuple):
    """A round as its reader sees it."""

    text: str
    """JSON."""
    version: int


async def get(tx: Tx, actor: Actor, round_id: UUID) -> RoundDocument:
    """One round; raises `NotFound`."""
    row = await round_store.find_document(tx, round_id, actor.permissions)
    if row is None:
        raise NotFound("Essa rodada de cotação não existe.")
    return RoundDocument(row["document"], row["version"])


async def begin(tx: Tx, actor: Actor, request_id: UUID, data: RoundInput, origin: Origin) -> UUID:
    """`open_round` for a request; raises `NotFound` besides."""
    request = await request_store.lock_request(tx, request_id)
    if request is None:
        raise NotFound("Essa solicitação não existe.")
    return await open_round(
        tx,
        actor,
        request,
        data.supplier_ids,
        closes_at=data.closes_at,
        instructions=data.instructions,
        origin=origin,
    )


async def open_round(
    tx: Tx,
    actor: Actor,
    request: asyncpg.Record,
    supplier_ids: Sequence[UUID],
    *,
    closes_at: datetime.datetime | None = None,
    instructions: str = "",
    origin: Origin,
) -> UUID:
    """Ask suppliers for prices of what the locked request asks for; each that has an address is mailed a link.

    Without `closes_at` they have the policy's days, to the end of a business day in the organisation's time zone.
    Returns the round's id. Raises `Conflict` unless the request is at its quotation, `RoundOpen`, `InvalidInput`.
    """
    require_quoting(request)
    present = await round_store.find_open_round(tx, request["id"])
    if present is not None:
        raise RoundOpen("Esta solicitação já tem uma cotação em andamento.", roundId=present["id"])
    ends = _checked_end(closes_at) if closes_at else await _usual_end(tx, request)
    suppliers = await _inviteable(tx, supplier_ids)
    code = await numbers.next_code(tx, "COT", datetime.datetime.now(datetime.UTC))
    round_id = await round_store.insert_round(
        tx,
        request["id"],
        code=code,
        closes_at=ends,
        instructions=check_text("instructions", instructions).strip(),
        created_by=actor.user_id,
    )
    await _invite_new(tx, actor, request["id"], round_id, [row["id"] for row in suppliers])
    await _close_at(tx, actor, round_id, ends)
    detail = {"round": code, "supplierIds": [row["id"] for row in suppliers], "closesAt": ends}
    await note(tx, request["id"], EventKind.ROUND_OPENED, actor, origin, detail=detail)
    return round_id


async def invite(
    tx: Tx, actor: Actor, round_id: UUID, supplier_ids: Sequence[UUID], version: int | None, origin: Origin
) -> None:
    """Ask more suppliers, or once more those who declined, were late or had their invitation cancelled.

    Raises `NotFound`, `VersionConflict`, `RoundNotOpen`, `RoundTimeOver`, `InvalidInput`.
    """
    request, row = await hold_round(tx, round_id, version)
    require_open(request, row)
    if row["is_over"]:
        raise RoundTimeOver
    suppliers = await _inviteable(tx, supplier_ids)
    there = {each["supplier_id"]: each for each in await store.lock_quotations(tx, round_id)}
    asked = [supplier for supplier in suppliers if supplier["id"] in there]
    if any(not may_move(QuotationStatus(there[each["id"]]["status"]), "invite_again") for each in asked):
        raise InvalidInput(fields={"supplierIds": "Um destes fornecedores já está convidado."})
    new = [supplier["id"] for supplier in suppliers if supplier["id"] not in there]
    if len(there) + len(new) > MOST_SUPPLIERS:
        raise InvalidInput(fields={"supplierIds": f"Convide no máximo {MOST_SUPPLIERS} fornecedores."})
    for supplier in asked:
        quotation_id = there[supplier["id"]]["id"]
        again = {**NO_ANSWER, "status": QuotationStatus.INVITED, "link_nonce": new_nonce(), "opened_at": None}
        await store.update_quotation(tx, quotation_id, again)
        await store.replace_items(tx, quotation_id, [])
    await round_closing.mail(tx, actor, [there[each["id"]]["id"] for each in asked], MailKind.INVITED)
    await _invite_new(tx, actor, request["id"], round_id, new)
    detail = {"round": row["code"], "supplierIds": [each["id"] for each in suppliers]}
    await note(tx, request["id"], EventKind.SUPPLIERS_INVITED, actor, origin, detail=detail)


async def extend(
    tx: Tx, actor: Actor, round_id: UUID, closes_at: datetime.datetime, version: int | None, origin: Origin
) -> None:
    """Give suppliers more time; those who were late may answer again, and whoever has not answered is told.

    Raises `NotFound`, `VersionConflict`, `RoundNotOpen`, `InvalidInput` unless it is later than now and than before.
    """
    request, row = await hold_round(tx, round_id, version)
    require_open(request, row)
    ends = _checked_end(closes_at)
    if ends <= row["closes_at"]:
        raise InvalidInput(fields={"closesAt": "Escolha um momento depois do prazo atual."})
    quotations = await store.lock_quotations(tx, round_id)
    late = [each["id"] for each in quotations if may_move(QuotationStatus(each["status"]), "extend")]
    await store.set_quotation_status(tx, late, QuotationStatus.INVITED)
    await round_store.set_closing(tx, round_id, ends)
    await _close_at(tx, actor, round_id, ends)
    waiting = [each["id"] for each in quotations if each["status"] == QuotationStatus.INVITED]
    await round_closing.mail(tx, actor, [*waiting, *late], MailKind.EXTENDED)
    await note(
        tx,
        request["id"],
        EventKind.ROUND_EXTENDED,
        actor,
        origin,
        detail={"round": row["code"]},
        before={"closesAt": row["closes_at"]},
        after={"closesAt": ends},
    )


async def remind(tx: Tx, actor: Actor, round_id: UUID, version: int | None, origin: Origin) -> Reminded:
    """Mail those who have not answered, once an hour at most.

    Raises `NotFound`, `VersionConflict`, `RoundNotOpen`, `RoundTimeOver`, `Conflict` too soon after the last.
    """
    request, row = await hold_round(tx, round_id, version)
    require_open(request, row)
    if row["is_over"]:
        raise RoundTimeOver
    now = datetime.datetime.now(datetime.UTC)
    if row["reminded_at"] is not None and now - row["reminded_at"] < BETWEEN_REMINDERS:
        raise Conflict("Os fornecedores já foram lembrados há menos de uma hora.", remindedAt=row["reminded_at"])
    waiting = [each for each in await store.lock_quotations(tx, round_id) if each["status"] == QuotationStatus.INVITED]
    mailed = [each for each in waiting if each["supplier_email"]]
    await round_closing.mail(tx, actor, [each["id"] for each in mailed], MailKind.REMINDED)
    if mailed:
        await round_store.set_reminded(tx, round_id)
        detail = {"round": row["code"], "supplierIds": [each["supplier_id"] for each in mailed]}
        await note(tx, request["id"], EventKind.SUPPLIERS_REMINDED, actor, origin, detail=detail)
    without = [Ref(id=each["supplier_id"], name=each["supplier_shown"]) for each in waiting if each not in mailed]
    return Reminded(reminded=len(mailed), without_email=without)


async def cancel(tx: Tx, actor: Actor, round_id: UUID, reason: str, version: int | None, origin: Origin) -> None:
    """Give a round up; the request stays at its quotation. Raises `NotFound`, `VersionConflict`, `RoundNotOpen`."""
    request, row = await hold_round(tx, round_id, version)
    require_open(request, row)
    await round_closing.cancel(tx, actor, row, check_text("reason", reason).strip(), origin)


async def _inviteable(tx: Tx, supplier_ids: Sequence[UUID]) -> list[asyncpg.Record]:
    wanted = set(supplier_ids)
    found = await round_store.list_inviteable(tx, list(wanted))
    if not wanted or len(found) != len(wanted):
        raise InvalidInput(fields={"supplierIds": "Escolha fornecedores da lista, que não estejam arquivados."})
    if len(wanted) > MOST_SUPPLIERS:
        raise InvalidInput(fields={"supplierIds": f"Convide no máximo {MOST_SUPPLIERS} fornecedores."})
    return found


async def _invite_new(tx: Tx, actor: Actor, request_id: UUID, round_id: UUID, supplier_ids: Sequence[UUID]) -> None:
    made = await store.insert_quotations(
        tx, round_id, request_id, [(supplier_id, new_nonce()) for supplier_id in supplier_ids], actor.user_id
    )
    await round_store.count_quotations(tx, request_id, round_id)
    await round_closing.mail(tx, actor, made, MailKind.INVITED)


async def _close_at(tx: Tx, actor: Actor, round_id: UUID, ends: datetime.datetime) -> None:
    # Each extension queues another; those that come before the round's time is over do nothing.
    payload = RoundEnds(round_id=round_id, closes_at=ends)
    await enqueue(tx, close_round, payload, tenant_id=tx.tenant_id, actor_id=actor.user_id, run_after=ends)


def _checked_end(closes_at: datetime.datetime) -> datetime.datetime:
    if closes_at.tzinfo is None:
        raise InvalidInput(fields={"closesAt": "Um horário precisa do fuso, como 2026-03-10T18:00:00-03:00."})
    now = datetime.datetime.now(datetime.UTC)
    try:
        ends = closes_at.astimezone(datetime.UTC)
    except OverflowError:  # the first and last day that a datetime can be
        ends = now
    if not now < ends <= now + LONGEST:
        raise InvalidInput(fields={"closesAt": f"Escolha um momento daqui a no máximo {LONGEST.days} dias."})
    return ends


async def _usual_end(tx: Tx, request: asyncpg.Record) -> datetime.datetime:
    policy = await approval_policy.numbered(tx, request["policy_number"] or SHIPPED)
    zone = ZoneInfo(await get_timezone(tx))
    today = datetime.datetime.now(zone).date()
    last = next_business_day(today + datetime.timedelta(days=policy.quotation_days))
    # People read it: 23:59 is that day's, midnight would be the next one's.
    return datetime.datetime.combine(last, datetime.time(23, 59), zone)
