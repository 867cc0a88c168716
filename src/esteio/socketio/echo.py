"""The servers that the protocol's public test suites are run against."""

from __future__ import annotations

from typing import Any

import msgspec

from esteio.socketio.connection import Connection
from esteio.socketio.engine import Engine
from esteio.socketio.errors import CloseCode
from esteio.socketio.message import BinaryMessage, Message
from esteio.socketio.namespace import Namespace
from esteio.socketio.server import Server
from esteio.socketio.socket import Socket


class Echo(Namespace):
    """Tells who connects what it was given, and sends back what it is sent."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.on("message")(lambda socket, *arguments: socket.emit("message-back", *arguments))
        self.on("message-with-ack")(lambda _, *arguments: arguments)

    def on_connect(self, socket: Socket, auth: dict[str, Any] | None) -> None:
        """Everyone may."""
        socket.emit("auth", auth or {})


def echo_server(**options: Any) -> Server:
    """Namespaces `/` and `/custom`; the options are `Server`'s."""
    return Server(Echo("/"), Echo("/custom"), **options)


class EchoConnection(Connection):
    """Sends every message back."""

    __slots__ = ()

    def on_text(self, data: bytes) -> None:
        """Back, when it is text."""
        try:
            data.decode()
        except UnicodeDecodeError:
            self.close_malformed(CloseCode.INVALID_TEXT)
        else:
            self.send(Message(b"4" + data))

    def on_binary(self, data: bytes) -> None:
        """Back."""
        self.send(BinaryMessage(data))


def engine_echo_server(**options: Any) -> Server:
    """Plain Engine.IO under a server's ways in."""
    server = Server(**options)
    server.engine = Engine(msgspec.structs.replace(server.engine.options, connect_timeout_s=None), EchoConnection)
    return server
