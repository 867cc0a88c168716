"""An organisation in which each signature has its person, and requests that wait for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg
import httpx
from tests.factories import Person, World
from tests.modules.procurement.organisation_steps import new_cost_centre

from esteio.app import CATALOGUE
from esteio.core.access import Actor, Scope
from esteio.core.audit import NOWHERE
from esteio.modules.procurement.rules.states import Condition
from esteio.modules.procurement.schemas.requests import ItemInput, NewRequest
from esteio.modules.procurement.service import moves, requests, submission
from esteio.modules.workspace.store.sessions import find_rights

_numbers = count(1)
LARGE = Decimal("2500.01")
"""Above the limit of the shipped policy."""
SMALL = Decimal("2500.00")
NOTHING_CAME = (Condition.NOTHING_RECEIVED,)


@dataclass
class Firm:
    """One person for each signature. The owner, who holds every right, asks: so nobody else's turn is the owner's."""

    world: World
    owner: Person
    approver: Person
    manager: Person
    director: Person
    ceo: Person
    centre_id: UUID

    async def actor(self, person: Person) -> Actor:
        """The person as services see them."""
        async with self.world.db.unscoped() as tx:
            row = await find_rights(tx, person.id, person.tenant_id)
        assert row is not None
        return Actor(
            user_id=person.id,
            tenant_id=person.tenant_id,
            session_id=person.session_id,
            name=row["name"],
            email=row["email"],
            permissions=CATALOGUE.expand(row["permissions"], operates=False),
        )

    async def draft(self, price: str = "100.00", *, of: Person | None = None) -> UUID:
        """A draft of the owner's, or somebody else's, that asks for one thing."""
        actor = await self.actor(of or self.owner)
        item = ItemInput(
            description="Cimento CP II, saco de 50 kg", quantity=Decimal(1), estimated_unit_price=Decimal(price)
        )
        data = NewRequest(title=f"Cimento {next(_numbers)}", cost_centre_id=self.centre_id, items=[item])
        async with self.world.db.transaction(actor.scope) as tx:
            return await requests.create(tx, actor, data, NOWHERE)

    async def submitted(self, price: str = "100.00", *, of: Person | None = None) -> UUID:
        """A request that waits for A1."""
        actor = await self.actor(of or self.owner)
        request_id = await self.draft(price, of=of)
        async with self.world.db.transaction(actor.scope) as tx:
            row = await requests.get_locked(tx, request_id, None)
            await submission.submit(tx, actor, row, "submit", NOWHERE)
        return request_id

    async def awarded(self, total: Decimal = SMALL, *, of: Person | None = None) -> UUID:
        """A request that waits for A2."""
        request_id = await self.submitted(of=of)
        await ok(await approve(self.approver, request_id))
        await self.award(request_id, total)
        return request_id

    async def award(self, request_id: UUID, total: Decimal = SMALL) -> None:
        """Choose winners of a request in quotation, as the program does once their quotations are there."""
        await self.move(request_id, "award", total=total)

    async def move(self, request_id: UUID, action: str, **values: object) -> None:
        """A move by the owner, who may take all that are not signatures; nothing was received."""
        actor = await self.actor(self.owner)
        async with self.world.db.transaction(actor.scope) as tx:
            row = await requests.get_locked(tx, request_id, None)
            await moves.move(tx, row, action, actor, NOWHERE, holding=NOTHING_CAME, values=values)

    async def row(self, request_id: UUID) -> asyncpg.Record:
        """The request as it is."""
        async with self.tx() as tx:
            return await requests.require(tx, request_id)

    async def fetch(self, query: str, *parameters: object) -> list[asyncpg.Record]:
        """Rows, as row security shows them to the organisation."""
        async with self.tx() as tx:
            return await tx.fetch(query, *parameters)

    async def execute(self, statement: str, *parameters: object) -> None:
        """Change what time, or somebody else, would change."""
        async with self.tx() as tx:
            await tx.execute(statement, *parameters)

    def tx(self) -> Any:
        """A transaction of the organisation."""
        return self.world.db.transaction(Scope(tenant_id=self.owner.tenant_id))


async def new_firm(world: World) -> Firm:
    """A firm with a cost centre."""
    owner = await world.organisation("Construtora Prumo")
    approver = await world.member(owner, "approver", "Bia Aprova")
    manager = await world.member(owner, "purchasing_manager", "Caio Compra")
    director = await world.member(owner, "purchasing_director", "Dora Dirige")
    ceo = await world.member(owner, "ceo", "Eva Preside")
    centre = await new_cost_centre(owner, approver)
    return Firm(world, owner, approver, manager, director, ceo, UUID(centre["id"]))


async def approve(person: Person, request_id: UUID, **body: Any) -> httpx.Response:
    """Press approve."""
    return await person.post(f"/api/purchase-requests/{request_id}/approve", json=body)


async def reject(
    person: Person, request_id: UUID, reason: str = "Não cabe no orçamento", **body: Any
) -> httpx.Response:
    """Press reject."""
    return await person.post(f"/api/purchase-requests/{request_id}/reject", json={"reason": reason, **body})


async def ok(answer: httpx.Response) -> dict[str, Any]:
    """What a request that must succeed was answered."""
    assert answer.status_code in (200, 201, 202), answer.text
    return answer.json()


async def queue(person: Person) -> list[dict[str, Any]]:
    """What waits for the person's signature."""
    return (await ok(await person.get("/api/approvals?limit=200")))["data"]


async def whose_turn(person: Person, request_id: UUID) -> list[UUID]:
    """Who may sign the request, as `person` sees it."""
    answer = await ok(await person.get(f"/api/purchase-requests/{request_id}/approvals"))
    return sorted(UUID(each["person"]["id"]) for each in answer["waitingFor"])


def ids(people: Sequence[Person]) -> list[UUID]:
    """Their ids, in order."""
    return sorted(person.id for person in people)
