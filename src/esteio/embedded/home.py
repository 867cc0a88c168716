"""The folder of the embedded servers: its layout, its lock, and what is remembered between runs."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import socket
from pathlib import Path

import msgspec

from esteio.core.errors import ConfigurationError
from esteio.embedded.privileges import Account

MAX_SOCKET_PATH_BYTES = 100
"""sockaddr_un holds 107 bytes on Linux and 103 on macOS; longer folders are reached over TCP instead."""
MAX_LOG_BYTES = 16 * 1024 * 1024


class ServerState(msgspec.Struct):
    """Passwords and ports, so that a second start is reachable where the first one was."""

    admin_password: str
    application_password: str
    valkey_password: str
    postgres_port: int
    valkey_port: int
    passwords_set: bool = False
    """False until PostgreSQL knows these passwords."""


class Home:
    """ESTEIO_HOME as the embedded servers use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().resolve()
        self.postgres = self.folder / "postgres"
        self.run = self.folder / "run"
        self.logs = self.folder / "logs"
        self.state_file = self.folder / "servers.json"
        self._lock_file = self.folder / "lock"
        self._lock_fd: int | None = None
        self._state: ServerState | None = None

    @property
    def state(self) -> ServerState:
        """What is remembered; read or made on first use, under the lock."""
        if self._state is None:
            self._state = read_state(self) or _new_state()
            self.save_state()
        return self._state

    @property
    def sockets_fit(self) -> bool:
        """Whether a Unix socket in this folder has a path short enough for the system."""
        return len(os.fsencode(self.run / ".s.PGSQL.65535.lock")) <= MAX_SOCKET_PATH_BYTES

    def lock(self) -> None:
        """Make this process the only one to use the folder; raises `ConfigurationError` if another one does."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fd = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise ConfigurationError(
                f"The folder {self.folder} cannot be used ({error.strerror}): "
                "make it yours, or set ESTEIO_HOME to a folder that you can write to."
            ) from None
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.pread(fd, 20, 0).decode(errors="replace").strip()
            os.close(fd)
            raise ConfigurationError(
                f"Esteio already runs on {self.folder} (process {owner or 'unknown'}): "
                "stop that one first, or set ESTEIO_HOME to another folder."
            ) from None
        os.ftruncate(fd, 0)
        os.pwrite(fd, str(os.getpid()).encode(), 0)
        self._lock_fd = fd
        if os.geteuid() == 0:
            # The servers then run as another account, which must be able to pass through, not to list.
            self.folder.chmod(0o711)

    def unlock(self) -> None:
        """Give the folder free."""
        if self._lock_fd is not None:
            os.close(self._lock_fd)
            self._lock_fd = None

    def is_locked(self) -> bool:
        """Whether some process uses the folder at this moment."""
        try:
            fd = os.open(self._lock_file, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(fd)
        return False

    def prepare(self, account: Account) -> None:
        """Make the folders, for the account that the servers run as; sockets of an earlier run go."""
        try:
            shutil.rmtree(self.run, ignore_errors=True)
            self.run.mkdir(mode=0o711)
            account.own(self.run)
            self.logs.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(
                f"The folder {self.folder} cannot be written ({error.strerror}): it may have been made by another "
                "account; start as that account, or set ESTEIO_HOME to another folder."
            ) from None

    def clear_run(self) -> None:
        """Remove what means nothing without servers; that it is gone tells the next start that all ended in order."""
        if self._lock_fd is not None:
            shutil.rmtree(self.run, ignore_errors=True)

    def save_state(self) -> None:
        """Write what is remembered, readable by nobody else, whole or not at all."""
        part = self.state_file.with_suffix(".part")
        part.unlink(missing_ok=True)
        fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(self.state)))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.state_file)

    def log_path(self, name: str) -> Path:
        """The log of one server; the one before is kept once when it has grown large."""
        path = self.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > MAX_LOG_BYTES:
            path.replace(path.with_suffix(".log.1"))
        return path


def read_state(home: Home) -> ServerState | None:
    """What is remembered, or None when there is nothing; raises `ConfigurationError` when it cannot be read."""
    try:
        return msgspec.json.decode(home.state_file.read_bytes(), type=ServerState)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise ConfigurationError(
            f"{home.state_file} cannot be read ({error}): start as the account that made it, "
            "or delete that file to have new passwords made."
        ) from None


def free_port(preferred: int = 0) -> int:
    """The preferred TCP port on the loopback address if nobody has it, otherwise any free one."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise ConfigurationError("No TCP port is free on 127.0.0.1: close some programs and try again.")


def _new_state() -> ServerState:
    return ServerState(
        admin_password=secrets.token_urlsafe(24),
        application_password=secrets.token_urlsafe(24),
        valkey_password=secrets.token_urlsafe(24),
        postgres_port=0,
        valkey_port=0,
    )
