"""A demo as `make run` gives it, in processes of its own: what browser tests and screenshots look at."""

from __future__ import annotations

import signal
from pathlib import Path

import anyio
import msgspec
from tests.conftest import settings_for
from tests.serving import Running, Server

from esteio.demo import load_demo
from esteio.embedded import ServerUrls
from esteio.modules.workspace.demo import ACCOUNTS


class DemoInstallation:
    """One `esteio serve`, which can be killed and started again on its port, and one worker."""

    def __init__(self, urls: ServerUrls, home: Path) -> None:
        """`urls` is of a migrated, empty database, which is filled."""
        self._settings = msgspec.structs.replace(settings_for(urls, home), demo_mode=True)
        anyio.run(load_demo, self._settings)
        self._server = Server(self._settings)
        self._worker = Running("worker", self._settings, PUBLIC_URL=self._server.url)
        self.url = self._server.url
        self._server.wait_until_it_serves()

    def kill(self) -> None:
        """End the server as the kernel does when memory is short."""
        self._server.signal(signal.SIGKILL)
        self._server.wait(10)

    def start(self) -> None:
        """Start the server again; returns once it serves."""
        self._server = Server(self._settings, port=self._server.port)
        self._server.wait_until_it_serves()

    def end(self) -> None:
        """End both."""
        for each in (self._server, self._worker):
            each.process.kill()
            each.process.wait()

    def said(self) -> str:
        """What both wrote, for a failure's message."""
        return f"serve: {self._server.said[-4_000:]}\nworker: {self._worker.said[-2_000:]}"


def accounts() -> list[dict[str, str]]:
    """The demo's accounts as TypeScript reads them."""
    return [{"email": each.email, "password": each.password, "role": each.role} for each in ACCOUNTS]
