"""Suppliers: adding, changing, putting away."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import msgspec

from esteio.brazil import cnpj, cpf, phone
from esteio.brazil.documents import formatted_document
from esteio.brazil.errors import InvalidText
from esteio.brazil.folding import fold
from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.wire import Address, check_text, checked_address, is_email
from esteio.modules.procurement.errors import DuplicateSupplier
from esteio.modules.procurement.permissions import SUPPLIERS_EDIT
from esteio.modules.procurement.rules.register import register_actions
from esteio.modules.procurement.rules.vocabulary import SupplierKind
from esteio.modules.procurement.schemas.suppliers import Supplier, SupplierInput
from esteio.modules.procurement.store import suppliers as store

_TEXTS = ("name", "trade_name", "email", "website", "contact_name", "notes")


async def get(tx: Tx, actor: Actor, supplier_id: UUID) -> Supplier:
    """One supplier; raises `NotFound`."""
    row = await store.find_supplier(tx, supplier_id)
    if row is None:
        raise NotFound("Esse fornecedor não existe.")
    return _supplier(row, actor)


async def create(tx: Tx, actor: Actor, data: SupplierInput, origin: Origin) -> Supplier:
    """A new supplier; raises `InvalidInput` naming each field, `DuplicateSupplier`."""
    try:
        supplier_id = await store.insert_supplier(tx, checked(data), actor.user_id)
    except asyncpg.UniqueViolationError:
        raise DuplicateSupplier from None
    record(tx, _entry("suppliers.created", actor, supplier_id, origin))
    return await get(tx, actor, supplier_id)


async def change(
    tx: Tx, actor: Actor, supplier_id: UUID, data: SupplierInput, version: int | None, origin: Origin
) -> Supplier:
    """Replace a supplier's data; raises `NotFound`, `VersionConflict`, `InvalidInput`, `DuplicateSupplier`."""
    await _lock(tx, supplier_id, version)
    try:
        await store.update_supplier(tx, supplier_id, checked(data))
    except asyncpg.UniqueViolationError:
        raise DuplicateSupplier from None
    record(tx, _entry("suppliers.changed", actor, supplier_id, origin))
    return await get(tx, actor, supplier_id)


async def set_archived(
    tx: Tx, actor: Actor, supplier_id: UUID, version: int | None, origin: Origin, *, archived: bool
) -> Supplier:
    """Put a supplier away or take it out again; its quotations and orders stay.

    Raises `NotFound`, `VersionConflict`.
    """
    await _lock(tx, supplier_id, version)
    await store.set_supplier_archived(tx, supplier_id, archived=archived)
    action = "suppliers.archived" if archived else "suppliers.restored"
    record(tx, _entry(action, actor, supplier_id, origin))
    return await get(tx, actor, supplier_id)


def checked(data: SupplierInput) -> dict[str, object]:
    """The values to store, normalised; raises `InvalidInput` with everything that is wrong at once."""
    fields: dict[str, str] = {}
    values: dict[str, object] = msgspec.structs.asdict(data)
    for name in _TEXTS:
        values[name] = check_text(name, str(values[name])).strip()
    if not values["name"]:
        fields["name"] = "Diga o nome do fornecedor."
    document = cpf if data.kind is SupplierKind.PF else cnpj
    for name, normalise in (("document", document.normalise), ("phone", phone.normalise), ("website", _website)):
        text = str(values[name]).strip()
        try:
            values[name] = normalise(text) if text else ""
        except InvalidText as error:
            fields[name] = str(error)
    if data.kind is SupplierKind.ONLINE and not values["website"]:
        fields.setdefault("website", "Diga o endereço da loja na internet.")
    if values["email"] and not is_email(str(values["email"])):
        fields["email"] = "Este e-mail não está completo; confira."
    values["address"] = checked_address(data.address, fields)
    values["categories"] = _distinct(check_text("categories", each).strip() for each in data.categories)
    values["payment_days"] = sorted(set(data.payment_days))
    if data.score is not None and not _is_score(data.score):
        fields["score"] = "Dê uma nota de 0 a 10, com no máximo uma casa decimal."
    if fields:
        raise InvalidInput(fields=fields)
    return values


def _website(text: str) -> str:
    """The address of a page that a browser may be sent to; raises InvalidText."""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        raise InvalidText("Este endereço não vale. Escreva assim: https://www.exemplo.com.br.") from None
    if parts.scheme not in {"http", "https"} or "." not in host or not address.isprintable() or " " in address:
        raise InvalidText("Este endereço não vale. Escreva assim: https://www.exemplo.com.br.")
    return address


def _distinct(words: Iterable[str]) -> list[str]:
    """Each once, without regard to case and accents, as it was first written."""
    found: dict[str, str] = {}
    for word in words:
        if word:
            found.setdefault(fold(word), word)
    return list(found.values())


def _is_score(score: Decimal) -> bool:
    exponent = score.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -1 and 0 <= score <= 10


async def _lock(tx: Tx, supplier_id: UUID, version: int | None) -> None:
    row = await store.lock_supplier(tx, supplier_id)
    if row is None:
        raise NotFound("Esse fornecedor não existe.")
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])


def _supplier(row: asyncpg.Record, actor: Actor) -> Supplier:
    archived = row["archived_at"] is not None
    return Supplier(
        id=row["id"],
        kind=SupplierKind(row["kind"]),
        name=row["name"],
        trade_name=row["trade_name"],
        document=formatted_document(row["document"] or ""),
        email=row["email"],
        phone=row["phone"],
        website=row["website"],
        contact_name=row["contact_name"],
        address=msgspec.json.decode(row["address"], type=Address),
        categories=row["categories"],
        payment_days=row["payment_days"],
        score=row["score"],
        notes=row["notes"],
        archived=archived,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
        can=register_actions(actor.permissions, SUPPLIERS_EDIT, archived=archived),
    )


def _entry(action: str, actor: Actor, supplier_id: UUID, origin: Origin) -> AuditEntry:
    # Personal data stays out of the trail: what changed can be read from the supplier, who changed it from here.
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="supplier",
        thing_id=supplier_id,
        origin=origin,
    )
