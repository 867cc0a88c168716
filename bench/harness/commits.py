"""What a change row and a line in the trail cost a commit, by pgbench: the same insert with and without them.

Both sides open a transaction, insert one row and commit, prepared, from eight connections of the application's role,
with the shipped configuration (a commit waits for the disk). The bare side's table is a copy with the same indexes, row
security and foreign key, without the triggers that tell of changes.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from typing import Any

import asyncpg
import msgspec

from bench.harness.figures import paired_ratio
from bench.harness.machine import Cores, pinned
from bench.harness.rounds import alternate
from bench.harness.servers import Postgres
from bench.people import Session
from esteio.embedded.wheels import POSTGRES_BINARIES

CONNECTIONS = 8
INSERT = (
    "insert into {table} (tenant_id, kind, name, email) values ('{tenant}', 'PF', 'Cliente novo', 'c@carga.example')"
)
TRAIL = (
    "insert into audit_log (tenant_id, user_id, action, result, thing, thing_id) "
    "values ('{tenant}', '{person}', 'clients.created', 'ok', 'client', gen_random_uuid())"
)


class Commits(msgspec.Struct, frozen=True, kw_only=True):
    """Commits a second, round by round."""

    bare: tuple[float, ...]
    with_change_and_trail: tuple[float, ...]

    @property
    def part(self) -> float:
        """Of the bare commits: median of the rounds' own ratios."""
        return paired_ratio(self.with_change_and_trail, self.bare)

    @property
    def medians(self) -> tuple[float, float]:
        """Bare, and with both."""
        return statistics.median(self.bare), statistics.median(self.with_change_and_trail)


async def make_bare_table(postgres: Postgres) -> None:
    """The copy."""
    connection: Any = await asyncpg.connect(postgres.urls.database_admin_url)
    try:
        await connection.execute("""
            create table bench_clients (like clients including all);
            alter table bench_clients add foreign key (tenant_id) references organisations;
            grant select, insert on bench_clients to esteio_app;
            select protect_by_tenant('bench_clients');
        """)
    finally:
        await connection.close()


def measure_commits(postgres: Postgres, who: Session, rounds: int, seconds: float, cores: Cores) -> Commits:
    """Both sides by turns; pgbench on the server's core, PostgreSQL on the load's."""
    names = {"tenant": who.tenant_id, "person": who.user_id}
    options = f"-c app.tenant={who.tenant_id} -c app.person={who.user_id}"
    bare = f"begin;{INSERT.format(table='bench_clients', **names)};commit;"
    full = f"begin;{INSERT.format(table='clients', **names)};{TRAIL.format(**names)};commit;"

    def commits(script: str) -> Callable[[int], float]:
        return lambda _: _per_second(postgres.urls.database_url, script, options, seconds, cores)

    done = alternate(rounds, [("bare", commits(bare)), ("full", commits(full))])
    return Commits(bare=tuple(done["bare"]), with_change_and_trail=tuple(done["full"]))


def _per_second(url: str, script: str, options: str, seconds: float, cores: Cores) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script.replace(";", ";\n"))
        file.flush()
        load = (
            "-n",
            "-M",
            "prepared",
            "-c",
            str(CONNECTIONS),
            "-j",
            "1",
            "-T",
            str(max(1, round(seconds))),
            "-f",
            file.name,
        )
        with pinned(cores.server):
            done = subprocess.run(
                (str(POSTGRES_BINARIES / "pgbench"), *load, url),
                env={**os.environ, "PGOPTIONS": options},
                capture_output=True,
                text=True,
                check=False,
            )
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None or done.returncode:
        raise RuntimeError(f"pgbench could not insert: {done.stderr[-500:]}")
    return float(found[1])
