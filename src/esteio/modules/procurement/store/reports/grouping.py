"""What a report is about, and its rows by month, place, supplier or category."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

import msgspec

from esteio.modules.procurement.rules.reports import GroupBy, Period


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is about; None is everything."""

    period: Period
    timezone: str
    today: datetime.date
    cost_centre_id: UUID | None = None
    department_id: UUID | None = None
    supplier_id: UUID | None = None
    category: str | None = None

    @property
    def parameters(self) -> tuple[object, ...]:
        """$2 to $9 of every query; $1 is the organisation."""
        return (
            self.period.starts,
            self.period.ends,
            self.timezone,
            self.today,
            self.cost_centre_id,
            self.department_id,
            self.supplier_id,
            self.category,
        )


USED = """
    $2::timestamptz is not null and $3::timestamptz is not null and $4::text is not null and $5::date is not null
    and ($6::uuid is null or true) and ($7::uuid is null or true) and ($8::uuid is null or true)
    and ($9::text is null or true)
"""
"""Names every parameter's type, for queries that leave one out."""

_LABELS: Mapping[GroupBy, tuple[str, str]] = {
    GroupBy.MONTH: ("g.key", ""),
    GroupBy.COST_CENTRE: (
        "x.code || ' ' || x.name",
        "left join cost_centres x on x.tenant_id = $1 and x.id = g.key",
    ),
    GroupBy.DEPARTMENT: (
        "coalesce(x.name, 'Sem departamento')",
        "left join departments x on x.tenant_id = $1 and x.id = g.key",
    ),
    GroupBy.SUPPLIER: (
        "coalesce(nullif(x.trade_name, ''), x.name)",
        "left join suppliers x on x.tenant_id = $1 and x.id = g.key",
    ),
    GroupBy.CATEGORY: ("coalesce(nullif(g.key, ''), 'Sem categoria')", ""),
}
"""How a row is named, and where its name is."""
_ORDER = {GroupBy.MONTH: "g.key"}
"""Months as they come; the others by money."""

GIVEN_UP = """case when k.closed_short then coalesce((
    select sum(round(i.total * i.given_up / i.quantity, 2)) from purchase_order_items i
    where i.tenant_id = k.tenant_id and i.order_id = k.id and i.given_up > 0), 0) else 0 end"""
"""Of the order `k`, R$."""
CATEGORY = """case when k.low = k.high then k.low else (
    select n.category from purchase_request_items n where n.tenant_id = $1 and n.id = {item}) end"""
"""Of an item. Nearly all requests are of one category: `CATEGORIES` finds that with a look-up a request."""
CATEGORIES = """cross join lateral (
    select min(n.category) as low, max(n.category) as high from purchase_request_items n
    where n.tenant_id = $1 and n.request_id = {request}) k"""


def is_by_item(by: GroupBy, what: Filter) -> bool:
    """Whether an order has to be taken apart."""
    return by is GroupBy.CATEGORY or what.category is not None


class Figure(NamedTuple):
    """A column of a report: its SQL over the rows `p` that are picked, its type, and whether the total is found from
    those anew (what is in several rows must count once) or from the rows of the report, which are few."""

    sql: str
    type: str
    anew: bool = False


def amount(sql: str, condition: str = "") -> Figure:
    """A sum of money under a condition, R$."""
    return Figure(f"coalesce(sum({sql}) {condition}, 0)", "numeric(16, 2)")


def grouped(by: GroupBy, picked: str, figures: Mapping[str, Figure], order: str) -> str:
    """The figures of each key among what is picked, named; and in the row that is `whole`, of all of it."""
    label, join = _LABELS[by]
    counted = ", ".join(f"({figure.sql})::{figure.type} as {name}" for name, figure in figures.items())
    totals = ", ".join(
        f"(select {figure.sql} from picked p)::{figure.type}"  # noqa: S608 - declared SQL only
        if figure.anew
        else f"coalesce(sum(c.{name}), 0)::{figure.type}"
        for name, figure in figures.items()
    )
    names = ", ".join(f"g.{name}" for name in figures)
    # Read once it need not be put aside.
    kept = "materialized" if any(figure.anew for figure in figures.values()) else "not materialized"
    return f"""
        with picked as {kept} ({picked}), counted as materialized (
            select p.key, {counted} from picked p group by p.key
        ), every as (
            select false as whole, c.* from counted c union all select true, null, {totals} from counted c
        )
        select g.key::text as key, g.whole, {names}, {label} as label
        from every g {join} order by g.whole, {_ORDER.get(by, order)}
    """  # noqa: S608 - declared SQL only
