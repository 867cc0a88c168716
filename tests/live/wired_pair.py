"""Two `esteio serve` on one PostgreSQL and one Valkey, all of which can be killed.

The PostgreSQL is reached over TCP, so that the one of the two that is the relay can be told by its port.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import asyncpg
import httpx
import psutil
import valkey
from tests.conditions import until
from tests.factories import Person
from tests.own_valkey import OwnValkey
from tests.security.inhabited import Inhabited
from tests.serving import Server

from esteio.app import migrate
from esteio.embedded import EmbeddedServers
from esteio.live.relay import LOCK
from esteio.settings import Settings

ANSWER_WITHIN_S = 30.0
RELAYS = """
    select a.client_port from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and (l.classid::bigint << 32 | l.objid::bigint) = $1
"""


class Pair:
    """The servers. What is killed keeps its address, and comes back on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postgres = EmbeddedServers(folder, durable=False, with_valkey=False)
        self.valkey = OwnValkey()
        self.firm: Inhabited | None = None
        """An organisation with one of everything, once somebody has made it."""
        urls = self._postgres.start()
        self.admin_url = _over_tcp(urls.database_admin_url)
        asyncio.run(self._prepare())
        self.settings = Settings(
            database_url=_over_tcp(urls.database_url),
            redis_url=self.valkey.url,
            jwt_secret="a secret that is only for tests, 0123456789",
            pgpool_min_connections=1,
            pgpool_max_connections=10,
            rate_limit_requests_per_minute=1_000_000,
            rate_limit_anonymous_per_minute=1_000_000,
            esteio_home=folder,
            log_level="warning",
        )
        self.servers = [Server(self.settings), Server(self.settings)]
        for server in self.servers:
            server.wait_until_it_serves()

    @property
    def urls(self) -> list[str]:
        """Of both processes."""
        return [server.url for server in self.servers]

    async def _prepare(self) -> None:
        await migrate(self.admin_url)
        admin = await asyncpg.connect(self.admin_url)
        # What was committed is there after a kill, too: writers count on it.
        await admin.execute("alter database esteio set synchronous_commit = on")
        await admin.close()

    def kill(self, number: int) -> None:
        """End one process as the kernel does when memory is short."""
        self.servers[number].signal(signal.SIGKILL)
        self.servers[number].wait(10)

    def start(self, number: int) -> None:
        """Begin it anew; returns once it serves."""
        self.servers[number] = Server(self.settings, port=self.servers[number].port)
        self.servers[number].wait_until_it_serves()

    async def restart_postgres(self, *, kill: bool = False) -> None:
        """Stop PostgreSQL, and start it once both processes miss it. Killed, it may number transactions twice, so
        another history begins."""
        if kill:
            os.kill(int((self._folder / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        await asyncio.to_thread(self._postgres.stop)

        async def missed() -> bool:
            async with httpx.AsyncClient(timeout=10) as client:
                answers = [await client.get(f"{url}/health/ready") for url in self.urls]
            return {answer.status_code for answer in answers} == {503}

        await until(missed, within_s=10)
        self._postgres.start()  # here: it ends with the thread that started it

    def kill_valkey(self) -> None:
        """As `kill`; `valkey.start` brings it back, with nothing in it."""
        self._valkey_process().kill()
        self.valkey.kill()

    def _valkey_process(self) -> psutil.Process:
        with valkey.Valkey.from_url(self.valkey.url) as asking:
            return psutil.Process(asking.info("server")["process_id"])

    @contextmanager
    def valkey_hangs(self) -> Generator[None]:
        """It answers nobody within the block, so that the process that follows hears later than the relay."""
        process = self._valkey_process()
        process.suspend()
        try:
            yield
        finally:
            process.resume()

    async def relay(self) -> int:
        """Which of the processes reads for both, once one does."""
        found: list[int] = []

        async def one_does() -> bool:
            found[:] = await self._relays()
            return len(found) == 1

        await until(one_does, within_s=10)
        return found[0]

    async def _relays(self) -> list[int]:
        admin = await asyncpg.connect(self.admin_url)
        try:
            ports = {row["client_port"] for row in await admin.fetch(RELAYS, LOCK)}
        finally:
            await admin.close()
        return [
            number
            for number, server in enumerate(self.servers)
            if server.process.poll() is None and ports & _local_ports(server.process.pid)
        ]

    def close(self) -> None:
        """End everything."""
        for server in self.servers:
            server.process.kill()
            server.process.wait()
        self.valkey.kill()
        self._postgres.stop()


def _over_tcp(url: str) -> str:
    parts = urlsplit(url)
    port = parse_qs(parts.query).get("port", [str(parts.port)])[0]
    who = parts.netloc.partition("@")[0]
    return f"postgresql://{who}@127.0.0.1:{port}{parts.path}"


def _local_ports(pid: int) -> set[int]:
    return {each.laddr.port for each in psutil.Process(pid).net_connections("tcp")}


class Sending:
    """Requests to either process, sent again until one answers: under the same key, so that they are done once."""

    def __init__(self, urls: Sequence[str], client: httpx.AsyncClient, dice: random.Random) -> None:
        self._urls = urls
        self._client = client
        self._dice = dice

    async def send(
        self,
        person: Person,
        method: str,
        path: str,
        *,
        first: int | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> tuple[int, httpx.Response]:
        """The process that answered, and how; `first` is asked first."""
        place = self._dice.randrange(len(self._urls)) if first is None else first
        key = {"idempotency-key": str(uuid4())} if method == "POST" else {}  # unless it is among the headers
        sent = {"authorization": f"Bearer {person.token}", **key, **(headers or {})}
        async with asyncio.timeout(ANSWER_WITHIN_S):
            while True:
                with suppress(httpx.HTTPError):
                    answer = await self._client.request(method, self._urls[place] + path, headers=sent, **more)
                    if answer.status_code != 503:
                        return place, answer
                await asyncio.sleep(0.02)
                place = (place + 1) % len(self._urls)
