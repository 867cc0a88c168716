"""The load generator against a real server that can be told to misbehave."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from bench.harness.load import AtRate, EachOnce, ForSeconds, Generator, Job, Outcome

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Answer = Callable[[bytes], bytes]


class Server:
    """Answers each request with what `answer` says; empty bytes close the connection."""

    def __init__(self) -> None:
        self.answer: Answer = lambda _: GOOD
        self.seen: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = ThreadPoolExecutor(40)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads.shutdown(wait=True)

    def run(self, pace: ForSeconds | EachOnce | AtRate, connections: int = 4, requests: int = 1) -> Outcome:
        texts = tuple(f"GET /{number} HTTP/1.1\r\n\r\n".encode() for number in range(requests))
        return Generator(Job(port=self.port, connections=connections, pace=pace, requests=texts)).run()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._threads.submit(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            while data := connection.recv(65536):
                self.seen.append(data.split(b" ")[1])
                answer = self.answer(data)
                if not answer:
                    return
                connection.sendall(answer)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


class TestClosedLoop:
    def test_counts_what_the_server_answered(self, server: Server) -> None:
        outcome = server.run(ForSeconds(0.2, warm_up_s=0.05))
        assert 0 < outcome.completed < outcome.sent_in_all == len(server.seen)
        assert outcome.errors == 0
        assert outcome.per_second == pytest.approx(outcome.completed / outcome.counted_s)
        assert outcome.received_bytes == len(GOOD) * outcome.sent_in_all
        assert 0 < outcome.generator_share <= 1.1

    def test_each_once_sends_every_request_exactly_once(self, server: Server) -> None:
        outcome = server.run(EachOnce(), connections=8, requests=101)
        assert outcome.completed == 101
        assert sorted(server.seen) == sorted(f"/{number}".encode() for number in range(101))

    def test_another_status_is_an_error_and_has_no_latency(self, server: Server) -> None:
        server.answer = lambda _: GOOD.replace(b"200 OK", b"429 Too Many")
        outcome = server.run(EachOnce(), requests=10)
        assert (outcome.completed, outcome.errors, outcome.wrong_statuses) == (0, 10, {429: 10})
        assert outcome.latency is None

    def test_goes_on_after_a_connection_that_the_server_closed(self, server: Server) -> None:
        server.answer = lambda request: b"" if request.startswith(b"GET /3 ") else GOOD
        outcome = server.run(EachOnce(), connections=2, requests=10)
        assert (outcome.completed, outcome.errors) == (9, 1)

    def test_nobody_listening_is_an_error_of_the_run(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port: int = listener.getsockname()[1]
        with pytest.raises(OSError):
            Generator(Job(port=port, connections=1, pace=EachOnce(), requests=(b"x",)))


class TestOpenLoop:
    def test_sends_at_the_rate_however_fast_the_answers(self, server: Server) -> None:
        started = time.perf_counter()
        outcome = server.run(AtRate(rate=200, seconds=0.5))
        assert outcome.completed == outcome.sent_in_all == 100
        assert 0.49 < time.perf_counter() - started < 3

    def test_a_stall_shows_in_all_requests_that_were_due_meanwhile(self, server: Server) -> None:
        stall_s, rate, seconds = 0.4, 200, 1.0
        stalled_until = 0.0

        def stall_once(_: bytes) -> bytes:
            nonlocal stalled_until
            if len(server.seen) == 20:
                stalled_until = time.perf_counter() + stall_s
            time.sleep(max(0.0, stalled_until - time.perf_counter()))
            return GOOD

        server.answer = stall_once
        # two connections: a closed loop, or a clock that starts at sending, would see only two slow answers
        outcome = server.run(AtRate(rate=rate, seconds=seconds), connections=2)
        assert outcome.completed == 200
        assert outcome.latency is not None
        late = stall_s * rate / 2  # of them, half the stall or longer: 40 of 200
        assert late / outcome.completed >= 0.2
        assert outcome.latency.p95_ms > stall_s * 1000 / 2
        assert outcome.latency.max_ms >= stall_s * 1000 * 0.95
