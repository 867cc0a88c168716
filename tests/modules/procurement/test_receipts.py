"""Receipts: counted item by item, never above the tolerance, checked, taken back; order and request follow."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from tests.factories import World
from tests.modules.procurement.order_steps import (
    SPLIT,
    Buying,
    act,
    buying,
    checked,
    history,
    issued,
    now,
    read,
    received,
    request_history,
    sent,
    step,
)
from tests.modules.procurement.procurement_steps import notices

from esteio.brazil.dates import SAO_PAULO
from esteio.core.access import Scope
from esteio.modules.procurement import permissions

WRONG = "Contagem feita no pedido errado."
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
WALKS = 6
STEPS = 14


class TestCounting:
    async def test_has_order_and_request_follow(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "100", None, "10", notes="Falta areia.")
        assert (receipt["status"], receipt["items"], receipt["refusedItems"]) == ("physical", 2, 0)
        assert receipt["code"].startswith("REC-")
        assert receipt["can"] == ["edit", "hand_in", "cancel"]
        after = await now(bought.buyer, order)
        assert (after["status"], after["fulfilment"]) == ("sent", "partial")
        assert [item["received"] for item in after["items"]] == ["100.000", "0.000", "10.000"]
        assert (await bought.request())["status"] == "partially_received"
        await received(bought.buyer, order, "20", "7.5")
        assert (await now(bought.buyer, order))["fulfilment"] == "fulfilled"
        request = await bought.request()
        assert (request["status"], request["receivedAt"] is not None) == ("received", True)
        assert (await request_history(bought.buyer, bought.request_id))[-2:] == ["receive", "receive"]
        assert (await history(bought.buyer, order))[-2:] == ["receipt_counted", "receipt_counted"]

    async def test_tells_who_asked_for_it(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        await received(bought.manager, order, "100")
        assert len(await notices(bought.buyer, "goods_received")) == 1

    async def test_takes_up_to_the_tolerance_and_says_how_much_may_still_come(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        item = order["items"][0]
        await received(bought.buyer, order, "119")
        refused = await received(bought.buyer, order, "7.001", "8", status=422)
        assert refused["code"] == "OVER_DELIVERY"
        assert refused["fields"] == {
            "items[0].accepted": "Ainda podem chegar no máximo 7 sc deste item.",
            "items[1].accepted": "Ainda podem chegar no máximo 7,875 m³ deste item.",
        }
        assert refused["mayStillCome"][item["id"]] == "7.000"
        await received(bought.buyer, order, "7")
        after = await now(bought.buyer, order)
        assert (after["items"][0]["received"], Decimal(after["items"][0]["balance"])) == ("126.000", 0)

    async def test_of_many_at_once_never_takes_more_than_may_come(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        body = {"items": [{"orderItemId": order["items"][0]["id"], "accepted": "70"}]}
        path = f"/api/purchase-orders/{order['id']}/receipts"
        answers = await asyncio.gather(*(bought.buyer.post(path, json=body) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422]
        assert (await now(bought.buyer, order))["items"][0]["received"] == "70.000"

    async def test_of_what_was_refused_brings_nothing(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        items = [{"orderItemId": order["items"][0]["id"], "refused": "500", "refusedReason": "Sacos molhados."}]
        answer = await bought.buyer.post(f"/api/purchase-orders/{order['id']}/receipts", json={"items": items})
        assert answer.status_code == 201, answer.text
        receipt = answer.json()
        assert (receipt["refusedItems"], receipt["lines"][0]["refusedReason"]) == (1, "Sacos molhados.")
        assert (await now(bought.buyer, order))["fulfilment"] == "pending"
        assert (await bought.request())["status"] == "ordered"

    async def test_says_everything_that_is_wrong_at_once(self, world: World) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await sent(bought)
        (item,), foreign = one["items"], other["items"][0]
        tomorrow = datetime.datetime.now(SAO_PAULO).date() + datetime.timedelta(days=1)
        body = {
            "arrivedOn": tomorrow.isoformat(),
            "invoiceId": bought.request_id,
            "items": [
                {"orderItemId": item["id"], "accepted": "1.0001"},
                {"orderItemId": item["id"], "accepted": "-1"},
                {"orderItemId": foreign["id"], "refused": "1"},
                {"orderItemId": foreign["id"]},
            ],
        }
        answer = await bought.buyer.post(f"/api/purchase-orders/{one['id']}/receipts", json=body)
        assert answer.status_code == 422
        assert set(answer.json()["fields"]) == {
            "arrivedOn",
            "invoiceId",
            "items[0].accepted",
            "items[1].orderItemId",
            "items[1].accepted",
            "items[2].orderItemId",
            "items[2].refusedReason",
            "items[3].orderItemId",
            "items[3].accepted",
        }

    async def test_needs_an_order_that_is_with_its_supplier(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await issued(bought)
        assert (await received(bought.buyer, order, "1", status=409))["state"] == "draft"
        await act(bought.buyer, order, "send")
        await act(bought.buyer, order, "cancel", reason="O fornecedor faliu na semana passada.")
        assert (await received(bought.buyer, order, "1", status=409))["state"] == "cancelled"

    async def test_can_be_corrected_until_it_is_handed_in(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "120", "7.5", "10")
        assert (await bought.request())["status"] == "received"
        path = f"/api/receipts/{receipt['id']}"
        line = {"orderItemId": order["items"][0]["id"], "accepted": "126"}
        body = {"items": [line], "notes": "Recontado."}
        corrected = await bought.buyer.put(path, json=body, headers={"If-Match": f'"{receipt["version"]}"'})
        assert corrected.status_code == 200, corrected.text
        assert [line["accepted"] for line in corrected.json()["lines"]] == ["126.000"]
        assert (await now(bought.buyer, order))["fulfilment"] == "partial"
        assert (await bought.request())["status"] == "partially_received"
        stale = await bought.buyer.put(path, json=body, headers={"If-Match": f'"{receipt["version"]}"'})
        assert (stale.status_code, stale.json()["state"]) == (412, "physical")
        more = {"items": [{**line, "accepted": "126.001"}]}
        assert (await bought.buyer.put(path, json=more)).json()["code"] == "OVER_DELIVERY"
        await step(bought.buyer, receipt, "hand-in")
        assert (await bought.buyer.put(path, json=body)).status_code == 409

    async def test_takes_the_right(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        rights = permissions.RECEIPTS_READ, permissions.ORDERS_READ, permissions.ORDERS_EDIT
        checker = await world.member_with(bought.buyer, *rights, permissions.RECEIPTS_CHECK)
        await received(checker, order, "1", status=403)
        counter = await world.member_with(bought.buyer, *rights, permissions.RECEIPTS_COUNT)
        receipt = await received(counter, order, "1")
        assert (await checker.get(f"/api/receipts/{receipt['id']}")).json()["can"] == []
        await step(checker, receipt, "cancel", status=403, reason=WRONG)
        await step(counter, receipt, "hand-in")
        await step(counter, receipt, "finish", status=403)
        await step(checker, receipt, "cancel", status=403, reason=WRONG)
        assert (await checker.get(f"/api/receipts/{receipt['id']}")).json()["can"] == ["finish"]
        assert (await step(counter, receipt, "cancel", reason=WRONG))["status"] == "cancelled"


class TestChecking:
    async def test_the_last_one_ends_order_and_request(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        first = await received(bought.buyer, order, "120")
        second = await received(bought.buyer, order, None, "7.5", "10")
        done = await checked(bought.buyer, first)
        assert (done["status"], done["checkedBy"]["id"], done["can"]) == ("done", str(bought.buyer.id), [])
        assert (await now(bought.buyer, order))["status"] == "sent"
        await checked(bought.buyer, second)
        after = await now(bought.buyer, order)
        assert (after["status"], after["fulfilment"], after["closedShort"]) == ("completed", "fulfilled", False)
        request = await bought.request()
        assert (request["status"], request["closedAt"] is not None) == ("closed", True)
        assert (await history(bought.buyer, order))[-2:] == ["receipt_done", "complete"]

    async def test_without_an_invoice_takes_a_reason(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "120")
        await step(bought.buyer, receipt, "hand-in")
        refused = await step(bought.buyer, receipt, "finish", status=409, differenceReason="curto")
        assert (refused["code"], list(refused["fields"])) == ("DIFFERENCES_UNEXPLAINED", ["differenceReason"])
        done = await step(bought.buyer, receipt, "finish", differenceReason="Compra sem nota, autorizada.")
        assert done["differenceReason"] == "Compra sem nota, autorizada."

    async def test_refuses_an_invoice_that_is_not_the_orders(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "120")
        await step(bought.buyer, receipt, "hand-in")
        refused = await step(bought.buyer, receipt, "finish", status=422, invoiceId=bought.request_id)
        assert list(refused["fields"]) == ["invoiceId"]

    async def test_comes_after_the_count(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "120")
        refused = await step(bought.buyer, receipt, "finish", status=409)
        assert (refused["state"], refused["allowed"]) == ("physical", ["hand_in", "cancel"])

    async def test_happens_once_however_many_try(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "120", "7.5", "10")
        await step(bought.buyer, receipt, "hand-in")
        body = {"differenceReason": "Nota segue por correio."}
        people = (bought.buyer, bought.manager) * 2
        path = f"/api/receipts/{receipt['id']}/finish"
        answers = await asyncio.gather(*(person.post(path, json=body) for person in people))
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
        assert (await request_history(bought.buyer, bought.request_id)).count("close") == 1

    async def test_is_not_to_be_skipped_by_closing_the_request(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "120", "7.5", "10")
        path = f"/api/purchase-requests/{bought.request_id}/moves"
        refused = await bought.buyer.post(path, json={"action": "close"})
        assert (refused.status_code, refused.json()["code"]) == (409, "RECEIPTS_UNCHECKED")
        assert refused.json()["receipts"] == [receipt["code"]]


class TestTakingBack:
    async def test_says_that_it_did_not_come(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        first = await received(bought.buyer, order, "120")
        second = await received(bought.buyer, order, None, "7.5", "10")
        await step(bought.buyer, second, "cancel", reason=WRONG)
        assert (await bought.request())["status"] == "partially_received"
        gone = await step(bought.buyer, first, "cancel", reason=WRONG)
        assert (gone["status"], gone["cancelledReason"]) == ("cancelled", WRONG)
        request = await bought.request()
        assert (request["status"], request["receivedAt"]) == ("ordered", None)
        after = await now(bought.buyer, order)
        assert (after["fulfilment"], {item["received"] for item in after["items"]}) == ("pending", {"0.000"})
        assert (await request_history(bought.buyer, bought.request_id))[-2:] == ["take_back_receipt"] * 2

    async def test_of_the_last_unchecked_one_lets_the_order_end(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        all_of_it = await received(bought.buyer, order, "120", "7.5", "10")
        twice = await received(bought.buyer, order, "6")
        await checked(bought.buyer, all_of_it)
        assert (await now(bought.buyer, order))["status"] == "sent"
        await step(bought.buyer, twice, "cancel", reason=WRONG)
        assert (await now(bought.buyer, order))["status"] == "completed"
        assert (await bought.request())["status"] == "closed"

    async def test_is_over_once_it_was_found_right(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await checked(bought.buyer, await received(bought.buyer, order, "1"))
        refused = await step(bought.buyer, receipt, "cancel", status=409, reason=WRONG)
        assert (refused["state"], refused["allowed"]) == ("done", [])


class TestAnyWay:
    @pytest.mark.parametrize("seed", range(WALKS))
    async def test_that_things_go_the_books_are_right(self, world: World, seed: int) -> None:
        """Random acts of all kinds: after each, what is stored follows from the receipts that count."""
        random = Random(seed)  # noqa: S311
        bought = await buying(world, *SPLIT)
        orders = await sent(bought)
        receipts: list[dict[str, object]] = []
        for _ in range(STEPS):
            order = random.choice(orders)
            match random.choice(("receive", "receive", "receive", "hand-in", "finish", "cancel", "return", "short")):
                case "receive":
                    items = [
                        {"orderItemId": item["id"], "accepted": str(Decimal(random.randint(0, 700)) / 10)}
                        for item in order["items"]
                    ]
                    path = f"/api/purchase-orders/{order['id']}/receipts"
                    answer = await bought.buyer.post(path, json={"items": items})
                    receipts += [answer.json()] if answer.status_code == 201 else []
                case "hand-in" | "finish" | "cancel" as action if receipts:
                    body = {"cancel": {"reason": WRONG}, "finish": {"differenceReason": WRONG}}.get(action)
                    path = f"/api/receipts/{random.choice(receipts)['id']}/{action}"
                    answer = await bought.buyer.post(path, **({"json": body} if body else {}))
                case "return":
                    path = f"/api/purchase-orders/{order['id']}/return-to-quotation"
                    answer = await bought.buyer.post(path, json={"reason": WRONG})
                case "short":
                    path = f"/api/purchase-orders/{order['id']}/close-short"
                    answer = await bought.buyer.post(path, json={"reason": WRONG})
                case _:
                    continue
            assert answer.status_code in (200, 201, 409, 422), answer.text
            await self._check(world, bought)

    async def _check(self, world: World, bought: Buying) -> None:
        async with world.db.transaction(Scope(tenant_id=bought.buyer.tenant_id)) as tx:
            for row in await tx.fetch(
                """
                select i.quantity, i.received, i.given_up, o.status, o.closed_short,
                       coalesce(sum(x.accepted) filter (where r.status <> 'cancelled'), 0) as counted
                from purchase_order_items i join purchase_orders o on o.id = i.order_id
                left join receipt_items x on x.order_item_id = i.id left join receipts r on r.id = x.receipt_id
                group by i.tenant_id, i.id, o.tenant_id, o.id
                """
            ):
                assert row["received"] == row["counted"] <= row["quantity"] * Decimal("1.05")
                assert row["given_up"] == (max(row["quantity"] - row["received"], 0) if row["closed_short"] else 0)
            orders = await tx.fetch("select * from purchase_orders")
            whole = all(order["fulfilment"] == "fulfilled" for order in orders)
            [request] = await tx.fetch("select * from purchase_requests where parent_id is null")
            following = await tx.fetchval("select count(*) from purchase_requests where parent_id is not null")
            unchecked = await tx.fetchval("select count(*) from receipts where status in ('physical', 'fiscal')")
            last = await tx.fetchval(
                """
                select to_status from purchase_request_events where request_id = $1 and to_status is not null
                order by at desc, id desc limit 1
                """,
                request["id"],
            )
        assert request["status"] == last
        assert (request["received_at"] is not None) == whole
        assert following == sum(order["following_id"] is not None for order in orders)
        states = {order["status"] for order in orders}
        if not states & {"draft", "sent", "confirmed"}:
            assert request["status"] in ("closed", "quotation", "cancelled")
            assert not unchecked
        elif request["status"] == "received":
            assert whole


class TestAttachments:
    async def test_a_photograph_hangs_on_what_is_being_checked(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "1")
        begun = await bought.buyer.post("/api/files", json=photograph(receipt))
        assert begun.status_code == 201, begun.text
        upload = begun.json()
        stored = await bought.buyer.client.request("PUT", upload["url"], content=JPEG, headers=upload["headers"])
        assert stored.status_code == 200, stored.text
        assert (await bought.buyer.post(f"/api/files/{upload['id']}/confirm")).status_code == 200
        shown = (await read(bought.buyer, f"/api/receipts/{receipt['id']}"))["attachments"]
        assert [(each["id"], each["name"], each["size"]) for each in shown] == [(upload["id"], "caixas.jpg", len(JPEG))]

    async def test_nothing_is_hung_on_what_has_ended(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "1")
        await checked(bought.buyer, receipt)
        assert (await bought.buyer.post("/api/files", json=photograph(receipt))).status_code == 409


def photograph(receipt: dict[str, Any]) -> dict[str, object]:
    return {
        "name": "caixas.jpg",
        "contentType": "image/jpeg",
        "size": len(JPEG),
        "sha256": hashlib.sha256(JPEG).hexdigest(),
        "thing": "receipt",
        "thingId": receipt["id"],
    }


class TestList:
    async def test_is_filtered_and_searched(self, world: World) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await sent(bought)
        first, second = await received(bought.buyer, one, "1"), await received(bought.buyer, other, "1")
        await step(bought.buyer, second, "hand-in")

        async def ids(**query: str) -> list[str]:
            answer = await bought.buyer.get("/api/receipts", params=query)
            assert answer.status_code == 200, answer.text
            return [row["id"] for row in answer.json()["data"]]

        assert await ids(sort="createdAt") == [first["id"], second["id"]]
        assert await ids(status="fiscal") == [second["id"]]
        assert await ids(orderId=one["id"]) == [first["id"]]
        assert await ids(supplierId=other["supplier"]["id"]) == [second["id"]]
        assert await ids(q=one["code"], sort="code") == [first["id"]]
        row = (await bought.buyer.get("/api/receipts", params={"status": "physical"})).json()["data"][0]
        assert {name: first[name] for name in row} == row

    async def test_shows_another_organisation_nothing(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "1")
        other = await world.organisation("Outra")
        assert (await other.get("/api/receipts")).json()["data"] == []
        assert (await other.get(f"/api/receipts/{receipt['id']}")).status_code == 404
        await received(other, order, "1", status=404)
        await step(other, receipt, "hand-in", status=404)
        await step(other, receipt, "cancel", status=404, reason=WRONG)
        assert (await read(bought.buyer, f"/api/receipts/{receipt['id']}"))["status"] == "physical"
