"""HTTP of the reports, each for the screen (from memory while nothing changed) and as a file."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from esteio.core.db import Tx
from esteio.http.exports import FormatQuery, download, get_file
from esteio.http.routing import AsActor, InContext, StrictRequest, WithServices, answers, problem_responses
from esteio.live.reads import WithReads, answer_counted
from esteio.live.resource import Aggregate
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
from esteio.modules.procurement.service import report_files
from esteio.modules.procurement.service.report_files import ReportFile
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


async def provide_filters(
    from_day: FromDay = None,
    to_day: ToDay = None,
    cost_centre_id: CostCentreId = None,
    department_id: DepartmentId = None,
    supplier_id: SupplierId = None,
    category: CategoryName = None,
) -> Asked:
    """What every report is asked for, on the screen and as a file."""
    return Asked(
        from_day=from_day,
        to_day=to_day,
        cost_centre_id=cost_centre_id,
        department_id=department_id,
        supplier_id=supplier_id,
        category=category,
    )


AsFilters = NamedDependency[Asked]
"""Of `filters`."""
AsAsked = NamedDependency[Asked]
"""Of `asked`: the filters, and what else this report takes."""


async def provide_by(filters: AsFilters, by: By = GroupBy.MONTH) -> Asked:
    """What the rows are."""
    return msgspec.structs.replace(filters, by=by)


async def provide_top(filters: AsFilters, top: Top = TOP) -> Asked:
    """How many rows."""
    return msgspec.structs.replace(filters, top=top)


async def provide_by_and_top(filters: AsFilters, by: By = GroupBy.MONTH, top: Top = TOP) -> Asked:
    """What the rows are, and how many."""
    return msgspec.structs.replace(filters, by=by, top=top)


Provider = Callable[..., Awaitable[Asked]]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report, as two routes are made of it."""

    path: str
    """The last part of its address."""
    aggregate: Aggregate
    file: ReportFile
    answer: type[msgspec.Struct]
    words: str
    """What it answers, in the OpenAPI document."""
    on_screen: Provider = provide_filters
    in_file: Provider = provide_filters


REPORTS = (
    Report(
        path="spend",
        aggregate=SPEND,
        file=report_files.SPEND,
        answer=Spend,
        words="What was spent with suppliers, by month, cost centre, department, supplier or category.",
        on_screen=provide_by_and_top,
        in_file=provide_by,
    ),
    Report(
        path="cycle-time",
        aggregate=CYCLE_TIME,
        file=report_files.CYCLE_TIME,
        answer=CycleTime,
        words="How long each stage of a purchase takes, and how that went from month to month.",
    ),
    Report(
        path="savings",
        aggregate=SAVINGS,
        file=report_files.SAVINGS,
        answer=Savings,
        words="What awards saved against the first, the highest and the lowest offer for the same goods.",
        on_screen=provide_by_and_top,
        in_file=provide_by,
    ),
    Report(
        path="suppliers",
        aggregate=SUPPLIER_REPORT,
        file=report_files.SUPPLIERS,
        answer=Suppliers,
        words="How suppliers answer invitations and keep their dates.",
        on_screen=provide_top,
    ),
    Report(
        path="commitments",
        aggregate=COMMITMENTS,
        file=report_files.COMMITMENTS,
        answer=Commitments,
        words="What has been ordered and is still to come; without a period, all of it.",
        on_screen=provide_by_and_top,
        in_file=provide_by,
    ),
    Report(
        path="budget",
        aggregate=BUDGET,
        file=report_files.BUDGET,
        answer=BudgetReport,
        words="What requests take of each cost centre's months, against what it may spend.",
        on_screen=provide_top,
    ),
)


def _on_screen(report: Report) -> Any:
    async def get_report(reads: WithReads, request: StrictRequest, asked: AsAsked) -> Response[bytes]:
        async def count(tx: Tx) -> bytes:
            return msgspec.json.encode(await report.file.load(tx, asked))

        return await answer_counted(reads, request, report.aggregate, count)

    # The document names an operation after its function.
    get_report.__name__ = f"get_{report.path.replace('-', '_')}"
    return get(
        f"{PREFIX}/{report.path}",
        permission=permissions.REPORTS_READ,
        dependencies=_dependencies(report.on_screen),
        tags=["reports"],
        description=report.words,
        responses={**answers(report.answer), **problem_responses(401, 403, 422, 429)},
    )(get_report)


def _in_file(report: Report) -> Any:
    async def export_report(
        services: WithServices, actor: AsActor, context: InContext, asked: AsAsked, form: FormatQuery = "csv"
    ) -> Response[bytes]:
        return download(await report_files.export(services.db, actor, report.file, asked, form, context.origin))

    export_report.__name__ = f"export_{report.path.replace('-', '_')}"
    return get_file(
        f"{PREFIX}/{report.path}/export",
        permission=permissions.PROCUREMENT_EXPORT,
        dependencies=_dependencies(report.in_file),
        description="The same as a file, all rows of it; takes the right to see the report, too.",
    )(export_report)


def _dependencies(asked: Provider) -> dict[str, Provide]:
    if asked is provide_filters:
        return {"asked": Provide(provide_filters)}
    return {"filters": Provide(provide_filters), "asked": Provide(asked)}


REPORT_ROUTES = tuple(make(report) for report in REPORTS for make in (_on_screen, _in_file))
