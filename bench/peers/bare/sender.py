"""The limit of a fan-out: a loop of bare `send()` over open sockets, all of the same frame, and nothing else.

Speaks just enough of the protocol (always the same answers) for the load tests' crowd to open its sockets. What
this process reaches on one core is what the kernel lets anybody reach who writes one frame a socket.
"""

from __future__ import annotations

import json
import os
import select
import socket
from collections.abc import Callable

_SWITCH = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n"
)
_OPEN = b'0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":65536}'
_CONNECTED = b'40{"sid":"x"}'
_GRANTED = b'430[{"granted":[{"event":"briefings"}],"refused":[]}]'
_DONE = b"HTTP/1.1 204 No Content\r\n\r\n"
_OK = b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\nContent-Type: application/json\r\n\r\n" + b'{"status":"ok"}'


def frame(text: bytes) -> bytes:
    """An unmasked text frame of less than 64 KiB."""
    head = bytes((0x81, len(text))) if len(text) < 126 else b"\x81\x7e" + len(text).to_bytes(2)
    return head + text


class Sender:
    """Serves until it is killed."""

    def __init__(self, port: int) -> None:
        self._listener = socket.create_server(("127.0.0.1", port), backlog=4096)
        self._listener.setblocking(False)
        self.port: int = self._listener.getsockname()[1]
        self._epoll = select.epoll()
        self._epoll.register(self._listener.fileno(), select.EPOLLIN)
        self._sockets: dict[int, socket.socket] = {}
        self._open: dict[int, Callable[[bytes], int]] = {}
        """`send` of each WebSocket."""

    def serve(self) -> None:
        """Answers, one event after the other."""
        while True:
            for descriptor, _ in self._epoll.poll():
                if descriptor == self._listener.fileno():
                    self._accept()
                else:
                    self._read(descriptor)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except BlockingIOError:
                return
            client.setblocking(False)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._sockets[client.fileno()] = client
            self._epoll.register(client.fileno(), select.EPOLLIN)

    def _read(self, descriptor: int) -> None:
        client = self._sockets[descriptor]
        try:
            data = client.recv(65_536)
        except OSError:
            data = b""
        if not data:
            self._epoll.unregister(descriptor)
            self._open.pop(descriptor, None)
            del self._sockets[descriptor]
            client.close()
        elif descriptor in self._open:
            # Masked with zeros, so the packet's first bytes can be read as they are.
            if b"40{" in data[:12]:
                client.send(frame(_CONNECTED))
            elif b"420[" in data[:12]:
                client.send(frame(_GRANTED))
        elif data.startswith(b"POST"):
            self._broadcast(data)
            client.send(_DONE)
        elif b"pgrade: websocket" in data:
            self._open[descriptor] = client.send
            client.send(_SWITCH + frame(_OPEN))
        else:
            client.send(_OK)

    def _broadcast(self, request: bytes) -> None:
        asked = json.loads(request.partition(b"\r\n\r\n")[2])
        content = json.dumps([asked["event"], asked["payload"]], separators=(",", ":"), ensure_ascii=False)
        message = frame(b"42" + content.encode())
        for send in self._open.values():
            # One after the other, or nothing: who reads too slowly goes without, so that nobody is waited for.
            try:
                send(message)
            except BlockingIOError:
                continue


if __name__ == "__main__":
    sender = Sender(int(os.environ["PORT"]))
    if "READY_DESCRIPTOR" in os.environ:
        os.write(int(os.environ["READY_DESCRIPTOR"]), str(sender.port).encode())
    sender.serve()
