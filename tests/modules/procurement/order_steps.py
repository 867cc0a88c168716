"""The way from an award to orders and receipts, over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.factories import Person, World
from tests.modules.procurement.award_steps import CEMENT, GRAVEL, SAND, award, award_all, choices, compared
from tests.modules.procurement.quotation_steps import Quoting

WHY = "O fornecedor não tem mais o material."
LATE = {"reason": WHY}
SPLIT = ((CEMENT, 0), (SAND, 1), (GRAVEL, 1))
"""Cement from the first supplier; sand and gravel from the second."""


@dataclass
class Buying:
    """A request whose purchase was approved: who is in it, and its award."""

    asked: Quoting
    award: dict[str, Any]
    manager: Person
    director: Person

    @property
    def buyer(self) -> Person:
        """Who holds every right, and asked for it."""
        return self.asked.buyer

    @property
    def request_id(self) -> str:
        """The request."""
        return self.asked.request["id"]

    async def request(self) -> dict[str, Any]:
        """The request as it is now."""
        return await read(self.buyer, f"/api/purchase-requests/{self.request_id}")


async def buying(world: World, *chosen: tuple[int, int] | tuple[int, int, str], **answer: Any) -> Buying:
    """An approved purchase: everything from the first supplier, unless `chosen` says otherwise."""
    asked = await compared(world, **answer)
    made = await award(asked.buyer, asked, choices=await choices(asked, *chosen)) if chosen else await award_all(asked)
    manager, director = await world.member(asked.buyer, name="Elisa"), await world.member(asked.buyer, name="Fábio")
    bought = Buying(asked, made, manager, director)
    await signed(bought)
    return bought


async def signed(bought: Buying) -> None:
    """Have a purchase that waits for A2, and A3, signed."""
    for person in (bought.manager, bought.director):
        path = f"/api/purchase-requests/{bought.request_id}"
        if (await bought.request())["status"] in ("pending_a2", "pending_a3"):
            await done(await person.post(f"{path}/approve", json={}))
    assert (await bought.request())["status"] == "approved"


async def issued(bought: Buying) -> list[dict[str, Any]]:
    """Its orders, drafted now, in the order in which the round invited their suppliers."""
    made = await bought.buyer.post(f"/api/purchase-requests/{bought.request_id}/orders")
    assert made.status_code == 201, made.text
    orders = [await read(bought.buyer, f"/api/purchase-orders/{each['id']}") for each in made.json()["data"]]
    rank = [each["id"] for each in bought.asked.suppliers]
    return sorted(orders, key=lambda order: rank.index(order["supplier"]["id"]))


async def sent(bought: Buying) -> list[dict[str, Any]]:
    """Its orders, sent."""
    return [await act(bought.buyer, order, "send") for order in await issued(bought)]


async def act(person: Person, order: dict[str, Any], action: str, *, status: int = 200, **body: Any) -> dict[str, Any]:
    """Take an action with an order; the order after it, or the problem where another `status` is expected."""
    answer = await person.post(f"/api/purchase-orders/{order['id']}/{action}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def returned(bought: Buying, order: dict[str, Any]) -> dict[str, Any]:
    """Have what did not come of an order bought from somebody else; the request that does."""
    after = await act(bought.buyer, order, "return-to-quotation", reason=WHY)
    request = after["following"] or after["purchaseRequest"]
    return await read(bought.buyer, f"/api/purchase-requests/{request['id']}")


async def received(
    person: Person, order: dict[str, Any], *accepted: str | None, status: int = 201, **data: Any
) -> dict[str, Any]:
    """Count goods: so much of each item of the order, None for one that did not come."""
    items = [
        {"orderItemId": item["id"], "accepted": quantity}
        for item, quantity in zip(order["items"], accepted, strict=False)
        if quantity is not None
    ]
    answer = await person.post(f"/api/purchase-orders/{order['id']}/receipts", json={"items": items, **data})
    assert answer.status_code == status, answer.text
    return answer.json()


async def step(
    person: Person, receipt: dict[str, Any], action: str, *, status: int = 200, **body: Any
) -> dict[str, Any]:
    """Take an action with a receipt; the receipt after it, or the problem where another `status` is expected."""
    sends = {} if action == "hand-in" else {"json": body}
    answer = await person.post(f"/api/receipts/{receipt['id']}/{action}", **sends)
    assert answer.status_code == status, answer.text
    return answer.json()


async def checked(person: Person, receipt: dict[str, Any]) -> dict[str, Any]:
    """Hand a count in and find it right, without an invoice."""
    await step(person, receipt, "hand-in")
    return await step(person, receipt, "finish", differenceReason="A nota fiscal segue na semana que vem.")


async def now(person: Person, order: dict[str, Any]) -> dict[str, Any]:
    """The order as it is now."""
    return await read(person, f"/api/purchase-orders/{order['id']}")


async def read(person: Person, path: str) -> dict[str, Any]:
    """What there is to be read at an address."""
    return await done(await person.get(path))


async def page_of(person: Person, order: dict[str, Any]) -> str:
    """The address of the supplier's page of an order."""
    link = await read(person, f"/api/purchase-orders/{order['id']}/link")
    return f"/api/public/orders/{parse_qs(urlsplit(link['url']).query)['token'][0]}"


async def history(person: Person, order: dict[str, Any]) -> list[str]:
    """What happened to an order, the oldest first."""
    events = await read(person, f"/api/purchase-orders/{order['id']}/history?sort=at")
    return [event["kind"] for event in events["data"]]


async def request_history(person: Person, request_id: str) -> list[str]:
    """What happened to a request, the oldest first."""
    events = await read(person, f"/api/purchase-requests/{request_id}/history?sort=at")
    return [event["kind"] for event in events["data"]]


async def done(answer: Any) -> dict[str, Any]:
    """What a request that must succeed was answered."""
    assert answer.status_code == 200, answer.text
    return answer.json()
