"""Choosing who wins a round: frozen, checked, once only, followed by what is left, and taken back."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from tests.factories import Person, World
from tests.modules.procurement.award_steps import (
    CEMENT,
    GRAVEL,
    PRICES,
    SAND,
    award,
    award_all,
    choices,
    compared,
    comparison_of,
    items_of,
    take_back,
)
from tests.modules.procurement.organisation_steps import new_budget
from tests.modules.procurement.procurement_steps import history, read
from tests.modules.procurement.quotation_steps import Quoting, answered, quotations_of

from esteio.core.access import Scope
from esteio.modules.procurement.permissions import QUOTATIONS_READ

EXCEPTION = {"exceptionReason": "Só há um fabricante na região."}


async def statuses(asked: Quoting) -> list[str]:
    """Of the round's quotations, in the order of the suppliers."""
    rows = {row["supplier"]["id"]: row["status"] for row in await quotations_of(asked.buyer, asked.round["id"])}
    return [rows[each["id"]] for each in asked.suppliers]


async def round_of(person: Person, round_id: str) -> dict[str, Any]:
    answer = await person.get(f"/api/quotation-rounds/{round_id}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def open_rounds(person: Person, request_id: str) -> list[dict[str, Any]]:
    answer = await person.get("/api/quotation-rounds", params={"purchaseRequestId": request_id, "status": "open"})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


class TestAward:
    async def test_to_one_supplier_freezes_what_won_and_sends_the_request_on(self, world: World) -> None:
        asked = await compared(world)
        made = await award_all(asked, 1, reason="Menor total.")
        assert made["total"] == "6845.00"
        assert [(item["quantity"], item["unitPrice"], item["total"]) for item in made["items"]] == [
            ("120.000", "41.0000", "4920.00"),
            ("7.500", "90.0000", "675.00"),
            ("10.000", "125.0000", "1250.00"),
        ]
        assert {item["supplier"]["id"] for item in made["items"]} == {asked.suppliers[1]["id"]}
        request = await read(asked.buyer, asked.request["id"])
        assert (request["status"], request["total"], request["awardId"]) == ("pending_a2", "6845.00", made["id"])
        assert await statuses(asked) == ["lost", "winner", "lost"]
        assert (await round_of(asked.buyer, asked.round["id"]))["status"] == "awarded"
        assert (await history(asked.buyer, asked.request["id"]))[-1] == "award"

    async def test_item_by_item_adds_up_over_suppliers(self, world: World) -> None:
        asked = await compared(world, freight="33.33", taxes="10.01", discountKind="fixed", discountValue="100.00")
        made = await award(asked.buyer, asked, choices=await choices(asked, (CEMENT, 0), (SAND, 1), (GRAVEL, 1)))
        for item in made["items"]:
            gross = (Decimal(item["quantity"]) * Decimal(item["unitPrice"])).quantize(Decimal("0.01"))
            rest = Decimal(item["freight"]) + Decimal(item["taxes"]) - Decimal(item["discount"])
            assert gross + rest == Decimal(item["total"])
            assert Decimal(item["lowestTotal"]) <= Decimal(item["total"]) <= Decimal(item["highestTotal"])
        assert sum(Decimal(item["total"]) for item in made["items"]) == Decimal(made["total"])
        assert await statuses(asked) == ["winner", "winner", "lost"]
        assert [column["supplierName"] for column in made["comparison"]["columns"]] == [
            each["name"] for each in asked.suppliers
        ]

    async def test_an_item_may_be_shared_by_two(self, world: World) -> None:
        asked = await compared(world)
        split = await choices(asked, (CEMENT, 0, "100"), (CEMENT, 1, "20"), (SAND, 1), (GRAVEL, 1))
        made = await award(asked.buyer, asked, choices=split)
        assert [item["quantity"] for item in made["items"]] == ["100.000", "20.000", "7.500", "10.000"]
        assert made["total"] == "6745.00"

    async def test_says_what_was_offered_first_highest_and_lowest(self, world: World) -> None:
        asked = await compared(world)
        cement = (await award_all(asked, 1))["items"][0]
        assert (cement["firstTotal"], cement["highestTotal"], cement["lowestTotal"]) == (
            "4800.00",
            "5040.00",
            "4800.00",
        )

    async def test_nothing_alters_it(self, world: World) -> None:
        asked = await compared(world)
        made = await award_all(asked)
        async with world.db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            for statement in (
                "update awards set total = 0",
                "delete from awards",
                "update award_items set total = 0",
                "delete from award_items",
            ):
                await tx.execute("savepoint before")
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await tx.execute(statement)
                await tx.execute("rollback to before")
        assert (await asked.buyer.get(f"/api/awards/{made['id']}")).json() == made

    async def test_is_for_those_who_may_and_of_the_organisation(self, world: World) -> None:
        asked = await compared(world)
        body = {"quotationId": asked.quotations[0]["id"]}
        await award(await world.member_with(asked.buyer, QUOTATIONS_READ), asked, status=403, **body)
        await award(await world.organisation(), asked, status=404, **body)
        await award(await world.member(asked.buyer, "buyer"), asked, **body)


class TestChecks:
    async def test_every_item_is_chosen_or_left_out(self, world: World) -> None:
        asked = await compared(world)
        problem = await award(asked.buyer, asked, status=422, choices=await choices(asked, (CEMENT, 0)))
        assert "2 (Areia média), 3 (Brita 1)" in problem["fields"]["choices"]
        whole = await award(asked.buyer, asked, status=422, quotationId=asked.quotations[2]["id"])
        assert "3 (Brita 1)" in whole["fields"]["choices"]

    async def test_fewer_answers_than_the_policy_asks_for_need_a_written_exception(self, world: World) -> None:
        asked = await compared(world, PRICES[:2], invited=3)
        body = {"quotationId": asked.quotations[0]["id"]}
        problem = await award(asked.buyer, asked, status=422, **body)
        assert "3 respostas e foram 2" in problem["fields"]["exceptionReason"]
        short = {"exceptionReason": "  urgente  "}
        assert "exceptionReason" in (await award(asked.buyer, asked, status=422, **body, **short))["fields"]
        made = await award(asked.buyer, asked, **body, **EXCEPTION)
        assert made["exceptionReason"] == EXCEPTION["exceptionReason"]
        assert await statuses(asked) == ["winner", "lost", "expired"]

    async def test_the_policy_that_counts_is_the_one_of_the_request(self, world: World) -> None:
        asked = await compared(world, PRICES[:1], invited=2)
        policy = (await asked.buyer.get("/api/approval-policy")).json()["policy"]
        changed = await asked.buyer.put(
            "/api/approval-policy", json={"policy": {**policy, "leastAnswers": 1}, "note": "Menos"}
        )
        assert changed.status_code == 200, changed.text
        await award(asked.buyer, asked, status=422, quotationId=asked.quotations[0]["id"])

    async def test_an_offer_whose_validity_is_over_cannot_win(self, world: World) -> None:
        asked = await compared(world)
        async with world.db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            await tx.execute("update quotations set valid_until = current_date - 2")
        problem = await award(asked.buyer, asked, status=422, quotationId=asked.quotations[0]["id"])
        assert "renove" in problem["fields"]["quotationId"]
        chosen = await choices(asked, (CEMENT, 0), (SAND, 0), (GRAVEL, 0))
        assert "choices[0].quotationId" in (await award(asked.buyer, asked, status=422, choices=chosen))["fields"]

    async def test_a_map_that_changed_since_it_was_seen_is_shown_again_first(self, world: World) -> None:
        asked = await compared(world)
        seen = (await comparison_of(asked.buyer, asked.round["id"]))["sha256"]
        await answered(world.client, asked.pages[0], "44.00", "100.00", "130.00")
        body = {"quotationId": asked.quotations[0]["id"]}
        problem = await award(asked.buyer, asked, status=412, seenSha256=seen, **body)
        assert problem["code"] == "COMPARISON_CHANGED"
        await award(asked.buyer, asked, seenSha256=problem["sha256"], **body)

    async def test_an_old_version_of_the_round_is_refused(self, world: World) -> None:
        asked = await compared(world)
        path, body = f"/api/quotation-rounds/{asked.round['id']}/award", {"quotationId": asked.quotations[0]["id"]}
        version = (await comparison_of(asked.buyer, asked.round["id"]))["round"]["version"]
        stale = await asked.buyer.post(path, json=body, headers={"If-Match": f'"{version - 1}"'})
        assert (stale.status_code, stale.json()["version"]) == (412, version)
        fresh = await asked.buyer.post(path, json=body, headers={"If-Match": f'"{version}"'})
        assert fresh.status_code == 201

    async def test_a_cancelled_round_has_no_winners(self, world: World) -> None:
        asked = await compared(world)
        path = f"/api/quotation-rounds/{asked.round['id']}/cancel"
        assert (await asked.buyer.post(path, json={"reason": "Mudou o projeto."})).status_code < 300
        await award(asked.buyer, asked, status=409, quotationId=asked.quotations[0]["id"])

    async def test_a_total_above_the_budget_is_flagged_or_blocked(self, world: World) -> None:
        asked = await compared(world)
        request = await read(asked.buyer, asked.request["id"])
        year = int(request["createdAt"][:4])
        await new_budget(asked.buyer, request["costCentre"], year=year, amount="6800.00")
        made = await award_all(asked)
        assert (await read(asked.buyer, asked.request["id"]))["overBudget"] is True
        assert made["total"] == "6850.00"
        await take_back(asked.buyer, asked.request["id"])
        async with world.db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            await tx.execute(
                'insert into approval_policies (tenant_id, number, policy) values ($1, 1, \'{"budget": "block"}\')',
                asked.buyer.tenant_id,
            )
            await tx.execute("update purchase_requests set policy_number = 1")
        problem = await award(asked.buyer, asked, status=409, quotationId=asked.quotations[0]["id"])
        assert problem["code"] == "BUDGET_BLOCKED"
        split = await choices(asked, (CEMENT, 0), (SAND, 1), (GRAVEL, 1))
        await award(asked.buyer, asked, choices=split)
        assert (await read(asked.buyer, asked.request["id"]))["overBudget"] is False


class TestTwoBuyersAtOnce:
    async def test_one_wins_and_the_other_is_told_who_did(self, world: World) -> None:
        asked = await compared(world)
        others = [await world.member(asked.buyer, "buyer", name) for name in ("Rui Lima", "Bia Sá", "Leo Paz")]
        path = f"/api/quotation-rounds/{asked.round['id']}/award"
        tried = await asyncio.gather(
            *(
                person.post(path, json={"quotationId": asked.quotations[index % 2]["id"]})
                for index, person in enumerate(others)
            )
        )
        assert sorted(answer.status_code for answer in tried) == [201, 409, 409]
        won = next(answer for answer in tried if answer.status_code == 201).json()
        for answer in tried:
            if answer.status_code == 409:
                problem = answer.json()
                assert problem["code"] == "ALREADY_AWARDED"
                assert problem["happened"]["awardId"] == won["id"]
                assert problem["happened"]["person"] == won["awardedBy"]
                assert problem["state"] == "pending_a2"
        awards = (await asked.buyer.get(f"/api/purchase-requests/{asked.request['id']}/awards")).json()["data"]
        assert [each["id"] for each in awards] == [won["id"]]
        assert (await history(asked.buyer, asked.request["id"])).count("award") == 1

    async def test_who_read_the_round_before_is_told_too(self, world: World) -> None:
        asked = await compared(world)
        version = (await comparison_of(asked.buyer, asked.round["id"]))["round"]["version"]
        await award_all(asked)
        answer = await asked.buyer.post(
            f"/api/quotation-rounds/{asked.round['id']}/award",
            json={"quotationId": asked.quotations[1]["id"]},
            headers={"If-Match": f'"{version}"'},
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "ALREADY_AWARDED")

    async def test_an_award_and_an_answer_at_the_same_instant_agree(self, world: World) -> None:
        asked = await compared(world)
        page = asked.pages[0]
        shown = (await world.client.get(page)).json()
        items = [{"itemId": item["id"], "unitPrice": "50.00"} for item in shown["items"]]
        decided, changed = await asyncio.gather(
            asked.buyer.post(
                f"/api/quotation-rounds/{asked.round['id']}/award", json={"quotationId": asked.quotations[0]["id"]}
            ),
            world.client.post(f"{page}/answer", json={"items": items, "name": "Seu João"}),
        )
        assert decided.status_code == 201
        # Either the award waited for the new prices, or whoever answered was too late.
        expected = "6875.00" if changed.status_code == 200 else "6850.00"
        assert decided.json()["total"] == expected
        quotation = (await quotations_of(asked.buyer, asked.round["id"]))[-1]
        assert changed.status_code in {200, 410}
        assert quotation["status"] in {"winner", "lost"}


class TestLeavingOut:
    async def test_what_is_left_out_is_asked_for_by_a_request_of_its_own_and_losers_are_invited(
        self, world: World
    ) -> None:
        asked = await compared(world)
        items = await items_of(asked)
        made = await award(
            asked.buyer, asked, choices=await choices(asked, (CEMENT, 0), (SAND, 0)), leaveOut=[items[GRAVEL]]
        )
        assert [each["itemId"] for each in made["leftOut"]] == [items[GRAVEL]]
        following = await read(asked.buyer, made["following"]["id"])
        assert (following["status"], following["parentId"]) == ("quotation", asked.request["id"])
        assert [(line["description"], line["quantity"]) for line in following["lines"]] == [("Brita 1", "10.000")]
        (round_,) = await open_rounds(asked.buyer, following["id"])
        invited = await quotations_of(asked.buyer, round_["id"])
        assert {row["supplier"]["id"] for row in invited} == {each["id"] for each in asked.suppliers[1:]}
        assert following["invited"] == 2
        assert "followed" in await history(asked.buyer, asked.request["id"])

    async def test_the_balance_of_an_item_may_be_left_out(self, world: World) -> None:
        asked = await compared(world)
        items = await items_of(asked)
        chosen = await choices(asked, (CEMENT, 0, "100"), (SAND, 1), (GRAVEL, 1))
        made = await award(asked.buyer, asked, choices=chosen, leaveOut=[items[CEMENT]])
        assert [each["quantity"] for each in made["leftOut"]] == ["20.000"]
        following = await read(asked.buyer, made["following"]["id"])
        assert [line["quantity"] for line in following["lines"]] == ["20.000"]

    async def test_nobody_left_to_invite_leaves_a_request_without_a_round(self, world: World) -> None:
        asked = await compared(world, PRICES[:1], invited=2)
        items = await items_of(asked)
        made = await award(
            asked.buyer,
            asked,
            quotationId=asked.quotations[0]["id"],
            leaveOut=[items[GRAVEL]],
            **EXCEPTION,
        )
        assert await open_rounds(asked.buyer, made["following"]["id"]) == []

    async def test_archived_losers_are_not_invited(self, world: World) -> None:
        asked = await compared(world)
        assert (await asked.buyer.delete(f"/api/suppliers/{asked.suppliers[1]['id']}")).status_code == 204
        items = await items_of(asked)
        made = await award(asked.buyer, asked, quotationId=asked.quotations[0]["id"], leaveOut=[items[GRAVEL]])
        (round_,) = await open_rounds(asked.buyer, made["following"]["id"])
        invited = await quotations_of(asked.buyer, round_["id"])
        assert [row["supplier"]["id"] for row in invited] == [asked.suppliers[2]["id"]]


class TestTakingBack:
    async def test_the_answers_are_in_play_again_and_the_award_stands_no_more(self, world: World) -> None:
        asked = await compared(world)
        made = await award_all(asked)
        request = await take_back(asked.buyer, asked.request["id"])
        assert (request["status"], request["total"], request["awardId"]) == ("quotation", None, None)
        assert (request["invited"], request["answered"]) == (3, 3)
        assert await statuses(asked) == ["active"] * 3
        assert (await round_of(asked.buyer, asked.round["id"]))["status"] == "open"
        assert (await asked.buyer.get(f"/api/awards/{made['id']}")).json()["stands"] is False
        again = await award_all(asked, 1)
        awards = (await asked.buyer.get(f"/api/purchase-requests/{asked.request['id']}/awards")).json()["data"]
        assert [(each["id"], each["stands"]) for each in awards] == [(again["id"], True), (made["id"], False)]

    async def test_what_it_left_out_comes_back_while_nobody_won_there(self, world: World) -> None:
        asked = await compared(world)
        items = await items_of(asked)
        made = await award(asked.buyer, asked, quotationId=asked.quotations[0]["id"], leaveOut=[items[GRAVEL]])
        await take_back(asked.buyer, asked.request["id"])
        following = await read(asked.buyer, made["following"]["id"])
        assert following["status"] == "cancelled"
        assert await open_rounds(asked.buyer, following["id"]) == []
        assert len((await comparison_of(asked.buyer, asked.round["id"]))["rows"]) == 3
        await award_all(asked)

    async def test_what_is_bought_elsewhere_by_now_is_not_bought_twice(self, world: World) -> None:
        asked = await compared(world)
        items = await items_of(asked)
        made = await award(asked.buyer, asked, quotationId=asked.quotations[0]["id"], leaveOut=[items[GRAVEL]])
        following = made["following"]["id"]
        (round_,) = await open_rounds(asked.buyer, following)
        row = (await quotations_of(asked.buyer, round_["id"]))[0]
        gravel = (await read(asked.buyer, following))["lines"][0]["id"]
        typed = await asked.buyer.put(
            f"/api/quotations/{row['id']}/answer", json={"items": [{"itemId": gravel, "unitPrice": "120.00"}]}
        )
        assert typed.status_code == 200, typed.text
        body = {"quotationId": row["id"], **EXCEPTION}
        decided = await asked.buyer.post(f"/api/quotation-rounds/{round_['id']}/award", json=body)
        assert decided.status_code == 201, decided.text
        await take_back(asked.buyer, asked.request["id"])
        assert (await read(asked.buyer, following))["status"] == "pending_a2"
        shown = await comparison_of(asked.buyer, asked.round["id"])
        assert [row["description"] for row in shown["rows"]] == ["Cimento CP II 50 kg", "Areia média"]
        assert (await award_all(asked))["total"] == "5550.00"

    async def test_what_was_rejected_there_comes_back_too(self, world: World) -> None:
        asked = await compared(world)
        items = await items_of(asked)
        made = await award(asked.buyer, asked, quotationId=asked.quotations[0]["id"], leaveOut=[items[GRAVEL]])
        following = made["following"]["id"]
        (round_,) = await open_rounds(asked.buyer, following)
        row = (await quotations_of(asked.buyer, round_["id"]))[0]
        gravel = (await read(asked.buyer, following))["lines"][0]["id"]
        body = {"items": [{"itemId": gravel, "unitPrice": "120.00"}]}
        assert (await asked.buyer.put(f"/api/quotations/{row['id']}/answer", json=body)).status_code == 200
        decided = await asked.buyer.post(
            f"/api/quotation-rounds/{round_['id']}/award", json={"quotationId": row["id"], **EXCEPTION}
        )
        assert decided.status_code == 201, decided.text
        manager = await world.member(asked.buyer, "purchasing_manager")
        rejected = await manager.post(
            f"/api/purchase-requests/{following}/reject", json={"reason": "Não cabe neste mês."}
        )
        assert rejected.status_code == 200, rejected.text
        await take_back(asked.buyer, asked.request["id"])
        assert (await read(asked.buyer, following))["status"] == "cancelled"
        assert len((await comparison_of(asked.buyer, asked.round["id"]))["rows"]) == 3

    async def test_needs_the_right_of_the_stage_and_an_award(self, world: World) -> None:
        asked = await compared(world)
        await take_back(asked.buyer, asked.request["id"], status=409)
        await award_all(asked)
        reader = await world.member_with(asked.buyer, QUOTATIONS_READ)
        await take_back(reader, asked.request["id"], status=403)
        await take_back(await world.member(asked.buyer, "buyer"), asked.request["id"])
        await take_back(await world.organisation(), asked.request["id"], status=404)

    async def test_signatures_are_given_anew(self, world: World) -> None:
        asked = await compared(world, (("10.00", "10.00", "10.00"),) * 3)
        await award_all(asked)
        manager = await world.member(asked.buyer, "purchasing_manager")
        path = f"/api/purchase-requests/{asked.request['id']}/approve"
        assert (await manager.post(path, json={})).json()["status"] == "approved"
        await take_back(asked.buyer, asked.request["id"])
        await award_all(asked, 1)
        assert (await manager.post(path, json={})).json()["status"] == "approved"


class TestAnySplit:
    async def test_is_stored_as_it_was_reckoned(self, world: World) -> None:
        asked = await compared(world, freight="17.77", taxes="3.33", discountKind="percent", discountValue="7.5")
        chosen = await choices(
            asked, (CEMENT, 0, "33.333"), (CEMENT, 2, "41.001"), (SAND, 1, "2.5"), (SAND, 2, "0.001"), (GRAVEL, 0, "9")
        )
        what_if = await asked.buyer.post(
            f"/api/quotation-rounds/{asked.round['id']}/comparison/what-if", json={"choices": chosen}
        )
        assert what_if.status_code == 200, what_if.text
        reckoned = what_if.json()["basket"]
        made = await award(asked.buyer, asked, choices=chosen)
        assert made["total"] == reckoned["total"]
        assert [item["total"] for item in made["items"]] == [line["total"] for line in reckoned["lines"]]
        async with world.db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            stored = await tx.fetchval("select sum(total) from award_items where award_id = $1", UUID(made["id"]))
        assert str(stored) == made["total"]
