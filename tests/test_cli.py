"""The command line as a person or a service manager uses it: real processes, exit statuses, words on the terminal."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import psutil
import pytest

from esteio.cli.upkeep import OURS
from esteio.core.valkey import connect
from esteio.embedded import EmbeddedServers, ServerUrls
from esteio.http.limits import Limit, LimitStores, Violations

ESTEIO = (sys.executable, "-m", "esteio.cli")
GOOD_SECRET = "kX9-31;hkJh2lA8%zQwM0pE4rT7uYbNc"
ONE_SENTENCE = re.compile(r"\Aesteio: [^\n]+\n\Z")


def environment(home: Path, **settings: str) -> dict[str, str]:
    """What a fresh shell has, and these settings; nothing of the developer's own."""
    return {"PATH": os.environ["PATH"], "HOME": str(home.parent), "ESTEIO_HOME": str(home), **settings}


def esteio(*arguments: str, home: Path, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ESTEIO, *arguments],
        env=environment(home, **settings),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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


def until(condition: Callable[[], bool], timeout_s: float = 30) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


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
        return httpx.get(f"http://127.0.0.1:{port or self.port}{path}", timeout=10).status_code

    def sign_in(self, email: str, password: str) -> bool:
        answer = httpx.post(
            f"http://127.0.0.1:{self.port}/api/auth/login", json={"email": email, "password": password}, timeout=10
        )
        return answer.status_code == 200 and bool(answer.json()["token"])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


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


class TestHelp:
    COMMANDS = (
        *("up", "serve", "worker", "migrate", "demo", "doctor", "reset"),
        *("user", "org", "security", "jobs", "version"),
    )

    def test_names_every_command(self, home: Path) -> None:
        text = esteio("--help", home=home).stdout
        for command in self.COMMANDS:
            assert re.search(rf"^│ {command} +[A-Z]", text, re.MULTILINE), command

    @pytest.mark.parametrize(
        "command", ["up", "serve", "worker", "migrate", "user add", "org add", "jobs retry", "security unblock"]
    )
    def test_shows_examples(self, command: str, home: Path) -> None:
        assert f"esteio {command}" in esteio(*command.split(), "--help", home=home).stdout

    def test_unknown_command_fails(self, home: Path) -> None:
        assert esteio("fly", home=home).returncode != 0

    def test_version(self, home: Path) -> None:
        assert esteio("version", home=home).stdout == esteio("--version", home=home).stdout


class TestWrongSurroundings:
    """One sentence with the remedy on standard error, exit status not 0, no traceback."""

    def refused(self, result: subprocess.CompletedProcess[str], *words: str) -> None:
        assert result.returncode == os.EX_CONFIG
        assert ONE_SENTENCE.match(result.stderr), result.stderr
        for word in words:
            assert word in result.stderr

    def test_setting_that_cannot_be_read(self, home: Path) -> None:
        self.refused(esteio("up", home=home, PORT="many"), "PORT='many'")

    def test_taken_port(self, home: Path) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            self.refused(esteio("up", home=home, PORT=port), f"Port {port}", "taken", "PORT=")
            self.refused(
                esteio("up", home=home, PORT="0", WEBSOCKET_PORT=port), f"Port {port}", "taken", "WEBSOCKET_PORT="
            )

    def test_folder_that_cannot_be_used(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        self.refused(
            esteio("up", home=tmp_path / "file" / "home", PORT="0", WEBSOCKET_PORT="0"), "cannot be used", "ESTEIO_HOME"
        )

    def test_missing_and_weak_secret_outside_demo_mode(self, home: Path) -> None:
        self.refused(esteio("up", "--no-demo", home=home), "JWT_SECRET is not set")
        self.refused(esteio("serve", home=home), "JWT_SECRET is not set")
        self.refused(esteio("worker", home=home, JWT_SECRET="secret"), "JWT_SECRET is too weak")
        assert not home.exists()

    def test_database_without_secret_is_never_taken_for_a_demo(self, home: Path) -> None:
        self.refused(esteio("up", home=home, DATABASE_URL="postgresql://db/esteio"), "JWT_SECRET is not set")

    @pytest.mark.parametrize("command", ["migrate", "user list", "serve", "worker", "up"])
    def test_database_that_does_not_answer(self, command: str, home: Path) -> None:
        url = f"postgresql://esteio:x@127.0.0.1:{free_port()}/esteio"
        result = esteio(
            *command.split(),
            home=home,
            DATABASE_URL=url,
            JWT_SECRET=GOOD_SECRET,
            PORT="0",
            WEBSOCKET_PORT="0",
        )
        self.refused(result, "DATABASE")

    def test_database_without_schema(self, home: Path, servers: ServerUrls) -> None:
        result = esteio(
            "serve",
            home=home,
            DATABASE_URL=servers.database_url,
            JWT_SECRET=GOOD_SECRET,
            PORT="0",
            WEBSOCKET_PORT="0",
        )
        self.refused(result, "run `esteio migrate`")

    def test_database_url_that_is_none(self, home: Path) -> None:
        self.refused(esteio("migrate", home=home, DATABASE_URL="mysql://x/y"), "DATABASE")


class TestDoctor:
    def test_says_what_is_wrong_with_the_database_and_fails(self, home: Path) -> None:
        url = f"postgresql://esteio:x@127.0.0.1:{free_port()}/esteio"
        result = esteio("doctor", home=home, DATABASE_URL=url)
        assert result.returncode == 1
        assert re.search(r"^fail database +.*\n +-> .*DATABASE_URL", result.stdout, re.MULTILINE), result.stdout
        assert re.search(r"^fail secrets +JWT_SECRET is not set", result.stdout, re.MULTILINE)
        assert re.search(r"^ok +disk ", result.stdout, re.MULTILINE)
        assert "Traceback" not in result.stdout + result.stderr

    def test_wrong_password(self, home: Path) -> None:
        with EmbeddedServers(home, durable=False) as urls:
            wrong = urls.database_url.replace("esteio_app:", "esteio_app:x")
            result = esteio("doctor", home=home, DATABASE_URL=wrong)
        assert "refused the user or password" in result.stdout
        assert result.returncode == 1

    def test_database_without_schema_and_superuser_as_application(self, home: Path) -> None:
        with EmbeddedServers(home, durable=False) as urls:
            result = esteio("doctor", home=home, DATABASE_URL=urls.database_admin_url, DEMO_MODE="true")
        assert re.search(r"^fail schema +.*\n +-> run `esteio migrate`", result.stdout, re.MULTILINE), result.stdout
        assert re.search(r"^warn role +.*esteio_admin, who could pass by row security", result.stdout, re.MULTILINE)

    def test_role_and_table_that_row_security_does_not_bind(self, home: Path) -> None:
        with EmbeddedServers(home, durable=False) as urls:
            for statement in (
                "create table leaky (tenant_id uuid)",
                "create table mine (a int)",
                "alter table mine owner to esteio_app",
            ):
                run_sql(urls.database_admin_url, statement)
            found = esteio("doctor", home=home).stdout
            assert re.search(r"^fail row security +not forced on leaky", found, re.MULTILINE), found
            assert re.search(r"^fail role +esteio_app owns 1 tables", found, re.MULTILINE), found
            run_sql(urls.database_admin_url, "alter role esteio_app bypassrls")
            found = esteio("doctor", home=home).stdout
            assert re.search(r"^fail role +esteio_app passes by row security", found, re.MULTILINE), found

    def test_all_is_well(self, home: Path, database_urls: ServerUrls) -> None:
        result = esteio(
            "doctor",
            home=home,
            DATABASE_URL=database_urls.database_url,
            REDIS_URL=database_urls.redis_url,
            JWT_SECRET=GOOD_SECRET,
        )
        assert result.returncode == 0, result.stdout
        assert {line.split()[0] for line in result.stdout.splitlines()} == {"ok"}, result.stdout


class TestReset:
    def test_deletes_what_is_esteios_and_nothing_else(self, home: Path) -> None:
        with EmbeddedServers(home, durable=False):
            pass
        (home / "holiday.jpg").touch()
        result = esteio("reset", "--yes", home=home)
        assert result.returncode == 0, result.stderr
        assert [path.name for path in home.iterdir()] == ["holiday.jpg"]

    def test_empty_folder_goes_too(self, home: Path) -> None:
        with EmbeddedServers(home, durable=False):
            pass
        assert {path.name for path in home.iterdir()} <= set(OURS)
        esteio("reset", "--yes", home=home)
        assert not home.exists()

    def test_refuses_while_running(self, home: Path) -> None:
        with EmbeddedServers(home, durable=False) as urls:
            result = esteio("reset", "--yes", home=home)
            assert result.returncode == os.EX_CONFIG
            assert "stop it first" in result.stderr
            assert run_sql(urls.database_url, "select 1") == 1

    def test_without_a_terminal_wants_to_be_told(self, home: Path) -> None:
        with EmbeddedServers(home, durable=False):
            pass
        result = esteio("reset", home=home)
        assert result.returncode == os.EX_CONFIG
        assert "--yes" in result.stderr
        assert (home / "postgres").exists()

    def test_nothing_there(self, home: Path) -> None:
        assert "nothing to delete" in esteio("reset", home=home).stdout


class TestAdministration:
    @pytest.fixture
    def on_database(self, home: Path, database_urls: ServerUrls) -> Callable[..., subprocess.CompletedProcess[str]]:
        def run(*arguments: str) -> subprocess.CompletedProcess[str]:
            url = database_urls.database_url
            return esteio(*arguments, home=home, stdin="uma frase bem longa\n", DATABASE_URL=url)

        return run

    def test_people_and_organisations(self, on_database: Callable[..., subprocess.CompletedProcess[str]]) -> None:
        for email, name in (("ana@exemplo.com.br", "Ana"), ("rui@exemplo.com.br", "Rui")):
            added = on_database("user", "add", email, "--name", name, "--password-stdin")
            assert added.returncode == 0, added.stderr
        made = on_database("org", "add", "Ateliê Souza", "--owner", "ana@exemplo.com.br")
        assert made.returncode == 0, made.stderr
        organisation = made.stdout.strip()
        assert on_database("org", "list").stdout.split("\t") == [organisation, "Ateliê Souza", "1", "\n"]
        unknown = on_database("org", "add-member", organisation, "rui@exemplo.com.br", "--role", "king")
        assert unknown.returncode == 1
        assert "king" in unknown.stderr
        assert on_database("user", "disable", "rui@exemplo.com.br").returncode == 0
        assert [line.split("\t") for line in on_database("user", "list").stdout.splitlines()] == [
            ["ana@exemplo.com.br", "Ana", "active", "Ateliê Souza"],
            ["rui@exemplo.com.br", "Rui", "suspended", ""],
        ]

    @pytest.mark.parametrize(
        "command",
        [
            "user disable nobody@exemplo.com.br",
            "user password nobody@exemplo.com.br --password-stdin",
            "org add X --owner nobody@exemplo.com.br",
            "jobs retry 4711",
            "jobs discard 4711",
            "security unblock nowhere",
        ],
    )
    def test_refusals_are_sentences(
        self, command: str, on_database: Callable[..., subprocess.CompletedProcess[str]]
    ) -> None:
        result = on_database(*command.split())
        assert result.returncode == 1
        assert ONE_SENTENCE.match(result.stderr), result.stderr

    def test_password_is_never_asked_of_a_pipe(self, home: Path) -> None:
        result = esteio("user", "add", "ana@exemplo.com.br", "--name", "Ana", home=home)
        assert result.returncode == os.EX_CONFIG
        assert "--password-stdin" in result.stderr

    def test_no_dead_jobs(self, on_database: Callable[..., subprocess.CompletedProcess[str]]) -> None:
        assert on_database("jobs", "list").stdout == ""
        assert on_database("jobs", "retry").stdout == "0 jobs were queued again.\n"


class TestBlockedAddresses:
    def test_are_listed_and_let_in_again(self, home: Path, database_urls: ServerUrls) -> None:
        there = {"DATABASE_URL": database_urls.database_url, "REDIS_URL": database_urls.redis_url}
        asyncio.run(block("203.0.113.9", database_urls.redis_url))
        listed = esteio("security", "blocked", home=home, **there)
        assert listed.returncode == 0, listed.stderr
        (line,) = [line for line in listed.stdout.splitlines() if line.startswith("203.0.113.9\t")]
        _, until_when, reason = line.split("\t")
        assert datetime.fromisoformat(until_when) - datetime.now(UTC) > timedelta(minutes=55)
        assert reason.startswith("refused 10 times for asking too often, since 20")
        freed = esteio("security", "unblock", "203.0.113.9", home=home, **there)
        assert freed.stdout == "203.0.113.9 is let in again: every process that serves was told.\n", freed.stderr
        assert "203.0.113.9" not in esteio("security", "blocked", home=home, **there).stdout
        again = esteio("security", "unblock", "203.0.113.9", home=home, **there)
        assert "203.0.113.9 is not on the list in Valkey" in again.stdout
        told = run_sql(
            database_urls.database_admin_url,
            "select count(*) from audit_log where action = 'administration.address_unblocked' and tenant_id is null",
        )
        assert told == 2

    def test_without_valkey_lie_in_the_memory_of_processes_and_it_says_so(
        self, home: Path, database_urls: ServerUrls
    ) -> None:
        there = {"DATABASE_URL": database_urls.database_url}
        listed = esteio("security", "blocked", home=home, **there)
        assert listed.returncode == os.EX_CONFIG
        assert ONE_SENTENCE.match(listed.stderr)
        assert "esteio security unblock ADDRESS" in listed.stderr
        freed = esteio("security", "unblock", "2001:db8::1", home=home, **there)
        assert freed.stdout == "2001:db8::/64 is let in again: every process that serves was told.\n", freed.stderr

    def test_a_valkey_that_is_gone_is_a_sentence(self, home: Path) -> None:
        listed = esteio("security", "blocked", home=home, REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
        assert listed.returncode == os.EX_CONFIG
        assert "REDIS_URL" in listed.stderr.splitlines()[-1]


async def block(address: str, redis_url: str) -> None:
    link = connect(redis_url, 2)
    await link.ping()
    violations = Violations(LimitStores(link))
    for _ in range(10):
        await violations.record(address, Limit("anonymous", per_window=1, window_s=60.0, counts_towards_block=True))
    await link.close()


class TestDemo:
    """Accounts whose passwords everyone knows never stand beside real ones."""

    def test_is_not_loaded_among_real_accounts(self, home: Path, migrated_template: str, servers: ServerUrls) -> None:
        url = copy_of(migrated_template, servers)
        added = esteio(
            *("user", "add", "ana@exemplo.com.br", "--name", "Ana", "--password-stdin"),
            home=home,
            stdin="uma frase bem longa\n",
            DATABASE_URL=url,
        )
        assert added.returncode == 0, added.stderr
        result = esteio("demo", home=home, DATABASE_URL=url)
        assert result.returncode == os.EX_CONFIG
        assert "holds real accounts" in result.stderr

    def test_does_not_become_real(self, home: Path) -> None:
        loaded = esteio("demo", home=home)
        assert loaded.returncode == 0, loaded.stderr
        real = {"JWT_SECRET": GOOD_SECRET, "PORT": "0", "WEBSOCKET_PORT": "0"}
        for command in (("up", "--no-demo"), ("serve",)):
            result = esteio(*command, home=home, **real)
            assert result.returncode == os.EX_CONFIG
            assert ONE_SENTENCE.match(result.stderr), result.stderr
            assert "admin@arcflow.com" in result.stderr


class TestMigrate:
    def test_prints_what_it_applied_once(self, home: Path) -> None:
        with EmbeddedServers(home, durable=False):
            assert "revisions applied." in esteio("migrate", home=home).stdout
            assert esteio("migrate", home=home).stdout == "The database is up to date.\n"

    def test_role_that_may_not_change_the_schema_will_do_when_there_is_nothing_to_change(
        self, home: Path, servers: ServerUrls, database_urls: ServerUrls
    ) -> None:
        done = esteio("migrate", home=home, DATABASE_URL=database_urls.database_url)
        assert done.stdout == "The database is up to date.\n", done.stderr
        refused = esteio("migrate", home=home, DATABASE_URL=servers.database_url)
        assert refused.returncode == os.EX_CONFIG
        assert ONE_SENTENCE.match(refused.stderr), refused.stderr
        assert "DATABASE_ADMIN_URL" in refused.stderr


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
        self, start_up: Callable[..., Up], home: Path
    ) -> None:
        up = start_up()
        up.wait_until_up()
        second = esteio("up", home=home, PORT="0", WEBSOCKET_PORT="0")
        assert second.returncode == os.EX_CONFIG
        assert f"already runs on {home}" in second.stderr
        serving = next(process for process in up.descendants() if "serve" in process.cmdline())
        serving.kill()
        serving.wait()
        assert up.get("/health") == 200

    def test_after_everything_was_killed_the_next_start_finds_the_data(
        self, start_up: Callable[..., Up], home: Path
    ) -> None:
        first = start_up()
        first.wait_until_up()
        added = esteio(
            *("user", "add", "ana@exemplo.com.br", "--name", "Ana", "--password-stdin"),
            home=home,
            stdin="uma frase bem longa\n",
        )
        assert added.returncode == 0, added.stderr
        for process in [*first.descendants(), psutil.Process(first.process.pid)]:
            with suppress(psutil.NoSuchProcess):  # with its parent, a moment ago
                process.kill()
        first.kill()
        second = start_up()
        second.wait_until_up()
        assert "ana@exemplo.com.br" in esteio("user", "list", home=home).stdout
        assert second.sign_in("admin@arcflow.com", "123456")

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


def copy_of(template: str, servers: ServerUrls) -> str:
    """The application's address of a new database."""
    name = f"t_{secrets.token_hex(6)}"
    run_sql(servers.database_admin_url, f"create database {name} template {template}")
    return servers.database_url.replace("/esteio?", f"/{name}?")


def run_sql(url: str, sql: str) -> Any:
    async def run() -> Any:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(run())


def _answers(port: int) -> bool:
    return _status(port, "/health") == 200


def _status(port: int, path: str) -> int:
    """Of the answer; 0 when there is none."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5).status_code
    except httpx.TransportError:
        return 0
