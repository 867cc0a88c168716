"""`esteio.socketio` alone, doing what the Socket.IO peers do: token checked on connect, rooms, a broadcast.

For the comparison of like with like; the product's way from a commit to the screens is measured on `esteio serve`.
"""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

import msgspec
import uvicorn
import uvloop
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from esteio.socketio import ConnectionRefused, GracefulServer, Namespace, Server, Socket, websocket_protocol

SECRET = OctKey.import_key(os.environ["JWT_SECRET"])


class Main(Namespace):
    """Whoever has a valid token may come in."""

    def on_connect(self, socket: Socket, auth: dict[str, Any] | None) -> None:
        """Checks the token, as the peers do."""
        try:
            claims = jwt.decode((auth or {}).get("token", ""), SECRET, algorithms=["HS256"]).claims
        except (JoseError, ValueError):
            raise ConnectionRefused("Authentication failed") from None
        socket.data = (claims["sub"], claims["tenant"])


main = Main()
server = Server(main, ping_interval_s=25, ping_timeout_s=20, max_payload=65_536)


@main.on("subscribe")
def subscribe(socket: Socket, asked: dict[str, Any]) -> dict[str, Any]:
    """A room an event."""
    socket.join(*asked["events"])
    return {"granted": [{"event": event} for event in asked["events"]], "refused": []}


@main.on("heartbeat")
def heartbeat(socket: Socket, asked: dict[str, Any]) -> None:
    """Comes back."""
    socket.emit("heartbeat", {"timestamp": asked["timestamp"], "serverTime": asyncio.get_running_loop().time()})


class Broadcast(msgspec.Struct):
    """What to send to whom."""

    room: str
    event: str
    payload: msgspec.Raw


async def http(scope: Any, receive: Any, send: Any) -> None:
    """`POST /broadcast`; everything else is answered as healthy."""
    if scope["type"] == "lifespan":
        for kind in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{kind}.complete"})
        return
    status, headers, body = 200, [(b"content-type", b"application/json"), (b"content-length", b"15")], b""
    if scope["path"] == "/broadcast":
        content = b""
        while True:
            message = await receive()
            content += message.get("body", b"")
            if not message.get("more_body"):
                break
        asked = msgspec.json.decode(content, type=Broadcast)
        server.emit_encoded(asked.event, bytes(asked.payload), room=asked.room)
        status, headers = 204, []
    else:
        body = json.dumps({"status": "ok"}, separators=(",", ":")).encode()
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def serve() -> None:
    """Until a signal comes."""
    config = uvicorn.Config(
        server.asgi(http),
        port=int(os.environ["PORT"]),
        ws=websocket_protocol(server),
        http="httptools",
        access_log=False,
        log_level="warning",
        backlog=4096,
    )
    await GracefulServer(config, server, waves=1, over_s=0.0).serve()


if __name__ == "__main__":
    uvloop.run(serve())
