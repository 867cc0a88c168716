"""One of several processes that serve one port: `python -m tests.socketio.forwarding_process NAME FOLDER FD...`."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import uvicorn
import uvloop

from esteio.socketio import GracefulServer, Server, UnixForwarder, websocket_protocol
from esteio.socketio.echo import Echo


async def serve(name: str, folder: Path, listeners: list[socket.socket]) -> None:
    """Until a signal comes."""
    echo = Echo("/")
    echo.on("who")(lambda _: name)
    server = Server(echo, process=name, forwarder=UnixForwarder(folder), max_payload=200_000)
    config = uvicorn.Config(server.asgi(), ws=websocket_protocol(server), log_level="warning")
    await GracefulServer(config, server, waves=1, over_s=0).serve(sockets=listeners)


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1], Path(sys.argv[2]), [socket.socket(fileno=int(number)) for number in sys.argv[3:]]))
