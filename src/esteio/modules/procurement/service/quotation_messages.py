"""What suppliers and buyers write to each other about a quotation."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.history import Visitor
from esteio.core.jobs import enqueue
from esteio.core.wire import Ref, written
from esteio.modules.procurement.errors import TooManyMessages
from esteio.modules.procurement.quotation_mail_jobs import MailKind, QuotationMail, send_quotation_mail
from esteio.modules.procurement.schemas.quotations import QuotationMessage
from esteio.modules.procurement.service import quotation_telling
from esteio.modules.procurement.service.quotation_holding import HeldQuotation, hold_quotation, require_link
from esteio.modules.procurement.store import quotation_messages as store

MOST_MESSAGES = 200
"""Of one quotation: the link may fall into hands that write without end."""


async def write(tx: Tx, actor: Actor, quotation_id: UUID, text: str, origin: Origin) -> QuotationMessage:
    """Write to a supplier, on its page and by mail.

    Raises `NotFound`, `RoundNotOpen`, `RoundTimeOver`, `Conflict` when its link does not work, `TooManyMessages`.
    """
    held = await hold_quotation(tx, quotation_id)
    require_link(*held)
    message = await keep_message(tx, held, text, actor, origin)
    payload = QuotationMail(quotation_id=quotation_id, kind=MailKind.MESSAGE, message_id=message["id"])
    await enqueue(tx, send_quotation_mail, payload, tenant_id=tx.tenant_id, actor_id=actor.user_id)
    return QuotationMessage(
        id=message["id"],
        quotation_id=quotation_id,
        from_supplier=False,
        person=Ref(id=actor.user_id, name=actor.name),
        name=actor.name,
        text=message["text"],
        at=message["at"],
    )


async def keep_message(tx: Tx, held: HeldQuotation, text: str, who: Actor | Visitor, origin: Origin) -> asyncpg.Record:
    """Add what somebody wrote to a quotation in hand, and tell buyers of a supplier's; the row.

    Raises `InvalidInput`, `TooManyMessages`.
    """
    said = written("text", text, "Escreva a mensagem.")
    quotation_id = held.quotation["id"]
    if await store.count_messages(tx, quotation_id) >= MOST_MESSAGES:
        raise TooManyMessages
    from_supplier = isinstance(who, Visitor)
    person_id = who.user_id if isinstance(who, Actor) else None
    row = await store.insert_message(
        tx, quotation_id, from_supplier=from_supplier, person_id=person_id, person_name=who.name, text=said
    )
    entry = AuditEntry(
        action="quotations.asked" if from_supplier else "quotations.replied",
        tenant_id=tx.tenant_id,
        user_id=person_id,
        thing="quotation",
        thing_id=quotation_id,
        origin=origin,
    )
    record(tx, entry)
    if from_supplier:
        await quotation_telling.asked(tx, held, said)
    return row
