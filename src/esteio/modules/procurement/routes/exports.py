"""HTTP of procurement's lists as files: each takes the filters, the search and the sort of its list."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from litestar import Response
from litestar.params import FromQuery

from esteio.http.exports import AsFile, get_list_file
from esteio.modules.procurement import permissions
from esteio.modules.procurement.routes import orders, requests, suppliers
from esteio.modules.procurement.rules.vocabulary import SupplierKind
from esteio.modules.procurement.service import exports

get_file = partial(get_list_file, permission=permissions.PROCUREMENT_EXPORT)


@get_file("/api/suppliers/export")
async def export_suppliers(
    as_file: AsFile,
    kind: FromQuery[SupplierKind | None] = None,
    uf: suppliers.Uf = None,
    category: suppliers.CategoryName = None,
    archived: FromQuery[bool] = False,
) -> Response[bytes]:
    """Suppliers as a file; takes the right to see them, too."""
    return await as_file.answer(exports.SUPPLIERS, kind=kind, uf=uf, category=category, archived=archived)


@get_file("/api/purchase-requests/export")
async def export_requests(
    as_file: AsFile,
    status: requests.Statuses = None,
    priority: requests.Priorities = None,
    cost_centre_id: requests.CentreId = None,
    department_id: requests.DepartmentId = None,
    requester_id: requests.RequesterId = None,
    buyer_id: requests.BuyerId = None,
    over_budget: requests.OverBudget = None,
    from_day: requests.FromDay = None,
    to_day: requests.ToDay = None,
    min_total: requests.Least = None,
    max_total: requests.Most = None,
) -> Response[bytes]:
    """Purchase requests as a file, without their items; takes the right to see them, too."""
    filters: dict[str, object] = {
        "status": status,
        "priority": priority,
        "costCentreId": cost_centre_id,
        "departmentId": department_id,
        "requesterId": requester_id,
        "buyerId": buyer_id,
        "overBudget": over_budget,
        "from": from_day,
        "to": to_day,
        "minTotal": None if min_total is None else Decimal(min_total),
        "maxTotal": None if max_total is None else Decimal(max_total),
    }
    return await as_file.answer(exports.REQUESTS, **filters)


@get_file("/api/purchase-orders/export")
async def export_orders(
    as_file: AsFile,
    status: orders.Statuses = None,
    fulfilment: orders.Fulfilments = None,
    supplier_id: orders.SupplierId = None,
    cost_centre_id: orders.CentreId = None,
    buyer_id: orders.BuyerId = None,
    late: orders.Late = None,
    from_day: orders.FromDay = None,
    to_day: orders.ToDay = None,
    expected_from: orders.ExpectedFrom = None,
    expected_to: orders.ExpectedTo = None,
) -> Response[bytes]:
    """Purchase orders as a file, without their items; takes the right to see them, too."""
    filters: dict[str, object] = {
        "status": status,
        "fulfilment": fulfilment,
        "supplierId": supplier_id,
        "costCentreId": cost_centre_id,
        "buyerId": buyer_id,
        "late": late,
        "from": from_day,
        "to": to_day,
        "expectedFrom": expected_from,
        "expectedTo": expected_to,
    }
    return await as_file.answer(exports.ORDERS, **filters)


EXPORT_ROUTES = (export_suppliers, export_requests, export_orders)
