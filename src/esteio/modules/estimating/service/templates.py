"""Briefing templates: the shipped ones, and those that a studio makes of its own."""

from __future__ import annotations

from functools import cache
from uuid import UUID

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.modules.estimating.rules.questionnaire import Template, read_template, validate_template
from esteio.modules.estimating.schemas.briefings import TemplateDetail, TemplateRow
from esteio.modules.estimating.store import briefings as store
from esteio.modules.estimating.templates import load_shipped_templates

shipped_templates = cache(load_shipped_templates)


async def list_all(tx: Tx, *, with_inactive: bool) -> list[TemplateRow]:
    """Templates of the organisation; newly shipped ones join them here."""
    await _ensure_shipped(tx)
    rows = await store.list_templates(tx, with_inactive=with_inactive)
    return [
        TemplateRow(
            id=row["id"],
            key=row["key"],
            number=row["number"],
            name=row["name"],
            description=row["description"] or "",
            questions=row["questions"],
            shipped=row["shipped"],
            active=row["active"],
        )
        for row in rows
    ]


async def get(tx: Tx, template_id: UUID) -> TemplateDetail:
    """One version with its questions; raises `NotFound`."""
    row = await store.find_template(tx, template_id)
    if row is None:
        raise NotFound("Esse modelo não existe.")
    return TemplateDetail(
        id=row["id"],
        key=row["key"],
        number=row["number"],
        shipped=row["shipped"],
        active=row["active"],
        definition=read_template(row["definition"]),
    )


async def publish(tx: Tx, actor: Actor, definition: Template, origin: Origin) -> TemplateDetail:
    """A new template, or the next version of the one with its key; raises `InvalidInput` naming each fault."""
    validate_template(definition)
    await _ensure_shipped(tx)
    taken = [row["number"] for row in await store.list_template_versions(tx) if row["key"] == definition.key]
    number = max(taken, default=0) + 1
    stored = msgspec.structs.replace(definition, version=number)
    text = msgspec.json.encode(stored).decode()
    await store.insert_templates(tx, [(stored.key, number, stored.name, text, False, actor.user_id)])
    row = next(row for row in await store.list_templates(tx, with_inactive=False) if row["key"] == stored.key)
    record(tx, _entry("templates.published", actor, row["id"], origin))
    return await get(tx, row["id"])


async def set_active(tx: Tx, actor: Actor, template_id: UUID, origin: Origin, *, active: bool) -> None:
    """Take a template out of use, or back; briefings that use it go on. Raises `NotFound`."""
    if not await store.set_template_active(tx, template_id, active=active):
        raise NotFound("Esse modelo não existe.")
    record(tx, _entry("templates.activated" if active else "templates.deactivated", actor, template_id, origin))


async def _ensure_shipped(tx: Tx) -> None:
    known = {(row["key"], row["number"]) for row in await store.list_template_versions(tx)}
    new = [each for each in shipped_templates() if (each.key, each.version) not in known]
    if new:
        await store.insert_templates(
            tx, [(each.key, each.version, each.name, msgspec.json.encode(each).decode(), True, None) for each in new]
        )


def _entry(action: str, actor: Actor, template_id: UUID, origin: Origin) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="briefing_template",
        thing_id=template_id,
        origin=origin,
    )
