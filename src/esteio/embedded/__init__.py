"""A real PostgreSQL 18 and a real Valkey 9 out of Python wheels, under one folder, for machines that have neither.

The folder (ESTEIO_HOME) holds:

    lock            held while the servers run, so that two starts cannot share a folder
    servers.json    ports and passwords (mode 0600), made on the first start
    postgres/       the database, kept between runs
    run/            sockets and everything else that means nothing after a stop
    logs/           what the servers say

The wheels' own Python wrappers are not used: they know nothing of root, of a dead parent or of passwords.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from esteio.embedded.home import Home, read_state
from esteio.embedded.postgres import ENDING as POSTGRES_ENDING
from esteio.embedded.postgres import PostgresServer, admin_url, application_url
from esteio.embedded.privileges import choose_account
from esteio.embedded.process import end_leftovers
from esteio.embedded.valkey import ENDING as VALKEY_ENDING
from esteio.embedded.valkey import ValkeyServer, valkey_url


class ServerUrls(NamedTuple):
    """Where the servers are; empty text for one that was not asked for."""

    database_url: str
    """As the role that owns nothing and is bound by row security."""
    database_admin_url: str
    """As the superuser that owns the schema: migrations only."""
    redis_url: str


class EmbeddedServers:
    """Both servers as children of this process; also a context manager.

    Start it from the main thread: on Linux the servers end when the *thread* that started them ends.
    """

    def __init__(
        self,
        folder: Path,
        *,
        durable: bool = True,
        max_connections: int = 120,
        with_postgres: bool = True,
        with_valkey: bool = True,
    ) -> None:
        """`durable=False` is for tests: commits do not wait for the disk, so a power cut may destroy the data."""
        self._home = Home(folder)
        self._durable = durable
        self._max_connections = max_connections
        self._with_postgres = with_postgres
        self._with_valkey = with_valkey
        self._postgres: PostgresServer | None = None
        self._valkey: ValkeyServer | None = None

    def start(self) -> ServerUrls:
        """Lock the folder, start what was asked for, return when both answer.

        Raises `ConfigurationError` with one sentence: the folder is in use or not writable, the data belong to
        another PostgreSQL, a server ends at once.
        """
        self._home.lock()
        try:
            account = choose_account(self._home.folder, self._home.postgres)
            self._end_leftovers()
            self._home.prepare(account)
            if self._with_valkey:
                self._valkey = ValkeyServer(self._home, account)
                self._valkey.launch()
            if self._with_postgres:
                self._postgres = PostgresServer(
                    self._home, account, durable=self._durable, max_connections=self._max_connections
                )
                self._postgres.start()
            if self._valkey is not None:
                self._valkey.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self._urls()

    def stop(self) -> None:
        """Stop what `start` started, in order, and give the folder free. Harmless when called twice."""
        if self._postgres is not None:
            self._postgres.stop()
            self._postgres = None
        if self._valkey is not None:
            self._valkey.stop()
            self._valkey = None
        self._home.clear_run()
        self._home.unlock()

    def __enter__(self) -> ServerUrls:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _end_leftovers(self) -> None:
        """End the servers of an Esteio that was killed. Safe, because the lock on the folder is ours."""
        if self._home.run.exists():  # a stop in order removes it
            end_leftovers(self._home.postgres, "postgres", POSTGRES_ENDING)
            end_leftovers(self._home.run, "valkey-server", VALKEY_ENDING)

    def _urls(self) -> ServerUrls:
        state = self._home.state
        return ServerUrls(
            application_url(self._home, state) if self._with_postgres else "",
            admin_url(self._home, state) if self._with_postgres else "",
            valkey_url(self._home, state) if self._with_valkey else "",
        )


def was_killed(folder: Path) -> bool:
    """Whether the last Esteio on this folder ended without stopping what it had started."""
    home = Home(folder)
    return home.run.exists() and not home.is_locked()


def find_running(folder: Path) -> ServerUrls | None:
    """Where the servers of this folder are, when another process runs them; None when nobody does."""
    home = Home(folder)
    if not home.is_locked():
        return None
    state = read_state(home)
    if state is None:
        return None
    has_postgres = (home.postgres / "postmaster.pid").exists()
    return ServerUrls(
        application_url(home, state) if has_postgres else "",
        admin_url(home, state) if has_postgres else "",
        valkey_url(home, state) if state.valkey_port else "",
    )
