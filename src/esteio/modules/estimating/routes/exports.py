"""HTTP of lists as files: each takes the filters, the search and the sort of its list."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from litestar import Response
from litestar.params import FromQuery, QueryParameter

from esteio.http.exports import AsFile, get_list_file
from esteio.modules.estimating import permissions
from esteio.modules.estimating.routes.orcamentos import (
    BriefingId,
    ClientId,
    FromDay,
    Least,
    Most,
    Statuses,
    ToDay,
    filters_of,
)
from esteio.modules.estimating.service import exports

get_file = partial(get_list_file, permission=permissions.EXPORT_RUN)


@get_file("/api/orcamentos/export")
async def export_orcamentos(
    as_file: AsFile,
    status: Statuses = None,
    client_id: ClientId = None,
    briefing_id: BriefingId = None,
    from_day: FromDay = None,
    to_day: ToDay = None,
    min_total: Least = None,
    max_total: Most = None,
) -> Response[bytes]:
    """Orçamentos as a file; takes the right to see them, too."""
    filters = filters_of(
        status=status,
        client_id=client_id,
        briefing_id=briefing_id,
        from_day=from_day,
        to_day=to_day,
        min_total=min_total,
        max_total=max_total,
    )
    return await as_file.answer(exports.ORCAMENTOS, **filters)


@get_file("/api/clients/export")
async def export_clients(
    as_file: AsFile,
    kind: FromQuery[Literal["PF", "PJ"] | None] = None,
    uf: Annotated[str | None, QueryParameter(max_length=2)] = None,
    archived: FromQuery[bool] = False,
) -> Response[bytes]:
    """Clients as a file; takes the right to see them, too."""
    return await as_file.answer(exports.CLIENT_LIST, kind=kind, uf=uf, archived=archived)


@get_file("/api/briefings/export")
async def export_briefings(
    as_file: AsFile,
    status: Statuses = None,
    client_id: ClientId = None,
    responsible_id: Annotated[UUID | None, QueryParameter(name="responsibleId")] = None,
) -> Response[bytes]:
    """Briefings as a file, without their answers; takes the right to see them, too."""
    filters = {"status": status, "clientId": client_id, "responsibleId": responsible_id}
    return await as_file.answer(exports.BRIEFING_LIST, **filters)


EXPORT_ROUTES = (export_orcamentos, export_clients, export_briefings)
