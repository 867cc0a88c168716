"""Every organisation of the installation, for what the clock starts."""

from __future__ import annotations

import msgspec

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.modules.workspace.store import organisations as store


class EachOrganisation(msgspec.Struct, frozen=True):
    """One of them."""

    scope: Scope
    """Of a transaction that sees its data."""
    timezone: str


async def list_every(database: Database) -> list[EachOrganisation]:
    """All of them; each job opens a transaction for each, so that none waits for another."""
    async with database.unscoped() as tx:
        return [EachOrganisation(Scope(tenant_id=row["id"]), row["timezone"]) for row in await store.list_all(tx)]
