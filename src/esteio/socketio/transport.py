"""What a connection needs of a WebSocket."""

from __future__ import annotations

from typing import Protocol


class Writer(Protocol):
    """The part of an asyncio transport that sends."""

    def write(self, data: bytes, /) -> None:
        """Send now, or keep what the system does not take."""
        ...

    def get_write_buffer_size(self) -> int:
        """Bytes that were kept."""
        ...


class Link(Protocol):
    """A WebSocket."""

    @property
    def has_probed(self) -> bool:
        """Whether it has shown that it works, and the client stops to poll."""
        ...

    @property
    def descriptor(self) -> int:
        """Of its TCP socket, when frames may be written to that as they are; -1 under TLS."""
        ...

    @property
    def writer(self) -> Writer:
        """Where whole frames go."""
        ...

    def close(self, code: int, text: str) -> None:
        """Close with a close frame; by force when the client does not answer it."""
        ...

    def pause_reading(self) -> None:
        """Take nothing more from the client for now."""
        ...

    def resume_reading(self) -> None:
        """Go on."""
        ...
