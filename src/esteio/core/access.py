"""Who is asking and what they may do.

A permission is a name `area.thing.action`. Roles are sets of permissions, stored per organisation; a person's
effective rights in an organisation are the union of their roles. `Actor` is that, computed once and remembered
by the edge until a change is announced (`core/signals.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from esteio.core.errors import NotAllowed


class Scope(msgspec.Struct, frozen=True):
    """What row security lets a transaction see.

    `tenant_id` None sees no organisation's data at all. `unscoped` opens only the few tables that sign-in
    needs (people, memberships, sessions ...), never business data.
    """

    tenant_id: UUID | None = None
    user_id: UUID | None = None
    unscoped: bool = False


class Permission(msgspec.Struct, frozen=True):
    """One thing that a role may allow; `label` is how the roles screen says it."""

    key: str
    label: str
    of_installation: bool = False
    """It is about the installation, which other organisations share: only those that operate it can hold it, whatever
    their roles say (`organisations.operates`)."""


class RoleTemplate(msgspec.Struct, frozen=True):
    """A role that ships with an area; each organisation gets its own editable copy."""

    key: str
    name: str
    permissions: tuple[str, ...]


class Actor(msgspec.Struct, frozen=True):
    """A signed-in person acting in one organisation."""

    user_id: UUID
    tenant_id: UUID
    session_id: UUID
    name: str
    email: str
    permissions: frozenset[str]

    @property
    def scope(self) -> Scope:
        """What row security lets this actor see."""
        return Scope(tenant_id=self.tenant_id, user_id=self.user_id)

    def may(self, permission: str) -> bool:
        """Whether the actor holds `permission`."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise `NotAllowed`, naming what is missing, unless the actor holds `permission`."""
        if permission not in self.permissions:
            raise NotAllowed(permission=permission)


def ungrantable(granter: Actor, wanted: Iterable[str]) -> list[str]:
    """Permissions in `wanted` that `granter` does not hold: nobody grants what they do not hold."""
    return sorted(set(wanted) - granter.permissions)


def unknown_permissions(known: Sequence[Permission], wanted: Iterable[str]) -> list[str]:
    """Names in `wanted` that no area declares."""
    return sorted(set(wanted) - {permission.key for permission in known})
