"""Keeps the processes of `esteio up` running: starts them on shared sockets, starts again what dies, ends them all.

The parent binds the ports and hands the open sockets down, so a process that is started again serves on the same
port without a moment in which another program could take it, and connections wait instead of being refused.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import psutil
from prometheus_client.multiprocess import mark_process_dead

from esteio.core.errors import ConfigurationError
from esteio.core.metrics import clear_shared_values
from esteio.embedded.process import end_with_parent

MAX_PORT = 65_535
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 30.0
STEADY_AFTER_S = 60.0
"""A process that lived this long starts again without back-off."""
ATTEMPTS_BEFORE_READY = 5
HEALTH_INTERVAL_S = 0.1
HEALTH_TIMEOUT_S = 5.0


class Child(msgspec.Struct, frozen=True):
    """A process to keep running."""

    name: str
    command: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    """Added to the command, it has the process load itself and wait for a line on its standard input; empty for one
    that cannot."""


class PortTaken(ConfigurationError):
    """Another program listens there."""


def listen_on(host: str, port: int, setting: str) -> socket.socket:
    """A socket bound to the address; `setting` is the variable to name when that cannot be.

    Raises `PortTaken` saying by whom, where the system tells, and `ConfigurationError` for all else.
    """
    try:
        if not 0 <= port <= MAX_PORT:
            raise ValueError(f"a port is a number up to {MAX_PORT}")  # the system would take it modulo 65,536
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"HOST={host} with {setting}={port} is no address ({error}): "
            "use 127.0.0.1, 0.0.0.0 or a name of this machine, and a port below 65536."
        ) from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        kind_of_error = PortTaken if error.errno == errno.EADDRINUSE else ConfigurationError
        raise kind_of_error(_why_not_bound(error, host, port, setting)) from None
    return listener


class Supervisor:
    """Runs children until it is told to stop; one use only."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        environment: Mapping[str, str],
        sockets: Sequence[socket.socket],
        metrics_folder: Path,
        shutdown_timeout_s: float,
    ) -> None:
        self._children = children
        self._metrics_folder = metrics_folder
        self._environment = {**environment, "PROMETHEUS_MULTIPROC_DIR": str(metrics_folder)}
        self._sockets = sockets
        self._shutdown_timeout_s = shutdown_timeout_s
        self._ahead: dict[str, asyncio.subprocess.Process] = {}
        """Started, and waiting to begin."""
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._stopping = asyncio.Event()
        self._ready = False

    async def run(self, announce: Callable[[], None], prepare: Callable[[], Awaitable[None]] | None = None) -> None:
        """Start all, call `announce` once /health answers 200 on the first socket, return when all have ended.

        None begins before `prepare` has returned; those that can wait load themselves meanwhile, which is most of the
        time that a start takes. From then on SIGINT, SIGTERM and SIGHUP end it; a second one does not wait for
        requests in hand. Raises `ConfigurationError` when a child cannot start at all, and what `prepare` raises.
        """
        # Files of the processes of an earlier run would be counted as if they were alive.
        clear_shared_values(self._metrics_folder)
        if prepare is not None:
            await self._prepare(prepare)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.stop)
        keepers = [asyncio.create_task(self._keep(child)) for child in self._children]
        announcer = asyncio.create_task(self._announce(announce))
        try:
            await asyncio.wait(keepers)
        finally:
            announcer.cancel()
            self._signal_all(signal.SIGKILL)
        for keeper in keepers:
            keeper.result()

    async def _prepare(self, prepare: Callable[[], Awaitable[None]]) -> None:
        try:
            for child in self._children:
                if child.waiting:
                    self._ahead[child.name] = await self._start(
                        (*child.command, *child.waiting), asyncio.subprocess.PIPE
                    )
            await prepare()
        except BaseException:
            for process in self._ahead.values():
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
            raise

    def stop(self) -> None:
        """Ask all to finish, and end those that have not when the time is over; the second call ends them now."""
        if self._stopping.is_set():
            self._signal_all(signal.SIGKILL)
            return
        self._stopping.set()
        self._signal_all(signal.SIGTERM)
        asyncio.get_running_loop().call_later(self._shutdown_timeout_s, self._signal_all, signal.SIGKILL)

    async def _keep(self, child: Child) -> None:
        failures = 0
        try:
            while not self._stopping.is_set():
                began = time.monotonic()
                status = await self._run_once(child)
                if self._stopping.is_set():
                    return
                failures = 1 if time.monotonic() - began > STEADY_AFTER_S else failures + 1
                self._give_up_if_hopeless(child, status, failures)
                pause_s = min(FIRST_PAUSE_S * 2 ** (failures - 1), LONGEST_PAUSE_S)
                print(
                    f"esteio: {child.name} ended ({_reason(status)}); starting it again in {pause_s:g} s.",
                    file=sys.stderr,
                    flush=True,
                )
                await self._pause(pause_s)
        except BaseException:
            if not self._stopping.is_set():
                self.stop()
            raise

    async def _run_once(self, child: Child) -> int:
        """Start the child and wait for its end; returns its status as `Popen.returncode`."""
        process = self._ahead.pop(child.name, None)
        if process is None:
            process = await self._start(child.command, asyncio.subprocess.DEVNULL)
        elif process.stdin is not None:
            process.stdin.write(b"\n")
            process.stdin.close()
        self._running[child.name] = process
        if self._stopping.is_set():
            process.terminate()
        status = await process.wait()
        del self._running[child.name]
        mark_process_dead(process.pid, str(self._metrics_folder))
        return status

    async def _start(self, command: Sequence[str], stdin: int) -> asyncio.subprocess.Process:
        parent = os.getpid()
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=stdin,
            env=self._environment,
            pass_fds=[listener.fileno() for listener in self._sockets],
            # Ctrl-C in the terminal reaches only the parent, which then ends its children in order.
            start_new_session=True,
            preexec_fn=lambda: end_with_parent(parent, signal.SIGTERM),
        )

    def _give_up_if_hopeless(self, child: Child, status: int, failures: int) -> None:
        if self._ready:
            return
        if status == os.EX_CONFIG:
            raise ConfigurationError(f"{child.name} cannot start: the reason stands above.")
        if failures >= ATTEMPTS_BEFORE_READY:
            raise ConfigurationError(
                f"{child.name} ended {failures} times before the server answered once ({_reason(status)}): "
                "the reason stands above; `esteio doctor` checks the surroundings."
            )

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    async def _announce(self, announce: Callable[[], None]) -> None:
        address: tuple[str, int] = self._sockets[0].getsockname()[:2]
        host, port = address
        if host in {"0.0.0.0", "::"}:  # noqa: S104 - seen, not bound
            host = "localhost"
        while not await _is_healthy(host, port):
            await self._pause(HEALTH_INTERVAL_S)
        self._ready = True
        announce()

    def _signal_all(self, number: signal.Signals) -> None:
        for process in self._running.values():
            if process.returncode is None:
                process.send_signal(number)


async def _is_healthy(host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(HEALTH_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                status_line = await reader.readline()
            finally:
                writer.close()
    except OSError:  # refused, reset, or too slow (TimeoutError is one)
        return False
    return status_line.split(b" ", 2)[1:2] == [b"200"]


def _why_not_bound(error: OSError, host: str, port: int, setting: str) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return (
                f"Port {port} on {host} is taken{_holder_of(port)}: "
                f"stop that program, or choose another port, e.g. {setting}={port + 100}."
            )
        case errno.EACCES | errno.EPERM:
            return f"Port {port} needs more rights than this account has: choose one above 1023 with {setting}."
        case errno.EADDRNOTAVAIL:
            return f"HOST={host} is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all of its addresses."
        case _:
            return f"Port {port} on {host} cannot be used ({error.strerror}): choose another with HOST and {setting}."


def _holder_of(port: int) -> str:
    try:
        connections = psutil.net_connections("tcp")
    except (psutil.Error, OSError):
        return ""
    for connection in connections:
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:  # pyright: ignore[reportAttributeAccessIssue]
            try:
                return f" by {psutil.Process(connection.pid).name()}, process {connection.pid}"
            except psutil.Error:
                return f" by process {connection.pid}"
    return ""


def _reason(status: int) -> str:
    if status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return f"exit status {status}"
