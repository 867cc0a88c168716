"""The first part of a run: requests and answers, beside Express and FastAPI."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from uuid import UUID

import msgspec

from bench.dataset import DataSet, list_orcamentos
from bench.harness import limits, works
from bench.harness.http_results import Comparison, HttpResults, Limits
from bench.harness.load import ForSeconds, Job
from bench.harness.machine import Cores, Taken
from bench.harness.rounds import Bench, generate
from bench.harness.servers import Fleet, Server
from bench.harness.works import Tokens
from bench.say import say

AS_A_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
SINGLES_EACH = 12
"""Orçamentos of each organisation that are read singly."""
WARM_UP_S = 1.5

Orcamentos = Sequence[Sequence[UUID]]
"""Ids, organisation by organisation."""


class HttpLength(msgspec.Struct, frozen=True):
    """How long to measure."""

    rounds: int
    seconds: float
    fastapi_everywhere: bool
    """Or only in the list."""


FULL = HttpLength(5, 4.0, fastapi_everywhere=True)
QUICK = HttpLength(2, 1.0, fastapi_everywhere=False)


def measure_http(bench: Bench, fleet: Fleet, data: DataSet, length: HttpLength, taken: Taken) -> HttpResults:
    """All of it; starts and stops its own servers. `took_s` of `taken` is filled in."""
    started = time.monotonic()
    bench = msgspec.structs.replace(bench, rounds=length.rounds, seconds=length.seconds)
    say("servers")
    ours, express, fastapi = fleet.start_esteio(), fleet.start_express(), fleet.start_fastapi()
    everyone = [works.sign_in(server, data) for server in (ours, express, fastapi)]
    list_bytes = _check_same_rows(everyone)
    bare = fleet.start_bare(list_bytes[ours.name])
    say("generation")  # first: the single reads are of what it makes
    generation = works.measure_generation(bench, everyone[0], data)
    orcamentos = asyncio.run(list_orcamentos(bench.postgres.urls.database_admin_url, data, SINGLES_EACH))
    rest = everyone if length.fastapi_everywhere else everyone[:2]
    warm_up(everyone, orcamentos, bench.cores)
    comparisons = _compare(bench, everyone, rest, orcamentos)
    say("log-in")
    log_in = works.measure_log_in(bench, rest, data)
    say("limits")
    found = _limits(bench, bare, data)
    results = HttpResults(
        taken=msgspec.structs.replace(taken, took_s=time.monotonic() - started),
        rounds=length.rounds,
        seconds=length.seconds,
        organisations=len(data.organisations),
        briefings_each=data.briefings_each,
        titles={who.server.name: who.server.title for who in everyone},
        versions={
            **{server.name: server.versions for server in (ours, express, fastapi, bare)},
            "PostgreSQL": bench.postgres.version,
        },
        list_bytes=list_bytes,
        limits=found,
        comparisons=comparisons,
        log_in=log_in,
        generation=generation,
        resident_mib={who.server.name: who.server.resident_mib for who in everyone},
    )
    for server in (ours, express, fastapi, bare):
        fleet.stop(server)
    return results


def warm_up(everyone: Sequence[Tokens], orcamentos: Orcamentos, cores: Cores) -> None:
    """Lets compilers, caches and pools of every server settle on the paths that are measured."""
    for who in everyone:
        for requests in (works.list_requests(who), works.single_requests(who, orcamentos)):
            pace = ForSeconds(WARM_UP_S, 0.0)
            generate(Job(port=who.server.port, connections=works.CONNECTIONS, pace=pace, requests=requests), cores)


def _compare(
    bench: Bench, everyone: Sequence[Tokens], rest: Sequence[Tokens], orcamentos: Orcamentos
) -> tuple[Comparison, ...]:
    kinds = [
        ("list", [(who.server, works.list_requests(who, works.NOT_FROM_MEMORY)) for who in everyone], 200),
        ("list_memory", [(who.server, works.list_requests(who)) for who in everyone[:2]], 200),
        ("list_browser", [(who.server, works.list_requests(who, AS_A_BROWSER)) for who in rest], 200),
        ("list_304", [(who.server, works.conditional_requests(who)) for who in everyone[:2]], 304),
        ("single", [(who.server, works.single_requests(who, orcamentos)) for who in rest], 200),
    ]
    comparisons: list[Comparison] = []
    for work, sides, status in kinds:
        say(work)
        capacity = works.measure_capacity(bench, sides, status=status)
        # Half of what the slowest can do: a rate that all can take, so that their percentiles can be compared.
        rate = max(10.0, min(figures.per_second for figures in capacity.values()) // 20 * 10)
        latency = works.measure_latency(bench, sides, rate, status=status)
        comparisons.append(Comparison(work=work, capacity=capacity, rate=rate, latency=latency))
    return tuple(comparisons)


def _limits(bench: Bench, bare: Server, data: DataSet) -> Limits:
    def bare_job(path: str) -> Job:
        pace = ForSeconds(limits.SECONDS)
        return Job(port=bare.port, connections=works.CONNECTIONS, pace=pace, requests=(works.request("GET", path),))

    hello, rows = bench.drive(bare, bare_job("/hello")), bench.drive(bare, bare_job("/rows"))
    url, query = bench.postgres.peer_url, limits.list_query(data.organisations[0].id)
    return Limits(
        hello_per_second=hello.per_second,
        hello_generator_share=hello.generator_share,
        hello_by_wrk=limits.hello_by_wrk(bare.port, works.CONNECTIONS, bench.cores),
        rows_per_second=rows.per_second,
        select_one_per_second=limits.select_one_per_second(url, bench.cores),
        list_query_ms=asyncio.run(limits.query_ms(url, query)),
        list_query_per_second=limits.query_per_second(url, query, bench.cores),
    )


def _check_same_rows(everyone: Sequence[Tokens]) -> dict[str, int]:
    """Bytes of each server's list. Raises `RuntimeError` unless all list the same 50 rows with the same members."""
    sizes: dict[str, int] = {}
    seen: list[tuple[str, list[tuple[str, ...]]]] = []
    for who in everyone:
        status, _, body = who.server.call("GET", works.LIST_PATH, token=who.tokens[0])
        if status != 200:
            raise RuntimeError(f"{who.server.title}: the list answered {status}: {body[:300]!r}")
        sizes[who.server.name] = len(body)
        rows = json.loads(body)["data"]
        seen.append((who.server.title, [(row["id"], *sorted(row)) for row in rows]))
    for title, rows in seen[1:]:
        if rows != seen[0][1]:
            raise RuntimeError(f"{title} lists other rows or members than {seen[0][0]}: {rows[:1]} / {seen[0][1][:1]}")
    return sizes
