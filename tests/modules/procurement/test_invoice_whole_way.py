"""From an approved purchase to a receipt that is checked with the supplier's note, as people go it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.brazil.nfe_documents import SUPPLIER, Line
from tests.factories import World
from tests.modules.procurement.invoice_steps import sent_note
from tests.modules.procurement.order_steps import Buying, buying, history, now, read, received, sent, step

REASON = "O fornecedor provou o aumento do aço."


async def ordered(world: World) -> tuple[Buying, dict[str, Any]]:
    """An order that its supplier has, whose CNPJ is known."""
    purchase = await buying(world)
    (order,) = await sent(purchase)
    supplier = await read(purchase.buyer, f"/api/suppliers/{order['supplier']['id']}")
    body = {"kind": "PJ", "name": supplier["name"], "email": supplier["email"], "document": SUPPLIER}
    changed = await purchase.buyer.put(f"/api/suppliers/{supplier['id']}", json=body)
    assert changed.status_code == 200, changed.text
    return purchase, order


async def noted(purchase: Buying, order: dict[str, Any], *, dearer: str = "0") -> dict[str, Any]:
    """The note of all of an order; each unit is that much dearer than was agreed."""
    lines = [
        Line(
            description=item["description"].upper(),
            unit=item["unit"],
            quantity=item["quantity"],
            unit_price=str(Decimal(item["unitPrice"]) + Decimal(dearer)),
            discount=item["discount"],
            order_code=order["code"],
            order_position=item["position"],
        )
        for item in order["items"]
    ]
    return await sent_note(purchase.buyer, *lines, freight=order["freight"], ipi=order["taxes"])


async def counted(purchase: Buying, order: dict[str, Any], invoice: dict[str, Any]) -> dict[str, Any]:
    """A receipt of all of it with that note, handed in."""
    quantities = [item["quantity"] for item in order["items"]]
    receipt = await received(purchase.buyer, order, *quantities, invoiceId=invoice["id"])
    return await step(purchase.buyer, receipt, "hand-in")


class TestWholeWay:
    async def test_what_agrees_needs_no_reason_and_ends_the_purchase(self, world: World) -> None:
        purchase, order = await ordered(world)
        invoice = await noted(purchase, order)
        assert (invoice["order"]["code"], invoice["unmapped"]) == (order["code"], 0)
        receipt = await counted(purchase, order, invoice)
        done = await step(purchase.buyer, receipt, "finish")
        assert done["status"] == "done"
        assert (await now(purchase.buyer, order))["status"] == "completed"
        match = await read(purchase.buyer, f"/api/purchase-orders/{order['id']}/match")
        assert match["differences"] == []
        assert match["ordered"] == match["invoiced"]
        seen = await read(purchase.buyer, f"/api/invoices/{invoice['id']}")
        assert seen["can"] == []
        assert "invoice_linked" in await history(purchase.buyer, order)

    async def test_a_difference_is_shown_and_takes_a_reason(self, world: World) -> None:
        purchase, order = await ordered(world)
        invoice = await noted(purchase, order, dearer="10.00")
        receipt = await counted(purchase, order, invoice)
        refused = await step(purchase.buyer, receipt, "finish", status=409)
        assert refused["code"] == "DIFFERENCES_UNEXPLAINED"
        kinds = [each["kind"] for each in refused["differences"]]
        assert kinds == ["price"] * len(order["items"]) + ["total"]
        assert all("preço na nota" in each["sentence"] for each in refused["differences"][:-1])
        done = await step(purchase.buyer, receipt, "finish", differenceReason=REASON)
        assert done["status"] == "done"
        match = await read(purchase.buyer, f"/api/purchase-orders/{order['id']}/match")
        assert [each["kind"] for each in match["differences"]] == kinds
