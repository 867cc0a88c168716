"""The way to quotations as buyers and suppliers go it, over HTTP."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from tests.factories import Person, World
from tests.modules.procurement.organisation_steps import new_cost_centre, new_supplier

ITEMS: tuple[dict[str, Any], ...] = (
    {"description": "Cimento CP II 50 kg", "unit": "sc", "quantity": "120", "estimatedUnitPrice": "41.00"},
    {"description": "Areia média", "unit": "m³", "quantity": "7.5", "estimatedUnitPrice": "115.00"},
    {"description": "Brita 1", "unit": "m³", "quantity": "10", "estimatedUnitPrice": "130.00"},
)

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass
class Quoting:
    """A request that suppliers are asked for: its buyer, the request, the round and its quotations by supplier."""

    buyer: Person
    request: dict[str, Any]
    round: dict[str, Any]
    suppliers: list[dict[str, Any]]
    quotations: list[dict[str, Any]]
    """In the order of `suppliers`."""
    tokens: list[str]

    @property
    def pages(self) -> list[str]:
        """Where each supplier's page is."""
        return [page_of(token) for token in self.tokens]


def page_of(token: str) -> str:
    """The address of a supplier's page."""
    return f"/api/public/quotations/{token}"


async def quoted_request(world: World, buyer: Person, **data: Any) -> dict[str, Any]:
    """A request of the buyer's whose need somebody else approved."""
    approver = await world.member(buyer, name="Dona Necessidade")
    centre = await new_cost_centre(buyer, approver)
    body = {"title": "Material da laje", "costCentreId": centre["id"], "items": list(ITEMS), **data}
    made = await buyer.post("/api/purchase-requests", json=body)
    assert made.status_code == 201, made.text
    path = f"/api/purchase-requests/{made.json()['id']}"
    for person, step, sent in ((buyer, "moves", {"action": "submit"}), (approver, "approve", {})):
        answer = await person.post(f"{path}/{step}", json=sent)
        assert answer.status_code == 200, answer.text
    request = (await buyer.get(path)).json()
    assert request["status"] == "quotation", request
    return request


async def quoting(world: World, suppliers: int = 3, **round_data: Any) -> Quoting:
    """A new organisation with an open round."""
    buyer = await world.organisation("Construtora Esteio")
    return await quoting_of(world, buyer, suppliers, **round_data)


async def quoting_of(
    world: World, buyer: Person, suppliers: int = 3, *, title: str = "Material da laje", **round_data: Any
) -> Quoting:
    """An open round of a new request in the buyer's organisation, with so many new suppliers."""
    request = await quoted_request(world, buyer, title=title)
    asked = [await new_supplier(buyer) for _ in range(suppliers)]
    body = {"supplierIds": [each["id"] for each in asked], **round_data}
    opened = await buyer.post(f"/api/purchase-requests/{request['id']}/rounds", json=body)
    assert opened.status_code == 201, opened.text
    return await with_pages(buyer, request, opened.json(), asked)


async def with_pages(
    buyer: Person, request: dict[str, Any], round_: dict[str, Any], suppliers: list[dict[str, Any]]
) -> Quoting:
    """What is open, with the links of these suppliers."""
    rows = await quotations_of(buyer, round_["id"])
    by_supplier = {row["supplier"]["id"]: row for row in rows}
    quotations = [by_supplier[each["id"]] for each in suppliers]
    tokens = [await token_of(buyer, each["id"]) for each in quotations]
    return Quoting(buyer, request, round_, suppliers, quotations, tokens)


async def quotations_of(buyer: Person, round_id: str) -> list[dict[str, Any]]:
    """A round's quotations, as the list shows them."""
    answer = await buyer.get("/api/quotations", params={"roundId": round_id})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def token_of(buyer: Person, quotation_id: str) -> str:
    """The token of a supplier's link."""
    answer = await buyer.get(f"/api/quotations/{quotation_id}/link")
    assert answer.status_code == 200, answer.text
    return parse_qs(urlsplit(answer.json()["url"]).query)["token"][0]


def answer_of(page: dict[str, Any], *prices: str | None, **data: Any) -> dict[str, Any]:
    """An answer to what a supplier's page shows: a price an item, None for what it does not have."""
    items = [
        {"itemId": item["id"], "unitPrice": price} if price else {"itemId": item["id"], "available": False}
        for item, price in zip(page["items"], prices, strict=True)
    ]
    return {"items": items, "name": "Seu João", **data}


async def answered(client: httpx.AsyncClient, page: str, *prices: str | None, **data: Any) -> dict[str, Any]:
    """Have a supplier answer; the page as it is then."""
    shown = (await client.get(page)).json()
    answer = await client.post(f"{page}/answer", json=answer_of(shown, *prices, **data))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def begun_file(client: httpx.AsyncClient, page: str) -> str:
    """Have a supplier send a PDF; its id. It hangs on the quotation once it is confirmed."""
    ticket = {
        "name": "Proposta.pdf",
        "contentType": "application/pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
    begun = await client.post(f"{page}/files", json=ticket)
    assert begun.status_code == 201, begun.text
    upload = begun.json()
    sent = await client.request(upload["method"], upload["url"], content=PDF, headers=upload["headers"])
    assert sent.status_code == 200, sent.text
    return upload["id"]


async def attached(client: httpx.AsyncClient, page: str) -> str:
    """Have a supplier hang a PDF on its quotation; its id."""
    file_id = await begun_file(client, page)
    confirmed = await client.post(f"{page}/files/{file_id}/confirm")
    assert (confirmed.status_code, confirmed.json()["name"]) == (200, "Proposta.pdf")
    return file_id


def in_days(days: float) -> str:
    """A moment, as it is sent."""
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)).isoformat()
