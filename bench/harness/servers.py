"""PostgreSQL and the servers under test: started the same way, on the same data, pinned, watched and stopped."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from bench.harness.machine import ROOT, Cores, cpu_seconds, move, pinned, resident_mib, version_of
from bench.harness.packages import PEERS, install_node_packages, install_python_peers, npm_version
from esteio.embedded import EmbeddedServers, ServerUrls

PEER_ROLE = "bench_peer"
POOL_CONNECTIONS = 20
"""Connections to PostgreSQL that each server may hold, ours and theirs."""
UNREACHABLE_LIMIT = 100_000_000
"""Requests a minute: the limiters count every request and refuse none."""
START_TIMEOUT_S = 40.0
PORT = "{port}"
UVICORN = ("app:app", "--port", PORT, "--no-access-log", "--log-level", "warning")


class Postgres(msgspec.Struct, frozen=True):
    """The running database."""

    urls: ServerUrls
    peer_url: str
    """As the peers' role: it sees every organisation, as the seeds' users run it, and filters by itself."""
    pid: int
    version: str

    @property
    def cpu_seconds(self) -> float:
        """Processor time so far, seconds."""
        return cpu_seconds(self.pid)


class _Plan(msgspec.Struct, frozen=True):
    name: str
    title: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    versions: str


class Server:
    """A server under test on this machine."""

    def __init__(self, name: str, title: str, process: subprocess.Popen[bytes], port: int, versions: str) -> None:
        self.name = name
        self.title = title
        self.port = port
        self.versions = versions
        self.process = process

    @property
    def cpu_seconds(self) -> float:
        """Processor time so far, children included, seconds."""
        return cpu_seconds(self.process.pid)

    @property
    def resident_mib(self) -> float:
        """Resident memory now, children included, MiB."""
        return resident_mib(self.process.pid)

    def move(self, cores: frozenset[int]) -> None:
        """Runs on `cores` from now on."""
        move(self.process.pid, cores)

    def call(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        token: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """One request outside the measurements: status, headers in lower case, body."""
        headers = {**({"Content-Type": "application/json"} if body is not None else {}), **(headers or {})}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def log_in(self, email: str, password: str) -> str:
        """An access token. Raises `RuntimeError` with the answer when there is none."""
        status, _, body = self.call("POST", "/api/auth/login", body={"email": email, "password": password})
        if status not in {200, 201}:
            raise RuntimeError(f"{self.title}: log-in answered {status}: {body[:300].decode(errors='replace')}")
        answer: dict[str, Any] = json.loads(body)
        return answer["token"]


@contextlib.contextmanager
def running_postgres(folder: Path, cores: Cores) -> Generator[Postgres]:
    """The embedded PostgreSQL with its shipped configuration (commits wait for the disk), on the load's core."""
    servers = EmbeddedServers(folder, with_valkey=False)
    with pinned(cores.load), servers as urls:
        pid = int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        yield Postgres(urls, "", pid, "")


async def admit_peers(postgres: Postgres) -> Postgres:
    """Makes the peers' role, once the schema is there; returns the database with `peer_url` set."""
    password = secrets.token_hex(16)
    connection: Any = await asyncpg.connect(postgres.urls.database_admin_url)
    try:
        await connection.execute(f"create role {PEER_ROLE} login bypassrls password '{password}'")
        await connection.execute(f"grant connect on database esteio to {PEER_ROLE}")
        await connection.execute(f"grant usage on schema public to {PEER_ROLE}")
        await connection.execute(f"grant select, insert, update, delete on all tables in schema public to {PEER_ROLE}")
        shown: str = await connection.fetchval("show server_version")
    finally:
        await connection.close()
    user, _, rest = postgres.urls.database_url.partition("://")[2].partition("@")
    url = postgres.urls.database_url.replace(f"{user}@{rest}", f"{PEER_ROLE}:{password}@{rest}")
    return Postgres(postgres.urls, url, postgres.pid, shown.split(maxsplit=1)[0])


class Fleet:
    """Starts servers pinned to the server core, and stops all it started; a context manager."""

    def __init__(self, postgres: Postgres, cores: Cores, logs: Path) -> None:
        self._postgres = postgres
        self._cores = cores
        self._logs = logs
        self.secret = secrets.token_urlsafe(48)
        """Signs the tokens of all of them."""
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Fleet:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            _stop(process)

    def start_esteio(self) -> Server:
        """Ours: one `esteio serve` with everything of the edge on, under row security."""
        environment = {
            "DATABASE_URL": self._postgres.urls.database_url,
            "ESTEIO_HOME": str(self._logs),
            "WEBSOCKET_PORT": "0",
            "RATE_LIMIT_ANONYMOUS_PER_MINUTE": str(UNREACHABLE_LIMIT),
            "RATE_LIMIT_LOGIN_PER_MINUTE": str(UNREACHABLE_LIMIT),
            "ACCESS_TOKEN_TTL_S": "86400",
            "METRICS_TOKEN": secrets.token_hex(16),
            # The peers log slow requests and errors; so does ours at this level.
            "LOG_LEVEL": "warning",
        }
        command = (sys.executable, "-m", "esteio.cli", "serve")
        versions = (
            f"Python {version_of(sys.executable, '--version').removeprefix('Python ')}, uvicorn {version('uvicorn')}"
        )
        return self._start(_Plan("esteio", "Esteio", command, environment, ROOT, versions))

    def start_express(self) -> Server:
        """The seeds' stack: Express 5, pg, jsonwebtoken, helmet, express-rate-limit, compression."""
        node, folder = install_node_packages(PEERS / "express")
        environment = {"DATABASE_URL": self._postgres.peer_url, "NODE_ENV": "production", "JWT_EXPIRES_IN": "24h"}
        versions = f"{_node_version(node)}, express {npm_version(folder, 'express')}, pg {npm_version(folder, 'pg')}"
        return self._start(_Plan("express", "Express + pg", (node, "src/server.js"), environment, folder, versions))

    def start_fastapi(self) -> Server:
        """FastAPI, SQLAlchemy 2 (async) and asyncpg under uvicorn with uvloop and httptools."""
        python, frozen = install_python_peers()
        environment = {"DATABASE_URL": self._postgres.peer_url}
        versions = f"fastapi {frozen['fastapi']}, SQLAlchemy {frozen['sqlalchemy']}, asyncpg {frozen['asyncpg']}"
        command = (python, "-m", "uvicorn", *UVICORN)
        return self._start(_Plan("fastapi", "FastAPI + SQLAlchemy", command, environment, PEERS / "fastapi", versions))

    def start_bare(self, rows_bytes: int) -> Server:
        """The limit of the machinery below ours: ASGI that answers from memory; `rows_bytes` is the size of `/rows`."""
        command = (sys.executable, "-m", "uvicorn", *UVICORN)
        versions = f"uvicorn {version('uvicorn')}, uvloop {version('uvloop')}, httptools {version('httptools')}"
        environment = {"ROWS_BYTES": str(rows_bytes)}
        return self._start(_Plan("bare", "bare ASGI", command, environment, PEERS / "bare", versions))

    def start_socketio(self) -> Server:
        """Socket.IO 4 on Node, without deflate."""
        node, folder = install_node_packages(PEERS / "socketio")
        versions = (
            f"{_node_version(node)}, socket.io {npm_version(folder, 'socket.io')}, ws {npm_version(folder, 'ws')}"
        )
        environment = {"NODE_ENV": "production"}
        return self._start(_Plan("socketio", "Socket.IO on Node", (node, "server.js"), environment, folder, versions))

    def start_python_socketio(self) -> Server:
        """python-socketio under uvicorn with uvloop, httptools and websockets, without deflate."""
        python, frozen = install_python_peers()
        command = (python, "-m", "uvicorn", *UVICORN, "--ws-per-message-deflate", "false", "--backlog", "4096")
        versions = f"python-socketio {frozen['python-socketio']}, websockets {frozen['websockets']}"
        folder = PEERS / "python_socketio"
        return self._start(_Plan("python_socketio", "python-socketio", command, {}, folder, versions))

    def start_esteio_socketio(self) -> Server:
        """`esteio.socketio` alone, for the comparison with those two."""
        command = (sys.executable, "app.py")
        versions = f"picows {version('picows')}, uvicorn {version('uvicorn')}, uvloop {version('uvloop')}"
        folder = PEERS / "esteio_socketio"
        return self._start(_Plan("esteio_socketio", "esteio.socketio", command, {}, folder, versions))

    def start_bare_sender(self) -> Server:
        """The limit of a fan-out: bare `send()`."""
        command = (sys.executable, "sender.py")
        return self._start(_Plan("bare_sender", "bare send()", command, {}, PEERS / "bare", "no library"))

    def stop(self, server: Server) -> None:
        """Before the others: for those of which only one is needed at a time."""
        self._processes.remove(server.process)
        _stop(server.process)

    def _start(self, plan: _Plan) -> Server:
        port = free_port()
        command = (part.replace(PORT, str(port)) for part in plan.command)
        shared = {
            "PORT": str(port),
            "JWT_SECRET": self.secret,
            "PGPOOL_MIN_CONNECTIONS": str(POOL_CONNECTIONS),
            "PGPOOL_MAX_CONNECTIONS": str(POOL_CONNECTIONS),
            "RATE_LIMIT_REQUESTS_PER_MINUTE": str(UNREACHABLE_LIMIT),
        }
        inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        log = self._logs / f"{plan.name}.log"
        with log.open("wb") as output, pinned(self._cores.server):
            process = subprocess.Popen(
                tuple(command),
                cwd=plan.folder,
                env={**inherited, **shared, **plan.environment},
                stdout=output,
                stderr=output,
            )
        self._processes.append(process)
        server = Server(plan.name, plan.title, process, port, plan.versions)
        self._wait_until_healthy(server, process, log)
        return server

    def _wait_until_healthy(self, server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
        give_up = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < give_up:
            if process.poll() is not None:
                break
            with contextlib.suppress(OSError, http.client.HTTPException):
                if server.call("GET", "/health")[0] == 200:
                    return
            time.sleep(0.1)
        last_lines = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise RuntimeError(f"{server.title} did not come up; it said:\n{last_lines}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _node_version(node: str) -> str:
    """`Node 20.1.2`."""
    return f"Node {version_of(node, '--version')}"


def free_port() -> int:
    """One that nobody has at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
