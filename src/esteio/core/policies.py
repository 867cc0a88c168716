"""A policy of an organisation: numbered versions that are never altered, so that what was begun under one stays so."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Generic, TypeVar

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.core.errors import VersionConflict
from esteio.core.wire import Ref, check_text

Policy = TypeVar("Policy")

SHIPPED = 0
"""Number of the policy that an organisation has until it makes its own."""


class PolicyVersion(msgspec.Struct, frozen=True):
    """One version among the others."""

    number: int
    note: str
    """What changed and why."""
    created_at: datetime.datetime
    created_by: Ref | None


class NumberedPolicy(msgspec.Struct, Generic[Policy], frozen=True):
    """The figures of a version; the one that ships has neither author nor time."""

    number: int
    policy: Policy
    note: str = ""
    created_at: datetime.datetime | None = None
    created_by: Ref | None = None


class Policies(Generic[Policy]):
    """The versions of one kind of policy, in a table of their own."""

    def __init__(
        self,
        *,
        table: str,
        shipped: Policy,
        read: Callable[[str], Policy],
        write: Callable[[Policy], bytes],
    ) -> None:
        """`shipped` is what a new organisation has; `read` understands what any release's `write` made."""
        self._shipped = NumberedPolicy(SHIPPED, shipped)
        self._read = read
        self._write = write
        source = f"from {table} p left join users u on u.id = p.created_by where p.tenant_id = $1"
        self._list = f"""
            select p.number, p.note, p.created_at, p.created_by, u.name as created_by_name {source}
            order by p.number desc
        """
        self._find = f"""
            select p.number, p.policy::text as policy, p.note, p.created_at, p.created_by, u.name as created_by_name
            {source} and ($2::int is null or p.number = $2) order by p.number desc limit 1
        """
        self._insert = f"""
            insert into {table} (tenant_id, number, policy, note, created_by)
            values ($1, $2, $3::text::jsonb, $4, $5) on conflict do nothing returning true
        """  # noqa: S608 - declared names, parameters apart

    async def in_force(self, tx: Tx) -> NumberedPolicy[Policy]:
        """The newest version, or the policy that ships."""
        row = await tx.fetchrow(self._find, tx.tenant_id, None)
        return self._shipped if row is None else self._numbered(row)

    async def find(self, tx: Tx, number: int) -> NumberedPolicy[Policy] | None:
        """The version with that number."""
        if number == SHIPPED:
            return self._shipped
        row = await tx.fetchrow(self._find, tx.tenant_id, number)
        return None if row is None else self._numbered(row)

    async def versions(self, tx: Tx) -> list[PolicyVersion]:
        """Every version that the organisation made, the newest first."""
        rows = await tx.fetch(self._list, tx.tenant_id)
        return [PolicyVersion(row["number"], row["note"], row["created_at"], _author(row)) for row in rows]

    async def add(
        self, tx: Tx, actor: Actor, policy: Policy, note: str, read: int | None
    ) -> tuple[NumberedPolicy[Policy], int]:
        """Put `policy` in force as the next version; returns the one before it, and its number.

        `read` is the number of the version that was read, None when the caller says nothing about it. Raises
        `VersionConflict` when that is no longer the one in force; `InvalidInput` for a note that cannot be stored.
        """
        before = await self.in_force(tx)
        if read is not None and read != before.number:
            raise VersionConflict(version=before.number)
        said = check_text("note", note).strip()
        new = before.number + 1
        document = self._write(policy).decode()
        if not await tx.fetchval(self._insert, tx.tenant_id, new, document, said, actor.user_id):
            raise VersionConflict(version=new)
        return before, new

    def _numbered(self, row: asyncpg.Record) -> NumberedPolicy[Policy]:
        return NumberedPolicy(row["number"], self._read(row["policy"]), row["note"], row["created_at"], _author(row))


def _author(row: asyncpg.Record) -> Ref | None:
    return Ref(id=row["created_by"], name=row["created_by_name"] or "") if row["created_by"] else None
