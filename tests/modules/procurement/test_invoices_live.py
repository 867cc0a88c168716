"""The live list of invoices: what is told of a row is what the list shows of it, in every state."""

from __future__ import annotations

import pytest
from tests.factories import World
from tests.modules.live_steps import caught_up, listed, standing, told
from tests.modules.procurement.invoice_steps import Bought, arrived, bought, note_lines, sent_note, set_receipt
from tests.modules.procurement.procurement_steps import Firm, new_firm

from esteio.core.db import Database
from esteio.modules.procurement.live import INVOICES


@pytest.fixture
async def firm(world: World) -> Firm:
    return await new_firm(world)


async def one_in_each_state(firm: Firm, order: Bought) -> None:
    """Invoices that are free, linked, in use, checked, and cancelled."""
    await sent_note(firm.warehouse)
    await sent_note(firm.warehouse, order=order)
    for status in ("fiscal", "done"):
        made = await sent_note(firm.warehouse, order=order)
        await arrived(order, "1", invoice_id=made["id"], status=status)
    made = await sent_note(firm.warehouse)
    cancelled = await firm.warehouse.post(f"/api/invoices/{made['id']}/cancel", json={"reason": "Emitida por engano"})
    assert cancelled.status_code == 200, cancelled.text


class TestTold:
    async def test_rows_are_as_the_list_shows_them(self, firm: Firm, db: Database) -> None:
        await one_in_each_state(firm, await bought(firm))
        for reader, able in ((firm.warehouse, True), (firm.requester, False)):
            rows = {
                row["id"]: row
                for cancelled in (False, True)
                for row in (await listed(reader, INVOICES, cancelled=cancelled))["data"]
            }
            assert await told(db, INVOICES, reader, list(rows)) == rows
            can = sorted(row["can"] for row in rows.values())
            expected = [[], ["link", "cancel"], ["link", "map", "cancel"], ["map"], ["restore"]]
            assert can == (expected if able else [[]] * 5)

    async def test_an_old_list_and_what_changed_are_the_new_list(self, firm: Firm) -> None:
        order = await bought(firm)
        await one_in_each_state(firm, order)
        old = await standing(firm.warehouse, INVOICES)
        made = await sent_note(firm.warehouse, *note_lines(order))
        lines = [{"id": line["id"], "orderItemId": None} for line in made["lines"]]
        put = await firm.warehouse.put(f"/api/invoices/{made['id']}/items", json={"items": lines})
        assert put.json()["unmapped"] == 2
        await caught_up(firm.warehouse, INVOICES, old)
        receipt = await arrived(order, "1", invoice_id=made["id"])
        await set_receipt(order, receipt, "cancelled")
        body = {"kind": "PJ", "name": "Casa Nova", "document": order.supplier["document"]}
        renamed = await firm.owner.put(f"/api/suppliers/{order.supplier['id']}", json=body)
        assert renamed.status_code == 200, renamed.text
        await caught_up(firm.warehouse, INVOICES, old)
        assert {row["supplier"]["name"] for row in (await listed(firm.warehouse, INVOICES))["data"]} == {"Casa Nova"}
