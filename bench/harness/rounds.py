"""How a figure comes about: alternating rounds, each with the processor time of everyone who took part."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from bench.harness.figures import Latency, median_latency, paired_ratio, spread
from bench.harness.load import Job, Outcome
from bench.harness.machine import ROOT, Cores, pinned
from bench.harness.servers import Postgres, Server

GENERATOR_LIMIT = 0.9
"""From this share of its core on, the generator may be what was measured."""

T = TypeVar("T")


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One server under one job, once."""

    per_second: float
    latency: Latency | None
    errors: int
    wrong_statuses: dict[int, int]
    bytes_per_answer: int
    server_ms_per_request: float
    """Processor time of the server for one request, ms: hardly moved by neighbours on the machine."""
    server_share: float
    """Part of a core that the server had; well below 1 something else was the limit."""
    postgres_share: float
    generator_share: float


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """All rounds of one server under one job; the properties are what the report shows."""

    rounds: tuple[Round, ...]

    @property
    def per_second(self) -> float:
        """Median of the rounds."""
        return statistics.median(one.per_second for one in self.rounds)

    @property
    def spread(self) -> float:
        """(fastest - slowest) / median."""
        return spread([one.per_second for one in self.rounds])

    @property
    def latency(self) -> Latency:
        """Medians of the rounds' percentiles. Raises `ValueError` when a round had no answer at all."""
        latencies = [one.latency for one in self.rounds if one.latency is not None]
        if len(latencies) != len(self.rounds):
            raise ValueError("a round without a single good answer")
        return median_latency(latencies)

    @property
    def server_ms_per_request(self) -> float:
        """Median of the rounds."""
        return statistics.median(one.server_ms_per_request for one in self.rounds)

    @property
    def errors(self) -> int:
        """Of all rounds."""
        return sum(one.errors for one in self.rounds)

    @property
    def limited_by_generator(self) -> bool:
        """Whether the generator had hardly any time left in some round."""
        return any(one.generator_share > GENERATOR_LIMIT for one in self.rounds)

    def times_faster_than(self, other: Figures) -> float:
        """Paired ratio of answers a second, ours / theirs."""
        return paired_ratio([one.per_second for one in self.rounds], [one.per_second for one in other.rounds])


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """What every round needs."""

    cores: Cores
    postgres: Postgres
    rounds: int
    seconds: float

    def drive(self, server: Server, job: Job) -> Round:
        """One round of `job` against `server`."""
        before = server.cpu_seconds, self.postgres.cpu_seconds
        outcome = generate(job, self.cores)
        server_s = server.cpu_seconds - before[0]
        return Round(
            per_second=outcome.per_second,
            latency=outcome.latency,
            errors=outcome.errors,
            wrong_statuses=outcome.wrong_statuses,
            bytes_per_answer=round(outcome.received_bytes / max(1, outcome.sent_in_all)),
            server_ms_per_request=server_s / max(1, outcome.sent_in_all) * 1000,
            server_share=server_s / outcome.wall_s,
            postgres_share=(self.postgres.cpu_seconds - before[1]) / outcome.wall_s,
            generator_share=outcome.generator_share,
        )

    def compare(self, jobs: Sequence[tuple[Server, Callable[[int], Job]]]) -> dict[str, Figures]:
        """Each server under its job (made for the number of the round), by turns; the order turns too.

        So whatever disturbs the machine for some seconds disturbs neighbours alike, and being first is nobody's right.
        """
        rounds = alternate(
            self.rounds, [(server.name, lambda n, s=server, make=make: self.drive(s, make(n))) for server, make in jobs]
        )
        return {name: Figures(rounds=tuple(done)) for name, done in rounds.items()}


def alternate(rounds: int, sides: Sequence[tuple[str, Callable[[int], T]]]) -> dict[str, list[T]]:
    """Calls each side once a round with the round's number, starting each round one side later; by name, in order."""
    results: dict[str, list[T]] = {name: [] for name, _ in sides}
    for number in range(rounds):
        first = number % len(sides)
        for name, call in (*sides[first:], *sides[:first]):
            results[name].append(call(number))
    return results


def generate(job: Job, cores: Cores) -> Outcome:
    """Runs the load generator in its own process on the load core."""
    generator = start_generator(job, cores)
    return finish_generator(generator)


def start_generator(job: Job, cores: Cores) -> subprocess.Popen[bytes]:
    """A generator under way, for two streams of requests at once; hand it to `finish_generator`."""
    with pinned(cores.load):
        process = subprocess.Popen(
            (sys.executable, "-m", "bench.harness.load"), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
    if process.stdin is None:
        raise RuntimeError("the generator has no standard input")
    process.stdin.write(msgspec.json.encode(job))
    process.stdin.close()
    return process


def finish_generator(process: subprocess.Popen[bytes]) -> Outcome:
    """Waits for a generator's outcome. Raises `RuntimeError` when it broke off (it said why on standard error)."""
    if process.stdout is None:
        raise RuntimeError("the generator has no standard output")
    told = process.stdout.read()
    if process.wait() != 0:
        raise RuntimeError("the load generator broke off")
    return msgspec.json.decode(told, type=Outcome)
