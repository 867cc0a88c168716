"""The three-way match: what was ordered, what came, and what the supplier's notes charge, held against each other.

Quantities must agree: a note is paid for what was accepted of it. The price of an item, after discounts, may differ by
the policy's tolerance, up or down, because a much lower one is as likely to be the wrong thing. Freight, taxes and the
whole are only a difference where more is charged than was ordered, over all notes of the order: notes come in parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from esteio.brazil.money import format_money
from esteio.brazil.numbers import format_decimal

ZERO = Decimal(0)
_CENT = Decimal("0.01")
_THOUSANDTH = Decimal("0.001")
_PRICE = Decimal("0.0001")


class DifferenceKind(StrEnum):
    """In what the three do not agree."""

    NO_INVOICE = "no_invoice"
    ISSUER = "issuer"
    """Whether the note is of the order's supplier cannot be told."""
    RECIPIENT = "recipient"
    """The note is made out to somebody else."""
    QUANTITY = "quantity"
    """Another quantity is charged than was accepted."""
    MISSING = "missing"
    """It came, and no note has it."""
    EXTRA = "extra"
    """A note charges what is no item of the order."""
    OVER_ORDERED = "over_ordered"
    """All notes together charge more of an item than was ordered."""
    PRICE = "price"
    FREIGHT = "freight"
    TAXES = "taxes"
    TOTAL = "total"


class OrderedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the order."""

    id: UUID
    position: int
    description: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    """In R$, before the discount."""
    net_total: Decimal
    """In R$, after the discount, without freight and taxes."""
    given_up: Decimal = ZERO
    """Of the quantity, what is not expected any more."""

    @property
    def net_unit_price(self) -> Decimal:
        """In R$ after the discount, not rounded."""
        return self.net_total / self.quantity


class Ordered(msgspec.Struct, frozen=True, kw_only=True):
    """The order. Amounts in R$."""

    items: tuple[OrderedItem, ...]
    freight: Decimal
    taxes: Decimal
    total: Decimal


class InvoiceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a note, and which item of the order it is."""

    id: UUID
    description: str
    unit: str
    quantity: Decimal
    total: Decimal
    """In R$, before the discount."""
    discount: Decimal = ZERO
    order_item_id: UUID | None = None
    factor: Decimal = Decimal(1)
    """How many of the order's units one unit of the line is."""

    @property
    def amount(self) -> Decimal:
        """What is charged, in R$."""
        return self.total - self.discount

    @property
    def counted(self) -> Decimal:
        """The quantity in the order's unit, to the thousandth."""
        return (self.quantity * self.factor).quantize(_THOUSANDTH, ROUND_HALF_UP)


class Invoiced(msgspec.Struct, frozen=True, kw_only=True):
    """A note. Amounts in R$."""

    id: UUID
    number: str
    freight: Decimal
    taxes: Decimal
    total: Decimal
    lines: tuple[InvoiceLine, ...]
    issuer_known: bool = True
    """Whether the issuer's document is that of the order's supplier."""
    recipient_fits: bool = True


class Counted(msgspec.Struct, frozen=True):
    """What came of an item."""

    accepted: Decimal
    refused: Decimal = ZERO


class Difference(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One thing in which order, receipts and notes do not agree."""

    kind: DifferenceKind
    sentence: str
    """What differs, in Portuguese."""
    order_item_id: UUID | None = None
    invoice_id: UUID | None = None
    invoice_item_id: UUID | None = None
    expected: Decimal | None = None
    """By order and receipts: a quantity to the thousandth, an amount to the cent, or a price to a hundredth of one."""
    found: Decimal | None = None
    """On the notes, likewise."""


class MatchLine(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An item of the order as all three have it: quantities in its unit to the thousandth, amounts in R$."""

    order_item_id: UUID
    position: int
    description: str
    unit: str
    ordered: Decimal
    given_up: Decimal
    accepted: Decimal
    refused: Decimal
    invoiced: Decimal
    unit_price: Decimal
    """As ordered, after the discount."""
    invoiced_unit_price: Decimal | None
    """None as long as no note has a quantity of it."""
    ordered_total: Decimal
    """After the discount, without freight and taxes."""
    invoiced_total: Decimal


def find_differences(
    order: Ordered,
    invoices: Sequence[Invoiced],
    counted: Mapping[UUID, Counted],
    price_tolerance_percent: Decimal,
    *,
    others: Sequence[Invoiced] = (),
) -> list[Difference]:
    """In what `invoices` and what came with them (`counted`, by item) differ from each other and from the order.

    `others` are the order's remaining notes: what all charge together must not be more than was ordered, and is told
    if these have part in it. Empty when all agree. Notes first, then items in the order's order, lines that are no
    item, and sums.
    """
    if not invoices:
        if not any(each.accepted or each.refused for each in counted.values()):
            return []
        return [
            Difference(
                kind=DifferenceKind.NO_INVOICE, sentence="Nenhuma nota fiscal foi ligada ao que chegou deste pedido."
            )
        ]
    tolerance = price_tolerance_percent / 100
    return [
        *_of_notes(invoices),
        *(
            difference
            for item in order.items
            for difference in _of_item(item, invoices, counted.get(item.id, Counted(ZERO)), tolerance, others)
        ),
        *_extra(order, invoices),
        *_of_sums(order, invoices, tolerance, others),
    ]


def match_lines(order: Ordered, invoices: Sequence[Invoiced], counted: Mapping[UUID, Counted]) -> list[MatchLine]:
    """The order's items, each with what came and what the notes charge."""
    found: list[MatchLine] = []
    for item in order.items:
        lines = _lines_of(item, invoices)
        came = counted.get(item.id, Counted(ZERO))
        invoiced, amount = _sums(lines)
        found.append(
            MatchLine(
                order_item_id=item.id,
                position=item.position,
                description=item.description,
                unit=item.unit,
                ordered=item.quantity.quantize(_THOUSANDTH),
                given_up=item.given_up.quantize(_THOUSANDTH),
                accepted=came.accepted.quantize(_THOUSANDTH),
                refused=came.refused.quantize(_THOUSANDTH),
                invoiced=invoiced.quantize(_THOUSANDTH),
                unit_price=item.net_unit_price.quantize(_PRICE, ROUND_HALF_UP),
                invoiced_unit_price=(amount / invoiced).quantize(_PRICE, ROUND_HALF_UP) if invoiced else None,
                ordered_total=item.net_total.quantize(_CENT),
                invoiced_total=amount.quantize(_CENT),
            )
        )
    return found


def _lines_of(item: OrderedItem, invoices: Iterable[Invoiced]) -> list[InvoiceLine]:
    return [line for invoice in invoices for line in invoice.lines if line.order_item_id == item.id]


def _sums(lines: Iterable[InvoiceLine]) -> tuple[Decimal, Decimal]:
    """Quantity in the order's unit, and amount."""
    quantity = amount = ZERO
    for line in lines:
        quantity += line.counted
        amount += line.amount
    return quantity, amount


def _of_notes(invoices: Sequence[Invoiced]) -> Iterable[Difference]:
    for invoice in invoices:
        if not invoice.issuer_known:
            yield Difference(
                kind=DifferenceKind.ISSUER,
                sentence=(
                    f"Confira quem emitiu a nota {invoice.number}: "
                    "o cadastro do fornecedor não tem o CNPJ ou CPF que está nela."
                ),
                invoice_id=invoice.id,
            )
        if not invoice.recipient_fits:
            yield Difference(
                kind=DifferenceKind.RECIPIENT,
                sentence=f"A nota {invoice.number} foi emitida para outro CNPJ ou CPF.",
                invoice_id=invoice.id,
            )


def _of_item(
    item: OrderedItem,
    invoices: Sequence[Invoiced],
    came: Counted,
    tolerance: Decimal,
    others: Sequence[Invoiced],
) -> Iterable[Difference]:
    lines = _lines_of(item, invoices)
    if not lines:
        if came.accepted or came.refused:
            yield Difference(
                kind=DifferenceKind.MISSING,
                sentence=f"{item.description}: chegou e não está na nota.",
                order_item_id=item.id,
                expected=came.accepted.quantize(_THOUSANDTH),
                found=ZERO.quantize(_THOUSANDTH),
            )
        return
    invoiced, amount = _sums(lines)
    if invoiced != came.accepted:
        charges, accepted = _quantity(invoiced, item), _quantity(came.accepted, item)
        yield Difference(
            kind=DifferenceKind.QUANTITY,
            sentence=(
                f"{item.description}: a nota cobra {charges} e foram aceitos {accepted} "
                f"({_quantity(came.refused, item)} recusados)."
                if came.refused
                else f"{item.description}: a nota cobra {charges} e foram aceitos {accepted}."
            ),
            order_item_id=item.id,
            expected=came.accepted.quantize(_THOUSANDTH),
            found=invoiced,
        )
    charged = invoiced + _sums(_lines_of(item, others))[0]
    wanted = item.quantity - item.given_up
    if charged > wanted:
        yield Difference(
            kind=DifferenceKind.OVER_ORDERED,
            sentence=(
                f"{item.description}: as notas cobram {_quantity(charged, item)} "
                f"e foram pedidos {_quantity(wanted, item)}."
            ),
            order_item_id=item.id,
            expected=wanted.quantize(_THOUSANDTH),
            found=charged,
        )
    yield from _of_price(item, invoiced, amount, tolerance)


def _of_price(item: OrderedItem, invoiced: Decimal, amount: Decimal, tolerance: Decimal) -> Iterable[Difference]:
    fair = invoiced * item.net_unit_price
    # Suppliers round each line to the cent.
    if abs(amount - fair) <= max(fair * tolerance, _CENT):
        return
    if not invoiced:
        yield Difference(
            kind=DifferenceKind.PRICE,
            sentence=f"{item.description}: a nota cobra mais {format_money(amount)}, sem quantidade.",
            order_item_id=item.id,
            expected=ZERO.quantize(_CENT),
            found=amount.quantize(_CENT),
        )
        return
    price = (amount / invoiced).quantize(_PRICE, ROUND_HALF_UP)
    agreed = item.net_unit_price.quantize(_PRICE, ROUND_HALF_UP)
    yield Difference(
        kind=DifferenceKind.PRICE,
        sentence=f"{item.description}: o preço na nota é {_price(price)} e o do pedido é {_price(agreed)}.",
        order_item_id=item.id,
        expected=agreed,
        found=price,
    )


def _extra(order: Ordered, invoices: Sequence[Invoiced]) -> Iterable[Difference]:
    """Lines that are no item of the order; a gift, for which nothing is charged, is none of them."""
    known = {item.id for item in order.items}
    for invoice in invoices:
        for line in invoice.lines:
            if line.order_item_id not in known and line.amount:
                yield Difference(
                    kind=DifferenceKind.EXTRA,
                    sentence=f"{line.description}: está na nota {invoice.number} e não foi ligado a item do pedido.",
                    invoice_id=invoice.id,
                    invoice_item_id=line.id,
                    expected=ZERO.quantize(_CENT),
                    found=line.amount.quantize(_CENT),
                )


def _of_sums(
    order: Ordered, invoices: Sequence[Invoiced], tolerance: Decimal, others: Sequence[Invoiced]
) -> Iterable[Difference]:
    whole = (*invoices, *others)
    sums = (
        (DifferenceKind.FREIGHT, order.freight, [each.freight for each in whole]),
        (DifferenceKind.TAXES, order.taxes, [each.taxes for each in whole]),
        (DifferenceKind.TOTAL, order.total, [each.total for each in whole]),
    )
    for kind, agreed, amounts in sums:
        charged = sum(amounts, ZERO)
        if any(amounts[: len(invoices)]) and charged > agreed + max(agreed * tolerance, _CENT):
            yield Difference(
                kind=kind,
                sentence=_more_charged(kind, format_money(charged), format_money(agreed)),
                expected=agreed.quantize(_CENT),
                found=charged.quantize(_CENT),
            )


def _more_charged(kind: DifferenceKind, charged: str, agreed: str) -> str:
    match kind:
        case DifferenceKind.FREIGHT:
            return f"Nas notas o frete chega a {charged}; no pedido, {agreed}."
        case DifferenceKind.TAXES:
            return f"Nas notas os impostos chegam a {charged}; no pedido, {agreed}."
        case _:
            return f"Nas notas o total chega a {charged}; no pedido, {agreed}."


def _quantity(value: Decimal, item: OrderedItem) -> str:
    return f"{format_decimal(value)} {item.unit}"


def _price(value: Decimal) -> str:
    """With the decimals it has, at least two."""
    exact = value.quantize(_CENT)
    return format_money(exact) if exact == value else f"R$ {format_decimal(value)}"
