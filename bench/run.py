"""Runs the load tests and writes `bench/results/`: `python -m bench`, or with `--quick` in under three minutes.

Run it on a machine that does nothing else. What is measured and how to read it: bench/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import msgspec

from bench import live
from bench.artillery import run_artillery
from bench.dataset import DataSet, list_orcamentos, load_data_set
from bench.harness import limits, works
from bench.harness.charts import capacity_chart, latency_chart, live_chart
from bench.harness.live_report import live_table
from bench.harness.live_results import LiveResults
from bench.harness.load import ForSeconds, Job
from bench.harness.machine import ROOT, Cores, Machine, choose_cores, describe_machine
from bench.harness.report import markdown
from bench.harness.results import Comparison, Limits, Results
from bench.harness.rounds import Bench, generate
from bench.harness.servers import Fleet, Postgres, Server, admit_peers, running_postgres
from bench.harness.works import Tokens
from bench.purchases import measure_purchases
from bench.say import say

RESULTS = ROOT / "bench" / "results"
ORGANISATIONS = 20
BRIEFINGS_EACH = 500
AS_A_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
SINGLES_EACH = 12
"""Orçamentos of each organisation that are read singly."""
WARM_UP_S = 1.5

Orcamentos = Sequence[Sequence[UUID]]
"""Ids, organisation by organisation."""


class Length(msgspec.Struct, frozen=True):
    """How long to measure."""

    rounds: int
    seconds: float
    fastapi_everywhere: bool
    """Or only in the list."""


FULL = Length(5, 4.0, fastapi_everywhere=True)
QUICK = Length(2, 1.0, fastapi_everywhere=False)


class Place(NamedTuple):
    """A database with data, the servers beside it, and how to measure."""

    bench: Bench
    fleet: Fleet
    data: DataSet


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Load tests of Esteio beside Express, FastAPI and Socket.IO.")
    parser.add_argument("what", nargs="?", choices=("all", "live", "artillery", "procurement"), default="all")
    parser.add_argument("--quick", action="store_true", help="few and short rounds, under three minutes")
    options = parser.parse_args()
    quick: bool = options.quick
    length, live_length = (QUICK, live.QUICK) if quick else (FULL, live.FULL)
    live.allow_sockets(live_length.sockets)
    started, made_at, machine = time.monotonic(), datetime.now(UTC), describe_machine()
    with prepared(length) as place:
        match options.what:
            case "live":
                sys.stdout.write(live_table(live.measure_live(*place, live_length)))
            case "artillery":
                sys.stdout.write(run_artillery(*place, quick=quick))
            case "procurement":
                sys.stdout.write(measure_purchases(place.bench.postgres, place.fleet))
            case _:
                results = measure_http(place, length, quick=quick, made_at=made_at, machine=machine)
                found = live.measure_live(*place, live_length)
                write_results(msgspec.structs.replace(results, took_s=time.monotonic() - started), found)


@contextmanager
def prepared(length: Length) -> Generator[Place]:
    """PostgreSQL with the data set, in a folder that goes again with everything that was started."""
    cores = choose_cores()
    with tempfile.TemporaryDirectory(prefix="esteio-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as another account when this is root
        with running_postgres(folder, cores) as empty:
            say("data")
            _migrate(empty)
            data = asyncio.run(load_data_set(empty.urls.database_admin_url, ORGANISATIONS, BRIEFINGS_EACH))
            postgres = asyncio.run(admit_peers(empty))
            bench = Bench(cores=cores, postgres=postgres, rounds=length.rounds, seconds=length.seconds)
            with Fleet(postgres, cores, folder) as fleet:
                yield Place(bench, fleet, data)


def write_results(results: Results, found: LiveResults) -> None:
    """Into `bench/results/`, and the report on standard output."""
    RESULTS.mkdir(exist_ok=True)
    report = f"{markdown(results)}\n{live_table(found)}"
    (RESULTS / "latest.md").write_text(report)
    for name, content in (("latest", msgspec.json.encode(results)), ("live", msgspec.json.encode(found))):
        (RESULTS / f"{name}.json").write_bytes(msgspec.json.format(content) + b"\n")
    (RESULTS / "capacity.svg").write_text(capacity_chart(results))
    (RESULTS / "latency.svg").write_text(latency_chart(results))
    (RESULTS / "live.svg").write_text(live_chart(found))
    sys.stdout.write(report)


def measure_http(place: Place, length: Length, *, quick: bool, made_at: datetime, machine: Machine) -> Results:
    """Requests and answers; starts and stops its own servers."""
    started = time.monotonic()
    bench, fleet, data = place
    say("servers")
    ours, express, fastapi = fleet.start_esteio(), fleet.start_express(), fleet.start_fastapi()
    everyone = [works.sign_in(server, data) for server in (ours, express, fastapi)]
    list_bytes = _check_same_rows(everyone)
    bare = fleet.start_bare(list_bytes[ours.name])
    say("generation")  # first: the single reads are of what it makes
    generation = works.measure_generation(bench, everyone[0], data)
    orcamentos = asyncio.run(list_orcamentos(bench.postgres.urls.database_admin_url, data, SINGLES_EACH))
    rest = everyone if length.fastapi_everywhere else everyone[:2]
    warm_up(everyone, orcamentos, bench.cores)
    comparisons = _compare(bench, everyone, rest, orcamentos)
    say("log-in")
    log_in = works.measure_log_in(bench, rest, data)
    say("limits")
    found = _limits(bench, bare, data)
    results = Results(
        made_at=made_at,
        quick=quick,
        took_s=time.monotonic() - started,
        machine=machine,
        rounds=length.rounds,
        seconds=length.seconds,
        organisations=ORGANISATIONS,
        briefings_each=BRIEFINGS_EACH,
        titles={who.server.name: who.server.title for who in everyone},
        versions={
            **{server.name: server.versions for server in (ours, express, fastapi, bare)},
            "PostgreSQL": bench.postgres.version,
        },
        list_bytes=list_bytes,
        limits=found,
        comparisons=comparisons,
        log_in=log_in,
        generation=generation,
        resident_mib={who.server.name: who.server.resident_mib for who in everyone},
    )
    for server in (ours, express, fastapi, bare):
        fleet.stop(server)
    return results


def warm_up(everyone: Sequence[Tokens], orcamentos: Orcamentos, cores: Cores) -> None:
    """Lets compilers, caches and pools of every server settle on the paths that are measured."""
    for who in everyone:
        for requests in (works.list_requests(who), works.single_requests(who, orcamentos)):
            pace = ForSeconds(WARM_UP_S, 0.0)
            generate(Job(port=who.server.port, connections=works.CONNECTIONS, pace=pace, requests=requests), cores)


def _compare(
    bench: Bench, everyone: Sequence[Tokens], rest: Sequence[Tokens], orcamentos: Orcamentos
) -> tuple[Comparison, ...]:
    kinds = [
        ("list", [(who.server, works.list_requests(who, works.NOT_FROM_MEMORY)) for who in everyone], 200),
        ("list_memory", [(who.server, works.list_requests(who)) for who in everyone[:2]], 200),
        ("list_browser", [(who.server, works.list_requests(who, AS_A_BROWSER)) for who in rest], 200),
        ("list_304", [(who.server, works.conditional_requests(who)) for who in everyone[:2]], 304),
        ("single", [(who.server, works.single_requests(who, orcamentos)) for who in rest], 200),
    ]
    comparisons: list[Comparison] = []
    for work, sides, status in kinds:
        say(work)
        capacity = works.measure_capacity(bench, sides, status=status)
        # Half of what the slowest can do: a rate that all can take, so that their percentiles can be compared.
        rate = max(10.0, min(figures.per_second for figures in capacity.values()) // 20 * 10)
        latency = works.measure_latency(bench, sides, rate, status=status)
        comparisons.append(Comparison(work=work, capacity=capacity, rate=rate, latency=latency))
    return tuple(comparisons)


def _limits(bench: Bench, bare: Server, data: DataSet) -> Limits:
    def bare_job(path: str) -> Job:
        pace = ForSeconds(limits.SECONDS)
        return Job(port=bare.port, connections=works.CONNECTIONS, pace=pace, requests=(works.request("GET", path),))

    hello, rows = bench.drive(bare, bare_job("/hello")), bench.drive(bare, bare_job("/rows"))
    url, query = bench.postgres.peer_url, limits.list_query(data.organisations[0].id)
    return Limits(
        hello_per_second=hello.per_second,
        hello_generator_share=hello.generator_share,
        hello_by_wrk=limits.hello_by_wrk(bare.port, works.CONNECTIONS, bench.cores),
        rows_per_second=rows.per_second,
        select_one_per_second=limits.select_one_per_second(url, bench.cores),
        list_query_ms=asyncio.run(limits.query_ms(url, query)),
        list_query_per_second=limits.query_per_second(url, query, bench.cores),
    )


def _migrate(postgres: Postgres) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": postgres.urls.database_url,
        "DATABASE_ADMIN_URL": postgres.urls.database_admin_url,
    }
    command = (sys.executable, "-m", "esteio.cli", "migrate")
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def _check_same_rows(everyone: Sequence[Tokens]) -> dict[str, int]:
    """Bytes of each server's list. Raises `RuntimeError` unless all list the same 50 rows with the same members."""
    sizes: dict[str, int] = {}
    seen: list[tuple[str, list[tuple[str, ...]]]] = []
    for who in everyone:
        status, _, body = who.server.call("GET", works.LIST_PATH, token=who.tokens[0])
        if status != 200:
            raise RuntimeError(f"{who.server.title}: the list answered {status}: {body[:300]!r}")
        sizes[who.server.name] = len(body)
        rows = json.loads(body)["data"]
        seen.append((who.server.title, [(row["id"], *sorted(row)) for row in rows]))
    for title, rows in seen[1:]:
        if rows != seen[0][1]:
            raise RuntimeError(f"{title} lists other rows or members than {seen[0][0]}: {rows[:1]} / {seen[0][1][:1]}")
    return sizes
