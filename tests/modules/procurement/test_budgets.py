"""Budgets over HTTP, and what requests take of them."""

from __future__ import annotations

import asyncio
import datetime
import random
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from organisation_steps import new_budget, new_cost_centre, new_supplier
from spending_steps import insert_order, insert_request, scope_of, spend
from tests.factories import Person, World
from tests.modules.live_steps import changed, standing

from esteio.core.db import Database
from esteio.modules.procurement.live import BUDGETS
from esteio.modules.procurement.rules.budgets import BudgetView
from esteio.modules.procurement.service.budgets import judge

ZONE = ZoneInfo("America/Sao_Paulo")
STATUSES = (
    "draft",
    "pending_a1",
    "quotation",
    "pending_a2",
    "pending_a3",
    "approved",
    "ordered",
    "partially_received",
    "received",
    "closed",
    "cancelled",
    "archived",
)


async def judged(db: Database, person: Person, cost_centre: dict[str, Any], amount: str, on: str) -> BudgetView:
    async with db.transaction(scope_of(person)) as tx:
        return await judge(tx, cost_centre["id"], Decimal(amount), datetime.date.fromisoformat(on))


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, minute, tzinfo=ZONE)


class TestBudgets:
    async def test_are_set_changed_and_removed(self, world: World) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        made = await new_budget(owner, centre, month=3, amount="1500", note=" Março ")
        assert (made["year"], made["month"], made["amount"], made["note"]) == (2026, 3, "1500.00", "Março")
        assert (made["committed"], made["remaining"], made["can"]) == ("0.00", "1500.00", ["edit", "remove"])
        path = f"/api/budgets/{made['id']}"
        changed = await owner.put(path, json={"amount": "1200.50"}, headers={"If-Match": '"1"'})
        assert (changed.json()["amount"], changed.json()["version"]) == ("1200.50", 2)
        assert (await owner.put(path, json={"amount": "1"}, headers={"If-Match": '"1"'})).status_code == 412
        assert (await owner.delete(path, headers={"If-Match": '"1"'})).status_code == 412
        assert (await owner.delete(path)).status_code == 204
        assert (await owner.get(path)).status_code == 404
        trail = (await owner.get("/api/audit")).json()["data"]
        told = [(line["action"], line["before"], line["after"]) for line in trail if line["thingId"] == made["id"]]
        assert told == [
            ("budgets.removed", {"year": 2026, "month": 3, "amount": "1200.50"}, None),
            ("budgets.changed", {"amount": "1500.00"}, {"amount": "1200.50"}),
            ("budgets.created", None, {"year": 2026, "month": 3, "amount": "1500"}),
        ]

    async def test_are_one_a_period(self, world: World) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        await new_budget(owner, centre)
        await new_budget(owner, centre, month=1)
        again = await owner.post("/api/budgets", json={"costCentreId": centre["id"], "year": 2026, "amount": "5"})
        assert (again.status_code, again.json()["code"]) == (409, "DUPLICATE_BUDGET")

    async def test_are_listed_by_period_and_found_by_centre(self, world: World) -> None:
        owner = await world.organisation()
        first, second = await new_cost_centre(owner, code="A-1"), await new_cost_centre(owner, code="B-2")
        for centre, year, month in ((first, 2026, 0), (first, 2026, 2), (second, 2025, 12)):
            await new_budget(owner, centre, year=year, month=month)

        async def found(**query: str) -> list[tuple[str, int, int]]:
            answer = await owner.get("/api/budgets", params=query)
            assert answer.status_code == 200, answer.text
            return [(row["costCentre"]["code"], row["year"], row["month"]) for row in answer.json()["data"]]

        assert await found() == [("A-1", 2026, 2), ("A-1", 2026, 0), ("B-2", 2025, 12)]
        assert await found(costCentreId=second["id"]) == [("B-2", 2025, 12)]
        assert await found(year="2026", month="0") == [("A-1", 2026, 0)]
        assert await found(q="b-2") == [("B-2", 2025, 12)]
        pages = (await owner.get("/api/budgets", params={"limit": 1})).json()
        rest = await found(cursor=pages["nextCursor"])
        assert rest == [("A-1", 2026, 0), ("B-2", 2025, 12)]

    @pytest.mark.parametrize("amount", ["-0.01", "1.005", "1E+20", "NaN", "1E-999999"])
    async def test_are_amounts_of_money(self, world: World, amount: str) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        body = {"costCentreId": centre["id"], "year": 2026, "amount": amount}
        answer = await owner.post("/api/budgets", json=body)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["amount"]), answer.text

    async def test_are_of_a_cost_centre_in_use(self, world: World) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        await owner.delete(f"/api/cost-centres/{centre['id']}")
        body = {"costCentreId": centre["id"], "year": 2026, "amount": "5"}
        answer = await owner.post("/api/budgets", json=body)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["costCentreId"])

    async def test_show_what_is_committed(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        budget = await new_budget(owner, centre, month=3, amount="100.00")
        await spend(db, owner, centre, "130.10", submitted_at=at(2026, 3, 10))
        shown = (await owner.get(f"/api/budgets/{budget['id']}")).json()
        assert (shown["committed"], shown["remaining"]) == ("130.10", "-30.10")

    async def test_rows_follow_what_is_committed(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre, other = await new_cost_centre(owner), await new_cost_centre(owner)
        march = await new_budget(owner, centre, month=3, amount="100.00")
        whole = await new_budget(owner, centre, amount="900.00")
        await new_budget(owner, other, month=3, amount="50.00")

        async def told_since(cursor: str) -> dict[str, tuple[str, str]]:
            rows, _ = await changed(owner, BUDGETS, cursor)
            return {row["id"]: (row["committed"], row["remaining"]) for row in rows if row["_operation"] != "delete"}

        old = await standing(owner, BUDGETS)
        request_id = await spend(db, owner, centre, "130.10", submitted_at=at(2026, 3, 10))
        told = await told_since(old["cursor"])
        assert (told[march["id"]], told[whole["id"]]) == (("130.10", "-30.10"), ("0.00", "900.00"))
        old = await standing(owner, BUDGETS)
        for row in old["data"]:
            assert row == {**(await owner.get(f"/api/budgets/{row['id']}")).json(), **_moments(row)}
        async with db.transaction(scope_of(owner)) as tx:
            await tx.execute("update purchase_requests set status = 'cancelled' where id = $1", request_id)
        assert (await told_since(old["cursor"]))[march["id"]] == ("0.00", "100.00")
        old = await standing(owner, BUDGETS)
        async with db.transaction(scope_of(owner)) as tx:
            await tx.execute("update purchase_requests set status = 'closed' where id = $1", request_id)
        await owner.delete(f"/api/budgets/{march['id']}")
        assert (await told_since(old["cursor"]))[whole["id"]] == ("130.10", "769.90")


def _moments(row: dict[str, Any]) -> dict[str, Any]:
    """Written by PostgreSQL in rows, and otherwise by the program."""
    return {name: row[name] for name in ("createdAt", "updatedAt")}


class TestLooking:
    async def test_shows_what_a_purchase_would_leave(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        await new_budget(owner, centre, month=3, amount="200")
        request_id = await spend(db, owner, centre, "150", submitted_at=at(2026, 3, 10))
        path = f"/api/cost-centres/{centre['id']}/budget"

        async def shown(**query: str) -> tuple[str | None, str, str | None, bool]:
            answer = await owner.get(path, params=query)
            assert answer.status_code == 200, answer.text
            view = answer.json()
            return view["allowed"], view["committed"], view["remaining"], view["exceeded"]

        assert await shown(on="2026-03-31", amount="60.5") == ("200.00", "150.00", "-10.50", True)
        assert await shown(on="2026-03-31", amount="60.5", requestId=str(request_id)) == (
            "200.00",
            "0.00",
            "139.50",
            False,
        )
        assert (await shown(on="2026-12-31"))[0] is None
        assert (await owner.get(path)).status_code == 200

    async def test_refuses_what_cannot_be(self, world: World) -> None:
        owner, other = await world.organisation(), await world.organisation("Outra")
        path = f"/api/cost-centres/{(await new_cost_centre(owner))['id']}/budget"
        for query in ({"on": "0001-01-01"}, {"on": "9999-12-31"}, {"on": "ontem"}, {"amount": "-1"}, {"amount": "1e9"}):
            answer = await owner.get(path, params=query)
            assert (answer.status_code, list(answer.json()["fields"])) == (422, list(query)), answer.text
        assert (await other.get(path)).status_code == 404


class TestJudging:
    async def test_without_a_budget_everything_fits_and_the_month_is_counted(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        await spend(db, owner, centre, "70", submitted_at=at(2026, 3, 10))
        await spend(db, owner, centre, "9", submitted_at=at(2026, 4, 10))
        view = await judged(db, owner, centre, "1000000", "2026-03-20")
        assert (view.allowed, view.committed, view.remaining, view.exceeded) == (None, 70, None, False)

    async def test_months_have_their_own_budget_and_share_the_years_without(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        await new_budget(owner, centre, amount="1000")
        await new_budget(owner, centre, month=3, amount="200")
        for month, amount in ((1, "300"), (3, "150"), (5, "250")):
            await spend(db, owner, centre, amount, submitted_at=at(2026, month, 10))
        march = await judged(db, owner, centre, "50.01", "2026-03-20")
        assert (march.allowed, march.committed, march.remaining) == (200, 150, Decimal("-0.01"))
        assert march.exceeded
        june = await judged(db, owner, centre, "450", "2026-06-20")
        assert (june.allowed, june.committed, june.remaining, june.exceeded) == (1000, 550, 0, False)
        assert (await judged(db, owner, centre, "1", "2027-06-20")).allowed is None

    async def test_days_are_those_of_the_organisations_clock(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        await new_budget(owner, centre, month=3, amount="200")
        await spend(db, owner, centre, "10", submitted_at=at(2026, 3, 31, 23, 59))
        await spend(db, owner, centre, "20", submitted_at=at(2026, 4, 1))
        await spend(db, owner, centre, "40", submitted_at=at(2026, 3, 1))
        assert (await judged(db, owner, centre, "0", "2026-03-20")).committed == 50

    async def test_a_request_is_not_judged_against_itself(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        await new_budget(owner, centre, month=3, amount="200")
        request_id = await spend(db, owner, centre, "150", submitted_at=at(2026, 3, 10))
        async with db.transaction(scope_of(owner)) as tx:
            day = datetime.date(2026, 3, 12)
            view = await judge(tx, centre["id"], Decimal(180), day, but_request=request_id)
        assert (view.committed, view.remaining, view.exceeded) == (0, 20, False)

    async def test_what_was_given_up_of_a_closed_purchase_is_free_again(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre, supplier = await new_cost_centre(owner), await new_supplier(owner)
        async with db.transaction(scope_of(owner)) as tx:
            for status in ("closed", "ordered"):
                request_id = await insert_request(
                    tx,
                    centre["id"],
                    estimated=Decimal(900),
                    total=Decimal(1000),
                    status=status,
                    submitted_at=at(2026, 3, 10),
                )
                await insert_order(
                    tx, request_id, supplier, quantity=Decimal(10), total=Decimal(1000), given_up=Decimal("2.5")
                )
        assert (await judged(db, owner, centre, "0", "2026-03-20")).committed == 750 + 1000

    async def test_other_organisations_and_centres_do_not_count(self, world: World, db: Database) -> None:
        owner, other = await world.organisation(), await world.organisation("Outra")
        centre, beside = await new_cost_centre(owner), await new_cost_centre(owner)
        elsewhere = await new_cost_centre(other)
        await spend(db, owner, beside, "10", submitted_at=at(2026, 3, 10))
        await spend(db, other, elsewhere, "10", submitted_at=at(2026, 3, 10))
        assert (await judged(db, owner, centre, "0", "2026-03-20")).committed == 0

    async def test_two_at_once_do_not_spend_the_same_money(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        await new_budget(owner, centre, month=3, amount="100")

        async def buy() -> bool:
            async with db.transaction(scope_of(owner)) as tx:
                view = await judge(tx, centre["id"], Decimal(30), datetime.date(2026, 3, 12))
                if not view.exceeded:
                    await insert_request(tx, centre["id"], estimated=Decimal(30), submitted_at=at(2026, 3, 12))
                return not view.exceeded

        assert sum(await asyncio.gather(*(buy() for _ in range(8)))) == 3


class Spent(NamedTuple):
    """A request as the sum over them sees it."""

    estimated: Decimal
    total: Decimal | None
    status: str
    archived_from: str | None
    submitted_at: datetime.datetime


def committed_by(spent: Iterable[Spent], months: set[int], month: int) -> Decimal:
    """What the rule says, one request after the other; month 0 is the year without `months`."""
    found = Decimal(0)
    for each in spent:
        local = each.submitted_at.astimezone(ZONE)
        counts = each.status not in {"draft", "cancelled", "archived"} or each.archived_from == "closed"
        fits = local.year == 2026 and (local.month == month if month else local.month not in months)
        if counts and fits:
            found += each.estimated if each.total is None else each.total
    return found


class TestCommitted:
    @pytest.mark.parametrize("seed", range(5))
    async def test_is_what_the_rule_says_of_each_request(self, world: World, db: Database, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - not for secrets
        owner = await world.organisation()
        centre = await new_cost_centre(owner)
        months = set(chance.sample(range(1, 13), 3))
        budgets = {month: await new_budget(owner, centre, month=month) for month in (0, *months)}
        start = at(2025, 12, 20).timestamp()
        spent: list[Spent] = []
        async with db.transaction(scope_of(owner)) as tx:
            for _ in range(120):
                status = chance.choice(STATUSES)
                each = Spent(
                    estimated=Decimal(chance.randrange(100_000)) / 100,
                    total=chance.choice([None, Decimal(chance.randrange(100_000)) / 100]),
                    status=status,
                    archived_from=chance.choice(["draft", "closed", "cancelled"]) if status == "archived" else None,
                    submitted_at=datetime.datetime.fromtimestamp(start + chance.randrange(390 * 86_400), ZONE),
                )
                await insert_request(tx, centre["id"], **each._asdict())
                spent.append(each)
        for month, budget in budgets.items():
            shown = (await owner.get(f"/api/budgets/{budget['id']}")).json()
            assert Decimal(shown["committed"]) == committed_by(spent, months, month)
