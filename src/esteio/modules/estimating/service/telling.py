"""Telling the studio's people what happened to what is theirs: who is responsible for it, and who made it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.core.module import NoticeKind
from esteio.modules.estimating import notices, permissions
from esteio.modules.estimating.rules.vocabulary import OrcamentoState
from esteio.modules.estimating.rules.wording import percent_text
from esteio.modules.workspace.api import Notice, NoticeAction, NoticeType, announce

_ANSWERS = {
    OrcamentoState.APROVADO: (notices.ORCAMENTO_APPROVED, NoticeType.SUCCESS, "foi aprovado"),
    OrcamentoState.REJEITADO: (notices.ORCAMENTO_REJECTED, NoticeType.WARNING, "foi recusado"),
}


async def briefing_concluded(tx: Tx, actor: Actor, briefing: asyncpg.Record) -> None:
    """Somebody closed a briefing: it can be priced now."""
    await announce(
        tx,
        Notice(
            kind=notices.BRIEFING_CONCLUDED,
            permission=permissions.BRIEFINGS_READ,
            to=(briefing["responsible_id"], briefing["created_by"]),
            caused_by=actor.user_id,
            message=f"{actor.name} concluiu o briefing {briefing['number']}, “{briefing['title']}”.",
            type=NoticeType.SUCCESS,
            action=NoticeAction("Ver o briefing", f"/briefings/{briefing['id']}"),
            thing="briefing",
            thing_id=briefing["id"],
        ),
    )


async def sent(tx: Tx, actor: Actor, briefing: asyncpg.Record, row: asyncpg.Record) -> None:
    """Somebody sent an orçamento to the client."""
    message = f"{actor.name} enviou o orçamento {_name(row)} ao cliente."
    await _tell(tx, notices.ORCAMENTO_SENT, row, _owners(briefing, row), message, caused_by=actor.user_id)


async def answered(
    tx: Tx, briefing: asyncpg.Record, row: asyncpg.Record, answer: OrcamentoState, recorded_by: UUID | None
) -> None:
    """The client approved or rejected; `recorded_by` is who of the studio noted it."""
    kind, type_, word = _ANSWERS[answer]
    message = f"O orçamento {_name(row)} {word}."
    await _tell(tx, kind, row, _owners(briefing, row), message, caused_by=recorded_by, type_=type_)


async def expired(tx: Tx, briefing: asyncpg.Record, row: asyncpg.Record) -> None:
    """The last day of a validity is over."""
    message = f"A validade do orçamento {_name(row)} terminou sem resposta do cliente."
    await _tell(tx, notices.ORCAMENTO_EXPIRED, row, _owners(briefing, row), message, type_=NoticeType.WARNING)


async def discount_asked(tx: Tx, actor: Actor, row: asyncpg.Record, percent: Decimal) -> None:
    """A discount is above the limit: whoever may decide, and did not ask, is wanted."""
    await announce(
        tx,
        Notice(
            kind=notices.DISCOUNT_ASKED,
            permission=permissions.ORCAMENTOS_APPROVE_DISCOUNT,
            caused_by=actor.user_id,
            message=f"{actor.name} pede desconto de {percent_text(percent)} no orçamento {_name(row)}.",
            type=NoticeType.WARNING,
            action=_action(row),
            thing="orcamento",
            thing_id=row["id"],
        ),
    )


async def discount_decided(tx: Tx, actor: Actor, row: asyncpg.Record, *, approved: bool) -> None:
    """Somebody decided on a discount that another asked for."""
    word = "aprovou" if approved else "recusou"
    percent = percent_text(row["discount_percent"])
    message = f"{actor.name} {word} o desconto de {percent} no orçamento {_name(row)}."
    type_ = NoticeType.SUCCESS if approved else NoticeType.WARNING
    people = (row["discount_asked_by"], row["created_by"])
    await _tell(tx, notices.DISCOUNT_DECIDED, row, people, message, caused_by=actor.user_id, type_=type_)


async def _tell(
    tx: Tx,
    kind: NoticeKind,
    row: asyncpg.Record,
    people: tuple[UUID | None, ...],
    message: str,
    *,
    caused_by: UUID | None = None,
    type_: NoticeType = NoticeType.INFO,
) -> None:
    await announce(
        tx,
        Notice(
            kind=kind,
            permission=permissions.ORCAMENTOS_READ,
            to=people,
            caused_by=caused_by,
            message=message,
            type=type_,
            action=_action(row),
            thing="orcamento",
            thing_id=row["id"],
        ),
    )


def _owners(briefing: asyncpg.Record, row: asyncpg.Record) -> tuple[UUID | None, ...]:
    return (briefing["responsible_id"], row["created_by"])


def _name(row: asyncpg.Record) -> str:
    return f"{row['codigo']}, “{row['title']}”"


def _action(row: asyncpg.Record) -> NoticeAction:
    return NoticeAction("Ver o orçamento", f"/orcamentos/{row['id']}")
