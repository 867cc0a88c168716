"""Purchase requests over HTTP: making, changing, moving and following them."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.factories import World
from tests.modules.procurement.organisation_steps import new_budget, new_cost_centre, new_department, new_supplier
from tests.modules.procurement.procurement_steps import (
    CEMENT,
    REASON,
    SAND,
    Firm,
    above_limit,
    approved,
    awarded,
    history,
    in_quotation,
    move,
    new_draft,
    new_firm,
    new_request,
    notices,
    put_items,
    read,
    submitted,
)

from esteio.core.audit import NOWHERE
from esteio.modules.procurement.rules.states import Condition
from esteio.modules.procurement.service import moves, requests

pytestmark = pytest.mark.anyio


@pytest.fixture
async def firm(world: World) -> Firm:
    return await new_firm(world)


class TestCreate:
    async def test_a_draft_is_numbered_added_up_and_ones_own(self, firm: Firm) -> None:
        made = await new_draft(firm, neededOn="2026-03-20", priority="high", description="Parede do 3º andar")
        assert made["code"].startswith("SOL-")
        assert made["code"].endswith("-001")
        assert made["status"] == "draft"
        assert made["requester"] == {"id": str(firm.requester.id), "name": "Beto Reis"}
        assert made["costCentre"]["id"] == firm.centre["id"]
        assert (made["items"], made["estimatedTotal"], made["total"]) == (2, "2483.00", None)
        assert [line["estimatedTotal"] for line in made["lines"]] == ["1716.00", "767.00"]
        assert made["neededOn"] == "2026-03-20"
        assert await history(firm.requester, made["id"]) == ["created"]

    async def test_numbers_follow_each_other(self, firm: Firm) -> None:
        codes = [(await new_draft(firm))["code"] for _ in range(3)]
        assert [code[-3:] for code in codes] == ["001", "002", "003"]

    async def test_takes_the_department_of_its_cost_centre(self, firm: Firm) -> None:
        department = await new_department(firm.owner)
        centre = await new_cost_centre(firm.owner, firm.approver, departmentId=department["id"])
        made = await new_request(firm.requester, centre)
        assert made["department"] == {"id": department["id"], "name": department["name"]}

    async def test_everything_that_is_wrong_is_said_at_once(self, firm: Firm) -> None:
        body = {
            "title": "  ",
            "costCentreId": str(uuid4()),
            "departmentId": str(uuid4()),
            "items": [CEMENT, {"description": " ", "unit": "", "quantity": "0", "estimatedUnitPrice": "1.23456"}],
        }
        answer = await firm.requester.post("/api/purchase-requests", json=body)
        assert answer.status_code == 422
        assert set(answer.json()["fields"]) == {
            "title",
            "costCentreId",
            "departmentId",
            "items[1].description",
            "items[1].unit",
            "items[1].quantity",
            "items[1].estimatedUnitPrice",
        }

    @pytest.mark.parametrize("quantity", ["-1", "NaN", "Infinity", "1E-999999", "1E+40", "0.0001", "100000000000"])
    async def test_a_quantity_that_is_none_is_refused(self, firm: Firm, quantity: str) -> None:
        body = {"title": "X", "costCentreId": firm.centre["id"], "items": [{**CEMENT, "quantity": quantity}]}
        answer = await firm.requester.post("/api/purchase-requests", json=body)
        assert answer.status_code == 422
        assert "items[0].quantity" in answer.json()["fields"]

    async def test_who_is_not_named_may_not_ask_where_others_are(self, firm: Firm, world: World) -> None:
        asked = f"/api/cost-centres/{firm.centre['id']}/people/{firm.warehouse.id}"
        assert (await firm.owner.put(asked, json={"approves": False})).status_code == 200
        body = {"title": "X", "costCentreId": firm.centre["id"]}
        refused = await firm.requester.post("/api/purchase-requests", json=body)
        assert refused.status_code == 422
        assert "costCentreId" in refused.json()["fields"]
        for person in (firm.warehouse, firm.approver, firm.buyer):
            assert (await person.post("/api/purchase-requests", json=body)).status_code == 201

    async def test_a_cost_centre_that_was_put_away_takes_no_more(self, firm: Firm) -> None:
        assert (await firm.owner.delete(f"/api/cost-centres/{firm.centre['id']}")).status_code == 204
        answer = await firm.requester.post(
            "/api/purchase-requests", json={"title": "X", "costCentreId": firm.centre["id"]}
        )
        assert answer.status_code == 422

    async def test_somebody_elses_organisation_is_not_there(self, firm: Firm, world: World) -> None:
        made = await new_draft(firm)
        stranger = await world.organisation("Outra")
        for path in ("", "/history"):
            assert (await stranger.get(f"/api/purchase-requests/{made['id']}{path}")).status_code == 404
        assert (await stranger.post(f"/api/purchase-requests/{made['id']}/duplicate")).status_code == 404


class TestChange:
    async def test_the_head_of_a_draft_changes_by_version(self, firm: Firm) -> None:
        made = await new_draft(firm)
        path, body = f"/api/purchase-requests/{made['id']}", {"title": "Outro", "costCentreId": firm.centre["id"]}
        changed = await firm.requester.put(path, json=body, headers={"If-Match": f'"{made["version"]}"'})
        assert changed.status_code == 200
        assert changed.json()["title"] == "Outro"
        late = await firm.requester.put(path, json=body, headers={"If-Match": f'"{made["version"]}"'})
        assert late.status_code == 412
        assert late.json()["version"] == changed.json()["version"]
        assert late.json()["state"] == "draft"
        events = (await firm.requester.get(f"{path}/history")).json()["data"]
        assert events[0]["detail"]["before"] == {"title": "Alvenaria do bloco B"}

    async def test_saving_the_same_leaves_no_trace(self, firm: Firm) -> None:
        made = await new_draft(firm)
        body = {"title": made["title"], "costCentreId": firm.centre["id"]}
        same = await firm.requester.put(f"/api/purchase-requests/{made['id']}", json=body)
        assert same.json()["version"] == made["version"]
        assert await history(firm.requester, made["id"]) == ["created"]

    async def test_another_persons_draft_is_theirs(self, firm: Firm) -> None:
        made = await new_draft(firm)
        body = {"title": "Meu", "costCentreId": firm.centre["id"]}
        assert (await firm.warehouse.put(f"/api/purchase-requests/{made['id']}", json=body)).status_code == 403
        assert (await firm.buyer.put(f"/api/purchase-requests/{made['id']}", json=body)).status_code == 200

    async def test_what_waits_for_approval_does_not_change(self, firm: Firm) -> None:
        made = await submitted(firm)
        refused = await put_items(firm.requester, made["id"], [CEMENT], status=409)
        assert refused["code"] == "REQUEST_NOT_EDITABLE"
        assert refused["state"] == "pending_a1"
        assert "withdraw" in refused["allowed"]

    async def test_what_changes_in_quotation_goes_back_to_a1(self, firm: Firm) -> None:
        made = await in_quotation(firm)
        changed = await put_items(firm.requester, made["id"], [{**CEMENT, "quantity": "80"}])
        assert changed["status"] == "pending_a1"
        assert changed["approvalRound"] == made["approvalRound"] + 1
        assert changed["a1At"] is None
        assert (await history(firm.requester, made["id"]))[-2:] == ["items_changed", "revise"]

    async def test_head_and_items_change_together_or_not_at_all(self, firm: Firm) -> None:
        made = await in_quotation(firm)
        path = f"/api/purchase-requests/{made['id']}"
        head = {"title": "Alvenaria toda", "costCentreId": firm.centre["id"]}
        wrong = {**head, "title": " ", "items": [{**CEMENT, "quantity": "0"}]}
        refused = await firm.requester.put(path, json=wrong)
        assert refused.status_code == 422
        assert set(refused.json()["fields"]) == {"title", "items[0].quantity"}
        changed = await firm.requester.put(path, json={**head, "items": [{**CEMENT, "quantity": "80"}]})
        assert changed.status_code == 200, changed.text
        assert (changed.json()["title"], changed.json()["items"]) == ("Alvenaria toda", 1)
        assert changed.json()["status"] == "pending_a1"
        assert (await history(firm.requester, made["id"]))[-3:] == ["changed", "items_changed", "revise"]

    async def test_in_quotation_something_must_stay(self, firm: Firm) -> None:
        made = await in_quotation(firm)
        assert "items" in (await put_items(firm.requester, made["id"], [], status=422))["fields"]


class TestItems:
    async def test_items_keep_who_they_are(self, firm: Firm) -> None:
        made = await new_draft(firm)
        cement, sand = made["lines"]
        gravel = {**SAND, "description": "Brita 1"}
        changed = await put_items(
            firm.requester,
            made["id"],
            [{**SAND, "id": sand["id"]}, gravel, {**CEMENT, "id": cement["id"], "quantity": "10"}],
        )
        assert [line["description"] for line in changed["lines"]] == [
            "Areia média lavada",
            "Brita 1",
            "Cimento CP II 50 kg",
        ]
        assert [line["position"] for line in changed["lines"]] == [1, 2, 3]
        assert changed["lines"][0]["id"] == sand["id"]
        assert changed["lines"][2]["id"] == cement["id"]
        assert changed["estimatedTotal"] == "1963.00"
        events = (await firm.requester.get(f"/api/purchase-requests/{made['id']}/history")).json()["data"]
        assert events[0]["kind"] == "items_changed"
        assert {"added": "Brita 1", "quantity": "6.5", "unit": "m³"} in events[0]["detail"]["differences"]

    async def test_an_item_of_another_request_is_refused(self, firm: Firm) -> None:
        made, other = await new_draft(firm), await new_draft(firm)
        stolen = {**CEMENT, "id": other["lines"][0]["id"]}
        refused = await put_items(firm.requester, made["id"], [stolen], status=422)
        assert list(refused["fields"]) == ["items[0].id"]

    async def test_the_same_item_twice_is_refused(self, firm: Firm) -> None:
        made = await new_draft(firm)
        twice = [{**CEMENT, "id": made["lines"][0]["id"]}] * 2
        assert list((await put_items(firm.requester, made["id"], twice, status=422))["fields"]) == ["items[1].id"]

    async def test_as_rows_they_are_a_live_list(self, firm: Firm) -> None:
        made = await new_draft(firm)
        answer = await firm.requester.get("/api/purchase-request-items", params={"requestId": made["id"]})
        assert [row["quantity"] for row in answer.json()["data"]] == ["40.000", "6.500"]

    async def test_cells_of_a_spreadsheet_are_read_and_nothing_is_saved(self, firm: Firm) -> None:
        made = await new_draft(firm)
        text = "Descrição\tQtd\tUn\tPreço unitário\nCal hidratada\t1.200,5\tsaco\tR$ 18,90\nPrego\tdois\tkg\t\n"
        answer = await firm.requester.post(f"/api/purchase-requests/{made['id']}/items/paste", json={"text": text})
        assert answer.status_code == 200, answer.text
        read_ = answer.json()
        assert read_["items"][0] == {
            "description": "Cal hidratada",
            "specification": "",
            "category": "",
            "unit": "saco",
            "quantity": "1200.5",
            "estimatedUnitPrice": "18.90",
        }
        assert [(each["item"], each["line"], each["field"]) for each in read_["problems"]] == [(1, 3, "quantity")]
        assert (await read(firm.requester, made["id"]))["items"] == 2
        before = await firm.requester.post("/api/purchase-request-items/paste", json={"text": text})
        assert before.json() == read_


class TestMoves:
    async def test_submitting_asks_the_approver(self, firm: Firm) -> None:
        made = await submitted(firm)
        assert made["status"] == "pending_a1"
        assert made["approvalRound"] == 1
        assert made["submittedAt"] is not None
        assert "SOL-" in (await notices(firm.approver, "approval_waiting"))[0]
        assert len(await notices(firm.buyer, "purchase_request_submitted")) == 1

    async def test_a_request_without_items_is_not_sent(self, firm: Firm) -> None:
        made = await new_draft(firm, items=[])
        refused = await move(firm.requester, made["id"], "submit", status=409)
        assert refused["state"] == "draft"
        assert "submit" not in made["can"]

    async def test_a_card_is_moved_by_its_column(self, firm: Firm) -> None:
        made = await new_draft(firm)
        path = f"/api/purchase-requests/{made['id']}/moves"
        sent = await firm.requester.post(path, json={"to": "pending_a1", "version": made["version"]})
        assert sent.json()["status"] == "pending_a1"
        far = await firm.requester.post(path, json={"to": "received"})
        assert far.status_code == 409
        assert far.json()["allowed"] == ["draft", "quotation", "archived", "cancelled"]

    async def test_neither_both_nor_none_nor_nonsense(self, firm: Firm) -> None:
        made = await new_draft(firm)
        path = f"/api/purchase-requests/{made['id']}/moves"
        for body in ({}, {"action": "submit", "to": "pending_a1"}, {"action": "receive"}, {"action": "x"}):
            answer = await firm.requester.post(path, json=body)
            assert answer.status_code == 422, body
            assert "action" in answer.json()["fields"]

    async def test_an_old_version_is_told_the_present_one(self, firm: Firm) -> None:
        made = await new_draft(firm)
        await put_items(firm.requester, made["id"], [CEMENT])
        refused = await move(firm.requester, made["id"], "submit", version=made["version"], status=412)
        assert refused["state"] == "draft"

    async def test_of_two_at_once_the_second_is_told_what_the_first_did(self, firm: Firm) -> None:
        made = await new_draft(firm)
        path = f"/api/purchase-requests/{made['id']}/moves"
        answers = await asyncio.gather(
            firm.requester.post(path, json={"action": "submit"}), firm.buyer.post(path, json={"action": "submit"})
        )
        by_code = {answer.status_code: answer.json() for answer in answers}
        assert sorted(by_code) == [200, 409]
        assert by_code[409]["happened"]["action"] == "submit"
        assert by_code[409]["state"] == "pending_a1"

    async def test_a_rejection_brings_it_back_with_its_reason(self, firm: Firm) -> None:
        made = await submitted(firm)
        assert (await move(firm.approver, made["id"], "reject", reason="curto", status=422))["fields"]
        back = await move(firm.approver, made["id"], "reject", reason=REASON)
        assert (back["status"], back["rejectionReason"]) == ("draft", REASON)
        assert REASON in (await notices(firm.requester, "purchase_request_rejected"))[0]
        again = await move(firm.requester, made["id"], "submit")
        assert (again["rejectionReason"], again["approvalRound"]) == ("", 2)

    async def test_a_rejection_may_put_it_away_and_restoring_brings_back_a_draft(self, firm: Firm) -> None:
        made = await submitted(firm)
        away = await move(firm.approver, made["id"], "reject_and_archive", reason=REASON)
        assert (away["status"], away["archivedFrom"]) == ("archived", "pending_a1")
        back = await move(firm.requester, made["id"], "restore")
        assert (back["status"], back["archivedFrom"]) == ("draft", None)

    async def test_what_is_archived_returns_to_where_it_was(self, firm: Firm) -> None:
        made = await new_draft(firm)
        await move(firm.requester, made["id"], "cancel")
        away = await move(firm.requester, made["id"], "archive")
        assert away["archivedFrom"] == "cancelled"
        assert (await move(firm.requester, made["id"], "restore"))["status"] == "cancelled"

    async def test_somebody_elses_request_is_not_sent_or_cancelled(self, firm: Firm) -> None:
        made = await new_draft(firm)
        await move(firm.warehouse, made["id"], "submit", status=403)
        await move(firm.warehouse, made["id"], "cancel", status=403)
        assert (await move(firm.buyer, made["id"], "cancel", reason="Obra parada"))["status"] == "cancelled"
        assert len(await notices(firm.requester, "purchase_request_cancelled")) == 1

    async def test_cards_that_say_too_little_are_sent_to_their_route(self, firm: Firm) -> None:
        made = await in_quotation(firm)
        refused = await move(firm.buyer, made["id"], "award", status=409)
        assert refused["code"] == "MOVE_NEEDS_MORE"
        await move(firm.requester, made["id"], "award", status=403)

    async def test_every_signature_on_the_way(self, firm: Firm) -> None:
        waiting = await above_limit(firm)
        assert waiting["status"] == "pending_a3"
        done = await move(firm.director, waiting["id"], "approve")
        assert done["status"] == "approved"
        assert await history(firm.owner, done["id"]) == [
            "created",
            "submit",
            "approve_a1",
            "award",
            "approve_a2",
            "approve_a3",
        ]

    async def test_returning_to_quotation_undoes_what_was_awarded(self, firm: Firm) -> None:
        made = await approved(firm)
        async with firm.world.db.transaction(firm.scope) as tx:
            row = await requests.get_locked(tx, UUID(made["id"]), None)
            after = await moves.move(
                tx, row, "return_to_quotation", None, NOWHERE, holding=(Condition.NOTHING_RECEIVED,)
            )
        assert (after["status"], after["total"], after["approved_at"]) == ("quotation", None, None)
        assert after["approval_round"] == made["approvalRound"] + 1

    async def test_after_the_order_there_is_no_cancelling(self, firm: Firm) -> None:
        made = await approved(firm)
        assert (await move(firm.buyer, made["id"], "order"))["status"] == "ordered"
        refused = await move(firm.requester, made["id"], "cancel", status=409)
        assert "devolva o pedido" in refused["detail"]


class TestRounds:
    async def test_what_suppliers_price_does_not_change_under_them(self, firm: Firm) -> None:
        made = await in_quotation(firm)
        round_ = await open_round(firm, made["id"])
        refused = await put_items(firm.requester, made["id"], [CEMENT], status=409)
        assert refused["code"] == "ROUND_OPEN"
        assert (await move(firm.requester, made["id"], "revise", status=409))["code"] == "ROUND_OPEN"
        cancelled = await firm.buyer.post(f"/api/quotation-rounds/{round_['id']}/cancel", json={"reason": "Mudou"})
        assert cancelled.status_code == 200, cancelled.text
        assert (await put_items(firm.requester, made["id"], [CEMENT]))["status"] == "pending_a1"

    async def test_cancelling_calls_the_suppliers_off(self, firm: Firm) -> None:
        made = await in_quotation(firm)
        round_ = await open_round(firm, made["id"])
        assert (await read(firm.buyer, made["id"]))["invited"] == 2
        done = await move(firm.requester, made["id"], "cancel", reason="Obra parada")
        assert (done["status"], done["invited"]) == ("cancelled", 0)
        shown = await firm.buyer.get(f"/api/quotation-rounds/{round_['id']}")
        assert shown.json()["status"] == "cancelled"

    async def test_an_item_that_was_priced_is_kept_for_its_price(self, firm: Firm) -> None:
        made = await in_quotation(firm)
        round_ = await open_round(firm, made["id"])
        quotations = (await firm.buyer.get("/api/quotations", params={"roundId": round_["id"]})).json()["data"]
        prices = [{"itemId": line["id"], "unitPrice": "10.00"} for line in made["lines"]]
        path = f"/api/quotations/{quotations[0]['id']}/answer"
        answered = await firm.buyer.put(path, json={"items": prices, "name": "Seu João"})
        assert answered.status_code == 200, answered.text
        await firm.buyer.post(f"/api/quotation-rounds/{round_['id']}/cancel", json={"reason": "Mudou"})
        cement, sand = made["lines"]
        left = await put_items(firm.requester, made["id"], [{**SAND, "id": sand["id"]}])
        assert [(line["id"], line["position"]) for line in left["lines"]] == [(sand["id"], 1)]
        async with firm.world.db.transaction(firm.scope) as tx:
            query = "select position from purchase_request_items where id = $1"
            assert await tx.fetch(query, UUID(cement["id"])) == [(None,)]
        rows = await firm.buyer.get("/api/purchase-request-items", params={"requestId": made["id"]})
        assert [row["id"] for row in rows.json()["data"]] == [sand["id"]]


class TestBudget:
    async def test_more_than_the_budget_is_flagged_and_told(self, firm: Firm) -> None:
        await new_budget(firm.owner, firm.centre, amount="2000.00", year=(await _year(firm)))
        made = await submitted(firm)
        assert made["overBudget"] is True
        assert len(await notices(firm.manager, "budget_exceeded")) == 1

    async def test_the_policy_may_block_it(self, firm: Firm) -> None:
        await new_budget(firm.owner, firm.centre, amount="2000.00", year=(await _year(firm)))
        policy = (await firm.owner.get("/api/approval-policy")).json()["policy"]
        changed = await firm.owner.put(
            "/api/approval-policy", json={"policy": {**policy, "budget": "block"}, "note": "Sem verba, sem compra"}
        )
        assert changed.status_code == 200, changed.text
        made = await new_draft(firm)
        refused = await move(firm.requester, made["id"], "submit", status=409)
        assert refused["code"] == "BUDGET_BLOCKED"
        assert refused["remaining"] == "-483.00"
        assert (await read(firm.requester, made["id"]))["status"] == "draft"

    async def test_what_is_left_of_it_is_not_given_twice(self, firm: Firm) -> None:
        await new_budget(firm.owner, firm.centre, amount="3000.00", year=(await _year(firm)))
        drafts = [await new_draft(firm) for _ in range(2)]
        sent = await asyncio.gather(*(move(firm.requester, draft["id"], "submit") for draft in drafts))
        assert sorted(each["overBudget"] for each in sent) == [False, True]


class TestAbilities:
    async def test_the_reader_is_told_what_they_may_do(self, firm: Firm) -> None:
        made = await new_draft(firm)
        mine = made["can"]
        assert mine[:4] == ["edit", "submit", "cancel", "archive"]
        theirs = (await read(firm.warehouse, made["id"]))["can"]
        assert theirs == ["comment", "duplicate"]
        assert "assign_buyer" in (await read(firm.buyer, made["id"]))["can"]

    async def test_rows_say_it_for_the_requester_and_the_signer_by_name(self, firm: Firm) -> None:
        draft, waiting = await new_draft(firm), await submitted(firm)
        rows = (await firm.warehouse.get("/api/purchase-requests", params={"sort": "createdAt"})).json()["data"]
        by_id = {row["id"]: row for row in rows}
        assert by_id[draft["id"]]["canAlso"] == {str(firm.requester.id): ["edit", "submit", "cancel", "archive"]}
        assert by_id[waiting["id"]]["canAlso"] == {
            str(firm.requester.id): ["withdraw", "cancel"],
            str(firm.approver.id): ["approve", "reject"],
        }
        seen = (await read(firm.approver, waiting["id"]))["can"]
        assert seen[:2] == ["approve", "reject"]

    async def test_who_looks_after_all_of_them_needs_no_name(self, firm: Firm) -> None:
        await new_draft(firm)
        row = (await firm.buyer.get("/api/purchase-requests")).json()["data"][0]
        assert row["canAlso"] == {}
        assert {"edit", "submit", "cancel", "assign_buyer"} <= set(row["can"])


class TestLists:
    async def test_filters_and_sorts(self, firm: Firm) -> None:
        urgent = await new_draft(firm, priority="urgent", title="Concreto urgente", neededOn="2026-02-01")
        waiting = await submitted(firm, neededOn="2026-01-15")
        other = await new_request(firm.buyer, firm.centre, title="Ferragem", items=[])

        async def ids(**params: str) -> list[str]:
            answer = await firm.owner.get("/api/purchase-requests", params=params)
            assert answer.status_code == 200, answer.text
            return [row["id"] for row in answer.json()["data"]]

        assert await ids(status="pending_a1") == [waiting["id"]]
        assert set(await ids(status="draft,pending_a1")) == {urgent["id"], waiting["id"], other["id"]}
        assert await ids(priority="urgent,high") == [urgent["id"]]
        assert await ids(requesterId=str(firm.buyer.id)) == [other["id"]]
        assert await ids(sort="neededOn") == [waiting["id"], urgent["id"], other["id"]]
        assert (await ids(sort="total"))[0] == other["id"]
        assert set(await ids(minTotal="1")) == {urgent["id"], waiting["id"]}
        assert await ids(q="concreto") == [urgent["id"]]
        assert await ids(maxTotal="0") == [other["id"]]

    async def test_pages_by_the_day_it_is_needed_pass_what_has_none(self, firm: Firm) -> None:
        made = [await new_draft(firm, **({"neededOn": f"2026-01-{day:02}"} if day % 2 else {})) for day in range(1, 7)]
        found: list[str] = []
        cursor = ""
        while True:
            params = {"sort": "neededOn", "limit": "2", "cursor": cursor}
            page = (await firm.owner.get("/api/purchase-requests", params=params)).json()
            found += [row["id"] for row in page["data"]]
            cursor = page["nextCursor"] or ""
            if not cursor:
                break
        assert sorted(found) == sorted(each["id"] for each in made)
        assert found[:3] == [made[0]["id"], made[2]["id"], made[4]["id"]]

    async def test_the_board_counts_every_column(self, firm: Firm) -> None:
        await new_draft(firm)
        await submitted(firm)
        await awarded(firm, "777.77")
        board = {
            each["status"]: each for each in (await firm.requester.get("/api/purchase-requests/board")).json()["data"]
        }
        assert (board["draft"]["count"], board["draft"]["total"]) == (1, "2483.00")
        assert board["pending_a1"]["count"] == 1
        assert board["pending_a2"]["total"] == "777.77"
        assert (board["closed"]["count"], board["closed"]["total"]) == (0, "0.00")
        assert list(board)[:3] == ["draft", "pending_a1", "quotation"]


class TestBuyer:
    async def test_is_told_and_may_only_be_who_can_buy(self, firm: Firm) -> None:
        made = await submitted(firm)
        path = f"/api/purchase-requests/{made['id']}/buyer"
        done = await firm.manager.put(path, json={"buyerId": str(firm.buyer.id)})
        assert done.status_code == 200
        assert done.json()["buyer"]["id"] == str(firm.buyer.id)
        assert len(await notices(firm.buyer, "purchase_request_assigned")) == 1
        assert (await firm.manager.put(path, json={"buyerId": str(firm.requester.id)})).status_code == 422
        assert (await firm.requester.put(path, json={"buyerId": None})).status_code == 403
        nobody = await firm.manager.put(path, json={"buyerId": None})
        assert nobody.json()["buyer"] is None

    async def test_not_of_what_has_ended(self, firm: Firm) -> None:
        made = await new_draft(firm)
        await move(firm.requester, made["id"], "cancel")
        path = f"/api/purchase-requests/{made['id']}/buyer"
        assert (await firm.manager.put(path, json={"buyerId": str(firm.buyer.id)})).status_code == 409


class TestDuplicate:
    async def test_asks_for_the_same_as_a_draft_of_ones_own(self, firm: Firm) -> None:
        made = await submitted(firm, neededOn="2026-02-02")
        copy = (await firm.warehouse.post(f"/api/purchase-requests/{made['id']}/duplicate")).json()
        assert copy["status"] == "draft"
        assert copy["requester"]["id"] == str(firm.warehouse.id)
        assert copy["neededOn"] is None
        assert copy["estimatedTotal"] == made["estimatedTotal"]
        assert {line["id"] for line in copy["lines"]}.isdisjoint({line["id"] for line in made["lines"]})


class TestFollowing:
    async def test_inherits_the_approval_of_the_need(self, firm: Firm) -> None:
        made = await in_quotation(firm)
        async with firm.world.db.transaction(firm.scope) as tx:
            parent = await requests.get_locked(tx, UUID(made["id"]), None)
            rest = requests.FollowingItem("Areia média lavada", "", "Alvenaria", "m³", Decimal(3), None)
            row = await requests.create_following(
                tx,
                None,
                parent,
                [rest],
                title="Saldo de areia",
                inherits_a1=True,
                origin=NOWHERE,
                reason="Sem proposta",
            )
        follower = await read(firm.requester, str(row["id"]))
        assert (follower["status"], follower["inheritsA1"]) == ("quotation", True)
        assert follower["parent"] == {"id": made["id"], "code": made["code"]}
        assert follower["requester"] == made["requester"]
        assert [line["description"] for line in follower["lines"]] == ["Areia média lavada"]
        assert (await read(firm.requester, made["id"]))["following"] == [
            {"id": follower["id"], "code": follower["code"]}
        ]
        assert (await history(firm.requester, made["id"]))[-1] == "followed"
        listed = await firm.owner.get("/api/purchase-requests", params={"parentId": made["id"]})
        assert [each["id"] for each in listed.json()["data"]] == [follower["id"]]

    async def test_otherwise_it_begins_as_a_draft(self, firm: Firm) -> None:
        made = await in_quotation(firm)
        async with firm.world.db.transaction(firm.scope) as tx:
            parent = await requests.get_locked(tx, UUID(made["id"]), None)
            rest = requests.FollowingItem("Brita", "", "", "m³", Decimal(3), Decimal("99.9"))
            row = await requests.create_following(
                tx, None, parent, [rest], title="Saldo", inherits_a1=False, origin=NOWHERE
            )
        assert (row["status"], row["estimated_total"]) == ("draft", Decimal("299.70"))


async def open_round(firm: Firm, request_id: str) -> dict[str, Any]:
    suppliers = [(await new_supplier(firm.owner))["id"] for _ in range(2)]
    answer = await firm.buyer.post(f"/api/purchase-requests/{request_id}/rounds", json={"supplierIds": suppliers})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def _year(firm: Firm) -> int:
    async with firm.world.db.transaction(firm.scope) as tx:
        return await tx.fetchval("select extract(year from now() at time zone 'America/Sao_Paulo')::int")
