"""The people who are online in the live works: many in one organisation, and the same ones in offices of twenty.

Nobody signs in with a password (10,000 times argon2 would be minutes): sessions are written with COPY, and the access
tokens are made by the product's own `Tokens`, as sign-in would have made them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from bench.dataset import START, DataSet, Organisation, hash_password, make_uuid7, write_organisation
from esteio.core.tokens import Tokens

OFFICE_PEOPLE = 20
"""In each office; as many connections as a write there reaches."""
OFFICE_BRIEFINGS = 20
MORE_CLIENTS = 200
"""Of the organisation where all are together: a list whose change is a lot to tell."""
TOKEN_TTL_S = 86_400
_PEOPLE, _TOGETHER, _IN_OFFICE, _ROLE = range(1 << 20, (1 << 20) + 4)
"""Kinds of ids, beyond those of the data set's organisations."""


class Session(msgspec.Struct, frozen=True):
    """Somebody who is signed in somewhere."""

    user_id: UUID
    tenant_id: UUID
    session_id: UUID


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation, who is signed in to it, and what they change."""

    id: UUID
    sessions: tuple[Session, ...]
    briefing_ids: tuple[UUID, ...]


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody."""

    together: Office
    """All in one organisation."""
    offices: tuple[Office, ...]
    """The same in offices of twenty."""


def access_tokens(secret: str, sessions: tuple[Session, ...]) -> tuple[str, ...]:
    """As sign-in gives them, for a day."""
    tokens = Tokens(secret, access_ttl_s=TOKEN_TTL_S)
    return tuple(tokens.access(one.user_id, one.tenant_id, one.session_id) for one in sessions)


async def load_people(admin_url: str, data: DataSet, count: int) -> People:
    """Writes `count` people into the first organisation of the data set and, by twenties, into offices of their own."""
    password_hash = hash_password()
    users = tuple(make_uuid7(START, _PEOPLE << 32 | number) for number in range(count))
    connection: Any = await asyncpg.connect(admin_url)
    try:
        async with connection.transaction():
            await connection.copy_records_to_table(
                "users",
                columns=("id", "email", "name", "password_hash"),
                records=[
                    (one, f"online{number}@carga.example", f"Pessoa {number}", password_hash)
                    for number, one in enumerate(users)
                ],
            )
            first = data.organisations[0]
            together = await _move_in(connection, first, users, make_uuid7(START, _ROLE << 32), _TOGETHER)
            await connection.copy_records_to_table(
                "clients",
                columns=("tenant_id", "kind", "name"),
                records=[(first.id, "PF", f"Cliente {number}") for number in range(MORE_CLIENTS)],
            )
            offices: list[Office] = []
            for number in range(-(-count // OFFICE_PEOPLE)):
                rank = len(data.organisations) + number
                office = await write_organisation(connection, rank, OFFICE_BRIEFINGS, password_hash)
                staff = users[number * OFFICE_PEOPLE : (number + 1) * OFFICE_PEOPLE]
                role = make_uuid7(START, _ROLE << 32 | number + 1)
                offices.append(await _move_in(connection, office, staff, role, _IN_OFFICE))
        await connection.execute("vacuum analyze")
    finally:
        await connection.close()
    return People(together=together, offices=tuple(offices))


async def _move_in(connection: Any, office: Organisation, users: tuple[UUID, ...], role: UUID, kind: int) -> Office:
    def rows(*columns: object) -> list[tuple[object, ...]]:
        return [(office.id, user, *columns) for user in users]

    await connection.execute(
        "insert into roles (id, tenant_id, key, name, permissions) values ($1, $2, 'online', 'Online', '{*}')",
        role,
        office.id,
    )
    await connection.copy_records_to_table("memberships", columns=("tenant_id", "user_id"), records=rows())
    await connection.copy_records_to_table(
        "membership_roles", columns=("tenant_id", "user_id", "role_id"), records=rows(role)
    )
    sessions = tuple(
        Session(user, office.id, make_uuid7(START, kind << 64 | user.int & (1 << 62) - 1)) for user in users
    )
    expires_at = datetime.now(UTC) + timedelta(days=1)
    await connection.copy_records_to_table(
        "sessions",
        columns=("id", "tenant_id", "user_id", "expires_at"),
        records=[(one.session_id, one.tenant_id, one.user_id, expires_at) for one in sessions],
    )
    return Office(id=office.id, sessions=sessions, briefing_ids=office.briefing_ids)
