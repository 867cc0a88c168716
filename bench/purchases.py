"""A real buyer of 200 people, 50,000 requests and 400,000 items: `python -m bench procurement`.

The rows are those of the demo's generator, larger (`procurement/demo/lives.py`). Every screen is read by somebody who
may see everything: as if for the first time (the memory of answers let go), then from memory. The goal is that of
design/domain/procurement.md: 200 ms from the server.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from bench.dataset import START, hash_password, make_uuid7
from bench.harness.servers import Fleet, Postgres, Server
from bench.harness.works import NOT_FROM_MEMORY
from bench.people import Session, access_tokens
from bench.say import say
from esteio.app import CATALOGUE
from esteio.modules.procurement.demo.firm import Cast, Person
from esteio.modules.procurement.demo.lives import LARGE, Size
from esteio.modules.procurement.demo.writing import copy_rows
from esteio.modules.procurement.demo.year import generate

GOAL_MS = 200.0
FIRST_READS = 15
READS_FROM_MEMORY = 100
GROUPS = (
    ("owner", 1),
    ("purchasing_manager", 4),
    ("purchasing_director", 2),
    ("warehouse", 3),
    ("buyer", 10),
    ("approver", 40),
    ("requester", 140),
)
"""Two hundred people by role; the first reads."""
REPORTS = (
    "spend",
    "spend?by=category",
    "cycle-time",
    "savings",
    "savings?by=supplier",
    "savings?by=category",
    "suppliers",
    "commitments",
)
_KIND = 1 << 21
"""Of ids, beyond those of the other data."""


class Buyer(msgspec.Struct, frozen=True, kw_only=True):
    """The organisation, and how it came into the database."""

    reader: Session
    """Its owner, signed in."""
    rows: int
    took_s: float


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How long one screen takes, ms."""

    name: str
    path: str
    first_ms: float
    first_worst_ms: float
    memory_ms: float
    answer_bytes: int


async def load_buyer(admin_url: str, size: Size = LARGE) -> Buyer:
    """Writes the organisation into a migrated database and brings its statistics up to date."""
    started = time.monotonic()
    connection: Any = await asyncpg.connect(admin_url)
    try:
        async with connection.transaction():
            tenant, people = await _write_people(connection)
        groups: dict[str, list[Person]] = {}
        names = [role for role, count in GROUPS for _ in range(count)]
        for role, person in zip(names, people, strict=True):
            groups.setdefault(role, []).append(person)
        owner, managers = groups["owner"], groups["purchasing_manager"]
        cast = Cast(
            requesters=groups["requester"],
            approvers=(*groups["approver"], *managers),
            buyers=groups["buyer"],
            managers=(*managers, *owner),
            directors=(*groups["purchasing_director"], *owner),
            warehouse=groups["warehouse"],
        )
        rows = await copy_rows(connection, generate(size, cast, tenant, datetime.now(UTC)))
        took_s = time.monotonic() - started
        await connection.execute("vacuum analyze")
        reader = Session(owner[0].id, tenant, make_uuid7(START, _KIND + 2 << 32))
        await connection.execute(
            "insert into sessions (id, tenant_id, user_id, expires_at) values ($1, $2, $3, $4)",
            reader.session_id,
            tenant,
            reader.user_id,
            datetime.now(UTC) + timedelta(days=1),
        )
    finally:
        await connection.close()
    return Buyer(reader=reader, rows=rows, took_s=took_s)


def measure_purchases(postgres: Postgres, fleet: Fleet) -> str:
    """The table."""
    say("procurement: data")
    buyer = asyncio.run(load_buyer(postgres.urls.database_admin_url))
    round_id = asyncio.run(_find_round(postgres.urls.database_admin_url, buyer.reader.tenant_id))
    token = access_tokens(fleet.secret, (buyer.reader,))[0]
    server = fleet.start_esteio()
    say("procurement: screens")
    readings = [_measure(server, token, name, path) for name, path in screens(round_id).items()]
    fleet.stop(server)
    return _table(buyer, readings)


def screens(round_id: UUID) -> Mapping[str, str]:
    """What people open, by name; `round_id` is of a round with answers."""
    return {
        "kanban: counters": "/api/purchase-requests/board",
        "kanban: one column": "/api/purchase-requests?status=quotation&sort=-statusSince&limit=50",
        "requests": "/api/purchase-requests?limit=50",
        "requests, most expensive": "/api/purchase-requests?sort=-total&limit=50",
        "requests, searched": "/api/purchase-requests?q=hidraulico%20europa&limit=50",
        "approvals": "/api/approvals?limit=50",
        "quotations": "/api/quotations?limit=50",
        "rounds": "/api/quotation-rounds?limit=50",
        "comparison": f"/api/quotation-rounds/{round_id}/comparison",
        "orders": "/api/purchase-orders?limit=50",
        "receipts": "/api/receipts?limit=50",
        "invoices": "/api/invoices?limit=50",
        "suppliers": "/api/suppliers?limit=50",
        "budgets": "/api/budgets?limit=50",
        **{f"report: {name}": f"/api/reports/purchases/{name}" for name in (*REPORTS, "budget")},
    }


async def _write_people(connection: Any) -> tuple[UUID, list[Person]]:
    tenant = make_uuid7(START, _KIND << 32)
    count = sum(number for _, number in GROUPS)
    people = [Person(make_uuid7(START, _KIND + 1 << 32 | number), f"Pessoa {number + 1}") for number in range(count)]
    await connection.execute("insert into organisations (id, name) values ($1, 'Construtora Grande')", tenant)
    password_hash = hash_password()
    await connection.copy_records_to_table(
        "users",
        columns=("id", "email", "name", "password_hash"),
        records=[
            (each.id, f"compras{number}@carga.example", each.name, password_hash) for number, each in enumerate(people)
        ],
    )
    await connection.copy_records_to_table(
        "memberships", columns=("tenant_id", "user_id"), records=[(tenant, each.id) for each in people]
    )
    permissions = {"owner": ("*",), **{role.key: role.permissions for role in CATALOGUE.roles}}
    names = [role for role, number in GROUPS for _ in range(number)]
    for number, (role, _) in enumerate(GROUPS):
        role_id = make_uuid7(START, _KIND + 3 << 32 | number)
        await connection.execute(
            "insert into roles (id, tenant_id, key, name, permissions, shipped) values ($1, $2, $3, $3, $4, true)",
            role_id,
            tenant,
            role,
            list(permissions[role]),
        )
        await connection.copy_records_to_table(
            "membership_roles",
            columns=("tenant_id", "user_id", "role_id"),
            records=[(tenant, each.id, role_id) for each, of in zip(people, names, strict=True) if of == role],
        )
    return tenant, people


async def _find_round(admin_url: str, tenant_id: UUID) -> UUID:
    connection: Any = await asyncpg.connect(admin_url)
    try:
        return await connection.fetchval(
            """
            select r.id from quotation_rounds r join purchase_requests p on p.id = r.request_id
            where r.tenant_id = $1 and r.status = 'open' and p.answered >= 3 order by p.items desc, r.id limit 1
            """,
            tenant_id,
        )
    finally:
        await connection.close()


def _measure(server: Server, token: str, name: str, path: str) -> Reading:
    def milliseconds(headers: Mapping[str, str]) -> tuple[float, int]:
        started = time.perf_counter()
        status, _, body = server.call("GET", path, token=token, headers=headers)
        took = (time.perf_counter() - started) * 1_000
        if status != 200:
            raise RuntimeError(f"{path} answered {status}: {body[:300]!r}")
        return took, len(body)

    first = [milliseconds(NOT_FROM_MEMORY) for _ in range(FIRST_READS)]
    milliseconds({})
    memory = [milliseconds({})[0] for _ in range(READS_FROM_MEMORY)]
    return Reading(
        name=name,
        path=path,
        first_ms=statistics.median(took for took, _ in first),
        first_worst_ms=max(took for took, _ in first),
        memory_ms=statistics.median(memory),
        answer_bytes=first[0][1],
    )


def _table(buyer: Buyer, readings: list[Reading]) -> str:
    lines = [
        f"{buyer.rows:,} rows of {LARGE.requests:,} requests in {buyer.took_s:.0f} s; goal {GOAL_MS:.0f} ms",
        "",
        "| screen | first read, ms | slowest | from memory, ms | KiB |  |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for each in readings:
        verdict = "✓" if each.first_ms <= GOAL_MS else "✗"
        lines.append(
            f"| {each.name} | {each.first_ms:.1f} | {each.first_worst_ms:.1f} | {each.memory_ms:.1f} "
            f"| {each.answer_bytes / 1024:.0f} | {verdict} |"
        )
    return "\n".join(lines) + "\n"
