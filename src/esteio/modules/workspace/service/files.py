"""Files that people send: a ticket, the bytes straight to storage, a confirm that checks them."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound
from esteio.core.files.rights import FileRights
from esteio.http.services import Services
from esteio.modules.workspace.schemas import File, FileInput, Upload
from esteio.modules.workspace.store import files as store

DOWNLOAD_TTL_S = 300.0


async def begin(services: Services, tx: Tx, actor: Actor, data: FileInput) -> Upload:
    """A ticket for one file; raises `InvalidInput`, `NotAllowed`, `UploadRefused`, `PayloadTooLarge`, and what the
    thing says that it is to hang on."""
    rights = services.catalogue.files.get(data.thing)
    if rights is None:
        known = ", ".join(sorted(services.catalogue.files))
        raise InvalidInput(fields={"thing": f"Um arquivo pode ser de: {known}."})
    if rights.write:
        actor.require(rights.write)
    await _require_named_thing(tx, rights, data.thing_id)
    return await begin_on(services, tx, data, created_by=actor.user_id)


async def begin_on(services: Services, tx: Tx, data: FileInput, *, created_by: UUID | None) -> Upload:
    """As `begin`, where the caller has asked whether the file may hang there: an area whose link is the right to it."""
    ticket = await services.files.begin_upload(
        tx.tenant_id, name=data.name, content_type=data.content_type, size=data.size, sha256=data.sha256
    )
    file_id = await store.insert_file(
        tx,
        key=ticket.key,
        name=ticket.name,
        content_type=ticket.content_type,
        size=data.size,
        sha256=data.sha256,
        thing=data.thing,
        thing_id=data.thing_id,
        created_by=created_by,
    )
    return Upload(
        id=file_id, method=ticket.method, url=ticket.url, headers=ticket.headers, expires_at=ticket.expires_at
    )


async def confirm(services: Services, tx: Tx, actor: Actor, file_id: UUID, origin: Origin) -> File:
    """Make the file of what was sent; may be repeated. Raises `NotFound`, `UploadMissing`, `UploadRefused`."""
    row = await _find(services, tx, actor, file_id, writing=True)
    return await _confirm(services, tx, row, actor.user_id, origin)


async def confirm_on(services: Services, tx: Tx, thing: str, thing_id: UUID, file_id: UUID, origin: Origin) -> File:
    """As `confirm`, for a file that was begun by `begin_on` on this one thing; another's is `NotFound`."""
    row = await store.find_file(tx, file_id)
    if row is None or (row["thing"], row["thing_id"]) != (thing, thing_id):
        raise NotFound("Esse arquivo não existe.")
    return await _confirm(services, tx, row, None, origin)


async def _confirm(services: Services, tx: Tx, row: asyncpg.Record, user_id: UUID | None, origin: Origin) -> File:
    await services.files.confirm_upload(
        row["key"],
        name=row["name"],
        content_type=row["content_type"],
        size=row["size_bytes"],
        sha256=row["sha256"],
    )
    await store.set_file_ready(tx, row["id"])
    entry = AuditEntry(
        action="files.added",
        tenant_id=tx.tenant_id,
        user_id=user_id,
        thing="file",
        thing_id=row["id"],
        origin=origin,
    )
    record(tx, entry)
    return await _file(services, row)


async def get(services: Services, tx: Tx, actor: Actor, file_id: UUID) -> File:
    """A file with a download address; raises `NotFound`, `NotAllowed`."""
    row = await _find(services, tx, actor, file_id, writing=False)
    if row["status"] != "ready":
        raise NotFound("Esse arquivo ainda não chegou inteiro.")
    return await _file(services, row)


async def _find(services: Services, tx: Tx, actor: Actor, file_id: UUID, *, writing: bool) -> asyncpg.Record:
    row = await store.find_file(tx, file_id)
    rights = services.catalogue.files.get(row["thing"]) if row else None
    if row is None or rights is None:
        raise NotFound("Esse arquivo não existe.")
    permission = rights.write if writing else rights.read
    if permission:
        actor.require(permission)
    if rights.require is not None:
        if row["thing_id"] is None:
            raise NotFound("Esse arquivo não existe.")
        await rights.require(tx, row["thing_id"], writing=writing)
    return row


async def _require_named_thing(tx: Tx, rights: FileRights, thing_id: UUID | None) -> None:
    if rights.require is None:
        if thing_id is not None:
            raise InvalidInput(fields={"thingId": "Deixe este campo de fora: só há um na organização."})
        return
    if thing_id is None:
        raise InvalidInput(fields={"thingId": "Diga em que o arquivo vai ficar."})
    try:
        await rights.require(tx, thing_id, writing=True)
    except NotFound as error:
        raise InvalidInput(fields={"thingId": error.detail}) from None


async def _file(services: Services, row: asyncpg.Record) -> File:
    return File(
        id=row["id"],
        name=row["name"],
        content_type=row["content_type"],
        size=row["size_bytes"],
        sha256=row["sha256"],
        url=await services.files.download_url(row["key"], row["name"], DOWNLOAD_TTL_S),
    )
