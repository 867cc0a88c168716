"""The approval policy over HTTP: versions, and what is wrong with one."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import Person, World

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.modules.procurement.service import approval_policy


async def policy_of(person: Person) -> dict[str, Any]:
    answer = await person.get("/api/approval-policy")
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestPolicy:
    async def test_begins_as_the_one_that_ships(self, world: World) -> None:
        owner = await world.organisation()
        present = await policy_of(owner)
        assert (present["number"], present["createdAt"]) == (0, None)
        assert present["policy"]["secondSignatureAbove"] == "2500.00"
        assert (await owner.get("/api/approval-policy/versions")).json() == {"data": []}
        assert (await owner.get("/api/approval-policy/versions/0")).json() == present
        assert (await owner.get("/api/approval-policy/versions/1")).status_code == 404

    async def test_a_change_is_a_version_and_the_older_ones_stay(self, world: World) -> None:
        owner = await world.organisation()
        director = await world.member(owner, "purchasing_director", name="Rui Lima")
        before = await policy_of(owner)
        policy = {**before["policy"], "secondSignatureAbove": "10000.00", "budget": "block"}
        answer = await director.put("/api/approval-policy", json={"policy": policy, "note": " Obra maior "})
        assert answer.status_code == 200, answer.text
        assert answer.json() == await policy_of(owner)
        assert (answer.json()["number"], answer.json()["policy"]) == (1, policy)
        versions = (await owner.get("/api/approval-policy/versions")).json()["data"]
        assert [(each["number"], each["note"], each["createdBy"]["name"]) for each in versions] == [
            (1, "Obra maior", "Rui Lima")
        ]
        assert (await owner.get("/api/approval-policy/versions/0")).json() == before
        line = (await owner.get("/api/audit", params={"action": "approval_policy.changed"})).json()["data"][0]
        assert (line["before"], line["after"], line["detail"]) == (
            {"secondSignatureAbove": "2500.00", "budget": "flag"},
            {"secondSignatureAbove": "10000.00", "budget": "block"},
            {"number": 1},
        )

    async def test_two_who_change_it_at_once_do_not_overwrite_each_other(self, world: World) -> None:
        owner = await world.organisation()
        body = {"policy": (await policy_of(owner))["policy"]}
        answers = await asyncio.gather(
            *(owner.put("/api/approval-policy", json=body, headers={"If-Match": '"0"'}) for _ in range(5))
        )
        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 4
        assert (await policy_of(owner))["number"] == 1

    @pytest.mark.parametrize(
        ("name", "value", "field"),
        [
            ("secondSignatureAbove", "99", "secondSignatureAbove"),
            ("secondSignatureAbove", "1E-999999", "secondSignatureAbove"),
            ("secondSignatureAbove", "1E+999999", "secondSignatureAbove"),
            ("secondSignatureAbove", "NaN", "secondSignatureAbove"),
            ("secondSignatureAbove", "muito", "policy.secondSignatureAbove"),
            ("budget", "ignore", "policy.budget"),
            ("leastAnswers", 10**30, "leastAnswers"),
            ("leastAnswers", "3.5", "policy.leastAnswers"),
            ("apelido", "x", "policy.apelido"),
        ],
    )
    async def test_a_wrong_figure_is_named(self, world: World, name: str, value: object, field: str) -> None:
        owner = await world.organisation()
        policy = {**(await policy_of(owner))["policy"], name: value}
        answer = await owner.put("/api/approval-policy", json={"policy": policy})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field]), answer.text
        assert (await policy_of(owner))["number"] == 0

    async def test_is_an_organisations_own(self, world: World) -> None:
        owner, other = await world.organisation(), await world.organisation("Outra")
        await owner.put("/api/approval-policy", json={"policy": (await policy_of(owner))["policy"]})
        assert (await policy_of(other))["number"] == 0
        assert (await other.get("/api/approval-policy/versions/1")).status_code == 404

    async def test_a_buyer_reads_it_only(self, world: World) -> None:
        owner = await world.organisation()
        buyer = await world.member(owner, "buyer")
        policy = (await policy_of(buyer))["policy"]
        assert (await buyer.put("/api/approval-policy", json={"policy": policy})).status_code == 403


class TestPresent:
    async def test_is_what_begins_now_and_an_older_number_what_began_then(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        policy = (await policy_of(owner))["policy"]
        for limit in ("3000", "4000"):
            changed = await owner.put(
                "/api/approval-policy", json={"policy": {**policy, "secondSignatureAbove": limit}}
            )
            assert changed.status_code == 200, changed.text
        async with db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
            present = await approval_policy.present(tx)
            limits = [(await approval_policy.numbered(tx, number)).second_signature_above for number in range(3)]
        assert (present.number, present.policy.second_signature_above) == (2, Decimal(4000))
        assert limits == [2500, 3000, 4000]
