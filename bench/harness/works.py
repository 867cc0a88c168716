"""The works that are measured: which requests, on which servers, how. One function a work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple
from uuid import UUID

import msgspec

from bench.dataset import PASSWORD, DataSet
from bench.harness.figures import Latency, median_latency
from bench.harness.load import AtRate, EachOnce, ForSeconds, Job
from bench.harness.rounds import Bench, Figures, alternate, finish_generator, start_generator
from bench.harness.servers import Server

LIST_PATH = "/api/briefings?limit=50"
NOT_FROM_MEMORY = {"X-Esteio-Position": "ffffffffffff"}
"""Says that the reader wrote a transaction of which no process was told yet: Esteio then asks the database, for this
reader alone. The others know no memory, and no such header."""
CONNECTIONS = 64
"""Keep-alive connections of a closed loop: enough to keep one process busy, and three times its pool."""
OPEN_LOOP_CONNECTIONS = 128
AT_ONCE = 20
"""Log-ins at once (performance.md)."""
READS_BESIDE_LOG_IN = 100.0
"""Reads a second by others while people log in."""
GENERATED_AT_ONCE = 10
GENERATED_A_ROUND = 100
GENERATED_PER_SECOND = 40.0


class Tokens(NamedTuple):
    """Access tokens of one server, one an organisation in the order of the data set."""

    server: Server
    tokens: tuple[str, ...]


class LogInFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Twenty people log in at once, again and again, while others read lists at a constant rate."""

    log_in: Latency
    log_ins_per_second: float
    others_alone: Latency
    others_meanwhile: Latency
    errors: int


class Generation(msgspec.Struct, frozen=True, kw_only=True):
    """Making orçamentos: ours alone, the peers have nothing that does as much."""

    at_once: int
    capacity: Figures
    rate: float
    latency: Figures


def sign_in(server: Server, data: DataSet) -> Tokens:
    """Logs one person of each organisation in. Raises `RuntimeError` when the server refuses one."""
    return Tokens(server, tuple(server.log_in(one.email, PASSWORD) for one in data.organisations))


def request(
    method: str, path: str, token: str = "", body: bytes = b"", headers: Mapping[str, str] | None = None
) -> bytes:
    """A whole HTTP/1.1 request, with the headers a plain API client sends."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: application/json", "User-Agent: bench"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if method in {"POST", "PATCH"}:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def list_requests(who: Tokens, headers: Mapping[str, str] | None = None) -> tuple[bytes, ...]:
    """The list of 50, for each organisation in turn."""
    return tuple(request("GET", LIST_PATH, token, headers=headers) for token in who.tokens)


def single_requests(who: Tokens, orcamentos: Sequence[Sequence[UUID]]) -> tuple[bytes, ...]:
    """One orçamento after another, organisation by organisation in turn."""
    return tuple(
        request("GET", f"/api/orcamentos/{row}", token)
        for rank in zip(*orcamentos, strict=True)
        for row, token in zip(rank, who.tokens, strict=True)
    )


def conditional_requests(who: Tokens) -> tuple[bytes, ...]:
    """The list of 50 with the ETag that this server gave for it. Raises `RuntimeError` when it gave none."""
    made: list[bytes] = []
    for token in who.tokens:
        _, headers, _ = who.server.call("GET", LIST_PATH, token=token)
        if "etag" not in headers:
            raise RuntimeError(f"{who.server.title} gave no ETag")
        made.append(request("GET", LIST_PATH, token, headers={"If-None-Match": headers["etag"]}))
    return tuple(made)


def measure_capacity(
    bench: Bench, sides: Sequence[tuple[Server, tuple[bytes, ...]]], *, status: int = 200
) -> dict[str, Figures]:
    """Closed loop: what each server can do on its core."""
    return _compare(bench, sides, ForSeconds(bench.seconds), CONNECTIONS, status)


def measure_latency(
    bench: Bench, sides: Sequence[tuple[Server, tuple[bytes, ...]]], rate: float, *, status: int = 200
) -> dict[str, Figures]:
    """Open loop: how long answers take when `rate` requests come in a second, the same for all."""
    return _compare(bench, sides, AtRate(rate, bench.seconds), OPEN_LOOP_CONNECTIONS, status)


def _compare(
    bench: Bench,
    sides: Sequence[tuple[Server, tuple[bytes, ...]]],
    pace: ForSeconds | AtRate,
    connections: int,
    status: int,
) -> dict[str, Figures]:
    def making(server: Server, requests: tuple[bytes, ...]) -> Callable[[int], Job]:
        job = Job(port=server.port, connections=connections, pace=pace, requests=requests, expected_status=status)
        return lambda _: job

    return bench.compare([(server, making(server, requests)) for server, requests in sides])


def measure_generation(bench: Bench, who: Tokens, data: DataSet) -> Generation:
    """An orçamento out of a briefing that has none yet: capacity, then latency.

    Raises `RuntimeError` when the data set has too few such briefings.
    """
    briefings = (
        request("POST", f"/api/orcamentos/gerar-briefing/{briefing}", token)
        for rank in zip(*(one.finished_briefing_ids for one in data.organisations), strict=True)
        for briefing, token in zip(rank, who.tokens, strict=True)
    )

    def job(pace: EachOnce | AtRate, connections: int, count: int) -> Job:
        fresh = tuple(islice(briefings, count))
        if len(fresh) < count:
            raise RuntimeError("the data set has too few briefings that can become an orçamento")
        return Job(port=who.server.port, connections=connections, pace=pace, requests=fresh, expected_status=201)

    at_rate = AtRate(GENERATED_PER_SECOND, bench.seconds)
    due = int(at_rate.rate * at_rate.seconds)
    capacity = bench.compare([(who.server, lambda _: job(EachOnce(), GENERATED_AT_ONCE, GENERATED_A_ROUND))])
    latency = bench.compare([(who.server, lambda _: job(at_rate, OPEN_LOOP_CONNECTIONS, due))])
    return Generation(
        at_once=GENERATED_AT_ONCE,
        capacity=capacity[who.server.name],
        rate=GENERATED_PER_SECOND,
        latency=latency[who.server.name],
    )


def measure_log_in(bench: Bench, everyone: Sequence[Tokens], data: DataSet) -> dict[str, LogInFigures]:
    """Log-in as the servers are installed: on all cores, because argon2 is meant to take one for its time."""
    for who in everyone:
        who.server.move(bench.cores.both)
    try:
        sides = [(who.server.name, lambda _, who=who: _log_in_round(bench, who, data)) for who in everyone]
        rounds = alternate(bench.rounds, sides)
    finally:
        for who in everyone:
            who.server.move(bench.cores.server)
    return {name: _median(done) for name, done in rounds.items()}


def _log_in_round(bench: Bench, who: Tokens, data: DataSet) -> LogInFigures:
    bodies = [msgspec.json.encode({"email": one.email, "password": PASSWORD}) for one in data.organisations]
    log_ins = Job(
        port=who.server.port,
        connections=AT_ONCE,
        pace=ForSeconds(bench.seconds, 0.0),
        requests=tuple(request("POST", "/api/auth/login", body=body) for body in bodies),
        # Esteio counts tries of one address that are not yet decided as failures: twenty people have twenty.
        addresses=tuple(f"127.0.1.{number}" for number in range(1, AT_ONCE + 1)),
    )
    reads = Job(
        port=who.server.port,
        connections=OPEN_LOOP_CONNECTIONS,
        pace=AtRate(READS_BESIDE_LOG_IN, bench.seconds),
        requests=list_requests(who),
    )
    alone = finish_generator(start_generator(reads, bench.cores))
    both = start_generator(log_ins, bench.cores), start_generator(reads, bench.cores)
    logged_in, meanwhile = finish_generator(both[0]), finish_generator(both[1])
    if logged_in.latency is None or alone.latency is None or meanwhile.latency is None:
        raise RuntimeError(f"{who.server.title}: no log-in or no read succeeded ({logged_in.wrong_statuses})")
    return LogInFigures(
        log_in=logged_in.latency,
        log_ins_per_second=logged_in.per_second,
        others_alone=alone.latency,
        others_meanwhile=meanwhile.latency,
        errors=logged_in.errors + alone.errors + meanwhile.errors,
    )


def _median(rounds: Sequence[LogInFigures]) -> LogInFigures:
    return LogInFigures(
        log_in=median_latency([one.log_in for one in rounds]),
        log_ins_per_second=sorted(one.log_ins_per_second for one in rounds)[len(rounds) // 2],
        others_alone=median_latency([one.others_alone for one in rounds]),
        others_meanwhile=median_latency([one.others_meanwhile for one in rounds]),
        errors=sum(one.errors for one in rounds),
    )
