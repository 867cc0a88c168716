"""Needs and answers as hypothesis makes them: short and surplus offers, free ones, discounts, freight, terms."""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from esteio.modules.procurement.rules.comparison import Answer, ComparisonMap, Need, Offer, compare

TODAY = datetime.date(2026, 11, 22)
_FIRST_ANSWER = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)


def numbered(kind: int, number: int) -> UUID:
    """An id that tells what it is of."""
    return UUID(int=(kind << 64) + number)


def need(number: int, quantity: str = "10", **changes: object) -> Need:
    """The item with that number."""
    return Need(
        **{
            "item_id": numbered(1, number),
            "position": number,
            "description": f"Item {number}",
            "unit": "un",
            "quantity": Decimal(quantity),
            **changes,
        }
    )


def offer(number: int, price: str, quantity: str = "10", **changes: object) -> Offer:
    """Of the item with that number."""
    return Offer(
        **{
            "item_id": numbered(1, number),
            "unit_price": Decimal(price),
            "quantity": Decimal(quantity),
            **changes,
        }
    )


def answer(number: int, *offers: Offer, **changes: object) -> Answer:
    """Of the supplier with that number; the first answered first."""
    return Answer(
        **{
            "quotation_id": numbered(2, number),
            "supplier_id": numbered(3, number),
            "supplier_name": f"Fornecedor {number}",
            "answered_at": _FIRST_ANSWER + datetime.timedelta(hours=number),
            "offers": offers,
            **changes,
        }
    )


def amounts(most: str) -> st.SearchStrategy[Decimal]:
    return st.decimals("0", most, places=2, allow_nan=False, allow_infinity=False)


def quantities(most: int = 40) -> st.SearchStrategy[Decimal]:
    whole = st.integers(1, most).map(Decimal)
    return st.one_of(whole, st.decimals("0.001", str(most), places=3, allow_nan=False, allow_infinity=False))


terms = st.lists(st.integers(0, 120), max_size=4).map(tuple)
rates = st.decimals("0", "20", places=4, allow_nan=False, allow_infinity=False)


@st.composite
def offers_of(draw: st.DrawFn, number: int) -> Offer:
    quantity = draw(quantities())
    price = draw(st.decimals("0", "5000", places=4, allow_nan=False, allow_infinity=False))
    return Offer(
        item_id=numbered(1, number),
        unit_price=price,
        quantity=quantity,
        discount=(price * quantity * draw(st.integers(0, 30)) / 100).quantize(Decimal("0.01")),
        freight=draw(st.one_of(st.just(Decimal(0)), amounts("500"))),
        taxes=draw(st.one_of(st.just(Decimal(0)), amounts("500"))),
        delivery_days=draw(st.one_of(st.none(), st.integers(0, 90))),
    )


@st.composite
def answers_of(draw: st.DrawFn, number: int, items: int) -> Answer:
    offered = [index for index in range(1, items + 1) if draw(st.integers(0, 4))]
    offers = tuple(draw(offers_of(index)) for index in offered)
    goods = sum((each.unit_price * each.quantity - each.discount for each in offers), Decimal(0))
    share = draw(st.integers(0, 20))
    return answer(
        number,
        *offers,
        payment_days=draw(terms),
        freight=draw(amounts("2000")),
        taxes=draw(amounts("800")),
        discount=max(Decimal(0), goods * share / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN"),
        valid_until=draw(st.sampled_from([None, TODAY, TODAY, TODAY - datetime.timedelta(days=1)])),
        score=draw(st.one_of(st.none(), st.integers(0, 10).map(Decimal))),
    )


@st.composite
def maps(draw: st.DrawFn, most_items: int = 5, most_suppliers: int = 4) -> ComparisonMap:
    """A comparison of anything with anything."""
    items = draw(st.integers(1, most_items))
    needs = [need(number, str(draw(quantities()))) for number in range(1, items + 1)]
    answers = [draw(answers_of(number, items)) for number in range(1, draw(st.integers(0, most_suppliers)) + 1)]
    return compare(needs, answers, draw(rates), TODAY)
