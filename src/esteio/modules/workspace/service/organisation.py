"""The organisation's own data: what its letterhead says."""

from __future__ import annotations

import asyncio
from uuid import UUID
from zoneinfo import available_timezones

import asyncpg
import msgspec

from esteio.brazil import cnpj, cpf, phone
from esteio.brazil.errors import InvalidText
from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, VersionConflict
from esteio.core.files.logo import MAX_LOGO_BYTES, check_logo
from esteio.core.wire import Address, checked_address
from esteio.http.services import Services
from esteio.modules.workspace.rules import LOGO
from esteio.modules.workspace.schemas import Organisation, OrganisationInput
from esteio.modules.workspace.store import files as file_store
from esteio.modules.workspace.store import organisations as organisation_store


async def get(tx: Tx) -> Organisation:
    """The actor's organisation."""
    return _organisation(await organisation_store.get_organisation(tx))


async def change(tx: Tx, actor: Actor, data: OrganisationInput, version: int | None, origin: Origin) -> Organisation:
    """Replace the letterhead; raises `InvalidInput` naming each field, `VersionConflict`."""
    before = _organisation(await organisation_store.lock_organisation(tx))
    if version is not None and version != before.version:
        raise VersionConflict(version=before.version)
    values = _checked(data)
    await organisation_store.update_organisation(tx, values, msgspec.to_builtins(values["address"]))
    after = await get(tx)
    record(
        tx,
        AuditEntry(
            action="organisation.changed",
            tenant_id=actor.tenant_id,
            user_id=actor.user_id,
            thing="organisation",
            thing_id=actor.tenant_id,
            before=msgspec.to_builtins(before),
            after=msgspec.to_builtins(after),
            origin=origin,
        ),
    )
    return after


async def change_logo(services: Services, tx: Tx, actor: Actor, file_id: UUID | None, origin: Origin) -> Organisation:
    """Hang an uploaded picture on the letterhead, or take it off; raises `InvalidInput`.

    What could not be printed is refused here: else every proposal would fail, and only when it is wanted.
    """
    if file_id is not None:
        file = await file_store.find_file(tx, file_id)
        if file is None or file["thing"] != LOGO or file["status"] != "ready":
            raise InvalidInput(fields={"fileId": "Envie uma imagem PNG, JPEG ou WebP para o logotipo."})
        if file["size_bytes"] > MAX_LOGO_BYTES:
            raise InvalidInput(fields={"fileId": "A imagem passa de 1 MB. Salve-a menor e envie de novo."})
        try:
            await asyncio.to_thread(check_logo, await services.files.read(file["key"]))
        except InvalidInput as error:
            raise InvalidInput(error.detail, fields={"fileId": error.fields["logo"]}) from None
    await organisation_store.set_logo(tx, file_id)
    entry = AuditEntry(
        action="organisation.logo_changed",
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="organisation",
        thing_id=actor.tenant_id,
        origin=origin,
    )
    record(tx, entry)
    return await get(tx)


def _checked(data: OrganisationInput) -> dict[str, object]:
    fields: dict[str, str] = {}
    values: dict[str, object] = msgspec.structs.asdict(data)
    values["name"] = data.name.strip()
    if not values["name"]:
        fields["name"] = "Diga o nome da organização."
    for name, normalise in (("document", _document), ("phone", phone.normalise)):
        text = str(values[name]).strip()
        try:
            values[name] = normalise(text) if text else ""
        except InvalidText as error:
            fields[name] = str(error)
    values["address"] = checked_address(data.address, fields)
    if data.timezone not in available_timezones():
        fields["timezone"] = "Use um fuso como America/Sao_Paulo."
    if fields:
        raise InvalidInput(fields=fields)
    return values


def _document(text: str) -> str:
    return cpf.normalise(text) if sum(char.isalnum() for char in text) <= 11 else cnpj.normalise(text)


def _organisation(row: asyncpg.Record) -> Organisation:
    return Organisation(
        id=row["id"],
        name=row["name"],
        document=row["document"] or "",
        email=row["email"] or "",
        phone=row["phone"] or "",
        site=row["site"] or "",
        cau=row["cau"] or "",
        address=msgspec.json.decode(row["address"], type=Address),
        accent_colour=row["accent_colour"] or "",
        timezone=row["timezone"],
        version=row["version"],
    )
