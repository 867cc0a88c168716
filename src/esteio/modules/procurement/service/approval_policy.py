"""The approval policy of an organisation: the one in force, and its versions."""

from __future__ import annotations

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import NotFound, VersionConflict
from esteio.core.wire import Ref, check_text
from esteio.modules.procurement.rules.policy import ApprovalPolicy, policy_json, read_policy, validate_policy
from esteio.modules.procurement.schemas.approval_policy import Policy, PolicyInput, PolicyVersion, PolicyVersions
from esteio.modules.procurement.store import approval_policy as store

SHIPPED = 0
"""Number of the policy that an organisation has until it makes its own."""


class NumberedPolicy(msgspec.Struct, frozen=True):
    """A policy, and the number by which a request remembers it."""

    number: int
    policy: ApprovalPolicy


async def present(tx: Tx) -> NumberedPolicy:
    """The policy in force: by it whatever begins now is judged."""
    row = await store.find_policy(tx)
    return NumberedPolicy(SHIPPED, ApprovalPolicy()) if row is None else _numbered(row)


async def numbered(tx: Tx, number: int) -> ApprovalPolicy:
    """The policy that something was begun under; raises `NotFound`."""
    return (await get(tx, number)).policy


async def in_force(tx: Tx) -> Policy:
    """The newest version, or the policy that ships."""
    return _policy(await store.find_policy(tx))


async def get(tx: Tx, number: int) -> Policy:
    """The version with that number; raises `NotFound`."""
    row = None if number == SHIPPED else await store.find_policy(tx, number)
    if row is None and number != SHIPPED:
        raise NotFound("Essa versão da política de alçadas não existe.")
    return _policy(row)


async def list_versions(tx: Tx) -> PolicyVersions:
    """Every version that the organisation made, the newest first."""
    return PolicyVersions(
        data=[
            PolicyVersion(number=row["number"], note=row["note"], created_at=row["created_at"], created_by=_author(row))
            for row in await store.list_policies(tx)
        ]
    )


async def change(tx: Tx, actor: Actor, data: PolicyInput, number: int | None, origin: Origin) -> Policy:
    """A new version, in force from now on; requests that were submitted keep theirs.

    `number` is the version that was read. Raises `InvalidInput` naming each wrong figure, `VersionConflict`.
    """
    validate_policy(data.policy)
    before = await present(tx)
    if number is not None and number != before.number:
        raise VersionConflict(version=before.number)
    note = check_text("note", data.note).strip()
    new = before.number + 1
    if not await store.insert_policy(tx, new, policy_json(data.policy).decode(), note, actor.user_id):
        raise VersionConflict(version=new)
    was, is_now = _differing(before.policy, data.policy)
    record(
        tx,
        AuditEntry(
            action="approval_policy.changed",
            tenant_id=actor.tenant_id,
            user_id=actor.user_id,
            thing="approval_policy",
            before=was,
            after=is_now,
            detail={"number": new},
            origin=origin,
        ),
    )
    return await in_force(tx)


def _numbered(row: asyncpg.Record) -> NumberedPolicy:
    return NumberedPolicy(row["number"], read_policy(row["policy"]))


def _policy(row: asyncpg.Record | None) -> Policy:
    if row is None:
        return Policy(number=SHIPPED, policy=ApprovalPolicy(), note="", created_at=None, created_by=None)
    return Policy(
        number=row["number"],
        policy=read_policy(row["policy"]),
        note=row["note"],
        created_at=row["created_at"],
        created_by=_author(row),
    )


def _author(row: asyncpg.Record) -> Ref | None:
    return Ref(id=row["created_by"], name=row["created_by_name"] or "") if row["created_by"] else None


def _differing(before: ApprovalPolicy, after: ApprovalPolicy) -> tuple[dict[str, object], dict[str, object]]:
    """The figures that changed, as they were and as they are."""
    was, is_now = msgspec.to_builtins(before), msgspec.to_builtins(after)
    names = [name for name in is_now if was[name] != is_now[name]]
    return {name: was[name] for name in names}, {name: is_now[name] for name in names}
