"""The browser client in a real Chromium against a real server: sockets, streams, polling, kill -9, plugs pulled."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import AsyncGenerator

import anyio.to_thread
import httpx
import pytest
from msgspec.structs import replace
from tests.factories import PASSWORD, World
from tests.modules.estimating.orcamento_steps import new_client, new_template
from tests.plain_http import NO_TLS
from tests.serving import Running, ended
from tests.web.commanding import commanded
from tests.web.npm import VITEST, run

from esteio.core.db import Database
from esteio.settings import Settings

ACCESS_ENDS_AFTER_S = 12
"""Short, so that it ends while screens look on."""


class KillableServer:
    """`esteio serve` that can be killed and started again on the same port."""

    def __init__(self, settings: Settings) -> None:
        self._settings = replace(settings, access_token_ttl_s=ACCESS_ENDS_AFTER_S)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.running: Running | None = None

    def start(self) -> None:
        """Returns once it serves."""
        with socket.create_server(("127.0.0.1", self._port)) as listener:
            number = listener.fileno()
            self.running = Running("serve", self._settings, f"--fd={number}", fds=(number,), PUBLIC_URL=self.url)
        transport = httpx.HTTPTransport(retries=50, verify=NO_TLS)
        with httpx.Client(transport=transport, timeout=30) as client:
            assert client.get(f"{self.url}/health/live").status_code == 200, self.running.said

    def kill(self) -> None:
        """As the kernel does when memory is short."""
        assert self.running is not None
        self.running.signal(signal.SIGKILL)
        self.running.wait(10)


@pytest.fixture
async def server(settings: Settings) -> AsyncGenerator[KillableServer]:
    """A server that is ended whatever happens."""
    server = KillableServer(settings)
    try:
        await anyio.to_thread.run_sync(server.start)
        yield server
    finally:
        if server.running is not None:
            with ended(server.running):
                pass


@pytest.mark.timeout(400)
class TestBrowserClientAndServer:
    async def test_every_screen_ends_with_what_a_fresh_read_gives(
        self, server: KillableServer, db: Database, settings: Settings
    ) -> None:
        async with httpx.AsyncClient(base_url=server.url, timeout=30, verify=NO_TLS) as client:
            world = World(client, db, settings)
            ana = await world.organisation()
            rui = await world.member(ana)
            briefing = {"clientId": await new_client(ana), "templateId": await new_template(ana)}
        with commanded(kill=server.kill, start=server.start) as control:
            given = {
                "url": server.url,
                "control": control,
                "ana": {"email": ana.email, "password": PASSWORD},
                "rui": {"email": rui.email, "password": PASSWORD},
                "briefing": briefing,
                "accessEndsAfterMs": ACCESS_ENDS_AFTER_S * 1000,
            }
            await anyio.to_thread.run_sync(
                lambda: run(VITEST, "run", "--project", "real", ESTEIO_REAL=json.dumps(given))
            )
