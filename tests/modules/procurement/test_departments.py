"""Departments and cost centres over HTTP."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from organisation_steps import new_cost_centre, new_department
from tests.factories import Person, World

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.modules.procurement.store import cost_centres as store


class TestDepartments:
    async def test_are_added_renamed_put_away_and_taken_out(self, world: World) -> None:
        owner = await world.organisation()
        made = await new_department(owner, " Obras ")
        path = f"/api/departments/{made['id']}"
        assert (made["name"], made["version"], made["can"]) == ("Obras", 1, ["edit", "archive"])
        changed = (await owner.put(path, json={"name": "Obras e reformas"}, headers={"If-Match": '"1"'})).json()
        assert (changed["name"], changed["version"]) == ("Obras e reformas", 2)
        assert (await owner.delete(path)).status_code == 204
        assert (await owner.get("/api/departments")).json()["data"] == []
        away = (await owner.get("/api/departments", params={"archived": "true"})).json()["data"]
        assert [(row["id"], row["can"]) for row in away] == [(made["id"], ["edit", "restore"])]
        assert (await owner.get(path)).json()["can"] == ["edit", "restore"]
        assert (await owner.post(f"{path}/restore")).json()["archived"] is False
        actions = [line["action"] for line in (await owner.get("/api/audit")).json()["data"]]
        assert actions[:4] == [f"departments.{word}" for word in ("restored", "archived", "changed", "created")]

    async def test_in_use_have_a_name_each(self, world: World) -> None:
        owner = await world.organisation()
        first = await new_department(owner, "Obras")
        again = await owner.post("/api/departments", json={"name": "obras"})
        assert (again.status_code, again.json()["code"]) == (409, "DUPLICATE_DEPARTMENT")
        other = await new_department(owner, "Escritório")
        renamed = await owner.put(f"/api/departments/{other['id']}", json={"name": "OBRAS"})
        assert (renamed.status_code, renamed.json()["code"]) == (409, "DUPLICATE_DEPARTMENT")
        await owner.delete(f"/api/departments/{first['id']}")
        await new_department(owner, "Obras")
        restored = await owner.post(f"/api/departments/{first['id']}/restore")
        assert (restored.status_code, restored.json()["code"]) == (409, "DUPLICATE_DEPARTMENT")

    async def test_a_change_of_what_somebody_else_changed_is_refused(self, world: World) -> None:
        owner = await world.organisation()
        path = f"/api/departments/{(await new_department(owner))['id']}"
        answers = await asyncio.gather(
            *(owner.put(path, json={"name": f"Nome {n}"}, headers={"If-Match": '"1"'}) for n in range(4))
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
        assert (await owner.delete(path, headers={"If-Match": '"1"'})).status_code == 412

    async def test_a_name_says_something(self, world: World) -> None:
        owner = await world.organisation()
        for name in ("", "  ", "x" * 121, "a\x00"):
            answer = await owner.post("/api/departments", json={"name": name})
            assert (answer.status_code, list(answer.json()["fields"])) == (422, ["name"]), answer.text

    async def test_a_requester_reads_them_only(self, world: World) -> None:
        owner = await world.organisation()
        requester = await world.member(owner, "requester")
        made = await new_department(owner)
        assert (await requester.get(f"/api/departments/{made['id']}")).json()["can"] == []
        assert (await requester.get("/api/departments")).json()["data"][0]["can"] == []
        assert (await requester.delete(f"/api/departments/{made['id']}")).status_code == 403


class TestCostCentres:
    async def test_have_code_name_department_and_approvers(self, world: World) -> None:
        owner = await world.organisation()
        approver = await world.member(owner, "approver", name="Bia Reis")
        department = await new_department(owner, "Obras")
        made = await new_cost_centre(owner, approver, code="OB-1", name="Obra 1", departmentId=department["id"])
        assert (made["code"], made["department"]) == ("OB-1", {"id": department["id"], "name": "Obras"})
        assert (made["approvers"], made["people"]) == ([{"id": str(approver.id), "name": "Bia Reis"}], 1)
        row = (await owner.get("/api/cost-centres")).json()["data"][0]
        times = {"createdAt", "updatedAt"}
        assert row.pop("canAlso") == {}
        assert {k: v for k, v in row.items() if k not in times} == {k: v for k, v in made.items() if k not in times}

    async def test_say_who_may_ask_on_them(self, world: World) -> None:
        owner = await world.organisation()
        asks, other = await world.member(owner, "requester"), await world.member(owner, "requester")
        approver = await world.member(owner, "approver")
        centre = await new_cost_centre(owner, approver)

        async def said(person: Person) -> tuple[list[str], dict[str, list[str]], list[str]]:
            row = (await person.get("/api/cost-centres")).json()["data"][0]
            alone = (await person.get(f"/api/cost-centres/{centre['id']}")).json()
            return row["can"], row["canAlso"], alone["can"]

        assert await said(other) == (["ask"], {}, ["ask"])
        await owner.put(f"/api/cost-centres/{centre['id']}/people/{asks.id}", json={"approves": False})
        named = {str(asks.id): ["ask"], str(approver.id): ["ask"]}
        assert await said(other) == ([], named, [])
        assert await said(asks) == ([], named, ["ask"])
        assert (await said(owner))[0] == ["edit", "archive", "ask"]
        await owner.delete(f"/api/cost-centres/{centre['id']}")
        assert (await asks.get(f"/api/cost-centres/{centre['id']}")).json()["can"] == []

    async def test_are_found_by_department_by_person_and_by_words(self, world: World) -> None:
        owner = await world.organisation()
        approver = await world.member(owner, "approver")
        department = await new_department(owner)
        first = await new_cost_centre(owner, approver, name="Residência Água Fria")
        second = await new_cost_centre(owner, departmentId=department["id"])

        async def found(**query: str) -> list[str]:
            answer = await owner.get("/api/cost-centres", params=query)
            assert answer.status_code == 200, answer.text
            return [row["id"] for row in answer.json()["data"]]

        assert await found(departmentId=department["id"]) == [second["id"]]
        assert await found(personId=str(approver.id)) == [first["id"]]
        assert await found(q="residencia agua") == [first["id"]]

    async def test_in_use_have_a_code_each(self, world: World) -> None:
        owner = await world.organisation()
        first = await new_cost_centre(owner, code="OB-1")
        again = await owner.post("/api/cost-centres", json={"code": "ob-1", "name": "Outra"})
        assert (again.status_code, again.json()["code"]) == (409, "DUPLICATE_COST_CENTRE")
        await owner.delete(f"/api/cost-centres/{first['id']}")
        await new_cost_centre(owner, code="OB-1")
        restored = await owner.post(f"/api/cost-centres/{first['id']}/restore")
        assert (restored.status_code, restored.json()["code"]) == (409, "DUPLICATE_COST_CENTRE")

    async def test_stay_in_a_department_that_was_put_away_but_do_not_enter_it(self, world: World) -> None:
        owner = await world.organisation()
        department = await new_department(owner)
        centre = await new_cost_centre(owner, departmentId=department["id"])
        await owner.delete(f"/api/departments/{department['id']}")
        body = {"code": "OB-9", "name": "Obra 9", "departmentId": department["id"]}
        assert (await owner.put(f"/api/cost-centres/{centre['id']}", json=body)).status_code == 200
        refused = await owner.post("/api/cost-centres", json={**body, "code": "OB-10"})
        assert (refused.status_code, list(refused.json()["fields"])) == (422, ["departmentId"])

    async def test_everything_wrong_is_said_at_once(self, world: World) -> None:
        owner = await world.organisation()
        answer = await owner.post("/api/cost-centres", json={"code": " ", "name": " ", "departmentId": str(uuid4())})
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {"code", "name", "departmentId"})


class TestPeople:
    async def test_ask_on_it_or_approve_its_needs(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        asker = await world.member(owner, "requester", name="Ana Prado")
        approver = await world.member(owner, "approver", name="Bia Reis")
        centre = await new_cost_centre(owner)
        path = f"/api/cost-centres/{centre['id']}/people"
        for person, approves in ((asker, False), (approver, True)):
            answer = await owner.put(f"{path}/{person.id}", json={"approves": approves})
            assert answer.status_code == 200, answer.text
        people = (await owner.get(path)).json()["data"]
        assert [(each["person"]["name"], each["approves"]) for each in people] == [
            ("Ana Prado", False),
            ("Bia Reis", True),
        ]
        async with db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
            assert await store.list_approvers(tx, centre["id"]) == [approver.id]
        assert (await owner.delete(f"{path}/{approver.id}")).status_code == 204
        assert (await owner.delete(f"{path}/{approver.id}")).status_code == 404
        assert (await owner.get(f"/api/cost-centres/{centre['id']}")).json()["approvers"] == []

    async def test_approve_only_with_the_right(self, world: World) -> None:
        owner = await world.organisation()
        asker = await world.member(owner, "requester")
        path = f"/api/cost-centres/{(await new_cost_centre(owner))['id']}/people/{asker.id}"
        refused = await owner.put(path, json={"approves": True})
        assert (refused.status_code, list(refused.json()["fields"])) == (422, ["approves"])
        assert (await owner.put(path, json={"approves": False})).status_code == 200

    async def test_are_members(self, world: World) -> None:
        owner, stranger = await world.organisation(), await world.organisation("Outra")
        left = await world.member(owner, "approver")
        await owner.patch(f"/api/people/{left.id}", json={"status": "suspended"})
        path = f"/api/cost-centres/{(await new_cost_centre(owner))['id']}/people"
        for person_id in (stranger.id, left.id, uuid4()):
            assert (await owner.put(f"{path}/{person_id}", json={"approves": False})).status_code == 404

    async def test_changes_are_in_the_trail(self, world: World) -> None:
        owner = await world.organisation()
        approver = await world.member(owner, "approver")
        centre = await new_cost_centre(owner, approver)
        path = f"/api/cost-centres/{centre['id']}/people/{approver.id}"
        await owner.put(path, json={"approves": False})
        await owner.delete(path)
        trail = (await owner.get("/api/audit")).json()["data"]
        lines = [line for line in trail if line["thingId"] == centre["id"]]
        told = [(line["action"], line["before"], line["after"]) for line in lines]
        assert told[:3] == [
            ("cost_centres.person_removed", {"approves": False}, None),
            ("cost_centres.person_set", {"approves": True}, {"approves": False}),
            ("cost_centres.person_set", None, {"approves": True}),
        ]
        assert lines[0]["detail"] == {"personId": str(approver.id)}
