"""Organisations and signed-in people for tests, made the way the product makes them, but without hashing passwords."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

import anyio.to_thread
import httpx
from argon2 import PasswordHasher

from esteio.app import CATALOGUE
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.tokens import Tokens
from esteio.modules.workspace import administration
from esteio.modules.workspace.permissions import OWNER_ROLE
from esteio.modules.workspace.store import roles as role_store
from esteio.modules.workspace.store import sessions as session_store
from esteio.modules.workspace.store import users as user_store
from esteio.settings import Settings

PASSWORD = "uma senha bem comprida"

_numbers = itertools.count(1)


@dataclass
class Person:
    """Someone signed in to one organisation, who sends requests with their token."""

    client: httpx.AsyncClient
    id: UUID
    email: str
    tenant_id: UUID
    session_id: UUID
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    async def request(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", **self.headers, **arguments.pop("headers", {})}
        return await self.client.request(method, path, headers=headers, **arguments)

    async def get(self, path: str, **arguments: Any) -> httpx.Response:
        return await self.request("GET", path, **arguments)

    async def post(self, path: str, **arguments: Any) -> httpx.Response:
        return await self.request("POST", path, **arguments)

    async def put(self, path: str, **arguments: Any) -> httpx.Response:
        return await self.request("PUT", path, **arguments)

    async def patch(self, path: str, **arguments: Any) -> httpx.Response:
        return await self.request("PATCH", path, **arguments)

    async def delete(self, path: str, **arguments: Any) -> httpx.Response:
        return await self.request("DELETE", path, **arguments)


class World:
    """Makes what a test needs, in the database that `client` talks to."""

    def __init__(self, client: httpx.AsyncClient, db: Database, settings: Settings) -> None:
        self.client = client
        self.db = db
        self.tokens = Tokens(settings.jwt_secret, access_ttl_s=settings.access_token_ttl_s)

    async def user(self, name: str = "Ana Souza") -> tuple[UUID, str]:
        """A person without an organisation: id and e-mail."""
        email = f"pessoa{next(_numbers)}@exemplo.com.br"
        encoded = await anyio.to_thread.run_sync(_password_hash)
        async with self.db.unscoped() as tx:
            user_id = await user_store.insert_user(tx, email=email, name=name, password_hash=encoded)
        assert user_id is not None
        return user_id, email

    async def organisation(self, name: str = "Ateliê Souza") -> Person:
        """A new organisation; its owner, signed in."""
        user_id, email = await self.user()
        tenant_id = await administration.create_organisation(
            self.db, name=name, owner_email=email, roles=CATALOGUE.roles
        )
        return await self.sign_in(user_id, email, tenant_id)

    async def operator(self, name: str = "Quem Opera") -> Person:
        """As `organisation`, of one that operates the installation."""
        owner = await self.organisation(name)
        await administration.set_operator(self.db, organisation=str(owner.tenant_id), operates=True)
        return owner

    async def member(self, of: Person, role: str = OWNER_ROLE, name: str = "Rui Lima") -> Person:
        """Somebody else in the organisation of `of`, with the shipped role `role`, signed in."""
        user_id, email = await self.user(name)
        await administration.add_member(self.db, organisation=str(of.tenant_id), email=email, role=role)
        return await self.sign_in(user_id, email, of.tenant_id)

    async def member_with(self, of: Person, *permissions: str) -> Person:
        """Somebody in the organisation of `of` who may do exactly `permissions`."""
        key = f"role-{next(_numbers)}"
        async with self.db.transaction(Scope(tenant_id=of.tenant_id)) as tx:
            await role_store.insert_role(tx, key=key, name=key, permissions=permissions)
        return await self.member(of, key)

    async def sign_in(self, user_id: UUID, email: str, tenant_id: UUID) -> Person:
        """A session without the cost of the password."""
        async with self.db.unscoped() as tx:
            session_id = await session_store.insert_session(
                tx, user_id=user_id, tenant_id=tenant_id, ttl_s=3_600, address="127.0.0.1", user_agent="tests"
            )
        token = self.tokens.access(user_id, tenant_id, session_id)
        return Person(self.client, user_id, email, tenant_id, session_id, token)


@cache
def _password_hash() -> str:
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1).hash(PASSWORD)
