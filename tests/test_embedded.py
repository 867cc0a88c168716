"""The embedded PostgreSQL and Valkey: real ones, started, killed and started again."""

from __future__ import annotations

import asyncio
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest
import valkey

from esteio.core.errors import ConfigurationError
from esteio.embedded import EmbeddedServers, ServerUrls, find_running
from esteio.embedded.privileges import Account, choose_account
from esteio.embedded.process import end, spawn
from esteio.embedded.wheels import POSTGRES_BINARIES

ROOT = os.geteuid() == 0
PARENT = """
import sys
from pathlib import Path
from esteio.core.errors import ConfigurationError
from esteio.embedded import EmbeddedServers
try:
    print("\\n".join(EmbeddedServers(Path(sys.argv[1]), durable=False).start()), flush=True)
except ConfigurationError as error:
    print("refused:", error, flush=True)
sys.stdin.read()
"""


def query(url: str, sql: str) -> Any:
    async def run() -> Any:
        connection = await asyncpg.connect(url, timeout=10)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(run())


def until(condition: Callable[[], bool], timeout_s: float = 20) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)


def processes_of(home: Path) -> list[psutil.Process]:
    """Every server process that stands in this home, by its working folder (Valkey's) or its data (PostgreSQL's)."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter(["cwd", "name"]):
        cwd = process.info["cwd"] or ""
        if process.info["name"] in {"postgres", "valkey-server"} and cwd.startswith(str(home)):
            found.append(process)
    return found


def process_named(home: Path, name: str) -> psutil.Process:
    """The first of them, the one whose parent is Esteio."""
    return min((each for each in processes_of(home) if each.name() == name), key=lambda each: each.pid)


def capabilities(process: psutil.Process) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("CapEff")).split()[1], 16)


def start(home: Path) -> tuple[EmbeddedServers, ServerUrls]:
    servers = EmbeddedServers(home, durable=False)
    return servers, servers.start()


class Parent:
    """Another process that runs the servers, to be killed."""

    def __init__(self, home: Path, account: Account | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PARENT, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=account.assume if account else None,  # noqa: PLW1509
        )
        assert self.process.stdout is not None
        self.first_line = self.process.stdout.readline().strip()
        if not self.first_line.startswith("refused"):
            self.urls = ServerUrls(self.first_line, *(self.process.stdout.readline().strip() for _ in range(2)))

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    yield folder
    for process in processes_of(folder):
        with suppress(psutil.NoSuchProcess):
            process.kill()


class TestStart:
    def test_first_start_makes_both_and_the_next_finds_the_data_at_the_same_address(self, home: Path) -> None:
        servers, first = start(home)
        with valkey.Valkey.from_url(first.redis_url) as client:
            assert client.ping()
        query(first.database_admin_url, "create table kept (word text)")
        query(first.database_admin_url, "insert into kept values ('coração')")
        servers.stop()
        assert processes_of(home) == []
        with EmbeddedServers(home, durable=False) as second:
            assert second == first
            assert query(second.database_admin_url, "select word from kept") == "coração"

    def test_server_is_postgresql_18_in_utc_with_unicode_rules_of_its_own(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False) as urls:
            assert query(urls.database_url, "select current_setting('server_version_num')::int / 10000") == 18
            assert query(urls.database_url, "show timezone") == "UTC"
            assert query(urls.database_url, "select upper('orçamento não')") == "ORÇAMENTO NÃO"

    def test_durable_unless_told_otherwise(self, home: Path) -> None:
        with EmbeddedServers(home) as urls:
            assert query(urls.database_url, "show fsync") == "on"
            assert query(urls.database_url, "show synchronous_commit") == "on"

    def test_application_role_is_bound_by_row_security_and_owns_nothing(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False) as urls:
            rights = "rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication"
            assert query(urls.database_url, "select current_user") == "esteio_app"
            assert not query(urls.database_url, f"select {rights} from pg_roles where rolname = current_user")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                query(urls.database_url, "create table public.mine (a int)")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                query(urls.database_url, "create schema mine")

    def test_passwords_are_asked_for_and_readable_by_nobody_else(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False) as urls:
            assert (used / "servers.json").stat().st_mode & 0o777 == 0o600
            with pytest.raises(asyncpg.InvalidPasswordError):
                query(urls.database_url.replace("esteio_app:", "esteio_app:x"), "select 1")
            port = query(urls.database_url, "show port")
            with pytest.raises(asyncpg.InvalidPasswordError):
                query(f"postgresql://esteio_admin:x@127.0.0.1:{port}/esteio", "select 1")
            port = json.loads((used / "servers.json").read_text())["valkey_port"]
            with pytest.raises(valkey.AuthenticationError), valkey.Valkey(port=port, password="x") as client:
                client.ping()

    def test_folder_too_deep_for_sockets_is_reached_over_tcp(self, tmp_path: Path) -> None:
        home = tmp_path / ("deep" * 25)
        with EmbeddedServers(home, durable=False) as urls:
            assert "@127.0.0.1:" in urls.database_url
            assert query(urls.database_url, "select 1") == 1
            with valkey.Valkey.from_url(urls.redis_url) as client:
                assert client.ping()

    def test_remembered_ports_that_are_taken_are_replaced(self, used: Path) -> None:
        servers, first = start(used)
        port = int(query(first.database_url, "show port"))
        servers.stop()
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(("127.0.0.1", port))
            other.listen()
            with EmbeddedServers(used, durable=False) as second:
                assert int(query(second.database_url, "show port")) != port

    def test_only_what_is_asked_for_is_started(self, home: Path) -> None:
        with EmbeddedServers(home, with_postgres=False) as urls:
            assert (urls.database_url, urls.database_admin_url) == ("", "")
            assert {process.name() for process in processes_of(home)} == {"valkey-server"}

    def test_stopping_twice_is_harmless(self, used: Path) -> None:
        servers, _ = start(used)
        servers.stop()
        servers.stop()


class TestRefusal:
    def test_second_start_on_one_folder_names_the_first(self, used: Path) -> None:
        with (
            EmbeddedServers(used, durable=False),
            pytest.raises(ConfigurationError, match=rf"already runs on {used} \(process {os.getpid()}\)"),
        ):
            EmbeddedServers(used).start()

    def test_refused_start_leaves_the_running_servers_alone(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False) as urls:
            refused = EmbeddedServers(used)
            with pytest.raises(ConfigurationError):
                refused.start()
            refused.stop()
            assert query(urls.database_url, "select 1") == 1

    def test_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(ConfigurationError, match="set ESTEIO_HOME"):
            EmbeddedServers(tmp_path / "file" / "home").start()

    def test_data_of_another_version(self, used: Path) -> None:
        (used / "postgres" / "PG_VERSION").write_text("17\n")
        with pytest.raises(ConfigurationError, match=r"PostgreSQL 17's and this Esteio brings 18"):
            EmbeddedServers(used).start()
        assert processes_of(used) == []

    def test_server_that_cannot_start_says_why_and_leaves_nothing_running(self, used: Path) -> None:
        (used / "postgres" / "local.conf").write_text("shared_buffers = 'a lot'\n")
        with pytest.raises(ConfigurationError, match=r"did not start \(.*FATAL.*logs/postgres.log"):
            EmbeddedServers(used).start()
        assert processes_of(used) == []


class TestAfterACrash:
    def test_servers_end_with_a_parent_that_was_killed_and_nothing_committed_is_lost(self, used: Path) -> None:
        parent = Parent(used)
        query(parent.urls.database_admin_url, "create table kept as select 1 as a")
        parent.kill()
        if sys.platform == "linux":
            until(lambda: processes_of(used) == [])
        with EmbeddedServers(used, durable=False) as urls:
            assert query(urls.database_admin_url, "select a from kept") == 1

    def test_everything_killed_at_once(self, used: Path) -> None:
        parent = Parent(used)
        query(parent.urls.database_admin_url, "create table kept as select 1 as a")
        query(parent.urls.database_admin_url, "checkpoint")
        for process in processes_of(used):
            with suppress(psutil.NoSuchProcess):  # PostgreSQL's end with the first of them
                process.kill()
        parent.kill()
        assert (used / "postgres" / "postmaster.pid").exists()
        with EmbeddedServers(used, durable=False) as urls:
            assert query(urls.database_admin_url, "select a from kept") == 1

    def test_postmaster_killed_under_a_busy_session(self, used: Path) -> None:
        parent = Parent(used)

        busy = subprocess.Popen(
            [
                POSTGRES_BINARIES / "psql",
                parent.urls.database_admin_url,
                "-c",
                "select count(*) from generate_series(1, 1e9)",
            ],
            stderr=subprocess.DEVNULL,
        )
        until(lambda: any("SELECT" in " ".join(process.cmdline()) for process in processes_of(used)))
        process_named(used, "postgres").kill()
        parent.kill()
        with EmbeddedServers(used, durable=False) as urls:
            assert busy.wait(5) != 0
            assert query(urls.database_admin_url, "select 1") == 1

    def test_server_that_outlived_its_parent_is_ended(self, used: Path) -> None:
        start(used)[0].stop()
        account = choose_account(used, used / "postgres")
        (used / "run").mkdir()  # as a crash leaves it
        account.own(used / "run")
        with (used / "logs" / "postgres.log").open("ab") as log:
            orphan = spawn(
                (POSTGRES_BINARIES / "postgres", "-D", used / "postgres"),
                account=account,
                log=log,
                signal_on_orphaned=signal.SIGINT,
            )
        try:
            until(lambda: "ready" in _read(used / "postgres" / "postmaster.pid"))
            with EmbeddedServers(used, durable=False) as urls:
                assert orphan.poll() is not None
                assert query(urls.database_url, "select 1") == 1
        finally:
            end(orphan, ((signal.SIGKILL, 5.0),))

    def test_process_id_that_another_program_has_now(self, used: Path) -> None:
        pid_file = used / "postgres" / "postmaster.pid"
        pid_file.write_text(f"{os.getpid()}\n{used / 'postgres'}\n")
        with EmbeddedServers(used, durable=False) as urls:
            assert query(urls.database_url, "select 1") == 1

    def test_first_start_that_was_interrupted(self, home: Path) -> None:
        (home / "postgres.new" / "base").mkdir(parents=True)
        with EmbeddedServers(home, durable=False) as urls:
            assert query(urls.database_url, "select 1") == 1
        assert not (home / "postgres.new").exists()

    def test_lost_passwords_are_made_anew_and_the_data_kept(self, used: Path) -> None:
        servers, first = start(used)
        query(first.database_admin_url, "create table kept as select 1 as a")
        servers.stop()
        (used / "servers.json").unlink()
        with EmbeddedServers(used, durable=False) as second:
            assert second.database_admin_url != first.database_admin_url
            assert query(second.database_admin_url, "select a from kept") == 1


class TestFindRunning:
    def test_nobody(self, home: Path) -> None:
        assert find_running(home) is None

    def test_nobody_any_more(self, used: Path) -> None:
        assert find_running(used) is None

    def test_addresses_of_the_running_servers(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False) as urls:
            assert find_running(used) == urls

    def test_no_database_where_only_valkey_runs(self, home: Path) -> None:
        with EmbeddedServers(home, with_postgres=False) as urls:
            running = find_running(home)
            assert running is not None
            assert running.database_url == ""
            assert running.redis_url == urls.redis_url


@pytest.mark.skipif(not ROOT, reason="what root starts")
class TestAsRoot:
    def test_servers_run_as_another_account_without_any_right_where_paths_are_open(self) -> None:
        folder = Path(tempfile.mkdtemp())
        folder.chmod(0o755)
        try:
            with EmbeddedServers(folder / "home", durable=False):
                for process in processes_of(folder):
                    assert 0 not in process.uids()
                    assert capabilities(process) == 0
        finally:
            shutil.rmtree(folder)

    def test_servers_keep_one_right_where_paths_are_closed(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        with EmbeddedServers(closed / "home", durable=False) as urls:
            assert query(urls.database_url, "select 1") == 1
            for process in processes_of(closed):
                assert 0 not in process.uids()
                assert capabilities(process) == 1 << 1  # CAP_DAC_OVERRIDE

    def test_data_of_an_ordinary_user_stay_that_users(self, used: Path) -> None:
        daemon = pwd.getpwnam("daemon")
        for path in [used / "postgres", *(used / "postgres").rglob("*")]:
            os.chown(path, daemon.pw_uid, daemon.pw_gid)
        with EmbeddedServers(used, durable=False):
            assert process_named(used, "postgres").username() == "daemon"


@pytest.mark.skipif(not ROOT, reason="root becomes an ordinary user here; elsewhere all tests run as one")
class TestAsOrdinaryUser:
    @pytest.fixture
    def nobody(self) -> Account:
        entry = pwd.getpwnam("nobody")
        # The tests' Python may lie in a folder of root's, so the path stays reachable; the user id is what counts.
        return Account(entry.pw_uid, entry.pw_gid, reach_everywhere=True)

    def test_start_kill_and_start_again(self, tmp_path: Path, nobody: Account) -> None:
        nobody.own(tmp_path)
        home = tmp_path / "home"
        for _ in range(2):
            parent = Parent(home, nobody)
            assert query(parent.urls.database_url, "select 1") == 1
            assert {process.username() for process in processes_of(home)} == {"nobody"}
            parent.kill()
            until(lambda: processes_of(home) == [])

    def test_data_that_root_made_are_refused_in_a_sentence(self, used: Path, nobody: Account) -> None:
        os.chown(used / "postgres", 1, 1)
        nobody.own(used)
        for path in used.iterdir():
            if path.name != "postgres":
                nobody.own(path)
        parent = Parent(used, nobody)
        parent.kill()
        assert parent.first_line.startswith("refused:")
        assert "start it as root again" in parent.first_line


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
