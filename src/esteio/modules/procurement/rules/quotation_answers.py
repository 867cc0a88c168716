"""What makes a supplier's answer whole, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from esteio.brazil.money import format_money
from esteio.brazil.numbers import format_decimal
from esteio.core.allocation import EXACT
from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.policy import ApprovalPolicy
from esteio.modules.procurement.rules.quotation_totals import (
    ALL_PERCENT,
    MOST_TOTAL,
    NOTHING,
    DiscountCaps,
    OfferedItem,
    OfferTerms,
    QuotationTotals,
    gross_of,
    percent_of,
    total_quotation,
)
from esteio.modules.procurement.rules.vocabulary import DiscountKind

LEAST_REASON_CHARS = 10
MOST_UNIT_PRICE = Decimal("999999999.9999")
MOST_QUANTITY = Decimal("999999999.999")


class AskedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the request."""

    id: UUID
    quantity: Decimal


class GivenItem(msgspec.Struct, frozen=True, kw_only=True):
    """What a supplier says of one item; money in R$. Of one that is not available nothing else counts."""

    item_id: UUID
    available: bool = True
    unit_price: Decimal = NOTHING
    quantity: Decimal | None = None
    """None: as much as was asked for."""
    quantity_reason: str = ""
    discount: Decimal = NOTHING
    """Of the whole line."""
    freight: Decimal = NOTHING
    taxes: Decimal = NOTHING
    brand: str = ""
    delivery_days: int | None = None
    note: str = ""


class AnsweredItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item of an answer that holds, as it is kept."""

    item_id: UUID
    available: bool
    unit_price: Decimal
    quantity: Decimal
    quantity_reason: str
    discount: Decimal
    freight: Decimal
    taxes: Decimal
    brand: str
    delivery_days: int | None
    note: str
    total: Decimal
    """Net: unit price times quantity less the item's discount, to the cent."""


class CheckedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that holds: every item that was asked for, in that order, and what it comes to."""

    items: tuple[AnsweredItem, ...]
    totals: QuotationTotals


def caps_of(policy: ApprovalPolicy) -> DiscountCaps:
    """The largest discounts that a quotation may have."""
    return DiscountCaps(
        item_percent=policy.item_discount_cap_percent, global_percent=policy.global_discount_cap_percent
    )


def check_answer(
    asked: Sequence[AskedItem], given: Sequence[GivenItem], terms: OfferTerms, policy: ApprovalPolicy
) -> CheckedAnswer:
    """The answer with its sums. An item that it says nothing of is not available.

    Raises:
        InvalidInput: `fields` names everything that is wrong: `items[2].unitPrice`, `discountValue` ...
    """
    findings = _Findings()
    wanted = {item.id: item for item in asked}
    found: dict[UUID, AnsweredItem] = {}
    for index, item in enumerate(given):
        at = f"items[{index}]"
        if item.item_id not in wanted:
            findings.add(f"{at}.itemId", "Este item não é desta cotação.")
        elif item.item_id in found:
            findings.add(f"{at}.itemId", "Este item está repetido.")
        else:
            found[item.item_id] = _item(findings, at, item, wanted[item.item_id], policy)
    kept = tuple(found.get(item.id) or _unavailable(item.id) for item in asked)
    if not findings.fields and not any(item.available for item in kept):
        findings.add("items", "Se não tem nenhum item, recuse a cotação e diga por quê.")
    freight = findings.amount("freight", terms.freight)
    taxes = findings.amount("taxes", terms.taxes)
    value = _discount_value(findings, terms)
    findings.require()
    checked = msgspec.structs.replace(terms, discount_value=value, freight=freight, taxes=taxes)
    totals = total_quotation(
        [
            OfferedItem(
                unit_price=item.unit_price,
                quantity=item.quantity,
                discount=item.discount,
                freight=item.freight,
                taxes=item.taxes,
            )
            for item in kept
        ],
        checked,
    )
    cap = percent_of(totals.subtotal, policy.global_discount_cap_percent)
    if totals.discount > cap:
        percent = format_decimal(policy.global_discount_cap_percent)
        findings.add("discountValue", f"O desconto pode ser de até {percent}% do subtotal: {format_money(cap)}.")
    if totals.total > MOST_TOTAL:
        findings.add("items", f"O total passa de {format_money(MOST_TOTAL)}. Confira preços e quantidades.")
    findings.require()
    items = tuple(msgspec.structs.replace(item, total=line.net) for item, line in zip(kept, totals.items, strict=True))
    return CheckedAnswer(items=items, totals=totals)


def changes_quantity(asked: Decimal, offered: Decimal, policy: ApprovalPolicy) -> bool:
    """Whether a quantity is so far from the one asked for that the supplier must say why (domain page: over 50%)."""
    difference = EXACT.abs(EXACT.subtract(offered, asked))
    return EXACT.multiply(difference, Decimal(100)) > EXACT.multiply(asked, policy.quantity_change_percent)


def _item(findings: _Findings, at: str, item: GivenItem, asked: AskedItem, policy: ApprovalPolicy) -> AnsweredItem:
    if not item.available:
        return msgspec.structs.replace(_unavailable(item.item_id), note=item.note)
    price = findings.amount(f"{at}.unitPrice", item.unit_price, places=4, most=MOST_UNIT_PRICE, above_zero=True)
    quantity = asked.quantity
    if item.quantity is not None:
        quantity = findings.amount(f"{at}.quantity", item.quantity, places=3, most=MOST_QUANTITY, above_zero=True)
    reason = item.quantity_reason
    if quantity and changes_quantity(asked.quantity, quantity, policy) and len(reason) < LEAST_REASON_CHARS:
        findings.add(
            f"{at}.quantityReason",
            f"Diga, com pelo menos {LEAST_REASON_CHARS} caracteres, por que a quantidade é tão diferente da pedida "
            f"({format_decimal(asked.quantity)}).",
        )
    gross = gross_of(price, quantity)
    discount = findings.amount(f"{at}.discount", item.discount)
    cap = percent_of(gross, policy.item_discount_cap_percent)
    if discount > cap:
        percent = format_decimal(policy.item_discount_cap_percent)
        findings.add(f"{at}.discount", f"O desconto do item pode ser de até {percent}%: {format_money(cap)}.")
    return AnsweredItem(
        item_id=item.item_id,
        available=True,
        unit_price=price,
        quantity=quantity,
        quantity_reason=reason,
        discount=discount,
        freight=findings.amount(f"{at}.freight", item.freight),
        taxes=findings.amount(f"{at}.taxes", item.taxes),
        brand=item.brand,
        delivery_days=item.delivery_days,
        note=item.note,
        total=NOTHING,
    )


def _unavailable(item_id: UUID) -> AnsweredItem:
    return AnsweredItem(
        item_id=item_id,
        available=False,
        unit_price=NOTHING,
        quantity=NOTHING,
        quantity_reason="",
        discount=NOTHING,
        freight=NOTHING,
        taxes=NOTHING,
        brand="",
        delivery_days=None,
        note="",
        total=NOTHING,
    )


def _discount_value(findings: _Findings, terms: OfferTerms) -> Decimal:
    match terms.discount_kind:
        case DiscountKind.NONE:
            return NOTHING
        case DiscountKind.PERCENT:
            return findings.amount("discountValue", terms.discount_value, places=4, most=ALL_PERCENT)
        case DiscountKind.FIXED:
            return findings.amount("discountValue", terms.discount_value)


class _Findings:
    """What is wrong, by field."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}

    def add(self, name: str, remedy: str) -> None:
        self.fields.setdefault(name, remedy)

    def amount(
        self, name: str, value: Decimal, *, places: int = 2, most: Decimal = MOST_TOTAL, above_zero: bool = False
    ) -> Decimal:
        """`value`, or nothing when it is no number from zero to `most` with so many decimals."""
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or value < 0:
            self.add(name, "Informe um número, zero ou mais.")
        elif above_zero and value == 0:
            self.add(name, "Informe um número acima de zero.")
        elif value > most:
            self.add(name, f"Informe no máximo {format_decimal(most)}.")
        else:
            short = value.quantize(Decimal(1).scaleb(-places)) if -exponent > places else value
            if short == value:
                return short
            self.add(name, f"Use no máximo {places} casas decimais.")
        return NOTHING

    def require(self) -> None:
        """Raise `InvalidInput` when anything is wrong."""
        if self.fields:
            raise InvalidInput(fields=self.fields)
