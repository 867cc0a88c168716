"""Orders and receipts as rows, for notes to be held against, and notes that fit them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Any
from uuid import UUID

import msgspec
from tests.brazil.nfe_documents import SUPPLIER, Line, nfe_xml
from tests.factories import Person, World
from tests.modules.procurement.organisation_steps import new_supplier
from tests.modules.procurement.procurement_steps import Firm, approved

from esteio.core.access import Scope
from esteio.modules.procurement.store import request_items

_numbers = count(1)
CENT = Decimal("0.01")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """An item of an order."""

    description: str = "Cimento CP II-E-32, saco 50 kg"
    unit: str = "SC"
    quantity: str = "100"
    unit_price: str = "38.90"

    @property
    def total(self) -> Decimal:
        """In R$."""
        return (Decimal(self.quantity) * Decimal(self.unit_price)).quantize(CENT, ROUND_HALF_UP)


CEMENT = Wanted()
STEEL = Wanted(description="Vergalhão CA-50 10 mm, barra 12 m", unit="BR", quantity="50", unit_price="44.00")


@dataclass
class Bought:
    """An order, and the ids of its items."""

    world: World
    scope: Scope
    id: UUID
    code: str
    items: list[UUID]
    supplier: dict[str, Any]


async def bought(
    firm: Firm,
    *wanted: Wanted,
    supplier: dict[str, Any] | None = None,
    freight: str = "0.00",
    status: str = "sent",
) -> Bought:
    """An order for cement and steel, unless `wanted` says otherwise, that went to its supplier."""
    things = wanted or (CEMENT, STEEL)
    if supplier is None:
        known = await firm.owner.get("/api/suppliers", params={"q": SUPPLIER})
        found = known.json()["data"]
        supplier = found[0] if found else await new_supplier(firm.owner, name="Casa do Construtor", document=SUPPLIER)
    items = [
        {"description": each.description, "unit": each.unit, "quantity": each.quantity, "estimatedUnitPrice": "1"}
        for each in things
    ]
    request = await approved(firm, items=items)
    return await order_rows(
        firm.world,
        firm.owner,
        UUID(request["id"]),
        UUID(firm.centre["id"]),
        supplier,
        *things,
        freight=freight,
        status=status,
    )


async def order_rows(
    world: World,
    owner: Person,
    request_id: UUID,
    cost_centre_id: UUID,
    supplier: dict[str, Any],
    *things: Wanted,
    freight: str = "0.00",
    status: str = "sent",
) -> Bought:
    """An order for what the request asks for, written straight into the tables, with what stands between the two."""
    code = f"PED-2025-{next(_numbers):03}"  # a year in which the program gives no numbers any more
    total = sum((each.total for each in things), Decimal(freight))
    scope = Scope(tenant_id=owner.tenant_id)
    async with world.db.transaction(scope) as tx:

        async def insert(table: str, **values: object) -> UUID:
            columns, places = ", ".join(values), ", ".join(f"${at}" for at in range(2, len(values) + 2))
            return await tx.fetchval(
                f"insert into {table} (tenant_id, {columns}) values ($1, {places}) returning id",
                owner.tenant_id,
                *values.values(),
            )

        supplier_id = UUID(supplier["id"])
        closes_at = await tx.fetchval("select now() + interval '1 day'")
        round_id = await insert(
            "quotation_rounds",
            code=f"COT-{code}",
            request_id=request_id,
            closes_at=closes_at,
            status="awarded",
        )
        quotation_id = await insert(
            "quotations",
            round_id=round_id,
            purchase_request_id=request_id,
            supplier_id=supplier_id,
            status="winner",
            link_nonce="n",
        )
        award_id = await insert(
            "awards",
            request_id=request_id,
            round_id=round_id,
            total=total,
            comparison="{}",
            awarded_by=owner.id,
        )
        order_id = await insert(
            "purchase_orders",
            code=code,
            request_id=request_id,
            award_id=award_id,
            quotation_id=quotation_id,
            supplier_id=supplier_id,
            cost_centre_id=cost_centre_id,
            status=status,
            subtotal=total - Decimal(freight),
            freight=Decimal(freight),
            total=total,
            link_nonce="n",
        )
        asked = await request_items.list_items(tx, request_id)
        ids: list[UUID] = []
        for position, (each, row) in enumerate(zip(things, asked, strict=True), start=1):
            amounts: dict[str, object] = {
                "item_id": row["id"],
                "position": position,
                "description": each.description,
                "unit": each.unit,
                "quantity": Decimal(each.quantity),
                "unit_price": Decimal(each.unit_price),
                # The freight is shared out, as it is when an award is made.
                "freight": Decimal(freight) if position == 1 else Decimal(0),
                "total": each.total + (Decimal(freight) if position == 1 else Decimal(0)),
            }
            award_item_id = await insert(
                "award_items",
                award_id=award_id,
                quotation_id=quotation_id,
                supplier_id=supplier_id,
                first_total=each.total,
                highest_total=each.total,
                lowest_total=each.total,
                **amounts,
            )
            ids.append(await insert("purchase_order_items", order_id=order_id, award_item_id=award_item_id, **amounts))
    return Bought(world, scope, order_id, code, ids, supplier)


async def arrived(
    order: Bought, *accepted: str, refused: str = "0", invoice_id: str | None = None, status: str = "fiscal"
) -> UUID:
    """A receipt of that much of each item; `refused` is of the first."""
    async with order.world.db.transaction(order.scope) as tx:
        receipt_id = await tx.fetchval(
            """
            insert into receipts (tenant_id, code, order_id, supplier_id, invoice_id, status, arrived_on)
            values ($1, $2, $3, $4, $5, $6, current_date) returning id
            """,
            order.scope.tenant_id,
            f"REC-2026-{next(_numbers):03}",
            order.id,
            UUID(order.supplier["id"]),
            UUID(invoice_id) if invoice_id else None,
            status,
        )
        for at, (item, quantity) in enumerate(zip(order.items, accepted, strict=False)):
            await tx.execute(
                """
                insert into receipt_items (tenant_id, receipt_id, order_item_id, accepted, refused)
                values ($1, $2, $3, $4, $5)
                """,
                order.scope.tenant_id,
                receipt_id,
                item,
                Decimal(quantity),
                Decimal(refused) if at == 0 else Decimal(0),
            )
    return receipt_id


async def set_receipt(order: Bought, receipt_id: UUID, status: str) -> None:
    """Give a receipt another state."""
    async with order.world.db.transaction(order.scope) as tx:
        await tx.execute("update receipts set status = $2 where id = $1", receipt_id, status)


def note_lines(order: Bought, *wanted: Wanted) -> list[Line]:
    """Lines as a supplier writes them who names the order and its items."""
    return [
        Line(
            description=each.description.upper(),
            unit=each.unit,
            quantity=each.quantity,
            unit_price=each.unit_price,
            order_code=order.code,
            order_position=at,
        )
        for at, each in enumerate(wanted or (CEMENT, STEEL), start=1)
    ]


async def sent_note(
    person: Person, *lines: Line, order: Bought | None = None, status: int = 201, **values: Any
) -> dict[str, Any]:
    """Send a new note; the invoice, or the problem where another `status` is expected."""
    xml = nfe_xml(*lines, **{"number": 5000 + next(_numbers), **values})
    body = {"xml": xml, **({"orderId": str(order.id)} if order else {})}
    answer = await person.post("/api/invoices", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()
