"""What a quotation adds up to: items, item discounts, subtotal, global discount, freight, taxes, total.

::

    gross     = unit price x quantity, to the cent
    net       = gross - item discount               (capped at a percentage of gross)
    subtotal  = sum of net
    discount  = % of the subtotal, or a fixed amount (capped at a percentage of the subtotal)
    total     = subtotal - discount + freight + taxes, of the whole and of the items

Every step is rounded to the cent, half up, before the next, as a person with a calculator does it. Whatever is given,
no part and no total is below zero. `landed` divides what is over the whole quotation among its items, so that the
parts of an award split over suppliers still add up to the cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from esteio.core.allocation import EXACT, apportion, to_cents
from esteio.modules.procurement.rules.vocabulary import DiscountKind

NOTHING = Decimal("0.00")
ALL_PERCENT = Decimal(100)
MOST_TOTAL = Decimal("99999999999.99")
"""R$; what the columns hold, with room for sums."""


class OfferedItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An available item as the supplier prices it; money in R$, nothing below zero."""

    unit_price: Decimal
    quantity: Decimal
    discount: Decimal = NOTHING
    """Of the whole line, not of a unit."""
    freight: Decimal = NOTHING
    taxes: Decimal = NOTHING


class OfferTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What is over the whole quotation."""

    discount_kind: DiscountKind = DiscountKind.NONE
    discount_value: Decimal = NOTHING
    """A percentage or R$, by `discount_kind`."""
    freight: Decimal = NOTHING
    taxes: Decimal = NOTHING


class DiscountCaps(msgspec.Struct, frozen=True, kw_only=True):
    """The largest discounts that count, in % from 0 to 100."""

    item_percent: Decimal = ALL_PERCENT
    global_percent: Decimal = ALL_PERCENT


class ItemTotal(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One item, R$."""

    gross: Decimal
    discount: Decimal
    net: Decimal
    freight: Decimal
    taxes: Decimal


class QuotationTotals(msgspec.Struct, frozen=True, kw_only=True):
    """A whole quotation, R$. `total` is `subtotal - discount + freight + taxes`."""

    items: tuple[ItemTotal, ...]
    """In the order of the items that were given."""
    subtotal: Decimal
    discount: Decimal
    """The global one; that of items is in their net already."""
    freight: Decimal
    """Of the whole and of the items."""
    taxes: Decimal
    """Of the whole and of the items."""
    total: Decimal


class LandedItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one item costs when it is here, R$. `total` is `gross - discount + freight + taxes`."""

    gross: Decimal
    discount: Decimal
    """Its own and its share of the global one."""
    freight: Decimal
    taxes: Decimal
    total: Decimal


def total_quotation(
    items: Sequence[OfferedItem], terms: OfferTerms, caps: DiscountCaps | None = None
) -> QuotationTotals:
    """What the items and terms add up to. A discount above its cap counts as the cap; whoever wants it refused
    compares (`rules/quotation_answers.py`). Without items only freight and taxes remain."""
    caps = caps or DiscountCaps()
    lines = tuple(_line(item, caps.item_percent) for item in items)
    subtotal = sum((line.net for line in lines), NOTHING)
    discount = min(_asked_discount(terms, subtotal), percent_of(subtotal, caps.global_percent))
    freight = sum((line.freight for line in lines), to_cents(terms.freight))
    taxes = sum((line.taxes for line in lines), to_cents(terms.taxes))
    return QuotationTotals(
        items=lines,
        subtotal=subtotal,
        discount=discount,
        freight=freight,
        taxes=taxes,
        total=subtotal - discount + freight + taxes,
    )


def landed(totals: QuotationTotals) -> list[LandedItem]:
    """The items with their shares, by their net, of what is over the whole quotation; their totals add up to its own.

    Items that are all worth nothing share equally. Empty without items.
    """
    lines = totals.items
    if not lines:
        return []
    weights = [line.net for line in lines]
    if not any(weights):
        weights = [Decimal(1)] * len(lines)
    discounts = apportion(totals.discount, weights)
    freights = apportion(totals.freight - sum((line.freight for line in lines), NOTHING), weights)
    taxes = apportion(totals.taxes - sum((line.taxes for line in lines), NOTHING), weights)
    return [
        LandedItem(
            gross=line.gross,
            discount=line.discount + discount,
            freight=line.freight + freight,
            taxes=line.taxes + tax,
            total=line.net - discount + line.freight + freight + line.taxes + tax,
        )
        for line, discount, freight, tax in zip(lines, discounts, freights, taxes, strict=True)
    ]


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """`percent` % of an amount, to the cent."""
    return to_cents(EXACT.multiply(amount, percent).scaleb(-2, EXACT))


def gross_of(unit_price: Decimal, quantity: Decimal) -> Decimal:
    """Unit price times quantity, to the cent."""
    return to_cents(EXACT.multiply(unit_price, quantity))


def _line(item: OfferedItem, cap_percent: Decimal) -> ItemTotal:
    gross = gross_of(item.unit_price, item.quantity)
    most = gross if cap_percent == ALL_PERCENT else percent_of(gross, cap_percent)
    discount = min(to_cents(item.discount), most)
    return ItemTotal(
        gross=gross,
        discount=discount,
        net=gross - discount,
        freight=to_cents(item.freight),
        taxes=to_cents(item.taxes),
    )


def _asked_discount(terms: OfferTerms, subtotal: Decimal) -> Decimal:
    match terms.discount_kind:
        case DiscountKind.NONE:
            return NOTHING
        case DiscountKind.PERCENT:
            return percent_of(subtotal, terms.discount_value)
        case DiscountKind.FIXED:
            return to_cents(terms.discount_value)
