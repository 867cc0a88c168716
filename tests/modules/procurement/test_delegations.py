"""Delegations over HTTP: whose, to whom, on which days, and taking them back."""

from __future__ import annotations

import asyncio
import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from organisation_steps import new_cost_centre, new_delegation
from spending_steps import spend
from tests.factories import Person, World

from esteio.brazil.dates import SAO_PAULO
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import JobContext, Services
from esteio.modules.procurement.approval_queue_jobs import SignersChanged, set_queue_right
from esteio.modules.procurement.service.delegations import Delegation, standing_in

PATH = "/api/approval-delegations"


async def standing(db: Database, of: Person, day: str) -> list[Delegation]:
    async with db.transaction(Scope(tenant_id=of.tenant_id)) as tx:
        return await standing_in(tx, datetime.date.fromisoformat(day))


class TestGiving:
    async def test_lets_another_sign_on_its_days_and_no_others(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        away = await world.member(owner, "approver", name="Bia Reis")
        stands_in = await world.member(owner, "requester", name="Caio Luz")
        made = await new_delegation(away, stands_in, reason=" Férias ")
        assert (made["from"]["name"], made["to"]["name"], made["reason"]) == ("Bia Reis", "Caio Luz", "Férias")
        assert made["can"] == ["cancel"]
        days = ("2099-01-04", "2099-01-05", "2099-01-16", "2099-01-17")
        found = [await standing(db, owner, day) for day in days]
        assert found == [[], *[[Delegation(away.id, stands_in.id)]] * 2, []]

    async def test_ends_with_who_leaves(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "approver")
        await new_delegation(away, stands_in)
        await owner.patch(f"/api/people/{stands_in.id}", json={"status": "suspended"})
        assert await standing(db, owner, "2099-01-05") == []

    @pytest.mark.parametrize(
        ("days", "status"),
        [
            (("2099-01-01", "2099-01-05"), 409),
            (("2099-01-10", "2099-01-10"), 409),
            (("2099-01-01", "2099-03-01"), 409),
            (("2099-01-16", "2099-01-20"), 409),
            (("2099-01-01", "2099-01-04"), 201),
            (("2099-01-17", "2099-01-20"), 201),
        ],
    )
    async def test_shares_no_day_with_another(self, world: World, days: tuple[str, str], status: int) -> None:
        owner = await world.organisation()
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "approver")
        await new_delegation(away, stands_in)
        body = {"toId": str(stands_in.id), "startsOn": days[0], "endsOn": days[1]}
        answer = await away.post(PATH, json=body)
        assert answer.status_code == status, answer.text
        if status == 409:
            assert answer.json()["code"] == "DELEGATION_OVERLAPS"
            assert "05/01/2099 a 16/01/2099" in answer.json()["detail"]

    async def test_twice_at_once_is_one(self, world: World) -> None:
        owner = await world.organisation()
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "approver")
        body = {"toId": str(stands_in.id), "startsOn": "2099-01-05", "endsOn": "2099-01-16"}
        answers = await asyncio.gather(*(away.post(PATH, json=body) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 4

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"startsOn": "2020-01-06", "endsOn": "2099-01-05"}, None),
            ({"startsOn": "2099-01-17"}, "endsOn"),
            ({"startsOn": "2097-01-17"}, "endsOn"),
            ({"toId": str(uuid4())}, "toId"),
            ({"reason": "a\x00"}, "reason"),
            ({"startsOn": "amanhã"}, "startsOn"),
        ],
    )
    async def test_names_what_is_wrong(self, world: World, change: dict[str, Any], field: str | None) -> None:
        owner = await world.organisation()
        stands_in = await world.member(owner, "approver")
        body = {"toId": str(stands_in.id), "startsOn": "2099-01-05", "endsOn": "2099-01-16", **change}
        answer = await owner.post(PATH, json=body)
        fields = {"startsOn", "endsOn"} if field is None else {field}
        assert (answer.status_code, set(answer.json()["fields"])) == (422, fields), answer.text

    async def test_is_of_an_approver_to_another_who_sees_what_there_is_to_sign(self, world: World) -> None:
        owner = await world.organisation()
        approver, requester = await world.member(owner, "approver"), await world.member(owner, "requester")
        architect, stranger = await world.member(owner, "architect"), await world.organisation("Outra")
        days = {"startsOn": "2099-01-05", "endsOn": "2099-01-16"}
        for giver, to, field in (
            (requester, approver, "fromId"),
            (approver, approver, "toId"),
            (approver, architect, "toId"),
            (approver, stranger, "toId"),
        ):
            answer = await giver.post(PATH, json={"toId": str(to.id), **days})
            assert (answer.status_code, list(answer.json()["fields"])) == (422, [field]), answer.text

    async def test_for_somebody_else_takes_a_right(self, world: World) -> None:
        owner = await world.organisation()
        manager = await world.member(owner, "purchasing_manager")
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "approver")
        body = {"fromId": str(away.id), "toId": str(stands_in.id), "startsOn": "2099-01-05", "endsOn": "2099-01-16"}
        refused = await stands_in.post(PATH, json=body)
        assert (refused.status_code, refused.json()["permission"]) == (403, "procurement.delegations.manage")
        made = await manager.post(PATH, json=body)
        assert made.status_code == 201, made.text
        assert made.json()["from"]["id"] == str(away.id)
        line = (await owner.get("/api/audit", params={"action": "delegations.created"})).json()["data"][0]
        assert (line["person"]["id"], line["detail"]["fromId"]) == (str(manager.id), str(away.id))


class TestCancelling:
    async def test_takes_the_signature_back(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "approver")
        path = f"{PATH}/{(await new_delegation(away, stands_in))['id']}/cancel"
        answer = await away.post(path, headers={"If-Match": '"1"'})
        assert (answer.status_code, answer.json()["can"]) == (200, []), answer.text
        assert answer.json()["cancelledAt"] is not None
        assert await standing(db, owner, "2099-01-05") == []
        again = await away.post(path)
        assert (again.status_code, again.json()["code"]) == (409, "DELEGATION_OVER")
        await new_delegation(away, stands_in)

    async def test_is_for_who_gave_it_and_who_manages_them(self, world: World) -> None:
        owner = await world.organisation()
        manager = await world.member(owner, "purchasing_manager")
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "approver")
        made = await new_delegation(away, stands_in)
        path = f"{PATH}/{made['id']}"
        assert (await stands_in.get(path)).json()["can"] == []
        assert (await stands_in.post(f"{path}/cancel")).status_code == 403
        assert (await manager.post(f"{path}/cancel", headers={"If-Match": '"7"'})).status_code == 412
        assert (await manager.post(f"{path}/cancel")).status_code == 200


class TestList:
    async def test_is_of_ones_own_and_of_all_for_who_manages_them(self, world: World) -> None:
        owner = await world.organisation()
        manager = await world.member(owner, "purchasing_manager")
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "approver")
        bystander = await world.member(owner, "approver")
        first = await new_delegation(away, stands_in)
        second = await new_delegation(owner, manager, startsOn="2099-02-01", endsOn="2099-02-02")

        async def seen(person: Person, **query: str) -> list[str]:
            answer = await person.get(PATH, params=query)
            assert answer.status_code == 200, answer.text
            return [row["id"] for row in answer.json()["data"]]

        assert await seen(manager) == [second["id"], first["id"]]
        assert await seen(away) == await seen(stands_in) == [first["id"]]
        assert await seen(bystander) == []
        assert (await bystander.get(f"{PATH}/{first['id']}")).status_code == 403
        assert await seen(manager, fromId=str(away.id)) == [first["id"]]
        assert await seen(manager, toId=str(manager.id)) == [second["id"]]
        await away.post(f"{PATH}/{first['id']}/cancel")
        assert await seen(manager, standing="true") == [second["id"]]
        assert await seen(manager, standing="false") == [first["id"]]

    async def test_says_who_can_take_back_what(self, world: World) -> None:
        owner = await world.organisation()
        manager = await world.member(owner, "purchasing_manager")
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "approver")
        made = await new_delegation(away, stands_in)
        rows = [(await person.get(PATH)).json()["data"][0] for person in (away, stands_in, manager)]
        denied = {str(stands_in.id): ["cancel"]}
        assert [(row["can"], row["cannot"]) for row in rows] == [(["cancel"], denied)] * 2 + [(["cancel"], {})]
        await away.post(f"{PATH}/{made['id']}/cancel")
        row = (await away.get(PATH)).json()["data"][0]
        assert (row["can"], row["cannot"]) == ([], {})


class TestQueue:
    """What waits for a signature is shown to whoever may give it, as soon as that changes."""

    @staticmethod
    async def queued(db: Database, owner: Person) -> int:
        """How often the job was asked for."""
        async with db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
            return await tx.fetchval(
                "select count(*) from pgqueuer where entrypoint = $1 and headers ->> 'tenant' = $2",
                set_queue_right.name,
                str(owner.tenant_id),
            )

    @staticmethod
    async def set_right(db: Database, owner: Person) -> set[tuple[UUID, UUID | None]]:
        """Do the job as the worker does; whose turn it then is, and for whom."""
        context = JobContext(
            job_id=1,
            tenant_id=owner.tenant_id,
            actor_id=None,
            attempt=1,
            is_last_attempt=False,
            enqueued_at=datetime.datetime.now(datetime.UTC),
            services=Services({Database: db}),
        )
        await set_queue_right.handler(context, SignersChanged())
        async with db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
            rows = await tx.fetch("select person_id, on_behalf_of from approval_tasks")
        return {(row["person_id"], row["on_behalf_of"]) for row in rows}

    async def test_follows_approvers_and_delegations(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "requester")
        centre = await new_cost_centre(owner)
        await spend(db, owner, centre, "100")
        people = f"/api/cost-centres/{centre['id']}/people/{away.id}"
        await owner.put(people, json={"approves": True})
        assert await self.queued(db, owner) == 1
        assert await self.set_right(db, owner) == {(away.id, None)}
        today = datetime.datetime.now(SAO_PAULO).date()
        days = {"startsOn": today.isoformat(), "endsOn": (today + datetime.timedelta(days=9)).isoformat()}
        made = await new_delegation(away, stands_in, **days)
        assert await self.queued(db, owner) == 2
        assert await self.set_right(db, owner) == {(away.id, None), (stands_in.id, away.id)}
        await away.post(f"{PATH}/{made['id']}/cancel")
        assert await self.queued(db, owner) == 3
        assert await self.set_right(db, owner) == {(away.id, None)}
        await owner.delete(people)
        assert await self.queued(db, owner) == 4
        # Nobody is named for the need any more: it passes to those above.
        assert await self.set_right(db, owner) == {(owner.id, None)}

    async def test_is_left_alone_by_what_changes_no_signer(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        away, stands_in = await world.member(owner, "approver"), await world.member(owner, "requester")
        centre = await new_cost_centre(owner)
        await owner.put(f"/api/cost-centres/{centre['id']}/people/{stands_in.id}", json={"approves": False})
        await owner.delete(f"/api/cost-centres/{centre['id']}/people/{stands_in.id}")
        made = await new_delegation(away, stands_in)
        await away.post(f"{PATH}/{made['id']}/cancel")
        assert await self.queued(db, owner) == 0
