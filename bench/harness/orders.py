"""What a crowd of clients can be told to do, and what it reports: one JSON line each way (`crowd.py` is the crowd)."""

from __future__ import annotations

import msgspec

from bench.harness.figures import Latency


class Gather(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Open so many connections more, each with a token of its own in turn, and wait until all are in.

    A socket is in when its subscription is acknowledged, a stream when its head has come.
    """

    count: int
    port: int
    tokens: tuple[str, ...]
    events: tuple[str, ...]
    """Subscribed to; for streams the resources."""
    streams: bool = False
    """Server-Sent Events instead of sockets."""
    at_once: int = 100
    """Handshakes under way at a time."""
    keep_cursors: bool = False
    """For those who will return: keep the last event of each."""
    patience_s: float = 60.0


class FanOut(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Closed loop: request after request, each of which causes one event for everybody, never more than a few that have
    not reached everybody. For capacity: the crowd then reads in passes, with a rest between them."""

    port: int
    requests: tuple[bytes, ...]
    """Whole HTTP requests with `NO_MARK` where the mark goes."""
    seconds: float
    rest_s: float = 0.02
    under_way: int | None = None
    """The most events that have not reached everybody; None: as many as keep the crowd reading."""


class Tell(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Open loop: `rate` requests a second are due, each of which causes one event for everybody (or for `audience` of
    them); how long until each has it, counted from when the request was due."""

    port: int
    requests: tuple[bytes, ...]
    rate: float
    seconds: float
    connections: int = 16
    audience: int | None = None


class Stall(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The last `count` connections stop reading, until they are dismissed."""

    count: int


class Resume(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Those who had stopped read again, for so long; whom the server had ended is told as refused."""

    seconds: float


class Return(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Everybody leaves; the requests happen meanwhile; everybody comes back at once with the cursor of the last event
    that they had. Whoever is refused tries again. The end is when all have all events of meanwhile."""

    port: int
    requests: tuple[bytes, ...]
    patience_s: float = 60.0


class Listen(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Only listen for so long; events with marks count towards the latency."""

    seconds: float


class Dismiss(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Close all connections."""


Order = Gather | FanOut | Tell | Stall | Resume | Return | Listen | Dismiss


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an order; members that do not belong to it keep their default."""

    took_s: float
    """From the order to its end."""
    cpu_s: float
    """Processor time of the crowd meanwhile."""
    connected: int = 0
    refused: dict[str, int] = {}
    """Attempts that failed, by reason; all but the last attempt of each connection are repeated."""
    connect: Latency | None = None
    """From the first byte sent to being in."""
    requests: int = 0
    failed: int = 0
    """Requests that were answered with an error."""
    frames: int = 0
    """WebSocket frames, or events of streams, with an event each."""
    events: int = 0
    """Marks, the same one counted again when it came again."""
    sent_in_all: int = 0
    """In a fan-out: (connection, event) that came, with what was still under way at the end."""
    missing: int = 0
    """(connection, event) that never came."""
    repeated: int = 0
    latency: Latency | None = None
    answers: Latency | None = None
    """Of the requests themselves."""
    lost: int = 0
    """Connections that the server ended."""
    error: str = ""
    """Why the crowd broke off."""

    @property
    def share(self) -> float:
        """Part of its core that the crowd needed."""
        return self.cpu_s / self.took_s if self.took_s else 0.0
