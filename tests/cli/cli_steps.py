"""The command line as a person or a service manager uses it: real processes."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg
from tests.serving import CODE

from esteio.embedded import ServerUrls

ESTEIO = (sys.executable, "-m", "esteio.cli")
GOOD_SECRET = "kX9-31;hkJh2lA8%zQwM0pE4rT7uYbNc"
ONE_SENTENCE = re.compile(r"\Aesteio: [^\n]+\n\Z")


def environment(home: Path, **settings: str) -> dict[str, str]:
    """What a fresh shell has, and these settings; nothing of the developer's own."""
    home_of = {"HOME": str(home.parent), "ESTEIO_HOME": str(home)}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": CODE, **home_of, **settings}


def esteio(*arguments: str, home: Path, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ESTEIO, *arguments],
        env=environment(home, **settings),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition: Callable[[], bool], timeout_s: float = 30) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


def copy_of(template: str, servers: ServerUrls) -> str:
    """The application's address of a new database."""
    name = f"t_{secrets.token_hex(6)}"
    run_sql(servers.database_admin_url, f"create database {name} template {template}")
    return servers.database_url.replace("/esteio?", f"/{name}?")


def run_sql(url: str, sql: str) -> Any:
    async def run() -> Any:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(run())
