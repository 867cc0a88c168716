"""Giving one's signature to somebody else for some days, and taking it back."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

import asyncpg

from esteio.brazil.dates import format_date
from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.wire import Ref, check_text
from esteio.modules.procurement import permissions
from esteio.modules.procurement.approval_queue_jobs import signers_changed
from esteio.modules.procurement.errors import DelegationOver, DelegationOverlaps
from esteio.modules.procurement.rules.register import delegation_actions
from esteio.modules.procurement.schemas.delegations import Delegation, DelegationInput
from esteio.modules.procurement.store import delegations as store
from esteio.modules.workspace.api import get_today, list_holders

LONGEST = datetime.timedelta(days=366)
SIGNING = (
    permissions.APPROVALS_NEED,
    permissions.APPROVALS_PURCHASE,
    permissions.APPROVALS_DIRECTOR,
    permissions.APPROVALS_CEO,
)
SEEING = permissions.REQUESTS_READ
"""Nobody signs what they cannot see."""


async def get(tx: Tx, actor: Actor, delegation_id: UUID) -> Delegation:
    """One delegation of the actor's, or anybody's for who manages them; raises `NotFound`, `NotAllowed`."""
    row = await store.find_delegation(tx, delegation_id)
    if row is None:
        raise NotFound("Essa delegação não existe.")
    if actor.user_id not in (row["from_id"], row["to_id"]):
        actor.require(permissions.DELEGATIONS_MANAGE)
    return _delegation(row, actor, await get_today(tx))


async def create(tx: Tx, actor: Actor, data: DelegationInput, origin: Origin) -> Delegation:
    """Give a signature to somebody else for some days.

    Raises `NotAllowed` for somebody else's signature without the right, `InvalidInput` naming each field,
    `DelegationOverlaps`.
    """
    from_id = actor.user_id if data.from_id is None else data.from_id
    if from_id != actor.user_id:
        actor.require(permissions.DELEGATIONS_MANAGE)
    today = await get_today(tx)
    reason = await _check(tx, from_id, data, today)
    await store.lock_giver(tx, from_id)
    other = await store.find_overlapping(tx, from_id, data.starts_on, data.ends_on)
    if other is not None:
        days = f"de {format_date(other['starts_on'])} a {format_date(other['ends_on'])}"
        raise DelegationOverlaps(f"Já há uma delegação {days}. Cancele-a antes ou escolha outros dias.")
    delegation_id = await store.insert_delegation(
        tx,
        from_id=from_id,
        to_id=data.to_id,
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        reason=reason,
        created_by=actor.user_id,
    )
    span = {"startsOn": data.starts_on.isoformat(), "endsOn": data.ends_on.isoformat()}
    people = {"fromId": str(from_id), "toId": str(data.to_id)}
    record(tx, _entry("delegations.created", actor, delegation_id, origin, {**people, **span}))
    if data.starts_on <= today:
        await signers_changed(tx)
    return await get(tx, actor, delegation_id)


async def cancel(tx: Tx, actor: Actor, delegation_id: UUID, version: int | None, origin: Origin) -> Delegation:
    """Take a signature back before its last day; what was signed stays signed.

    Raises `NotFound`, `NotAllowed` for who did not give it, `DelegationOver`, `VersionConflict`.
    """
    row = await store.lock_delegation(tx, delegation_id)
    if row is None:
        raise NotFound("Essa delegação não existe.")
    if row["from_id"] != actor.user_id:
        actor.require(permissions.DELEGATIONS_MANAGE)
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])
    today = await get_today(tx)
    if not _stands(row, today):
        raise DelegationOver
    await store.cancel_delegation(tx, delegation_id)
    people = {"fromId": str(row["from_id"]), "toId": str(row["to_id"])}
    record(tx, _entry("delegations.cancelled", actor, delegation_id, origin, people))
    if row["starts_on"] <= today:
        await signers_changed(tx)
    return await get(tx, actor, delegation_id)


async def _check(tx: Tx, from_id: UUID, data: DelegationInput, today: datetime.date) -> str:
    """The reason to store; raises `InvalidInput` with everything that is wrong at once."""
    fields: dict[str, str] = {}
    if data.starts_on < today:
        fields["startsOn"] = "Comece hoje ou depois."
    if data.ends_on < data.starts_on:
        fields["endsOn"] = "O último dia não pode vir antes do primeiro."
    elif data.ends_on - data.starts_on >= LONGEST:
        fields["endsOn"] = "Delegue por no máximo um ano."
    holders = {(row["permission"], row["user_id"]) for row in await list_holders(tx, (*SIGNING, SEEING))}
    if not any((permission, from_id) in holders for permission in SIGNING):
        fields["fromId"] = "Só delega quem aprova: esta pessoa não tem nenhuma aprovação a delegar."
    if data.to_id == from_id:
        fields["toId"] = "Escolha outra pessoa."
    elif (SEEING, data.to_id) not in holders:
        fields["toId"] = "Escolha alguém da organização que possa ver as solicitações de compra."
    reason = check_text("reason", data.reason).strip()
    if fields:
        raise InvalidInput(fields=fields)
    return reason


def _stands(row: asyncpg.Record, today: datetime.date) -> bool:
    """Whether it is not over; it may be yet to come."""
    return row["cancelled_at"] is None and row["ends_on"] >= today


def _delegation(row: asyncpg.Record, actor: Actor, today: datetime.date) -> Delegation:
    own = row["from_id"] == actor.user_id
    return Delegation(
        id=row["id"],
        from_=Ref(id=row["from_id"], name=row["from_name"]),
        to=Ref(id=row["to_id"], name=row["to_name"]),
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        reason=row["reason"],
        cancelled_at=row["cancelled_at"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
        can=delegation_actions(actor.permissions, standing=_stands(row, today), own=own),
    )


def _entry(action: str, actor: Actor, delegation_id: UUID, origin: Origin, detail: dict[str, Any]) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="approval_delegation",
        thing_id=delegation_id,
        detail=detail,
        origin=origin,
    )
