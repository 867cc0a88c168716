"""The supplier's side, by the public link and without an account: reading, answering, declining, asking, attaching."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.history import Visitor
from esteio.core.policies import SHIPPED
from esteio.core.wire import written
from esteio.http.context import RequestContext
from esteio.http.public_pages import PublicPage, visitor_name
from esteio.http.services import Services
from esteio.modules.procurement.errors import (
    QuotationCancelled,
    QuotationClosed,
    QuotationDecided,
    TooManyAttachments,
)
from esteio.modules.procurement.rules.quotation_states import LINK_WORKS, may_move
from esteio.modules.procurement.rules.vocabulary import QuotationStatus, RequestStatus, RoundStatus
from esteio.modules.procurement.schemas.quotations import AnswerInput, Attachment
from esteio.modules.procurement.schemas.supplier_page import (
    AnswerLimits,
    PublicAnswer,
    PublicAnswerItem,
    PublicItem,
    PublicMessage,
    PublicQuotation,
    SupplierFile,
    SupplierMessage,
    SupplierRefusal,
)
from esteio.modules.procurement.service import approval_policy
from esteio.modules.procurement.service.quotation_answers import keep_answer, keep_refusal
from esteio.modules.procurement.service.quotation_holding import HeldQuotation, hold_quotation
from esteio.modules.procurement.service.quotation_links import QUOTATION_LINK
from esteio.modules.procurement.service.quotation_messages import keep_message
from esteio.modules.procurement.store import quotation_files as file_store
from esteio.modules.procurement.store import quotation_messages as message_store
from esteio.modules.procurement.store import quotations as store
from esteio.modules.procurement.store import rounds as round_store
from esteio.modules.workspace.api import File, FileInput, Upload, begin_on, confirm_on, get_logo_url

MOST_FILES = 20
"""Of one quotation, announced ones among them: the link may fall into hands that send without end."""
_DECIDED = frozenset({QuotationStatus.WINNER, QuotationStatus.LOST})


async def view(services: Services, context: RequestContext, token: str) -> PublicQuotation:
    """What the supplier is asked for, and its answer as it stands; the first look is noted.

    Raises `InvalidLink`, `ExpiredLink`, `LinkReplaced`, `QuotationCancelled`, `QuotationDecided`, `QuotationClosed`.
    """
    tx, row = await _PAGE.open(services, context, token)
    if row["opened_at"] is None:
        tx.only_reads = False  # this once a GET writes, and the buyer's screen is to hear of it
        await store.set_opened(tx, row["id"])
    return await _shown(services, tx, row)


async def answer(services: Services, context: RequestContext, token: str, data: AnswerInput) -> PublicQuotation:
    """Give prices, or give them anew until the round's time is over.

    Raises as `view`, `InvalidInput` naming everything that is wrong.
    """
    tx, held = await _hold(services, context, token)
    await keep_answer(tx, held, data, _supplier(held), context.origin)
    return await _again(services, tx, held)


async def decline(services: Services, context: RequestContext, token: str, data: SupplierRefusal) -> PublicQuotation:
    """Say that there will be no prices, and why. Raises as `view`, `Conflict` when it was said before."""
    reason = written("reason", data.reason, "Conte o motivo.")
    tx, held = await _hold(services, context, token)
    await keep_refusal(tx, held, reason, _supplier(held), context.origin)
    return await _again(services, tx, held)


async def ask(services: Services, context: RequestContext, token: str, data: SupplierMessage) -> PublicMessage:
    """Write to the buyer; raises as `view`, `TooManyMessages`, `InvalidInput`."""
    name = visitor_name(data.name)
    tx, held = await _hold(services, context, token)
    message = await keep_message(tx, held, data.text, Visitor(name or _supplier(held).name), context.origin)
    return _message(message)


async def begin_file(services: Services, context: RequestContext, token: str, data: SupplierFile) -> Upload:
    """A ticket for one file of the quotation; raises as `view`, `TooManyAttachments`, `UploadRefused`."""
    tx, held = await _hold(services, context, token)
    quotation_id = held.quotation["id"]
    if await file_store.count_files(tx, quotation_id) >= MOST_FILES:
        raise TooManyAttachments
    announced = FileInput(
        name=data.name,
        content_type=data.content_type,
        size=data.size,
        sha256=data.sha256,
        thing=file_store.THING,
        thing_id=quotation_id,
    )
    return await begin_on(services, tx, announced, created_by=None)


async def confirm_file(services: Services, context: RequestContext, token: str, file_id: UUID) -> File:
    """Have what was sent checked; raises as `view`, `NotFound` for a file of another's, `UploadMissing`,
    `UploadRefused`."""
    tx, held = await _hold(services, context, token)
    return await confirm_on(services, tx, file_store.THING, held.quotation["id"], file_id, context.origin)


async def _hold(services: Services, context: RequestContext, token: str) -> tuple[Tx, HeldQuotation]:
    """Everything that an answer changes, locked; of two acts at once the second finds what the first did."""
    tx, row = await _PAGE.open(services, context, token)
    held = await hold_quotation(tx, row["id"])
    _PAGE.require_still(services, token, held.quotation)
    return tx, held


def _require_open(row: asyncpg.Record) -> None:
    status, round_status = QuotationStatus(row["status"]), RoundStatus(row["round_status"])
    if status is QuotationStatus.CANCELLED or round_status is RoundStatus.CANCELLED:
        raise QuotationCancelled
    if status in _DECIDED or round_status is RoundStatus.AWARDED:
        raise QuotationDecided
    if row["request_status"] != RequestStatus.QUOTATION:
        raise QuotationCancelled
    if status not in LINK_WORKS or row["is_over"]:
        raise QuotationClosed


_PAGE = PublicPage(QUOTATION_LINK, store.find_quotation, _require_open)


def _supplier(held: HeldQuotation) -> Visitor:
    return Visitor(held.quotation["supplier_shown"])


async def _again(services: Services, tx: Tx, held: HeldQuotation) -> PublicQuotation:
    row = await store.find_quotation(tx, held.quotation["id"])
    if row is None:
        raise RuntimeError("quotations are not deleted")
    return await _shown(services, tx, row)


async def _shown(services: Services, tx: Tx, row: asyncpg.Record) -> PublicQuotation:
    status = QuotationStatus(row["status"])
    buyer = await round_store.get_buyer(tx)
    policy = await approval_policy.numbered(tx, row["policy_number"] or SHIPPED)
    can = [action for action in ("answer", "decline") if may_move(status, action)]
    return PublicQuotation(
        status=row["status"],
        code=row["round_code"],
        title=row["request_title"],
        buyer=buyer,
        logo_url=await get_logo_url(services.files, tx),
        supplier=row["supplier_shown"],
        instructions=row["instructions"],
        closes_at=row["closes_at"],
        needed_on=row["needed_on"],
        items=[
            PublicItem(
                id=item["id"],
                position=item["position"],
                description=item["description"],
                specification=item["specification"],
                unit=item["unit"],
                quantity=item["quantity"],
            )
            for item in await round_store.list_asked_items(tx, row["purchase_request_id"])
        ],
        limits=AnswerLimits(
            quantity_change_percent=policy.quantity_change_percent,
            item_discount_cap_percent=policy.item_discount_cap_percent,
            global_discount_cap_percent=policy.global_discount_cap_percent,
        ),
        answer=await _answer(tx, row) if status is QuotationStatus.ACTIVE else None,
        messages=[_message(each) for each in await message_store.list_messages(tx, row["id"])],
        attachments=[
            Attachment(
                id=each["id"],
                name=each["name"],
                content_type=each["content_type"],
                size=each["size_bytes"],
                created_at=each["created_at"],
            )
            for each in await file_store.list_files(tx, row["id"])
        ],
        can=[*can, "ask", "attach"],
    )


async def _answer(tx: Tx, row: asyncpg.Record) -> PublicAnswer:
    return PublicAnswer(
        at=row["answered_at"],
        name=row["answered_by"],
        items=[
            PublicAnswerItem(
                item_id=item["item_id"],
                available=item["available"],
                unit_price=item["unit_price"],
                quantity=item["quantity"],
                quantity_reason=item["quantity_reason"],
                discount=item["discount"],
                freight=item["freight"],
                taxes=item["taxes"],
                brand=item["brand"],
                delivery_days=item["delivery_days"],
                note=item["note"],
                total=item["total"],
            )
            for item in await store.list_items(tx, row["id"])
        ],
        discount_kind=row["discount_kind"],
        discount_value=row["discount_value"],
        discount=row["discount"],
        freight=row["freight"],
        taxes=row["taxes"],
        subtotal=row["subtotal"],
        total=row["total"],
        payment_days=row["payment_days"],
        payment_terms=row["payment_terms"],
        delivery_days=row["delivery_days"],
        valid_until=row["valid_until"],
        notes=row["notes"],
    )


def _message(row: asyncpg.Record) -> PublicMessage:
    return PublicMessage(at=row["at"], from_supplier=row["from_supplier"], name=row["person_name"], text=row["text"])
