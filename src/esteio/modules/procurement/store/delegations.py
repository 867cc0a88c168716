"""Delegations: who signs for whom while they are away."""

from __future__ import annotations

import datetime
from functools import lru_cache
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Nested, Number, Sort, Word
from esteio.modules.procurement.rules.register import delegation_actions

_TODAY = "(now() at time zone 'America/Sao_Paulo')::date"
"""Only for what rows show; `service/delegations.py` decides by the organisation's clock."""
_STANDING = f"(d.cancelled_at is null and d.ends_on >= {_TODAY})"

LIST = ListSpec(
    source="approval_delegations d",
    joins="join users f on f.id = d.from_id join users t on t.id = d.to_id",
    id="d.id",
    columns={
        "id": Word("d.id"),
        "from": Nested({"id": Word("f.id"), "name": "f.name"}),
        "to": Nested({"id": Word("t.id"), "name": "t.name"}),
        "startsOn": "d.starts_on",
        "endsOn": "d.ends_on",
        "reason": "d.reason",
        "cancelledAt": "d.cancelled_at",
        "createdAt": "d.created_at",
        "updatedAt": "d.updated_at",
        "version": Number("d.version"),
    },
    sorts={"startsOn": Sort("d.starts_on", "date"), "createdAt": Sort("d.created_at", "timestamptz")},
    default_sort="-startsOn",
    filters={
        "fromId": "d.from_id = {}",
        "toId": "d.to_id = {}",
        "standing": f"{_STANDING} = {{}}::boolean",
    },
    search="search_text(d.reason)",
)
FACTS = (f"{_STANDING}::text", "d.to_id::text")
"""What `abilities` decides by."""


@lru_cache(maxsize=256)
def list_for(permissions: frozenset[str]) -> ListSpec:
    """The list as people with these permissions see it: what they `can` do, and who of them `cannot`.

    Whoever sees a delegation without the right to manage those of others is one of its two people, and only the one
    who gave it can take it back.
    """
    can = msgspec.json.encode(delegation_actions(permissions, standing=True, own=True)).decode()
    denied = _denied(permissions)
    cannot = "'{\"' || d.to_id || '\":" + msgspec.json.encode(denied).decode() + "}'"
    return msgspec.structs.replace(
        LIST,
        columns={
            **LIST.columns,
            "can": Number(f"case when {_STANDING} then '{can}' else '[]' end"),
            "cannot": Number(f"case when {_STANDING} then {cannot} else '{{}}' end" if denied else "'{}'"),
        },
    )


def abilities(permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
    """`can` and `cannot` of a row with these `FACTS`, as `list_for` says them."""
    standing, to_id = facts[0] == "true", facts[1]
    can = delegation_actions(permissions, standing=standing, own=True)
    denied = _denied(permissions) if standing else []
    return b'"can":%b,"cannot":%b' % (msgspec.json.encode(can), msgspec.json.encode({to_id: denied} if denied else {}))


def _denied(permissions: frozenset[str]) -> list[str]:
    """What the one who signs instead cannot do with a standing delegation."""
    own = delegation_actions(permissions, standing=True, own=True)
    others = delegation_actions(permissions, standing=True, own=False)
    return [action for action in own if action not in others]


_ONE = """
    select d.*, f.name as from_name, t.name as to_name
    from approval_delegations d join users f on f.id = d.from_id join users t on t.id = d.to_id
    where d.id = $1
"""


async def find_delegation(tx: Tx, delegation_id: UUID) -> asyncpg.Record | None:
    """One delegation, with `from_name` and `to_name`."""
    return await tx.fetchrow(_ONE, delegation_id)


async def lock_delegation(tx: Tx, delegation_id: UUID) -> asyncpg.Record | None:
    """One delegation, for ending it."""
    return await tx.fetchrow(f"{_ONE} for update of d", delegation_id)


async def lock_giver(tx: Tx, from_id: UUID) -> None:
    """Nobody else delegates this person's signature until the transaction ends."""
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('delegation ' || $1::uuid, 0))", from_id)


async def find_overlapping(
    tx: Tx, from_id: UUID, starts_on: datetime.date, ends_on: datetime.date
) -> asyncpg.Record | None:
    """The first delegation of this person's signature that shares a day with the span."""
    return await tx.fetchrow(
        """
        select * from approval_delegations
        where tenant_id = $1 and from_id = $2 and cancelled_at is null and starts_on <= $4 and ends_on >= $3
        order by starts_on limit 1
        """,
        tx.tenant_id,
        from_id,
        starts_on,
        ends_on,
    )


async def insert_delegation(
    tx: Tx,
    *,
    from_id: UUID,
    to_id: UUID,
    starts_on: datetime.date,
    ends_on: datetime.date,
    reason: str,
    created_by: UUID,
) -> UUID:
    """A new delegation."""
    return await tx.fetchval(
        """
        insert into approval_delegations (tenant_id, from_id, to_id, starts_on, ends_on, reason, created_by)
        values ($1, $2, $3, $4, $5, $6, $7) returning id
        """,
        tx.tenant_id,
        from_id,
        to_id,
        starts_on,
        ends_on,
        reason,
        created_by,
    )


async def cancel_delegation(tx: Tx, delegation_id: UUID) -> None:
    """It no longer stands, from now on."""
    await tx.execute("update approval_delegations set cancelled_at = now() where id = $1", delegation_id)


async def list_standing(tx: Tx, on: datetime.date) -> list[asyncpg.Record]:
    """`from_id` and `to_id` of the delegations that stand on that day, to people who are still there."""
    return await tx.fetch(
        """
        select d.from_id, d.to_id
        from approval_delegations d
        join memberships m on m.tenant_id = d.tenant_id and m.user_id = d.to_id and m.status = 'active'
        join users u on u.id = d.to_id and u.status = 'active'
        where d.tenant_id = $1 and d.cancelled_at is null and d.ends_on >= $2 and d.starts_on <= $2
        order by d.from_id, d.to_id
        """,
        tx.tenant_id,
        on,
    )
