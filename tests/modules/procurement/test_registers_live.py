"""The live lists of procurement's registers: what is told of a row is what its list shows of it."""

from __future__ import annotations

from typing import Any

import pytest
from organisation_steps import new_budget, new_cost_centre, new_delegation, new_department, new_supplier
from tests.factories import Person, World
from tests.modules.live_steps import caught_up, listed, standing, told

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.live.resource import Resource
from esteio.modules.procurement.live import BUDGETS, COST_CENTRES, DELEGATIONS, DEPARTMENTS, SUPPLIERS

REGISTERS = (DEPARTMENTS, COST_CENTRES, BUDGETS, SUPPLIERS, DELEGATIONS)


class Firm:
    """An organisation with some of everything, and people of different rights who look at it."""

    def __init__(self, owner: Person, readers: list[Person], things: dict[str, dict[str, Any]]) -> None:
        self.owner = owner
        self.readers = readers
        self.things = things


@pytest.fixture
async def firm(world: World) -> Firm:
    owner = await world.organisation()
    away, stands_in = await world.member(owner, "approver", "Bia"), await world.member(owner, "approver", "Caio")
    things = {"department": await new_department(owner, "Obras")}
    things["centre"] = await new_cost_centre(owner, away, departmentId=things["department"]["id"])
    things["budget"] = await new_budget(owner, things["centre"])
    things["supplier"] = await new_supplier(owner, categories=["Aço"], paymentDays=[30], score="7")
    things["delegation"] = await new_delegation(away, stands_in)
    things["put away"] = await new_department(owner, "Antigo")
    await owner.delete(f"/api/departments/{things['put away']['id']}")
    return Firm(owner, [owner, away, stands_in], things)


class TestTold:
    @pytest.mark.parametrize("resource", REGISTERS, ids=lambda resource: resource.name)
    async def test_rows_are_as_their_list_shows_them(self, firm: Firm, db: Database, resource: Resource) -> None:
        shown_to_somebody = 0
        for reader in firm.readers:
            lists = [(await listed(reader, resource))["data"]]
            if "archived" in resource.live_filters:
                lists.append((await listed(reader, resource, archived="true"))["data"])
            rows = {row["id"]: row for each in lists for row in each}
            assert await told(db, resource, reader, list(rows)) == rows
            shown_to_somebody += len(rows)
        assert shown_to_somebody >= 2


class TestDeltas:
    @pytest.mark.parametrize("resource", REGISTERS, ids=lambda resource: resource.name)
    async def test_an_old_list_and_what_changed_are_the_new_list(self, firm: Firm, resource: Resource) -> None:
        before = {id(reader): await standing(reader, resource) for reader in firm.readers}
        owner, things = firm.owner, firm.things
        await owner.put(f"/api/departments/{things['department']['id']}", json={"name": "Obras novas"})
        await owner.put(f"/api/cost-centres/{things['centre']['id']}", json={"code": "NOVO", "name": "Outro nome"})
        await owner.put(f"/api/cost-centres/{things['centre']['id']}/people/{owner.id}", json={"approves": True})
        await owner.put(f"/api/budgets/{things['budget']['id']}", json={"amount": "7.00"})
        await owner.delete(f"/api/suppliers/{things['supplier']['id']}")
        await owner.post(f"/api/approval-delegations/{things['delegation']['id']}/cancel")
        for make in (new_department, new_cost_centre, new_supplier):
            await make(owner)
        for reader in firm.readers:
            await caught_up(reader, resource, before[id(reader)])

    async def test_a_name_that_others_show_changes_them(self, firm: Firm) -> None:
        owner, things = firm.owner, firm.things
        cursors = {each.name: (await standing(owner, each))["cursor"] for each in (COST_CENTRES, BUDGETS)}
        await owner.put(f"/api/departments/{things['department']['id']}", json={"name": "Canteiros"})
        changed = (await listed(owner, COST_CENTRES, since=cursors["cost-centres"]))["data"]
        assert [row["department"]["name"] for row in changed] == ["Canteiros"]
        body = {"code": "NOVO", "name": "Outro nome"}
        await owner.put(f"/api/cost-centres/{things['centre']['id']}", json=body)
        changed = (await listed(owner, BUDGETS, since=cursors["budgets"]))["data"]
        assert [row["costCentre"]["name"] for row in changed] == ["Outro nome"]


class TestTopics:
    async def test_a_delegation_is_told_to_its_two_people(self, firm: Firm, db: Database) -> None:
        away, stands_in = firm.readers[1:]
        async with db.transaction(Scope(tenant_id=firm.owner.tenant_id)) as tx:
            topics = await tx.fetch(
                "select topics from changes where resource = 'approval-delegations' and tenant_id = $1",
                firm.owner.tenant_id,
            )
        expected = {f"person:{away.id}", f"person:{stands_in.id}"}
        assert [set(row["topics"]) for row in topics] == [expected]
