"""Whatever buyers and suppliers do in whatever order: sums add up, counts are right, nothing moves off the table."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tests.factories import World
from tests.modules.procurement.quotation_steps import Quoting, in_days, page_of, quoting, token_of

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.modules.procurement.rules.quotation_states import ANSWERED, INVITED, MOVES
from esteio.modules.procurement.rules.vocabulary import QuotationStatus
from esteio.modules.procurement.service import round_closing

STEPS = 70
_ONE_STEP = {(move.source, move.target) for move in MOVES} | {(status, status) for status in QuotationStatus}


class Walk:
    """One round, and people who do anything."""

    def __init__(
        self, asked: Quoting, items: list[str], client: httpx.AsyncClient, db: Database, dice: random.Random
    ) -> None:
        self.asked = asked
        self.items = items
        self.client = client
        self.dice = dice
        self._db = db
        self._scope = Scope(tenant_id=asked.buyer.tenant_id)
        self._quotations = [each["id"] for each in asked.quotations]
        self._tokens = list(asked.tokens)
        self._before: dict[UUID, QuotationStatus] = {}
        self._extended = 5.0

    async def step(self) -> int:
        """Do one thing; the status of the answer."""
        acts: list[Callable[[int], Awaitable[httpx.Response]]] = [
            self._answer,
            self._answer,
            self._decline,
            self._ask,
            self._write_down,
            self._cancel,
            self._invite_again,
            self._extend,
            self._renew,
        ]
        if self.dice.random() < 0.1:
            await self._end_time()
            return 200
        number = self.dice.randrange(len(self._quotations))
        return (await self.dice.choice(acts)(number)).status_code

    async def check(self) -> None:
        """What holds after each step."""
        async with self._db.transaction(self._scope) as tx:
            rows = await tx.fetch("select * from quotations order by id")
            items = await tx.fetch("select * from quotation_items")
            request = await tx.fetchrow("select invited, answered from purchase_requests where id = $1", self._request)
            assert request is not None
        self._check_moves(rows)
        self._check_sums(rows, items)
        states = [QuotationStatus(row["status"]) for row in rows]
        assert request["invited"] == sum(state in INVITED for state in states)
        assert request["answered"] == sum(state in ANSWERED for state in states)

    @property
    def _request(self) -> UUID:
        return UUID(self.asked.request["id"])

    def _check_moves(self, rows: list[asyncpg.Record]) -> None:
        now = {row["id"]: QuotationStatus(row["status"]) for row in rows}
        for quotation_id, was in self._before.items():
            assert (was, now[quotation_id]) in _ONE_STEP
        self._before = now

    def _check_sums(self, rows: list[asyncpg.Record], items: list[asyncpg.Record]) -> None:
        for row in rows:
            own = [item for item in items if item["quotation_id"] == row["id"]]
            assert row["subtotal"] == sum(item["total"] for item in own)
            beside = sum((item["freight"] + item["taxes"] for item in own), Decimal(0))
            expected = row["subtotal"] - row["discount"] + row["freight"] + row["taxes"] + beside
            assert row["total"] == expected
            assert row["total"] >= 0
            answered = row["status"] in ANSWERED
            assert (row["answered_at"] is not None) == answered or row["status"] == QuotationStatus.CANCELLED
            assert bool(own) == (row["answered_at"] is not None)

    def _page(self, number: int) -> str:
        return page_of(self._tokens[number])

    def _said(self) -> dict[str, Any]:
        """An answer, now and then one that does not hold."""
        dice = self.dice
        items = [
            {
                "itemId": item,
                "available": dice.random() < 0.8,
                "unitPrice": str(Decimal(dice.randrange(0, 2_000_000)) / 10_000),
                "discount": str(Decimal(dice.randrange(0, 5_000)) / 100),
                "freight": str(Decimal(dice.randrange(0, 5_000)) / 100),
                "taxes": str(Decimal(dice.randrange(0, 5_000)) / 100),
            }
            for item in self.items
        ]
        return {
            "items": items,
            "discountKind": dice.choice(["none", "percent", "fixed"]),
            "discountValue": str(Decimal(dice.randrange(0, 2_500)) / 100),
            "freight": str(Decimal(dice.randrange(0, 50_000)) / 100),
            "taxes": str(Decimal(dice.randrange(0, 50_000)) / 100),
        }

    async def _answer(self, number: int) -> httpx.Response:
        return await self.client.post(f"{self._page(number)}/answer", json=self._said())

    async def _decline(self, number: int) -> httpx.Response:
        return await self.client.post(f"{self._page(number)}/decline", json={"reason": "Não vendemos."})

    async def _ask(self, number: int) -> httpx.Response:
        return await self.client.post(f"{self._page(number)}/messages", json={"text": "Descarrega no local?"})

    async def _write_down(self, number: int) -> httpx.Response:
        return await self.asked.buyer.put(f"/api/quotations/{self._quotations[number]}/answer", json=self._said())

    async def _cancel(self, number: int) -> httpx.Response:
        path = f"/api/quotations/{self._quotations[number]}/cancel"
        return await self.asked.buyer.post(path, json={"reason": "Foi engano."})

    async def _invite_again(self, number: int) -> httpx.Response:
        body = {"supplierIds": [self.asked.suppliers[number]["id"]]}
        answer = await self.asked.buyer.post(f"/api/quotation-rounds/{self.asked.round['id']}/invite", json=body)
        if answer.status_code == 200:
            self._tokens[number] = await token_of(self.asked.buyer, self._quotations[number])
        return answer

    async def _extend(self, _number: int) -> httpx.Response:
        self._extended += 1
        body = {"closesAt": in_days(self._extended)}
        return await self.asked.buyer.post(f"/api/quotation-rounds/{self.asked.round['id']}/extend", json=body)

    async def _renew(self, number: int) -> httpx.Response:
        answer = await self.asked.buyer.post(f"/api/quotations/{self._quotations[number]}/link")
        if answer.status_code == 201:
            self._tokens[number] = await token_of(self.asked.buyer, self._quotations[number])
        return answer

    async def _end_time(self) -> None:
        round_id = UUID(self.asked.round["id"])
        async with self._db.transaction(self._scope) as tx:
            await tx.execute("update quotation_rounds set closes_at = now() where id = $1", round_id)
        async with self._db.transaction(self._scope) as tx:
            await round_closing.close(tx, round_id)


@pytest.mark.parametrize("seed", range(4))
async def test_every_walk_keeps_the_books(world: World, client: httpx.AsyncClient, db: Database, seed: int) -> None:
    asked = await quoting(world)
    items = [item["id"] for item in (await client.get(asked.pages[0])).json()["items"]]
    walk = Walk(asked, items, client, db, random.Random(seed))  # noqa: S311 - the same walk each time
    answers: list[int] = []
    for _ in range(STEPS):
        answers.append(await walk.step())
        await walk.check()
    assert set(answers) <= {200, 201, 409, 410, 422}
    assert sum(status < 300 for status in answers) > STEPS / 5
    path = f"/api/purchase-requests/{asked.request['id']}/history"
    told = (await asked.buyer.get(path, params={"limit": 200})).json()["data"]
    # Every answer, refusal, cancellation, invitation, extension, new link and end of time has its line.
    assert len(told) > sum(status == 200 for status in answers) / 2
