"""Valkey 9 from the wheel: memory shared between processes, nothing that must outlive a stop."""

from __future__ import annotations

import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from esteio.core.errors import ConfigurationError
from esteio.embedded.home import Home, ServerState, free_port
from esteio.embedded.privileges import Account
from esteio.embedded.process import end, last_words, spawn, wait_until
from esteio.embedded.wheels import VALKEY_SERVER

START_TIMEOUT_S = 20.0
ENDING = ((signal.SIGTERM, 5.0), (signal.SIGKILL, 2.0))

# What it holds (fan-out, limits, presence, cache) can be lost at any time, so nothing is saved and the least
# used keys make room.
CONFIGURATION = """\
bind 127.0.0.1
port {port}
{unix_socket}
requirepass {password}
dir {folder}
save ""
appendonly no
maxmemory 256mb
maxmemory-policy allkeys-lru
maxclients 2000
tcp-keepalive 60
daemonize no
"""


class ValkeyServer:
    """The Valkey server of one folder."""

    def __init__(self, home: Home, account: Account) -> None:
        self._home = home
        self._account = account
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    def launch(self) -> None:
        """Start it; `wait_until_ready` tells whether it did."""
        state = self._home.state
        port = free_port(state.valkey_port)
        if port != state.valkey_port:
            state.valkey_port = port
            self._home.save_state()
        unix_socket = f'unixsocket "{_socket_path(self._home)}"\nunixsocketperm 777' if self._home.sockets_fit else ""
        configuration = CONFIGURATION.format(
            port=port, unix_socket=unix_socket, password=state.valkey_password, folder=f'"{self._home.run}"'
        )
        path = self._home.log_path("valkey")
        with path.open("ab") as log:
            self._log_start = log.tell()
            self._process = spawn(
                (VALKEY_SERVER, "-"), account=self._account, log=log, signal_on_orphaned=signal.SIGTERM
            )
        # By pipe, so that the password is in no list of processes.
        if stdin := self._process.stdin:
            with suppress(BrokenPipeError), stdin:  # it ended already: wait_until_ready says why
                stdin.write(configuration.encode())

    def wait_until_ready(self) -> None:
        """Return once it answers; raises `ConfigurationError` with what it said when it does not."""
        process = self._process
        if process is None or not wait_until(self._answers, process, START_TIMEOUT_S):
            path = self._home.log_path("valkey")
            raise ConfigurationError(
                f"The embedded Valkey did not start ({last_words(path, self._log_start)}): see {path}."
            )

    def stop(self) -> None:
        """End it; what it held is gone."""
        if self._process is not None:
            end(self._process, ENDING)
            self._process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self._home.state.valkey_port), timeout=1.0) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(7) == b"-NOAUTH"
        except OSError:
            return False


def valkey_url(home: Home, state: ServerState) -> str:
    """For valkey-py's `from_url`."""
    password = quote(state.valkey_password, safe="")
    if home.sockets_fit:
        return f"unix://{quote(str(_socket_path(home)))}?password={password}"
    return f"redis://:{password}@127.0.0.1:{state.valkey_port}/0"


def _socket_path(home: Home) -> Path:
    return home.run / "valkey.sock"
