"""The load generator: one process, one core, plain sockets and epoll, no pipelining, connections kept alive.

Run as `python -m bench.harness.load` with a `Job` as JSON on standard input; writes an `Outcome` as JSON. It is its own
process so that it can be pinned to the other core, and does next to nothing for each answer (find its end, look at
the status), so that it is never what is measured: the report shows its share of a core, and the 'limit' rows show
what it drives out of a server that does nothing.

Closed loop (`ForSeconds`, `EachOnce`): each connection sends when its last answer is in; this is for capacity.
Open loop (`AtRate`): requests are due at fixed times whether or not earlier ones were answered, and latency counts
from the time when a request was *due*, also when no connection was free, so a stall shows in every request that it
held up (no coordinated omission). Latency is claimed from open loops only.
"""

from __future__ import annotations

import gc
import select
import socket
import sys
import time
from collections import deque
from itertools import cycle

import msgspec

from bench.harness.figures import Latency, latency_of
from bench.harness.responses import ResponseReader

_RECEIVE_BYTES = 262_144
_PATIENCE_S = 10.0


class ForSeconds(msgspec.Struct, frozen=True, tag="for_seconds"):
    """Closed loop for a time; the first `warm_up_s` are driven too, but not counted."""

    seconds: float
    warm_up_s: float = 0.3


class EachOnce(msgspec.Struct, frozen=True, tag="each_once"):
    """Closed loop through the list of requests, each sent once: for work that can be done only once."""


class AtRate(msgspec.Struct, frozen=True, tag="at_rate"):
    """Open loop: `rate` requests a second, evenly spaced, for `seconds`."""

    rate: float
    seconds: float


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to send, where, and how. `requests` are whole HTTP/1.1 requests, taken in turn."""

    port: int
    connections: int
    pace: ForSeconds | EachOnce | AtRate
    requests: tuple[bytes, ...]
    expected_status: int = 200
    addresses: tuple[str, ...] = ("127.0.0.1",)
    """Loopback addresses that the connections come from, in turn: so many people's computers."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came back. An answer with another status, a broken connection and no answer in time are errors."""

    completed: int
    """Answers with the expected status in the counted time."""
    errors: int
    counted_s: float
    sent_in_all: int
    """With the warm-up: what the servers' processor time is shared out over."""
    wall_s: float
    """With the warm-up."""
    received_bytes: int
    """Heads and bodies, with the warm-up."""
    cpu_s: float
    """Processor time of the generator itself over `wall_s`."""
    latency: Latency | None
    wrong_statuses: dict[int, int]

    @property
    def per_second(self) -> float:
        """Expected answers a second."""
        return self.completed / self.counted_s if self.counted_s else 0.0

    @property
    def generator_share(self) -> float:
        """Part of its core that the generator needed: near 1 it would itself be the limit."""
        return self.cpu_s / self.wall_s if self.wall_s else 0.0


class _Connection:
    __slots__ = ("address", "due", "port", "reader", "sock")

    def __init__(self, port: int, address: str) -> None:
        self.port = port
        self.address = address
        self.due = 0.0
        self.open()

    def open(self) -> None:
        self.sock = socket.create_connection(("127.0.0.1", self.port), _PATIENCE_S, source_address=(self.address, 0))
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.setblocking(False)
        self.reader = ResponseReader()


class Generator:
    """Drives one job. `run` may be called once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._next_request = cycle(job.requests).__next__
        self._epoll = select.epoll()
        self._connections: dict[int, _Connection] = {}
        self._latencies: list[float] = []
        self._wrong: dict[int, int] = {}
        self._errors = 0
        self._sent = 0
        self._received_bytes = 0
        for _, address in zip(range(job.connections), cycle(job.addresses), strict=False):
            self._register(_Connection(job.port, address))

    def run(self) -> Outcome:
        """Drives the job to its end. Raises `OSError` when nobody listens or, in a closed loop, answers for 10 s."""
        gc.disable()
        cpu_at_start = time.thread_time()
        started = time.perf_counter()
        match self._job.pace:
            case ForSeconds(seconds, warm_up_s):
                self._closed_loop(until=started + warm_up_s, budget=None)
                self._latencies.clear()
                self._errors = 0
                self._wrong.clear()
                counted_from = time.perf_counter()
                self._closed_loop(until=counted_from + seconds, budget=None)
                counted_s = time.perf_counter() - counted_from
            case EachOnce():
                self._closed_loop(until=started + 3600, budget=len(self._job.requests))
                counted_s = time.perf_counter() - started
            case AtRate(rate, seconds):
                self._open_loop(rate, seconds)
                counted_s = seconds
        wall_s = time.perf_counter() - started
        cpu_s = time.thread_time() - cpu_at_start
        for connection in self._connections.values():
            connection.sock.close()
        return Outcome(
            completed=len(self._latencies),
            errors=self._errors,
            counted_s=counted_s,
            sent_in_all=self._sent,
            wall_s=wall_s,
            received_bytes=self._received_bytes,
            cpu_s=cpu_s,
            latency=latency_of(self._latencies),
            wrong_statuses=self._wrong,
        )

    def _closed_loop(self, *, until: float, budget: int | None) -> None:
        """Sends on every connection, again on each answer, until time or budget end; then waits for the rest."""
        clock = time.perf_counter
        left = sys.maxsize if budget is None else budget
        waiting = 0
        for connection in self._connections.values():
            if left:
                left -= 1
                waiting += 1
                self._send(connection, clock())
        while waiting:
            events = self._epoll.poll(_PATIENCE_S)
            if not events:
                raise TimeoutError(f"{waiting} requests had no answer for {_PATIENCE_S:.0f} s")
            for descriptor, _ in events:
                connection = self._connections[descriptor]
                if not self._receive(connection):
                    continue
                now = clock()
                if left and now < until:
                    left -= 1
                    self._send(connection, now)
                else:
                    waiting -= 1

    def _open_loop(self, rate: float, seconds: float) -> None:
        clock = time.perf_counter
        idle = deque(self._connections.values())
        overdue: deque[float] = deque()
        requests = int(rate * seconds)
        begun = ended = 0
        start = clock()
        give_up = start + seconds + _PATIENCE_S
        while ended < requests and (now := clock()) < give_up:
            while begun < requests and (due := start + begun / rate) <= now:
                begun += 1
                if idle:
                    self._send(idle.popleft(), due)
                else:
                    overdue.append(due)
            wait_s = start + begun / rate - clock() if begun < requests else give_up - now
            # epoll's own timeout is in whole milliseconds; select's is in microseconds
            select.select((self._epoll,), (), (), max(0.0, wait_s))
            for descriptor, _ in self._epoll.poll(0):
                connection = self._connections[descriptor]
                if not self._receive(connection):
                    continue
                ended += 1
                if overdue:
                    self._send(connection, overdue.popleft())
                else:
                    idle.append(connection)
        self._errors += requests - ended

    def _register(self, connection: _Connection) -> None:
        self._connections[connection.sock.fileno()] = connection
        self._epoll.register(connection.sock.fileno(), select.EPOLLIN)

    def _send(self, connection: _Connection, due: float) -> None:
        connection.due = due
        request = self._next_request()
        if connection.sock.send(request) != len(request):
            raise OSError("a request did not fit the socket's buffer")
        self._sent += 1

    def _receive(self, connection: _Connection) -> bool:
        """Reads what is there; True when that ended the answer (or the connection, which counts as an error)."""
        try:
            data = connection.sock.recv(_RECEIVE_BYTES)
        except BlockingIOError:
            return False
        except ConnectionResetError:
            data = b""
        if not data:
            self._errors += 1
            del self._connections[connection.sock.fileno()]
            connection.sock.close()
            connection.open()
            self._register(connection)
            return True
        self._received_bytes += len(data)
        status = connection.reader.feed(data)
        if not status:
            return False
        if status == self._job.expected_status:
            self._latencies.append(time.perf_counter() - connection.due)
        else:
            self._errors += 1
            self._wrong[status] = self._wrong.get(status, 0) + 1
        return True


if __name__ == "__main__":
    sys.stdout.buffer.write(
        msgspec.json.encode(Generator(msgspec.json.decode(sys.stdin.buffer.read(), type=Job)).run())
    )
