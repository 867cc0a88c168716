"""Quotations as the buyer's side works with them: reading, writing a supplier's answer down, cancelling, handing on."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.links import new_nonce
from esteio.core.wire import check_text
from esteio.http.services import Services
from esteio.modules.procurement.quotation_mail_jobs import MailKind
from esteio.modules.procurement.rules.quotation_states import require_quotation_move
from esteio.modules.procurement.rules.vocabulary import QuotationStatus
from esteio.modules.procurement.schemas.quotations import AnswerInput, QuotationLink
from esteio.modules.procurement.service import round_closing
from esteio.modules.procurement.service.history import EventKind, note
from esteio.modules.procurement.service.quotation_answers import keep_answer, keep_refusal
from esteio.modules.procurement.service.quotation_holding import (
    HeldQuotation,
    hold_quotation,
    require_link,
    require_open,
)
from esteio.modules.procurement.service.quotation_links import link_url
from esteio.modules.procurement.store import quotations as store
from esteio.modules.procurement.store import rounds as round_store


class QuotationDocument(NamedTuple):
    """A quotation as its reader sees it."""

    text: str
    """JSON."""
    version: int


async def get(tx: Tx, actor: Actor, quotation_id: UUID) -> QuotationDocument:
    """One quotation, whole; raises `NotFound`."""
    row = await store.find_document(tx, quotation_id, actor.permissions)
    if row is None:
        raise NotFound("Essa cotação não existe.")
    return QuotationDocument(row["document"], row["version"])


async def write_down(
    tx: Tx, actor: Actor, quotation_id: UUID, data: AnswerInput, version: int | None, origin: Origin
) -> None:
    """Keep what a supplier answered by telephone or on paper, also after the round's time.

    Raises `NotFound`, `VersionConflict`, `RoundNotOpen`, `Conflict`, `InvalidInput` naming everything that is wrong.
    """
    held = await _hold_open(tx, quotation_id, version)
    await keep_answer(tx, held, data, actor, origin)


async def decline(tx: Tx, actor: Actor, quotation_id: UUID, reason: str, version: int | None, origin: Origin) -> None:
    """Note that a supplier said it will not quote. Raises `NotFound`, `VersionConflict`, `RoundNotOpen`, `Conflict`."""
    held = await _hold_open(tx, quotation_id, version)
    await keep_refusal(tx, held, check_text("reason", reason).strip(), actor, origin)


async def cancel(tx: Tx, actor: Actor, quotation_id: UUID, reason: str, version: int | None, origin: Origin) -> None:
    """Take one supplier out of the round: its link stops working, and it is told.

    Raises `NotFound`, `VersionConflict`, `RoundNotOpen`, `Conflict`.
    """
    held = await _hold_open(tx, quotation_id, version)
    before = QuotationStatus(held.quotation["status"])
    move = require_quotation_move(before, "cancel")
    await store.set_quotation_status(tx, [quotation_id], move.target)
    await round_store.count_quotations(tx, held.request["id"], held.round["id"])
    detail = {
        "round": held.round["code"],
        "quotationId": quotation_id,
        "supplierId": held.quotation["supplier_id"],
    }
    text = check_text("reason", reason).strip()
    await note(tx, held.request["id"], EventKind.QUOTATION_CANCELLED, actor, origin, text=text, detail=detail)
    if before in (QuotationStatus.INVITED, QuotationStatus.ACTIVE):
        await round_closing.mail(tx, actor, [quotation_id], MailKind.CANCELLED)


async def share(services: Services, tx: Tx, quotation_id: UUID) -> QuotationLink:
    """The supplier's link, to hand on by other ways than mail.

    Raises `NotFound`, `RoundNotOpen`, `RoundTimeOver`, `Conflict` when the link does not work.
    """
    held = await hold_quotation(tx, quotation_id)
    require_link(*held)
    row = held.quotation
    return QuotationLink(url=link_url(services.settings, services.tokens, row), closes_at=row["closes_at"])


async def renew_link(services: Services, tx: Tx, actor: Actor, quotation_id: UUID, origin: Origin) -> QuotationLink:
    """A new link; the one before stops working at once. Raises as `share`."""
    held = await hold_quotation(tx, quotation_id)
    require_link(*held)
    await store.update_quotation(tx, quotation_id, {"link_nonce": new_nonce()})
    detail = {
        "round": held.round["code"],
        "quotationId": quotation_id,
        "supplierId": held.quotation["supplier_id"],
    }
    await note(tx, held.request["id"], EventKind.QUOTATION_LINK_RENEWED, actor, origin, detail=detail)
    return await share(services, tx, quotation_id)


async def _hold_open(tx: Tx, quotation_id: UUID, version: int | None) -> HeldQuotation:
    held = await hold_quotation(tx, quotation_id, version)
    require_open(held.request, held.round)
    return held
