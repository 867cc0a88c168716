"""The supervisor with real processes: small servers that answer /health with their process id."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from esteio.core.errors import ConfigurationError
from esteio.supervisor import listen_on

SERVER = """
import os, signal, socket, sys
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, lambda *_: open(sys.argv[2], "w").close())
if "waiting" in sys.argv:
    open(os.environ["LOADED"], "w").close()
    if not sys.stdin.readline():
        sys.exit()
listener = socket.socket(fileno=int(sys.argv[1]))
listener.listen()
while True:
    connection, _ = listener.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n%d" % os.getpid())
"""
SUPERVISOR = """
import asyncio, os, signal, sys
from pathlib import Path
from esteio.core.errors import ConfigurationError
from esteio.supervisor import Child, Supervisor, listen_on

# As `esteio up` does; and a shell has what it starts in the background ignore SIGINT.
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.default_int_handler)
folder, count, timeout_s, *command = sys.argv[1:]


async def prepare():
    # Begins once the child has loaded itself, and ends when the test says how.
    while not Path(os.environ["LOADED"]).exists():
        await asyncio.sleep(0.01)
    print("preparing", flush=True)
    while not (outcome := Path(os.environ["PREPARED"])).exists():
        await asyncio.sleep(0.01)
    if outcome.read_text():
        raise ConfigurationError(outcome.read_text())


prepares = "PREPARED" in os.environ
listener = listen_on("127.0.0.1", 0, "PORT")
print(listener.getsockname()[1], flush=True)
command = tuple(part.replace("FD", str(listener.fileno())) for part in command)
supervisor = Supervisor(
    [Child(f"child {number}", command, ("waiting",) if prepares else ()) for number in range(int(count))],
    environment=os.environ,
    sockets=[listener],
    metrics_folder=Path(folder) / "metrics",
    shutdown_timeout_s=float(timeout_s),
)
try:
    asyncio.run(supervisor.run(lambda: print("announced", flush=True), prepare if prepares else None))
except ConfigurationError as error:
    print("refused:", error, flush=True)
"""


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(condition: Callable[[], bool], timeout_s: float = 20) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)


class Running:
    """A supervisor in a process of its own."""

    def __init__(self, folder: Path, *command: str, count: int = 1, timeout_s: float = 10) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, str(folder), str(count), str(timeout_s), *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.port = int(self.line())
        self.seen: dict[int, psutil.Process] = {}

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ask(self) -> int:
        """The process id of whoever answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                return int(answer.read())
        except OSError:
            return 0

    def children(self) -> list[psutil.Process]:
        found = psutil.Process(self.process.pid).children(recursive=True)
        self.seen.update({process.pid: process for process in found})
        return found

    def leftovers(self) -> list[psutil.Process]:
        """Children seen at some time that live still."""
        return [each for each in self.seen.values() if is_alive(each)]

    def end(self, number: signal.Signals) -> float:
        """Send the signal; seconds until the end."""
        self.children()
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - began


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start(*command: str, count: int = 1, timeout_s: float = 10) -> Running:
        started.append(Running(tmp_path, *command, count=count, timeout_s=timeout_s))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.children()
            each.process.kill()
        each.process.communicate()
        for child in each.leftovers():
            with suppress(psutil.NoSuchProcess):
                child.kill()


@pytest.fixture
def server(tmp_path: Path) -> tuple[str, ...]:
    script = tmp_path / "server.py"
    script.write_text(textwrap.dedent(SERVER))
    return (sys.executable, str(script), "FD")


class TestRun:
    def test_announces_once_the_server_is_healthy_and_shares_the_port(
        self, run: Callable[..., Running], server: tuple[str, ...]
    ) -> None:
        running = run(*server, count=2)
        assert running.line() == "announced"
        pids = {child.pid for child in running.children()}
        assert len(pids) == 2
        assert running.ask() in pids

    def test_child_that_dies_is_started_again_on_the_same_port(
        self, run: Callable[..., Running], server: tuple[str, ...]
    ) -> None:
        running = run(*server)
        assert running.line() == "announced"
        first = running.ask()
        os.kill(first, signal.SIGKILL)
        until(lambda: not psutil.pid_exists(first))
        # The port is never closed: whoever asks meanwhile waits for the next process instead of being refused.
        assert running.ask() not in (0, first)

    def test_metrics_of_an_earlier_run_are_gone_and_of_a_dead_process_too(
        self, run: Callable[..., Running], server: tuple[str, ...], tmp_path: Path
    ) -> None:
        folder = tmp_path / "metrics"
        folder.mkdir()
        (folder / "counter_1.db").touch()
        running = run(*server)
        assert running.line() == "announced"
        assert list(folder.iterdir()) == []
        first = running.ask()
        (folder / f"gauge_livesum_{first}.db").touch()
        os.kill(first, signal.SIGKILL)
        until(lambda: list(folder.iterdir()) == [])

    def test_child_whose_settings_are_wrong_ends_everything_at_once(self, run: Callable[..., Running]) -> None:
        running = run(sys.executable, "-c", f"raise SystemExit({os.EX_CONFIG})", count=2)
        assert running.line().startswith("refused: child")
        assert running.process.wait(10) == 0

    def test_child_that_never_comes_up_is_given_up(self, run: Callable[..., Running]) -> None:
        running = run("/bin/false")
        assert "ended 5 times before the server answered once (exit status 1)" in running.line()


class TestPrepare:
    """Children that can wait are loaded while what they need is prepared."""

    @pytest.fixture
    def prepared(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("LOADED", str(tmp_path / "loaded"))
        monkeypatch.setenv("PREPARED", str(tmp_path / "prepared"))
        return tmp_path / "prepared"

    def test_nobody_begins_before_it_is_done(
        self, run: Callable[..., Running], server: tuple[str, ...], prepared: Path
    ) -> None:
        running = run(*server)
        assert running.line() == "preparing"
        [loaded] = running.children()
        with socket.socket() as client:
            assert client.connect_ex(("127.0.0.1", running.port)) != 0  # nobody listens yet
        prepared.touch()
        assert running.line() == "announced"
        assert running.ask() == loaded.pid

    def test_whoever_dies_meanwhile_is_started_again(
        self, run: Callable[..., Running], server: tuple[str, ...], prepared: Path
    ) -> None:
        running = run(*server)
        assert running.line() == "preparing"
        [loaded] = running.children()
        loaded.kill()
        until(lambda: not is_alive(loaded))
        prepared.touch()
        assert running.line() == "announced"
        assert running.ask() not in (0, loaded.pid)

    @pytest.mark.parametrize("number", [None, signal.SIGINT, signal.SIGTERM])
    def test_its_failure_ends_everybody(
        self, run: Callable[..., Running], server: tuple[str, ...], prepared: Path, number: signal.Signals | None
    ) -> None:
        running = run(*server, count=2)
        assert running.line() == "preparing"
        assert len(running.children()) == 2
        if number is None:
            prepared.write_text("no such database")
            assert running.line() == "refused: no such database"
        else:
            running.process.send_signal(number)
        running.process.wait(10)
        until(lambda: running.leftovers() == [])

    def test_children_that_wait_end_with_a_parent_that_was_killed(
        self, run: Callable[..., Running], server: tuple[str, ...], prepared: Path
    ) -> None:
        running = run(*server, count=2)
        assert running.line() == "preparing"
        running.end(signal.SIGKILL)
        until(lambda: running.leftovers() == [])
        assert not prepared.exists()


class TestStop:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_signal_ends_every_child_and_nothing_else(
        self, run: Callable[..., Running], server: tuple[str, ...], number: signal.Signals
    ) -> None:
        bystander = subprocess.Popen(["sleep", "60"])
        try:
            running = run(*server, count=2)
            assert running.line() == "announced"
            assert running.end(number) < 5
            assert running.process.returncode == 0
            assert len(running.seen) == 2
            assert running.leftovers() == []
            assert bystander.poll() is None
        finally:
            bystander.kill()
            bystander.wait()

    def test_child_that_does_not_listen_is_killed_when_the_time_is_over(
        self, run: Callable[..., Running], server: tuple[str, ...], tmp_path: Path
    ) -> None:
        running = run(*server, str(tmp_path / "asked"), "stubborn", timeout_s=0.5)
        assert running.line() == "announced"
        assert 0.5 <= running.end(signal.SIGTERM) < 5
        assert running.leftovers() == []

    def test_second_signal_does_not_wait(
        self, run: Callable[..., Running], server: tuple[str, ...], tmp_path: Path
    ) -> None:
        asked = tmp_path / "asked"
        running = run(*server, str(asked), "stubborn", timeout_s=60)
        assert running.line() == "announced"
        running.children()
        running.process.send_signal(signal.SIGTERM)
        until(asked.exists)
        assert running.end(signal.SIGINT) < 5
        assert running.leftovers() == []

    @pytest.mark.skipif(sys.platform != "linux", reason="needs the kernel's word that a parent died")
    def test_children_end_with_a_parent_that_was_killed(
        self, run: Callable[..., Running], server: tuple[str, ...]
    ) -> None:
        running = run(*server, count=2)
        assert running.line() == "announced"
        running.end(signal.SIGKILL)
        until(lambda: running.leftovers() == [])


class TestListenOn:
    def test_taken_port_names_the_program_that_has_it(self) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            with pytest.raises(
                ConfigurationError, match=rf"Port {port} on 127.0.0.1 is taken by .*{os.getpid()}.*PORT="
            ):
                listen_on("127.0.0.1", port, "PORT")

    def test_address_of_another_machine(self) -> None:
        with pytest.raises(ConfigurationError, match="no address of this machine"):
            listen_on("192.0.2.1", 0, "PORT")

    @pytest.mark.parametrize(("host", "port"), [("no such host", 3000), ("127.0.0.1", 70000)])
    def test_what_is_no_address(self, host: str, port: int) -> None:
        with pytest.raises(ConfigurationError, match="is no address"):
            listen_on(host, port, "PORT")
