"""The live works of the whole product: a write by HTTP, its change row, the feed, the hub, the screens.

`live_works.py` has what can be done with any Socket.IO server, too.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

import asyncpg
import msgspec

from bench.harness import frames
from bench.harness.crowd_process import CrowdProcess
from bench.harness.figures import Latency, median_latency
from bench.harness.live_works import EVENTS, Connected, FanOutFigures, connect, measure_fan_out
from bench.harness.load import AtRate, Job
from bench.harness.orders import Dismiss, Gather, Report, Resume, Return, Stall, Tell
from bench.harness.rounds import Bench, finish_generator, start_generator
from bench.harness.servers import Server
from bench.harness.works import LIST_PATH, OPEN_LOOP_CONNECTIONS, request
from bench.people import Office, People, access_tokens

WRITERS = 16
"""Connections that write in an open loop."""
STALL_S = 24.0
"""Longer than it takes to fill a connection's buffers and then be behind until it is closed (15 s)."""
STALLED_EVENTS_PER_SECOND = 4.0
"""To 10,000 screens: about a third of what one core can send."""
RESUME_S = 3.0
"""For the one that did not read to read what is left, and that it was closed."""
HEAVY = "clients"
"""The list that only the one who does not read has subscribed to."""
AWAY_WRITES = 5
ONLINE_WRITES = 0.1
"""Part of the requests of everybody online."""


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """Writes at a constant rate, and how long until their subscribers had them, counted from when each was due."""

    subscribers: int
    rate: float
    latency: Latency
    answers: Latency
    """Of the writes themselves."""
    missing: int
    failed: int
    server_share: float
    crowd_share: float


class Stalled(msgspec.Struct, frozen=True, kw_only=True):
    """One of all did not read."""

    others: Telling
    ended: str
    """How the server ended that one's connection; "" when it did not."""


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody left, five rows changed, everybody came back at once."""

    count: int
    took_s: float
    """Until all were back and had all five changes."""
    connect: Latency
    refused: dict[str, int]


class Online(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody is online with a subscription, and reads and writes beside that."""

    people: int
    rate: float
    """Requests a second, a tenth of them writes."""
    reads: Latency
    writes: Latency
    delivery: Latency
    """From when a write was due until each of the office's twenty had it."""
    requests: int
    errors: int
    """Answers with another status, none in time, and deliveries that never came."""
    server_share: float
    postgres_share: float
    resident_mib: float


class PollingBytes(msgspec.Struct, frozen=True, kw_only=True):
    """A screen of 200 rows that asks again and again, while 1% of the rows change between two questions; bytes of each
    answer with its head."""

    full: int
    delta: int
    unchanged: int
    """A 304."""
    full_compressed: int
    """As a browser asks."""
    delta_compressed: int


class HubFigures(msgspec.Struct, frozen=True, kw_only=True):
    """All of it."""

    sockets: FanOutFigures
    """Closed loop; an event is a row that was written."""
    streams: Connected
    """Server-Sent Events."""
    telling: tuple[Telling, ...]
    stalled: Stalled | None
    """None in a quick run."""
    returned: Returned
    online: Online
    polling: PollingBytes


def writes_of(office: Office, token: str, count: int | None = None) -> tuple[bytes, ...]:
    """A change of each briefing's title, with a place for a mark."""
    body = msgspec.json.encode({"title": f"Casa em Granja Viana {frames.NO_MARK.decode()}"})
    return tuple(request("PATCH", f"/api/briefings/{one}", token, body) for one in office.briefing_ids[:count])


def gathering(server: Server, tokens: tuple[str, ...], count: int) -> Gather:
    """`count` of those people with a socket each, subscribed to briefings."""
    return Gather(count=count, port=server.port, tokens=tokens, events=EVENTS)


def measure_hub_fan_out(bench: Bench, server: Server, office: Office, tokens: tuple[str, ...]) -> FanOutFigures:
    """Everybody of the office has a screen open, and briefings are changed as fast as that can be told."""
    side = (server, gathering(server, tokens, len(tokens)), writes_of(office, tokens[0]))
    return measure_fan_out(bench, [side])[server.name]


def measure_streams(bench: Bench, server: Server, tokens: tuple[str, ...]) -> Connected:
    """As many event streams; best on a server that has done nothing yet."""
    with CrowdProcess(bench.cores) as crowd:
        order = msgspec.structs.replace(gathering(server, tokens, len(tokens)), streams=True)
        return connect(crowd, server, order)


def measure_telling(
    bench: Bench, server: Server, office: Office, tokens: tuple[str, ...], subscribers: int, rate: float
) -> Telling:
    """The median of the rounds."""
    with CrowdProcess(bench.cores) as crowd:
        crowd.order(gathering(server, tokens, subscribers))
        order = Tell(
            port=server.port,
            requests=writes_of(office, tokens[0]),
            rate=rate,
            seconds=bench.seconds,
            connections=WRITERS,
        )
        crowd.order(msgspec.structs.replace(order, seconds=0.5))
        return _median([_tell(crowd, server, order) for _ in range(bench.rounds)])


def measure_stalled(bench: Bench, server: Server, office: Office, tokens: tuple[str, ...]) -> Stalled:
    """One of all does not read any more, and subscribed to something that nobody else did and that changes a lot."""
    with CrowdProcess(bench.cores) as crowd, CrowdProcess(bench.cores) as alone:
        crowd.order(gathering(server, tokens, len(tokens) - 1))
        alone.order(msgspec.structs.replace(gathering(server, tokens[-1:], 1), events=(*EVENTS, HEAVY)))
        alone.order(Stall(count=1))
        order = Tell(
            port=server.port,
            requests=writes_of(office, tokens[0]),
            rate=STALLED_EVENTS_PER_SECOND,
            seconds=STALL_S,
            connections=WRITERS,
        )
        cpu_s = server.cpu_seconds
        crowd.start(order)
        asyncio.run(_change_clients(bench.postgres.urls.database_admin_url, office, STALL_S))
        telling = _telling(crowd.finish(), order, server.cpu_seconds - cpu_s)
        ended = alone.order(Resume(seconds=RESUME_S))
        return Stalled(others=telling, ended=next(iter(ended.refused), ""))


async def _change_clients(admin_url: str, office: Office, seconds: float) -> None:
    """A hundred rows at once, ten times a second: as many as are told and not just announced as too many."""
    connection: Any = await asyncpg.connect(admin_url)
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            await connection.execute(
                "update clients set phone = $1 where id in (select id from clients where tenant_id = $2 limit 100)",
                str(time.time_ns()),
                office.id,
            )
            await asyncio.sleep(0.1)
    finally:
        await connection.close()


def measure_return(bench: Bench, server: Server, office: Office, tokens: tuple[str, ...]) -> Returned:
    """Everybody at once."""
    with CrowdProcess(bench.cores) as crowd:
        crowd.order(msgspec.structs.replace(gathering(server, tokens, len(tokens)), keep_cursors=True))
        writes = writes_of(office, tokens[0], AWAY_WRITES)
        report = crowd.order(Return(port=server.port, requests=writes))
        if report.connect is None:
            raise RuntimeError(f"nobody came back: {report.refused}")
        return Returned(count=report.connected, took_s=report.took_s, connect=report.connect, refused=report.refused)


def measure_online(bench: Bench, server: Server, people: People, secret: str, rate: float, seconds: float) -> Online:
    """Everybody in their offices, each with a socket; reads and writes as they come."""
    tokens = tuple(access_tokens(secret, office.sessions) for office in people.offices)
    everyone = tuple(token for office in tokens for token in office)
    # Office after office, each write on another one's briefing than the one before.
    writes = tuple(
        one
        for rank in zip(
            *(writes_of(office, mine[0]) for office, mine in zip(people.offices, tokens, strict=True)), strict=True
        )
        for one in rank
    )
    audience = len(everyone) // len(people.offices)
    tell = Tell(
        port=server.port,
        requests=writes,
        rate=rate * ONLINE_WRITES,
        seconds=seconds,
        connections=WRITERS,
        audience=audience,
    )
    reads = Job(
        port=server.port,
        connections=OPEN_LOOP_CONNECTIONS,
        pace=AtRate(rate * (1 - ONLINE_WRITES), seconds),
        requests=tuple(request("GET", LIST_PATH, token) for rank in zip(*tokens, strict=True) for token in rank),
    )
    with CrowdProcess(bench.cores) as crowd:
        crowd.order(gathering(server, everyone, len(everyone)))
        # Everybody has been here for a while, as people at work have.
        crowd.start(msgspec.structs.replace(tell, seconds=seconds))
        finish_generator(start_generator(reads, bench.cores))
        crowd.finish()
        before = server.cpu_seconds, bench.postgres.cpu_seconds
        crowd.start(tell)
        generator = start_generator(reads, bench.cores)
        told, read = crowd.finish(), finish_generator(generator)
        server_s, postgres_s = server.cpu_seconds - before[0], bench.postgres.cpu_seconds - before[1]
        resident_mib = server.resident_mib
        crowd.order(Dismiss())
    if told.latency is None or told.answers is None or read.latency is None:
        raise RuntimeError(f"no write, read or delivery succeeded: {read.wrong_statuses}")
    return Online(
        people=len(everyone),
        rate=rate,
        reads=read.latency,
        writes=told.answers,
        delivery=told.latency,
        requests=told.requests + read.completed,
        errors=told.failed + read.errors + told.missing + told.lost,
        server_share=server_s / seconds,
        postgres_share=postgres_s / seconds,
        resident_mib=resident_mib,
    )


def measure_polling_bytes(server: Server, office: Office, token: str, rounds: int = 20) -> PollingBytes:
    """Asks in full and for what changed, side by side."""
    path = "/api/briefings?limit=200"
    compressed = {"Accept-Encoding": "gzip, deflate, br"}

    def ask(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes, int]:
        status, given, body = server.call("GET", path, token=token, headers=headers)
        head = len(f"HTTP/1.1 {status} OK\r\n\r\n") + sum(len(f"{name}: {value}\r\n") for name, value in given.items())
        return status, given, body, head + len(body)

    def cursor_of(body: bytes) -> str:
        return msgspec.json.decode(body)["cursor"]

    _, _, body, _ = ask(path, {})
    rows: list[str] = [row["id"] for row in msgspec.json.decode(body)["data"]]
    cursor = cursor_of(body)
    # What others wrote last may be told once more after a full list; from here on only what is written below.
    while msgspec.json.decode(body)["data"]:
        _, _, body, _ = ask(f"{path}&since={cursor}", {})
        cursor = cursor_of(body)
    sizes: list[tuple[int, int, int, int, int]] = []
    for number in range(rounds):
        position: dict[str, str] = {}
        pair = rows[number * 2 : number * 2 + 2]
        for row in pair:
            changed = {"title": f"Casa em Granja Viana, {time.time_ns()}"}
            status, given, _ = server.call("PATCH", f"/api/briefings/{row}", token=token, body=changed)
            if status != 200:
                raise RuntimeError(f"a change was answered {status}")
            position = {"X-Esteio-Position": given["x-esteio-position"]}
        _, _, _, full = ask(path, position)
        _, _, body, delta = ask(f"{path}&since={cursor}", position)
        told = msgspec.json.decode(body)
        if not told["isDelta"] or not {row["id"] for row in told["data"]}.issuperset(pair):
            raise RuntimeError(f"not the two rows that changed: {body[:300]!r}")
        *_, full_compressed = ask(path, position | compressed)
        *_, delta_compressed = ask(f"{path}&since={cursor}", position | compressed)
        unchanged = _unchanged(ask, path)
        sizes.append((full, delta, unchanged, full_compressed, delta_compressed))
        cursor = cursor_of(body)
    full, delta, unchanged, full_compressed, delta_compressed = (
        sum(column) // rounds for column in zip(*sizes, strict=True)
    )
    return PollingBytes(
        full=full,
        delta=delta,
        unchanged=unchanged,
        full_compressed=full_compressed,
        delta_compressed=delta_compressed,
    )


def _unchanged(ask: Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes, int]], path: str) -> int:
    """Bytes of a 304, once the last change has been told everywhere."""
    for _ in range(50):
        _, given, _, _ = ask(path, {})
        status, _, _, size = ask(path, {"If-None-Match": given["etag"]})
        if status == 304:
            return size
    raise RuntimeError("an unchanged list was never answered 304")


def _tell(crowd: CrowdProcess, server: Server, order: Tell) -> Telling:
    cpu_s = server.cpu_seconds
    report = crowd.order(order)
    return _telling(report, order, server.cpu_seconds - cpu_s)


def _telling(report: Report, order: Tell, server_s: float) -> Telling:
    if report.latency is None or report.answers is None:
        raise RuntimeError(f"nobody was told anything; {report.failed} of {report.requests} writes failed")
    return Telling(
        subscribers=report.connected,
        rate=order.rate,
        latency=report.latency,
        answers=report.answers,
        missing=report.missing,
        failed=report.failed,
        server_share=server_s / report.took_s,
        crowd_share=report.share,
    )


def _median(rounds: Sequence[Telling]) -> Telling:
    return msgspec.structs.replace(
        rounds[-1],
        latency=median_latency([one.latency for one in rounds]),
        answers=median_latency([one.answers for one in rounds]),
        missing=sum(one.missing for one in rounds),
        failed=sum(one.failed for one in rounds),
        server_share=sorted(one.server_share for one in rounds)[len(rounds) // 2],
        crowd_share=max(one.crowd_share for one in rounds),
    )
