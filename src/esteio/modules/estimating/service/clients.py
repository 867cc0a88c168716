"""Clients: adding, changing, putting away."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import msgspec

from esteio.brazil import cnpj, cpf, phone
from esteio.brazil.documents import formatted_document
from esteio.brazil.errors import InvalidText
from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.wire import Address, check_text, checked_address, is_email
from esteio.modules.estimating.errors import DuplicateClient
from esteio.modules.estimating.schemas.clients import Client, ClientInput
from esteio.modules.estimating.store import clients as store


async def get(tx: Tx, client_id: UUID) -> Client:
    """One client; raises `NotFound`."""
    row = await store.find_client(tx, client_id)
    if row is None:
        raise NotFound("Esse cliente não existe.")
    return _client(row)


async def create(tx: Tx, actor: Actor, data: ClientInput, origin: Origin) -> Client:
    """A new client; raises `InvalidInput` naming each field, `DuplicateClient`."""
    try:
        client_id = await store.insert_client(tx, checked(data), actor.user_id)
    except asyncpg.UniqueViolationError:
        raise DuplicateClient from None
    record(tx, _entry("clients.created", actor, client_id, origin))
    return await get(tx, client_id)


async def change(
    tx: Tx, actor: Actor, client_id: UUID, data: ClientInput, version: int | None, origin: Origin
) -> Client:
    """Replace a client's data; raises `NotFound`, `VersionConflict`, `InvalidInput`, `DuplicateClient`."""
    await _lock(tx, client_id, version)
    try:
        await store.update_client(tx, client_id, checked(data))
    except asyncpg.UniqueViolationError:
        raise DuplicateClient from None
    record(tx, _entry("clients.changed", actor, client_id, origin))
    return await get(tx, client_id)


async def set_archived(tx: Tx, actor: Actor, client_id: UUID, origin: Origin, *, archived: bool) -> Client:
    """Put a client away or take it out again: its briefings and orçamentos stay. Raises `NotFound`."""
    await _lock(tx, client_id, None)
    await store.set_client_archived(tx, client_id, archived=archived)
    record(tx, _entry("clients.archived" if archived else "clients.restored", actor, client_id, origin))
    return await get(tx, client_id)


def checked(data: ClientInput) -> dict[str, object]:
    """The values to store, normalised; raises `InvalidInput` with everything that is wrong at once."""
    fields: dict[str, str] = {}
    values: dict[str, object] = msgspec.structs.asdict(data)
    for name in ("name", "trade_name", "notes", "email"):
        values[name] = check_text(name, str(values[name])).strip()
    if not values["name"]:
        fields["name"] = "Diga o nome do cliente."
    document = cpf if data.kind == "PF" else cnpj
    for name, normalise in (("document", document.normalise), ("phone", phone.normalise)):
        text = str(values[name]).strip()
        try:
            values[name] = normalise(text) if text else ""
        except InvalidText as error:
            fields[name] = str(error)
    if values["email"] and not is_email(str(values["email"])):
        fields["email"] = "Este e-mail não está completo; confira."
    values["address"] = checked_address(data.address, fields)
    if fields:
        raise InvalidInput(fields=fields)
    return values


async def _lock(tx: Tx, client_id: UUID, version: int | None) -> None:
    row = await store.lock_client(tx, client_id)
    if row is None:
        raise NotFound("Esse cliente não existe.")
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])


def _client(row: asyncpg.Record) -> Client:
    return Client(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        trade_name=row["trade_name"],
        document=formatted_document(row["document"] or ""),
        email=row["email"],
        phone=row["phone"],
        address=msgspec.json.decode(row["address"], type=Address),
        notes=row["notes"],
        archived=row["archived_at"] is not None,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
    )


def _entry(action: str, actor: Actor, client_id: UUID, origin: Origin) -> AuditEntry:
    # Personal data stays out of the trail: what changed can be read from the client, who changed it from here.
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="client",
        thing_id=client_id,
        origin=origin,
    )
