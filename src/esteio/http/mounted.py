"""What the edge passes on without going the way of a request: connections that last.

Both are made above this layer; the composition root hands them to the edge.
"""

from __future__ import annotations

from typing import Any, Protocol

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.http.responses import Headers


class EventStreams(Protocol):
    """Server-Sent Events; the edge finds out who asks."""

    path: str

    @property
    def generation(self) -> int:
        """Of what is known of rights; read before the actor is looked up."""
        ...

    async def serve(
        self,
        scope: Any,
        send: Any,
        *,
        actor: Actor,
        token: str,
        generation: int,
        origin: Origin,
        headers: Headers,
    ) -> None:
        """Answer until either side ends; raises before the answer has begun."""
        ...


class Polling(Protocol):
    """The HTTP transport of sockets; it finds out by itself who asks."""

    def owns(self, path: str) -> bool:
        """Whether a request for this path is its own."""
        ...

    async def serve_http(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer the request."""
        ...
