"""A crowd of clients in a process of its own, on the load's core, and the orders that it gets."""

from __future__ import annotations

import subprocess
import sys
from types import TracebackType

import msgspec

from bench.harness.machine import ROOT, Cores, pinned
from bench.harness.orders import Order, Report


class CrowdProcess:
    """A context manager; the crowd ends with it."""

    def __init__(self, cores: Cores) -> None:
        with pinned(cores.load):
            self._process = subprocess.Popen(
                (sys.executable, "-m", "bench.harness.crowd"),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )

    def __enter__(self) -> CrowdProcess:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None:
            self._process.kill()
        self._process.communicate()

    def start(self, order: Order) -> None:
        """Sends an order; `finish` waits for its end."""
        if self._process.stdin is None:
            raise RuntimeError("the crowd has no standard input")
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()

    def finish(self) -> Report:
        """The report of the order under way. Raises `RuntimeError` when the crowd broke off."""
        if self._process.stdout is None:
            raise RuntimeError("the crowd has no standard output")
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the crowd broke off (it said why on standard error)")
        report = msgspec.json.decode(line, type=Report)
        if report.error:
            raise RuntimeError(f"the crowd could not do what it was told: {report.error}")
        return report

    def order(self, order: Order) -> Report:
        """Sends an order and waits for its end."""
        self.start(order)
        return self.finish()
