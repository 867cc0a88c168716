"""HTTP of lists as files: each takes the filters, the search and the sort of its list."""

from __future__ import annotations

from functools import partial

from litestar import Response

from esteio.http.exports import AsFile, get_list_file
from esteio.http.routing import Filters
from esteio.modules.estimating import permissions
from esteio.modules.estimating.routes.briefings import provide_briefing_filters
from esteio.modules.estimating.routes.clients import provide_client_filters
from esteio.modules.estimating.routes.orcamentos import provide_orcamento_filters
from esteio.modules.estimating.service import exports

get_file = partial(get_list_file, permission=permissions.EXPORT_RUN)


@get_file("/api/orcamentos/export", filters=provide_orcamento_filters)
async def export_orcamentos(as_file: AsFile, filters: Filters) -> Response[bytes]:
    """Orçamentos as a file; takes the right to see them, too."""
    return await as_file.answer(exports.ORCAMENTOS, filters)


@get_file("/api/clients/export", filters=provide_client_filters)
async def export_clients(as_file: AsFile, filters: Filters) -> Response[bytes]:
    """Clients as a file; takes the right to see them, too."""
    return await as_file.answer(exports.CLIENT_LIST, filters)


@get_file("/api/briefings/export", filters=provide_briefing_filters)
async def export_briefings(as_file: AsFile, filters: Filters) -> Response[bytes]:
    """Briefings as a file, without their answers; takes the right to see them, too."""
    return await as_file.answer(exports.BRIEFING_LIST, filters)


EXPORT_ROUTES = (export_orcamentos, export_clients, export_briefings)
