"""HTTP of the reports, each for the screen (from memory while nothing changed) and as a file."""

from __future__ import annotations

import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from esteio.core.db import Tx
from esteio.http.exports import FormatQuery, download, get_file
from esteio.http.routing import AsActor, InContext, StrictRequest, WithServices, answers, problem_responses
from esteio.live.reads import WithReads, answer_counted
from esteio.modules.procurement import permissions
from esteio.modules.procurement.live import BUDGET, COMMITMENTS, CYCLE_TIME, SAVINGS, SPEND, SUPPLIER_REPORT
from esteio.modules.procurement.rules.reports import GroupBy
from esteio.modules.procurement.schemas.reports import (
    BudgetReport,
    Commitments,
    CycleTime,
    Savings,
    Spend,
    Suppliers,
)
from esteio.modules.procurement.service import report_files, reports
from esteio.modules.procurement.service.reports import TOP, Asked

PREFIX = "/api/reports/purchases"
By = Annotated[GroupBy, QueryParameter(name="by", description="What the rows are.")]
Top = Annotated[int, QueryParameter(ge=1, le=1_000, description="Rows of the answer; the totals count all.")]
FromDay = Annotated[
    datetime.date | None,
    QueryParameter(name="from", description="First day; by default of the month eleven months before the last."),
]
ToDay = Annotated[datetime.date | None, QueryParameter(name="to", description="Last day; by default today.")]
CostCentreId = Annotated[UUID | None, QueryParameter(name="costCentreId")]
DepartmentId = Annotated[UUID | None, QueryParameter(name="departmentId")]
SupplierId = Annotated[UUID | None, QueryParameter(name="supplierId")]
CategoryName = Annotated[str | None, QueryParameter(name="category", max_length=200)]


async def provide_asked(
    from_day: FromDay = None,
    to_day: ToDay = None,
    cost_centre_id: CostCentreId = None,
    department_id: DepartmentId = None,
    supplier_id: SupplierId = None,
    category: CategoryName = None,
) -> Asked:
    """Dependency `asked`: the filters that every report takes."""
    return Asked(
        from_day=from_day,
        to_day=to_day,
        cost_centre_id=cost_centre_id,
        department_id=department_id,
        supplier_id=supplier_id,
        category=category,
    )


AsAsked = NamedDependency[Asked]
"""Of `asked`."""


get_report = partial(
    get, permission=permissions.REPORTS_READ, dependencies={"asked": Provide(provide_asked)}, tags=["reports"]
)
get_report_file = partial(
    get_file, permission=permissions.PROCUREMENT_EXPORT, dependencies={"asked": Provide(provide_asked)}
)
PROBLEMS = problem_responses(401, 403, 422, 429)


@get_report(f"{PREFIX}/spend", responses={**answers(Spend), **PROBLEMS})
async def get_spend(
    reads: WithReads,
    request: StrictRequest,
    asked: AsAsked,
    by: By = GroupBy.MONTH,
    top: Top = TOP,
) -> Response[bytes]:
    """What was spent with suppliers, by month, cost centre, department, supplier or category."""

    async def count(tx: Tx) -> bytes:
        wanted = msgspec.structs.replace(asked, by=by, top=top)
        return msgspec.json.encode(await reports.spend(tx, wanted))

    return await answer_counted(reads, request, SPEND, count)


@get_report_file(f"{PREFIX}/spend/export")
async def export_spend(
    services: WithServices,
    actor: AsActor,
    context: InContext,
    asked: AsAsked,
    by: By = GroupBy.MONTH,
    form: FormatQuery = "csv",
) -> Response[bytes]:
    """The same as a file, all rows of it; takes the right to see the report, too."""
    wanted = msgspec.structs.replace(asked, by=by)
    file = await report_files.export(services.db, actor, report_files.SPEND, wanted, form, context.origin)
    return download(file)


@get_report(f"{PREFIX}/cycle-time", responses={**answers(CycleTime), **PROBLEMS})
async def get_cycle_time(
    reads: WithReads,
    request: StrictRequest,
    asked: AsAsked,
) -> Response[bytes]:
    """How long each stage of a purchase takes, and how that went from month to month."""

    async def count(tx: Tx) -> bytes:
        return msgspec.json.encode(await reports.cycle_time(tx, asked))

    return await answer_counted(reads, request, CYCLE_TIME, count)


@get_report_file(f"{PREFIX}/cycle-time/export")
async def export_cycle_time(
    services: WithServices,
    actor: AsActor,
    context: InContext,
    asked: AsAsked,
    form: FormatQuery = "csv",
) -> Response[bytes]:
    """The same as a file, all rows of it; takes the right to see the report, too."""
    file = await report_files.export(services.db, actor, report_files.CYCLE_TIME, asked, form, context.origin)
    return download(file)


@get_report(f"{PREFIX}/savings", responses={**answers(Savings), **PROBLEMS})
async def get_savings(
    reads: WithReads,
    request: StrictRequest,
    asked: AsAsked,
    by: By = GroupBy.MONTH,
    top: Top = TOP,
) -> Response[bytes]:
    """What awards saved against the first, the highest and the lowest offer for the same goods."""

    async def count(tx: Tx) -> bytes:
        wanted = msgspec.structs.replace(asked, by=by, top=top)
        return msgspec.json.encode(await reports.savings(tx, wanted))

    return await answer_counted(reads, request, SAVINGS, count)


@get_report_file(f"{PREFIX}/savings/export")
async def export_savings(
    services: WithServices,
    actor: AsActor,
    context: InContext,
    asked: AsAsked,
    by: By = GroupBy.MONTH,
    form: FormatQuery = "csv",
) -> Response[bytes]:
    """The same as a file, all rows of it; takes the right to see the report, too."""
    wanted = msgspec.structs.replace(asked, by=by)
    file = await report_files.export(services.db, actor, report_files.SAVINGS, wanted, form, context.origin)
    return download(file)


@get_report(f"{PREFIX}/suppliers", responses={**answers(Suppliers), **PROBLEMS})
async def get_suppliers(
    reads: WithReads,
    request: StrictRequest,
    asked: AsAsked,
    top: Top = TOP,
) -> Response[bytes]:
    """How suppliers answer invitations and keep their dates."""

    async def count(tx: Tx) -> bytes:
        wanted = msgspec.structs.replace(asked, top=top)
        return msgspec.json.encode(await reports.suppliers(tx, wanted))

    return await answer_counted(reads, request, SUPPLIER_REPORT, count)


@get_report_file(f"{PREFIX}/suppliers/export")
async def export_suppliers(
    services: WithServices,
    actor: AsActor,
    context: InContext,
    asked: AsAsked,
    form: FormatQuery = "csv",
) -> Response[bytes]:
    """The same as a file, all rows of it; takes the right to see the report, too."""
    file = await report_files.export(services.db, actor, report_files.SUPPLIERS, asked, form, context.origin)
    return download(file)


@get_report(f"{PREFIX}/commitments", responses={**answers(Commitments), **PROBLEMS})
async def get_commitments(
    reads: WithReads,
    request: StrictRequest,
    asked: AsAsked,
    by: By = GroupBy.MONTH,
    top: Top = TOP,
) -> Response[bytes]:
    """What has been ordered and is still to come; without a period, all of it."""

    async def count(tx: Tx) -> bytes:
        wanted = msgspec.structs.replace(asked, by=by, top=top)
        return msgspec.json.encode(await reports.commitments(tx, wanted))

    return await answer_counted(reads, request, COMMITMENTS, count)


@get_report_file(f"{PREFIX}/commitments/export")
async def export_commitments(
    services: WithServices,
    actor: AsActor,
    context: InContext,
    asked: AsAsked,
    by: By = GroupBy.MONTH,
    form: FormatQuery = "csv",
) -> Response[bytes]:
    """The same as a file, all rows of it; takes the right to see the report, too."""
    wanted = msgspec.structs.replace(asked, by=by)
    file = await report_files.export(services.db, actor, report_files.COMMITMENTS, wanted, form, context.origin)
    return download(file)


@get_report(f"{PREFIX}/budget", responses={**answers(BudgetReport), **PROBLEMS})
async def get_budget(
    reads: WithReads,
    request: StrictRequest,
    asked: AsAsked,
    top: Top = TOP,
) -> Response[bytes]:
    """What requests take of each cost centre's months, against what it may spend."""

    async def count(tx: Tx) -> bytes:
        wanted = msgspec.structs.replace(asked, top=top)
        return msgspec.json.encode(await reports.budget(tx, wanted))

    return await answer_counted(reads, request, BUDGET, count)


@get_report_file(f"{PREFIX}/budget/export")
async def export_budget(
    services: WithServices,
    actor: AsActor,
    context: InContext,
    asked: AsAsked,
    form: FormatQuery = "csv",
) -> Response[bytes]:
    """The same as a file, all rows of it; takes the right to see the report, too."""
    file = await report_files.export(services.db, actor, report_files.BUDGET, asked, form, context.origin)
    return download(file)


REPORT_ROUTES = (
    get_spend,
    export_spend,
    get_cycle_time,
    export_cycle_time,
    get_savings,
    export_savings,
    get_suppliers,
    export_suppliers,
    get_commitments,
    export_commitments,
    get_budget,
    export_budget,
)
