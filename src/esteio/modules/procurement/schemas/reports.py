"""Reports of purchases. Money is text with two decimals, R$; a share or rate is a percentage to a tenth."""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import UUID

from esteio.core.wire import Output
from esteio.modules.procurement.rules.reports import GroupBy


class ReportDocument(Output, frozen=True, kw_only=True):
    """What every report says of itself. Days are the organisation's, both included."""

    from_day: datetime.date
    to_day: datetime.date
    more: int
    """Rows that were left out because they come after `top`; the totals count them all."""


class SpendFigures(Output, frozen=True, kw_only=True):
    """Orders that were sent to their supplier and not cancelled, without what was given up of them."""

    orders: int
    requests: int
    total: Decimal


class SpendRow(SpendFigures, frozen=True, kw_only=True):
    """One month (`2026-07`), cost centre, department, supplier or category."""

    key: str
    label: str
    share: Decimal
    """% of the report's total."""


class Spend(ReportDocument, frozen=True, kw_only=True):
    """`GET /api/reports/purchases/spend`: the period is that of sending."""

    by: GroupBy
    rows: list[SpendRow]
    totals: SpendFigures


class StageTimes(Output, frozen=True, kw_only=True):
    """Days of the calendar, to a tenth; null where nothing got so far."""

    count: int
    mean: Decimal | None
    median: Decimal | None
    p90: Decimal | None


class StageRow(StageTimes, frozen=True, kw_only=True):
    """One stage of a request's way."""

    key: str
    label: str


class MonthTimes(Output, frozen=True, kw_only=True):
    """The requests submitted in one month, from submission to the last of their goods."""

    month: str
    submitted: int
    count: int
    """Of those, the ones that all came."""
    mean: Decimal | None


class CycleTime(ReportDocument, frozen=True, kw_only=True):
    """`GET /api/reports/purchases/cycle-time`: the period is that of submission."""

    rows: list[StageRow]
    months: list[MonthTimes]
    totals: StageTimes
    """From submission to the last of the goods."""


class SavingsFigures(Output, frozen=True, kw_only=True):
    """Awarded items against what else was offered for the same quantity."""

    items: int
    total: Decimal
    first_total: Decimal
    highest_total: Decimal
    lowest_total: Decimal
    saved_on_first: Decimal
    """Below zero where the first offer was cheaper than what was awarded."""
    saved_on_highest: Decimal
    above_lowest: Decimal
    """What was paid for delivery, quality or a whole order rather than the lowest price."""
    saved_percent: Decimal | None
    """Of the highest."""


class SavingsRow(SavingsFigures, frozen=True, kw_only=True):
    """One month, cost centre, department, supplier or category."""

    key: str
    label: str


class Savings(ReportDocument, frozen=True, kw_only=True):
    """`GET /api/reports/purchases/savings`: the period is that of the award."""

    by: GroupBy
    rows: list[SavingsRow]
    totals: SavingsFigures


class SupplierFigures(Output, frozen=True, kw_only=True):
    """How suppliers answer and deliver."""

    invited: int
    answered: int
    declined: int
    won: int
    answer_rate: Decimal | None
    answer_hours: Decimal | None
    """Mean, from the invitation to the answer."""
    orders: int
    total: Decimal
    due: int
    """Orders of which everything has come, or should have."""
    punctual: int
    """Of those, the ones that came whole by the day that was promised."""
    punctuality: Decimal | None
    late_days: Decimal | None
    """Mean, of those that were late."""


class SupplierRow(SupplierFigures, frozen=True, kw_only=True):
    """One supplier."""

    key: UUID
    label: str
    score: Decimal | None


class Suppliers(ReportDocument, frozen=True, kw_only=True):
    """`GET /api/reports/purchases/suppliers`: the period is that of the invitation, and of sending the order."""

    rows: list[SupplierRow]
    totals: SupplierFigures


class CommitmentFigures(Output, frozen=True, kw_only=True):
    """What has been ordered and is still to come."""

    orders: int
    ordered: Decimal
    """Whole, of these orders."""
    balance: Decimal
    """Of what has not come."""
    overdue_orders: int
    overdue: Decimal


class CommitmentRow(CommitmentFigures, frozen=True, kw_only=True):
    """One month (of the expected delivery), cost centre, department, supplier or category."""

    key: str
    label: str
    next_on: datetime.date | None
    """The earliest day on which something is expected."""


class Commitments(ReportDocument, frozen=True, kw_only=True):
    """`GET /api/reports/purchases/commitments`: the period is that of the expected delivery."""

    by: GroupBy
    rows: list[CommitmentRow]
    totals: CommitmentFigures


class BudgetFigures(Output, frozen=True, kw_only=True):
    """What may be spent and what requests take of it."""

    requests: int
    committed: Decimal
    allowed: Decimal
    """Of the periods that have a budget."""
    over_budget: int
    """Requests that were flagged when they were submitted."""


class BudgetRow(BudgetFigures, frozen=True, kw_only=True):
    """One cost centre in one month."""

    key: str
    """Id of the cost centre and the month: `…:2026-07`."""
    cost_centre_id: UUID
    label: str
    month: str
    has_budget: bool
    remaining: Decimal | None
    """Below zero when it is exceeded; null without a budget of the month."""
    used: Decimal | None
    """% of what is allowed."""
    exceeded: bool


class BudgetReport(ReportDocument, frozen=True, kw_only=True):
    """`GET /api/reports/purchases/budget`: month by month; the period is that of submission."""

    rows: list[BudgetRow]
    totals: BudgetFigures
