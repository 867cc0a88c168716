"""A server on a free port, and clients that speak the protocol byte by byte, also wrongly."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import ssl
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from tests.plain_http import NO_TLS

from esteio.socketio import GracefulServer, Server, websocket_protocol

WITHIN_S = 10.0
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Closed(Exception):
    """The server ended the WebSocket; with the code it gave, None when it dropped the connection."""

    def __init__(self, code: int | None, text: str = "") -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


class Refused(Exception):
    """The server answered the upgrade otherwise."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


class Serving:
    """Where a server listens, and ways to reach it."""

    def __init__(self, server: Server, port: int) -> None:
        self.server = server
        self.port = port
        self.path: str = server.engine.options.path
        self.url = f"http://127.0.0.1:{port}"
        self.http = httpx.AsyncClient(base_url=self.url, timeout=WITHIN_S, verify=NO_TLS)
        self.opened: list[WebSocket] = []
        """Kept, because a stream that nobody holds is closed."""

    async def websocket(self, query: str = "EIO=4&transport=websocket", **options: Any) -> WebSocket:
        """An open WebSocket; raises `Refused`."""
        websocket = await WebSocket.open(self.port, f"{self.path}?{query}", **options)
        self.opened.append(websocket)
        return websocket

    async def client(self, connect: str = "40", **options: Any) -> WebSocket:
        """A WebSocket that is in a namespace."""
        websocket = await self.websocket(**options)
        assert (await websocket.text()).startswith("0")
        await websocket.send(connect)
        answer = await websocket.text()
        assert answer.startswith("40"), answer
        return websocket

    async def open_polling(self) -> str:
        """A polling session's id."""
        answer = await self.get("")
        assert answer.status_code == 200
        return json.loads(answer.text[1:])["sid"]

    async def get(self, session_id: str, **options: Any) -> httpx.Response:
        """Poll."""
        return await self.http.get(self._polling(session_id), **options)

    async def post(self, session_id: str, body: str | bytes, **options: Any) -> httpx.Response:
        """Send packets."""
        return await self.http.post(self._polling(session_id), content=body, **options)

    def _polling(self, session_id: str) -> str:
        return f"{self.path}?EIO=4&transport=polling" + (f"&sid={session_id}" if session_id else "")


@asynccontextmanager
async def serving(
    server: Server, *, waves: int = 1, over_s: float = 0.0, certificate: Path | None = None, stay: bool = False
) -> AsyncGenerator[Serving]:
    """The server under uvicorn, for the time of the block; clients are still there at its end only if they `stay`."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        server.asgi(),
        ws=websocket_protocol(server),
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
        ssl_certfile=certificate,
    )
    running = GracefulServer(config, server, waves=waves, over_s=over_s)
    task = asyncio.create_task(running.serve(sockets=[listener]))
    address = Serving(server, listener.getsockname()[1])
    try:
        while not running.started:
            assert not task.done(), task
            await asyncio.sleep(0.005)
        yield address
    finally:
        await address.http.aclose()
        for websocket in () if stay else address.opened:  # who just falls silent is waited for, at length
            websocket.hang_up()
        running.should_exit = True
        await task


class WebSocket:
    """A client's end."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(
        cls,
        port: int,
        target: str,
        *,
        headers: dict[str, str] | None = None,
        receive_buffer: int | None = None,
        encryption: ssl.SSLContext | None = None,
    ) -> WebSocket:
        """Connect and upgrade."""
        connected = socket.socket()
        if receive_buffer is not None:
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connected.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connected, ("127.0.0.1", port))
        reader, writer = await asyncio.open_connection(
            sock=connected, limit=1 << 16, ssl=encryption, server_hostname="localhost" if encryption else None
        )
        lines = {
            "Host": f"127.0.0.1:{port}",
            "Connection": "keep-alive, Upgrade",  # as Firefox has it
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
            **(headers or {}),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"GET {target} HTTP/1.1\r\n{head}\r\n".encode())
        async with asyncio.timeout(WITHIN_S):
            answer = (await reader.readuntil(b"\r\n\r\n")).decode()
            status = int(answer.split(" ")[1])
            if status != 101:
                body = (await reader.read()).decode()
                writer.close()
                raise Refused(status, body)
        assert "HSmrc0sMlYUkAGmm5OPpG2HaGWk=" in answer
        return cls(reader, writer)

    async def send(self, data: str | bytes) -> None:
        """One message in one frame."""
        await self.send_frame(BINARY if isinstance(data, bytes) else TEXT, data)

    async def send_frame(self, opcode: int, data: str | bytes = b"", *, fin: bool = True, first: int = 0) -> None:
        """Any frame; `first` is or-ed to the first byte."""
        payload = data.encode() if isinstance(data, str) else data
        mask = os.urandom(4)
        size = len(payload)
        if size < 126:
            length = bytes([0x80 | size])
        else:
            length = bytes([0xFE]) + size.to_bytes(2, "big") if size < 1 << 16 else b"\xff" + size.to_bytes(8, "big")
        repeated = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")
        self.writer.write(bytes([(0x80 if fin else 0) | opcode | first]) + length + mask + masked)
        await self.writer.drain()

    async def frame(self, within_s: float = WITHIN_S) -> tuple[int, bytes]:
        """The next frame of any kind; raises `Closed` when there will be none."""
        async with asyncio.timeout(within_s):
            try:
                first, second = await self.reader.readexactly(2)
                size = second & 0x7F
                if size == 126:
                    (size,) = struct.unpack("!H", await self.reader.readexactly(2))
                elif size == 127:
                    (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
                payload = await self.reader.readexactly(size)
            except (asyncio.IncompleteReadError, ConnectionError):
                raise Closed(None) from None
        assert second & 0x80 == 0, "a server does not mask"
        opcode = first & 0x0F
        if opcode == CLOSE:
            code = int.from_bytes(payload[:2], "big") if payload else 1005
            with suppress(ConnectionError):
                await self.send_frame(CLOSE, payload)
            raise Closed(code, payload[2:].decode())
        return opcode, payload

    async def message(self, within_s: float = WITHIN_S) -> str | bytes:
        """The next text or bytes; answers pings on the way."""
        while True:
            opcode, payload = await self.frame(within_s)
            if opcode == BINARY:
                return payload
            if opcode == TEXT and payload != b"2":
                return payload.decode()
            if opcode == TEXT:
                await self.send("3")

    async def text(self, within_s: float = WITHIN_S) -> str:
        """The next message, of text."""
        message = await self.message(within_s)
        assert isinstance(message, str), message
        return message

    def hang_up(self) -> None:
        """End it without a word."""
        self.writer.transport.abort()

    async def closed(self, within_s: float = WITHIN_S) -> Closed:
        """How it is closed; what comes before is passed over and pings are not answered."""
        while True:
            try:
                await self.frame(within_s)
            except Closed as closed:
                return closed

    def drop(self) -> None:
        """Vanish without a word."""
        self.writer.transport.abort()


async def until(condition: Any, within_s: float = WITHIN_S) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)
