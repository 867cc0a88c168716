"""All SQL of workspace's people, rights and sessions, one function a query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import RoleTemplate
from esteio.core.db import Tx

Row = asyncpg.Record


async def find_user_by_email(tx: Tx, email: str) -> Row | None:
    """The person with that address, whatever the letter case."""
    return await tx.fetchrow(
        "select id, email, name, password_hash, status from users where email_key = lower($1::text)", email
    )


async def find_user(tx: Tx, user_id: UUID) -> Row | None:
    """The person with that id."""
    return await tx.fetchrow("select id, email, name, password_hash, status from users where id = $1", user_id)


async def insert_user(tx: Tx, *, email: str, name: str, password_hash: str | None) -> UUID | None:
    """A new person; None when the address is taken."""
    return await tx.fetchval(
        """
        insert into users (email, name, password_hash) values ($1, $2, $3)
        on conflict (email_key) do nothing returning id
        """,
        email,
        name,
        password_hash,
    )


async def set_password_hash(tx: Tx, user_id: UUID, password_hash: str) -> None:
    """Replace the password's hash."""
    await tx.execute("update users set password_hash = $2 where id = $1", user_id, password_hash)


async def set_user_status(tx: Tx, user_id: UUID, status: str) -> None:
    """Suspend or restore a person everywhere."""
    await tx.execute("update users set status = $2 where id = $1", user_id, status)


async def list_organisations_of(tx: Tx, user_id: UUID) -> list[Row]:
    """Organisations that the person may enter, the one last used first."""
    return await tx.fetch(
        """
        select o.id, o.name
        from memberships m join organisations o on o.id = m.tenant_id
        where m.user_id = $1 and m.status = 'active'
        order by (select max(s.rotated_at) from sessions s where s.user_id = $1 and s.tenant_id = o.id)
                 desc nulls last, m.created_at
        """,
        user_id,
    )


async def find_rights(tx: Tx, user_id: UUID, tenant_id: UUID) -> Row | None:
    """The person, and the union of what their roles there give; None unless both are active."""
    return await tx.fetchrow(
        """
        select u.id, u.name, u.email, coalesce(array_agg(distinct p) filter (where p is not null), '{}') as permissions
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


async def session_stands(tx: Tx, session_id: UUID, user_id: UUID, tenant_id: UUID) -> bool:
    """Whether the session is open, unexpired and really theirs."""
    return bool(
        await tx.fetchval(
            """
            select true from sessions
            where id = $1 and user_id = $2 and tenant_id = $3 and revoked_at is null and expires_at > now()
            """,
            session_id,
            user_id,
            tenant_id,
        )
    )


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


async def rotate_session(tx: Tx, session_id: UUID, generation: int, ttl_s: int) -> Row | None:
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


async def find_session(tx: Tx, session_id: UUID, grace_s: float) -> Row | None:
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


async def list_sessions(tx: Tx, user_id: UUID) -> list[Row]:
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


async def insert_organisation(tx: Tx, name: str) -> UUID:
    """A new organisation, still without people and roles."""
    return await tx.fetchval("insert into organisations (name) values ($1) returning id", name)


async def list_organisations(tx: Tx) -> list[Row]:
    """All organisations with how many people they have (administration only)."""
    return await tx.fetch(
        """
        select o.id, o.name, count(m.user_id) as members
        from organisations o left join memberships m on m.tenant_id = o.id group by o.id order by o.name, o.id
        """
    )


async def lock_organisation(tx: Tx) -> Row:
    """The organisation of the transaction, locked until it ends: what must not be decided twice at once waits."""
    row = await tx.fetchrow("select * from organisations where id = $1 for update", tx.tenant_id)
    if row is None:
        raise RuntimeError("an actor's organisation exists")
    return row


async def get_organisation(tx: Tx) -> Row:
    """The organisation of the transaction."""
    row = await tx.fetchrow("select * from organisations where id = $1", tx.tenant_id)
    if row is None:
        raise RuntimeError("an actor's organisation exists")
    return row


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


async def set_logo(tx: Tx, file_id: UUID | None) -> None:
    """Which file is the logo."""
    await tx.execute("update organisations set logo_file_id = $2 where id = $1", tx.tenant_id, file_id)


async def insert_shipped_roles(tx: Tx, tenant_id: UUID, roles: Sequence[RoleTemplate]) -> None:
    """Give the organisation its copy of each shipped role that it lacks; edited ones stay as they are."""
    await tx.executemany(
        """
        insert into roles (tenant_id, key, name, permissions, shipped) values ($1, $2, $3, $4, true)
        on conflict (tenant_id, key) do nothing
        """,
        [(tenant_id, role.key, role.name, list(role.permissions)) for role in roles],
    )


async def find_role_by_key(tx: Tx, tenant_id: UUID, key: str) -> Row | None:
    """The organisation's role with that key."""
    return await tx.fetchrow(
        "select id, key, name, permissions from roles where tenant_id = $1 and key = $2", tenant_id, key
    )


async def list_roles(tx: Tx, tenant_id: UUID) -> list[Row]:
    """The organisation's roles with how many people have each."""
    return await tx.fetch(
        """
        select r.id, r.key, r.name, r.permissions, r.shipped, r.version, count(mr.user_id) as people
        from roles r left join membership_roles mr on mr.role_id = r.id
        where r.tenant_id = $1 group by r.id order by r.shipped desc, r.created_at, r.id
        """,
        tenant_id,
    )


async def lock_role(tx: Tx, role_id: UUID) -> Row | None:
    """One role of the organisation, for changing it."""
    return await tx.fetchrow(
        "select id, key, name, permissions, shipped, version from roles where id = $1 for update", role_id
    )


async def insert_role(tx: Tx, *, key: str, name: str, permissions: Sequence[str]) -> UUID:
    """A role of the organisation's own making."""
    return await tx.fetchval(
        "insert into roles (tenant_id, key, name, permissions) values ($1, $2, $3, $4) returning id",
        tx.tenant_id,
        key,
        name,
        list(permissions),
    )


async def update_role(tx: Tx, role_id: UUID, *, name: str, permissions: Sequence[str]) -> None:
    """Change what a role is called and gives."""
    await tx.execute("update roles set name = $2, permissions = $3 where id = $1", role_id, name, list(permissions))


async def role_is_used(tx: Tx, role_id: UUID) -> bool:
    """Whether anybody has the role."""
    return bool(await tx.fetchval("select exists(select from membership_roles where role_id = $1)", role_id))


async def delete_role(tx: Tx, role_id: UUID) -> None:
    """Remove a role that nobody has."""
    await tx.execute("delete from roles where id = $1", role_id)


async def list_role_permissions(tx: Tx, tenant_id: UUID, role_ids: Sequence[UUID]) -> list[Row]:
    """Id and permissions of those roles that exist in the organisation."""
    return await tx.fetch(
        "select id, key, name, permissions from roles where tenant_id = $1 and id = any($2)", tenant_id, list(role_ids)
    )


async def insert_membership(tx: Tx, tenant_id: UUID, user_id: UUID) -> bool:
    """Make the person a member; False when they were."""
    return bool(
        await tx.fetchval(
            """
            insert into memberships (tenant_id, user_id) values ($1, $2)
            on conflict do nothing returning true
            """,
            tenant_id,
            user_id,
        )
    )


async def add_roles(tx: Tx, tenant_id: UUID, user_id: UUID, role_ids: Sequence[UUID]) -> None:
    """Give roles beside those the member has."""
    await tx.executemany(
        "insert into membership_roles (tenant_id, user_id, role_id) values ($1, $2, $3) on conflict do nothing",
        [(tenant_id, user_id, role_id) for role_id in role_ids],
    )


async def clear_roles(tx: Tx, user_id: UUID) -> None:
    """Take all roles of a member of the transaction's organisation."""
    await tx.execute("delete from membership_roles where tenant_id = $1 and user_id = $2", tx.tenant_id, user_id)


async def set_membership_status(tx: Tx, user_id: UUID, status: str) -> None:
    """Suspend or restore a member in the transaction's organisation."""
    await tx.execute(
        "update memberships set status = $3 where tenant_id = $1 and user_id = $2", tx.tenant_id, user_id, status
    )


PERSON = """
    select u.id, u.name, u.email, m.status, m.created_at,
           coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.created_at)
                    filter (where r.id is not null), '[]')::text as roles
    from memberships m
    join users u on u.id = m.user_id
    left join membership_roles mr on mr.tenant_id = m.tenant_id and mr.user_id = m.user_id
    left join roles r on r.id = mr.role_id
    where m.tenant_id = $1 {condition}
    group by u.id, m.tenant_id, m.user_id
"""


async def find_person(tx: Tx, user_id: UUID) -> Row | None:
    """One member of the transaction's organisation with their roles."""
    return await tx.fetchrow(PERSON.format(condition="and m.user_id = $2"), tx.tenant_id, user_id)


async def count_active_owners(tx: Tx, owner_role: str, *, but: UUID | None = None) -> int:
    """Active members with the owner's role, not counting `but`."""
    return await tx.fetchval(
        """
        select count(*) from memberships m
        join users u on u.id = m.user_id and u.status = 'active'
        join membership_roles mr on mr.tenant_id = m.tenant_id and mr.user_id = m.user_id
        join roles r on r.id = mr.role_id and r.key = $2
        where m.tenant_id = $1 and m.status = 'active' and m.user_id is distinct from $3
        """,
        tx.tenant_id,
        owner_role,
        but,
    )


async def insert_invitation(
    tx: Tx, *, email: str, role_ids: Sequence[UUID], nonce: str, invited_by: UUID, ttl_s: int
) -> Row:
    """An open invitation; raises UniqueViolationError when that address has one."""
    row = await tx.fetchrow(
        """
        insert into invitations (tenant_id, email, role_ids, nonce, invited_by, expires_at)
        values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
        returning id, email, created_at, expires_at
        """,
        tx.tenant_id,
        email,
        list(role_ids),
        nonce,
        invited_by,
        float(ttl_s),
    )
    if row is None:
        raise RuntimeError("an insert returns its row")
    return row


async def revoke_open_invitation(tx: Tx, email: str) -> None:
    """Close what is open for that address: a new invitation replaces it."""
    await tx.execute(
        """
        update invitations set revoked_at = now()
        where tenant_id = $1 and lower(email) = lower($2) and accepted_at is null and revoked_at is null
        """,
        tx.tenant_id,
        email,
    )


async def revoke_invitation(tx: Tx, invitation_id: UUID) -> bool:
    """Close one invitation; False when it was not open."""
    return bool(
        await tx.fetchval(
            """
            update invitations set revoked_at = now()
            where id = $1 and accepted_at is null and revoked_at is null returning true
            """,
            invitation_id,
        )
    )


async def lock_invitation(tx: Tx, invitation_id: UUID) -> Row | None:
    """An invitation with its organisation and who sent it, for accepting it once."""
    return await tx.fetchrow(
        """
        select i.id, i.tenant_id, i.email, i.role_ids, i.nonce,
               i.accepted_at is null and i.revoked_at is null and i.expires_at > now() as open,
               o.name as organisation, u.name as invited_by
        from invitations i join organisations o on o.id = i.tenant_id join users u on u.id = i.invited_by
        where i.id = $1 for update of i
        """,
        invitation_id,
    )


async def close_invitation(tx: Tx, invitation_id: UUID) -> None:
    """Mark an invitation accepted."""
    await tx.execute("update invitations set accepted_at = now() where id = $1", invitation_id)


async def insert_password_reset(tx: Tx, user_id: UUID, nonce: str, ttl_s: int) -> UUID:
    """A reset that may be used once within `ttl_s` seconds."""
    return await tx.fetchval(
        """
        insert into password_resets (user_id, nonce, expires_at)
        values ($1, $2, now() + make_interval(secs => $3)) returning id
        """,
        user_id,
        nonce,
        float(ttl_s),
    )


async def find_password_reset(tx: Tx, reset_id: UUID) -> Row | None:
    """A reset with its person, for the mail that carries the link."""
    return await tx.fetchrow(
        """
        select r.id, r.nonce, r.expires_at, r.used_at, u.email, u.name
        from password_resets r join users u on u.id = r.user_id where r.id = $1
        """,
        reset_id,
    )


async def use_password_reset(tx: Tx, reset_id: UUID, nonce: str) -> UUID | None:
    """Spend a reset; the person whose it was, or None when it was spent or has expired. One statement: once."""
    return await tx.fetchval(
        """
        update password_resets set used_at = now()
        where id = $1 and nonce = $2 and used_at is null and expires_at > now() returning user_id
        """,
        reset_id,
        nonce,
    )


async def revoke_password_resets(tx: Tx, user_id: UUID) -> None:
    """Spend every open reset of a person."""
    await tx.execute("update password_resets set used_at = now() where user_id = $1 and used_at is null", user_id)


async def list_users(tx: Tx) -> list[Row]:
    """Everyone with their organisations (administration only)."""
    return await tx.fetch(
        """
        select u.id, u.email, u.name, u.status, coalesce(string_agg(o.name, ', ' order by o.name), '') as organisations
        from users u
        left join memberships m on m.user_id = u.id
        left join organisations o on o.id = m.tenant_id
        group by u.id order by u.email_key
        """
    )


async def delete_ended(tx: Tx, before: datetime) -> None:
    """Forget sessions, resets and invitations that ended before `before`."""
    await tx.execute("delete from sessions where coalesce(revoked_at, expires_at) < $1", before)
    await tx.execute("delete from password_resets where expires_at < $1", before)
    await tx.execute("delete from invitations where expires_at < $1 and accepted_at is null", before)


async def delete_idempotency_keys(tx: Tx, before: datetime) -> None:
    """Forget idempotency keys of the transaction's organisation that are older than `before`."""
    await tx.execute("delete from idempotency_keys where created_at < $1", before)
