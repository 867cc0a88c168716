"""The three-way match of an order: gathered here, judged by `rules/match.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.modules.procurement.rules.invoices import same_party
from esteio.modules.procurement.rules.match import (
    ZERO,
    Counted,
    Difference,
    Invoiced,
    InvoiceLine,
    Ordered,
    OrderedItem,
    find_differences,
    match_lines,
)
from esteio.modules.procurement.schemas.invoices import MatchInvoice, MatchReceipt, MatchTotals, OrderMatch
from esteio.modules.procurement.schemas.orders import CodeRef
from esteio.modules.procurement.service import approval_policy
from esteio.modules.procurement.store import match as store


class _Sides(msgspec.Struct, frozen=True, kw_only=True):
    """All that is held against each other of one order."""

    row: asyncpg.Record
    order: Ordered
    receipts: list[asyncpg.Record]
    counts: list[asyncpg.Record]
    invoice_rows: list[asyncpg.Record]
    invoices: list[Invoiced]
    price_tolerance_percent: Decimal

    def counted(self, receipts: Iterable[UUID]) -> dict[UUID, Counted]:
        """What came of each item with these receipts."""
        wanted = set(receipts)
        found: dict[UUID, Counted] = {}
        for row in self.counts:
            if row["receipt_id"] in wanted:
                before = found.get(row["order_item_id"], Counted(ZERO))
                found[row["order_item_id"]] = Counted(
                    before.accepted + row["accepted"], before.refused + row["refused"]
                )
        return found


async def differences(tx: Tx, order_id: UUID, receipt_id: UUID) -> list[Difference]:
    """In what a receipt, its invoice and the order differ; empty when they agree.

    Its invoice is the one that it names, with everything else that came by it; a receipt that names none goes with
    those of the order's invoices that no receipt names. Whoever decides by it has locked the order. Raises `NotFound`.
    """
    sides = await _sides(tx, order_id)
    receipt = next((row for row in sides.receipts if row["id"] == receipt_id), None)
    if receipt is None:
        raise NotFound("Esse recebimento não é deste pedido, ou foi cancelado.")
    together = [row["id"] for row in sides.receipts if row["invoice_id"] == receipt["invoice_id"]]
    named = {row["invoice_id"] for row in sides.receipts if row["invoice_id"] is not None}
    if receipt["invoice_id"] is not None:
        own = [each for each in sides.invoices if each.id == receipt["invoice_id"]]
    else:
        own = [each for each in sides.invoices if each.id not in named]
    chosen = {each.id for each in own}
    others = [each for each in sides.invoices if each.id not in chosen]
    return find_differences(sides.order, own, sides.counted(together), sides.price_tolerance_percent, others=others)


async def of_order(tx: Tx, order_id: UUID) -> OrderMatch:
    """An order, all its receipts and all its invoices beside each other; raises `NotFound`."""
    sides = await _sides(tx, order_id)
    counted = sides.counted(row["id"] for row in sides.receipts)
    row = sides.row
    return OrderMatch(
        order=CodeRef(id=row["id"], code=row["code"]),
        price_tolerance_percent=sides.price_tolerance_percent,
        lines=match_lines(sides.order, sides.invoices, counted),
        ordered=MatchTotals(
            products=row["subtotal"] - row["discount"], freight=row["freight"], taxes=row["taxes"], total=row["total"]
        ),
        invoiced=_totals(sides.invoice_rows),
        receipts=[
            MatchReceipt(id=each["id"], code=each["code"], status=each["status"], invoice_id=each["invoice_id"])
            for each in sides.receipts
        ],
        invoices=[
            MatchInvoice(
                id=each["id"],
                number=each["number"],
                series=each["series"],
                issued_at=each["issued_at"],
                total=each["total"],
            )
            for each in sides.invoice_rows
        ],
        differences=find_differences(sides.order, sides.invoices, counted, sides.price_tolerance_percent),
    )


async def _sides(tx: Tx, order_id: UUID) -> _Sides:
    row = await store.find_order(tx, order_id)
    if row is None:
        raise NotFound("Esse pedido não existe.")
    items = [
        OrderedItem(
            id=each["id"],
            position=each["position"],
            description=each["description"],
            unit=each["unit"],
            quantity=each["quantity"],
            unit_price=each["unit_price"],
            net_total=each["net_total"],
            given_up=each["given_up"],
        )
        for each in await store.list_order_items(tx, order_id)
    ]
    invoice_rows = await store.list_invoices(tx, order_id)
    lines: dict[UUID, list[InvoiceLine]] = {}
    for each in await store.list_invoice_lines(tx, order_id):
        lines.setdefault(each["invoice_id"], []).append(_line(each))
    number = row["policy_number"]
    policy = (
        (await approval_policy.present(tx)).policy if number is None else await approval_policy.numbered(tx, number)
    )
    return _Sides(
        row=row,
        order=Ordered(items=tuple(items), freight=row["freight"], taxes=row["taxes"], total=row["total"]),
        receipts=await store.list_receipts(tx, order_id),
        counts=await store.list_counts(tx, order_id),
        invoice_rows=invoice_rows,
        invoices=[_invoiced(each, row, lines) for each in invoice_rows],
        price_tolerance_percent=policy.price_tolerance_percent,
    )


def _invoiced(row: asyncpg.Record, order: asyncpg.Record, lines: Mapping[UUID, list[InvoiceLine]]) -> Invoiced:
    own, recipient = order["own_document"], row["recipient_document"]
    return Invoiced(
        id=row["id"],
        number=row["number"],
        freight=row["freight"],
        taxes=row["taxes"],
        total=row["total"],
        lines=tuple(lines.get(row["id"], ())),
        issuer_known=same_party(order["supplier_document"], row["issuer_document"]),
        # A shop's receipt may name nobody, and an organisation may not have said who it is.
        recipient_fits=not own or not recipient or same_party(own, recipient),
    )


def _line(row: asyncpg.Record) -> InvoiceLine:
    return InvoiceLine(
        id=row["id"],
        description=row["description"],
        unit=row["unit"],
        quantity=row["quantity"],
        total=row["total"],
        discount=row["discount"],
        order_item_id=row["order_item_id"],
        factor=row["factor"],
    )


def _totals(invoices: Sequence[asyncpg.Record]) -> MatchTotals:
    zero = Decimal("0.00")
    return MatchTotals(
        products=sum((each["products_total"] - each["discount"] for each in invoices), zero),
        freight=sum((each["freight"] for each in invoices), zero),
        taxes=sum((each["taxes"] for each in invoices), zero),
        total=sum((each["total"] for each in invoices), zero),
    )
