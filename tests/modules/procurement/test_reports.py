"""Reports over a made-up year: their figures are those of the rows, by whatever they are grouped."""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import AsyncGenerator
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import client_of
from tests.factories import Person, World

from esteio.app import RunningApp
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.errors import InvalidInput
from esteio.modules.procurement import permissions
from esteio.modules.procurement.demo.firm import Cast
from esteio.modules.procurement.demo.firm import Person as Somebody
from esteio.modules.procurement.demo.lives import DEMO
from esteio.modules.procurement.demo.writing import insert_rows
from esteio.modules.procurement.demo.year import generate
from esteio.modules.procurement.rules.reports import MOST_DAYS, GroupBy, percent, period_of
from esteio.settings import Settings

GROUPS = [each.value for each in GroupBy]
REPORTS = ("spend", "cycle-time", "savings", "suppliers", "commitments", "budget")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
TODAY = datetime.date(2026, 7, 22)


class Year:
    """An organisation with a year of purchases, and its owner."""

    def __init__(self, owner: Person, db: Database) -> None:
        self.owner = owner
        self.db = db

    async def report(self, name: str, **query: str) -> dict[str, Any]:
        answer = await self.owner.get(
            f"/api/reports/purchases/{name}", params=query if name == "cycle-time" else {"top": "1000", **query}
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def fetch(self, sql: str) -> list[Any]:
        async with self.db.transaction(Scope(tenant_id=self.owner.tenant_id)) as tx:
            return await tx.fetch(sql)


@pytest.fixture(scope="module")
async def year(application: RunningApp, db: Database, settings: Settings) -> AsyncGenerator[Year]:
    """Made once: nothing here writes but the trail."""
    async with client_of(application) as client:
        yield await _year(World(client, db, settings), db)


async def _year(world: World, db: Database) -> Year:
    owner = await world.organisation()
    people = [Somebody(owner.id, "Dona"), *(Somebody(UUID(int=number, version=4), f"P{number}") for number in range(8))]
    cast = Cast(
        requesters=people[1:4],
        approvers=people[3:6],
        buyers=people[:1],
        managers=people[5:7],
        directors=people[7:],
        warehouse=people[1:2],
    )
    async with db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
        for rows in generate(DEMO, cast, owner.tenant_id, datetime.datetime.now(datetime.UTC)):
            await insert_rows(tx, rows)
    return Year(owner, db)


class TestSpend:
    async def test_rows_and_totals_are_those_of_the_orders(self, year: Year) -> None:
        orders = await year.fetch("""
            select o.*, to_char(o.sent_at at time zone 'America/Sao_Paulo', 'YYYY-MM') as month,
                   o.total - coalesce((select sum(round(i.total * i.given_up / i.quantity, 2))
                                       from purchase_order_items i where i.order_id = o.id), 0) as kept
            from purchase_orders o where o.sent_at is not null
        """)
        by_month: dict[str, Decimal] = defaultdict(Decimal)
        for order in orders:
            by_month[order["month"]] += order["kept"]
        shown = await year.report("spend", **{"from": "2020-01-01"})
        assert {row["key"]: Decimal(row["total"]) for row in shown["rows"]} == dict(by_month)
        assert [row["key"] for row in shown["rows"]] == sorted(by_month)
        assert shown["totals"]["orders"] == len(orders)
        assert shown["totals"]["requests"] == len({order["request_id"] for order in orders})

    @pytest.mark.parametrize("by", GROUPS)
    async def test_every_grouping_adds_up_to_the_same(self, year: Year, by: str) -> None:
        whole = (await year.report("spend"))["totals"]
        shown = await year.report("spend", by=by)
        assert shown["totals"] == whole
        assert sum(Decimal(row["total"]) for row in shown["rows"]) == Decimal(whole["total"])
        assert abs(sum(Decimal(row["share"]) for row in shown["rows"]) - 100) < 3
        assert all(row["label"] for row in shown["rows"])

    async def test_filters_narrow_it(self, year: Year) -> None:
        for by, name in (("costCentre", "costCentreId"), ("supplier", "supplierId"), ("department", "departmentId")):
            row = (await year.report("spend", by=by))["rows"][1]
            narrowed = await year.report("spend", **{name: row["key"]})
            assert (narrowed["totals"]["orders"], narrowed["totals"]["total"]) == (row["orders"], row["total"])
        row = (await year.report("spend", by="category"))["rows"][0]
        assert (await year.report("spend", category=row["key"]))["totals"]["total"] == row["total"]

    async def test_only_so_many_rows_are_shown_and_all_are_counted(self, year: Year) -> None:
        every = await year.report("spend", by="supplier")
        few = await year.report("spend", by="supplier", top="3")
        assert few["rows"] == every["rows"][:3]
        assert few["more"] == len(every["rows"]) - 3
        assert few["totals"] == every["totals"]

    async def test_another_organisation_has_spent_nothing(self, year: Year, world: World) -> None:
        stranger = await world.organisation("Outra")
        for name in REPORTS:
            answer = await stranger.get(f"/api/reports/purchases/{name}")
            assert answer.status_code == 200
            assert "Concrevale" not in answer.text
            totals = answer.json()["totals"]
            assert not any(value for value in totals.values() if value not in {"0.00", None})


class TestSavings:
    @pytest.mark.parametrize("by", GROUPS)
    async def test_every_grouping_adds_up_to_the_awards(self, year: Year, by: str) -> None:
        [row] = await year.fetch("""
            select count(*) as items, sum(w.total) as total, sum(w.first_total) as first,
                   sum(w.highest_total) as highest, sum(w.lowest_total) as lowest
            from award_items w join purchase_requests r on r.award_id = w.award_id
        """)
        shown = await year.report("savings", by=by, **{"from": "2020-01-01"})
        totals = shown["totals"]
        assert totals["items"] == row["items"] == sum(each["items"] for each in shown["rows"])
        assert Decimal(totals["total"]) == row["total"] == sum(Decimal(each["total"]) for each in shown["rows"])
        assert Decimal(totals["savedOnFirst"]) == row["first"] - row["total"]
        assert Decimal(totals["savedOnHighest"]) == row["highest"] - row["total"]
        assert Decimal(totals["aboveLowest"]) == row["total"] - row["lowest"] >= 0
        assert 0 < Decimal(totals["savedPercent"]) < 50


class TestCommitments:
    @pytest.mark.parametrize("by", GROUPS)
    async def test_the_balance_is_what_has_not_come(self, year: Year, by: str) -> None:
        [row] = await year.fetch("""
            select count(distinct o.id) as orders,
                   sum(round(i.total * (i.quantity - i.received - i.given_up) / i.quantity, 2)) as balance
            from purchase_orders o join purchase_order_items i on i.order_id = o.id
            where o.status in ('sent', 'confirmed')
        """)
        shown = await year.report("commitments", by=by)
        assert shown["totals"]["orders"] == row["orders"]
        assert Decimal(shown["totals"]["balance"]) == row["balance"]
        assert sum(Decimal(each["balance"]) for each in shown["rows"]) == row["balance"]
        assert 0 < shown["totals"]["overdueOrders"] < row["orders"]
        assert Decimal(0) < Decimal(shown["totals"]["overdue"]) < row["balance"] < Decimal(shown["totals"]["ordered"])


class TestSuppliers:
    async def test_counts_answers_and_deliveries(self, year: Year) -> None:
        quotations = await year.fetch("select * from quotations")
        shown = await year.report("suppliers", **{"from": "2020-01-01"})
        assert len(shown["rows"]) == len({each["supplier_id"] for each in quotations})
        totals = shown["totals"]
        assert totals["invited"] == len(quotations)
        assert totals["answered"] == sum(each["answered_at"] is not None for each in quotations)
        assert totals["won"] == sum(each["status"] == "winner" for each in quotations)
        assert 50 < Decimal(totals["answerRate"]) < 100
        assert 30 < Decimal(totals["punctuality"]) < 100
        assert totals["total"] == (await year.report("spend", **{"from": "2020-01-01"}))["totals"]["total"]

    async def test_a_late_delivery_is_not_punctual(self, year: Year) -> None:
        late = await year.fetch("""
            select supplier_id from purchase_orders
            where status = 'completed' and (completed_at at time zone 'America/Sao_Paulo')::date > expected_on
        """)
        shown = {row["key"]: row for row in (await year.report("suppliers", **{"from": "2020-01-01"}))["rows"]}
        assert late
        for row in late:
            figures = shown[str(row["supplier_id"])]
            assert figures["punctual"] < figures["due"]
            assert Decimal(figures["lateDays"]) > 0

    async def test_one_supplier_alone(self, year: Year) -> None:
        row = (await year.report("suppliers"))["rows"][0]
        alone = await year.report("suppliers", supplierId=row["key"])
        assert alone["rows"] == [row]
        centre = (await year.report("spend", by="costCentre"))["rows"][0]["key"]
        assert (await year.report("suppliers", costCentreId=centre))["totals"]["invited"] < sum(
            each["invited"] for each in (await year.report("suppliers"))["rows"]
        )


class TestCycleTime:
    async def test_stages_are_the_time_between_their_moments(self, year: Year) -> None:
        shown = await year.report("cycle-time", **{"from": "2020-01-01"})
        [row] = await year.fetch("""
            select count(a1_at) filter (where submitted_at is not null) as count,
                   round(avg(extract(epoch from a1_at - submitted_at) / 86400), 1) as mean
            from purchase_requests where submitted_at is not null
        """)
        stages = {each["key"]: each for each in shown["rows"]}
        assert list(stages) == ["need", "quotation", "purchase", "order", "delivery"]
        assert (stages["need"]["count"], Decimal(stages["need"]["mean"])) == (row["count"], row["mean"])
        for each in (*shown["rows"], shown["totals"]):
            assert Decimal(0) <= Decimal(each["median"]) <= Decimal(each["p90"])
        assert sum(month["submitted"] for month in shown["months"]) >= row["count"]

    async def test_a_category_and_a_supplier_narrow_it(self, year: Year) -> None:
        whole = await year.report("cycle-time")
        supplier = (await year.report("spend", by="supplier"))["rows"][0]["key"]
        for query in ({"category": "Elétrica"}, {"supplierId": supplier}):
            narrowed = await year.report("cycle-time", **query)
            assert 0 < narrowed["totals"]["count"] < whole["totals"]["count"]


class TestBudget:
    async def test_commits_what_the_budgets_themselves_say(self, year: Year) -> None:
        shown = await year.report("budget")
        assert any(row["exceeded"] for row in shown["rows"])
        assert not all(row["exceeded"] for row in shown["rows"])
        listed = (await year.owner.get("/api/budgets", params={"limit": 200})).json()["data"]
        by_key = {f"{row['costCentre']['id']}:{row['year']}-{row['month']:02}": row for row in listed}
        compared = 0
        for row in shown["rows"]:
            budget = by_key.get(row["key"])
            assert (budget is not None) == row["hasBudget"]
            if budget is not None:
                one = (await year.owner.get(f"/api/budgets/{budget['id']}")).json()
                assert (row["committed"], row["allowed"]) == (one["committed"], one["amount"])
                assert Decimal(row["remaining"]) == Decimal(one["amount"]) - Decimal(one["committed"])
                compared += 1
        assert compared > 20
        assert Decimal(shown["totals"]["committed"]) == sum(Decimal(row["committed"]) for row in shown["rows"])


class TestAsked:
    async def test_wrong_days_are_refused(self, year: Year) -> None:
        for query in (
            {"from": "2026-02-01", "to": "2026-01-01"},
            {"from": "2001-01-01", "to": "2026-01-01"},
            {"to": "9999-12-31"},
        ):
            answer = await year.owner.get("/api/reports/purchases/spend", params=query)
            assert answer.status_code == 422, answer.text
            assert answer.json()["fields"]

    async def test_an_unknown_grouping_or_filter_is_refused(self, year: Year) -> None:
        for query in ({"by": "colour"}, {"costCentreId": "x"}, {"from": "amanhã"}, {"colour": "red"}, {"top": "0"}):
            answer = await year.owner.get("/api/reports/purchases/spend", params=query)
            assert answer.status_code == 422, answer.text
            assert answer.json()["fields"].keys() == query.keys()

    async def test_the_same_again_costs_no_query(self, year: Year) -> None:
        first = await year.owner.get("/api/reports/purchases/savings")
        again = await year.owner.get("/api/reports/purchases/savings", headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304

    async def test_takes_the_right_to_reports(self, world: World) -> None:
        owner = await world.organisation()
        nobody = await world.member_with(owner, permissions.REQUESTS_READ)
        reader = await world.member_with(owner, permissions.REPORTS_READ)
        for name in REPORTS:
            assert (await nobody.get(f"/api/reports/purchases/{name}")).status_code == 403
            assert (await reader.get(f"/api/reports/purchases/{name}")).status_code == 200
            assert (await reader.get(f"/api/reports/purchases/{name}/export")).status_code == 403


class TestFiles:
    @pytest.mark.parametrize("name", REPORTS)
    async def test_have_the_rows_of_the_report(self, year: Year, name: str) -> None:
        shown = await year.report(name)
        path = f"/api/reports/purchases/{name}/export"
        answer = await year.owner.get(path)
        assert answer.headers["content-type"].startswith("text/csv")
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [line[0] for line in lines[1:]] == [row["label"] for row in shown["rows"]]
        book = openpyxl.load_workbook(
            io.BytesIO((await year.owner.get(path, params={"format": "xlsx"})).content), read_only=True
        )
        assert len(list(book.active.iter_rows())) == len(shown["rows"]) + 1  # pyright: ignore[reportOptionalMemberAccess]

    async def test_are_told_in_the_trail(self, year: Year) -> None:
        async def told() -> dict[str, Any]:
            entries = (await year.owner.get("/api/audit")).json()["data"]
            return {each["id"]: each for each in entries if each["action"] == "gastos.exported"}

        before = await told()
        await year.owner.get("/api/reports/purchases/spend/export", params={"by": "supplier", "category": "Elétrica"})
        [entry] = [each for key, each in (await told()).items() if key not in before]
        assert entry["detail"]["filters"] == ["by", "category"]


class TestPeriod:
    def test_is_twelve_months_unless_told(self) -> None:
        period = period_of(None, None, TODAY, SAO_PAULO)
        assert (period.from_day, period.to_day) == (datetime.date(2025, 8, 1), TODAY)
        assert period.starts == datetime.datetime(2025, 8, 1, 3, tzinfo=datetime.UTC)
        assert period.ends == datetime.datetime(2026, 7, 23, 3, tzinfo=datetime.UTC)

    def test_begins_where_it_is_told_even_later_than_today(self) -> None:
        period = period_of(datetime.date(2026, 9, 1), None, TODAY, SAO_PAULO)
        assert period.from_day == period.to_day == datetime.date(2026, 9, 1)

    @given(st.dates(), st.dates())
    def test_is_one_or_is_refused(self, first: datetime.date, last: datetime.date) -> None:
        try:
            period = period_of(first, last, TODAY, SAO_PAULO)
        except InvalidInput:
            return
        assert period.starts < period.ends
        assert (period.to_day - period.from_day).days <= MOST_DAYS

    def test_a_percentage_of_nothing_is_none(self) -> None:
        assert percent(1, 0) is None
        assert percent(Decimal("2.5"), 1000) == Decimal("0.3")
