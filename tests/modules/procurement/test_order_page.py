"""The supplier's page of an order: reading, confirming and asking without an account."""

from __future__ import annotations

import asyncio
import datetime
import io
from uuid import UUID, uuid4

import httpx
import pytest
from pypdf import PdfReader
from tests.factories import World
from tests.modules.procurement.order_steps import (
    SPLIT,
    WHY,
    Buying,
    act,
    buying,
    history,
    now,
    page_of,
    read,
    sent,
)
from tests.modules.procurement.procurement_steps import notices
from tests.modules.workspace.test_logo import uploaded_logo
from tests.security.inhabited import PNG

from esteio.brazil.dates import SAO_PAULO
from esteio.core.access import Scope
from esteio.core.tokens import Tokens
from esteio.modules.procurement.service.order_links import ORDER_LINK
from esteio.modules.procurement.service.quotation_links import QUOTATION_LINK
from esteio.settings import Settings

SIGNED = {"name": "Joana Prado"}


async def with_supplier(world: World) -> tuple[Buying, dict[str, object], str]:
    """An order that is with its supplier, and where the supplier's page is."""
    bought = await buying(world, *SPLIT)
    order, _ = await sent(bought)
    return bought, order, await page_of(bought.buyer, order)


class TestReading:
    async def test_shows_what_was_sent_and_notes_the_first_look(self, world: World, client: httpx.AsyncClient) -> None:
        bought, order, page = await with_supplier(world)
        shown = (await client.get(page)).json()
        assert (shown["status"], shown["can"]) == ("sent", ["confirm", "ask"])
        assert (shown["order"]["code"], shown["order"]["total"]) == (order["code"], order["total"])
        assert [line["description"] for line in shown["order"]["lines"]] == ["Cimento CP II 50 kg"]
        assert shown["order"]["buyer"]["name"] == "Construtora Esteio"
        assert shown["sha256"] == order["documentSha256"]
        await client.get(page)
        assert await history(bought.buyer, order) == ["issued", "send", "opened"]

    async def test_tells_nothing_of_others_and_of_what_goes_on_inside(
        self, world: World, client: httpx.AsyncClient
    ) -> None:
        bought, _, page = await with_supplier(world)
        text = (await client.get(page)).text
        others = [each["name"] for each in bought.asked.suppliers[1:]]
        for secret in (*others, str(bought.buyer.tenant_id), bought.request_id, "Areia", "costCentre", "award"):
            assert secret not in text

    async def test_carries_the_buyers_logo(self, world: World, client: httpx.AsyncClient) -> None:
        bought, _, page = await with_supplier(world)
        assert (await client.get(page)).json()["logoUrl"] == ""
        file_id = await uploaded_logo(bought.buyer, PNG)
        assert (await bought.buyer.put("/api/organisation/logo", json={"fileId": file_id})).status_code == 200
        image = await client.get((await client.get(page)).json()["logoUrl"])
        assert image.content == PNG

    async def test_can_be_printed(self, world: World, client: httpx.AsyncClient) -> None:
        _, order, page = await with_supplier(world)
        paper = await client.get(f"{page}/pdf")
        assert (paper.status_code, paper.headers["content-type"]) == (200, "application/pdf")
        assert str(order["code"]) in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()

    async def test_stays_what_was_sent(self, world: World, client: httpx.AsyncClient) -> None:
        bought, _, page = await with_supplier(world)
        before = (await client.get(page)).json()["order"]
        assert (await bought.buyer.put("/api/organisation", json={"name": "Outro Nome"})).status_code == 200
        assert (await client.get(page)).json()["order"] == before


class TestConfirming:
    async def test_keeps_who_from_where_and_of_what(self, world: World, client: httpx.AsyncClient) -> None:
        bought, order, page = await with_supplier(world)
        day = (datetime.datetime.now(SAO_PAULO).date() + datetime.timedelta(days=400)).isoformat()
        answer = await client.post(
            f"{page}/confirm", json={**SIGNED, "promisedOn": day}, headers={"User-Agent": "telefone/1.0"}
        )
        assert answer.status_code == 200, answer.text
        receipt = answer.json()
        assert (receipt["status"], receipt["name"], receipt["promisedOn"]) == ("confirmed", "Joana Prado", day)
        assert receipt["sha256"] == order["documentSha256"]
        after = await now(bought.buyer, order)
        assert (after["status"], after["confirmedBy"], after["promisedOn"]) == ("confirmed", "Joana Prado", day)
        line = (await read(bought.buyer, f"/api/purchase-orders/{order['id']}/history"))["data"][0]
        assert line["person"] == {"id": None, "name": "Joana Prado"}
        assert line["detail"]["userAgent"] == "telefone/1.0"
        (told,) = await notices(bought.buyer, "order_confirmed")
        assert "promete entregar" in told
        shown = (await client.get(page)).json()
        assert (shown["confirmation"]["name"], shown["can"]) == ("Joana Prado", ["ask"])

    async def test_happens_once_however_many_try(self, world: World, client: httpx.AsyncClient) -> None:
        bought, order, page = await with_supplier(world)
        answers = await asyncio.gather(*(client.post(f"{page}/confirm", json=SIGNED) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [200] + [409] * 4
        assert (await history(bought.buyer, order)).count("confirm") == 1

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"name": "   "}, "name"),
            ({**SIGNED, "promisedOn": "2020-01-01"}, "promisedOn"),
            ({**SIGNED, "promisedOn": "2999-01-01"}, "promisedOn"),
            ({"name": "x" * 201}, "name"),
        ],
    )
    async def test_says_what_is_wrong(
        self, world: World, client: httpx.AsyncClient, body: dict[str, str], field: str
    ) -> None:
        _, _, page = await with_supplier(world)
        answer = await client.post(f"{page}/confirm", json=body)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])


class TestWriting:
    async def test_goes_both_ways(self, world: World, client: httpx.AsyncClient) -> None:
        bought, order, page = await with_supplier(world)
        asked = await client.post(f"{page}/messages", json={"text": "Tem munck na obra?"})
        assert asked.status_code == 204, asked.text
        (told,) = await notices(bought.buyer, "quotation_question")
        assert "Tem munck na obra?" in told
        path = f"/api/purchase-orders/{order['id']}/messages"
        assert (await bought.buyer.post(path, json={"text": "Tem sim."})).status_code == 204
        messages = (await client.get(page)).json()["messages"]
        assert [(each["fromSupplier"], each["text"]) for each in messages] == [
            (True, "Tem munck na obra?"),
            (False, "Tem sim."),
        ]
        assert messages[0]["name"] == bought.asked.suppliers[0]["name"]

    async def test_of_nothing_is_refused(self, world: World, client: httpx.AsyncClient) -> None:
        bought, order, page = await with_supplier(world)
        for answer in (
            await client.post(f"{page}/messages", json={"text": " \n "}),
            await bought.buyer.post(f"/api/purchase-orders/{order['id']}/messages", json={"text": " "}),
        ):
            assert (answer.status_code, list(answer.json()["fields"])) == (422, ["text"])


class TestLink:
    async def test_that_was_replaced_says_so(self, world: World, client: httpx.AsyncClient) -> None:
        bought, order, page = await with_supplier(world)
        assert (await bought.buyer.post(f"/api/purchase-orders/{order['id']}/link")).status_code == 201
        for answer in (await client.get(page), await client.post(f"{page}/confirm", json=SIGNED)):
            assert (answer.status_code, answer.json()["code"]) == (410, "LINK_REPLACED")
        assert (await client.get(await page_of(bought.buyer, order))).status_code == 200

    async def test_to_a_cancelled_order_says_so(self, world: World, client: httpx.AsyncClient) -> None:
        bought, order, page = await with_supplier(world)
        await act(bought.buyer, order, "cancel", reason=WHY)
        for answer in (
            await client.get(page),
            await client.get(f"{page}/pdf"),
            await client.post(f"{page}/confirm", json=SIGNED),
            await client.post(f"{page}/messages", json={"text": "E agora?"}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (410, "ORDER_WITHDRAWN")

    async def test_that_was_guessed_or_is_of_another_kind_or_time_opens_nothing(
        self, world: World, client: httpx.AsyncClient, settings: Settings
    ) -> None:
        bought, order, _ = await with_supplier(world)
        tenant_id, order_id = bought.buyer.tenant_id, UUID(str(order["id"]))
        async with world.db.transaction(Scope(tenant_id=tenant_id)) as tx:
            nonce = await tx.fetchval("select link_nonce from purchase_orders where id = $1", order_id)
        tokens, strangers = Tokens(settings.jwt_secret), Tokens("another secret, just as long as ours, 01234")
        for token, code in (
            (tokens.link(QUOTATION_LINK.purpose, tenant_id, order_id, nonce, 600), "INVALID_LINK"),
            (strangers.link(ORDER_LINK.purpose, tenant_id, order_id, nonce, 600), "INVALID_LINK"),
            (tokens.link(ORDER_LINK.purpose, uuid4(), order_id, nonce, 600), "INVALID_LINK"),
            (tokens.link(ORDER_LINK.purpose, tenant_id, uuid4(), nonce, 600), "INVALID_LINK"),
            (tokens.link(ORDER_LINK.purpose, tenant_id, order_id, "guessed", 600), "LINK_REPLACED"),
            (tokens.link(ORDER_LINK.purpose, tenant_id, order_id, nonce, -1), "EXPIRED_LINK"),
            ("nothing", "INVALID_LINK"),
        ):
            answer = await client.get(f"/api/public/orders/{token}")
            assert (answer.status_code, answer.json()["code"]) == (410, code)

    async def test_opens_one_suppliers_order_and_no_other(self, world: World, client: httpx.AsyncClient) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await sent(bought)
        pages = [await page_of(bought.buyer, order) for order in (one, other)]
        codes = [(await client.get(page)).json()["order"]["code"] for page in pages]
        assert codes == [one["code"], other["code"]]
        quotation = await client.get(bought.asked.pages[0])
        assert (quotation.status_code, quotation.json()["code"]) == (410, "QUOTATION_DECIDED")
