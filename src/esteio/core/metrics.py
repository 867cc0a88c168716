"""Figures about the running program, in Prometheus' text format, correct with several processes.

One `Metrics` a process, made by the composition root and passed to what counts. With `multiprocess_dir`, each
process keeps its values in small shared files there and any process can render the sum of all: counters and
histograms of processes that have ended stay in it, gauges leave with their process. Children with bound labels are
remembered, so that an observation costs one dictionary look-up and the library's addition (all three of a request:
2 us in one process, 4 us with files, measured here).

Labels come from small closed sets: methods of HTTP, route templates (never paths), status codes, names of jobs.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import msgspec
import prometheus_client
import psutil
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

CONTENT_TYPE = CONTENT_TYPE_PLAIN_1_0_0
"""Of what `render` returns."""
REFRESH_S = 2.0
"""How often a process brings its gauges up to date (`keep_fresh`); `render` does so besides."""
WINDOW_S = 60.0
MAX_ROUTES = 1_000
"""Routes beyond these are counted as OTHER: a mistake in the caller must not fill the memory of two programs."""
OTHER = "other"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

HTTP_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the histogram of requests."""
_JOB_BUCKETS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0)
_ENDED = "0"
"""In place of a process id: the values of all processes that ended."""


class Pool(Protocol):
    """What is asked of a connection pool (asyncpg's)."""

    def get_size(self) -> int: ...
    def get_idle_size(self) -> int: ...
    def get_max_size(self) -> int: ...


class LiveFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What the live parts of this process say of themselves; numbers of events count since its start."""

    connections: Mapping[str, int]
    """Open now, by transport (`websocket`, `polling`, `sse`)."""
    subscriptions: int
    behind: int
    """Connections that could not keep up and wait for a delta."""
    messages: int
    """Sent to connections."""
    feed_lag_s: float
    """Age of the oldest change that is committed and not told yet; 0 when there is none."""
    memory_hits: int
    """Answers that came from memory, or were a 304 without a query."""
    memory_misses: int
    """Answers that had to be read from the database."""


NOTHING_LIVE = LiveFigures(
    connections={}, subscriptions=0, behind=0, messages=0, feed_lag_s=0.0, memory_hits=0, memory_misses=0
)


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """What this process has counted since its start; two of them differ by what happened in between."""

    requests: int
    errors: int
    """Answered with 500 or more."""
    seconds: float
    """That all requests took together."""
    buckets: tuple[int, ...]
    """Requests that took up to each of `HTTP_BUCKETS_S`, and at last those that took longer; they add to all."""
    cpu_s: float
    """User and system."""
    resident_bytes: int
    """Now."""
    live: LiveFigures


class Metrics:
    """Counts what happens in this process and renders what happened in all."""

    def __init__(self, multiprocess_dir: Path | None = None) -> None:
        """Raises `OSError` when the folder cannot be written to."""
        self._dir = multiprocess_dir
        if multiprocess_dir is not None:
            _share_values(multiprocess_dir)
        prometheus_client.disable_created_metrics()  # doubles the text and tells what nobody asks
        self._registry = CollectorRegistry()
        self._started = time.monotonic()
        self._pool: Pool | None = None
        self._process = psutil.Process()
        self._cpu_told_s = 0.0
        self._resident_bytes = 0
        self._live: Callable[[], LiveFigures] = lambda: NOTHING_LIVE
        self._live_told = NOTHING_LIVE
        self._in_flight = 0
        self._done = 0
        self._done_seconds = 0.0
        self._samples: deque[tuple[float, int, float]] = deque()
        self._declare(self._registry)
        self._requests: dict[tuple[str, str, int], tuple[Callable[[], None], Callable[[float], None]]] = {}
        self._routes: set[str] = set()
        self._rate_limited: dict[str, Any] = {}
        self._sign_ins: dict[str, Any] = {}
        self._jobs: dict[tuple[str, str], Any] = {}
        self._job_seconds: dict[str, Any] = {}
        self.transaction_done: Callable[[], None] = self._transactions.inc
        """Count one database transaction that was committed or rolled back."""
        self.refresh()

    # what happens

    def request_started(self) -> None:
        """A request came in; `request_done` must follow."""
        self._in_flight += 1

    def request_done(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered. `route` is the template (`/api/briefings/{id}`), or OTHER when none matched."""
        self._in_flight -= 1
        self._done += 1
        self._done_seconds += seconds
        try:
            count, observe = self._requests[method, route, status]
        except KeyError:
            count, observe = self._bind_request(method, route, status)
        count()
        observe(seconds)

    def rate_limited(self, scope: str) -> None:
        """A request was refused; `scope` says by which limit (`person`, `address`, `sign_in`)."""
        _bound(self._rate_limited, self._rate_limited_total, scope).inc()

    def sign_in(self, result: str) -> None:
        """Someone tried to sign in; `result` is `ok`, `refused`, `blocked` ..."""
        _bound(self._sign_ins, self._sign_in_total, result).inc()

    def job_done(self, job: str, result: str, seconds: float) -> None:
        """A job ran; `result` is `done`, `retried`, `dead` or `returned`."""
        try:
            self._jobs[job, result].inc()
        except KeyError:
            self._jobs[job, result] = child = self._jobs_total.labels(job, result)
            child.inc()
        _bound(self._job_seconds, self._job_duration, job).observe(seconds)

    def set_queue(self, job: str, *, waiting: int, running: int, dead: int, oldest_s: float) -> None:
        """How a job stands in the queue."""
        for state, count in (("waiting", waiting), ("running", running), ("dead", dead)):
            self._job_queue_depth.labels(job, state).set(count)
        self._job_oldest.labels(job).set(oldest_s)

    # what is told

    def watch_pool(self, pool: Pool) -> None:
        """Report on this pool from now on."""
        self._pool = pool

    def watch_live(self, figures: Callable[[], LiveFigures]) -> None:
        """Report what `figures` says from now on; it is asked every few seconds and must be cheap."""
        self._live = figures

    async def keep_fresh(self) -> None:
        """`refresh` for ever; a task of every process that has metrics."""
        while True:
            self.refresh()
            await asyncio.sleep(REFRESH_S)

    def refresh(self) -> None:
        """Bring the gauges of this process up to date. Takes about 0.3 ms."""
        now = time.monotonic()
        self._samples.append((now, self._done, self._done_seconds))
        while len(self._samples) > 1 and self._samples[1][0] <= now - WINDOW_S:
            self._samples.popleft()
        _, done, seconds = self._samples[0]
        self._recent_requests.set(self._done - done)
        self._recent_seconds.set(self._done_seconds - seconds)
        self._requests_in_flight.set(self._in_flight)
        if self._pool is not None:
            size, idle = self._pool.get_size(), self._pool.get_idle_size()
            for state, count in (("idle", idle), ("busy", size - idle), ("max", self._pool.get_max_size())):
                self._pool_connections.labels(state).set(count)
        with self._process.oneshot():
            cpu = self._process.cpu_times()
            self._resident_bytes = self._process.memory_info().rss
            self._resident.set(self._resident_bytes)
            self._threads.set(self._process.num_threads())
        self._open_files.set(_open_files(self._process))
        self._cpu.inc(max(0.0, cpu.user + cpu.system - self._cpu_told_s))
        self._cpu_told_s = cpu.user + cpu.system
        self._tell_live(self._live())

    def _tell_live(self, live: LiveFigures) -> None:
        before, self._live_told = self._live_told, live
        for transport in {*before.connections, *live.connections}:
            # What went down to none must be told too: a gauge keeps its last word.
            self._live_connections.labels(transport).set(live.connections.get(transport, 0))
        self._live_subscriptions.set(live.subscriptions)
        self._live_behind.set(live.behind)
        self._feed_lag.set(live.feed_lag_s)
        self._live_messages.inc(max(0, live.messages - before.messages))
        for result, count in (
            ("hit", live.memory_hits - before.memory_hits),
            ("miss", live.memory_misses - before.memory_misses),
        ):
            self._memory_lookups.labels(result).inc(max(0, count))

    def render(self) -> bytes:
        """All metrics of all processes as text of `CONTENT_TYPE`."""
        self.refresh()
        if self._dir is None:
            return generate_latest(self._registry)
        with _locked(self._dir):
            _bury_the_dead(self._dir)
            registry = CollectorRegistry()
            MultiProcessCollector(registry, str(self._dir))
            return generate_latest(registry)

    def totals(self) -> Totals:
        """This process's own counts. Takes 1 to 2 ms: for once every few seconds."""
        self.refresh()
        counted = _samples(self._requests_total, "http_requests_total")
        timed = _samples(self._request_duration, "http_request_duration_seconds_sum")
        up_to = dict.fromkeys((*map(float, HTTP_BUCKETS_S), float("inf")), 0)
        for sample in _samples(self._request_duration, "http_request_duration_seconds_bucket"):
            up_to[float(sample.labels["le"])] += int(sample.value)
        return Totals(
            requests=int(sum(sample.value for sample in counted)),
            errors=int(sum(sample.value for sample in counted if sample.labels["status"] >= "500")),
            seconds=sum(sample.value for sample in timed),
            buckets=tuple(now - before for before, now in pairwise((0, *up_to.values()))),
            cpu_s=self._cpu_told_s,
            resident_bytes=self._resident_bytes,
            live=self._live(),
        )

    def _bind_request(self, method: str, route: str, status: int) -> tuple[Callable[[], None], Callable[[float], None]]:
        known_method = method if method in METHODS else OTHER
        known_route = route if route in self._routes or len(self._routes) < MAX_ROUTES else OTHER
        self._routes.add(known_route)
        bound = (
            self._requests_total.labels(known_method, known_route, str(status)).inc,
            self._request_duration.labels(known_route).observe,
        )
        if (known_method, known_route) == (method, route):
            self._requests[method, route, status] = bound
        return bound

    def _declare(self, registry: CollectorRegistry) -> None:
        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(name, text, labels, registry=registry)

        def gauge(name: str, text: str, *labels: str, of_all: Any = "livesum") -> Gauge:
            return Gauge(name, text, labels, registry=registry, multiprocess_mode=of_all)

        def histogram(name: str, text: str, label: str, buckets: Sequence[float]) -> Histogram:
            return Histogram(name, text, (label,), registry=registry, buckets=buckets)

        self._requests_total = counter("http_requests_total", "Requests answered.", "method", "route", "status")
        self._request_duration = histogram(
            "http_request_duration_seconds", "From a request's head to its answer's last byte.", "route", HTTP_BUCKETS_S
        )
        self._requests_in_flight = gauge("http_requests_in_flight", "Requests being answered.")
        self._recent_requests = gauge("http_requests_last_minute", "Requests answered in the last minute.")
        self._recent_seconds = gauge("http_seconds_last_minute", "Time that those took together.")
        self._pool_connections = gauge("db_pool_connections", "Connections to PostgreSQL.", "state")
        self._transactions = counter("db_transactions_total", "Transactions ended.")
        self._rate_limited_total = counter("rate_limited_total", "Requests refused by a limit.", "scope")
        self._sign_in_total = counter("sign_in_total", "Attempts to sign in.", "result")
        self._jobs_total = counter("jobs_total", "Runs of background jobs.", "job", "result")
        self._job_duration = histogram("job_duration_seconds", "Run time of background jobs.", "job", _JOB_BUCKETS)
        self._job_queue_depth = gauge("job_queue_depth", "Jobs in the queue.", "job", "state", of_all="livemostrecent")
        self._job_oldest = gauge(
            "job_oldest_seconds", "How long the oldest due job has waited.", "job", of_all="livemostrecent"
        )
        self._resident = gauge("process_resident_memory_bytes", "Resident memory.", of_all="liveall")
        self._threads = gauge("process_threads", "Threads.", of_all="liveall")
        self._open_files = gauge("process_open_fds", "Open file descriptors.", of_all="liveall")
        gauge("process_start_time_seconds", "Start, seconds since 1970.", of_all="liveall").set(
            self._process.create_time()
        )
        self._cpu = counter("process_cpu_seconds_total", "User and system CPU time.")
        self._live_connections = gauge("live_connections", "Open live connections.", "transport")
        self._live_subscriptions = gauge("live_subscriptions", "Subscriptions of open connections.")
        self._live_behind = gauge("live_connections_behind", "Connections that cannot keep up.")
        self._live_messages = counter("live_messages_total", "Messages sent to live connections.")
        self._feed_lag = gauge("feed_lag_seconds", "Age of the oldest change not told yet.", of_all="livemax")
        self._memory_lookups = counter("memory_lookups_total", "Answers looked for in memory.", "result")


def clear_shared_values(folder: Path) -> None:
    """Make the folder and empty it; called once by whoever starts the processes, before any of them.

    Raises `OSError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db"):
        file.unlink()


def _share_values(folder: Path) -> None:
    """Have the library keep values in files of `folder`, also when it was imported before this was known."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)  # where the library looks, at each new value
    if not getattr(values.ValueClass, "_multiprocess", False):
        values.ValueClass = values.MultiProcessValue()


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    """Keep other processes from reading while the dead are buried: what moves would count twice or not at all."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _bury_the_dead(folder: Path) -> None:
    """Drop the gauges of processes that ended; add their counters and histograms to one file of each kind."""
    for file in folder.glob("*.db"):
        kind, _, pid = file.stem.rpartition("_")
        if pid == _ENDED or psutil.pid_exists(int(pid)):
            continue
        if kind.startswith("gauge"):
            mark_process_dead(int(pid), str(folder))
            continue
        total = MmapedDict(str(folder / f"{kind}_{_ENDED}.db"))
        for key, value, _, _ in MmapedDict.read_all_values_from_file(str(file)):
            total.write_value(key, total.read_value(key)[0] + value, 0.0)
        total.close()
        file.unlink()


def _bound(children: dict[str, Any], parent: Counter | Histogram, label: str) -> Any:
    try:
        return children[label]
    except KeyError:
        children[label] = child = parent.labels(label)
        return child


def _samples(metric: Counter | Histogram, name: str) -> list[Any]:
    return [sample for family in metric.collect() for sample in family.samples if sample.name == name]


def _open_files(process: psutil.Process) -> int:
    # Linux (6.2 and newer) tells how many stand in that folder as its size; to list ten thousand takes milliseconds.
    try:
        count = os.stat("/proc/self/fd").st_size
    except OSError:
        count = 0
    return count or process.num_fds()
