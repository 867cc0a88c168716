"""The largest comparison there can be, 500 items by 50 suppliers: nobody else has to wait for it."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, Generator
from typing import Any

import httpx
import pytest
from tests.factories import Person, World
from tests.loop_turns import watched_turns
from tests.modules.procurement.quotation_steps import quoted_request

from esteio.core.access import Scope

ITEMS, SUPPLIERS = 500, 50
MOST_MS = 45
"""Of the processor, in one turn of the event loop. Made in one go, 25,000 cells are 80 to 190 ms."""
TRIES = 4


@pytest.fixture(autouse=True)
def started() -> Generator[None]:
    """As a process that serves: what is there from the start is not looked through for garbage (`app.py`)."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


async def answered_round(world: World) -> tuple[Person, str]:
    """The address of a round of that many items that so many suppliers answered, and its buyer."""
    buyer = await world.organisation("Construtora Esteio")
    lines = [{"description": f"Item {number}", "unit": "un", "quantity": "10"} for number in range(ITEMS)]
    request = await quoted_request(world, buyer, items=lines)
    scope = Scope(tenant_id=buyer.tenant_id)
    async with world.db.transaction(scope) as tx:
        rows = await tx.fetch(
            """
            insert into suppliers (tenant_id, kind, name, email)
            select $1, 'PJ', 'Fornecedor ' || n, 'vendas@exemplo.com.br' from generate_series(1, $2) n returning id
            """,
            tx.tenant_id,
            SUPPLIERS,
        )
    opened = await buyer.post(
        f"/api/purchase-requests/{request['id']}/rounds", json={"supplierIds": [str(row["id"]) for row in rows]}
    )
    assert opened.status_code == 201, opened.text
    async with world.db.transaction(scope) as tx:
        await tx.execute(
            """
            insert into quotation_items (tenant_id, quotation_id, item_id, available, unit_price, quantity, total)
            select q.tenant_id, q.id, i.id, true, 10 + (i.position * 7 + n) % 13, 10,
                   10 * (10 + (i.position * 7 + n) % 13)
            from (select *, row_number() over (order by id) as n from quotations where tenant_id = $1) q
            join purchase_request_items i on i.tenant_id = q.tenant_id and i.request_id = q.purchase_request_id
            """,
            tx.tenant_id,
        )
        await tx.execute(
            """
            update quotations q set status = 'active', answered_at = now(), freight = 137.31, payment_days = '{30,60}',
                   subtotal = s.total, total = s.total + 137.31
            from (select quotation_id, sum(total) as total from quotation_items where tenant_id = $1 group by 1) s
            where q.tenant_id = $1 and s.quotation_id = q.id
            """,
            tx.tenant_id,
        )
    return buyer, f"/api/quotation-rounds/{opened.json()['id']}"


async def least_wait(ask: Callable[[], Awaitable[httpx.Response]]) -> tuple[float, httpx.Response]:
    """The longest turn of the best of several tries, ms, and what was answered: a machine that is busy with other
    things makes turns longer, and never shorter."""
    waits: list[float] = []
    while True:
        async with watched_turns() as turns:
            answer = await ask()
        assert answer.status_code in (200, 201), answer.text
        waits.append(turns.longest_ms)
        if turns.longest_ms < MOST_MS or len(waits) == TRIES:
            return min(waits), answer


class TestLargest:
    async def test_keeps_nobody_waiting(self, world: World) -> None:
        buyer, path = await answered_round(world)
        shown: dict[str, Any] = {}
        for encoding in ("identity", "gzip", "br"):
            headers = {"accept-encoding": encoding}

            async def read(headers: dict[str, str] = headers) -> httpx.Response:
                return await buyer.get(f"{path}/comparison", headers=headers)

            waited, answer = await least_wait(read)
            assert waited < MOST_MS, encoding
            shown = answer.json()
        assert (len(shown["rows"]), len(shown["rows"][-1]["cells"])) == (ITEMS, SUPPLIERS)
        assert shown["cheapestSplit"]["missing"] == []
        whole = {"quotationId": shown["columns"][0]["quotationId"]}
        waited, answer = await least_wait(lambda: buyer.post(f"{path}/comparison/what-if", json=whole))
        assert waited < MOST_MS, answer.request.url
        assert answer.json()["basket"]["total"] == shown["columns"][0]["total"]
        waited, answer = await least_wait(lambda: buyer.get(f"{path}/comparison.xlsx"))
        assert waited < MOST_MS, answer.request.url

        # Only once can it be awarded; what is read of the award is the map that was looked at.
        seen = {**whole, "seenSha256": shown["sha256"]}
        async with watched_turns() as turns:
            made = await buyer.post(f"{path}/award", json=seen)
        assert made.status_code == 201, made.text
        assert turns.longest_ms < 2 * MOST_MS
        address = f"/api/awards/{made.json()['id']}"
        waited, answer = await least_wait(lambda: buyer.get(address))
        assert waited < MOST_MS, answer.request.url
        assert answer.json()["comparison"]["rows"] == shown["rows"]
