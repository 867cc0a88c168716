"""The limit: ASGI applications that do nothing, under the same server (uvicorn, uvloop, httptools) as Esteio.

What the load generator drives out of `/hello` is the most that any application on uvicorn could answer here;
`/rows` gives as many bytes as a list of 50 rows, from memory.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

_ROWS = b"[" + b"x" * (int(os.environ.get("ROWS_BYTES", "16000")) - 2) + b"]"
_BODIES = {"/hello": b'{"ok":true}', "/rows": _ROWS, "/health": b'{"status":"ok"}'}


async def app(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Answers a known path from memory."""
    if scope["type"] != "http":
        return
    body = _BODIES[scope["path"]]
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
