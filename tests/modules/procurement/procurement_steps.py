"""A firm that buys: its people, cost centre and suppliers, and requests in each state, made as people make them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.factories import Person, World
from tests.modules.procurement.organisation_steps import new_cost_centre, new_supplier

from esteio.core.access import Scope
from esteio.core.audit import NOWHERE
from esteio.modules.procurement.service import moves, requests

REASON = "Não cabe na obra deste mês."
CEMENT: dict[str, Any] = {
    "description": "Cimento CP II 50 kg",
    "category": "Alvenaria",
    "unit": "saco",
    "quantity": "40",
    "estimatedUnitPrice": "42.90",
}
SAND: dict[str, Any] = {
    "description": "Areia média lavada",
    "category": "Alvenaria",
    "unit": "m³",
    "quantity": "6.5",
    "estimatedUnitPrice": "118.00",
}


@dataclass
class Firm:
    """An organisation, and one person for each part in a purchase."""

    world: World
    owner: Person
    requester: Person
    approver: Person
    """Approves the needs of the cost centre."""
    buyer: Person
    manager: Person
    """Approves purchases (A2)."""
    director: Person
    ceo: Person
    warehouse: Person
    centre: dict[str, Any]
    suppliers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def scope(self) -> Scope:
        """What a transaction of the program for this organisation sees."""
        return Scope(tenant_id=self.owner.tenant_id)


async def new_firm(world: World, *, suppliers: int = 0) -> Firm:
    """A firm with somebody in every shipped role, a cost centre and some suppliers."""
    owner = await world.organisation("Construtora Serra Azul")
    approver = await world.member(owner, "approver", "Clara Prado")
    firm = Firm(
        world=world,
        owner=owner,
        requester=await world.member(owner, "requester", "Beto Reis"),
        approver=approver,
        buyer=await world.member(owner, "buyer", "Davi Nunes"),
        manager=await world.member(owner, "purchasing_manager", "Elisa Tavares"),
        director=await world.member(owner, "purchasing_director", "Fábio Melo"),
        ceo=await world.member(owner, "ceo", "Gilda Rocha"),
        warehouse=await world.member(owner, "warehouse", "Hugo Pires"),
        centre=await new_cost_centre(owner, approver),
    )
    firm.suppliers = [await new_supplier(owner) for _ in range(suppliers)]
    return firm


async def new_request(person: Person, centre: dict[str, Any], **data: Any) -> dict[str, Any]:
    """A draft for cement and sand, unless `data` says otherwise."""
    body = {"title": "Alvenaria do bloco B", "costCentreId": centre["id"], "items": [CEMENT, SAND], **data}
    answer = await person.post("/api/purchase-requests", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def new_draft(firm: Firm, **data: Any) -> dict[str, Any]:
    """A draft of the requester's own."""
    return await new_request(firm.requester, firm.centre, **data)


async def submitted(firm: Firm, **data: Any) -> dict[str, Any]:
    """A request that waits for the approval of its need (A1)."""
    return await move(firm.requester, (await new_draft(firm, **data))["id"], "submit")


async def in_quotation(firm: Firm, **data: Any) -> dict[str, Any]:
    """A request whose need was approved, without a round yet."""
    return await move(firm.approver, (await submitted(firm, **data))["id"], "approve")


async def awarded(firm: Firm, total: str = "1200.00", **data: Any) -> dict[str, Any]:
    """A request that waits for the approval of its purchase (A2), for that amount; without quotations behind it."""
    made = await in_quotation(firm, **data)
    await by_program(firm, made["id"], "award", total=Decimal(total))
    return await read(firm.owner, made["id"])


async def above_limit(firm: Firm, total: str = "9000.00", **data: Any) -> dict[str, Any]:
    """A request that waits for the second signature (A3), without quotations behind it."""
    return await move(firm.manager, (await awarded(firm, total, **data))["id"], "approve")


async def approved(firm: Firm, total: str = "1200.00", **data: Any) -> dict[str, Any]:
    """A request whose purchase was approved, without quotations behind it."""
    return await move(firm.manager, (await awarded(firm, total, **data))["id"], "approve")


async def by_program(firm: Firm, request_id: str, action: str, **values: object) -> None:
    """Move a request as another part of the program would, with these columns."""
    async with firm.world.db.transaction(firm.scope) as tx:
        row = await requests.get_locked(tx, UUID(request_id), None)
        await moves.move(tx, row, action, None, NOWHERE, values=values)


async def move(person: Person, request_id: str, action: str, *, status: int = 200, **body: Any) -> dict[str, Any]:
    """Take an action; the request after it, or the problem where another `status` is expected."""
    answer = await person.post(f"/api/purchase-requests/{request_id}/moves", json={"action": action, **body})
    assert answer.status_code == status, answer.text
    return answer.json()


async def read(person: Person, request_id: str) -> dict[str, Any]:
    """A request, whole."""
    answer = await person.get(f"/api/purchase-requests/{request_id}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def put_items(
    person: Person, request_id: str, items: list[dict[str, Any]], *, status: int = 200
) -> dict[str, Any]:
    """Replace what is asked for; the request after it, or the problem where another `status` is expected."""
    answer = await person.put(f"/api/purchase-requests/{request_id}/items", json={"items": items})
    assert answer.status_code == status, answer.text
    return answer.json()


async def history(person: Person, request_id: str) -> list[str]:
    """What happened, the oldest first."""
    answer = await person.get(f"/api/purchase-requests/{request_id}/history", params={"sort": "at"})
    assert answer.status_code == 200, answer.text
    return [event["kind"] for event in answer.json()["data"]]


async def notices(person: Person, event: str) -> list[str]:
    """What a person was told of one kind, the latest first."""
    answer = await person.get("/api/notifications", params={"event": event})
    assert answer.status_code == 200, answer.text
    return [each["message"] for each in answer.json()["data"]]
