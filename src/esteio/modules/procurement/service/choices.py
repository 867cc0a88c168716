"""What forms choose from: people by what they may do, and the categories that are in use."""

from __future__ import annotations

from collections.abc import Mapping

from esteio.core.db import Tx
from esteio.core.wire import Ref
from esteio.modules.procurement import permissions
from esteio.modules.procurement.schemas.choices import Categories, Category, May, People
from esteio.modules.procurement.store import choices as store
from esteio.modules.workspace.api import list_holders

_PERMISSIONS: Mapping[May, tuple[str, ...]] = {
    May.SEE: (permissions.REQUESTS_READ,),
    May.ASK: (permissions.REQUESTS_CREATE,),
    May.BUY: (permissions.QUOTATIONS_RUN,),
    May.APPROVE: (permissions.APPROVALS_NEED,),
    May.SIGN: (
        permissions.APPROVALS_NEED,
        permissions.APPROVALS_PURCHASE,
        permissions.APPROVALS_DIRECTOR,
        permissions.APPROVALS_CEO,
    ),
}


async def people(tx: Tx, may: May) -> People:
    """Those of the organisation who may do that."""
    holders = {row["user_id"] for row in await list_holders(tx, _PERMISSIONS[may])}
    return People(data=[Ref(id=row["id"], name=row["name"]) for row in await store.list_people(tx, holders)])


async def categories(tx: Tx) -> Categories:
    """Those of suppliers, and those that requests have asked for."""
    return Categories(
        data=[Category(name=row["name"], suppliers=row["suppliers"]) for row in await store.list_categories(tx)]
    )
