"""Mails to suppliers about quotations: invitation, reminder, more time, a buyer's word, the end of it."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

import asyncpg
import msgspec

from esteio.brazil.dates import SAO_PAULO, format_date
from esteio.brazil.numbers import format_decimal
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import JobContext, job
from esteio.core.mail import Mailer, MailMessage
from esteio.core.tokens import Tokens
from esteio.modules.procurement.rules.quotation_states import LINK_WORKS
from esteio.modules.procurement.rules.vocabulary import QuotationStatus, RoundStatus
from esteio.modules.procurement.service.quotation_links import link_url
from esteio.modules.procurement.store import quotation_messages as message_store
from esteio.modules.procurement.store import quotations as store
from esteio.modules.procurement.store import rounds as round_store
from esteio.settings import Settings

MOST_LISTED = 30
"""Items in a mail; all are on the page."""


class MailKind(StrEnum):
    """What is written."""

    INVITED = "invited"
    REMINDED = "reminded"
    EXTENDED = "extended"
    MESSAGE = "message"
    CANCELLED = "cancelled"


class QuotationMail(msgspec.Struct, frozen=True):
    """Which mail to send of which quotation."""

    quotation_id: UUID
    kind: MailKind
    message_id: UUID | None = None
    """Of a `message`."""


@job("procurement.quotation.mail", timeout_s=60)
async def send_quotation_mail(context: JobContext, payload: QuotationMail) -> None:
    """Mail the supplier, if there is an address and it is still so. A second run sends the same mail again."""
    services = context.services
    settings, tokens = services[Settings], services[Tokens]
    async with services[Database].transaction(Scope(tenant_id=context.tenant_id)) as tx:
        row = await store.find_quotation(tx, payload.quotation_id)
        if row is None or not row["supplier_email"] or not _still_so(row, payload.kind):
            return
        buyer = await round_store.get_buyer(tx)
        items = await round_store.list_asked_items(tx, row["purchase_request_id"])
        message = await message_store.find_message_text(tx, payload.message_id) if payload.message_id else ""
    subject, text = _written(payload.kind, row, buyer, items, message)
    if payload.kind is not MailKind.CANCELLED:
        link = link_url(settings, tokens, row)
        text += f"\n\nPara responder, recusar ou perguntar, abra (não é preciso ter conta):\n{link}\n"
    await services[Mailer].send(MailMessage(to=row["supplier_email"], subject=subject, text=text))


def _still_so(row: asyncpg.Record, kind: MailKind) -> bool:
    status = QuotationStatus(row["status"])
    match kind:
        case MailKind.CANCELLED:
            return status is QuotationStatus.CANCELLED
        case MailKind.MESSAGE:
            return status in LINK_WORKS and _runs(row)
        case MailKind.INVITED | MailKind.REMINDED | MailKind.EXTENDED:
            return status is QuotationStatus.INVITED and _runs(row)


def _runs(row: asyncpg.Record) -> bool:
    return row["round_status"] == RoundStatus.OPEN and not row["is_over"]


def _written(
    kind: MailKind, row: asyncpg.Record, buyer: str, items: list[asyncpg.Record], message: str
) -> tuple[str, str]:
    """Subject and text."""
    code = row["round_code"]
    ends = row["closes_at"].astimezone(SAO_PAULO)
    until = f"{format_date(ends.date())}, {ends:%H:%M}"
    hello = f"Olá, {row['supplier_shown']}!\n\n"
    match kind:
        case MailKind.INVITED:
            listed = "\n".join(
                f"- {format_decimal(item['quantity'])} {item['unit']} de {item['description']}"
                for item in items[:MOST_LISTED]
            )
            more = f"\n- e mais {len(items) - MOST_LISTED}" if len(items) > MOST_LISTED else ""
            instructions = f"\n\n{row['instructions']}" if row["instructions"] else ""
            text = f"{buyer} pede a sua cotação de:\n\n{listed}{more}{instructions}\n\nResponda até {until}."
            return f"Pedido de cotação {code} · {buyer}", hello + text
        case MailKind.REMINDED:
            text = f"A cotação {code} de {buyer} ainda espera a sua resposta. O prazo termina em {until}."
            return f"Lembrete: cotação {code} · {buyer}", hello + text
        case MailKind.EXTENDED:
            text = f"O prazo da cotação {code} de {buyer} agora é {until}."
            return f"Novo prazo: cotação {code} · {buyer}", hello + text
        case MailKind.MESSAGE:
            return f"Mensagem sobre a cotação {code} · {buyer}", hello + f"{buyer} escreveu:\n\n{message}"
        case MailKind.CANCELLED:
            text = f"{buyer} cancelou a cotação {code}. Não é preciso responder. Obrigado pela atenção.\n"
            return f"Cotação {code} cancelada · {buyer}", hello + text
