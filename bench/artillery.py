"""The seeds' own load test, run by the tool that they use: `python -m bench artillery`.

Artillery and the server each have a core, as everywhere here, so rates are the seeds' halved; durations are theirs, or
with `--quick` seconds instead of minutes. The run fails when a user fails, an error is counted, or an answer is neither
200 nor 304.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from bench.dataset import DataSet
from bench.harness.machine import ROOT, pinned
from bench.harness.packages import install_node_packages
from bench.harness.rounds import Bench
from bench.harness.servers import Fleet
from bench.people import access_tokens, load_people
from bench.say import say

SCENARIOS = ROOT / "bench" / "scenarios"
USERS = 2_000
"""Tokens that Artillery's users share."""


class Phase(msgspec.Struct, frozen=True, rename="camel"):
    """One phase of the test."""

    name: str
    duration: int
    """Seconds."""
    arrival_rate: int
    """Users a second."""


class Length(msgspec.Struct, frozen=True):
    """How long the test is."""

    phases: tuple[Phase, ...]
    think_s: tuple[int, int]
    """After the subscription, and after the heartbeat."""


FULL = Length((Phase("Warm up", 60, 5), Phase("Load test", 300, 25), Phase("Stress test", 120, 50)), (30, 60))
QUICK = Length((Phase("Warm up", 3, 5), Phase("Load test", 8, 25), Phase("Stress test", 5, 50)), (1, 2))


def run_artillery(bench: Bench, fleet: Fleet, data: DataSet, *, quick: bool) -> str:
    """What Artillery counted. Raises `RuntimeError` for a single error."""
    say("artillery: packages")
    node, folder = install_node_packages(SCENARIOS)
    people = asyncio.run(load_people(bench.postgres.urls.database_admin_url, data, USERS))
    tokens = access_tokens(fleet.secret, people.together.sessions)
    server = fleet.start_esteio()
    length = QUICK if quick else FULL
    say(f"artillery: {sum(phase.duration for phase in length.phases)} s and what then still runs")
    with tempfile.TemporaryDirectory(prefix="esteio-artillery-") as name:
        place = Path(name)
        (place / "tokens.csv").write_text("\n".join(tokens))
        told = place / "told.json"
        overrides = {
            "config": {
                "target": f"http://127.0.0.1:{server.port}",
                "phases": msgspec.to_builtins(length.phases),
            }
        }
        environment = {
            **os.environ,
            "THINK_FIRST_S": str(length.think_s[0]),
            "THINK_THEN_S": str(length.think_s[1]),
            "ARTILLERY_DISABLE_TELEMETRY": "true",
        }
        artillery = (node, str(folder / "node_modules" / "artillery" / "bin" / "run"), "run", "realtime.yml")
        options = (
            "--quiet",
            "--payload",
            str(place / "tokens.csv"),
            "--output",
            str(told),
            "--overrides",
            json.dumps(overrides),
        )
        with pinned(bench.cores.load):
            done = subprocess.run(
                (*artillery, *options), cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
        if done.returncode or not told.exists():
            raise RuntimeError(f"Artillery broke off: {(done.stdout + done.stderr)[-2000:]}")
        return judge(json.loads(told.read_text())["aggregate"])


def judge(counted: dict[str, Any]) -> str:
    """The counters as text. Raises `RuntimeError` when one of them is an error, or nothing was done."""
    counters: dict[str, int] = counted["counters"]
    wrong = {
        name: count
        for name, count in counters.items()
        if name.startswith("errors.")
        or (name == "vusers.failed" and count)
        or (name.startswith("http.codes.") and name not in {"http.codes.200", "http.codes.304"})
    }
    lines = [f"{name}: {count}" for name, count in sorted(counters.items())]
    for name, summary in sorted(counted.get("summaries", {}).items()):
        lines.append(f"{name}: p50 {summary['p50']:.1f}, p95 {summary['p95']:.1f}, p99 {summary['p99']:.1f} ms")
    report = "\n".join(lines) + "\n"
    if wrong or not counters.get("socketio.emit") or not counters.get("vusers.completed"):
        raise RuntimeError(f"Artillery counted errors: {wrong}\n{report}")
    return report
