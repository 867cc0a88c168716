"""`esteio up` and `esteio serve`: what they start, and that nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest
from tests.cli.cli_steps import ESTEIO, GOOD_SECRET, environment, esteio, free_port, until
from tests.plain_http import NO_TLS

from esteio.embedded import ServerUrls


def _name(process: psutil.Process) -> str:
    """Its name; empty for one that ended while we looked."""
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Up:
    """`esteio up` in a process of its own."""

    def __init__(self, home: Path, *arguments: str, ports: tuple[int, int] | None = None, **settings: str) -> None:
        self.port, self.second_port = ports or (free_port(), free_port())
        self.home = home
        self.seen: dict[int, psutil.Process] = {}
        self.process = subprocess.Popen(
            [*ESTEIO, "up", "--port", str(self.port), *arguments],
            env=environment(home, WEBSOCKET_PORT=str(self.second_port), **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.output: list[str] = []

    def wait_until_up(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output.append(line)
            if "Esteio is up" in line:
                return
        pytest.fail(f"it ended before it was up:\n{''.join(self.output)}")

    def rest(self) -> str:
        output, _ = self.process.communicate(timeout=60)
        return "".join(self.output) + output

    def kill(self) -> None:
        if self.process.poll() is None:
            self.descendants()
            self.process.kill()
            self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def descendants(self) -> list[psutil.Process]:
        found = psutil.Process(self.process.pid).children(recursive=True)
        self.seen.update({process.pid: process for process in found})
        return found

    def leftovers(self) -> list[psutil.Process]:
        return [each for each in self.seen.values() if is_alive(each)]

    def get(self, path: str, port: int | None = None) -> int:
        return httpx.get(f"http://127.0.0.1:{port or self.port}{path}", timeout=10, verify=NO_TLS).status_code

    def sign_in(self, email: str, password: str) -> bool:
        answer = httpx.post(
            f"http://127.0.0.1:{self.port}/api/auth/login",
            json={"email": email, "password": password},
            timeout=10,
            verify=NO_TLS,
        )
        return answer.status_code == 200 and bool(answer.json()["token"])


@pytest.fixture
def start_up(home: Path) -> Iterator[Callable[..., Up]]:
    started: list[Up] = []

    def start(*arguments: str, ports: tuple[int, int] | None = None, **settings: str) -> Up:
        started.append(Up(home, *arguments, ports=ports, **settings))
        return started[-1]

    yield start
    for up in started:
        up.kill()
        for process in up.leftovers():
            with suppress(psutil.NoSuchProcess):
                process.kill()


class TestUp:
    def test_from_nothing_to_a_demo_that_serves_and_back(self, start_up: Callable[..., Up]) -> None:
        up = start_up("--processes", "2")
        up.wait_until_up()
        assert up.get("/health") == 200
        assert up.get("/health", up.second_port) == 200
        assert up.sign_in("admin@arcflow.com", "123456")
        assert {"postgres", "valkey-server"} <= {process.name() for process in up.descendants()}
        children = [process for process in up.descendants() if {"serve", "worker"} & set(process.cmdline())]
        assert len(children) == 3
        variables = [process.environ() for process in children]
        # What serves cannot change the schema, and all sign tokens alike.
        assert not any("esteio_admin" in " ".join(each.values()) for each in variables)
        assert len({each["JWT_SECRET"] for each in variables}) == 1
        bystander = subprocess.Popen(["sleep", "60"])
        try:
            up.process.send_signal(signal.SIGINT)
            output = up.rest()
            assert up.process.returncode == 0, output
            assert up.leftovers() == []
            assert bystander.poll() is None
        finally:
            bystander.kill()
            bystander.wait()
        assert f"http://localhost:{up.port}" in output
        assert "admin@arcflow.com" in output
        assert "Traceback" not in output

    def test_serves_on_through_a_second_start_and_the_death_of_a_process(
        self, start_up: Callable[..., Up], demo_home: Path
    ) -> None:
        up = start_up()
        up.wait_until_up()
        second = esteio("up", home=demo_home, PORT="0", WEBSOCKET_PORT="0")
        assert second.returncode == os.EX_CONFIG
        assert f"already runs on {demo_home}" in second.stderr
        serving = next(process for process in up.descendants() if "serve" in process.cmdline())
        serving.kill()
        serving.wait()
        assert up.get("/health") == 200

    def test_after_everything_was_killed_the_next_start_finds_the_data(
        self, start_up: Callable[..., Up], demo_home: Path
    ) -> None:
        first = start_up()
        first.wait_until_up()
        added = esteio(
            *("user", "add", "ana@exemplo.com.br", "--name", "Ana", "--password-stdin"),
            home=demo_home,
            stdin="uma frase bem longa\n",
        )
        assert added.returncode == 0, added.stderr
        for process in [*first.descendants(), psutil.Process(first.process.pid)]:
            with suppress(psutil.NoSuchProcess):  # with its parent, a moment ago
                process.kill()
        first.kill()
        second = start_up()
        second.wait_until_up()
        assert "ana@exemplo.com.br" in esteio("user", "list", home=demo_home).stdout
        assert second.sign_in("admin@arcflow.com", "123456")

    @pytest.mark.usefixtures("demo_home")
    def test_killed_parent_takes_everything_along_and_a_start_at_once_gets_the_same_ports(
        self, start_up: Callable[..., Up]
    ) -> None:
        killed = start_up()
        killed.wait_until_up()
        killed.kill()
        again = start_up(ports=(killed.port, killed.second_port))
        again.wait_until_up()
        until(lambda: killed.leftovers() == [])
        assert again.get("/health") == 200

    def test_sigterm_while_starting_leaves_nothing(self, start_up: Callable[..., Up], home: Path) -> None:
        up = start_up()
        until(lambda: any(_name(process) == "postgres" for process in up.descendants()))
        up.process.terminate()
        output = up.rest()
        assert "Traceback" not in output
        assert up.leftovers() == []


class TestServe:
    def test_serves_both_ports_and_ends_in_order_on_a_signal(self, home: Path, database_urls: ServerUrls) -> None:
        ports = (free_port(), free_port())
        process = subprocess.Popen(
            [*ESTEIO, "serve"],
            env=environment(
                home,
                DATABASE_URL=database_urls.database_url,
                JWT_SECRET=GOOD_SECRET,
                PORT=str(ports[0]),
                WEBSOCKET_PORT=str(ports[1]),
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            for port in ports:
                until(lambda port=port: _answers(port))
            process.terminate()
            # For a while it is not ready and still serves, so that nobody whom a balancer sends is refused.
            until(lambda: _status(ports[0], "/health/ready") == 503)
            for port in ports:
                assert _status(port, "/health/live") == 200
                assert _status(port, "/api/auth/me") == 401
            output, _ = process.communicate(timeout=30)
            assert process.returncode == 0, output
        finally:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    return _status(port, "/health") == 200


def _status(port: int, path: str) -> int:
    """Of the answer; 0 when there is none."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5, verify=NO_TLS).status_code
    except httpx.TransportError:
        return 0
