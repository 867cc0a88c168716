"""Orders: issued from an award, drafts, sending, confirmation by hand, and their list."""

from __future__ import annotations

import asyncio
import datetime
import io
from decimal import Decimal

from pypdf import PdfReader
from tests.factories import World
from tests.modules.procurement.order_steps import (
    SPLIT,
    act,
    buying,
    history,
    issued,
    now,
    read,
    request_history,
    sent,
)
from tests.modules.procurement.procurement_steps import notices

from esteio.brazil.dates import SAO_PAULO
from esteio.modules.procurement import permissions

SITE = {"street": "Rua da Obra", "number": "7", "city": "Jundiaí", "uf": "SP", "cep": "13201-000"}


def today() -> datetime.date:
    return datetime.datetime.now(SAO_PAULO).date()


class TestIssuing:
    async def test_gives_each_supplier_what_it_won_and_adds_up_to_the_award_to_the_cent(self, world: World) -> None:
        bought = await buying(world, *SPLIT, freight="33.33", taxes="10.01")
        one, other = await issued(bought)
        assert [item["description"] for item in one["items"]] == ["Cimento CP II 50 kg"]
        assert [item["description"] for item in other["items"]] == ["Areia média", "Brita 1"]
        total = Decimal(one["total"]) + Decimal(other["total"])
        assert total == Decimal(bought.award["total"]) == Decimal((await bought.request())["total"])
        for order in (one, other):
            assert order["status"] == "draft"
            parts = [Decimal(order[name]) for name in ("subtotal", "discount", "freight", "taxes")]
            assert Decimal(order["total"]) == parts[0] - parts[1] + parts[2] + parts[3]
            assert sum(Decimal(item["total"]) for item in order["items"]) == Decimal(order["total"])
            assert order["purchaseRequest"]["id"] == bought.request_id
            assert order["code"].startswith(f"PED-{today().year}-")
        assert (await bought.request())["status"] == "ordered"
        assert (await request_history(bought.buyer, bought.request_id))[-1] == "order"

    async def test_happens_once_however_many_try(self, world: World) -> None:
        bought = await buying(world)
        path = f"/api/purchase-requests/{bought.request_id}/orders"
        answers = await asyncio.gather(*(person.post(path) for person in (bought.buyer, bought.manager) * 2))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
        refused = next(answer.json() for answer in answers if answer.status_code == 409)
        assert (refused["state"], refused["happened"]["action"]) == ("ordered", "order")
        orders = (await read(bought.buyer, "/api/purchase-orders"))["data"]
        assert len(orders) == 1

    async def test_waits_for_the_last_signature(self, world: World) -> None:
        bought = await buying(world)
        asked = await bought.buyer.post(
            f"/api/purchase-requests/{bought.request_id}/orders", headers={"If-Match": '"1"'}
        )
        assert asked.status_code == 412
        assert asked.json()["state"] == "approved"
        body = {"reason": "Um preço mudou."}
        back = await bought.buyer.post(f"/api/purchase-requests/{bought.request_id}/return-to-quotation", json=body)
        assert back.status_code == 200, back.text
        asked = await bought.buyer.post(f"/api/purchase-requests/{bought.request_id}/orders")
        assert (asked.status_code, asked.json()["state"]) == (409, "quotation")

    async def test_takes_the_right(self, world: World) -> None:
        bought = await buying(world)
        reader = await world.member_with(bought.buyer, permissions.ORDERS_READ, permissions.ORDERS_SEND)
        assert (await reader.post(f"/api/purchase-requests/{bought.request_id}/orders")).status_code == 403


class TestDraft:
    async def test_says_where_to_until_when_and_what_else(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await issued(bought)
        day = (today() + datetime.timedelta(days=9)).isoformat()
        body = {"deliveryAddress": SITE, "expectedOn": day, "notes": "Descarregar até 11 h."}
        path = f"/api/purchase-orders/{order['id']}"
        changed = await bought.buyer.put(path, json=body, headers={"If-Match": f'"{order["version"]}"'})
        assert changed.status_code == 200, changed.text
        after = changed.json()
        assert (after["expectedOn"], after["notes"]) == (day, "Descarregar até 11 h.")
        assert after["deliveryAddress"]["cep"] == "13201000"
        assert (await bought.buyer.put(path, json=body)).json()["version"] == after["version"]
        stale = await bought.buyer.put(path, json=body, headers={"If-Match": f'"{order["version"]}"'})
        assert (stale.status_code, stale.json()["version"]) == (412, after["version"])
        assert await history(bought.buyer, order) == ["issued", "changed"]

    async def test_says_everything_that_is_wrong_at_once(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await issued(bought)
        body = {"deliveryAddress": {**SITE, "uf": "XX"}, "expectedOn": "2020-01-01"}
        answer = await bought.buyer.put(f"/api/purchase-orders/{order['id']}", json=body)
        assert answer.status_code == 422
        assert set(answer.json()["fields"]) == {"deliveryAddress.uf", "expectedOn"}

    async def test_changes_no_more_once_it_is_sent(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        answer = await bought.buyer.put(f"/api/purchase-orders/{order['id']}", json={"deliveryAddress": SITE})
        assert (answer.status_code, answer.json()["code"]) == (409, "ORDER_NOT_A_DRAFT")

    async def test_has_no_link_and_says_so_on_paper(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await issued(bought)
        for method in ("GET", "POST"):
            link = await bought.buyer.request(method, f"/api/purchase-orders/{order['id']}/link")
            assert (link.status_code, link.json()["state"]) == (409, "draft")
        paper = await bought.buyer.get(f"/api/purchase-orders/{order['id']}/order.pdf")
        assert (paper.status_code, paper.headers["content-type"]) == (200, "application/pdf")
        assert "Rascunho" in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()


class TestSending:
    async def test_dates_it_by_the_slowest_item_and_fixes_what_is_seen(self, world: World) -> None:
        bought = await buying(world, deliveryDays=12, paymentDays=[28, 56], paymentTerms="boleto")
        (order,) = await sent(bought)
        assert order["status"] == "sent"
        assert order["expectedOn"] == (today() + datetime.timedelta(days=12)).isoformat()
        assert (order["paymentDays"], order["paymentTerms"]) == ([28, 56], "boleto")
        assert len(order["documentSha256"]) == 64
        assert order["can"] == ["confirm", "cancel", "return_to_quotation", "share", "write", "receive"]
        again = await act(bought.buyer, order, "send", status=409)
        assert (again["state"], again["happened"]["action"]) == ("sent", "send")
        told = await notices(bought.manager, "order_sent")
        assert not told  # neither buyer nor requester
        assert await history(bought.buyer, order) == ["issued", "send"]

    async def test_is_printed_once_and_stays_what_was_sent(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        path = f"/api/purchase-orders/{order['id']}/order.pdf"
        first = (await bought.buyer.get(path)).content
        text = PdfReader(io.BytesIO(first)).pages[0].extract_text()
        supplier = bought.asked.suppliers[0]
        assert order["code"] in text
        assert supplier["name"] in text
        assert "6.850,00" in text
        renamed = await bought.buyer.put(
            f"/api/suppliers/{supplier['id']}", json={"kind": "PJ", "name": "Outro", "email": supplier["email"]}
        )
        assert renamed.status_code == 200, renamed.text
        assert (await bought.buyer.get(path)).content == first
        assert (await now(bought.buyer, order))["version"] == order["version"]
        # Printed anew, because the link on it is another; but still what was sent.
        assert (await bought.buyer.post(f"/api/purchase-orders/{order['id']}/link")).status_code == 201
        after = (await bought.buyer.get(path)).content
        assert after != first
        assert supplier["name"] in PdfReader(io.BytesIO(after)).pages[0].extract_text()

    async def test_takes_the_right(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await issued(bought)
        editor = await world.member_with(bought.buyer, permissions.ORDERS_READ, permissions.ORDERS_EDIT)
        path = f"/api/purchase-orders/{order['id']}"
        assert (await editor.post(f"{path}/send")).status_code == 403
        assert (await editor.get(path)).json()["can"] == ["edit", "cancel", "return_to_quotation"]


class TestConfirmingByHand:
    async def test_keeps_who_said_so_and_when_it_comes(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        day = (today() + datetime.timedelta(days=5)).isoformat()
        after = await act(bought.manager, order, "confirm", name="Joana", promisedOn=day, comment="Por telefone.")
        assert (after["status"], after["confirmedBy"], after["promisedOn"]) == ("confirmed", "Joana", day)
        assert len(await notices(bought.buyer, "order_confirmed")) == 1
        again = await act(bought.manager, order, "confirm", status=409)
        assert (again["state"], again["happened"]["action"]) == ("confirmed", "confirm")
        line = (await read(bought.buyer, f"/api/purchase-orders/{order['id']}/history"))["data"][0]
        assert (line["fromStatus"], line["toStatus"], line["text"]) == ("sent", "confirmed", "Por telefone.")
        assert line["person"]["id"] == str(bought.manager.id)

    async def test_refuses_a_day_that_is_over(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        answer = await act(bought.buyer, order, "confirm", status=422, promisedOn="2024-02-29")
        assert list(answer["fields"]) == ["promisedOn"]


class TestList:
    async def test_is_filtered_searched_and_sorted(self, world: World) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await sent(bought)
        await act(bought.buyer, other, "confirm")

        async def ids(**query: str) -> list[str]:
            answer = await bought.buyer.get("/api/purchase-orders", params=query)
            assert answer.status_code == 200, answer.text
            return [row["id"] for row in answer.json()["data"]]

        assert await ids(status="confirmed") == [other["id"]]
        assert await ids(status="sent,confirmed", sort="code") == sorted([one["id"], other["id"]])
        assert await ids(supplierId=one["supplier"]["id"]) == [one["id"]]
        assert set(await ids(requestId=bought.request_id, fulfilment="pending")) == {one["id"], other["id"]}
        assert await ids(q=f"{one['supplier']['name']} {one['code']}") == [one["id"]]
        assert await ids(minTotal=one["total"], sort="-total") == [one["id"]]
        assert await ids(late="true") == []
        assert await ids(costCentreId=one["costCentre"]["id"], sort="expectedOn") != []
        row = (await bought.buyer.get("/api/purchase-orders", params={"status": "sent"})).json()["data"][0]
        assert {name: one[name] for name in row} == row

    async def test_shows_another_organisation_nothing(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        other = await world.organisation("Outra")
        assert (await other.get("/api/purchase-orders")).json()["data"] == []
        for method, path in (("GET", ""), ("POST", "/send"), ("GET", "/order.pdf"), ("GET", "/history")):
            answer = await other.request(method, f"/api/purchase-orders/{order['id']}{path}")
            assert answer.status_code == 404
