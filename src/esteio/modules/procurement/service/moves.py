"""Moving a request from one state to another: the only place that writes `purchase_requests.status`.

Whoever calls holds the lock of `requests.get_locked`, so that of two moves at once the second finds the first. The
order in which everyone locks: purchase_requests, quotation_rounds, quotations, purchase_orders, receipts, invoices;
several of one table in the order of their ids.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import Conflict, NotAllowed
from esteio.modules.procurement.permissions import REQUESTS_MANAGE
from esteio.modules.procurement.rules.states import Condition, Move, Who, require_move
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.procurement.service import approvals, telling
from esteio.modules.procurement.service.history import HISTORY, note
from esteio.modules.procurement.store import requests as store

S = RequestStatus

_STAMPS = {
    "submit": "submitted_at",
    "revise": "submitted_at",
    "approve_a1": "a1_at",
    "award": "awarded_at",
    "order": "ordered_at",
    "close": "closed_at",
    "close_short": "closed_at",
}
"""When what last happened."""
_WAS = {S.CLOSED: Condition.WAS_CLOSED, S.CANCELLED: Condition.WAS_CANCELLED}
_NO_AWARD: dict[str, object] = {"award_id": None, "total": None, "awarded_at": None, "approved_at": None}
_NO_NEED: dict[str, object] = {**_NO_AWARD, "a1_at": None, "inherits_a1": False, "invited": 0, "answered": 0}


async def move(
    tx: Tx,
    row: asyncpg.Record,
    action: str,
    actor: Actor | None,
    origin: Origin,
    *,
    holding: Collection[Condition] = (),
    text: str = "",
    detail: dict[str, Any] | None = None,
    values: dict[str, object] | None = None,
) -> asyncpg.Record:
    """Move the locked `row` by `action`; returns the row after it.

    `holding`: which conditions of the table are so, beside those that the row itself tells (has items, was archived
    from where). `text` is what the person wrote, `detail` goes into the history, `values` are columns that change with
    it. `actor` is None for the program. Whether somebody may sign is the caller's to have asked (`rules/signers.py`).
    Stamps the state, tells of it in history, trail and notices, and finds out whom the request waits for.

    Raises:
        Conflict: not from this state; its `extra` says the state, what is allowed and what happened last.
        NotAllowed: the actor lacks the right, or it is not their request.
    """
    found = await _require(tx, row, action, {*holding, *_conditions(row)})
    if actor is not None:
        require_right(actor, row, found)
    after = await store.update_request(tx, row["id"], {**_changes(row, found, text), **(values or {})})
    await note(
        tx,
        row["id"],
        found.action,
        actor,
        origin,
        text=text,
        detail=detail,
        from_status=found.source,
        to_status=found.target,
    )
    await telling.moved(tx, after, found, actor, text)
    await approvals.refresh_tasks(tx, after)
    return after


def require_right(actor: Actor, row: asyncpg.Record, found: Move) -> None:
    """Raise `NotAllowed` unless the actor may take this move of this request; who may sign is judged elsewhere."""
    if found.who in (Who.PROGRAM, Who.SIGNER):
        return
    if found.who is Who.OWNER:
        require_owner(actor, row, found.permission)
    else:
        actor.require(found.permission)


def require_owner(actor: Actor, row: asyncpg.Record, permission: str) -> None:
    """Raise `NotAllowed` unless it is the actor's own request, or they look after everybody's."""
    if actor.may(REQUESTS_MANAGE):
        return
    actor.require(permission)
    if row["requester_id"] != actor.user_id:
        raise NotAllowed("Esta solicitação é de outra pessoa.", permission=REQUESTS_MANAGE)


async def _require(tx: Tx, row: asyncpg.Record, action: str, holding: Collection[Condition]) -> Move:
    try:
        return require_move(RequestStatus(row["status"]), action, holding)
    except Conflict as error:
        # Whoever came second is told what the first one did.
        last = await HISTORY.find_last_move(tx, row["id"])
        happened = last and {
            "action": last["kind"],
            "at": last["at"],
            "person": {"id": last["person_id"], "name": last["person_name"]},
        }
        error.extra |= {"version": row["version"], "happened": happened}
        raise


def _conditions(row: asyncpg.Record) -> list[Condition]:
    """What the row itself tells."""
    found: list[Condition] = []
    if row["items"]:
        found.append(Condition.HAS_ITEMS)
    if row["archived_from"] is not None:
        found.append(_WAS.get(RequestStatus(row["archived_from"]), Condition.WAS_OPEN))
    return found


def _changes(row: asyncpg.Record, found: Move, text: str) -> dict[str, object]:
    now = datetime.datetime.now(datetime.UTC)
    archived = found.target is S.ARCHIVED
    values: dict[str, object] = {
        "status": found.target,
        "status_since": now,
        "archived_from": found.source if archived else None,
        "reminded_at": None,
        "escalated_at": None,
    }
    if found.action in _STAMPS:
        values[_STAMPS[found.action]] = now
    match found.action:
        case "submit" | "revise":
            values |= {**_NO_NEED, "approval_round": row["approval_round"] + 1, "rejection_reason": ""}
        case "reject" | "reject_and_archive":
            values |= {**_NO_NEED, "rejection_reason": text}
        case "return_to_quotation":
            # Signatures count within a round, and what was signed is undone.
            values |= {**_NO_AWARD, "ordered_at": None, "approval_round": row["approval_round"] + 1}
        case _:
            pass
    if found.target is S.APPROVED:
        values["approved_at"] = now
    if found.action in {"receive", "take_back_receipt"}:
        values["received_at"] = now if found.target is S.RECEIVED else None
    return values
