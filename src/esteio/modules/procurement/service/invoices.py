"""Invoices: reading a supplier's NF-e, saying which order it belongs to and which of its items each line is.

Whoever changes what an invoice counts for locks its order first, then the invoice, so that no receipt is being
checked meanwhile; what a receipt was done with does not change any more.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

import asyncpg
import msgspec

from esteio.brazil.errors import InvalidText
from esteio.brazil.nfe import Nfe, read_nfe
from esteio.brazil.plain_xml import MAX_BYTES
from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import Conflict, InvalidInput, NotFound, PayloadTooLarge, VersionConflict
from esteio.core.files import new_key
from esteio.core.wire import Ref, check_text
from esteio.http.services import Services
from esteio.modules.procurement.errors import (
    DuplicateInvoice,
    InvoiceInUse,
    InvoiceOfAnotherSupplier,
    InvoiceUnreadable,
)
from esteio.modules.procurement.rules.invoices import INVOICE_ACTIONS, InvoiceState, invoice_actions, same_party
from esteio.modules.procurement.rules.mapping import OfferedLine, Suggestion, suggest
from esteio.modules.procurement.rules.match import OrderedItem
from esteio.modules.procurement.rules.vocabulary import OrderStatus
from esteio.modules.procurement.schemas.invoices import (
    Invoice,
    InvoiceInput,
    InvoiceItem,
    Issuer,
    LineMapping,
)
from esteio.modules.procurement.schemas.orders import CodeRef
from esteio.modules.procurement.service.order_history import OrderEventKind, note
from esteio.modules.procurement.store import invoices as store
from esteio.modules.procurement.store import match as match_store

_TAKES_NOTES = (OrderStatus.SENT, OrderStatus.CONFIRMED, OrderStatus.COMPLETED)
MAX_FACTOR = Decimal(1_000_000_000)
_XML = "application/xml"


class InvoiceXml(msgspec.Struct, frozen=True):
    """The file of an invoice."""

    name: str
    data: bytes


class _Source(msgspec.Struct, frozen=True):
    """What an invoice is made of."""

    field: str
    """Where it stood in the request."""
    data: bytes
    file_id: UUID | None


async def get(tx: Tx, actor: Actor, invoice_id: UUID) -> Invoice:
    """One invoice, whole; raises `NotFound`."""
    row = await store.find_invoice(tx, invoice_id)
    if row is None:
        raise NotFound("Essa nota fiscal não existe.")
    return _invoice(row, await store.list_items(tx, invoice_id), actor)


async def read_xml(services: Services, tx: Tx, invoice_id: UUID) -> InvoiceXml:
    """The NF-e as its supplier sent it; raises `NotFound`."""
    row = await store.find_invoice(tx, invoice_id)
    key = await store.find_file_key(tx, row["file_id"]) if row else None
    if row is None or key is None:
        raise NotFound("Essa nota fiscal não existe.")
    return InvoiceXml(f"{row['access_key']}-nfe.xml", await services.files.read(key))


async def add(services: Services, tx: Tx, actor: Actor, data: InvoiceInput, origin: Origin) -> Invoice:
    """Read an NF-e and keep it, with the items of its order that its lines seem to be.

    Raises `InvalidInput`, `InvoiceUnreadable` with what is wrong with the XML, `PayloadTooLarge`, `DuplicateInvoice`,
    `InvoiceOfAnotherSupplier`, `Conflict` for an order that takes no notes.
    """
    source = await _source(services, tx, data)
    try:
        nfe = await asyncio.to_thread(read_nfe, source.data)
    except InvalidText as error:
        raise InvoiceUnreadable(fields={source.field: str(error)}) from None
    sha256 = hashlib.sha256(source.data).hexdigest()
    same = await store.find_same(tx, nfe.access_key, sha256)
    if same is not None:
        raise DuplicateInvoice(invoiceId=same["id"])
    order = await _order_of(tx, nfe, data.order_id)
    supplier_id = order["supplier_id"] if order else await store.find_supplier_of(tx, nfe.issuer_document)
    file_id = source.file_id or await _keep(services, tx, actor, nfe, source.data)
    try:
        invoice_id = await store.insert_invoice(
            tx, nfe, sha256=sha256, supplier_id=supplier_id, file_id=file_id, created_by=actor.user_id
        )
    except asyncpg.UniqueViolationError:  # somebody else sent it at the same time
        raise DuplicateInvoice from None
    record(tx, _entry("added", actor, invoice_id, origin))
    await _put_on(tx, invoice_id, order, supplier_id)
    if order is not None:
        await _tell_order(tx, actor, order["id"], OrderEventKind.INVOICE_LINKED, invoice_id, nfe.number, origin)
    return await get(tx, actor, invoice_id)


async def link(
    tx: Tx, actor: Actor, invoice_id: UUID, order_id: UUID | None, version: int | None, origin: Origin
) -> Invoice:
    """Say which order an invoice belongs to (None: none), and take its lines for that order's items anew.

    Raises `NotFound`, `VersionConflict`, `InvalidInput`, `InvoiceOfAnotherSupplier`, `InvoiceInUse`, `Conflict`.
    """
    row, orders = await _lock(tx, invoice_id, version, "link", order_id)
    order = None
    if order_id is not None:
        order = orders.get(order_id)
        if order is None:
            raise InvalidInput(fields={"orderId": "Esse pedido não existe."})
        _require_takes(order, row["issuer_document"])
    supplier_id = order["supplier_id"] if order else await store.find_supplier_of(tx, row["issuer_document"])
    await _put_on(tx, invoice_id, order, supplier_id)
    record(tx, _entry("linked" if order else "unlinked", actor, invoice_id, origin))
    if row["order_id"] is not None and row["order_id"] != order_id:
        await _tell_order(
            tx, actor, row["order_id"], OrderEventKind.INVOICE_UNLINKED, invoice_id, row["number"], origin
        )
    if order_id is not None and row["order_id"] != order_id:
        await _tell_order(tx, actor, order_id, OrderEventKind.INVOICE_LINKED, invoice_id, row["number"], origin)
    return await get(tx, actor, invoice_id)


async def put_mapping(
    tx: Tx, actor: Actor, invoice_id: UUID, lines: list[LineMapping], version: int | None, origin: Origin
) -> Invoice:
    """Say of every line which item of the order it is; raises `NotFound`, `VersionConflict`, `InvalidInput` naming each
    line that is wrong, `InvoiceInUse`, `Conflict`."""
    row, _ = await _lock(tx, invoice_id, version, "map")
    known = {each["id"] for each in await store.list_items(tx, invoice_id)}
    wanted = {each["id"] for each in await match_store.list_order_items(tx, row["order_id"])}
    _check_mapping(lines, known, wanted)
    mapping = {each.id: (each.order_item_id, each.factor) for each in lines if each.order_item_id is not None}
    await store.set_mapping(tx, invoice_id, mapping, suggested=False)
    await store.set_order(tx, invoice_id, row["order_id"], row["supplier_id"])
    record(tx, _entry("mapped", actor, invoice_id, origin))
    await _tell_order(tx, actor, row["order_id"], OrderEventKind.INVOICE_MAPPED, invoice_id, row["number"], origin)
    return await get(tx, actor, invoice_id)


async def cancel(tx: Tx, actor: Actor, invoice_id: UUID, reason: str, version: int | None, origin: Origin) -> Invoice:
    """Note that an invoice does not count: its issuer cancelled it, or it was entered by mistake.

    Raises `NotFound`, `VersionConflict`, `InvalidInput`, `InvoiceInUse`, `Conflict`.
    """
    words = check_text("reason", reason).strip()
    if len(words) < 10:
        raise InvalidInput(fields={"reason": "Escreva o motivo em pelo menos 10 caracteres."})
    row, _ = await _lock(tx, invoice_id, version, "cancel")
    await store.set_cancelled(tx, invoice_id, words, cancelled=True)
    record(tx, _entry("cancelled", actor, invoice_id, origin))
    if row["order_id"] is not None:
        await _tell_order(
            tx, actor, row["order_id"], OrderEventKind.INVOICE_CANCELLED, invoice_id, row["number"], origin, words
        )
    return await get(tx, actor, invoice_id)


async def restore(tx: Tx, actor: Actor, invoice_id: UUID, version: int | None, origin: Origin) -> Invoice:
    """Let an invoice count again; raises `NotFound`, `VersionConflict`, `Conflict`."""
    row, _ = await _lock(tx, invoice_id, version, "restore")
    await store.set_cancelled(tx, invoice_id, "", cancelled=False)
    record(tx, _entry("restored", actor, invoice_id, origin))
    if row["order_id"] is not None:
        await _tell_order(
            tx, actor, row["order_id"], OrderEventKind.INVOICE_RESTORED, invoice_id, row["number"], origin
        )
    return await get(tx, actor, invoice_id)


async def _source(services: Services, tx: Tx, data: InvoiceInput) -> _Source:
    if (data.xml is None) == (data.file_id is None):
        raise InvalidInput(fields={"xml": "Envie o texto do XML, ou o fileId do arquivo enviado; um dos dois."})
    if data.xml is not None:
        return _Source("xml", check_text("xml", data.xml).encode(), None)
    file = await store.find_uploaded(tx, data.file_id) if data.file_id else None
    if file is None:
        raise InvalidInput(fields={"fileId": "Esse arquivo não foi enviado como nota fiscal."})
    if file["size_bytes"] > MAX_BYTES:
        raise PayloadTooLarge(f"O XML de uma NF-e não passa de {MAX_BYTES // 1_048_576} MB.", maxBytes=MAX_BYTES)
    return _Source("fileId", await services.files.read(file["key"]), file["id"])


async def _keep(services: Services, tx: Tx, actor: Actor, note: Nfe, data: bytes) -> UUID:
    # Should the transaction fail after all, the bytes stay behind under a key that nothing names.
    name = f"{note.access_key}-nfe.xml"
    stored = await services.files.write_bytes(new_key(actor.tenant_id), data, name=name, content_type=_XML)
    return await store.insert_file(tx, stored, actor.user_id)


async def _order_of(tx: Tx, note: Nfe, order_id: UUID | None) -> asyncpg.Record | None:
    """The order, locked: the one that was asked for, or the only one of this supplier that the note names."""
    if order_id is not None:
        locked = await store.lock_orders(tx, [order_id])
        if not locked:
            raise InvalidInput(fields={"orderId": "Esse pedido não existe."})
        _require_takes(locked[0], note.issuer_document)
        return locked[0]
    named = await store.list_orders_named(tx, [code.upper() for code in note.order_codes])
    own = [each["id"] for each in named if same_party(each["supplier_document"], note.issuer_document)]
    if len(own) != 1:
        return None
    locked = await store.lock_orders(tx, own)
    return locked[0] if locked[0]["status"] in _TAKES_NOTES else None


def _require_takes(order: asyncpg.Record, issuer_document: str) -> None:
    if order["status"] not in _TAKES_NOTES:
        raise Conflict("Só se liga nota fiscal a um pedido que foi enviado ao fornecedor.", state=order["status"])
    # Without a document in the register nobody can tell: the match says so.
    if order["supplier_document"] and not same_party(order["supplier_document"], issuer_document):
        raise InvoiceOfAnotherSupplier


async def _put_on(tx: Tx, invoice_id: UUID, order: asyncpg.Record | None, supplier_id: UUID | None) -> None:
    """Make the invoice one of the order, with its lines as they seem to be, or one of none."""
    chosen = await _suggested(tx, invoice_id, order) if order is not None else {}
    mapping = {line_id: (each.order_item_id, each.factor) for line_id, each in chosen.items()}
    await store.set_mapping(tx, invoice_id, mapping, suggested=True)
    await store.set_order(tx, invoice_id, order["id"] if order is not None else None, supplier_id)


async def _suggested(tx: Tx, invoice_id: UUID, order: asyncpg.Record) -> dict[UUID, Suggestion]:
    items = [
        OrderedItem(
            id=row["id"],
            position=row["position"],
            description=row["description"],
            unit=row["unit"],
            quantity=row["quantity"],
            unit_price=row["unit_price"],
            net_total=row["net_total"],
        )
        for row in await match_store.list_order_items(tx, order["id"])
    ]
    lines = [
        OfferedLine(
            id=row["id"],
            description=row["description"],
            unit=row["unit"],
            quantity=row["quantity"],
            unit_price=row["unit_price"],
            tax_unit=row["tax_unit"],
            tax_quantity=row["tax_quantity"],
            order_code=row["order_code"],
            order_position=row["order_position"],
        )
        for row in await store.list_items(tx, invoice_id)
    ]
    return await asyncio.to_thread(suggest, lines, items, order["code"])


def _check_mapping(lines: list[LineMapping], known: Collection[UUID], wanted: Collection[UUID]) -> None:
    """Raises `InvalidInput` with everything that is wrong."""
    fields: dict[str, str] = {}
    seen: set[UUID] = set()
    for number, line in enumerate(lines):
        if line.id not in known:
            fields[f"items[{number}].id"] = "Essa linha não é desta nota."
        elif line.id in seen:
            fields[f"items[{number}].id"] = "Essa linha está duas vezes."
        seen.add(line.id)
        if line.order_item_id is not None and line.order_item_id not in wanted:
            fields[f"items[{number}].orderItemId"] = "Esse item não é do pedido desta nota."
        if not line.factor.is_finite() or not (0 < line.factor <= MAX_FACTOR) or line.factor != round(line.factor, 6):
            fields[f"items[{number}].factor"] = "Use um número acima de zero, com até seis casas decimais."
    missing = len(set(known) - seen)
    if missing and not fields:
        fields["items"] = f"Diga de cada linha da nota que item ela é; faltam {missing}."
    if fields:
        raise InvalidInput(fields=fields)


async def _lock(
    tx: Tx, invoice_id: UUID, version: int | None, action: str, order_id: UUID | None = None
) -> tuple[asyncpg.Record, dict[UUID, asyncpg.Record]]:
    """The invoice and, by id, its order and `order_id`, all locked, for an action that its state allows."""
    seen = await store.find_invoice(tx, invoice_id)
    if seen is None:
        raise NotFound("Essa nota fiscal não existe.")
    ids = {each for each in (seen["order_id"], order_id) if each is not None}
    orders = {row["id"]: row for row in await store.lock_orders(tx, sorted(ids))}
    row = await store.lock_invoice(tx, invoice_id)
    if row is None:
        raise NotFound("Essa nota fiscal não existe.")
    if row["order_id"] != seen["order_id"] or (version is not None and version != row["version"]):
        raise VersionConflict(version=row["version"])
    state = InvoiceState(row["state"])
    if action not in INVOICE_ACTIONS[state]:
        allowed = list(INVOICE_ACTIONS[state])
        if state in (InvoiceState.IN_USE, InvoiceState.CHECKED):
            raise InvoiceInUse(state=state.value, allowed=allowed)
        raise Conflict(_REFUSALS[action], state=state.value, allowed=allowed)
    return row, orders


_REFUSALS = {
    "link": "Uma nota cancelada não é ligada a pedido.",
    "map": "Ligue a nota a um pedido antes de dizer que itens são.",
    "cancel": "Esta nota já está cancelada.",
    "restore": "Só uma nota cancelada volta a valer.",
}


async def _tell_order(
    tx: Tx,
    actor: Actor,
    order_id: UUID,
    kind: OrderEventKind,
    invoice_id: UUID,
    number: str,
    origin: Origin,
    text: str = "",
) -> None:
    """A line of the order's history."""
    await note(tx, order_id, kind, actor, origin, text=text, detail={"invoiceId": str(invoice_id), "number": number})


def _invoice(row: asyncpg.Record, lines: list[asyncpg.Record], actor: Actor) -> Invoice:
    return Invoice(
        id=row["id"],
        access_key=row["access_key"],
        number=row["number"],
        series=row["series"],
        issued_at=row["issued_at"],
        issuer=Issuer(document=row["issuer_document"], name=row["issuer_name"]),
        supplier=Ref(id=row["supplier_id"], name=row["supplier_name"]) if row["supplier_id"] else None,
        order=CodeRef(id=row["order_id"], code=row["order_code"]) if row["order_id"] else None,
        products_total=row["products_total"],
        discount=row["discount"],
        freight=row["freight"],
        taxes=row["taxes"],
        total=row["total"],
        items=row["items"],
        unmapped=row["unmapped"],
        cancelled_at=row["cancelled_at"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
        can=invoice_actions(actor.permissions, InvoiceState(row["state"])),
        recipient_document=row["recipient_document"],
        file_id=row["file_id"],
        cancelled_reason=row["cancelled_reason"],
        lines=[_item(line) for line in lines],
    )


def _item(row: asyncpg.Record) -> InvoiceItem:
    return InvoiceItem(
        id=row["id"],
        position=row["position"],
        supplier_code=row["supplier_code"],
        description=row["description"],
        ncm=row["ncm"],
        unit=row["unit"],
        quantity=row["quantity"],
        unit_price=row["unit_price"],
        discount=row["discount"],
        total=row["total"],
        order_item_id=row["order_item_id"],
        factor=row["factor"],
        suggested=row["suggested"],
    )


def _entry(what: str, actor: Actor, invoice_id: UUID, origin: Origin) -> AuditEntry:
    return AuditEntry(
        action=f"invoices.{what}",
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="invoice",
        thing_id=invoice_id,
        origin=origin,
    )
