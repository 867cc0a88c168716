"""The live lists of orders and receipts: what is told of a row is what its list shows of it, and an old list with what
changed is the new list."""

from __future__ import annotations

from tests.factories import World
from tests.modules.live_steps import caught_up, listed, standing, told
from tests.modules.procurement.order_steps import (
    SPLIT,
    WHY,
    act,
    buying,
    checked,
    issued,
    page_of,
    received,
    returned,
    step,
)

from esteio.core.db import Database
from esteio.modules.procurement.live import ORDERS, RECEIPTS


class TestTold:
    async def test_rows_are_as_their_lists_show_them_to_everybody(self, world: World, db: Database) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await issued(bought)
        await act(bought.buyer, one, "send")
        await act(bought.buyer, other, "send")
        await received(bought.buyer, other, "7.5")
        await checked(bought.buyer, await received(bought.buyer, one, "120"))
        readers = [
            bought.buyer,
            *[await world.member(bought.buyer, role) for role in ("buyer", "warehouse", "requester", "approver")],
        ]
        for reader in readers:
            for resource in (ORDERS, RECEIPTS):
                rows = {row["id"]: row for row in (await listed(reader, resource))["data"]}
                assert len(rows) == 2
                assert await told(db, resource, reader, list(rows)) == rows


class TestDeltas:
    async def test_an_old_list_and_what_changed_are_the_new_list(self, world: World) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await issued(bought)
        reader = bought.manager
        old = {resource.name: await standing(reader, resource) for resource in (ORDERS, RECEIPTS)}
        await act(bought.buyer, one, "send")
        await act(bought.buyer, other, "send")
        page = await page_of(bought.buyer, one)
        assert (await world.client.post(f"{page}/confirm", json={"name": "Joana"})).status_code == 200
        wrong = await received(bought.buyer, one, "100")
        await step(bought.buyer, wrong, "cancel", reason=WHY)
        corrected = await received(bought.buyer, other, "1")
        body = {"items": [{"orderItemId": other["items"][1]["id"], "accepted": "2"}]}
        assert (await bought.buyer.put(f"/api/receipts/{corrected['id']}", json=body)).status_code == 200
        await checked(bought.buyer, corrected)
        await returned(bought, other)
        supplier = bought.asked.suppliers[0]
        renamed = {"kind": "PJ", "name": "Outro nome", "email": supplier["email"]}
        assert (await bought.buyer.put(f"/api/suppliers/{supplier['id']}", json=renamed)).status_code == 200
        for resource in (ORDERS, RECEIPTS):
            await caught_up(reader, resource, old[resource.name])
