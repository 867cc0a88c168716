"""What suppliers get by mail, and the end of a round's time, by a real worker and a real mail server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from msgspec.structs import replace
from tests.conditions import until
from tests.factories import World
from tests.modules.procurement.organisation_steps import new_supplier
from tests.modules.procurement.quotation_steps import Quoting, answered, in_days, page_of, quoting
from tests.postbox import Postbox, open_postbox

from esteio.app import run_worker
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


async def mails_to(postbox: Postbox, supplier: dict[str, Any], count: int) -> list[tuple[str, str]]:
    """The first mails to a supplier, subject and text, once there are so many."""

    def found() -> list[tuple[str, str]]:
        return [
            (mail.subject, mail.text.replace("\r\n", "\n")) for mail in postbox.mails if mail.to == supplier["email"]
        ]

    async def there() -> bool:
        return len(found()) >= count

    await until(there, within_s=20)
    return found()


async def status(asked: Quoting, number: int) -> str:
    return (await asked.buyer.get(f"/api/quotations/{asked.quotations[number]['id']}")).json()["status"]


@pytest.mark.usefixtures("worker")
class TestMails:
    async def test_invite_with_the_items_and_a_link_that_works(
        self, world: World, client: httpx.AsyncClient, postbox: Postbox
    ) -> None:
        asked = await quoting(world, 2, instructions="Frete CIF.")
        [(subject, text)] = await mails_to(postbox, asked.suppliers[0], 1)
        assert subject == f"Pedido de cotação {asked.round['code']} · Construtora Esteio"
        for said in ("- 120 sc de Cimento CP II 50 kg", "- 7,5 m³ de Areia média", "Frete CIF.", "Responda até"):
            assert said in text
        [link] = [line for line in text.splitlines() if line.startswith("https://compras.example/cotacao?token=")]
        token = parse_qs(urlsplit(link).query)["token"][0]
        assert (await client.get(page_of(token))).json()["supplier"] == asked.suppliers[0]["name"]

    async def test_follow_the_round(self, world: World, client: httpx.AsyncClient, postbox: Postbox) -> None:
        asked = await quoting(world, 2)
        first, second = asked.suppliers
        # Nobody is asked any more who has answered.
        await mails_to(postbox, first, 1)
        await answered(client, asked.pages[0], "38.9", "110", "120")
        path = f"/api/quotation-rounds/{asked.round['id']}"
        assert (await asked.buyer.post(f"{path}/remind")).json()["reminded"] == 1
        await mails_to(postbox, second, 2)
        assert (await asked.buyer.post(f"{path}/extend", json={"closesAt": in_days(20)})).status_code == 200
        await mails_to(postbox, second, 3)
        message = f"/api/quotations/{asked.quotations[1]['id']}/messages"
        assert (await asked.buyer.post(message, json={"text": "Aceitam visita?"})).status_code == 201
        await mails_to(postbox, second, 4)
        assert (await asked.buyer.post(f"{path}/cancel", json={"reason": "A obra parou."})).status_code == 200
        told = await mails_to(postbox, second, 5)
        assert [subject.partition(" ")[0].rstrip(":") for subject, _ in told] == [
            "Pedido",
            "Lembrete",
            "Novo",
            "Mensagem",
            "Cotação",
        ]
        assert "Construtora Esteio escreveu:\n\nAceitam visita?" in told[3][1]
        assert "token=" not in told[4][1]
        assert [subject.partition(" ")[0] for subject, _ in await mails_to(postbox, first, 2)] == ["Pedido", "Cotação"]

    async def test_go_to_nobody_without_an_address(
        self, world: World, client: httpx.AsyncClient, postbox: Postbox
    ) -> None:
        asked = await quoting(world, 1)
        mute = await new_supplier(asked.buyer, email="")
        body = {"supplierIds": [mute["id"]]}
        path = f"/api/quotation-rounds/{asked.round['id']}"
        assert (await asked.buyer.post(f"{path}/invite", json=body)).status_code == 200
        await mails_to(postbox, asked.suppliers[0], 1)
        assert all(mail.to for mail in postbox.mails)

    async def test_end_of_time_comes_at_its_moment(
        self, world: World, client: httpx.AsyncClient, postbox: Postbox
    ) -> None:
        seconds = 1 / 86_400
        asked = await quoting(world, 2, closesAt=in_days(4 * seconds))
        await answered(client, asked.pages[0], "38.9", "110", "120")

        async def closed() -> bool:
            return await status(asked, 1) == "expired"

        await until(closed, within_s=20)
        assert await status(asked, 0) == "active"
        told = (await asked.buyer.get("/api/notifications", params={"event": "quotation_closed"})).json()["data"]
        assert len(told) == 1
