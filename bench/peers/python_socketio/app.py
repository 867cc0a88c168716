"""python-socketio on uvicorn as its documentation teaches it: token checked on connect, rooms, a broadcast."""

from __future__ import annotations

import json
import os
from typing import Any

import jwt

import socketio

SECRET = os.environ["JWT_SECRET"]

sio = socketio.AsyncServer(async_mode="asgi", http_compression=False)


@sio.event
async def connect(sid: str, environ: dict[str, Any], auth: dict[str, str] | None) -> None:
    """Whoever has a valid token may come in."""
    try:
        claims = jwt.decode((auth or {}).get("token", ""), SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise socketio.exceptions.ConnectionRefusedError("Authentication failed") from None
    await sio.save_session(sid, {"user": claims["sub"], "tenant": claims["tenant"]})


@sio.event
async def subscribe(sid: str, data: dict[str, Any]) -> dict[str, Any]:
    """A room an event."""
    for event in data["events"]:
        await sio.enter_room(sid, event)
    return {"granted": [{"event": event} for event in data["events"]], "refused": []}


async def _http(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    status, body = 200, b'{"status":"ok"}'
    if scope["path"] == "/broadcast":
        content = b""
        while True:
            message = await receive()
            content += message.get("body", b"")
            if not message.get("more_body"):
                break
        asked = json.loads(content)
        await sio.emit(asked["event"], asked["payload"], room=asked["room"])
        status, body = 204, b""
    headers = [] if status == 204 else [(b"content-type", b"application/json"), (b"content-length", b"15")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


app = socketio.ASGIApp(sio, _http)
