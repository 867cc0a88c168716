"""The items of a request: what makes one wrong, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from esteio.brazil.numbers import format_decimal
from esteio.core.allocation import to_cents
from esteio.core.wire import is_storable

MOST_ITEMS = 500
"""In one request; who needs more opens a second one."""
QUANTITY_PLACES = 3
PRICE_PLACES = 4
_LARGEST_QUANTITY = Decimal(99_999_999_999)
_LARGEST_PRICE = Decimal(9_999_999_999)
_LARGEST_TOTAL = Decimal("999999999999.99")
_LENGTHS = {"description": 500, "specification": 4_000, "category": 80, "unit": 20}
_UNSTORABLE = "O texto tem um caractere que não pode ser usado."


class RequestItem(msgspec.Struct, frozen=True):
    """Something that is asked for."""

    description: str
    specification: str
    category: str
    unit: str
    """As people write it: `un`, `m²`, `saco`."""
    quantity: Decimal
    estimated_unit_price: Decimal | None
    """R$; None where nobody has an idea."""
    id: UUID | None = None
    """Of the item that it is already; None for a new one."""


def estimated_total(items: Sequence[RequestItem]) -> Decimal:
    """What the items are thought to cost, R$: each line to the cent, half up; one without a price counts nothing."""
    lines = (to_cents(item.quantity * (item.estimated_unit_price or 0)) for item in items)
    return sum(lines, Decimal("0.00"))


def check_items(items: Sequence[RequestItem]) -> dict[str, str]:
    """What is wrong, by `items.<number from 0>.<member>`; empty when nothing is."""
    if len(items) > MOST_ITEMS:
        return {"items": f"Uma solicitação tem no máximo {MOST_ITEMS} itens. Divida-a em duas."}
    fields: dict[str, str] = {}
    seen: set[UUID] = set()
    for number, item in enumerate(items):
        found = check_item(item)
        if item.id is not None and item.id in seen:
            found["id"] = "Este item está duas vezes na lista."
        seen |= {item.id} if item.id else set()
        fields |= {f"items[{number}].{name}": remedy for name, remedy in found.items()}
    if not fields and estimated_total(items) > _LARGEST_TOTAL:
        fields["items"] = "O valor estimado passa do que o sistema guarda. Confira quantidades e preços."
    return fields


def check_item(item: RequestItem) -> dict[str, str]:
    """What is wrong with one item, by camelCase member."""
    fields: dict[str, str] = {}
    for name, most in _LENGTHS.items():
        text: str = getattr(item, name)
        if not is_storable(text):
            fields[name] = _UNSTORABLE
        elif len(text) > most:
            fields[name] = f"Use no máximo {format_decimal(Decimal(most))} caracteres."
    if not item.description:
        fields["description"] = "Diga o que é pedido."
    if not item.unit:
        fields["unit"] = "Diga a unidade, como un, m² ou kg."
    if finding := _number(item.quantity, QUANTITY_PLACES, _LARGEST_QUANTITY):
        fields["quantity"] = finding
    elif not item.quantity:
        fields["quantity"] = "Informe uma quantidade maior que zero."
    if item.estimated_unit_price is not None and (
        finding := _number(item.estimated_unit_price, PRICE_PLACES, _LARGEST_PRICE)
    ):
        fields["estimatedUnitPrice"] = finding
    return fields


def _number(value: Decimal, places: int, most: Decimal) -> str:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        return "Informe um número."
    if not 0 <= value <= most:
        return f"Informe um número de 0 a {format_decimal(most)}."
    # Looked at before any sum: exact sums would never end with 1E-999999.
    if -exponent > places:
        return f"Use no máximo {places} casas decimais."
    return ""
