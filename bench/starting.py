"""How long `esteio up --demo` takes until it answers: `python -m bench start`.

From an empty folder, and again with what that start has left there; on all cores, as a person starts it.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from bench.harness.servers import free_port
from bench.say import say

AGAIN = 5
AGAIN_GOAL_S = 3.0
PATIENCE_S = 120.0
OF_SERVERS = {"DATABASE_URL", "DATABASE_ADMIN_URL", "REDIS_URL", "JWT_SECRET"}
"""Settings of somebody's own servers, in place of which it brings its own."""


def measure_start() -> str:
    """The first start, and the median and the slowest of those with data present, as a table."""
    with tempfile.TemporaryDirectory(prefix="esteio-bench-start-") as name:
        home = Path(name)
        home.chmod(0o755)  # PostgreSQL runs as another account when this is root
        say("start: with an empty home")
        first = _start(home)
        say("start: with data present")
        again = [_start(home) for _ in range(AGAIN)]
    median = statistics.median(again)
    met = "✓" if median < AGAIN_GOAL_S else "✗"
    return (
        "| `esteio up --demo`, until `/health/ready` answers 200 | s | slowest | goal |  |\n"
        "| --- | ---: | ---: | --- | --- |\n"
        f"| with an empty home: servers, schema, a seeded year | {first:.1f} | | | |\n"
        f"| with data present, median of {AGAIN} | {median:.1f} | {max(again):.1f} | < {AGAIN_GOAL_S:.0f} s | {met} |\n"
    )


def _start(home: Path) -> float:
    port, websocket_port = free_port(), free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name not in OF_SERVERS},
        "ESTEIO_HOME": str(home),
        "PORT": str(port),
        "WEBSOCKET_PORT": str(websocket_port),
    }
    began = time.monotonic()
    process = subprocess.Popen(
        (sys.executable, "-m", "esteio.cli", "up", "--demo"),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # Load tests keep to the core of the load, and with them whatever they start.
    os.sched_setaffinity(process.pid, range(os.cpu_count() or 1))
    try:
        while not _is_ready(port):
            if process.poll() is not None or time.monotonic() - began > PATIENCE_S:
                raise RuntimeError("`esteio up --demo` did not come up")
            time.sleep(0.02)
        return time.monotonic() - began
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _is_ready(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2) as answer:
        return answer.status == 200
    return False
