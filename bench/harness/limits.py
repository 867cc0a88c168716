"""The limits: what the parts below every server can do, alone, so that a figure can be judged against them.

Run as `python -m bench.harness.limits` with a database address on standard input: prints `SELECT 1` a second through
asyncpg.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any
from uuid import UUID

import asyncpg
import uvloop

from bench.harness.machine import ROOT, Cores, pinned
from esteio.embedded.wheels import POSTGRES_BINARIES

CLIENTS = 20
"""Connections that ask at once: as many as a server's pool."""
SECONDS = 2.0
LIST_QUERY = """
    select b.id, b.number, b.title, b.status, b.progress, b.client_id, c.name as client_name,
           t.name as template, b.responsible_id, u.name as responsible_name,
           (select count(*)::int from orcamentos o
             where o.tenant_id = b.tenant_id and o.briefing_id = b.id) as orcamentos,
           b.created_at, b.updated_at, b.version::int
    from briefings b
    join clients c on c.id = b.client_id
    join briefing_templates t on t.id = b.template_id
    left join users u on u.id = b.responsible_id
    where b.tenant_id = '{organisation}'
    order by b.created_at desc, b.id desc
    limit 51
"""
"""The list of 50 as plain rows, as the peers ask for it."""


def select_one_per_second(database_url: str, cores: Cores) -> float:
    """Queries a second of `SELECT 1` through asyncpg on the server's core: nothing on the way but the driver."""
    with pinned(cores.server):
        done = subprocess.run(
            (sys.executable, "-m", "bench.harness.limits"),
            cwd=ROOT,
            input=database_url.encode(),
            stdout=subprocess.PIPE,
            check=True,
        )
    return float(done.stdout)


def query_per_second(database_url: str, sql: str, cores: Cores) -> float:
    """The query a second as `pgbench` gets it, prepared, from the server's core: what PostgreSQL itself can give."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(f"{sql};\n")
        script.flush()
        pgbench = str(POSTGRES_BINARIES / "pgbench")
        load = ("-n", "-M", "prepared", "-c", "8", "-j", "1", "-T", str(int(SECONDS)), "-f", script.name)
        with pinned(cores.server):
            done = subprocess.run((pgbench, *load, database_url), capture_output=True, text=True, check=True)
    return _number(r"tps = ([\d.]+)", done.stdout)


def list_query(organisation: UUID) -> str:
    """The peers' list query for one organisation."""
    return LIST_QUERY.format(organisation=organisation)


async def query_ms(database_url: str, sql: str, tries: int = 30) -> float:
    """Median execution time by `EXPLAIN (ANALYZE, TIMING OFF)`, milliseconds, planning not counted."""
    connection: Any = await asyncpg.connect(database_url)
    try:
        plans = [await connection.fetch(f"explain (analyze, timing off, summary on) {sql}") for _ in range(tries)]
    finally:
        await connection.close()
    return statistics.median(_number(r"Execution Time: ([\d.]+)", plan[-1][0]) for plan in plans)


def hello_by_wrk(port: int, connections: int, cores: Cores) -> float | None:
    """`/hello` a second as `wrk` gets it, None where wrk is not installed: a second opinion on our generator."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return None
    command = (wrk, "-t1", f"-c{connections}", f"-d{int(SECONDS)}", f"http://127.0.0.1:{port}/hello")
    with pinned(cores.load):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return _number(r"Requests/sec: *([\d.]+)", done.stdout)


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    if found is None:
        raise RuntimeError(f"no {pattern!r} in: {text}")
    return float(found[1])


async def _ask(database_url: str) -> float:
    pool: Any = await asyncpg.create_pool(database_url, min_size=CLIENTS, max_size=CLIENTS)
    until = time.perf_counter() + SECONDS

    async def client() -> int:
        asked = 0
        async with pool.acquire() as connection:
            while time.perf_counter() < until:
                await connection.fetchval("select 1")
                asked += 1
        return asked

    counts = await asyncio.gather(*(client() for _ in range(CLIENTS)))
    await pool.close()
    return sum(counts) / SECONDS


if __name__ == "__main__":
    sys.stdout.write(str(uvloop.run(_ask(sys.stdin.read()))))
