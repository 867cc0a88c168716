"""Receipts: what came, counted item by item, checked against order and invoice, or taken back.

Locks in the order of `service/moves.py`: request, order, receipt. Of two counts at once the second finds what the
first left to come.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from esteio.brazil.numbers import format_decimal
from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import Conflict, InvalidInput, NotFound, VersionConflict
from esteio.core.wire import check_text
from esteio.modules.procurement.errors import DifferencesUnexplained, OverDelivery
from esteio.modules.procurement.rules.orders import WITH_SUPPLIER
from esteio.modules.procurement.rules.receiving import (
    LEAST_REASON_CHARS,
    OrderedLine,
    ReceiptMove,
    may_still_come,
    require_receipt_move,
)
from esteio.modules.procurement.rules.vocabulary import OrderStatus, ReceiptStatus
from esteio.modules.procurement.schemas.receipts import FinishInput, ReceiptInput
from esteio.modules.procurement.service import approvals, fulfilment, match
from esteio.modules.procurement.service.order_history import OrderEventKind, note
from esteio.modules.procurement.service.order_holding import HeldOrder, hold_order
from esteio.modules.procurement.store import order_items as item_store
from esteio.modules.procurement.store import receipts as store
from esteio.modules.procurement.store.numbers import next_code
from esteio.modules.workspace.api import get_today

MOST_AGE = datetime.timedelta(days=366)
MOST_QUANTITY = Decimal(10) ** 11
_PLACES = 3


class ReceiptText(msgspec.Struct, frozen=True):
    """A receipt as JSON text, and the version of its row."""

    text: str
    version: int


class HeldReceipt(NamedTuple):
    """Locked rows."""

    held: HeldOrder
    receipt: asyncpg.Record


class _Count(msgspec.Struct, frozen=True, kw_only=True):
    """A count that was found right."""

    arrived_on: datetime.date
    invoice_id: UUID | None
    notes: str
    items: list[store.CountRow]

    @property
    def arrived(self) -> bool:
        """Whether anything was accepted."""
        return any(row.accepted for row in self.items)

    @property
    def values(self) -> dict[str, object]:
        """The columns of the receipt itself."""
        return {"arrived_on": self.arrived_on, "invoice_id": self.invoice_id, "notes": self.notes}


async def get(tx: Tx, actor: Actor, receipt_id: UUID) -> ReceiptText:
    """One receipt, whole, with what the actor can do; raises `NotFound`."""
    row = await store.find_document(tx, receipt_id, actor.permissions)
    if row is None:
        raise NotFound("Esse recebimento não existe.")
    return ReceiptText(row["document"], row["version"])


async def create(tx: Tx, actor: Actor, order_id: UUID, data: ReceiptInput, version: int | None, origin: Origin) -> UUID:
    """Write down what came of an order; order and request follow. Returns the receipt's id.

    `version` is that of the order. Raises `NotFound`, `VersionConflict`, `Conflict` unless the order is with its
    supplier, `OverDelivery` saying how much of each item may still come, `InvalidInput` naming each field.
    """
    held = await hold_order(tx, order_id, version)
    order = held.order
    if OrderStatus(order["status"]) not in WITH_SUPPLIER:
        detail = (
            "Este pedido foi encerrado; o que chegou agora não é mais dele."
            if order["status"] == OrderStatus.COMPLETED
            else "Só se recebe o que foi enviado ao fornecedor e não foi cancelado."
        )
        raise Conflict(detail, state=order["status"], version=order["version"])
    count = await _checked(tx, held, data)
    code = await next_code(tx, "REC", datetime.datetime.now(datetime.UTC))
    people: dict[str, object] = {"supplier_id": order["supplier_id"], "received_by": actor.user_id}
    receipt_id = await store.insert_receipt(tx, {"code": code, "order_id": order_id, **people, **count.values})
    await store.replace_items(tx, receipt_id, count.items)
    receipt = await store.get_receipt(tx, receipt_id)
    await _tell(tx, HeldReceipt(held, receipt), OrderEventKind.RECEIPT_COUNTED, actor, origin)
    await _follow(tx, held, actor, origin, arrived=count.arrived)
    return receipt_id


async def change(
    tx: Tx, actor: Actor, receipt_id: UUID, data: ReceiptInput, version: int | None, origin: Origin
) -> None:
    """Correct a count that was not handed in yet; order and request follow. Raises as `create`."""
    held, receipt = await hold_receipt(tx, receipt_id, version)
    if receipt["status"] != ReceiptStatus.PHYSICAL:
        raise Conflict("Só uma contagem em andamento pode ser corrigida.", state=receipt["status"])
    count = await _checked(tx, held, data, of=receipt)
    await store.update_receipt(tx, receipt_id, count.values)
    await store.replace_items(tx, receipt_id, count.items)
    await _tell(tx, HeldReceipt(held, receipt), OrderEventKind.RECEIPT_RECOUNTED, actor, origin)
    await _follow(tx, held, actor, origin)


async def hand_in(tx: Tx, actor: Actor, receipt_id: UUID, version: int | None, origin: Origin) -> None:
    """Give a count to whoever checks it; it changes no more. Raises `NotFound`, `VersionConflict`, `Conflict`."""
    held = await hold_receipt(tx, receipt_id, version)
    move = _require(held.receipt, "hand_in")
    await store.update_receipt(tx, receipt_id, {"status": move.target})
    await _tell(tx, held, OrderEventKind.RECEIPT_HANDED_IN, actor, origin, move=move)


async def finish(
    tx: Tx, actor: Actor, receipt_id: UUID, data: FinishInput, version: int | None, origin: Origin
) -> None:
    """Find a receipt right, against order and invoice; when all came and all is checked, order and request end.

    Raises `NotFound`, `VersionConflict`, `Conflict`, `InvalidInput` for an invoice that is not the order's, and
    `DifferencesUnexplained`, whose `differences` are those of the match: with a reason they are accepted.
    """
    held, receipt = await hold_receipt(tx, receipt_id, version)
    move = _require(receipt, "finish")
    order = held.order
    invoice_id = data.invoice_id or receipt["invoice_id"]
    if data.invoice_id is not None:
        fields: dict[str, str] = {}
        await _check_invoice(tx, order, data.invoice_id, fields)
        if fields:
            raise InvalidInput(fields=fields)
        await store.update_receipt(tx, receipt_id, {"invoice_id": data.invoice_id})
    reason = check_text("differenceReason", data.difference_reason).strip()
    found = await match.differences(tx, order["id"], receipt_id)
    if (found or invoice_id is None) and len(reason) < LEAST_REASON_CHARS:
        raise DifferencesUnexplained(
            "" if found else "Este recebimento não tem nota fiscal. Vincule-a ou explique por que concluir sem ela.",
            fields={"differenceReason": f"Explique com pelo menos {LEAST_REASON_CHARS} caracteres."},
            differences=msgspec.to_builtins(found),
        )
    values: dict[str, object] = {
        "status": move.target,
        "checked_by": actor.user_id,
        "done_at": datetime.datetime.now(datetime.UTC),
        "difference_reason": reason,
    }
    await store.update_receipt(tx, receipt_id, values)
    kinds = sorted({difference.kind for difference in found})
    told: dict[str, object] = {"differences": kinds} if kinds else {}
    await _tell(
        tx, HeldReceipt(held, receipt), OrderEventKind.RECEIPT_DONE, actor, origin, text=reason, detail=told, move=move
    )
    await _follow(tx, held, actor, origin)


async def cancel(tx: Tx, actor: Actor, receipt_id: UUID, reason: str, version: int | None, origin: Origin) -> None:
    """Take a receipt back that was not found right yet: what it counted did not come. Order and request follow.

    Raises `NotFound`, `VersionConflict`, `Conflict`, `InvalidInput` for a reason that says nothing.
    """
    text = check_text("reason", reason).strip()
    if len(text) < LEAST_REASON_CHARS:
        raise InvalidInput(fields={"reason": f"Conte o motivo com pelo menos {LEAST_REASON_CHARS} caracteres."})
    held, receipt = await hold_receipt(tx, receipt_id, version)
    move = _require(receipt, "cancel")
    await store.update_receipt(tx, receipt_id, {"status": move.target, "cancelled_reason": text})
    await _tell(tx, HeldReceipt(held, receipt), OrderEventKind.RECEIPT_CANCELLED, actor, origin, text=text, move=move)
    await _follow(tx, held, actor, origin)


async def hold_receipt(tx: Tx, receipt_id: UUID, version: int | None) -> HeldReceipt:
    """Lock a receipt, its order and its request; raises `NotFound`, `VersionConflict`."""
    found = await store.find_receipt(tx, receipt_id)
    if found is None:
        raise NotFound("Esse recebimento não existe.")
    held = await hold_order(tx, found["order_id"])
    receipt = await store.lock_receipt(tx, receipt_id)
    if receipt is None:
        raise RuntimeError("receipts are not deleted")
    if version is not None and version != receipt["version"]:
        raise VersionConflict(version=receipt["version"], state=receipt["status"])
    return HeldReceipt(held, receipt)


def _require(receipt: asyncpg.Record, action: str) -> ReceiptMove:
    return require_receipt_move(ReceiptStatus(receipt["status"]), action)


async def _follow(tx: Tx, held: HeldOrder, actor: Actor, origin: Origin, *, arrived: bool = False) -> None:
    held = await fulfilment.recount(tx, held, origin)
    await fulfilment.follow(tx, held.request, actor, origin, arrived=arrived)


async def _checked(tx: Tx, held: HeldOrder, data: ReceiptInput, of: asyncpg.Record | None = None) -> _Count:
    """The count as it is stored; `of` is the receipt that it replaces the count of.

    Raises `InvalidInput` with everything that is wrong at once, `OverDelivery`.
    """
    fields: dict[str, str] = {}
    today = await get_today(tx)
    arrived_on = data.arrived_on or today
    if not today - MOST_AGE <= arrived_on <= today:
        fields["arrivedOn"] = "Escolha o dia em que chegou: hoje ou antes, há menos de um ano."
    if data.invoice_id is not None:
        await _check_invoice(tx, held.order, data.invoice_id, fields)
    notes = check_text("notes", data.notes).strip()
    lines = await _lines_without(tx, held.order["id"], of)
    items = _counted(data, lines, fields)
    if fields:
        raise InvalidInput(fields=fields)
    tolerance = (await approvals.policy_of(tx, held.request)).over_delivery_percent
    _require_within(items, lines, tolerance, await _units(tx, held.order["id"]))
    return _Count(arrived_on=arrived_on, invoice_id=data.invoice_id, notes=notes, items=items)


async def _lines_without(tx: Tx, order_id: UUID, receipt: asyncpg.Record | None) -> dict[UUID, OrderedLine]:
    """The lines of an order, as if the receipt had counted nothing."""
    lines = {line.id: line for line in await fulfilment.list_lines(tx, order_id)}
    if receipt is None:
        return lines
    for row in await store.list_accepted(tx, receipt["id"]):
        line = lines[row["order_item_id"]]
        lines[line.id] = msgspec.structs.replace(line, received=line.received - row["accepted"])
    return lines


async def _units(tx: Tx, order_id: UUID) -> dict[UUID, str]:
    return {row["id"]: row["unit"] for row in await item_store.list_items(tx, order_id)}


def _counted(data: ReceiptInput, known: Collection[UUID], fields: dict[str, str]) -> list[store.CountRow]:
    """What was counted, one row an item; what is wrong is added to `fields`."""
    seen: set[UUID] = set()
    items: list[store.CountRow] = []
    for number, item in enumerate(data.items):
        at = f"items[{number}]"
        if item.order_item_id not in known:
            fields[f"{at}.orderItemId"] = "Este item não é deste pedido."
        elif item.order_item_id in seen:
            fields[f"{at}.orderItemId"] = "Este item já está na lista; some as quantidades."
        seen.add(item.order_item_id)
        wrong = {
            f"{at}.{name}": finding
            for name, value in (("accepted", item.accepted), ("refused", item.refused))
            if (finding := _finding(value))
        }
        why = check_text(f"{at}.refusedReason", item.refused_reason).strip()
        if not wrong and not item.accepted and not item.refused:
            wrong[f"{at}.accepted"] = "Informe quanto chegou, ou deixe o item de fora."
        if not wrong and item.refused and not why:
            wrong[f"{at}.refusedReason"] = "Diga por que foi recusado."
        fields |= wrong
        items.append(
            store.CountRow(
                order_item_id=item.order_item_id,
                accepted=item.accepted,
                refused=item.refused,
                refused_reason=why if item.refused else "",
            )
        )
    return items


def _finding(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        return "Informe um número."
    if not 0 <= value < MOST_QUANTITY:
        return "Informe uma quantidade de zero em diante."
    return f"Use no máximo {_PLACES} casas decimais." if -exponent > _PLACES else ""


def _require_within(
    items: list[store.CountRow], lines: dict[UUID, OrderedLine], tolerance: Decimal, units: dict[UUID, str]
) -> None:
    """Raise `OverDelivery` where more was accepted than was ordered and the tolerance allows."""
    fields: dict[str, str] = {}
    still: dict[str, str] = {}
    for number, item in enumerate(items):
        most = may_still_come(lines[item.order_item_id], tolerance)
        if item.accepted > most:
            shown = f"{format_decimal(most)} {units[item.order_item_id]}"
            fields[f"items[{number}].accepted"] = f"Ainda podem chegar no máximo {shown} deste item."
            still[str(item.order_item_id)] = str(most)
    if fields:
        raise OverDelivery(fields=fields, mayStillCome=still)


async def _check_invoice(tx: Tx, order: asyncpg.Record, invoice_id: UUID, fields: dict[str, str]) -> None:
    if not await store.is_invoice_of(tx, invoice_id, order["id"]):
        fields["invoiceId"] = "Esta nota fiscal não é deste pedido ou foi cancelada."


async def _tell(
    tx: Tx,
    held: HeldReceipt,
    kind: OrderEventKind,
    actor: Actor,
    origin: Origin,
    *,
    text: str = "",
    detail: dict[str, object] | None = None,
    move: ReceiptMove | None = None,
) -> None:
    """A line in the history of the receipt's order, and one in the trail for the receipt itself."""
    receipt = held.receipt
    named: dict[str, object] = {"receipt": {"id": str(receipt["id"]), "code": receipt["code"]}, **(detail or {})}
    await note(tx, held.held.order["id"], kind, actor, origin, text=text, detail=named)
    record(
        tx,
        AuditEntry(
            action=f"receipts.{kind.removeprefix('receipt_')}",
            tenant_id=tx.tenant_id,
            user_id=actor.user_id,
            thing="receipt",
            thing_id=receipt["id"],
            before={"status": move.source} if move else None,
            after={"status": move.target if move else receipt["status"]},
            detail=detail,
            origin=origin,
        ),
    )
