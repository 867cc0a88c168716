"""Who wins what: a choice of offers checked against the comparison map, and the two choices that it suggests itself.

An award takes an offer whole, or less of it: then gross is reckoned anew for the quantity, and discount, freight and
taxes are taken in proportion, each to the cent. More than is needed is only taken where one supplier delivers an item
alone and insists on its lot. Money of a basket is the sum of its lines, to the cent, by supplier and in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from esteio.brazil.numbers import format_decimal
from esteio.core.allocation import portion
from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.comparison import Cell, Column, ComparisonMap, Row, preference, unit_cost
from esteio.modules.procurement.rules.present_value import present_value
from esteio.modules.procurement.rules.quotation_totals import NOTHING, gross_of

LEAST_REASON_CHARS = 10


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """An item from a supplier; without a quantity, as the supplier offers it."""

    item_id: UUID
    quotation_id: UUID
    quantity: Decimal | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An item as it would be bought, R$. `total` is `gross - discount + freight + taxes`."""

    item_id: UUID
    quotation_id: UUID
    supplier_id: UUID
    position: int
    description: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    gross: Decimal
    discount: Decimal
    freight: Decimal
    taxes: Decimal
    total: Decimal
    present_value: Decimal
    first_total: Decimal
    """What the supplier that answered first asks for as much."""
    highest_total: Decimal
    lowest_total: Decimal
    brand: str
    delivery_days: int | None


class Share(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What one supplier would deliver, R$: the sum of its lines."""

    quotation_id: UUID
    supplier_id: UUID
    supplier_name: str
    items: int
    gross: Decimal
    discount: Decimal
    freight: Decimal
    taxes: Decimal
    total: Decimal
    present_value: Decimal
    delivery_days: int | None
    """Of the item that takes longest."""


class Basket(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A choice of offers and what it comes to, R$."""

    lines: tuple[Line, ...]
    """By item, then in the order of the map's columns."""
    suppliers: tuple[Share, ...]
    total: Decimal
    present_value: Decimal
    delivery_days: int | None
    missing: tuple[UUID, ...]
    """Items of which nothing is bought."""
    short: tuple[UUID, ...]
    """Items of which less is bought than is needed."""


class Balance(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What of an item is left out, to be bought by a request of its own."""

    item_id: UUID
    quantity: Decimal


def cheapest_split(comparison: ComparisonMap) -> Basket | None:
    """Each item where it costs least, from several suppliers if one does not have enough; None: nothing can be bought.

    The least present value there is, if lots above the need are taken whole and others may be parted.
    """
    chosen: list[Choice] = []
    for row in comparison.rows:
        chosen += _cheapest_of(comparison, row)
    return price_choices(comparison, chosen) if chosen else None


def cheapest_single(comparison: ComparisonMap) -> Basket | None:
    """All from one supplier: of those that cover most items the one of least present value; None: nobody can sell.

    Equal ones: the first that answered.
    """
    sellers = [
        (_lacking(comparison, index), column.present_value, index)
        for index, column in enumerate(comparison.columns)
        if not column.lapsed and column.items
    ]
    if not sellers:
        return None
    best = comparison.columns[min(sellers)[2]]
    return price_choices(comparison, whole_quotation(comparison, best))


def whole_quotation(comparison: ComparisonMap, column: Column, leave_out: Iterable[UUID] = ()) -> list[Choice]:
    """Everything that a supplier offers, but for what is left out."""
    index = comparison.columns.index(column)
    without = frozenset(leave_out)
    return [
        Choice(item_id=row.item_id, quotation_id=column.quotation_id)
        for row in comparison.rows
        if row.cells[index] is not None and row.item_id not in without
    ]


def price_choices(comparison: ComparisonMap, choices: Sequence[Choice]) -> Basket:
    """What the choices come to, whether or not they are all that is needed.

    Raises:
        InvalidInput: a choice that names no offer, or too much of one; `fields` are `choices[N].itemId` and the like.
    """
    rows = {row.item_id: row for row in comparison.rows}
    columns = {column.quotation_id: index for index, column in enumerate(comparison.columns)}
    lines: list[tuple[int, int, Line]] = []
    fields: dict[str, str] = {}
    seen: set[tuple[UUID, UUID]] = set()
    for number, choice in enumerate(choices):
        row, index = rows.get(choice.item_id), columns.get(choice.quotation_id)
        cell = None if row is None or index is None else row.cells[index]
        if problem := _problem(choice, row, index, cell, seen):
            member, remedy = problem
            fields[f"choices[{number}].{member}"] = remedy
        if row is None or index is None or cell is None or fields:
            continue
        quantity = cell.quantity if choice.quantity is None else choice.quantity
        seen.add((choice.item_id, choice.quotation_id))
        lines.append((row.position, index, _line(row, cell, comparison.columns[index], quantity)))
    if fields:
        raise InvalidInput("Uma das escolhas precisa de correção.", fields=fields)
    in_order = [line for _, _, line in sorted(lines, key=lambda each: each[:2])]
    _require_within_need(choices, in_order, rows)
    return _basket(comparison, in_order)


def settle(
    comparison: ComparisonMap, choices: Sequence[Choice], leave_out: Sequence[UUID]
) -> tuple[Basket, list[Balance]]:
    """The basket to be awarded, and what of the items left out remains to be bought: all of it, or the balance of those
    of which some was chosen. Less than is needed of an item that is not left out is a decision to buy less.

    Raises:
        InvalidInput: as `price_choices`; nothing is chosen, an offer's validity is over, or an item is neither chosen
            nor left out, is unknown, or is left out although all of it is chosen.
    """
    basket = price_choices(comparison, choices)
    lapsed = {column.quotation_id: column.supplier_name for column in comparison.columns if column.lapsed}
    fields: dict[str, str] = {}
    for number, choice in enumerate(choices):
        if choice.quotation_id in lapsed:
            fields[f"choices[{number}].quotationId"] = (
                f"A validade da proposta de {lapsed[choice.quotation_id]} terminou. Peça que a renove antes."
            )
    rows = {row.item_id: row for row in comparison.rows}
    bought = _bought(basket.lines)
    for number, item_id in enumerate(leave_out):
        if item_id not in rows:
            fields[f"leaveOut[{number}]"] = "Este item não é desta solicitação."
        elif bought.get(item_id, Decimal(0)) >= rows[item_id].quantity:
            fields[f"leaveOut[{number}]"] = "Este item já foi todo escolhido: não o deixe de fora."
    without = frozenset(leave_out)
    undecided = [rows[item_id] for item_id in basket.missing if item_id not in without]
    if undecided:
        names = ", ".join(f"{row.position} ({row.description[:60]})" for row in undecided[:5])
        fields["choices"] = (
            f"Escolha um fornecedor ou deixe de fora: {names} e mais {len(undecided) - 5}."
            if len(undecided) > 5
            else f"Escolha um fornecedor ou deixe de fora: {names}."
        )
    if not basket.lines:
        fields.setdefault("choices", "Escolha ao menos um item de um fornecedor.")
    if fields:
        raise InvalidInput("A escolha dos vencedores precisa de correção.", fields=fields)
    balances = [
        Balance(item_id=row.item_id, quantity=row.quantity - bought.get(row.item_id, Decimal(0)))
        for row in comparison.rows
        if row.item_id in without
    ]
    return basket, balances


def _bought(lines: Iterable[Line]) -> dict[UUID, Decimal]:
    """How much of each item the lines hold."""
    bought: dict[UUID, Decimal] = {}
    for line in lines:
        bought[line.item_id] = bought.get(line.item_id, Decimal(0)) + line.quantity
    return bought


def _lacking(comparison: ComparisonMap, index: int) -> int:
    """How many items a column does not cover."""
    cells = (row.cells[index] for row in comparison.rows)
    return sum(cell is None or not cell.covers for cell in cells)


def _cheapest_of(comparison: ComparisonMap, row: Row) -> list[Choice]:
    offers = sorted(
        (
            (preference(cell, row.quantity, column.score), index, cell)
            for index, (column, cell) in enumerate(zip(comparison.columns, row.cells, strict=True))
            if cell is not None and not column.lapsed
        ),
        key=lambda each: each[:2],
    )
    alone = min(
        ((cell.present_value, rank) for rank, (_, _, cell) in enumerate(offers) if cell.covers),
        default=None,
    )
    parted, cost, remaining = list[Choice](), Decimal(0), row.quantity
    for _, _, cell in offers:
        if cell.quantity > row.quantity or not remaining:
            continue
        taken = min(cell.quantity, remaining)
        parted.append(Choice(item_id=row.item_id, quotation_id=cell.quotation_id, quantity=taken))
        cost += unit_cost(cell, row.quantity) * taken
        remaining -= taken
    if alone is not None and (remaining or alone[0] <= cost):
        return [Choice(item_id=row.item_id, quotation_id=offers[alone[1]][2].quotation_id)]
    return parted


def _problem(
    choice: Choice, row: Row | None, index: int | None, cell: Cell | None, seen: set[tuple[UUID, UUID]]
) -> tuple[str, str] | None:
    """The member that is wrong, and what to do."""
    if row is None:
        return "itemId", "Este item não é desta solicitação."
    if index is None:
        return "quotationId", "Esta cotação não é desta rodada, ou não foi respondida."
    if cell is None:
        return "quotationId", "Este fornecedor não oferece este item."
    if (choice.item_id, choice.quotation_id) in seen:
        return "itemId", "Este item já foi escolhido deste fornecedor: some as quantidades."
    if choice.quantity is not None and not 0 < choice.quantity <= cell.quantity:
        return "quantity", f"Informe mais que zero e no máximo {format_decimal(cell.quantity)}, o que ele oferece."
    return None


def _require_within_need(choices: Sequence[Choice], lines: Sequence[Line], rows: Mapping[UUID, Row]) -> None:
    """More than is needed is a supplier's lot, taken whole and alone, and never a sum of several."""
    by_item: dict[UUID, list[Line]] = {}
    for line in lines:
        by_item.setdefault(line.item_id, []).append(line)
    fields: dict[str, str] = {}
    for number, choice in enumerate(choices):
        together, row = by_item[choice.item_id], rows[choice.item_id]
        if len(together) > 1 and sum(line.quantity for line in together) > row.quantity:
            needed = f"{format_decimal(row.quantity)} {row.unit}"
            fields[f"choices[{number}].quantity"] = f"A soma passa do que foi pedido: {needed}. Divida-a."
    if fields:
        raise InvalidInput("Uma das escolhas precisa de correção.", fields=fields)


def _line(row: Row, cell: Cell, column: Column, quantity: Decimal) -> Line:
    gross, discount, freight, taxes = cell.gross, cell.discount, cell.freight, cell.taxes
    if quantity != cell.quantity:
        gross = gross_of(cell.unit_price, quantity)
        discount = min(portion(discount, quantity, cell.quantity), gross)
        freight, taxes = portion(freight, quantity, cell.quantity), portion(taxes, quantity, cell.quantity)
    total = gross - discount + freight + taxes
    others = [total if other is cell else _part_of(other, quantity) for other in row.cells if other is not None]
    return Line(
        item_id=row.item_id,
        quotation_id=cell.quotation_id,
        supplier_id=column.supplier_id,
        position=row.position,
        description=row.description,
        unit=row.unit,
        quantity=quantity,
        unit_price=cell.unit_price,
        gross=gross,
        discount=discount,
        freight=freight,
        taxes=taxes,
        total=total,
        present_value=present_value(total, column.payment_factor),
        first_total=others[0],
        highest_total=max(others),
        lowest_total=min(others),
        brand=cell.brand,
        delivery_days=cell.delivery_days,
    )


def _part_of(cell: Cell, quantity: Decimal) -> Decimal:
    """What the offer asks for as much, more or less."""
    if quantity == cell.quantity:
        return cell.total
    return portion(cell.total, quantity, cell.quantity)


def _basket(comparison: ComparisonMap, lines: Sequence[Line]) -> Basket:
    shares = tuple(
        _share(column, own)
        for column in comparison.columns
        if (own := [line for line in lines if line.quotation_id == column.quotation_id])
    )
    bought = _bought(lines)
    return Basket(
        lines=tuple(lines),
        suppliers=shares,
        total=sum((line.total for line in lines), NOTHING),
        present_value=sum((line.present_value for line in lines), NOTHING),
        delivery_days=_longest(lines),
        missing=tuple(row.item_id for row in comparison.rows if row.item_id not in bought),
        short=tuple(row.item_id for row in comparison.rows if 0 < bought.get(row.item_id, Decimal(0)) < row.quantity),
    )


def _share(column: Column, lines: Sequence[Line]) -> Share:
    return Share(
        quotation_id=column.quotation_id,
        supplier_id=column.supplier_id,
        supplier_name=column.supplier_name,
        items=len(lines),
        gross=sum((line.gross for line in lines), NOTHING),
        discount=sum((line.discount for line in lines), NOTHING),
        freight=sum((line.freight for line in lines), NOTHING),
        taxes=sum((line.taxes for line in lines), NOTHING),
        total=sum((line.total for line in lines), NOTHING),
        present_value=sum((line.present_value for line in lines), NOTHING),
        delivery_days=_longest(lines),
    )


def _longest(lines: Sequence[Line]) -> int | None:
    return max((line.delivery_days for line in lines if line.delivery_days is not None), default=None)
