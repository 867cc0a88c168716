"""Briefings: opening one, answering, completing, reopening."""

from __future__ import annotations

import re
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.wire import Ref, check_text
from esteio.modules.estimating import permissions
from esteio.modules.estimating.errors import BriefingIncomplete, TemplateInactive
from esteio.modules.estimating.rules.questionnaire import missing_required
from esteio.modules.estimating.rules.states import ANSWERABLE, allowed_actions, require_move
from esteio.modules.estimating.rules.vocabulary import BriefingState
from esteio.modules.estimating.schemas.briefings import Briefing, BriefingChange, BriefingInput, BriefingPeople
from esteio.modules.estimating.service import answers, telling
from esteio.modules.estimating.store import briefings as store
from esteio.modules.estimating.store import clients as client_store
from esteio.modules.workspace.api import list_holders

UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


async def get(tx: Tx, actor: Actor, ref: str) -> Briefing:
    """One briefing, by its id or its number in the organisation; raises `NotFound`."""
    return _briefing(await find(tx, ref), actor)


async def find(tx: Tx, ref: str) -> asyncpg.Record:
    """The row of a briefing by id or number; raises `NotFound`."""
    row = None
    if ref.isascii() and ref.isdigit() and len(ref) <= 9:
        row = await store.find_briefing_by_number(tx, int(ref))
    elif UUID_TEXT.fullmatch(ref):
        row = await store.find_briefing(tx, UUID(ref))
    if row is None:
        raise NotFound("Esse briefing não existe.")
    return row


async def people(tx: Tx) -> BriefingPeople:
    """Those of the organisation who may answer briefings."""
    holders = [row["user_id"] for row in await list_holders(tx, (permissions.BRIEFINGS_ANSWER,))]
    return BriefingPeople(data=[Ref(id=row["id"], name=row["name"]) for row in await store.list_people(tx, holders)])


async def create(tx: Tx, actor: Actor, data: BriefingInput, origin: Origin) -> Briefing:
    """Open a briefing; raises `InvalidInput`, `TemplateInactive`."""
    title = await _check(tx, data.client_id, data.title, data.responsible_id)
    template = await store.find_template(tx, data.template_id)
    if template is None:
        raise InvalidInput(fields={"templateId": "Escolha um dos modelos da lista."})
    if not template["active"]:
        raise TemplateInactive
    briefing_id = await store.insert_briefing(
        tx,
        number=await store.next_briefing_number(tx),
        client_id=data.client_id,
        template_id=data.template_id,
        title=title,
        responsible_id=data.responsible_id,
        created_by=actor.user_id,
    )
    record(tx, _entry("briefings.created", actor, briefing_id, origin))
    return await get(tx, actor, str(briefing_id))


async def change(
    tx: Tx, actor: Actor, briefing_id: UUID, data: BriefingChange, version: int | None, origin: Origin
) -> Briefing:
    """Change client, title or who is responsible; raises `NotFound`, `VersionConflict`, `InvalidInput`."""
    entry = _entry("briefings.changed", actor, briefing_id, origin)
    if data.title is not msgspec.UNSET and data.client_id is data.responsible_id is msgspec.UNSET:
        # The commonest change needs no look at what was before; when it fails, that look tells why.
        title = await _check(tx, None, data.title, None)
        renamed = await store.rename_briefing(tx, briefing_id, title, version)
        if renamed is not None:
            record(tx, entry)
            return _briefing(renamed, actor)
    row = await _lock(tx, briefing_id)
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])
    title = row["title"] if data.title is msgspec.UNSET else data.title
    client_id = row["client_id"] if data.client_id is msgspec.UNSET else data.client_id
    responsible_id = row["responsible_id"] if data.responsible_id is msgspec.UNSET else data.responsible_id
    # What stays as it was is not judged again: a client may have been archived, a colleague may have left meanwhile.
    title = await _check(
        tx,
        client_id if client_id != row["client_id"] else None,
        title,
        responsible_id if responsible_id != row["responsible_id"] else None,
    )
    changed = await store.update_briefing(
        tx, briefing_id, client_id=client_id, title=title, responsible_id=responsible_id
    )
    if changed is None:
        raise NotFound("Esse briefing não existe.")
    record(tx, entry)
    return _briefing(changed, actor)


async def complete(tx: Tx, actor: Actor, briefing_id: UUID, origin: Origin) -> Briefing:
    """Close a briefing whose required questions are all answered; raises `BriefingIncomplete` naming the others."""
    row = await _lock(tx, briefing_id)
    move = require_move(BriefingState(row["status"]), "complete")
    template, given = await answers.load(tx, row)
    missing = list(missing_required(template, given))
    if missing:
        first = f"“{missing[0].text}”"
        raise BriefingIncomplete(
            f"Falta responder: {first}"
            if len(missing) == 1
            else f"Faltam {len(missing)} respostas obrigatórias. A primeira: {first}",
            fields={question.id: f"Responda: {question.text}" for question in missing},
        )
    briefing = await _move(tx, actor, row, move.target, "briefings.completed", origin)
    await telling.briefing_concluded(tx, actor, row)
    return briefing


async def reopen(tx: Tx, actor: Actor, briefing_id: UUID, origin: Origin) -> Briefing:
    """Open a completed briefing for editing; orçamentos made from it stay as they are."""
    row = await _lock(tx, briefing_id)
    move = require_move(BriefingState(row["status"]), "edit")
    return await _move(tx, actor, row, move.target, "briefings.reopened", origin)


async def _move(
    tx: Tx, actor: Actor, row: asyncpg.Record, target: BriefingState, action: str, origin: Origin
) -> Briefing:
    await store.set_briefing_status(tx, row["id"], target)
    entry = _entry(action, actor, row["id"], origin)
    record(tx, msgspec.structs.replace(entry, before={"status": row["status"]}, after={"status": target.value}))
    return await get(tx, actor, str(row["id"]))


async def _lock(tx: Tx, briefing_id: UUID) -> asyncpg.Record:
    row = await store.lock_briefing(tx, briefing_id)
    if row is None:
        raise NotFound("Esse briefing não existe.")
    return row


async def _check(tx: Tx, client_id: UUID | None, title: str, responsible_id: UUID | None) -> str:
    """The title, tidied; None stands for what is not to be looked at."""
    fields: dict[str, str] = {}
    if client_id is not None:
        client = await client_store.find_client(tx, client_id)
        if client is None or client["archived_at"] is not None:
            fields["clientId"] = "Escolha um cliente da lista, que não esteja arquivado."
    if not title.strip():
        fields["title"] = "Dê um título ao briefing."
    if responsible_id is not None and not await store.is_member(tx, responsible_id):
        fields["responsibleId"] = "Escolha alguém da organização."
    if fields:
        raise InvalidInput(fields=fields)
    return check_text("title", title).strip()


def _briefing(row: asyncpg.Record, actor: Actor) -> Briefing:
    state = BriefingState(row["status"])
    can = allowed_actions(state, actor.permissions)
    if state in ANSWERABLE and actor.may(permissions.BRIEFINGS_ANSWER):
        can = ["answer", *can]
    return Briefing(
        id=row["id"],
        number=row["number"],
        title=row["title"],
        status=row["status"],
        progress=row["progress"],
        client=Ref(id=row["client_id"], name=row["client_name"]),
        template=Ref(id=row["template_id"], name=row["template_name"]),
        responsible=Ref(id=row["responsible_id"], name=row["responsible_name"]) if row["responsible_id"] else None,
        can=can,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
    )


def _entry(action: str, actor: Actor, briefing_id: UUID, origin: Origin) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="briefing",
        thing_id=briefing_id,
        origin=origin,
    )
