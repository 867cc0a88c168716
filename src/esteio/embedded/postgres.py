"""PostgreSQL 18 from the wheel: made once, started, stopped, and started again after a crash."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote, urlencode

from esteio.core.errors import ConfigurationError
from esteio.embedded.home import Home, ServerState, free_port
from esteio.embedded.privileges import Account
from esteio.embedded.process import end, last_words, spawn, wait_until
from esteio.embedded.wheels import POSTGRES_BINARIES

MAJOR_VERSION = "18"
DATABASE = "esteio"
ADMIN_ROLE = "esteio_admin"
APPLICATION_ROLE = "esteio_app"
START_TIMEOUT_S = 60.0
"""Includes the replay of the log after a crash."""
START_ATTEMPTS = 3
"""A port that was free a moment ago can be taken by another program before the server has it."""

ENDING = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 2.0))
"""Fast shutdown with a checkpoint, then without one, then none at all; with the patience for each in seconds."""

CONFIGURATION = """\
# Written by Esteio at each start. Put your own settings into local.conf in this folder.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{sockets}'
max_connections = {max_connections}
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'

# Two cores and a few GB shared with the application.
shared_buffers = '256MB'
effective_cache_size = '1GB'
work_mem = '8MB'
maintenance_work_mem = '128MB'
max_wal_size = '2GB'
min_wal_size = '80MB'
checkpoint_timeout = '15min'
random_page_cost = 1.1
# Short queries: compiling one, or spreading it over both cores, costs more than it gives.
jit = off
max_parallel_workers_per_gather = 0

autovacuum_naptime = '20s'
idle_in_transaction_session_timeout = '60s'
track_io_timing = on

# Neither statements nor the rows in error details belong into a log: they hold personal data.
log_error_verbosity = 'terse'
log_min_error_statement = 'panic'
log_checkpoints = off
log_line_prefix = '%m [%p] %q%u '
{durability}
include_if_exists = 'local.conf'
"""
NOT_DURABLE = """
# For tests: a power cut may destroy the data.
fsync = off
synchronous_commit = off
full_page_writes = off
"""
ACCESS = """\
# Written by Esteio at each start.
local  all          all                scram-sha-256
host   all          all  127.0.0.1/32  scram-sha-256
local  replication  all                scram-sha-256
host   replication  all  127.0.0.1/32  scram-sha-256
"""


class PostgresServer:
    """The database server of one folder."""

    def __init__(self, home: Home, account: Account, *, durable: bool, max_connections: int) -> None:
        self._home = home
        self._account = account
        self._durable = durable
        self._max_connections = max_connections
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the database on the first start, start it, wait until it answers.

        The folder must be locked and no server of an earlier run left.
        """
        data = self._home.postgres
        if data.exists():
            _check_version(data)
            # Left by a crash; nobody uses the data now, and the process id in it may be another program's.
            (data / "postmaster.pid").unlink(missing_ok=True)
        else:
            self._create()
        if not self._home.state.passwords_set:
            self._set_passwords(data)
        for attempt in range(1, START_ATTEMPTS + 1):
            problem = self._launch()
            if problem is None:
                return
            if attempt == START_ATTEMPTS or "could not bind" not in problem:
                raise ConfigurationError(
                    f"The embedded PostgreSQL did not start ({problem}): see {self._home.log_path('postgres')}."
                )

    def stop(self) -> None:
        """End it with a checkpoint; sessions that are open are ended."""
        if self._process is not None:
            end(self._process, ENDING)
            self._process = None

    def _create(self) -> None:
        """Make the data in a folder beside and move it into place when it is whole."""
        unfinished = self._home.folder / "postgres.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self._account.own(unfinished)
        # The built-in C.UTF-8 sorts the same on every system, so an index never goes wrong with a new libc;
        # nobody listens yet, and `pg_hba.conf` asks for passwords before anybody does.
        arguments = ("--username", ADMIN_ROLE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C")
        arguments += ("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions")
        if not self._durable:
            arguments += ("--no-sync",)
        self._run(POSTGRES_BINARIES / "initdb", "--pgdata", unfinished, *arguments)
        self._run_sql(unfinished, (f"create database {DATABASE}",))
        unfinished.rename(self._home.postgres)
        self._home.state.passwords_set = False

    def _set_passwords(self, data: Path) -> None:
        state = self._home.state
        rights = "login nosuperuser nocreatedb nocreaterole noreplication nobypassrls"
        self._run_sql(
            data,
            (
                f"alter role {ADMIN_ROLE} password '{state.admin_password}'",
                f"do $$begin if to_regrole('{APPLICATION_ROLE}') is null then "
                f"create role {APPLICATION_ROLE}; end if; end$$",
                f"alter role {APPLICATION_ROLE} {rights} password '{state.application_password}'",
                f"revoke connect, temporary on database {DATABASE} from public",
                f"grant connect on database {DATABASE} to {APPLICATION_ROLE}",
            ),
        )
        state.passwords_set = True
        self._home.save_state()

    def _launch(self) -> str | None:
        """Start the server on a free port; None when it answers, otherwise what it said."""
        data, state = self._home.postgres, self._home.state
        port = free_port(state.postgres_port)
        if port != state.postgres_port:
            state.postgres_port = port
            self._home.save_state()
        self._write(
            "postgresql.conf",
            CONFIGURATION.format(
                port=port,
                sockets=str(self._home.run).replace("'", "''") if self._home.sockets_fit else "",
                max_connections=self._max_connections,
                durability="" if self._durable else NOT_DURABLE,
            ),
        )
        self._write("pg_hba.conf", ACCESS)
        path = self._home.log_path("postgres")
        with path.open("ab") as log:
            start = log.tell()
            process = spawn(
                (POSTGRES_BINARIES / "postgres", "-D", data),
                account=self._account,
                log=log,
                signal_on_orphaned=signal.SIGINT,
            )
        self._process = process
        if process.stdin is not None:
            process.stdin.close()
        if wait_until(self._says_ready, process, START_TIMEOUT_S):
            return None
        self.stop()
        return last_words(path, start)

    def _says_ready(self) -> bool:
        # The eighth line of postmaster.pid is what pg_ctl waits for, too.
        try:
            lines = (self._home.postgres / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready"

    def _write(self, name: str, text: str) -> None:
        path = self._home.postgres / name
        path.write_text(text)
        self._account.own(path)

    def _run_sql(self, data: Path, statements: tuple[str, ...]) -> None:
        """Run statements as the superuser without a listening server; passwords travel by pipe, not as arguments."""
        script = "".join(f"{statement}\n" for statement in statements)
        fsync = "on" if self._durable else "off"
        options = ("-c", f"fsync={fsync}", "-c", "exit_on_error=on", "-c", "log_checkpoints=off")
        self._run(POSTGRES_BINARIES / "postgres", "--single", "-D", data, *options, "postgres", script=script)

    def _run(self, *command: str | Path, script: str = "") -> None:
        path = self._home.log_path("postgres")
        with path.open("ab") as log:
            start = log.tell()
            process = spawn(command, account=self._account, log=log, signal_on_orphaned=signal.SIGKILL)
            try:
                process.communicate(script.encode())
            finally:
                end(process, ENDING)  # Ctrl-C came
        if process.returncode != 0:
            raise ConfigurationError(
                f"The embedded PostgreSQL could not be set up ({last_words(path, start)}): see {path}."
            )


def application_url(home: Home, state: ServerState) -> str:
    """As the role that the application uses."""
    return _url(home, state, APPLICATION_ROLE, state.application_password)


def admin_url(home: Home, state: ServerState) -> str:
    """As the superuser that owns the schema."""
    return _url(home, state, ADMIN_ROLE, state.admin_password)


def _url(home: Home, state: ServerState, role: str, password: str) -> str:
    who = f"postgresql://{role}:{quote(password, safe='')}"
    if home.sockets_fit:
        return f"{who}@/{DATABASE}?{urlencode({'host': str(home.run), 'port': state.postgres_port})}"
    return f"{who}@127.0.0.1:{state.postgres_port}/{DATABASE}"


def _check_version(data: Path) -> None:
    try:
        version = (data / "PG_VERSION").read_text().strip()
    except OSError as error:
        raise ConfigurationError(
            f"{data} does not look like a database ({error.strerror}): restore it from a backup, "
            "or run `esteio reset` to start anew."
        ) from None
    if version != MAJOR_VERSION:
        raise ConfigurationError(
            f"The data in {data} are PostgreSQL {version}'s and this Esteio brings {MAJOR_VERSION}: "
            "dump them with the Esteio that made them and restore them here."
        )
