"""Organisations and their letterheads."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx


async def insert_organisation(tx: Tx, name: str) -> UUID:
    """A new organisation, still without people and roles."""
    return await tx.fetchval("insert into organisations (name) values ($1) returning id", name)


async def list_organisations(tx: Tx) -> list[asyncpg.Record]:
    """All organisations with how many people they have (administration only)."""
    return await tx.fetch(
        """
        select o.id, o.name, o.operates, count(m.user_id) as members
        from organisations o left join memberships m on m.tenant_id = o.id group by o.id order by o.name, o.id
        """
    )


async def list_all(tx: Tx) -> list[asyncpg.Record]:
    """`id` and `timezone` of every organisation; needs an unscoped transaction."""
    return await tx.fetch("select id, timezone from organisations order by id")


async def get_timezone(tx: Tx) -> str:
    """By which clock the organisation of the transaction lives."""
    return await tx.fetchval("select timezone from organisations where id = $1", tx.tenant_id)


async def lock_organisation(tx: Tx) -> asyncpg.Record:
    """The organisation of the transaction, locked until it ends: what must not be decided twice at once waits."""
    row = await tx.fetchrow("select * from organisations where id = $1 for update", tx.tenant_id)
    if row is None:
        raise RuntimeError("an actor's organisation exists")
    return row


async def get_organisation(tx: Tx) -> asyncpg.Record:
    """The organisation of the transaction."""
    row = await tx.fetchrow("select * from organisations where id = $1", tx.tenant_id)
    if row is None:
        raise RuntimeError("an actor's organisation exists")
    return row


async def find_logo_key(tx: Tx) -> str | None:
    """Where the organisation's logo lies, if it has one."""
    return await tx.fetchval(
        """
        select f.key from organisations o join files f on f.id = o.logo_file_id and f.status = 'ready'
        where o.id = $1
        """,
        tx.tenant_id,
    )


async def get_today(tx: Tx) -> date:
    """The day that it is by the organisation's clock."""
    return await tx.fetchval(
        "select (now() at time zone timezone)::date from organisations where id = $1", tx.tenant_id
    )


async def update_organisation(tx: Tx, values: dict[str, Any], address: dict[str, str]) -> None:
    """Replace the letterhead."""
    await tx.execute(
        """
        update organisations set name = $2, document = $3, email = $4, phone = $5, site = $6, cau = $7,
               accent_colour = $8, timezone = $9, address = $10::text::jsonb where id = $1
        """,
        tx.tenant_id,
        values["name"],
        values["document"],
        values["email"],
        values["phone"],
        values["site"],
        values["cau"],
        values["accent_colour"],
        values["timezone"],
        msgspec.json.encode(address).decode(),
    )


async def set_operates(tx: Tx, tenant_id: UUID, operates: bool) -> bool:
    """Whether the organisation operates the installation; False when that was so already. Unscoped only."""
    return bool(
        await tx.fetchval(
            "update organisations set operates = $2 where id = $1 and operates <> $2 returning true",
            tenant_id,
            operates,
        )
    )


async def set_logo(tx: Tx, file_id: UUID | None) -> None:
    """Which file is the logo."""
    await tx.execute("update organisations set logo_file_id = $2 where id = $1", tx.tenant_id, file_id)
