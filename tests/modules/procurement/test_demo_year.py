"""The made-up year: everything in it could have happened, and adds up to the cent."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import asyncpg
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import client_of
from tests.factories import World

from esteio.app import RunningApp
from esteio.brazil import cep, cnpj, cpf, phone
from esteio.core.access import Scope
from esteio.core.allocation import apportion
from esteio.core.db import Database
from esteio.embedded import ServerUrls
from esteio.modules.procurement.demo.clock import DAY, WorkClock
from esteio.modules.procurement.demo.content import load_catalogue, load_suppliers
from esteio.modules.procurement.demo.firm import Cast, Person
from esteio.modules.procurement.demo.lives import DEMO, LARGE, Ending, Size, plan
from esteio.modules.procurement.demo.tables import Ids, line_cents, shares
from esteio.modules.procurement.demo.writing import copy_rows, insert_rows
from esteio.modules.procurement.demo.year import generate
from esteio.modules.procurement.rules.comparison import ComparisonMap
from esteio.modules.procurement.rules.orders import ORDER_MOVES
from esteio.modules.procurement.rules.states import MOVES
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.settings import Settings

END = datetime(2026, 7, 22, 15, 30, tzinfo=UTC)
PEOPLE = [Person(UUID(int=number, version=4), f"Pessoa {number}") for number in range(1, 11)]
CAST = Cast(
    requesters=PEOPLE[:3],
    approvers=(PEOPLE[3], PEOPLE[4], PEOPLE[0]),
    buyers=PEOPLE[5:7],
    managers=(PEOPLE[4], PEOPLE[7]),
    directors=(PEOPLE[8], PEOPLE[7]),
    warehouse=(PEOPLE[9],),
)
SMALLER_LARGE = msgspec.structs.replace(LARGE, requests=900, suppliers=120)

BALANCES = {
    # What must be empty, by what would be wrong.
    "a request without history": """
        select r.code from purchase_requests r
        where not exists (select from purchase_request_events e where e.request_id = r.id)
    """,
    "a request that is not where its history ends": """
        select r.code from purchase_requests r
        where r.status is distinct from (
            select e.to_status from purchase_request_events e where e.request_id = r.id
            order by e.at desc, e.id desc limit 1)
    """,
    "a history with a hole": """
        select code from (
            select r.code, e.from_status, lag(e.to_status) over (partition by r.id order by e.at, e.id) as was,
                   row_number() over (partition by r.id order by e.at, e.id) as line
            from purchase_requests r join purchase_request_events e on e.request_id = r.id) told
        where line > 1 and from_status is distinct from was
    """,
    "a requester who signed": """
        select r.code from approval_steps s join purchase_requests r on r.id = s.request_id
        where s.person_id = r.requester_id
    """,
    "a stage without its signature": """
        select r.code from purchase_requests r
        cross join (values ('a1', 'a1_at'), ('a2', 'approved_at')) stage (name, moment)
        where (case stage.name when 'a1' then r.a1_at else r.approved_at end) is not null
          and not exists (select from approval_steps s where s.request_id = r.id and s.stage = stage.name
                          and s.decision = 'approved' and s.round = r.approval_round)
    """,
    "a large purchase with one signature, or a small one with two": """
        select r.code from purchase_requests r
        where r.approved_at is not null
          and (r.total > 2500) is distinct from exists (
            select from approval_steps s where s.request_id = r.id and s.stage = 'a3')
    """,
    "somebody waited for who may not sign": """
        select r.code from approval_tasks t join purchase_requests r on r.id = t.request_id
        where t.person_id = r.requester_id or r.status <> 'pending_' || t.stage
           or exists (select from approval_steps s where s.request_id = r.id and s.round = r.approval_round
                      and s.person_id = t.person_id)
    """,
    "an order with its supplier whose link opens nothing": """
        select o.code from purchase_orders o where o.status <> 'draft' and o.link_expires_at is null
    """,
    "a pending request that waits for nobody": """
        select r.code from purchase_requests r where r.status like 'pending%'
          and not exists (select from approval_tasks t where t.request_id = r.id)
    """,
    "an estimate that is not the sum of its items": """
        select r.code from purchase_requests r
        join purchase_request_items i on i.request_id = r.id group by r.id, r.code, r.estimated_total, r.items
        having r.estimated_total <> sum(round(i.quantity * i.estimated_unit_price, 2)) or r.items <> count(*)
    """,
    "a quotation that does not add up": """
        select q.id from quotations q join quotation_items i on i.quotation_id = q.id
        group by q.id, q.subtotal, q.discount, q.freight, q.taxes, q.total
        having q.subtotal <> sum(i.total) or q.total <> q.subtotal - q.discount + q.freight + q.taxes
    """,
    "an offered line that does not add up": """
        select quotation_id from quotation_items
        where total <> round(unit_price * quantity, 2) - discount or (not available and total <> 0)
    """,
    "a percentage that is not the discount": """
        select id from quotations
        where (discount_kind = 'percent' and discount <> round(subtotal * discount_value / 100, 2))
           or (discount_kind = 'fixed' and discount <> discount_value) or (discount_kind = 'none' and discount <> 0)
    """,
    "an answer without items, or items without an answer": """
        select q.id from quotations q
        where (q.status in ('active', 'winner', 'lost'))
            is distinct from (q.status <> 'cancelled' and exists (
                select from quotation_items i where i.quotation_id = q.id))
    """,
    "an award that does not add up": """
        select a.id from awards a join award_items i on i.award_id = a.id group by a.id, a.total
        having a.total <> sum(i.total)
            or bool_or(i.total <> round(i.unit_price * i.quantity, 2) - i.discount + i.freight + i.taxes)
            or bool_or(i.total not between i.lowest_total and i.highest_total)
            or bool_or(i.first_total not between i.lowest_total and i.highest_total)
    """,
    "a request whose total is not its award's": """
        select r.code from purchase_requests r left join awards a on a.id = r.award_id
        where r.total is distinct from a.total
    """,
    "an item that was not awarded whole": """
        select r.code from purchase_requests r join purchase_request_items i on i.request_id = r.id
        where r.award_id is not null and i.quantity <> (
            select sum(w.quantity) from award_items w where w.award_id = r.award_id and w.item_id = i.id)
    """,
    "a winner that won nothing, or a loser that did": """
        select q.id from quotations q where q.status in ('winner', 'lost')
          and (q.status = 'winner') is distinct from exists (select from award_items w where w.quotation_id = q.id)
    """,
    "few answers without a reason": """
        select r.code from quotation_rounds r where r.status = 'awarded' and r.exception_reason = ''
          and (select count(*) from quotations q where q.round_id = r.id and q.status in ('winner', 'lost')) < 3
    """,
    "a request that counts other quotations than it has": """
        select r.code from purchase_requests r
        where r.invited <> (select count(*) from quotations q where q.purchase_request_id = r.id)
    """,
    "orders that are not what was awarded": """
        select r.code from purchase_requests r
        where r.ordered_at is not null
          and r.total <> (select sum(o.total) from purchase_orders o where o.request_id = r.id)
    """,
    "an order that does not add up": """
        select o.code from purchase_orders o join purchase_order_items i on i.order_id = o.id
        group by o.id, o.code, o.total, o.subtotal
        having o.total <> sum(i.total) or o.subtotal <> sum(round(i.unit_price * i.quantity, 2))
    """,
    "goods that came by no receipt": """
        select o.code from purchase_orders o join purchase_order_items i on i.order_id = o.id
        where i.received <> coalesce((
            select sum(x.accepted) from receipt_items x join receipts c on c.id = x.receipt_id
            where x.order_item_id = i.id and c.status <> 'cancelled'), 0)
           or i.received + i.given_up > i.quantity
    """,
    "a fulfilment that was typed": """
        select o.code from purchase_orders o join purchase_order_items i on i.order_id = o.id
        group by o.id, o.code, o.fulfilment, o.status, o.closed_short
        having o.fulfilment <> case when bool_and(i.received = i.quantity) then 'fulfilled'
                                    when sum(i.received) > 0 then 'partial' else 'pending' end
            or (o.status = 'completed') <> bool_and(i.received + i.given_up = i.quantity)
            or o.closed_short <> bool_or(i.given_up > 0)
    """,
    "a request that says that it got what it did not": """
        select r.code from purchase_requests r join purchase_orders o on o.request_id = r.id
        where r.status in ('ordered', 'partially_received', 'received')
        group by r.id, r.code, r.status
        having r.status <> case when bool_and(o.fulfilment = 'fulfilled') then 'received'
                                when bool_or(o.fulfilment <> 'pending') then 'partially_received' else 'ordered' end
    """,
    "something closed before all was checked": """
        select r.code from purchase_requests r join purchase_orders o on o.request_id = r.id
        join receipts c on c.order_id = o.id
        where 'closed' in (r.status, r.archived_from) and c.status not in ('done', 'cancelled')
    """,
    "a balance that nobody buys": """
        select r.code from purchase_requests r join purchase_orders o on o.request_id = r.id
        join purchase_order_items i on i.order_id = o.id and i.given_up > 0
        where not exists (
            select from purchase_requests f join purchase_request_items n on n.request_id = f.id
            where f.parent_id = r.id and f.inherits_a1 and n.description = i.description and n.quantity = i.given_up)
    """,
    "an invoice that does not add up": """
        select n.number from invoices n join invoice_items i on i.invoice_id = n.id
        group by n.id, n.number, n.products_total, n.discount, n.freight, n.taxes, n.total
        having n.products_total <> sum(i.total)
            or n.total <> n.products_total - n.discount + n.freight + n.taxes
            or bool_or(i.total <> round(i.unit_price * i.quantity, 2))
    """,
    "an accepted difference without a reason": """
        select c.code from receipts c join invoice_items i on i.invoice_id = c.invoice_id
        join purchase_order_items o on o.id = i.order_item_id
        where c.status = 'done' and i.unit_price > o.unit_price * 1.01 and c.difference_reason = ''
    """,
    "something that happened later than now": """
        select code from purchase_requests where greatest(status_since, updated_at, created_at) > $1
        union all select code from receipts where greatest(done_at, created_at) > $1 + interval '30 minutes'
        union all select code from purchase_orders where updated_at > $1
    """,
    "a number that is given twice or left out": """
        select kind from document_counters d
        where value <> case kind
            when 'SOL' then (select count(*) from purchase_requests where code like 'SOL-' || d.period || '-%')
            when 'COT' then (select count(*) from quotation_rounds where code like 'COT-' || d.period || '-%')
            when 'PED' then (select count(*) from purchase_orders where code like 'PED-' || d.period || '-%')
            when 'REC' then (select count(*) from receipts where code like 'REC-' || d.period || '-%') end
    """,
}


@pytest.fixture(scope="module", params=["inserted", "copied"])
def how(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
async def year(application: RunningApp, db: Database, settings: Settings, database_urls: ServerUrls, how: str) -> Scope:
    """A firm with its purchases; the large one as COPY writes it, the demo's as the application may.

    Made once: the tests only read it.
    """
    async with client_of(application) as client:
        owner = await World(client, db, settings).organisation()
    size = DEMO if how == "inserted" else SMALLER_LARGE
    batches = generate(size, CAST, owner.tenant_id, END)
    if how == "inserted":
        async with db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
            for rows in batches:
                await insert_rows(tx, rows)
    else:
        connection = await asyncpg.connect(database_urls.database_admin_url)
        await copy_rows(connection, batches)
        await connection.close()
    return Scope(tenant_id=owner.tenant_id)


class TestYear:
    async def test_everything_adds_up_and_could_have_happened(self, year: Scope, db: Database) -> None:
        wrong: dict[str, list[object]] = {}
        async with db.transaction(year) as tx:
            for name, sql in BALANCES.items():
                found = await tx.fetch(sql, *([END] if "$1" in sql else []))
                if found:
                    wrong[name] = [len(found), *(row[0] for row in found[:3])]
        assert not wrong

    async def test_moves_are_those_of_the_table(self, year: Scope, db: Database) -> None:
        async with db.transaction(year) as tx:
            told = await tx.fetch("""
                select distinct kind, from_status, to_status from purchase_request_events where from_status is not null
            """)
        allowed = {(move.action, move.source.value, move.target.value) for move in MOVES}
        assert {tuple(row) for row in told} <= allowed
        assert len(told) > 15

    async def test_shows_every_state(self, year: Scope, db: Database) -> None:
        async with db.transaction(year) as tx:
            seen = {row[0] for row in await tx.fetch("select distinct status from purchase_requests")}
            orders = {row[0] for row in await tx.fetch("select distinct status from purchase_orders")}
            receipts = {row[0] for row in await tx.fetch("select distinct status from receipts")}
            quotations = {row[0] for row in await tx.fetch("select distinct status from quotations")}
        assert seen == set(RequestStatus)
        assert orders == {"draft", "sent", "confirmed", "completed"}
        assert receipts == {"physical", "fiscal", "done", "cancelled"}
        assert quotations == {"invited", "active", "declined", "expired", "cancelled", "winner", "lost"}

    async def test_prices_vary_and_budgets_are_sometimes_passed(self, year: Scope, db: Database) -> None:
        async with db.transaction(year) as tx:
            spread = await tx.fetchval("""
                select avg(highest_total / nullif(lowest_total, 0)) from award_items where highest_total > lowest_total
            """)
            over = await tx.fetchval("select avg(over_budget::int) from purchase_requests")
        assert 1.02 < spread < 1.4
        assert 0.02 < over < 0.5

    async def test_orders_move_as_their_table_says(self, year: Scope, db: Database) -> None:
        async with db.transaction(year) as tx:
            told = await tx.fetch("""
                select distinct kind, from_status, to_status from purchase_order_events where from_status is not null
            """)
        assert {tuple(row) for row in told} == {
            (move.action, move.source.value, move.target.value)
            for move in ORDER_MOVES
            if move.action in {"send", "confirm", "complete", "close_short"}
            and (move.action in {"send", "confirm"} or move.source.value == "confirmed")
        }

    async def test_awards_keep_the_map_that_they_were_decided_by(self, year: Scope, db: Database, how: str) -> None:
        async with db.transaction(year) as tx:
            maps = await tx.fetch("select id, comparison, total from awards order by id limit 40")
            items = await tx.fetch("select * from award_items")
        for row in maps:
            kept = msgspec.json.decode(row["comparison"], type=ComparisonMap)
            if how == "copied":
                assert not kept.rows
                continue
            cells = {
                (line.item_id, cell.quotation_id): cell for line in kept.rows for cell in line.cells if cell is not None
            }
            won = [item for item in items if item["award_id"] == row["id"]]
            assert won
            assert all(cells[item["item_id"], item["quotation_id"]].total == item["total"] for item in won)

    async def test_the_next_numbers_follow(self, year: Scope, db: Database) -> None:
        async with db.transaction(year) as tx:
            last = await tx.fetchval("select max(code) from purchase_requests where code like 'SOL-2026-%'")
            value = await tx.fetchval("select value from document_counters where kind = 'SOL' and period = '2026'")
        assert last == f"SOL-2026-{value:03}"


class TestPlan:
    def test_the_demo_has_three_hundred_requests(self) -> None:
        assert len(plan(DEMO, WorkClock(END, DEMO.days))) == 300

    def test_the_large_case_is_that_of_the_domain_page(self) -> None:
        assert (LARGE.requests, LARGE.suppliers) == (50_000, 2_000)

    def test_the_same_dice_fall_the_same_way(self) -> None:
        tenant = UUID(int=1, version=4)
        first, second = (next(generate(DEMO, CAST, tenant, END)).tables for _ in range(2))
        assert first == second

    @given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
    def test_whenever_it_is_made_all_of_it_has_happened(self, end: datetime) -> None:
        clock = WorkClock(end, DEMO.days)
        assert clock.at(clock.now) <= end
        for life in plan(DEMO, clock):
            moments = [life.created, life.submitted, life.a1, life.opened, life.awarded, life.a2, life.ordered]
            happened = [minute for minute in (*moments, life.sent, *life.arrivals, life.closed) if minute >= 0]
            assert happened == sorted(happened)
            assert happened[0] >= 0
            assert max(*happened, life.ended, life.refused) <= clock.now

    def test_a_balance_is_bought_after_it_was_given_up(self) -> None:
        lives = plan(DEMO, WorkClock(END, DEMO.days))
        balances = [life for life in lives if life.parent >= 0]
        assert len(balances) == DEMO.mix[Ending.CLOSED_SHORT]
        for life in balances:
            assert lives[life.parent].closed <= life.created
            assert lives[life.parent].child == life.number

    def test_any_size_has_as_many_as_it_says(self) -> None:
        for requests in (1, 40, 333):
            size: Size = msgspec.structs.replace(LARGE, requests=requests)
            assert sum(life.parent < 0 for life in plan(size, WorkClock(END, size.days))) == requests


class TestClock:
    @given(st.integers(0, 250 * DAY))
    def test_minutes_are_of_working_days(self, minute: int) -> None:
        at = WorkClock(END, 364).at(minute)
        assert at.weekday() < 5
        assert 11 <= at.hour < 21

    @given(st.integers(0, 250 * DAY))
    def test_a_days_first_minute_is_not_after_it(self, minute: int) -> None:
        clock = WorkClock(END, 364)
        assert clock.minute_of(clock.day(minute)) == minute - minute % DAY

    def test_a_sunday_is_the_friday_before(self) -> None:
        clock = WorkClock(END, 364)
        assert clock.day(clock.minute_of(date(2026, 7, 19))) == date(2026, 7, 17)

    def test_now_is_the_last_working_minute(self) -> None:
        clock = WorkClock(datetime(2026, 7, 19, 3, 0, tzinfo=UTC), 364)
        assert clock.at(clock.now) == datetime(2026, 7, 17, 20, 59, tzinfo=UTC)


class TestSums:
    @given(st.integers(0, 10**9), st.lists(st.integers(0, 10**7), min_size=1, max_size=15))
    def test_shares_add_up_and_are_not_negative(self, total: int, weights: list[int]) -> None:
        parts = shares(total, weights)
        assert sum(parts) == total
        assert min(parts) >= 0

    @given(st.integers(0, 10**9), st.lists(st.integers(1, 10**7), min_size=1, max_size=15))
    def test_shares_are_those_of_the_product(self, total: int, weights: list[int]) -> None:
        parts = apportion(Decimal(total).scaleb(-2), [Decimal(weight) for weight in weights])
        assert shares(total, weights) == [int(part.scaleb(2)) for part in parts]

    def test_half_a_cent_is_rounded_up(self) -> None:
        assert line_cents(333, 1) == 167

    def test_ids_are_of_version_7_and_of_their_time(self) -> None:
        made = UUID(Ids(Random(1)).new(END))  # noqa: S311 - dice
        assert (made.version, made.variant) == (7, "specified in RFC 4122")
        assert made.int >> 80 == int(END.timestamp() * 1000)


class TestContent:
    def test_suppliers_are_real_in_everything_but_being(self) -> None:
        suppliers = load_suppliers()
        assert len(suppliers) == 40
        for each in suppliers:
            assert each.email.endswith(".example")
            assert phone.normalise(each.phone)
            assert cep.normalise(each.cep)
            if each.kind == "PJ":
                assert cnpj.is_valid(each.document)
            if each.kind == "PF":
                assert cpf.is_valid(each.document)
        documents = [each.document for each in suppliers if each.document]
        assert len(set(documents)) == len(documents)

    def test_each_category_has_suppliers_to_choose_from(self) -> None:
        names = [category.name for category in load_catalogue().categories]
        for name in names:
            assert sum(name in each.categories for each in load_suppliers()) >= 4
        assert {name for each in load_suppliers() for name in each.categories} == set(names)

    def test_goods_have_prices_and_quantities(self) -> None:
        for category in load_catalogue().categories:
            assert len({good.description for good in category.items}) == len(category.items) >= 9
            for good in category.items:
                assert good.price > 0
                assert 0 < good.least < good.most


class TestInvoices:
    def test_access_keys_have_their_check_digit(self) -> None:
        rows = next(generate(DEMO, CAST, UUID(int=1, version=4), END))
        keys = [str(key) for (key,) in rows.columns("invoices", "access_key")]
        assert len(set(keys)) == len(keys) > 100
        for key in keys:
            total = sum(int(digit) * weight for digit, weight in zip(key[:43], _weights(), strict=True))
            rest = total % 11
            assert int(key[43]) == (0 if rest < 2 else 11 - rest)

    def test_they_are_of_the_month_and_the_supplier_that_they_name(self) -> None:
        rows = next(generate(DEMO, CAST, UUID(int=1, version=4), END))
        for key, document, at in rows.columns("invoices", "access_key", "issuer_document", "issued_at"):
            assert str(key)[6:20] == document
            assert isinstance(at, datetime)
            assert str(key)[2:6] == (at - timedelta(hours=0)).strftime("%y%m")


def _weights() -> list[int]:
    """4, 3, 2, 9, 8, ... 2 over 43 digits (Manual de Orientação do Contribuinte, NF-e)."""
    return [2 + (42 - place) % 8 for place in range(43)]
