"""A demo as `make run` gives it, in processes of its own: what browser tests and screenshots look at."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import anyio
import msgspec
from anyio.from_thread import start_blocking_portal
from tests.brazil.nfe_documents import Line, nfe_xml
from tests.conftest import settings_for
from tests.postbox import open_postbox
from tests.serving import Running, Server

from esteio.demo import load_demo
from esteio.embedded import ServerUrls
from esteio.modules.workspace.demo import ACCOUNTS


class DemoInstallation:
    """One `esteio serve`, which can be killed and started again on its port, one worker, and the mails they send."""

    def __init__(self, urls: ServerUrls, home: Path) -> None:
        """`urls` is of a migrated, empty database, which is filled."""
        with ExitStack() as opening:
            portal = opening.enter_context(start_blocking_portal())
            self._postbox = opening.enter_context(portal.wrap_async_context_manager(open_postbox()))
            settings = settings_for(urls, home)
            self._settings = msgspec.structs.replace(settings, demo_mode=True, smtp_url=self._postbox.url)
            anyio.run(load_demo, self._settings)
            self._server = Server(self._settings)
            opening.callback(lambda: end(self._server))
            self._worker = Running("worker", self._settings, PUBLIC_URL=self._server.url)
            opening.callback(lambda: end(self._worker))
            self.url = self._server.url
            self._server.wait_until_it_serves()
            self._open = opening.pop_all()

    def kill(self) -> None:
        """End the server as the kernel does when memory is short."""
        self._server.signal(signal.SIGKILL)
        self._server.wait(10)

    def start(self) -> None:
        """Start the server again; returns once it serves."""
        self._server = Server(self._settings, port=self._server.port)
        self._server.wait_until_it_serves()

    def end(self) -> None:
        """End all of it."""
        self._open.close()

    def mails(self, to: str) -> list[str]:
        """The texts of what was sent to an address so far."""
        return [mail.text for mail in tuple(self._postbox.mails) if mail.to == to]

    def said(self) -> str:
        """What both wrote, for a failure's message."""
        return f"serve: {self._server.said[-4_000:]}\nworker: {self._worker.said[-2_000:]}"


def accounts() -> list[dict[str, str]]:
    """The demo's accounts as TypeScript reads them."""
    return [{"email": each.email, "password": each.password, "role": each.role} for each in ACCOUNTS]


def end(running: Running) -> None:
    """End a process, whatever it does."""
    running.process.kill()
    running.process.wait()


def note(order: dict[str, Any], issuer: str, number: int) -> str:
    """The NF-e, as XML, of all of an order as the API tells of it."""
    lines = [
        Line(
            description=item["description"].upper(),
            unit=item["unit"],
            quantity=item["quantity"],
            unit_price=item["unitPrice"],
            discount=item["discount"],
            order_code=order["code"],
            order_position=item["position"],
        )
        for item in order["items"]
    ]
    return nfe_xml(*lines, issuer=issuer, recipient="", number=number, freight=order["freight"], ipi=order["taxes"])
