"""Telling buyers what suppliers do: who buys the request, and who opened the round."""

from __future__ import annotations

from decimal import Decimal

import asyncpg

from esteio.brazil.money import format_money
from esteio.core.db import Tx
from esteio.core.module import NoticeKind
from esteio.modules.procurement import notices, permissions
from esteio.modules.procurement.service.quotation_holding import HeldQuotation, HeldRound
from esteio.modules.workspace.api import Notice, NoticeAction, NoticeType, announce


async def received(tx: Tx, held: HeldQuotation, total: Decimal) -> None:
    """A supplier answered, or changed the answer."""
    again = " de novo" if held.quotation["answered_at"] else ""
    message = f"{held.quotation['supplier_shown']} respondeu{again} à cotação {_name(held)}: {format_money(total)}."
    await _tell(tx, notices.QUOTATION_RECEIVED, held.request, held.round, message, NoticeType.SUCCESS)


async def declined(tx: Tx, held: HeldQuotation, reason: str) -> None:
    """A supplier will not quote."""
    message = f"{held.quotation['supplier_shown']} recusou a cotação {_name(held)}: {reason}"
    await _tell(tx, notices.QUOTATION_DECLINED, held.request, held.round, message, NoticeType.WARNING)


async def asked(tx: Tx, held: HeldQuotation, text: str) -> None:
    """A supplier wrote."""
    message = f"{held.quotation['supplier_shown']} perguntou sobre a cotação {_name(held)}: {text}"
    await _tell(tx, notices.QUOTATION_QUESTION, held.request, held.round, message)


async def closed(tx: Tx, held: HeldRound, invited: int, answered: int) -> None:
    """The time of a round is over."""
    message = f"O prazo da cotação {_name(held)} terminou: {answered} de {invited} fornecedores responderam."
    await _tell(tx, notices.QUOTATION_CLOSED, held.request, held.round, message)


def _name(held: HeldQuotation | HeldRound) -> str:
    return f"{held.round['code']}, “{held.request['title']}”"


async def _tell(
    tx: Tx,
    kind: NoticeKind,
    request: asyncpg.Record,
    round_row: asyncpg.Record,
    message: str,
    type_: NoticeType = NoticeType.INFO,
) -> None:
    await announce(
        tx,
        Notice(
            kind=kind,
            permission=permissions.QUOTATIONS_READ,
            to={request["buyer_id"], round_row["created_by"]},
            message=message,
            type=type_,
            action=NoticeAction("Ver a cotação", f"/cotacoes/{round_row['id']}"),
            thing="quotation_round",
            thing_id=round_row["id"],
        ),
    )
