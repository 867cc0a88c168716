"""What Socket.IO makes of a connection: packets, their attachments, and the namespaces that the client is in."""

from __future__ import annotations

from collections.abc import Mapping

from esteio.socketio import packet as packets
from esteio.socketio.connection import Connection
from esteio.socketio.engine import Engine
from esteio.socketio.errors import CloseCode, PacketError, Reason
from esteio.socketio.handshake import Handshake
from esteio.socketio.namespace import Namespace
from esteio.socketio.packet import Packet, PacketType
from esteio.socketio.socket import Socket, State

MAX_ATTEMPTS = 64
"""CONNECT packets of one connection; nobody needs as many, and each may cost a look at a token."""


class Client(Connection):
    """A connection with namespaces."""

    __slots__ = ("_attachments", "_attempts", "_awaiting", "_left", "_namespaces", "_size", "sockets")

    def __init__(self, engine: Engine, handshake: Handshake, namespaces: Mapping[str, Namespace]) -> None:
        super().__init__(engine, handshake)
        self.sockets: dict[str, Socket] = {}
        """By namespace; also those that `on_connect` has not decided on."""
        self._namespaces = namespaces
        self._attempts = 0
        self._left: frozenset[str] = frozenset()
        self._awaiting: Packet | None = None
        """A packet whose attachments are still to come."""
        self._attachments: list[bytes] | None = None
        self._size = 0

    def on_text(self, data: bytes) -> None:
        """A packet."""
        if self._awaiting is not None:
            self.close_malformed()
            return
        try:
            packet = packets.decode(data)
        except PacketError:
            self.close_malformed()
            return
        if packet.attachments and self._has(packet):
            self._awaiting, self._attachments, self._size = packet, [], len(data)
        elif not self.closed:
            self._take(packet, len(data))

    def on_binary(self, data: bytes) -> None:
        """An attachment of the packet before."""
        packet, attachments = self._awaiting, self._attachments
        self._size += len(data)
        if packet is None or attachments is None:
            self.close_malformed()
        elif self._size > self.engine.options.max_payload:
            self.close_malformed(CloseCode.TOO_BIG)
        elif len(attachments) + 1 < packet.attachments:
            attachments.append(data)
        else:
            self._awaiting = self._attachments = None
            try:
                packet = packets.with_attachments(packet, [*attachments, data])
            except PacketError:
                self.close_malformed()
                return
            self._take(packet, self._size)

    def on_close(self, reason: Reason) -> None:
        """All namespaces end."""
        self._awaiting = self._attachments = None
        for socket in list(self.sockets.values()):
            socket.end(reason)

    def on_descriptor(self) -> None:
        """Tell all rooms."""
        for socket in self.sockets.values():
            socket.refresh()

    def on_pressure(self, behind: bool) -> None:
        """Tell all namespaces."""
        for socket in list(self.sockets.values()):
            if socket.state is State.CONNECTED:
                socket.tell_pressure(behind)

    def socket_left(self, socket: Socket) -> None:
        """It is not in its namespace any more, nor will it be."""
        if self.sockets.get(socket.namespace.name) is socket:
            del self.sockets[socket.namespace.name]
            self._left |= {socket.namespace.name}

    def _has(self, packet: Packet) -> bool:
        """Whether the client may send that now; a client of a namespace that it was never in is closed."""
        socket = self.sockets.get(packet.namespace)
        if socket is not None and socket.state is State.CONNECTED:
            return True
        # What was on its way when the server ended the namespace is nobody's fault, and nobody's concern; attachments
        # are waited for all the same, to know them for what they are.
        if packet.namespace in self._left and socket is None:
            return True
        self.close_malformed()
        return False

    def _take(self, packet: Packet, size: int) -> None:
        if packet.type is PacketType.CONNECT:
            self._connect(packet)
            return
        socket = self.sockets.get(packet.namespace)
        if packet.type is PacketType.DISCONNECT and socket is not None:
            socket.end(Reason.CLIENT_LEFT)
        elif packet.type is PacketType.CONNECT_ERROR:
            self.close_malformed()
        elif self._has(packet) and socket is not None:
            if packet.type in (PacketType.EVENT, PacketType.BINARY_EVENT):
                socket.take_event(packet, size)
            else:
                socket.take_ack(packet)

    def _connect(self, packet: Packet) -> None:
        self._attempts += 1
        namespace = self._namespaces.get(packet.namespace)
        if packet.namespace in self.sockets:
            self.close_malformed()
        elif self._attempts > MAX_ATTEMPTS:
            self.close(Reason.FLOOD, CloseCode.POLICY, "too many connects")
        elif namespace is None:
            self.engine.statistics.refused += 1
            self.send(packets.connect_error("Invalid namespace", namespace=packet.namespace))
        else:
            socket = self.sockets[packet.namespace] = Socket(self, namespace)
            socket.begin(packet.data)
