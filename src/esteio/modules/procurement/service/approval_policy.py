"""The approval policy of an organisation: the one in force, and its versions."""

from __future__ import annotations

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.policies import NumberedPolicy, Policies
from esteio.modules.procurement.rules.policy import ApprovalPolicy, policy_json, read_policy, validate_policy
from esteio.modules.procurement.schemas.approval_policy import Policy, PolicyInput, PolicyVersion, PolicyVersions

POLICIES = Policies(table="approval_policies", shipped=ApprovalPolicy(), read=read_policy, write=policy_json)
present = POLICIES.in_force
"""The policy in force: by it whatever begins now is judged."""


async def numbered(tx: Tx, number: int) -> ApprovalPolicy:
    """The policy that something was begun under; raises `NotFound`."""
    return (await _find(tx, number)).policy


async def in_force(tx: Tx) -> Policy:
    """The newest version, or the policy that ships."""
    return _policy(await POLICIES.in_force(tx))


async def get(tx: Tx, number: int) -> Policy:
    """The version with that number; raises `NotFound`."""
    return _policy(await _find(tx, number))


async def list_versions(tx: Tx) -> PolicyVersions:
    """Every version that the organisation made, the newest first."""
    return PolicyVersions(data=msgspec.convert(await POLICIES.versions(tx), list[PolicyVersion], from_attributes=True))


async def change(tx: Tx, actor: Actor, data: PolicyInput, number: int | None, origin: Origin) -> Policy:
    """A new version, in force from now on; requests that were submitted keep theirs.

    `number` is the version that was read. Raises `InvalidInput` naming each wrong figure, `VersionConflict`.
    """
    validate_policy(data.policy)
    before, new = await POLICIES.add(tx, actor, data.policy, data.note, number)
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


async def _find(tx: Tx, number: int) -> NumberedPolicy[ApprovalPolicy]:
    found = await POLICIES.find(tx, number)
    if found is None:
        raise NotFound("Essa versão da política de alçadas não existe.")
    return found


def _policy(version: NumberedPolicy[ApprovalPolicy]) -> Policy:
    return Policy(
        number=version.number,
        policy=version.policy,
        note=version.note,
        created_at=version.created_at,
        created_by=version.created_by,
    )


def _differing(before: ApprovalPolicy, after: ApprovalPolicy) -> tuple[dict[str, object], dict[str, object]]:
    """The figures that changed, as they were and as they are."""
    was, is_now = msgspec.to_builtins(before), msgspec.to_builtins(after)
    names = [name for name in is_now if was[name] != is_now[name]]
    return {name: was[name] for name in names}, {name: is_now[name] for name in names}
