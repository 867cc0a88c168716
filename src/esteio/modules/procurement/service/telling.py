"""Telling people what happened to a request that is theirs: its requester and its buyer, and who looks after all."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.core.module import NoticeKind
from esteio.modules.procurement import notices, permissions
from esteio.modules.procurement.rules.states import Move, Told
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.workspace.api import Notice, NoticeAction, NoticeType, announce

_NOBODY = "O sistema"


async def moved(tx: Tx, row: asyncpg.Record, move: Move, actor: Actor | None, text: str) -> None:
    """Tell of a move what the table says is told of it; `row` is the request after it, `text` what was written with it.

    Whoever it waits for now is told by `service/approvals.py`, which finds out who that is.
    """
    who = actor.name if actor else _NOBODY
    match move.announces:
        case Told.SUBMITTED:
            message = f"{who} enviou a solicitação {_name(row)} para aprovação."
            await _tell(
                tx, notices.REQUEST_SUBMITTED, row, None, message, actor, permission=permissions.REQUESTS_MANAGE
            )
        case Told.APPROVED:
            what = "a compra" if move.target is RequestStatus.APPROVED else "a necessidade"
            message = f"{who} aprovou {what} da solicitação {_name(row)}."
            await _tell(tx, notices.REQUEST_APPROVED, row, _owners(row), message, actor, type_=NoticeType.SUCCESS)
        case Told.REJECTED:
            message = f"{who} recusou a solicitação {_name(row)}: {text}"
            await _tell(tx, notices.REQUEST_REJECTED, row, _owners(row), message, actor, type_=NoticeType.WARNING)
        case Told.CANCELLED:
            message = f"{who} cancelou a solicitação {_name(row)}."
            await _tell(tx, notices.REQUEST_CANCELLED, row, _owners(row), message, actor, type_=NoticeType.WARNING)
        case Told.RECEIVED:
            what = "tudo" if move.target is RequestStatus.RECEIVED else "uma parte"
            message = f"Chegou {what} do que pede a solicitação {_name(row)}."
            await _tell(tx, notices.GOODS_RECEIVED, row, _owners(row), message, actor, type_=NoticeType.SUCCESS)
        case Told.WAITING | None:
            pass


async def over_budget(tx: Tx, row: asyncpg.Record, actor: Actor) -> None:
    """A request that was submitted passes the budget of its cost centre: whoever sets budgets is told."""
    message = f"A solicitação {_name(row)} passa da verba do centro de custo."
    await _tell(
        tx,
        notices.BUDGET_EXCEEDED,
        row,
        None,
        message,
        actor,
        permission=permissions.BUDGETS_EDIT,
        type_=NoticeType.WARNING,
    )


async def assigned(tx: Tx, row: asyncpg.Record, actor: Actor) -> None:
    """Somebody was made the buyer of a request."""
    message = f"{actor.name} entregou a você a compra da solicitação {_name(row)}."
    await _tell(tx, notices.REQUEST_ASSIGNED, row, (row["buyer_id"],), message, actor)


async def commented(tx: Tx, row: asyncpg.Record, actor: Actor, people: Iterable[UUID], text: str) -> None:
    """Somebody wrote a comment; `people` are those whom it names, and who wrote before."""
    message = f"{actor.name} comentou a solicitação {_name(row)}: {text}"
    await _tell(tx, notices.REQUEST_COMMENTED, row, (*_owners(row), *people), message, actor)


async def _tell(
    tx: Tx,
    kind: NoticeKind,
    row: asyncpg.Record,
    people: tuple[UUID | None, ...] | None,
    message: str,
    actor: Actor | None,
    *,
    permission: str = permissions.REQUESTS_READ,
    type_: NoticeType = NoticeType.INFO,
) -> None:
    await announce(
        tx,
        Notice(
            kind=kind,
            permission=permission,
            to=people,
            caused_by=actor.user_id if actor else None,
            message=message,
            type=type_,
            action=NoticeAction("Ver a solicitação", f"/solicitacoes/{row['id']}"),
            thing="purchase_request",
            thing_id=row["id"],
        ),
    )


def _owners(row: asyncpg.Record) -> tuple[UUID | None, ...]:
    return (row["requester_id"], row["buyer_id"])


def _name(row: asyncpg.Record) -> str:
    return f"{row['code']}, “{row['title']}”"
