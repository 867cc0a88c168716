"""The comparison map: items by suppliers, what each offer costs when it is here and paid for, and which is best.

A cell's `total` is the landed cost: price less discounts plus freight and taxes, its own and its share of what is over
the whole quotation (`quotation_totals.landed`). Its `present_value` brings the payment term to today. The best cell of
an item is the one with the lowest present value for each unit that is *needed*: what a supplier insists on delivering
beyond the need has a price and no use. Equal ones: the sooner delivery, the better score, the earlier answer.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from uuid import UUID

import msgspec

from esteio.modules.procurement.rules.present_value import present_factor, present_value
from esteio.modules.procurement.rules.quotation_totals import (
    NOTHING,
    LandedItem,
    OfferedItem,
    OfferTerms,
    landed,
    total_quotation,
)
from esteio.modules.procurement.rules.vocabulary import DiscountKind

_NO_DELIVERY = 10_000
"""Days: whoever does not say when comes after everybody who does."""
_UNIT_PLACE = Decimal("0.0001")
_DIVISION = Context(prec=60)
"""Two costs that differ do so within these digits: amounts have 14 of them, and so have quantities."""


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the request."""

    item_id: UUID
    position: int
    description: str
    unit: str
    quantity: Decimal
    estimated_unit_price: Decimal | None = None


class Offer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a supplier says of an item that it has; money in R$, of the whole line."""

    item_id: UUID
    unit_price: Decimal
    quantity: Decimal
    discount: Decimal = NOTHING
    freight: Decimal = NOTHING
    taxes: Decimal = NOTHING
    brand: str = ""
    delivery_days: int | None = None
    quantity_reason: str = ""
    note: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation that was answered; `freight`, `taxes` and `discount` are over the whole, R$."""

    quotation_id: UUID
    supplier_id: UUID
    supplier_name: str
    answered_at: datetime.datetime
    score: Decimal | None = None
    payment_days: tuple[int, ...] = ()
    payment_terms: str = ""
    delivery_days: int | None = None
    valid_until: datetime.date | None = None
    freight: Decimal = NOTHING
    taxes: Decimal = NOTHING
    discount: Decimal = NOTHING
    offers: tuple[Offer, ...] = ()


class Cell(msgspec.Struct, frozen=True, kw_only=True, gc=False, rename="camel"):
    """One supplier's offer of one item, R$ of the whole line. `total` is `gross - discount + freight + taxes`."""

    quotation_id: UUID
    unit_price: Decimal
    quantity: Decimal
    gross: Decimal
    discount: Decimal
    freight: Decimal
    taxes: Decimal
    total: Decimal
    present_value: Decimal
    needed_unit_cost: Decimal
    """Present value of each unit that is needed, to four places."""
    covers: bool
    """It is at least what is needed."""
    best: bool
    brand: str
    delivery_days: int | None
    quantity_reason: str
    note: str


class Row(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One item; `cells` in the order of the map's columns, null where the supplier does not have it."""

    item_id: UUID
    position: int
    description: str
    unit: str
    quantity: Decimal
    estimated_unit_price: Decimal | None
    cells: tuple[Cell | None, ...]


class Column(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One supplier and what all that it offers comes to, R$. `total` is `gross - discount + freight + taxes`."""

    quotation_id: UUID
    supplier_id: UUID
    supplier_name: str
    score: Decimal | None
    """From 0 to 10."""
    answered_at: datetime.datetime
    payment_days: tuple[int, ...]
    payment_terms: str
    payment_factor: Decimal
    """What R$ 1.00 on these terms is worth now."""
    delivery_days: int | None
    """Of the item that takes longest, or of the whole where items do not say."""
    valid_until: datetime.date | None
    lapsed: bool
    """Its validity is over: it is shown, and cannot win until it is renewed."""
    items: int
    covers_all: bool
    """Every item, in the quantity that is needed."""
    best_cells: int
    gross: Decimal
    discount: Decimal
    freight: Decimal
    taxes: Decimal
    total: Decimal
    present_value: Decimal


class ComparisonMap(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Items by suppliers, the first that answered first."""

    monthly_rate_percent: Decimal
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def compare(
    needs: Sequence[Need], answers: Sequence[Answer], monthly_rate_percent: Decimal, on: datetime.date
) -> ComparisonMap:
    """Set answers (the first that came first) side by side, as on that day."""
    ordered = sorted(needs, key=lambda need: need.position)
    wanted = {need.item_id: need for need in ordered}
    factors = [present_factor(answer.payment_days, monthly_rate_percent) for answer in answers]
    columns_of_cells = [_cells(wanted, answer, factor) for answer, factor in zip(answers, factors, strict=True)]
    lapsed = [answer.valid_until is not None and answer.valid_until < on for answer in answers]
    rows = tuple(
        _row(need, answers, lapsed, [cells.get(need.item_id) for cells in columns_of_cells]) for need in ordered
    )
    return ComparisonMap(
        monthly_rate_percent=monthly_rate_percent,
        columns=tuple(
            _column(answer, factors[index], [row.cells[index] for row in rows], lapsed=lapsed[index])
            for index, answer in enumerate(answers)
        ),
        rows=rows,
    )


def unit_cost(cell: Cell, needed: Decimal) -> Decimal:
    """Present value of each unit that is needed: equal for equal costs, and otherwise ordered as they are."""
    return _DIVISION.divide(cell.present_value, min(cell.quantity, needed))


def preference(cell: Cell, needed: Decimal, score: Decimal | None) -> tuple[Decimal, int, Decimal]:
    """By which offers of an item are ordered, the best first."""
    delivery = _NO_DELIVERY if cell.delivery_days is None else cell.delivery_days
    return unit_cost(cell, needed), delivery, -(score if score is not None else Decimal(-1))


def _cells(wanted: dict[UUID, Need], answer: Answer, factor: Decimal) -> dict[UUID, Cell]:
    offers = [offer for offer in answer.offers if offer.quantity > 0]
    totals = total_quotation(
        [
            OfferedItem(
                unit_price=offer.unit_price,
                quantity=offer.quantity,
                discount=offer.discount,
                freight=offer.freight,
                taxes=offer.taxes,
            )
            for offer in offers
        ],
        OfferTerms(
            discount_kind=DiscountKind.FIXED,
            discount_value=answer.discount,
            freight=answer.freight,
            taxes=answer.taxes,
        ),
    )
    return {
        offer.item_id: _cell(wanted[offer.item_id], answer, offer, part, factor)
        for offer, part in zip(offers, landed(totals), strict=True)
        if offer.item_id in wanted
    }


def _cell(need: Need, answer: Answer, offer: Offer, part: LandedItem, factor: Decimal) -> Cell:
    worth = present_value(part.total, factor)
    cost = _DIVISION.divide(worth, min(offer.quantity, need.quantity))
    return Cell(
        quotation_id=answer.quotation_id,
        unit_price=offer.unit_price,
        quantity=offer.quantity,
        gross=part.gross,
        discount=part.discount,
        freight=part.freight,
        taxes=part.taxes,
        total=part.total,
        present_value=worth,
        needed_unit_cost=cost.quantize(_UNIT_PLACE, ROUND_HALF_UP, _DIVISION),
        covers=offer.quantity >= need.quantity,
        best=False,
        brand=offer.brand,
        delivery_days=answer.delivery_days if offer.delivery_days is None else offer.delivery_days,
        quantity_reason=offer.quantity_reason,
        note=offer.note,
    )


def _row(need: Need, answers: Sequence[Answer], lapsed: Sequence[bool], cells: Sequence[Cell | None]) -> Row:
    ranked = sorted(
        (preference(cell, need.quantity, answers[index].score), index)
        for index, cell in enumerate(cells)
        if cell is not None and not lapsed[index]
    )
    best = ranked[0][1] if ranked else None
    return Row(
        item_id=need.item_id,
        position=need.position,
        description=need.description,
        unit=need.unit,
        quantity=need.quantity,
        estimated_unit_price=need.estimated_unit_price,
        cells=tuple(
            msgspec.structs.replace(cell, best=True) if cell is not None and index == best else cell
            for index, cell in enumerate(cells)
        ),
    )


def _column(answer: Answer, factor: Decimal, cells: Sequence[Cell | None], *, lapsed: bool) -> Column:
    offered = [cell for cell in cells if cell is not None]
    days = [cell.delivery_days for cell in offered if cell.delivery_days is not None]
    return Column(
        quotation_id=answer.quotation_id,
        supplier_id=answer.supplier_id,
        supplier_name=answer.supplier_name,
        score=answer.score,
        answered_at=answer.answered_at,
        payment_days=answer.payment_days,
        payment_terms=answer.payment_terms,
        payment_factor=factor,
        delivery_days=max(days, default=answer.delivery_days),
        valid_until=answer.valid_until,
        lapsed=lapsed,
        items=len(offered),
        covers_all=bool(cells) and all(cell is not None and cell.covers for cell in cells),
        best_cells=sum(cell.best for cell in offered),
        gross=sum([cell.gross for cell in offered], NOTHING),
        discount=sum([cell.discount for cell in offered], NOTHING),
        freight=sum([cell.freight for cell in offered], NOTHING),
        taxes=sum([cell.taxes for cell in offered], NOTHING),
        total=sum([cell.total for cell in offered], NOTHING),
        present_value=sum([cell.present_value for cell in offered], NOTHING),
    )
