"""Several processes of one machine behind one port: what reaches the wrong one is passed on over unix sockets.

Each process has two in a common folder: `<process>.http`, where it takes polling requests as MessagePack, and
`<process>.ws`, where it takes the TCP connections of WebSocket upgrades themselves (SCM_RIGHTS). Whoever may open the
folder is trusted, so it belongs to one user only.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from esteio.socketio.polling import ClientLeft, answer
from esteio.socketio.uvicorn import adopt
from esteio.socketio.wire import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from esteio.socketio.engine import Engine

log = logging.getLogger("esteio.socketio")

MAX_PATH = 107
"""Bytes of a unix socket's address on Linux, without the closing zero."""
MAX_HEAD = 128 * 1024
CONNECT_TIMEOUT_S = 2.0
READ_TIMEOUT_S = 10.0
RETRY_S = 0.005
TAKEN_AT_ONCE = 32

_requests = msgspec.msgpack.Decoder(HttpRequest)
_responses = msgspec.msgpack.Decoder(HttpResponse)


class UnixForwarder:
    """Reaches the processes of this machine that were started with the same folder; see `Forwarder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: list[Path] = []
        self._server: asyncio.Server | None = None
        self._upgrades: socket.socket | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, engine: Engine) -> None:
        """Listen for the others. Raises `ValueError` when the folder's path is too long for a unix socket."""
        name = engine.options.process
        http, upgrades = self._folder / f"{name}.http", self._folder / f"{name}.ws"
        if len(str(http).encode()) > MAX_PATH:
            raise ValueError(f"{http} is longer than the {MAX_PATH} bytes of a unix socket's address")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._remove_leftovers()
        self._names = [http, upgrades]
        self._server = await asyncio.start_unix_server(partial(self._serve, engine), http)
        self._upgrades = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._upgrades.setblocking(False)
        self._upgrades.bind(str(upgrades))
        asyncio.get_running_loop().add_reader(self._upgrades, self._take_upgrades, engine, self._upgrades)

    async def close(self) -> None:
        """Listen no more."""
        if self._upgrades is not None and self._server is not None:
            asyncio.get_running_loop().remove_reader(self._upgrades)
            self._upgrades.close()
            self._server.close()
            for task in self._tasks:
                task.cancel()
            for path in self._names:
                path.unlink(missing_ok=True)

    async def forward(self, process: str, request: HttpRequest, gone: asyncio.Future[None]) -> HttpResponse | None:
        """The other process's answer; None when it is not there. Raises `ClientLeft` when the client did not wait."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                reader, writer = await asyncio.open_unix_connection(self._folder / f"{process}.http")
        except OSError:  # TimeoutError is one
            return None
        try:
            _write(writer, msgspec.msgpack.encode(request))
            response = asyncio.ensure_future(_read(reader, None))
            await asyncio.wait((response, gone), return_when=asyncio.FIRST_COMPLETED)
            if not response.done():
                response.cancel()
                raise ClientLeft
            return _responses.decode(response.result())
        except (OSError, asyncio.IncompleteReadError, msgspec.DecodeError):
            return None
        finally:
            writer.close()

    async def hand_over(self, process: str, request: HttpRequest, descriptor: int) -> bool:
        """Send the connection; False when the process is not there, or is too busy for too long."""
        content = msgspec.msgpack.encode(request)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.setblocking(False)
            try:
                sender.connect(str(self._folder / f"{process}.ws"))
                async with asyncio.timeout(CONNECT_TIMEOUT_S):
                    while not _sent(sender, content, descriptor):  # noqa: ASYNC110 - nothing tells of room
                        await asyncio.sleep(RETRY_S)
            except OSError:  # TimeoutError is one
                return False
        return True

    async def _serve(self, engine: Engine, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        gone: asyncio.Future[None] | None = None
        try:
            async with asyncio.timeout(READ_TIMEOUT_S):
                request = _requests.decode(await _read(reader, engine.options.max_payload + MAX_HEAD))
            gone = asyncio.ensure_future(_until_end(reader))
            watch = gone
            response = await answer(engine, request, lambda: watch)
            _write(writer, msgspec.msgpack.encode(response))
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError, msgspec.DecodeError, ClientLeft):
            pass
        except Exception:
            log.exception("a forwarded request failed")
        finally:
            if gone is not None:
                gone.cancel()
            writer.close()

    def _take_upgrades(self, engine: Engine, upgrades: socket.socket) -> None:
        for _ in range(TAKEN_AT_ONCE):
            if not self._take_upgrade(engine, upgrades):
                return

    def _take_upgrade(self, engine: Engine, upgrades: socket.socket) -> bool:
        """One that waits; False when none does."""
        descriptors: list[int] = []
        try:
            head, descriptors, _, _ = socket.recv_fds(upgrades, MAX_HEAD, 1)
            request = _requests.decode(head)
        except BlockingIOError:
            return False
        except (OSError, msgspec.DecodeError):
            for descriptor in descriptors:
                socket.close(descriptor)
            return True
        for descriptor in descriptors:
            task = asyncio.ensure_future(self._adopt(engine, request, socket.socket(fileno=descriptor)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return True

    async def _adopt(self, engine: Engine, request: HttpRequest, connected: socket.socket) -> None:
        connected.setblocking(False)
        try:
            await adopt(engine, request, connected)
        except OSError:  # the client left on the way
            connected.close()

    def _remove_leftovers(self) -> None:
        """The sockets of processes that were killed."""
        for path in self._folder.glob("*.ws"):
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as attempt:
                try:
                    attempt.connect(str(path))
                except ConnectionRefusedError:
                    for leftover in (path, path.with_suffix(".http")):
                        leftover.unlink(missing_ok=True)
                except OSError:
                    continue


def _write(writer: asyncio.StreamWriter, content: bytes) -> None:
    writer.write(len(content).to_bytes(4, "big") + content)


def _sent(sender: socket.socket, content: bytes, descriptor: int) -> bool:
    """False while the system's queue is full (ten messages by default on Linux)."""
    try:
        socket.send_fds(sender, [content], [descriptor])
    except BlockingIOError:
        return False
    return True


async def _read(reader: asyncio.StreamReader, limit: int | None) -> bytes:
    size = int.from_bytes(await reader.readexactly(4), "big")
    if limit is not None and size > limit:
        raise OSError("too long")
    return await reader.readexactly(size)


async def _until_end(reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(OSError):
        await reader.read(1)
