"""What the command line does with people and organisations: outside any organisation, on the owner's machine."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core import signals
from esteio.core.access import RoleTemplate
from esteio.core.audit import AuditEntry, record
from esteio.core.db import Database, Tx
from esteio.core.errors import InvalidInput, NotFound
from esteio.core.passwords import Passwords, check_new_password
from esteio.modules.workspace.permissions import OWNER_ROLE
from esteio.modules.workspace.store import members as member_store
from esteio.modules.workspace.store import organisations as organisation_store
from esteio.modules.workspace.store import roles as role_store
from esteio.modules.workspace.store import second_factors as second_factor_store
from esteio.modules.workspace.store import sessions as session_store
from esteio.modules.workspace.store import users as user_store


async def create_user(database: Database, *, email: str, name: str, password: str) -> UUID:
    """A new person without an organisation; raises `InvalidInput`."""
    check_new_password(password, email=email, name=name)
    return await create_user_unchecked(database, email=email, name=name, password=password)


async def create_user_unchecked(database: Database, *, email: str, name: str, password: str) -> UUID:
    """`create_user` whatever the password: the demo's accounts keep the seeds' passwords."""
    encoded = await _hash(password)
    async with database.unscoped() as tx:
        user_id = await user_store.insert_user(tx, email=email.strip(), name=name.strip(), password_hash=encoded)
        if user_id is None:
            raise InvalidInput(fields={"email": "Já existe uma pessoa com este e-mail."})
        record(tx, AuditEntry(action="administration.user_created", thing="user", thing_id=user_id))
        return user_id


async def set_password(database: Database, *, email: str, password: str) -> None:
    """Replace a password and end every session; raises `NotFound`, `InvalidInput`."""
    encoded = await _hash(password)
    async with database.unscoped() as tx:
        user = await _user(tx, email)
        check_new_password(password, email=user["email"], name=user["name"])
        await user_store.set_password_hash(tx, user["id"], encoded)
        await _shut_out(tx, user["id"], "administration.password_set")


async def disable_user(database: Database, *, email: str) -> None:
    """Suspend a person everywhere and end every session; raises `NotFound`."""
    async with database.unscoped() as tx:
        user = await _user(tx, email)
        await user_store.set_user_status(tx, user["id"], "suspended")
        await _shut_out(tx, user["id"], "administration.user_disabled")


async def drop_second_factor(database: Database, *, email: str) -> None:
    """Let a person sign in with the password alone, who lost telephone and recovery codes; raises `NotFound`."""
    async with database.unscoped() as tx:
        user = await _user(tx, email)
        if not await second_factor_store.delete_second_factor(tx, user["id"]):
            raise NotFound(f"{email} não tem um segundo fator.")
        record(tx, AuditEntry(action="administration.second_factor_dropped", thing="user", thing_id=user["id"]))


async def list_users(database: Database) -> list[asyncpg.Record]:
    """Everyone: id, email, name, status, organisations."""
    async with database.unscoped() as tx:
        return await user_store.list_users(tx)


async def create_organisation(
    database: Database, *, name: str, owner_email: str, roles: Sequence[RoleTemplate]
) -> UUID:
    """An organisation with the shipped `roles` and its first owner; raises `NotFound`."""
    async with database.unscoped() as tx:
        owner = await _user(tx, owner_email)
        tenant_id = await organisation_store.insert_organisation(tx, name.strip())
        await role_store.insert_shipped_roles(tx, tenant_id, roles)
        await _join(tx, tenant_id, owner["id"], OWNER_ROLE)
        record(tx, AuditEntry(action="administration.organisation_created", tenant_id=tenant_id))
        return tenant_id


async def list_organisations(database: Database) -> list[asyncpg.Record]:
    """Every organisation: id, name, whether it operates the installation, members."""
    async with database.unscoped() as tx:
        return await organisation_store.list_organisations(tx)


async def add_member(database: Database, *, organisation: str, email: str, role: str) -> None:
    """Give a person the role with key `role` in an organisation named by id or unique name; raises `NotFound`."""
    async with database.unscoped() as tx:
        tenant_id = await _organisation(tx, organisation)
        user = await _user(tx, email)
        await _join(tx, tenant_id, user["id"], role)


async def set_operator(database: Database, *, organisation: str, operates: bool) -> bool:
    """Let an organisation's people hold the rights that are of the installation, or no longer; raises `NotFound`.

    False when that was so already.
    """
    async with database.unscoped() as tx:
        tenant_id = await _organisation(tx, organisation)
        changed = await organisation_store.set_operates(tx, tenant_id, operates)
        if changed:
            await signals.announce(tx, f"tenant:{tenant_id}")
            action = f"administration.operator_{'set' if operates else 'unset'}"
            record(tx, AuditEntry(action=action, tenant_id=tenant_id))
        return changed


async def ensure_shipped_roles(database: Database, roles: Sequence[RoleTemplate]) -> None:
    """Give every organisation the shipped roles that came with areas added after it was made."""
    async with database.unscoped() as tx:
        for row in await organisation_store.list_organisations(tx):
            await role_store.insert_shipped_roles(tx, row["id"], roles)


async def _join(tx: Tx, tenant_id: UUID, user_id: UUID, role_key: str) -> None:
    role = await role_store.find_role_by_key(tx, tenant_id, role_key)
    if role is None:
        known = ", ".join(row["key"] for row in await role_store.list_roles(tx, tenant_id))
        raise NotFound(f"Não há o papel «{role_key}» ali; há: {known}.")
    await member_store.insert_membership(tx, tenant_id, user_id)
    await member_store.add_roles(tx, tenant_id, user_id, [role["id"]])
    await signals.announce(tx, f"user:{user_id}")


async def _organisation(tx: Tx, organisation: str) -> UUID:
    matching: list[UUID] = [
        row["id"]
        for row in await organisation_store.list_organisations(tx)
        if organisation in {str(row["id"]), row["name"]}
    ]
    if len(matching) != 1:
        raise NotFound(f"Há {len(matching)} organizações «{organisation}»; use o identificador.")
    return matching[0]


async def _shut_out(tx: Tx, user_id: UUID, action: str) -> None:
    await session_store.revoke_sessions_of(tx, user_id, "administration")
    await signals.announce(tx, f"user:{user_id}")
    record(tx, AuditEntry(action=action, thing="user", thing_id=user_id))


async def _user(tx: Tx, email: str) -> asyncpg.Record:
    user = await user_store.find_user_by_email(tx, email)
    if user is None:
        raise NotFound(f"Não há ninguém com o e-mail {email}.")
    return user


async def _hash(password: str) -> str:
    passwords = Passwords(concurrency=1)
    try:
        return await passwords.hash(password)
    finally:
        passwords.close()
