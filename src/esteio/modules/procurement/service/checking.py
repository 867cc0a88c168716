"""Making of what people typed as items what is stored, for those who make a request and those who change one."""

from __future__ import annotations

from collections.abc import Container, Sequence
from uuid import UUID

from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.items import RequestItem, check_items
from esteio.modules.procurement.schemas.requests import ItemInput


def checked_items(data: Sequence[ItemInput], known: Container[UUID]) -> list[RequestItem]:
    """The items as they are stored; `known` are those that the request has already.

    Raises `InvalidInput` with everything that is wrong at once.
    """
    items = [
        RequestItem(
            description=each.description.strip(),
            specification=each.specification.strip(),
            category=each.category.strip(),
            unit=each.unit.strip(),
            quantity=each.quantity,
            estimated_unit_price=each.estimated_unit_price,
            id=each.id,
        )
        for each in data
    ]
    fields = check_items(items)
    for number, item in enumerate(items):
        if item.id is not None and item.id not in known:
            fields[f"items[{number}].id"] = "Este item não é desta solicitação. Deixe o id de fora para um item novo."
    if fields:
        raise InvalidInput(fields=fields)
    return items
