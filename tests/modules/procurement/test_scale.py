"""Every screen over many purchases: how many queries it takes, and that none reads a large table from end to end.

The plans are the ones that the application gets: generic (`plan_cache_mode`), under row security, by its own role.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import msgspec
import pytest
from tests.factories import Person, World

from esteio.app import CATALOGUE, running_app
from esteio.core.db import APP_ROLE, Database
from esteio.embedded import ServerUrls
from esteio.modules.procurement.demo.firm import Cast
from esteio.modules.procurement.demo.firm import Person as Somebody
from esteio.modules.procurement.demo.lives import LARGE, Size
from esteio.modules.procurement.demo.writing import copy_rows
from esteio.modules.procurement.demo.year import generate
from esteio.modules.workspace import administration
from esteio.settings import Settings

LARGE_TABLE = 4_000
"""Rows above which a table is not to be read from end to end."""
SIZE = msgspec.structs.replace(LARGE, requests=2_400, suppliers=300)
NEIGHBOUR = msgspec.structs.replace(LARGE, requests=400, suppliers=80, seed=7)
NEIGHBOURS = 4
NEVER_FROM_MEMORY = {"X-Esteio-Position": "ffffffffffff"}

SCREENS: dict[str, int] = {
    # Address -> queries, without the begin, the commit and the look-up of who asks.
    "/api/purchase-requests/board": 1,
    "/api/purchase-requests?limit=50": 1,
    "/api/purchase-requests?status=quotation&sort=-statusSince&limit=50": 1,
    "/api/purchase-requests?status=closed&limit=50": 1,
    "/api/purchase-requests?costCentreId=$centre&limit=50": 1,
    "/api/purchase-requests?requesterId=$asker&sort=-updatedAt&limit=50": 1,
    "/api/purchase-requests?sort=-total&limit=50": 1,
    "/api/purchase-requests?sort=neededOn&limit=50": 1,
    **dict.fromkeys(
        SEARCHES := (
            "/api/purchase-requests?q=hidraulico&limit=50",
            "/api/purchase-requests?q=hidraulico&status=closed&sort=-statusSince&limit=50",
            "/api/purchase-orders?q=hidraulico+ltda&limit=50",
            "/api/quotation-rounds?q=hidraulico&limit=50",
            "/api/quotations?q=hidraulico&limit=50",
            "/api/receipts?q=hidraulico&limit=50",
            "/api/invoices?q=hidraulico&limit=50",
            "/api/suppliers?q=hidraulico&limit=50",
        ),
        1,
    ),
    "/api/approvals?limit=50": 1,
    "/api/quotation-rounds?limit=50": 1,
    "/api/quotations?limit=50": 1,
    "/api/quotations?status=invited&limit=50": 1,
    "/api/quotations?supplierId=$supplier&limit=50": 1,
    "/api/purchase-orders?limit=50": 1,
    "/api/purchase-orders?status=confirmed&limit=50": 1,
    "/api/purchase-orders?supplierId=$supplier&limit=50": 1,
    "/api/receipts?limit=50": 1,
    "/api/receipts?orderId=$order&limit=50": 1,
    "/api/invoices?limit=50": 1,
    "/api/invoices?orderId=$order&limit=50": 1,
    "/api/suppliers?limit=50": 1,
    "/api/budgets?limit=50": 1,
    "/api/quotation-rounds/$round/comparison": 9,
    "/api/purchase-orders/$order": 1,
    "/api/purchase-orders/$order/match": 6,
    "/api/purchase-requests/$request": 1,
    "/api/reports/purchases/spend": 2,
    "/api/reports/purchases/spend?by=category": 2,
    "/api/reports/purchases/spend?by=department&category=El%C3%A9trica": 2,
    "/api/reports/purchases/cycle-time": 3,
    "/api/reports/purchases/cycle-time?supplierId=$supplier&category=El%C3%A9trica": 3,
    "/api/reports/purchases/savings": 2,
    "/api/reports/purchases/savings?by=category": 2,
    "/api/reports/purchases/savings?supplierId=$supplier": 2,
    "/api/reports/purchases/suppliers": 2,
    "/api/reports/purchases/suppliers?costCentreId=$centre": 2,
    "/api/reports/purchases/commitments": 3,
    "/api/reports/purchases/commitments?by=category": 3,
    "/api/reports/purchases/budget": 2,
}
COUNT_EVERYTHING = {"/api/purchase-requests/board": {"purchase_requests"}}
"""What is counted over all of an organisation's rows cannot be told without looking at each: by an index alone."""
_OF_OTHERS = re.compile(
    r"^\s*(begin|commit|rollback|set )|pg_current_xact_id_if_assigned"
    r"|\b(sessions|changes|feed_\w+|live_processes|live_connections|process_figures|pgqueuer\w*|alerts?|alert_\w+"
    r"|telemetry_turns|performance_metrics)\b"
)
"""Queries of the edge, and of what an application does beside answering."""


class Seen:
    """The queries of the application's connections, as they are sent."""

    def __init__(self) -> None:
        self._queries: list[str] = []

    async def watch(self, connection: Any) -> None:
        """For a new connection of a pool."""
        connection.add_query_logger(lambda sent: self._queries.append(sent.query))

    def forget(self) -> None:
        self._queries.clear()

    def of_the_route(self) -> list[str]:
        return [query for query in self._queries if not _OF_OTHERS.search(query)]


class Buyer:
    """A large organisation among others, its owner, and the queries that its screens take."""

    def __init__(self, owner: Person, seen: Seen, names: dict[str, UUID]) -> None:
        self._owner = owner
        self._seen = seen
        self._names = names

    async def ask(self, address: str) -> list[str]:
        """What the second asking takes: the first may look things up that are remembered."""
        for name, value in self._names.items():
            address = address.replace(f"${name}", str(value))
        assert "$" not in address
        for _ in range(2):
            self._seen.forget()
            answer = await self._owner.get(address, headers=NEVER_FROM_MEMORY)
            assert answer.status_code == 200, answer.text
        return self._seen.of_the_route()


@pytest.fixture(scope="module")
async def loaded(database_urls: ServerUrls) -> UUID:
    """The organisation, among neighbours: one that has a database for itself would get other plans."""
    return await _load(database_urls)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    seen, create_pool = Seen(), asyncpg.create_pool
    monkeypatch.setattr(asyncpg, "create_pool", lambda *given, **named: create_pool(*given, init=seen.watch, **named))
    return seen


@pytest.fixture
async def client(settings: Settings, seen: Seen) -> AsyncGenerator[httpx.AsyncClient]:
    """As everywhere, but watched."""
    async with (
        running_app(settings) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as http,
    ):
        yield http


@pytest.fixture
async def admin(database_urls: ServerUrls) -> AsyncGenerator[asyncpg.Connection]:
    connection = await asyncpg.connect(database_urls.database_admin_url)
    yield connection
    await connection.close()


@pytest.fixture
async def buyer(world: World, loaded: UUID, seen: Seen, admin: asyncpg.Connection) -> Buyer:
    row = await admin.fetchrow(
        """
        select u.id, u.email,
               (select r.id from quotation_rounds r where r.tenant_id = $1 and r.status = 'awarded'
                order by r.id desc limit 1) as round,
               (select o.id from purchase_orders o where o.tenant_id = $1 and o.status = 'completed'
                order by o.id desc limit 1) as order,
               (select o.supplier_id from purchase_orders o where o.tenant_id = $1
                order by o.id limit 1) as supplier,
               (select c.id from cost_centres c where c.tenant_id = $1 order by c.id limit 1) as centre,
               (select r.id from purchase_requests r where r.tenant_id = $1 and r.status = 'closed'
                order by r.id limit 1) as request
        from users u join memberships m on m.user_id = u.id where m.tenant_id = $1 and u.email = $2
        """,
        loaded,
        _owner_of(NEIGHBOURS),
    )
    assert row is not None
    names = {name: row[name] for name in ("round", "order", "supplier", "centre", "request")}
    return Buyer(await world.sign_in(row["id"], row["email"], loaded), seen, {**names, "asker": row["id"]})


class TestScale:
    async def test_a_screen_takes_as_many_queries_as_it_says(self, buyer: Buyer) -> None:
        taken: dict[str, int] = {}
        for address, expected in SCREENS.items():
            # What is remembered may just have run out.
            for _ in range(3):
                taken[address] = len(await buyer.ask(address))
                if taken[address] == expected:
                    break
        assert taken == SCREENS

    async def test_no_query_reads_a_large_table_from_end_to_end(
        self, buyer: Buyer, loaded: UUID, admin: asyncpg.Connection
    ) -> None:
        tables = await admin.fetch("select relname, reltuples from pg_class where relkind = 'r'")
        large = {row["relname"] for row in tables if row["reltuples"] > LARGE_TABLE}
        assert {"purchase_requests", "quotations", "quotation_items", "award_items", "receipt_items"} <= large
        scans: dict[str, set[str]] = {}
        for address in SCREENS:
            for query in await buyer.ask(address):
                read = {name for name in _read_whole(await _plan(admin, loaded, query)) if _is_of(name, large)}
                if read:
                    scans.setdefault(address, set()).update(read)
        assert scans == COUNT_EVERYTHING

    async def test_a_search_reads_indexes_alone(self, buyer: Buyer, loaded: UUID, admin: asyncpg.Connection) -> None:
        tables = await admin.fetch(
            "select relname from pg_class where relkind = 'r' and reltuples > $1", LARGE_TABLE / 2
        )
        large = {row["relname"] for row in tables}
        long = {"purchase_requests", "purchase_orders", "quotations", "quotation_rounds", "receipts"}
        assert long <= large
        rows_read: dict[str, set[str]] = {}
        for address in SEARCHES:
            for query in await buyer.ask(address):
                plan = await _plan(admin, loaded, query)
                assert any(node["Node Type"] == "Limit" for node in _nodes(plan))
                if read := {node["Relation Name"] for node in _nodes(plan) if _reads_rows(node)} & long:
                    rows_read[address] = read
        # A state's own index is shorter than all of the organisation's rows.
        of_a_state = "/api/purchase-requests?q=hidraulico&status=closed&sort=-statusSince&limit=50"
        assert rows_read in ({}, {of_a_state: {"purchase_requests"}})

    async def test_the_plans_looked_at_would_show_a_scan(self, loaded: UUID, admin: asyncpg.Connection) -> None:
        plan = await _plan(admin, loaded, "select count(*) from quotation_items where note = $1")
        assert _is_of(next(_read_whole(plan)), {"quotation_items"})


async def _load(urls: ServerUrls) -> UUID:
    connection = await asyncpg.connect(urls.database_admin_url)
    database = await Database.connect(urls.database_url, min_connections=1, max_connections=2)
    try:
        for number in range(NEIGHBOURS):
            await _load_one(database, connection, number, NEIGHBOUR)
        tenant = await _load_one(database, connection, NEIGHBOURS, SIZE)
        await connection.execute("vacuum analyze")
    finally:
        await database.close()
        await connection.close()
    return tenant


def _owner_of(number: int) -> str:
    return f"dona{number}@exemplo.com.br"


async def _load_one(database: Database, connection: asyncpg.Connection, number: int, size: Size) -> UUID:
    email = _owner_of(number)
    user_id = await administration.create_user_unchecked(database, email=email, name="Dona", password="x" * 12)
    tenant = await administration.create_organisation(
        database, name=f"Construtora {number}", owner_email=email, roles=CATALOGUE.roles
    )
    people = [Somebody(user_id, "Dona"), *(Somebody(uuid4(), f"Pessoa {each}") for each in range(30))]
    await connection.executemany(
        "insert into users (id, email, name) values ($1::uuid, $1::uuid || '@exemplo.com.br', $2)",
        [(each.id, each.name) for each in people[1:]],
    )
    await connection.executemany(
        "insert into memberships (tenant_id, user_id) values ($1, $2)", [(tenant, each.id) for each in people[1:]]
    )
    cast = Cast(
        requesters=people[:20],
        approvers=people[20:26],
        buyers=people[1:5],
        managers=people[26:28],
        directors=people[28:],
        warehouse=people[5:8],
    )
    await copy_rows(connection, generate(size, cast, tenant, datetime.now(UTC)))
    return tenant


def _is_of(name: str, tables: set[str]) -> bool:
    """Whether it is one of the tables, or an index that PostgreSQL named after one."""
    return name in tables or any(name.startswith(f"{table}_") and name.endswith(("_idx", "_pkey")) for table in tables)


async def _plan(admin: asyncpg.Connection, tenant: UUID, query: str) -> dict[str, Any]:
    """The plan that the application gets for a query, whatever its parameters are."""
    parameters = ", ".join(["null"] * len(set(re.findall(r"\$(\d+)", query))))
    transaction = admin.transaction()
    await transaction.start()
    try:
        await admin.execute(
            f"set local role {APP_ROLE}; set local plan_cache_mode = force_generic_plan; set local jit = off; "
            f"set local app.tenant = '{tenant}'"
        )
        await admin.execute(f"prepare looked_at as {query}")
        shown: str | None = await admin.fetchval(
            f"explain (format json) execute looked_at{f'({parameters})' if parameters else ''}"
        )
        await admin.execute("deallocate looked_at")
    finally:
        await transaction.rollback()
    assert shown is not None
    return json.loads(shown)[0]["Plan"]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def _reads_rows(node: dict[str, Any]) -> bool:
    """Whether it reads rows of which it knows no key."""
    columns = set(re.findall(r"\(+\"?(\w+)\"? (?:=|<|>)", node.get("Index Cond", "")))
    return "Relation Name" in node and "Index Only" not in node["Node Type"] and columns <= {"tenant_id"}


def _read_whole(plan: dict[str, Any], *, paged: bool = False) -> Iterator[str]:
    """The tables that a plan reads from end to end, or all of the organisation's rows of: by an index of which it uses
    the organisation alone, with no page's end (`paged`) to stop it."""
    paged = paged or plan["Node Type"] == "Limit"
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    elif "Relation Name" in plan or plan["Node Type"] == "Bitmap Index Scan":
        columns = set(re.findall(r"\(+\"?(\w+)\"? (?:=|<|>)", plan.get("Index Cond", "")))
        if "Index Cond" in plan and columns <= {"tenant_id"} and not paged:
            # PostgreSQL names an index of ours by its table first.
            yield plan.get("Relation Name") or plan["Index Name"]
        elif plan["Node Type"].startswith("Index") and "Index Cond" not in plan and not paged:
            yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _read_whole(part, paged=paged)
