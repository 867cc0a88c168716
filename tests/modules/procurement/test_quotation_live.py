"""The buyer's screen while suppliers answer: a real server, a real socket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Generator
from typing import Any

import httpx
import pytest
from tests.conditions import until
from tests.conftest import settings_for
from tests.factories import World
from tests.live.python_client import List, LiveReader, connect
from tests.modules.procurement.quotation_steps import answer_of, attached, quoting, quoting_of
from tests.plain_http import NO_TLS
from tests.serving import Server, ended

from esteio.core.db import Database
from esteio.embedded import ServerUrls
from esteio.settings import Settings

TOLD_WITHIN_S = 0.1
"""Of the supplier's submit (issue 4): from sending the request, through the commit, to the row on the buyer's side."""
ROUNDS = 5
IN_TIME = 7
"""Of nine, in one round of several: the machine has other work, and what that does to some is not ours. What waited for
a look at the database now and then (every 250 ms, without the wake-up) has seven in time once in forty rounds."""


@pytest.fixture(scope="module")
def server(database_urls: ServerUrls, tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    running = Server(settings_for(database_urls, tmp_path_factory.mktemp("server")))
    with ended(running):
        running.wait_until_it_serves()
        yield running


@pytest.fixture
async def client(server: Server) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the server, in place of the application within the test."""
    async with httpx.AsyncClient(base_url=server.url, timeout=30, verify=NO_TLS) as http:
        yield http


@pytest.fixture
def world(client: httpx.AsyncClient, db: Database, settings: Settings) -> World:
    return World(client, db, settings)


async def reading(server: Server, token: str, *lists: List) -> LiveReader:
    reader = LiveReader(server.url, token, lists)
    await reader.connect()
    return reader


class TestAnswers:
    async def test_are_on_the_buyers_screen_within_a_tenth_of_a_second(self, server: Server, world: World) -> None:
        asked = await quoting(world, 9)
        lists = List("quotations", {"roundId": asked.round["id"]}), List("quotation-rounds"), List("purchase-requests")
        reader = await reading(server, asked.buyer.token, *lists)
        rows = reader.rows["quotations"]
        assert {row["status"] for row in rows.values()} == {"invited"}
        shown = (await world.client.get(asked.pages[0])).json()
        seen: list[list[float]] = []
        for number in range(ROUNDS):
            # Each time another price of the gravel, of which there are 10.
            body, total = answer_of(shown, "38.9", "110", str(120 - number)), f"{6693 - 10 * number}.00"
            waits: list[float] = []
            for quotation, page in zip(asked.quotations, asked.pages, strict=True):
                submitted = time.perf_counter()
                answering = asyncio.create_task(world.client.post(f"{page}/answer", json=body))
                while rows[quotation["id"]]["total"] != total:
                    assert time.perf_counter() - submitted < 5
                    await asyncio.sleep(0.001)
                waits.append(time.perf_counter() - submitted)
                assert (await answering).status_code == 200
                row = rows[quotation["id"]]
                assert (row["status"], row["answeredBy"]) == ("active", "Seu João")
            seen.append(waits)
            if sum(wait < TOLD_WITHIN_S for wait in waits) >= IN_TIME:
                break
        else:
            pytest.fail(f"never {IN_TIME} of {len(asked.pages)} in time: {seen}")
        lowest = total

        async def counted() -> bool:
            round_row = reader.rows["quotation-rounds"][asked.round["id"]]
            request = reader.rows["purchase-requests"][asked.request["id"]]
            return (round_row["answered"], request["answered"], round_row["lowestTotal"]) == (9, 9, lowest)

        await until(counted, within_s=5)
        await reader.close()

    async def test_are_told_as_a_fresh_read_shows_them(self, server: Server, world: World) -> None:
        asked = await quoting(world, 3)
        reader = await reading(server, asked.buyer.token, List("quotations"), List("quotation-rounds"))
        body = answer_of((await world.client.get(asked.pages[0])).json(), "38.9", "110", None, freight="80")
        await world.client.post(f"{asked.pages[0]}/answer", json=body)
        await world.client.post(f"{asked.pages[1]}/decline", json={"reason": "Não vendemos."})
        path = f"/api/quotations/{asked.quotations[2]['id']}/cancel"
        assert (await asked.buyer.post(path, json={"reason": "Foi engano."})).status_code == 200
        moved = await asked.buyer.put(f"/api/suppliers/{asked.suppliers[1]['id']}", json=renamed(asked.suppliers[1]))
        assert moved.status_code == 200, moved.text

        async def fresh(path: str) -> dict[str, Any]:
            return {row["id"]: row for row in (await asked.buyer.get(path)).json()["data"]}

        async def same() -> bool:
            return all(
                [reader.rows[name] == await fresh(f"/api/{name}") for name in ("quotations", "quotation-rounds")]
            )

        await until(same, within_s=5)
        assert {row["status"] for row in reader.rows["quotations"].values()} == {"active", "declined", "cancelled"}
        assert "Nome Novo" in {row["supplier"]["name"] for row in reader.rows["quotations"].values()}
        await reader.close()

    async def test_are_heard_by_the_seeds_name_and_by_nobody_else(self, server: Server, world: World) -> None:
        asked = await quoting(world, 1)
        other = await quoting_of(world, await world.organisation("Concorrente"), 1)
        heard: list[Any] = []
        overheard: list[Any] = []

        def into(told: list[Any]) -> Any:
            return lambda event, payload: told.append(payload) if event == "data_update" else None

        wire = await connect(server.url, asked.buyer.token, into(heard))
        elsewhere = await connect(server.url, other.buyer.token, into(overheard))
        for each in (wire, elsewhere):
            answer = await each.ask("subscribe", {"events": ["quotation_changed"]})
            assert [granted["resource"] for granted in answer["granted"]] == ["quotations"]
        body = answer_of((await world.client.get(asked.pages[0])).json(), "38.9", "110", "120")
        assert (await world.client.post(f"{asked.pages[0]}/answer", json=body)).status_code == 200

        async def told() -> bool:
            return any("6693.00" in str(payload) for payload in heard)

        await until(told, within_s=5)
        await elsewhere.ask("heartbeat", {})
        assert asked.quotations[0]["id"] not in str(overheard)


class TestLooksAndFiles:
    async def test_are_seen_as_they_come(self, server: Server, world: World) -> None:
        asked = await quoting(world, 1)
        reader = await reading(server, asked.buyer.token, List("quotations"))
        [row_id] = reader.rows["quotations"]

        async def opened() -> bool:
            return reader.rows["quotations"][row_id]["openedAt"] is not None

        await world.client.get(asked.pages[0])
        await until(opened, within_s=5)
        await attached(world.client, asked.pages[0])

        async def hangs() -> bool:
            return reader.rows["quotations"][row_id]["files"] == 1

        await until(hangs, within_s=5)
        await reader.close()


class TestMessages:
    async def test_come_while_one_looks(self, server: Server, world: World) -> None:
        asked = await quoting(world, 1)
        quotation_id = asked.quotations[0]["id"]
        reader = await reading(server, asked.buyer.token, List("quotation-messages", {"quotationId": quotation_id}))
        await world.client.post(f"{asked.pages[0]}/messages", json={"text": "Descarrega no local?"})

        async def there() -> bool:
            return [row["text"] for row in reader.rows["quotation-messages"].values()] == ["Descarrega no local?"]

        await until(there, within_s=5)
        await reader.close()


def renamed(supplier: dict[str, Any]) -> dict[str, Any]:
    """The same supplier under another name."""
    return {"kind": supplier["kind"], "name": "Nome Novo", "email": supplier["email"]}
