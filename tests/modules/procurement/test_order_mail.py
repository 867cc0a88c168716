"""What suppliers get by mail of their orders, by a real worker and a real mail server; and deliveries that are late."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from tests.conditions import until
from tests.factories import World
from tests.modules.procurement.order_steps import (
    WHY,
    Buying,
    act,
    buying,
    checked,
    issued,
    now,
    read,
    received,
    sent,
)
from tests.modules.procurement.procurement_steps import notices
from tests.postbox import Postbox, open_postbox

from esteio.app import run_worker
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import JobContext
from esteio.core.jobs import Services as JobServices
from esteio.modules.procurement.order_jobs import NoOrder, each_morning, tell_late
from esteio.settings import Settings


@pytest.fixture(scope="module")
async def postbox() -> AsyncGenerator[Postbox]:
    async with open_postbox() as box:
        yield box


@pytest.fixture(scope="module")
async def settings(settings: Settings, postbox: Postbox) -> Settings:
    """With a real mail server."""
    return replace(settings, smtp_url=postbox.url, public_url="https://compras.example")


@pytest.fixture
async def worker(settings: Settings) -> AsyncGenerator[None]:
    """Somebody who works through the queue."""
    stopping = asyncio.Event()
    running = asyncio.create_task(run_worker(settings, stopping))
    yield
    stopping.set()
    await running


async def mail_about(postbox: Postbox, bought: Buying, subject: str) -> Any:
    """The mail to the first supplier under that subject, once it is there."""

    def found() -> list[Any]:
        to = bought.asked.suppliers[0]["email"]
        return [mail for mail in postbox.mails if mail.to == to and mail.subject == subject]

    async def there() -> bool:
        return bool(found())

    await until(there, within_s=20)
    return found()[0]


@pytest.mark.usefixtures("worker")
class TestMails:
    async def test_bring_the_order_its_paper_and_a_link_that_works(
        self, world: World, client: httpx.AsyncClient, postbox: Postbox
    ) -> None:
        bought = await buying(world, deliveryDays=3)
        (order,) = await issued(bought)
        await act(bought.buyer, order, "send", message="Como combinado, segue.")
        mail = await mail_about(postbox, bought, f"Pedido de compra {order['code']} · Construtora Esteio")
        for said in ("Como combinado, segue.", "A entrega é esperada até", "não é preciso ter conta"):
            assert said in mail.text
        [link] = [line for line in mail.text.splitlines() if line.startswith("https://compras.example/pedido?token=")]
        token = parse_qs(urlsplit(link).query)["token"][0]
        assert (await client.get(f"/api/public/orders/{token}")).json()["order"]["code"] == order["code"]
        [attached] = list(mail.message.iter_attachments())
        assert attached.get_content_type() == "application/pdf"
        assert order["code"] in PdfReader(io.BytesIO(attached.get_content())).pages[0].extract_text()

    async def test_follow_the_order(self, world: World, postbox: Postbox) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        path = f"/api/purchase-orders/{order['id']}/messages"
        assert (await bought.buyer.post(path, json={"text": "Chegam antes das 11 h?"})).status_code == 204
        written = await mail_about(postbox, bought, f"Mensagem sobre o pedido {order['code']} · Construtora Esteio")
        assert "Chegam antes das 11 h?" in written.text
        assert "/pedido?token=" in written.text
        await act(bought.buyer, order, "cancel", reason=WHY)
        over = await mail_about(postbox, bought, f"Pedido {order['code']} cancelado · Construtora Esteio")
        assert WHY in over.text
        assert "token=" not in over.text

    async def test_say_that_the_rest_is_not_waited_for(self, world: World, postbox: Postbox) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        await checked(bought.buyer, await received(bought.buyer, order, "20"))
        await act(bought.buyer, order, "close-short", reason=WHY)
        over = await mail_about(postbox, bought, f"Pedido {order['code']} encerrado · Construtora Esteio")
        assert "o que falta não é mais esperado" in over.text


async def expect_yesterday(world: World, bought: Buying, order: dict[str, Any]) -> None:
    """Have an order's day be over."""
    async with world.db.transaction(Scope(tenant_id=bought.buyer.tenant_id)) as tx:
        await tx.execute("update purchase_orders set expected_on = current_date - 2 where id = $1", UUID(order["id"]))


async def run_late(db: Database) -> None:
    """The morning's job."""
    context = JobContext(
        job_id=1,
        tenant_id=None,
        actor_id=None,
        attempt=1,
        is_last_attempt=False,
        enqueued_at=await db.pool.fetchval("select now()"),
        services=JobServices({Database: db}),
    )
    await tell_late.handler(context, NoOrder())


class TestLate:
    async def test_is_told_once_of_what_is_with_its_supplier_and_not_here(self, world: World, db: Database) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        await expect_yesterday(world, bought, order)
        before = await now(bought.buyer, order)
        assert not before["late"]
        await run_late(db)
        await run_late(db)
        (told,) = await notices(bought.buyer, "delivery_late")
        assert order["code"] in told
        after = await now(bought.buyer, order)
        assert (after["late"], after["version"]) == (True, before["version"])
        listed = (await read(bought.buyer, "/api/purchase-orders?late=true"))["data"]
        assert [row["id"] for row in listed] == [order["id"]]
        await received(bought.buyer, order, "120", "7.5", "10")
        assert not (await now(bought.buyer, order))["late"]

    async def test_is_neither_a_draft_nor_what_came_nor_what_was_cancelled(self, world: World, db: Database) -> None:
        draft, whole, gone = [await buying(world) for _ in range(3)]
        (drafted,) = await issued(draft)
        (here,) = await sent(whole)
        (cancelled,) = await sent(gone)
        await received(whole.buyer, here, "120", "7.5", "10")
        for bought, order in ((draft, drafted), (whole, here), (gone, cancelled)):
            await expect_yesterday(world, bought, order)
        await act(gone.buyer, cancelled, "cancel", reason=WHY)
        await run_late(db)
        for bought, order in ((draft, drafted), (whole, here), (gone, cancelled)):
            assert await notices(bought.buyer, "delivery_late") == []
            assert not (await now(bought.buyer, order))["late"]

    def test_is_looked_for_before_people_come_to_work(self) -> None:
        assert (each_morning.cron, each_morning.zone) == ("0 6 * * *", "America/Sao_Paulo")
