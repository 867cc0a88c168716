"""Pages behind a link: whoever has it may do there what the page is for, without an account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

import asyncpg
from litestar.params import PathParameter

from esteio.core.access import Scope
from esteio.core.db import Tx
from esteio.core.links import LinkKind, require_current
from esteio.core.tokens import LinkClaims
from esteio.core.wire import check_text
from esteio.http.context import RequestContext
from esteio.http.services import Services

LinkToken = Annotated[str, PathParameter(max_length=4_096, description="The token of the link.")]
Find = Callable[[Tx, UUID], Awaitable[asyncpg.Record | None]]


class PublicPage:
    """The page of one kind of thing."""

    def __init__(self, kind: LinkKind, find: Find, require_open: Callable[[asyncpg.Record], None]) -> None:
        """`find` reads the thing by its id; `require_open` raises, each reason with a code of its own, where even its
        present link opens it no more."""
        self._kind = kind
        self._find = find
        self._require_open = require_open

    async def open(
        self, services: Services, context: RequestContext, token: str, find: Find | None = None
    ) -> tuple[Tx, asyncpg.Record]:
        """The request's transaction in the organisation of the thing, and the thing, read by `find` if that is given.

        Raises `InvalidLink`, `ExpiredLink`, `LinkReplaced`, and what the page's `require_open` raises.
        """
        claims = self._claims(services, token)
        tx = await context.open(Scope(tenant_id=claims.tenant_id))
        row = require_current(await (find or self._find)(tx, claims.subject), claims)
        self._require_open(row)
        return tx, row

    async def check(self, services: Services, token: str) -> LinkClaims:
        """What the link is for, for work that is to hold no transaction; raises as `open`."""
        claims = self._claims(services, token)
        async with services.db.transaction(Scope(tenant_id=claims.tenant_id)) as tx:
            self._require_open(require_current(await self._find(tx, claims.subject), claims))
        return claims

    def require_still(self, services: Services, token: str, row: asyncpg.Record) -> None:
        """Raise as `open` unless the link still opens the thing, locked since: somebody may have been first."""
        self._require_open(require_current(row, self._claims(services, token)))

    def _claims(self, services: Services, token: str) -> LinkClaims:
        return services.tokens.read_link(token, self._kind.purpose)


def visitor_name(text: str) -> str:
    """The name that somebody gives, without blanks too many; raises `InvalidInput`."""
    return " ".join(check_text("name", text).split())
