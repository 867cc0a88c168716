"""Runs the load tests and writes `bench/results/`: `python -m bench`, or with `--quick` in short rounds.

Run it on a machine that does nothing else. What is measured and how to read it: bench/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench import http, live
from bench.artillery import run_artillery
from bench.dataset import DataSet, load_data_set
from bench.harness.charts import capacity_chart, latency_chart, live_chart
from bench.harness.http_report import http_table
from bench.harness.live_report import live_table
from bench.harness.machine import ROOT, Taken, choose_cores, describe_machine, taken_notes
from bench.harness.packages import install_peers
from bench.harness.rounds import Bench
from bench.harness.servers import Fleet, Postgres, admit_peers, running_postgres
from bench.purchases import measure_purchases
from bench.say import say
from bench.starting import measure_start

RESULTS = ROOT / "bench" / "results"
ORGANISATIONS = 20
BRIEFINGS_EACH = 500


class Place(NamedTuple):
    """A database with data, and the servers beside it."""

    bench: Bench
    fleet: Fleet
    data: DataSet


def main() -> None:
    """Command line. Each part is written down as soon as it is measured."""
    parser = argparse.ArgumentParser(description="Load tests of Esteio beside Express, FastAPI and Socket.IO.")
    names = f"{{{','.join(PARTS)}}}"
    parser.add_argument("what", nargs="*", choices=(*PARTS, []), metavar=names, help="all of them unless said")
    parser.add_argument("--quick", action="store_true", help="few and short rounds; without procurement unless said")
    options = parser.parse_args()
    quick: bool = options.quick
    wanted: list[str] = options.what or [name for name in PARTS if not quick or name != "procurement"]
    live.allow_sockets((live.QUICK if quick else live.FULL).sockets)
    taken = Taken(made_at=datetime.now(UTC), quick=quick, took_s=0.0, machine=describe_machine())
    RESULTS.mkdir(exist_ok=True)
    say("peers")
    install_peers()
    for name in wanted:
        sys.stdout.write(PARTS[name](taken))


@contextmanager
def prepared() -> Generator[Place]:
    """PostgreSQL with the data set and nothing of another part's, in a folder that goes again with everything that was
    started."""
    cores = choose_cores()
    with tempfile.TemporaryDirectory(prefix="esteio-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as another account when this is root
        with running_postgres(folder, cores) as empty:
            say("data")
            _migrate(empty)
            data = asyncio.run(load_data_set(empty.urls.database_admin_url, ORGANISATIONS, BRIEFINGS_EACH))
            postgres = asyncio.run(admit_peers(empty))
            with Fleet(postgres, cores, folder) as fleet:
                yield Place(Bench(cores=cores, postgres=postgres, rounds=1, seconds=1.0), fleet, data)


def _http(place: Place, taken: Taken) -> str:
    found = http.measure_http(*place, http.QUICK if taken.quick else http.FULL, taken)
    report = http_table(found)
    _write("http", report, found)
    (RESULTS / "capacity.svg").write_text(capacity_chart(found))
    (RESULTS / "latency.svg").write_text(latency_chart(found))
    return report


def _live(place: Place, taken: Taken) -> str:
    found = live.measure_live(*place, live.QUICK if taken.quick else live.FULL, taken)
    report = live_table(found)
    _write("live", report, found)
    (RESULTS / "live.svg").write_text(live_chart(found))
    return report


def _procurement(place: Place, taken: Taken) -> str:
    started = time.monotonic()
    table = measure_purchases(place.bench.postgres, place.fleet)
    return _write("procurement", _with_notes("Purchases of a large buyer", table, taken, started))


def _artillery(place: Place, taken: Taken) -> str:
    started = time.monotonic()
    counted = run_artillery(*place, quick=taken.quick)
    return _write("artillery", _with_notes("The seeds' own load test", f"```\n{counted}```\n", taken, started))


def _start(taken: Taken) -> str:
    started = time.monotonic()
    return _write("start", _with_notes("Start", measure_start(), taken, started))


def _on_data(part: Callable[[Place, Taken], str]) -> Callable[[Taken], str]:
    def measure(taken: Taken) -> str:
        with prepared() as place:
            return part(place, taken)

    return measure


PARTS = {
    "http": _on_data(_http),
    "live": _on_data(_live),
    "procurement": _on_data(_procurement),
    "artillery": _on_data(_artillery),
    "start": _start,
}
"""In the order in which they are measured."""


def _with_notes(title: str, text: str, taken: Taken, started: float) -> str:
    notes = taken_notes(msgspec.structs.replace(taken, took_s=time.monotonic() - started))
    return f"# {title}\n\n{text}\n" + "".join(f"- {note}\n" for note in notes)


def _write(name: str, report: str, figures: msgspec.Struct | None = None) -> str:
    """Into `bench/results/`; gives the report back."""
    (RESULTS / f"{name}.md").write_text(report)
    if figures is not None:
        (RESULTS / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(figures)) + b"\n")
    return report


def _migrate(postgres: Postgres) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": postgres.urls.database_url,
        "DATABASE_ADMIN_URL": postgres.urls.database_admin_url,
    }
    command = (sys.executable, "-m", "esteio.cli", "migrate")
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
