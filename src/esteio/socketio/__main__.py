"""`python -m esteio.socketio`: an echo server, for the protocol's test suites and for trying things out."""

from __future__ import annotations

import argparse
from typing import Any

import uvicorn
import uvloop

from esteio.socketio.echo import echo_server, engine_echo_server
from esteio.socketio.server import Server
from esteio.socketio.uvicorn import GracefulServer, websocket_protocol


def main() -> None:
    """Serve until a signal comes."""
    options = _arguments()
    path: str = options.path or ("/engine.io/" if options.engine_echo else "/socket.io/")
    make = engine_echo_server if options.engine_echo else echo_server
    server = make(
        path=path,
        ping_interval_s=options.ping_interval / 1000,
        ping_timeout_s=options.ping_timeout / 1000,
        connect_timeout_s=options.connect_timeout / 1000,
        max_payload=options.max_payload,
        allowed_origins=["*"],
    )
    uvloop.run(_serve(server, options.host, options.port))


async def _serve(server: Server, host: str, port: int) -> None:
    config = uvicorn.Config(
        server.asgi(),
        host=host,
        port=port,
        ws=websocket_protocol(server),
        http="httptools",
        access_log=False,
        backlog=4096,
        timeout_graceful_shutdown=5,
    )
    await GracefulServer(config, server, waves=1, over_s=0.0).serve()


def _arguments() -> Any:
    parser = argparse.ArgumentParser(prog="python -m esteio.socketio", description=__doc__)
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port", type=int, default=3000)
    parser.add_argument("--path", help="of the requests; /socket.io/, or /engine.io/ with --engine-echo")
    parser.add_argument("--ping-interval", type=float, default=300, metavar="MS")
    parser.add_argument("--ping-timeout", type=float, default=200, metavar="MS")
    parser.add_argument("--connect-timeout", type=float, default=1000, metavar="MS")
    parser.add_argument("--max-payload", type=int, default=1_000_000, metavar="BYTES")
    parser.add_argument("--engine-echo", action="store_true", help="plain Engine.IO, without namespaces")
    return parser.parse_args()


if __name__ == "__main__":
    main()
