"""A Socket.IO server (Engine.IO 4, Socket.IO 5) on picows under uvicorn; see docs/socketio.md.

It stands alone and imports nothing of Esteio. Files in the order of a message's way: `uvicorn`, `websocket` and
`polling` (the ways in), `engine` and `connection` (sessions), `packet` and `client` (what Socket.IO makes of them),
`socket`, `namespace`, `rooms`, `server` (what an application uses), `forwarding` (several processes).
"""

from esteio.socketio.errors import CloseCode, ConnectionRefused, Disconnected, EventRefused, Reason
from esteio.socketio.forwarding import UnixForwarder
from esteio.socketio.handshake import Handshake
from esteio.socketio.message import Message
from esteio.socketio.namespace import Namespace
from esteio.socketio.server import Server
from esteio.socketio.socket import Socket
from esteio.socketio.statistics import Statistics
from esteio.socketio.uvicorn import GracefulServer, websocket_protocol

__all__ = [
    "CloseCode",
    "ConnectionRefused",
    "Disconnected",
    "EventRefused",
    "GracefulServer",
    "Handshake",
    "Message",
    "Namespace",
    "Reason",
    "Server",
    "Socket",
    "Statistics",
    "UnixForwarder",
    "websocket_protocol",
]
