"""What a run found out about requests; `bench/results/http.json` is this, and the report is made from it alone."""

from __future__ import annotations

import msgspec

from bench.harness.machine import Taken
from bench.harness.rounds import Figures
from bench.harness.works import Generation, LogInFigures


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What no server on these parts can pass."""

    hello_per_second: float
    """Bare ASGI, a body of 11 bytes, under our generator."""
    hello_generator_share: float
    hello_by_wrk: float | None
    rows_per_second: float
    """Bare ASGI, as many bytes as the list of 50, from memory."""
    select_one_per_second: float
    list_query_ms: float
    """PostgreSQL's own time for the peers' list query."""
    list_query_per_second: float
    """The same through pgbench, PostgreSQL on one core."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of request on all servers that answer it, by name of the server."""

    work: str
    capacity: dict[str, Figures]
    rate: float
    """Requests a second of the open loop, the same for all."""
    latency: dict[str, Figures]


class HttpResults(msgspec.Struct, frozen=True, kw_only=True):
    """One run."""

    taken: Taken
    rounds: int
    seconds: float
    """Length of one round."""
    organisations: int
    briefings_each: int
    titles: dict[str, str]
    """Server name -> title, in the order of the columns; ours first."""
    versions: dict[str, str]
    list_bytes: dict[str, int]
    """Bytes of the JSON of one list of 50."""
    limits: Limits
    comparisons: tuple[Comparison, ...]
    log_in: dict[str, LogInFigures]
    generation: Generation
    resident_mib: dict[str, float]
    """After the run."""
