"""The live works that are measured: what crowds are ordered to do, on which servers."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

import msgspec

from bench.harness import frames
from bench.harness.crowd_process import CrowdProcess
from bench.harness.figures import Latency, paired_ratio
from bench.harness.orders import Dismiss, FanOut, Gather, Report
from bench.harness.rounds import Bench, alternate
from bench.harness.servers import Server
from bench.harness.works import request

EVENTS = ("briefings",)
WARM_UP_CONNECTIONS = 200
SETTLE_S = 0.5


class Connected(msgspec.Struct, frozen=True, kw_only=True):
    """So many connections were opened, 100 handshakes at a time."""

    count: int
    per_second: float
    connect: Latency
    server_ms_each: float
    """Processor time of the server for each."""
    kib_each: float
    """Resident memory that the server took for each."""
    resident_mib: float
    crowd_share: float


class FanOutRound(msgspec.Struct, frozen=True, kw_only=True):
    """One server sent events to everybody for some seconds."""

    messages_per_second: float
    """(event, connection) pairs."""
    frames_per_second: float
    """Fewer than that where events share a frame."""
    server_us_each: float
    """Processor time of the server for each message."""
    server_share: float
    crowd_share: float
    missing: int
    """Messages that never came."""


class FanOutFigures(msgspec.Struct, frozen=True, kw_only=True):
    """All rounds of one server; properties are medians."""

    connected: Connected
    """Of the first round: a process that has had thousands of connections keeps memory for the next."""
    returned: tuple[float, ...]
    """Connects a second of the same people in the rounds after it."""
    rounds: tuple[FanOutRound, ...]
    singly: tuple[FanOutRound, ...]
    """The same with one event after the other, each when everybody has had the one before."""

    @property
    def singly_per_second(self) -> float:
        """(event, connection) pairs, one event after the other."""
        return statistics.median(one.messages_per_second for one in self.singly)

    @property
    def messages_per_second(self) -> float:
        """(event, connection) pairs."""
        return statistics.median(one.messages_per_second for one in self.rounds)

    @property
    def server_us_each(self) -> float:
        """Processor time of the server for each message."""
        return statistics.median(one.server_us_each for one in self.rounds)

    @property
    def crowd_share(self) -> float:
        """The most in any round."""
        return max(one.crowd_share for one in self.rounds)

    @property
    def missing(self) -> int:
        """In all rounds. A round may have more than its own: what the one before had still under way."""
        return sum(max(0, one.missing) for one in self.rounds)

    def times_faster_than(self, other: FanOutFigures) -> float:
        """Paired ratio of messages a second, ours / theirs."""
        mine, theirs = ([one.messages_per_second for one in side.rounds] for side in (self, other))
        return paired_ratio(mine, theirs)


def example_payload() -> bytes:
    """A change as `data_update` tells it, 300 bytes, with the place for a mark."""
    row = {
        "id": "01970f2a-5b3c-7d4e-8f60-1a2b3c4d5e6f",
        "number": 412,
        "title": frames.NO_MARK.decode(),
        "status": "EM_ANDAMENTO",
        "progress": 40,
        "updatedAt": "2026-01-15T10:30:00.123456Z",
        "_operation": "update",
    }
    payload = {"type": "briefings", "data": [row], "delta": True, "cursor": "0968fe8a.53e.0"}
    missing = 300 - len(b'42["data_update",]') - len(msgspec.json.encode(payload))
    row["title"] = frames.NO_MARK.decode() + " Casa em Granja Viana"[:missing].ljust(missing, ".")
    return msgspec.json.encode(payload)


def broadcast_request(payload: bytes) -> bytes:
    """Makes a Socket.IO server (ours alone, or a peer) send the payload to everybody who subscribed."""
    body = {"room": EVENTS[0], "event": "data_update", "payload": msgspec.Raw(payload)}
    return request("POST", "/broadcast", body=msgspec.json.encode(body))


def connect(crowd: CrowdProcess, server: Server, gather: Gather) -> Connected:
    """Opens the connections. Raises `RuntimeError` when they do not all come in."""
    crowd.order(msgspec.structs.replace(gather, count=WARM_UP_CONNECTIONS))
    crowd.order(Dismiss())
    time.sleep(SETTLE_S)
    cpu_s, resident_mib = server.cpu_seconds, server.resident_mib
    report = crowd.order(gather)
    cpu_s = server.cpu_seconds - cpu_s
    time.sleep(SETTLE_S)
    if report.connect is None:
        raise RuntimeError(f"{server.title}: nobody came in: {report.refused}")
    return Connected(
        count=gather.count,
        per_second=gather.count / report.took_s,
        connect=report.connect,
        server_ms_each=cpu_s / gather.count * 1000,
        kib_each=(server.resident_mib - resident_mib) * 1024 / gather.count,
        resident_mib=server.resident_mib,
        crowd_share=report.share,
    )


def measure_fan_out(
    bench: Bench, sides: Sequence[tuple[Server, Gather, tuple[bytes, ...]]]
) -> dict[str, FanOutFigures]:
    """Everybody opens their sockets and gets events as fast as the server can send them; servers by turns.

    Each side is a server, who comes to it, and requests that each make it send one event to all of them.
    """

    def once(server: Server, gather: Gather, causes: tuple[bytes, ...]) -> tuple[Connected, FanOutRound, FanOutRound]:
        with CrowdProcess(bench.cores) as crowd:
            connected = connect(crowd, server, gather)
            order = FanOut(port=server.port, requests=causes, seconds=bench.seconds)
            together = _fan_out(crowd, server, order)
            alone = _fan_out(crowd, server, msgspec.structs.replace(order, under_way=1, rest_s=0.005))
            return connected, together, alone

    named = {side[0].name: side for side in sides}
    rounds = alternate(bench.rounds, [(name, lambda _, side=side: once(*side)) for name, side in named.items()])
    return {
        name: FanOutFigures(
            connected=done[0][0],
            returned=tuple(connected.per_second for connected, _, _ in done[1:]),
            rounds=tuple(together for _, together, _ in done),
            singly=tuple(alone for _, _, alone in done),
        )
        for name, done in rounds.items()
    }


def _fan_out(crowd: CrowdProcess, server: Server, order: FanOut) -> FanOutRound:
    cpu_s = server.cpu_seconds
    report = crowd.order(order)
    return _fan_out_round(report, server.cpu_seconds - cpu_s)


def _fan_out_round(report: Report, server_s: float) -> FanOutRound:
    # The processor time has what was still under way at the end in it, so it is shared out over that, too.
    sent = max(1, report.sent_in_all)
    return FanOutRound(
        messages_per_second=report.events / report.took_s,
        frames_per_second=report.frames / report.took_s,
        server_us_each=server_s / sent * 1e6,
        server_share=min(1.0, server_s / report.took_s * report.events / sent),
        crowd_share=report.share,
        missing=report.missing,
    )
