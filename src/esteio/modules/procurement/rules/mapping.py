"""Which item of an order a line of a note is: a suggestion, which a person may correct.

Suppliers name things their own way, so that descriptions are compared by the three-letter pieces that they share, their
sizes apart, together with price, quantity and unit. A line that names the order and the item (`xPed`, `nItemPed`) is
taken at its word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

import msgspec

from esteio.brazil.folding import fold
from esteio.modules.procurement.rules.match import OrderedItem

LEAST = 0.42
"""Above it a pair is suggested: the same price, quantity and unit alone reach it, as a very like description does."""
MAX_FACTOR = 10_000

_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"[0-9]+(?:[.,/][0-9]+)*")
_ONE = Decimal(1)
_MILLIONTH = Decimal("0.000001")
_NEAR = Decimal("0.03")
_UNITS: Mapping[str, str] = {
    word: words.split()[0]
    for words in (
        "un und unid unidade pc pca peca pecas",
        "sc saco sacos",
        "m mt mts metro metros ml",
        "m2 mt2 metro2",
        "m3 mt3 metro3",
        "kg quilo kilo",
        "t ton tonelada",
        "l lt lts litro litros",
        "cx caixa",
        "br barra bar",
        "pct pacote pt",
        "rl rolo",
        "gl galao",
        "ct cento",
        "mil mlh milheiro",
        "pr par",
        "jg jogo kit",
    )
    for word in words.split()
}
_IN_ONE: Mapping[tuple[str, str], Decimal] = {
    ("ct", "un"): Decimal(100),
    ("mil", "un"): Decimal(1000),
    ("t", "kg"): Decimal(1000),
    ("pr", "un"): Decimal(2),
}
"""How many of the second are in one of the first."""


class OfferedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a note whose item is sought."""

    id: UUID
    description: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    tax_unit: str = ""
    tax_quantity: Decimal = Decimal(0)
    order_code: str = ""
    order_position: int | None = None


class Suggestion(msgspec.Struct, frozen=True):
    """The item that a line is taken for."""

    order_item_id: UUID
    factor: Decimal
    """How many of the order's units one unit of the line is."""


class _Side(msgspec.Struct, frozen=True):
    """What is compared of a line or an item, worked out once."""

    pieces: int
    """A bit for each piece of three letters: common ones of a thousand pairs are counted in no time."""
    numbers: frozenset[str]
    unit: str
    price: float
    quantity: float


def suggest(lines: Sequence[OfferedLine], items: Sequence[OrderedItem], order_code: str) -> dict[UUID, Suggestion]:
    """The item of each line, for lines that are like enough to one; several lines may be the same item, as long as
    they do not exceed its quantity.

    The largest note and a large order take about a second: an async caller runs it in a thread.
    """
    bits: dict[str, int] = {}
    line_sides = [_side(line.description, line.unit, line.unit_price, line.quantity, bits) for line in lines]
    item_sides = [_side(item.description, item.unit, item.unit_price, item.quantity, bits) for item in items]
    pairs: list[tuple[float, int, int, Decimal]] = []
    for at, (line, side) in enumerate(zip(lines, line_sides, strict=True)):
        named = order_code and line.order_code.casefold() == order_code.casefold()
        for place, (item, other) in enumerate(zip(items, item_sides, strict=True)):
            factor = _ONE if side.unit == other.unit else _factor(line, item, side.unit, other.unit)
            by_name = named and line.order_position == item.position
            likeness = 10.0 if by_name else _likeness(side, other, float(factor))
            if likeness >= LEAST:
                pairs.append((likeness, at, place, factor))
    # The likest first; of equals the earlier ones of both, so that the same note is always read the same way.
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    found: dict[UUID, Suggestion] = {}
    taken: dict[UUID, Decimal] = {}
    for _, at, place, factor in pairs:
        line, item = lines[at], items[place]
        before = taken.get(item.id)
        after = (before or Decimal(0)) + line.quantity * factor
        if line.id in found or (before is not None and after > item.quantity):
            continue
        found[line.id] = Suggestion(item.id, factor)
        taken[item.id] = after
    return found


def _side(description: str, unit: str, price: Decimal, quantity: Decimal, bits: dict[str, int]) -> _Side:
    text = fold(description)
    pieces = 0
    for word in _WORD.findall(text):
        padded = f"  {word} "
        for at in range(len(padded) - 2):
            pieces |= 1 << bits.setdefault(padded[at : at + 3], len(bits))
    numbers = frozenset(number.replace(",", ".").removesuffix(".0") for number in _NUMBER.findall(text))
    return _Side(pieces, numbers, _unit(unit), float(price), float(quantity))


def _likeness(line: _Side, item: _Side, factor: float) -> float:
    quantity = line.quantity * factor
    many = 1.0 if abs(quantity - item.quantity) < 0.0005 else 0.5 if quantity < item.quantity else 0.0
    same_unit = 1.0 if line.unit == item.unit or factor != 1 else 0.0
    return 0.6 * _alike(line, item) + 0.25 * _nearness(line.price / factor, item.price) + 0.12 * many + 0.05 * same_unit


def _alike(line: _Side, item: _Side) -> float:
    """0 to 1: the share of pieces that both have (Dice), and of numbers where both have some."""
    count = line.pieces.bit_count() + item.pieces.bit_count()
    shared = 2 * (line.pieces & item.pieces).bit_count() / count if count else 0.0
    if not line.numbers or not item.numbers:
        return shared
    return 0.7 * shared + 0.3 * len(line.numbers & item.numbers) / len(line.numbers | item.numbers)


def _nearness(one: float, other: float) -> float:
    """1 for the same price, 0 for one that is a fifth away or more."""
    most = max(one, other)
    return max(0.0, 1.0 - abs(one - other) / most * 5) if most else 0.0


def _unit(text: str) -> str:
    word = fold(text).strip(" .")
    return _UNITS.get(word, word)


def _factor(line: OfferedLine, item: OrderedItem, unit: str, wanted: str) -> Decimal:
    """How many of the item's units one unit of the line is, of another name: by what the units mean, by the unit of the
    tax, or by a price that is a whole number of times the other's."""
    if (unit, wanted) in _IN_ONE:
        return _IN_ONE[unit, wanted]
    if line.quantity and line.tax_quantity and _unit(line.tax_unit) == wanted:
        factor = (line.tax_quantity / line.quantity).quantize(_MILLIONTH, ROUND_HALF_UP)
        if 0 < factor <= MAX_FACTOR:
            return factor
    if not line.unit_price or not item.unit_price:
        return _ONE
    ratio = line.unit_price / item.unit_price
    if not 1 < ratio < MAX_FACTOR:
        return _ONE
    whole = ratio.to_integral_value(ROUND_HALF_UP)
    fits = whole > 1 and abs(ratio - whole) / whole < _NEAR and line.quantity * whole <= item.quantity
    return whole.quantize(_ONE) if fits else _ONE
