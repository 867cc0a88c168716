"""Keeping what a supplier answers, whether it came by the link or a buyer wrote it down."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput
from esteio.core.history import Visitor
from esteio.core.policies import SHIPPED
from esteio.core.wire import is_storable
from esteio.modules.procurement.rules.quotation_answers import AskedItem, CheckedAnswer, GivenItem, check_answer
from esteio.modules.procurement.rules.quotation_states import require_quotation_move
from esteio.modules.procurement.rules.quotation_totals import OfferTerms
from esteio.modules.procurement.rules.vocabulary import DiscountKind, QuotationStatus
from esteio.modules.procurement.schemas.quotations import AnswerInput
from esteio.modules.procurement.service import approval_policy, quotation_telling
from esteio.modules.procurement.service.history import EventKind, note
from esteio.modules.procurement.service.quotation_holding import HeldQuotation
from esteio.modules.procurement.store import quotations as store
from esteio.modules.procurement.store import rounds as round_store
from esteio.modules.workspace.api import get_today

NO_ANSWER: Mapping[str, object] = MappingProxyType(
    {
        "answered_at": None,
        "declined_reason": "",
        "payment_days": [],
        "payment_terms": "",
        "delivery_days": None,
        "valid_until": None,
        "freight": Decimal(0),
        "taxes": Decimal(0),
        "discount_kind": DiscountKind.NONE,
        "discount_value": Decimal(0),
        "discount": Decimal(0),
        "subtotal": Decimal(0),
        "total": Decimal(0),
        "notes": "",
        "answered_by": "",
        "answered_from": None,
    }
)
"""Columns of a quotation without an answer."""


async def keep_answer(
    tx: Tx, held: HeldQuotation, data: AnswerInput, who: Actor | Visitor, origin: Origin
) -> CheckedAnswer:
    """Put this answer in the place of the one before, if there was one; the buyer hears of a supplier's at once.

    The caller has asked whether the round takes answers. Raises `Conflict` when the quotation does not, `InvalidInput`
    naming everything that is wrong.
    """
    row = held.quotation
    move = require_quotation_move(QuotationStatus(row["status"]), "answer")
    given = [
        GivenItem(
            item_id=item.item_id,
            available=item.available,
            unit_price=item.unit_price,
            quantity=item.quantity,
            quantity_reason=item.quantity_reason.strip(),
            discount=item.discount,
            freight=item.freight,
            taxes=item.taxes,
            brand=item.brand.strip(),
            delivery_days=item.delivery_days,
            note=item.note.strip(),
        )
        for item in data.items
    ]
    await _check_texts_and_dates(tx, data)
    terms = OfferTerms(
        discount_kind=data.discount_kind, discount_value=data.discount_value, freight=data.freight, taxes=data.taxes
    )
    policy = await approval_policy.numbered(tx, held.request["policy_number"] or SHIPPED)
    asked = [
        AskedItem(id=item["id"], quantity=item["quantity"])
        for item in await round_store.list_asked_items(tx, held.request["id"])
    ]
    checked = check_answer(asked, given, terms, policy)
    totals = checked.totals
    await store.update_quotation(
        tx,
        row["id"],
        {
            "status": move.target,
            "answered_at": datetime.datetime.now(datetime.UTC),
            "declined_reason": "",
            "payment_days": sorted(set(data.payment_days)),
            "payment_terms": data.payment_terms.strip(),
            "delivery_days": data.delivery_days,
            "valid_until": data.valid_until,
            "freight": data.freight,
            "taxes": data.taxes,
            "discount_kind": data.discount_kind,
            "discount_value": Decimal(0) if data.discount_kind is DiscountKind.NONE else data.discount_value,
            "discount": totals.discount,
            "subtotal": totals.subtotal,
            "total": totals.total,
            "notes": data.notes.strip(),
            "answered_by": " ".join(data.name.split()),
            "answered_from": origin.address if isinstance(who, Visitor) else None,
        },
    )
    await store.replace_items(tx, row["id"], [msgspec.structs.asdict(item) for item in checked.items])
    await round_store.count_quotations(tx, held.request["id"], held.round["id"])
    detail = {
        "round": held.round["code"],
        "quotationId": row["id"],
        "supplierId": row["supplier_id"],
        "total": totals.total,
        "available": sum(item.available for item in checked.items),
    }
    before = {"total": row["total"]} if row["answered_at"] else None
    await note(tx, held.request["id"], EventKind.QUOTATION_ANSWERED, who, origin, detail=detail, before=before)
    if isinstance(who, Visitor):
        await quotation_telling.received(tx, held, totals.total)
    return checked


async def keep_refusal(tx: Tx, held: HeldQuotation, reason: str, who: Actor | Visitor, origin: Origin) -> None:
    """Note that the supplier will not quote; what it had answered is gone. Raises `Conflict`."""
    row = held.quotation
    move = require_quotation_move(QuotationStatus(row["status"]), "decline")
    await store.update_quotation(tx, row["id"], {**NO_ANSWER, "status": move.target, "declined_reason": reason})
    await store.replace_items(tx, row["id"], [])
    await round_store.count_quotations(tx, held.request["id"], held.round["id"])
    detail = {"round": held.round["code"], "quotationId": row["id"], "supplierId": row["supplier_id"]}
    await note(tx, held.request["id"], EventKind.QUOTATION_DECLINED, who, origin, text=reason, detail=detail)
    if isinstance(who, Visitor):
        await quotation_telling.declined(tx, held, reason)


async def _check_texts_and_dates(tx: Tx, data: AnswerInput) -> None:
    texts = {"paymentTerms": data.payment_terms, "notes": data.notes, "name": data.name}
    for index, item in enumerate(data.items):
        at = f"items[{index}]"
        texts |= {f"{at}.quantityReason": item.quantity_reason, f"{at}.brand": item.brand, f"{at}.note": item.note}
    fields = {
        name: "O texto tem um caractere que não pode ser usado."
        for name, text in texts.items()
        if not is_storable(text)
    }
    if data.valid_until is not None and data.valid_until < await get_today(tx):
        fields["validUntil"] = "Escolha um dia de hoje em diante."
    if fields:
        raise InvalidInput(fields=fields)
