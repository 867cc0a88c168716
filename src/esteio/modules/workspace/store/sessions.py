"""Sessions, and the rights that whoever has one holds."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Database, Tx, unscoped_sql


async def find_rights(tx: Tx, user_id: UUID, tenant_id: UUID) -> asyncpg.Record | None:
    """The person, the union of what their roles there give, and whether the organisation operates the installation.

    None unless person and membership are active.
    """
    return await tx.fetchrow(
        """
        select u.id, u.name, u.email, coalesce(array_agg(distinct p) filter (where p is not null), '{}') as permissions,
               (select operates from organisations where id = $2) as operates
        from users u
        join memberships m on m.user_id = u.id and m.tenant_id = $2 and m.status = 'active'
        left join membership_roles mr on mr.user_id = u.id and mr.tenant_id = $2
        left join roles r on r.id = mr.role_id
        left join lateral unnest(r.permissions) p on true
        where u.id = $1 and u.status = 'active'
        group by u.id
        """,
        user_id,
        tenant_id,
    )


_STANDING = unscoped_sql(
    """
    select a.place::int as place, u.name, u.email, o.operates,
           coalesce((
               select array_agg(distinct p)
               from membership_roles mr
               join roles r on r.id = mr.role_id and r.tenant_id = mr.tenant_id
               cross join unnest(r.permissions) p
               where mr.user_id = s.user_id and mr.tenant_id = s.tenant_id
           ), '{}') as permissions
    from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality a (session_id, user_id, tenant_id, place)
    join sessions s on s.id = a.session_id and s.user_id = a.user_id and s.tenant_id = a.tenant_id
    join users u on u.id = s.user_id and u.status = 'active'
    join memberships m on m.user_id = s.user_id and m.tenant_id = s.tenant_id and m.status = 'active'
    join organisations o on o.id = s.tenant_id
    where {scope} and s.revoked_at is null and s.expires_at > now() offset 0
    """
)


async def list_standing(db: Database, asked: Sequence[tuple[UUID, UUID, UUID]]) -> list[asyncpg.Record | None]:
    """For each (session, person, organisation): the person and their rights as `find_rights` says them, if the session
    is open, unexpired and really theirs; else None.

    One round trip for all: who connects waits for it.
    """
    rows = await db.read(_STANDING, [list(column) for column in zip(*asked, strict=True)])
    found = {row["place"]: row for row in rows}
    return [found.get(place) for place in range(1, len(asked) + 1)]


async def insert_session(
    tx: Tx, *, user_id: UUID, tenant_id: UUID, ttl_s: int, address: str | None, user_agent: str
) -> UUID:
    """Open a session; its refresh tokens start at generation 0."""
    return await tx.fetchval(
        """
        insert into sessions (user_id, tenant_id, expires_at, address, user_agent)
        values ($1, $2, now() + make_interval(secs => $3), $4::text::inet, $5) returning id
        """,
        user_id,
        tenant_id,
        float(ttl_s),
        address or None,
        user_agent[:500],
    )


async def rotate_session(tx: Tx, session_id: UUID, generation: int, ttl_s: int) -> asyncpg.Record | None:
    """Move the session to its next generation if `generation` is its present one, else None. One statement, so of
    two that try at once exactly one succeeds."""
    return await tx.fetchrow(
        """
        update sessions set generation = generation + 1, rotated_at = now(),
                            expires_at = now() + make_interval(secs => $3)
        where id = $1 and generation = $2 and revoked_at is null and expires_at > now()
        returning user_id, tenant_id, generation
        """,
        session_id,
        generation,
        float(ttl_s),
    )


async def find_session(tx: Tx, session_id: UUID, grace_s: float) -> asyncpg.Record | None:
    """A session whatever its state; `in_grace` says it rotated less than `grace_s` ago."""
    return await tx.fetchrow(
        """
        select user_id, tenant_id, generation, revoked_at is null and expires_at > now() as open,
               rotated_at > now() - make_interval(secs => $2) as in_grace
        from sessions where id = $1
        """,
        session_id,
        grace_s,
    )


async def revoke_session(tx: Tx, session_id: UUID, reason: str) -> bool:
    """End a session; False when it had ended."""
    return bool(
        await tx.fetchval(
            """
            update sessions set revoked_at = now(), revoked_reason = $2
            where id = $1 and revoked_at is null returning true
            """,
            session_id,
            reason,
        )
    )


async def revoke_sessions_of(tx: Tx, user_id: UUID, reason: str, *, but: UUID | None = None) -> int:
    """End all sessions of a person, except `but`; how many."""
    rows = await tx.fetch(
        """
        update sessions set revoked_at = now(), revoked_reason = $2
        where user_id = $1 and revoked_at is null and id is distinct from $3 returning id
        """,
        user_id,
        reason,
        but,
    )
    return len(rows)


async def list_sessions(tx: Tx, user_id: UUID) -> list[asyncpg.Record]:
    """Open sessions of the person, the last used first."""
    return await tx.fetch(
        """
        select s.id, s.created_at, s.rotated_at, s.expires_at, host(s.address) as address, s.user_agent,
               o.name as organisation
        from sessions s join organisations o on o.id = s.tenant_id
        where s.user_id = $1 and s.revoked_at is null and s.expires_at > now()
        order by s.rotated_at desc
        """,
        user_id,
    )
