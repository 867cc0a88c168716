"""HTTP of procurement's lists as files: each takes the filters, the search and the sort of its list."""

from __future__ import annotations

from functools import partial

from litestar import Response

from esteio.http.exports import AsFile, get_list_file
from esteio.http.routing import Filters
from esteio.modules.procurement import permissions
from esteio.modules.procurement.routes.orders import provide_order_filters
from esteio.modules.procurement.routes.requests import provide_request_filters
from esteio.modules.procurement.routes.suppliers import provide_supplier_filters
from esteio.modules.procurement.service import exports

get_file = partial(get_list_file, permission=permissions.PROCUREMENT_EXPORT)


@get_file("/api/suppliers/export", filters=provide_supplier_filters)
async def export_suppliers(as_file: AsFile, filters: Filters) -> Response[bytes]:
    """Suppliers as a file; takes the right to see them, too."""
    return await as_file.answer(exports.SUPPLIERS, filters)


@get_file("/api/purchase-requests/export", filters=provide_request_filters)
async def export_requests(as_file: AsFile, filters: Filters) -> Response[bytes]:
    """Purchase requests as a file, without their items; takes the right to see them, too."""
    return await as_file.answer(exports.REQUESTS, filters)


@get_file("/api/purchase-orders/export", filters=provide_order_filters)
async def export_orders(as_file: AsFile, filters: Filters) -> Response[bytes]:
    """Purchase orders as a file, without their items; takes the right to see them, too."""
    return await as_file.answer(exports.ORDERS, filters)


EXPORT_ROUTES = (export_suppliers, export_requests, export_orders)
