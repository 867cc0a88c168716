"""`esteio serve` and `esteio worker` as real processes, for what only a process of its own can show."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

import esteio
from esteio.settings import Settings, environment_of
from tests.plain_http import NO_TLS

ESTEIO = (sys.executable, "-W", "ignore", "-m", "esteio.cli")
CODE = str(Path(esteio.__file__).parent.parent)
"""What the tests import, which need not be what is installed: a second working tree has a program of its own."""
START_WITHIN_S = 30.0


class Running:
    """A process of ours and what it says."""

    def __init__(self, name: str, settings: Settings, *arguments: str, fds: tuple[int, ...] = (), **more: str) -> None:
        self._log = settings.home / f"{name}-{time.monotonic_ns()}.log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*ESTEIO, name, *arguments],
                env={"PATH": os.environ["PATH"], "PYTHONPATH": CODE, **environment_of(settings), **more},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=fds,
            )

    @property
    def said(self) -> str:
        """Everything it wrote so far."""
        return self._log.read_text(errors="replace")

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def wait(self, within_s: float) -> int:
        """Its exit status; raises `subprocess.TimeoutExpired`."""
        return self.process.wait(within_s)


class Server(Running):
    """A process that serves on a port of its own, or on that of one that ended."""

    def __init__(self, settings: Settings, *, port: int = 0, **more: str) -> None:
        # Bound here and handed down, so that no other program can take the port between choosing and listening.
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
            self.port: int = listener.getsockname()[1]
            self.url = f"http://127.0.0.1:{self.port}"
            number = listener.fileno()
            super().__init__("serve", settings, f"--fd={number}", fds=(number,), **{"PUBLIC_URL": self.url, **more})

    def wait_until_it_serves(self) -> None:
        """Raises with what it said when it does not."""
        deadline = time.monotonic() + START_WITHIN_S
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/health/live", timeout=5, verify=NO_TLS).status_code == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(f"it does not serve: {self.said}")


@contextmanager
def ended(*running: Running) -> Generator[None]:
    """Whatever happens within the block, these processes do not outlive it."""
    try:
        yield
    finally:
        for each in running:
            each.process.kill()
            each.process.wait()
