"""The price policy over HTTP: versions, what is wrong with one, and trying one out."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from orcamento_steps import new_draft
from tests.factories import Person, World

HOUSE = {"areaM2": "200", "disciplines": ["arquitetura"], "uf": "SP", "city": "Campinas"}


async def policy_of(person: Person) -> dict[str, Any]:
    answer = await person.get("/api/price-policy")
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestPolicy:
    async def test_begins_as_the_one_that_ships(self, world: World) -> None:
        studio = await world.organisation()
        present = await policy_of(studio)
        assert (present["number"], present["createdAt"]) == (0, None)
        assert present["policy"]["technicalHours"]["profitPercent"] == "25"
        assert (await studio.get("/api/price-policy/versions")).json() == {"data": []}
        assert (await studio.get("/api/price-policy/versions/0")).json() == present

    async def test_a_change_is_a_version(self, world: World) -> None:
        owner = await world.organisation()
        director = await world.member(owner, "director", name="Rui Lima")
        present = await policy_of(owner)
        policy = present["policy"]
        policy["technicalHours"]["profitPercent"] = "30"
        answer = await director.put("/api/price-policy", json={"policy": policy, "note": "Lucro maior"})
        assert answer.status_code == 200, answer.text
        assert answer.json() == await policy_of(owner)
        assert (answer.json()["number"], answer.json()["policy"]) == (1, policy)
        versions = (await owner.get("/api/price-policy/versions")).json()["data"]
        assert [(each["number"], each["note"], each["createdBy"]["name"]) for each in versions] == [
            (1, "Lucro maior", "Rui Lima")
        ]
        trail = (await owner.get("/api/audit", params={"action": "policy.changed"})).json()["data"][0]
        assert trail["detail"] == {"number": 1, "figures": ["technicalHours"]}
        assert (await new_draft(owner))["total"] == "29440.00"

    async def test_two_who_change_it_at_once_do_not_overwrite_each_other(self, world: World) -> None:
        studio = await world.organisation()
        policy = (await policy_of(studio))["policy"]
        answers = await asyncio.gather(
            *(studio.put("/api/price-policy", json={"policy": policy}, headers={"If-Match": '"0"'}) for _ in range(5))
        )
        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 4
        assert (await policy_of(studio))["number"] == 1

    @pytest.mark.parametrize(
        ("path", "value", "field"),
        [
            (("technicalHours", "profitPercent"), "-1", "technicalHours.profitPercent"),
            (("technicalHours", "profitPercent"), "1E-999999", "technicalHours.profitPercent"),
            (("technicalHours", "profitPercent"), "Infinity", "technicalHours.profitPercent"),
            (("technicalHours", "profitPercent"), "caro", "policy.technicalHours.profitPercent"),
            (("limits", "maxAreaM2"), "200000", "limits.maxAreaM2"),
            (("technicalHours", "rates", "arquitetura", "senior"), "0", "technicalHours.rates.arquitetura.senior"),
            (("decidingMethod",), "palpite", "policy.decidingMethod"),
            (("apelido",), "x", "policy.apelido"),
        ],
    )
    async def test_a_wrong_figure_is_named(self, world: World, path: tuple[str, ...], value: str, field: str) -> None:
        studio = await world.organisation()
        policy = (await policy_of(studio))["policy"]
        part = policy
        for name in path[:-1]:
            part = part[name]
        part[path[-1]] = value
        answer = await studio.put("/api/price-policy", json={"policy": policy})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
        assert (await policy_of(studio))["number"] == 0

    async def test_is_an_organisations_own(self, world: World) -> None:
        studio, other = await world.organisation(), await world.organisation("Outro")
        policy = (await policy_of(studio))["policy"]
        await studio.put("/api/price-policy", json={"policy": policy})
        assert (await policy_of(other))["number"] == 0
        assert (await other.get("/api/price-policy/versions/1")).status_code == 404

    async def test_an_architect_reads_it_only(self, world: World) -> None:
        owner = await world.organisation()
        architect = await world.member(owner, "architect")
        policy = (await policy_of(architect))["policy"]
        assert (await architect.put("/api/price-policy", json={"policy": policy})).status_code == 403


class TestPreview:
    async def test_works_the_case_and_stores_nothing(self, world: World) -> None:
        studio = await world.organisation()
        answer = await studio.post("/api/price-policy/preview", json={"facts": HOUSE})
        assert answer.status_code == 200, answer.text
        shown = answer.json()
        assert (shown["pricing"]["deciding"]["total"], shown["pricing"]["durationWeeks"]) == ("28520.00", 8)
        assert "policy" not in shown["pricing"]
        assert (await studio.get("/api/orcamentos")).json()["data"] == []

    async def test_takes_a_policy_that_is_not_in_force(self, world: World) -> None:
        studio = await world.organisation()
        policy = (await policy_of(studio))["policy"]
        policy["technicalHours"]["profitPercent"] = "45"
        answer = await studio.post("/api/price-policy/preview", json={"facts": HOUSE, "policy": policy})
        assert answer.json()["pricing"]["deciding"]["total"] == "32200.00"
        assert (await policy_of(studio))["number"] == 0

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"areaM2": "0"}, "facts.areaM2"),
            ({"areaM2": "100000.01"}, "facts.areaM2"),
            ({"areaM2": "1E-999999"}, "facts.areaM2"),
            ({"areaM2": "1E+999999"}, "facts.areaM2"),
            ({"areaM2": "0." + "1" * 10_000}, "facts.areaM2"),
            ({"areaM2": "NaN"}, "facts.areaM2"),
            ({"disciplines": []}, "facts.disciplines"),
            ({"optionalDisciplines": ["arquitetura"]}, "facts.optionalDisciplines"),
            ({"deadlineWeeks": -1}, "facts.deadlineWeeks"),
            ({"budget": "-5"}, "facts.budget"),
            ({"uf": "XX"}, "facts.uf"),
            ({"city": "a\x00"}, "facts.city"),
        ],
    )
    async def test_names_what_cannot_be_priced(self, world: World, change: dict[str, Any], field: str) -> None:
        studio = await world.organisation()
        answer = await studio.post("/api/price-policy/preview", json={"facts": {**HOUSE, **change}})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field]), answer.text
