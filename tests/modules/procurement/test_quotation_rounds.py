"""Rounds of quotations on the buyer's side: opening, inviting, more time, reminding, giving up, the end of time."""

from __future__ import annotations

import asyncio
import datetime
from uuid import UUID, uuid4

import httpx
import pytest
from tests.factories import World
from tests.modules.procurement.organisation_steps import new_supplier
from tests.modules.procurement.quotation_steps import (
    Quoting,
    answer_of,
    answered,
    in_days,
    page_of,
    quoted_request,
    quoting,
    quoting_of,
    token_of,
)

from esteio.brazil.business_days import is_business_day
from esteio.brazil.dates import SAO_PAULO
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.modules.procurement.permissions import QUOTATIONS_READ, QUOTATIONS_RUN
from esteio.modules.procurement.service import round_closing


async def statuses(asked: Quoting) -> list[str]:
    """Of the quotations, by supplier; one by one, as a list may be as old as what was told of it."""
    found = [await asked.buyer.get(f"/api/quotations/{each['id']}") for each in asked.quotations]
    return [answer.json()["status"] for answer in found]


async def counts(asked: Quoting) -> tuple[int, int]:
    """What the request says: invited, answered."""
    request = (await asked.buyer.get(f"/api/purchase-requests/{asked.request['id']}")).json()
    return request["invited"], request["answered"]


async def kinds(asked: Quoting) -> list[str]:
    """The request's history since its need was approved."""
    path = f"/api/purchase-requests/{asked.request['id']}/history"
    lines = (await asked.buyer.get(path, params={"sort": "at"})).json()["data"]
    told = [line["kind"] for line in lines]
    return told[told.index("approve_a1") + 1 :]


async def end_time(db: Database, asked: Quoting) -> None:
    """The round's time is over, and the program has noted it."""
    scope = Scope(tenant_id=asked.buyer.tenant_id)
    round_id = UUID(asked.round["id"])
    async with db.transaction(scope) as tx:
        await tx.execute("update quotation_rounds set closes_at = now() where id = $1", round_id)
    async with db.transaction(scope) as tx:
        assert await round_closing.close(tx, round_id) is None


class TestOpening:
    async def test_invites_each_supplier_and_is_told_in_the_history(self, world: World) -> None:
        asked = await quoting(world, instructions="Frete CIF.")
        assert asked.round["code"].startswith("COT-")
        assert (asked.round["status"], asked.round["invited"], asked.round["answered"]) == ("open", 3, 0)
        # Nothing to award before somebody answers.
        assert asked.round["can"] == ["invite", "extend", "remind", "cancel"]
        assert asked.round["purchaseRequest"]["code"] == asked.request["code"]
        assert await statuses(asked) == ["invited"] * 3
        assert asked.quotations[0]["can"] == [
            "answer",
            "decline",
            "cancel",
            "share",
            "message",
            "attach",
        ]
        assert await counts(asked) == (3, 0)
        assert await kinds(asked) == ["round_opened"]

    async def test_gives_the_days_of_the_policy_to_the_end_of_a_business_day(self, world: World) -> None:
        asked = await quoting(world, 1)
        ends = datetime.datetime.fromisoformat(asked.round["closesAt"]).astimezone(SAO_PAULO)
        assert ends.time() == datetime.time(23, 59)
        last = ends.date()
        assert is_business_day(last)
        assert (last - datetime.datetime.now(SAO_PAULO).date()).days >= 5

    async def test_has_one_at_a_time(self, world: World) -> None:
        asked = await quoting(world, 1)
        path = f"/api/purchase-requests/{asked.request['id']}/rounds"
        body = {"supplierIds": [asked.suppliers[0]["id"]]}
        answer = await asked.buyer.post(path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "ROUND_OPEN")
        assert answer.json()["roundId"] == asked.round["id"]

    async def test_by_two_at_once_opens_one(self, world: World) -> None:
        buyer = await world.organisation()
        request = await quoted_request(world, buyer)
        body = {"supplierIds": [(await new_supplier(buyer))["id"]]}
        path = f"/api/purchase-requests/{request['id']}/rounds"
        both = await asyncio.gather(*(buyer.post(path, json=body) for _ in range(2)))
        assert sorted(answer.status_code for answer in both) == [201, 409]

    async def test_takes_a_request_whose_need_was_approved(self, world: World) -> None:
        asked = await quoting(world, 1)
        copy = await asked.buyer.post(f"/api/purchase-requests/{asked.request['id']}/duplicate")
        assert copy.status_code == 201, copy.text
        path = f"/api/purchase-requests/{copy.json()['id']}/rounds"
        answer = await asked.buyer.post(path, json={"supplierIds": [asked.suppliers[0]["id"]]})
        assert (answer.status_code, answer.json()["state"]) == (409, "draft")
        missing = await asked.buyer.post(
            f"/api/purchase-requests/{uuid4()}/rounds", json={"supplierIds": [asked.suppliers[0]["id"]]}
        )
        assert missing.status_code == 404

    async def test_takes_suppliers_that_are_there(self, world: World) -> None:
        buyer = await world.organisation()
        request = await quoted_request(world, buyer)
        archived, kept = await new_supplier(buyer), await new_supplier(buyer)
        assert (await buyer.delete(f"/api/suppliers/{archived['id']}")).status_code == 204
        foreign = await new_supplier(await world.organisation())
        path = f"/api/purchase-requests/{request['id']}/rounds"
        for wrong in (archived["id"], foreign["id"], str(uuid4())):
            answer = await buyer.post(path, json={"supplierIds": [kept["id"], wrong]})
            assert (answer.status_code, set(answer.json()["fields"])) == (422, {"supplierIds"})
        assert (await buyer.post(path, json={"supplierIds": [kept["id"], kept["id"]]})).json()["invited"] == 1

    @pytest.mark.parametrize("closes_at", [-1, 181, "2099-01-01T10:00:00", "0001-01-01T00:00:00+14:00"])
    async def test_takes_an_end_that_comes(self, world: World, closes_at: int | str) -> None:
        """Numbers are days from now."""
        buyer = await world.organisation()
        request = await quoted_request(world, buyer)
        moment = in_days(closes_at) if isinstance(closes_at, int) else closes_at
        body = {"supplierIds": [(await new_supplier(buyer))["id"]], "closesAt": moment}
        answer = await buyer.post(f"/api/purchase-requests/{request['id']}/rounds", json=body)
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {"closesAt"})

    async def test_keeps_the_items_as_they_are(self, world: World) -> None:
        asked = await quoting(world, 1)
        body = {"items": [{"description": "Outra coisa", "unit": "un", "quantity": "1"}]}
        answer = await asked.buyer.put(f"/api/purchase-requests/{asked.request['id']}/items", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "ROUND_OPEN")


class TestInviting:
    async def test_adds_suppliers(self, world: World) -> None:
        asked = await quoting(world, 1)
        more = await new_supplier(asked.buyer)
        path = f"/api/quotation-rounds/{asked.round['id']}/invite"
        answer = await asked.buyer.post(path, json={"supplierIds": [more["id"]]})
        assert (answer.status_code, answer.json()["invited"]) == (200, 2)
        assert await counts(asked) == (2, 0)

    async def test_of_who_is_invited_is_refused(self, world: World) -> None:
        asked = await quoting(world, 1)
        path = f"/api/quotation-rounds/{asked.round['id']}/invite"
        answer = await asked.buyer.post(path, json={"supplierIds": [asked.suppliers[0]["id"]]})
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {"supplierIds"})

    async def test_again_makes_a_new_link(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 2)
        await answered(client, asked.pages[0], "38.9", "110", "120")
        first = asked.quotations[0]["id"]
        cancelled = await asked.buyer.post(f"/api/quotations/{first}/cancel", json={"reason": "Foi engano."})
        assert (cancelled.json()["status"], cancelled.json()["can"]) == ("cancelled", ["invite_again"])
        assert await counts(asked) == (1, 0)
        path = f"/api/quotation-rounds/{asked.round['id']}/invite"
        answer = await asked.buyer.post(path, json={"supplierIds": [asked.suppliers[0]["id"]]})
        assert answer.status_code == 200, answer.text
        assert await counts(asked) == (2, 0)
        assert (await client.get(asked.pages[0])).json()["code"] == "LINK_REPLACED"
        shown = (await client.get(page_of(await token_of(asked.buyer, first)))).json()
        assert (shown["status"], shown["answer"]) == ("invited", None)
        whole = (await asked.buyer.get(f"/api/quotations/{first}")).json()
        assert (whole["total"], whole["answeredBy"], whole["items"][0]["available"]) == ("0.00", "", None)


class TestTime:
    async def test_when_over_whoever_did_not_answer_is_late(
        self, world: World, client: httpx.AsyncClient, db: Database
    ) -> None:
        asked = await quoting(world)
        await answered(client, asked.pages[0], "38.9", "110", "120")
        await client.post(f"{asked.pages[1]}/decline", json={"reason": "Não vendemos."})
        await end_time(db, asked)
        assert await statuses(asked) == ["active", "declined", "expired"]
        row = (await asked.buyer.get(f"/api/quotation-rounds/{asked.round['id']}")).json()
        assert row["closedAt"] is not None
        assert await counts(asked) == (3, 1)
        told = (await asked.buyer.get("/api/notifications", params={"event": "quotation_closed"})).json()["data"]
        assert [each["message"].endswith("1 de 3 fornecedores responderam.") for each in told] == [True]
        await end_time(db, asked)  # noted once
        assert (await kinds(asked)).count("round_closed") == 1

    async def test_that_is_still_to_come_is_not_over(self, world: World, db: Database) -> None:
        asked = await quoting(world, 1)
        async with db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            left = await round_closing.close(tx, UUID(asked.round["id"]))
        assert left == datetime.datetime.fromisoformat(asked.round["closesAt"])
        assert await statuses(asked) == ["invited"]

    async def test_may_be_given_more(self, world: World, client: httpx.AsyncClient, db: Database) -> None:
        asked = await quoting(world, 2)
        await answered(client, asked.pages[0], "38.9", "110", "120")
        await end_time(db, asked)
        path = f"/api/quotation-rounds/{asked.round['id']}"
        for step, body in (
            ("remind", None),
            ("invite", {"supplierIds": [(await new_supplier(asked.buyer))["id"]]}),
        ):
            answer = await asked.buyer.post(f"{path}/{step}", json=body)
            assert (answer.status_code, answer.json()["code"]) == (409, "ROUND_TIME_OVER"), answer.text
        extended = await asked.buyer.post(f"{path}/extend", json={"closesAt": in_days(10)})
        assert (extended.status_code, extended.json()["closedAt"]) == (200, None)
        assert await statuses(asked) == ["active", "invited"]
        # The link of the first mail still works.
        assert (await answered(client, asked.pages[1], "38", "110", "120"))["status"] == "active"
        sooner = await asked.buyer.post(f"{path}/extend", json={"closesAt": in_days(9)})
        assert (sooner.status_code, set(sooner.json()["fields"])) == (422, {"closesAt"})

    async def test_of_an_answer_by_telephone_is_the_buyers_to_judge(self, world: World, db: Database) -> None:
        asked = await quoting(world, 1)
        await end_time(db, asked)
        path = f"/api/quotations/{asked.quotations[0]['id']}"
        page = {"items": [{"id": item["itemId"]} for item in (await asked.buyer.get(path)).json()["items"]]}
        answer = await asked.buyer.put(f"{path}/answer", json=answer_of(page, "38.9", None, None))
        assert (answer.status_code, answer.json()["status"]) == (200, "active"), answer.text


class TestReminding:
    async def test_writes_to_who_has_not_answered_and_names_who_cannot_be_written_to(
        self, world: World, client: httpx.AsyncClient
    ) -> None:
        asked = await quoting(world, 2)
        mute = await new_supplier(asked.buyer, email="")
        path = f"/api/quotation-rounds/{asked.round['id']}"
        await asked.buyer.post(f"{path}/invite", json={"supplierIds": [mute["id"]]})
        await answered(client, asked.pages[0], "38.9", "110", "120")
        answer = await asked.buyer.post(f"{path}/remind")
        assert answer.json() == {"reminded": 1, "withoutEmail": [{"id": mute["id"], "name": mute["name"]}]}
        again = await asked.buyer.post(f"{path}/remind")
        assert again.status_code == 409
        assert again.json()["detail"] == "Os fornecedores já foram lembrados há menos de uma hora."


class TestGivingUp:
    async def test_frees_the_request_for_another_round(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 2)
        await answered(client, asked.pages[0], "38.9", "110", "120")
        path = f"/api/quotation-rounds/{asked.round['id']}"
        answer = await asked.buyer.post(f"{path}/cancel", json={"reason": "A obra parou."})
        assert (answer.json()["status"], answer.json()["can"]) == ("cancelled", [])
        assert await statuses(asked) == ["cancelled"] * 2
        assert await counts(asked) == (0, 0)
        again = await asked.buyer.post(f"{path}/cancel", json={"reason": "A obra parou."})
        assert (again.status_code, again.json()["code"]) == (409, "ROUND_NOT_OPEN")
        body = {"supplierIds": [asked.suppliers[0]["id"]]}
        opened = await asked.buyer.post(f"/api/purchase-requests/{asked.request['id']}/rounds", json=body)
        assert opened.status_code == 201, opened.text
        assert await counts(asked) == (1, 0)

    async def test_one_supplier_keeps_the_others(self, world: World) -> None:
        asked = await quoting(world, 2)
        path = f"/api/quotations/{asked.quotations[1]['id']}"
        answer = await asked.buyer.post(f"{path}/cancel", json={"reason": "Não atende a região."})
        assert answer.json()["status"] == "cancelled"
        assert await statuses(asked) == ["invited", "cancelled"]
        assert await counts(asked) == (1, 0)
        assert (await asked.buyer.get(f"{path}/link")).status_code == 409


class TestWritingDown:
    async def test_an_answer_names_who_gave_it_and_who_wrote_it(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 1)
        page = (await client.get(asked.pages[0])).json()
        path = f"/api/quotations/{asked.quotations[0]['id']}"
        answer = await asked.buyer.put(f"{path}/answer", json=answer_of(page, "38.9", "110", "120"))
        assert (answer.status_code, answer.json()["answeredBy"]) == (200, "Seu João"), answer.text
        history = f"/api/purchase-requests/{asked.request['id']}/history"
        [line] = (await asked.buyer.get(history, params={"kind": "quotation_answered"})).json()["data"]
        assert line["person"]["name"] == "Ana Souza"
        assert (await asked.buyer.get("/api/notifications", params={"event": "quotation_received"})).json()[
            "data"
        ] == []

    async def test_a_refusal(self, world: World) -> None:
        asked = await quoting(world, 1)
        path = f"/api/quotations/{asked.quotations[0]['id']}/decline"
        answer = await asked.buyer.post(path, json={"reason": "Disse que não tem."})
        assert (answer.json()["status"], answer.json()["declinedReason"]) == ("declined", "Disse que não tem.")

    async def test_over_what_another_changed_meanwhile_is_refused(
        self, world: World, client: httpx.AsyncClient
    ) -> None:
        asked = await quoting(world, 1)
        page = (await client.get(asked.pages[0])).json()
        path = f"/api/quotations/{asked.quotations[0]['id']}"
        read = (await asked.buyer.get(path)).headers["etag"]
        await answered(client, asked.pages[0], "38.9", "110", "120")
        body = answer_of(page, "39", "110", "120")
        answer = await asked.buyer.put(f"{path}/answer", json=body, headers={"If-Match": read})
        assert (answer.status_code, answer.json()["code"]) == (412, "VERSION_CONFLICT")


class TestAward:
    """What `service/awards.py` asks of a round."""

    async def test_settles_winners_losers_and_who_said_nothing(
        self, world: World, client: httpx.AsyncClient, db: Database
    ) -> None:
        asked = await quoting(world, 4)
        for page in asked.pages[:2]:
            await answered(client, page, "38.9", "110", "120")
        await client.post(f"{asked.pages[2]}/decline", json={"reason": "Não vendemos."})
        scope, round_id = Scope(tenant_id=asked.buyer.tenant_id), UUID(asked.round["id"])
        async with db.transaction(scope) as tx:
            row = await tx.fetchrow("select * from quotation_rounds where id = $1 for update", round_id)
            assert row is not None
            await round_closing.settle(tx, row, {UUID(asked.quotations[0]["id"])}, exception_reason="Só dois vendem.")
        assert await statuses(asked) == ["winner", "lost", "declined", "expired"]
        shown = (await asked.buyer.get(f"/api/quotation-rounds/{round_id}")).json()
        assert (shown["status"], shown["exceptionReason"], shown["can"]) == ("awarded", "Só dois vendem.", [])
        assert await counts(asked) == (4, 2)
        async with db.transaction(scope) as tx:
            await round_closing.unsettle(tx, round_id)
        assert await statuses(asked) == ["active", "active", "declined", "invited"]
        assert (await asked.buyer.get(f"/api/quotation-rounds/{round_id}")).json()["status"] == "open"
        assert (await client.get(asked.pages[3])).status_code == 200

    async def test_undone_after_its_time_leaves_it_over(
        self, world: World, client: httpx.AsyncClient, db: Database
    ) -> None:
        asked = await quoting(world, 2)
        await answered(client, asked.pages[0], "38.9", "110", "120")
        scope, round_id = Scope(tenant_id=asked.buyer.tenant_id), UUID(asked.round["id"])
        async with db.transaction(scope) as tx:
            row = await tx.fetchrow("select * from quotation_rounds where id = $1 for update", round_id)
            assert row is not None
            await round_closing.settle(tx, row, {UUID(asked.quotations[0]["id"])})
            await tx.execute("update quotation_rounds set closes_at = now() where id = $1", round_id)
        async with db.transaction(scope) as tx:
            assert await round_closing.close(tx, round_id) is None
            await round_closing.unsettle(tx, round_id)
        assert await statuses(asked) == ["active", "expired"]
        shown = (await asked.buyer.get(f"/api/quotation-rounds/{round_id}")).json()
        assert (shown["status"], shown["closedAt"] is None) == ("open", False)


class TestLists:
    async def test_of_quotations_is_filtered_searched_and_cut(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world)
        other = await quoting_of(world, asked.buyer, 1)
        await answered(client, asked.pages[0], "38.9", "110", "120")

        async def ids(**params: str) -> set[str]:
            answer = await asked.buyer.get("/api/quotations", params=params)
            assert answer.status_code == 200, answer.text
            return {row["id"] for row in answer.json()["data"]}

        mine = {each["id"] for each in asked.quotations}
        assert await ids(roundId=asked.round["id"]) == mine
        assert await ids(purchaseRequestId=asked.request["id"]) == mine
        assert await ids(supplierId=asked.suppliers[1]["id"]) == {asked.quotations[1]["id"]}
        assert await ids(status="active,declined", roundId=asked.round["id"]) == {asked.quotations[0]["id"]}
        assert await ids(q=asked.suppliers[2]["name"].lower()) == {asked.quotations[2]["id"]}
        assert await ids(q=asked.round["code"]) == mine
        assert {each["id"] for each in other.quotations} <= await ids()
        cut = await asked.buyer.get("/api/quotations", params={"fields": "status,total", "compress": "true"})
        assert set(cut.json()["data"][0]) == {"id", "status", "total"}
        same = await asked.buyer.get("/api/quotations", params={"etag": cut.json()["etag"], "fields": "status,total"})
        assert same.status_code in (200, 304)

    async def test_of_rounds_knows_the_lowest_total(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world)
        for page, price in zip(asked.pages, ("38.9", "37"), strict=False):
            await answered(client, page, price, None, None)
        params = {"purchaseRequestId": asked.request["id"], "status": "open"}
        [row] = (await asked.buyer.get("/api/quotation-rounds", params=params)).json()["data"]
        assert (row["invited"], row["answered"], row["lowestTotal"]) == (3, 2, "4440.00")
        for sort in ("closesAt", "-closesAt", "createdAt"):
            found = await asked.buyer.get("/api/quotation-rounds", params={"sort": sort, "q": asked.round["code"]})
            assert [each["id"] for each in found.json()["data"]] == [asked.round["id"]]

    async def test_say_what_their_reader_can_do(self, world: World) -> None:
        asked = await quoting(world, 1)
        reader = await world.member_with(asked.buyer, QUOTATIONS_READ)
        runner = await world.member_with(asked.buyer, QUOTATIONS_READ, QUOTATIONS_RUN)
        for person, can_round, can in (
            (reader, [], []),
            (runner, ["invite", "extend", "remind", "cancel"], asked.quotations[0]["can"]),
        ):
            [row] = (await person.get("/api/quotation-rounds")).json()["data"]
            [quotation] = (await person.get("/api/quotations")).json()["data"]
            assert (row["can"], quotation["can"]) == (can_round, can)
