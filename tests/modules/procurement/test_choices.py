"""What forms choose from: people by what they may do, categories in use, and where a card may go."""

from __future__ import annotations

from typing import Any

import pytest
from tests.factories import Person, World
from tests.modules.procurement.organisation_steps import new_supplier
from tests.modules.procurement.procurement_steps import CEMENT, Firm, new_draft, new_firm

pytestmark = pytest.mark.anyio


@pytest.fixture
async def firm(world: World) -> Firm:
    return await new_firm(world)


async def found(person: Person, path: str, **query: str) -> list[dict[str, Any]]:
    answer = await person.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


class TestPeople:
    async def test_are_those_who_may_do_it(self, firm: Firm, world: World) -> None:
        buyer = await world.member(firm.owner, "buyer", name="Zulmira Buarque")

        async def names(may: str) -> set[str]:
            return {each["id"] for each in await found(firm.requester, "/api/purchase-people", may=may)}

        assert {str(buyer.id), str(firm.owner.id)} <= await names("buy")
        assert str(firm.requester.id) not in await names("buy")
        assert str(firm.requester.id) in await names("ask")
        assert {str(buyer.id), str(firm.requester.id)} <= await names("see")
        assert str(firm.requester.id) not in await names("sign")
        shown = await found(firm.requester, "/api/purchase-people", may="buy")
        assert shown == sorted(shown, key=lambda each: each["name"])
        assert {"id": str(buyer.id), "name": "Zulmira Buarque"} in shown

    async def test_of_another_organisation_are_not_among_them(self, firm: Firm, world: World) -> None:
        stranger = await world.organisation()
        assert str(stranger.id) not in {each["id"] for each in await found(firm.owner, "/api/purchase-people")}


class TestCategories:
    async def test_are_those_of_suppliers_and_of_what_was_asked_for(self, firm: Firm) -> None:
        await new_supplier(firm.owner, categories=["Cimento, areia", "Aço"])
        away = await new_supplier(firm.owner, categories=["Aço"])
        await firm.owner.delete(f"/api/suppliers/{away['id']}")
        items = [{**CEMENT, "category": "Madeira"}, {**CEMENT, "category": "Aço"}, {**CEMENT, "category": "Madeira"}]
        await new_draft(firm, items=items)
        assert await found(firm.requester, "/api/purchase-categories") == [
            {"name": "Aço", "suppliers": 1},
            {"name": "Cimento, areia", "suppliers": 1},
            {"name": "Madeira", "suppliers": 0},
        ]

    async def test_find_suppliers_one_or_several_and_as_words(self, firm: Firm) -> None:
        cement = await new_supplier(firm.owner, categories=["Cimento, areia"], score="7.0")
        steel = await new_supplier(firm.owner, categories=["Aço"], score="9.5")

        async def ids(**query: str) -> list[str]:
            return [each["id"] for each in await found(firm.owner, "/api/suppliers", **query)]

        assert await ids(category="Cimento, areia") == [cement["id"]]
        assert await ids(category="Cimento, areia;Aço", sort="-score") == [steel["id"], cement["id"]]
        assert await ids(q="aco") == [steel["id"]]


class TestMoves:
    async def test_tell_a_kanban_where_each_card_may_go(self, firm: Firm) -> None:
        moves = await found(firm.requester, "/api/purchase-requests/moves")
        assert {
            "action": "submit",
            "offeredAs": "submit",
            "from": "draft",
            "to": "pending_a1",
            "asks": "nothing",
        } in moves
        reject = {"action": "reject", "offeredAs": "reject", "from": "pending_a1", "to": "draft", "asks": "reason"}
        assert reject in moves
        assert {each["asks"] for each in moves if each["action"] in {"award", "close_short"}} == {"screen"}

    async def test_a_card_put_back_is_withdrawn_by_who_asked_and_rejected_by_who_signs(self, firm: Firm) -> None:
        async def put_back(person: Person, reason: str = "") -> dict[str, Any]:
            made = await new_draft(firm, items=[CEMENT])
            path = f"/api/purchase-requests/{made['id']}/moves"
            assert (await firm.requester.post(path, json={"to": "pending_a1"})).status_code == 200
            answer = await person.post(path, json={"to": "draft", "reason": reason})
            assert answer.status_code == 200, answer.text
            return (await found(firm.owner, f"/api/purchase-requests/{made['id']}/history"))[0]

        assert (await put_back(firm.requester))["kind"] == "withdraw"
        assert (await put_back(firm.approver, "Ainda há em estoque."))["kind"] == "reject"
