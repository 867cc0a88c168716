"""The way from answers to an award, over HTTP."""

from __future__ import annotations

from typing import Any

from tests.factories import Person, World
from tests.modules.procurement.quotation_steps import Quoting, answered, quoting

CEMENT, SAND, GRAVEL = 0, 1, 2
"""Items of `quotation_steps.ITEMS`: 120 sc, 7.5 m³ and 10 m³."""
PRICES: tuple[tuple[str | None, ...], ...] = (
    ("40.00", "100.00", "130.00"),
    ("41.00", "90.00", "125.00"),
    ("42.00", "110.00", None),
)
"""The first covers everything for 6,850.00 and the second for 6,845.00; item by item it is 6,725.00."""


async def compared(
    world: World, prices: tuple[tuple[str | None, ...], ...] = PRICES, *, invited: int = 0, **data: Any
) -> Quoting:
    """An open round that suppliers answered with these prices, in this order; more may be invited than answer."""
    asked = await quoting(world, max(invited, len(prices)))
    for page, offered in zip(asked.pages, prices, strict=False):
        await answered(world.client, page, *offered, **data)
    return asked


async def comparison_of(person: Person, round_id: str) -> dict[str, Any]:
    """The map of a round."""
    answer = await person.get(f"/api/quotation-rounds/{round_id}/comparison")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def items_of(asked: Quoting) -> list[str]:
    """Ids of what is asked for, in order."""
    request = (await asked.buyer.get(f"/api/purchase-requests/{asked.request['id']}")).json()
    return [line["id"] for line in request["lines"]]


async def choices(asked: Quoting, *chosen: tuple[int, int] | tuple[int, int, str]) -> list[dict[str, Any]]:
    """Each (item, supplier, quantity if not all that is offered), by their numbers from 0."""
    items = await items_of(asked)
    return [
        {
            "itemId": items[item],
            "quotationId": asked.quotations[supplier]["id"],
            **({"quantity": quantity[0]} if quantity else {}),
        }
        for item, supplier, *quantity in chosen
    ]


async def award(person: Person, asked: Quoting, *, status: int = 201, **body: Any) -> dict[str, Any]:
    """Award a round; the award, or the problem where another `status` is expected."""
    answer = await person.post(f"/api/quotation-rounds/{asked.round['id']}/award", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def award_all(asked: Quoting, supplier: int = 0, **body: Any) -> dict[str, Any]:
    """Award everything to one supplier, by number."""
    return await award(asked.buyer, asked, quotationId=asked.quotations[supplier]["id"], **body)


async def take_back(person: Person, request_id: str, *, status: int = 200) -> dict[str, Any]:
    """Return a request to its quotation."""
    body = {"reason": "O vencedor pediu para rever o preço."}
    answer = await person.post(f"/api/purchase-requests/{request_id}/return-to-quotation", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()
