"""HTTP of suppliers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.di import Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from esteio.http.routing import (
    AsActor,
    Filters,
    IfMatch,
    InContext,
    InTx,
    answers,
    problem_responses,
    version_of,
)
from esteio.live.reads import LivePageQuery
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import SUPPLIERS
from esteio.modules.procurement.rules.vocabulary import SupplierKind
from esteio.modules.procurement.schemas.suppliers import Supplier, SupplierInput, SupplierPage
from esteio.modules.procurement.service import suppliers

Uf = Annotated[str | None, QueryParameter(max_length=2)]
CategoryName = Annotated[
    str | None,
    QueryParameter(max_length=1_000, description="As they are written there; one or more, with semicolons."),
]


async def provide_supplier_filters(
    kind: FromQuery[SupplierKind | None] = None,
    uf: Uf = None,
    category: CategoryName = None,
    archived: FromQuery[bool] = False,
) -> Mapping[str, object]:
    """Dependency `filters` of the list and of its file."""
    return {"kind": kind, "uf": uf, "category": category, "archived": archived}


@get(
    "/api/suppliers",
    permission=permissions.SUPPLIERS_READ,
    tags=["suppliers"],
    responses={**answers(SupplierPage), **problem_responses(401, 403, 422, 429)},
    dependencies={"filters": Provide(provide_supplier_filters)},
)
async def list_suppliers(live_page: LivePageQuery, filters: Filters) -> Response[bytes]:
    """Suppliers by name; those put away only with `archived=true`."""
    return await live_page.answer(SUPPLIERS, **filters)


@post(
    "/api/suppliers",
    permission=permissions.SUPPLIERS_EDIT,
    tags=["suppliers"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429),
)
async def create_supplier(data: JSONBody[SupplierInput], tx: InTx, actor: AsActor, context: InContext) -> Supplier:
    """Add a supplier."""
    return await suppliers.create(tx, actor, data, context.origin)


@get(
    "/api/suppliers/{supplier_id:uuid}",
    permission=permissions.SUPPLIERS_READ,
    tags=["suppliers"],
    responses=problem_responses(401, 403, 404, 422, 429),
)
async def get_supplier(supplier_id: FromPath[UUID], tx: InTx, actor: AsActor) -> Supplier:
    """One supplier."""
    return await suppliers.get(tx, actor, supplier_id)


@put(
    "/api/suppliers/{supplier_id:uuid}",
    permission=permissions.SUPPLIERS_EDIT,
    tags=["suppliers"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def change_supplier(
    supplier_id: FromPath[UUID],
    data: JSONBody[SupplierInput],
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Supplier:
    """Replace a supplier's data."""
    return await suppliers.change(tx, actor, supplier_id, data, version_of(if_match), context.origin)


@delete(
    "/api/suppliers/{supplier_id:uuid}",
    permission=permissions.SUPPLIERS_EDIT,
    tags=["suppliers"],
    responses=problem_responses(401, 403, 404, 412, 422, 429),
)
async def archive_supplier(
    supplier_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> None:
    """Put a supplier away; its quotations and orders stay, and it can be restored."""
    await suppliers.set_archived(tx, actor, supplier_id, version_of(if_match), context.origin, archived=True)


@post(
    "/api/suppliers/{supplier_id:uuid}/restore",
    permission=permissions.SUPPLIERS_EDIT,
    status_code=200,
    tags=["suppliers"],
    responses=problem_responses(400, 401, 403, 404, 412, 422, 429),
)
async def restore_supplier(
    supplier_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext, if_match: IfMatch = None
) -> Supplier:
    """Take a supplier out of the archive."""
    return await suppliers.set_archived(tx, actor, supplier_id, version_of(if_match), context.origin, archived=False)


SUPPLIER_ROUTES = (
    list_suppliers,
    create_supplier,
    get_supplier,
    change_supplier,
    archive_supplier,
    restore_supplier,
)
