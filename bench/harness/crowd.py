"""A crowd of live clients: one process, one core, plain sockets and epoll, thousands of connections.

Run as `python -m bench.harness.crowd`: reads orders (`orders.py`) line by line, answers each with a report. Between
orders it goes on reading and answers pings. For each event it does next to nothing (find the frame's end, count it,
look for marks), and in a fan-out it reads in passes with a rest between them, because a reader that is woken for each
frame costs more than the server that sends it. What it takes out of a loop of bare `send()` is in the report, and what
share of a core it needed.

Connections come from loopback addresses of their own (127.0.2.1 ...), because one address has 28,000 ports.
"""

from __future__ import annotations

import gc
import resource
import select
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from enum import IntEnum

import msgspec

from bench.harness import frames
from bench.harness.figures import latency_of
from bench.harness.orders import Dismiss, FanOut, Gather, Listen, Order, Report, Resume, Return, Stall, Tell
from bench.harness.responses import ResponseReader

SPARE_DESCRIPTORS = 256
MEMBERS_AN_ADDRESS = 2_000
RECEIVE_BYTES = 262_144
RETRY_S = 0.5
LEAST_WINDOW = 8
UNDER_WAY = 80_000
MOST_LINES = 16
"""In a fan-out: events that may be under way, messages when that is more of them, and connections for requests."""
LAST_BYTES_S = 3.0
"""How long what is still under way may take at the end of a fan-out or a telling."""


class State(IntEnum):
    """How far a connection has come."""

    CONNECTING = 0
    ASKED = 1
    """The request is sent, its head has not come."""
    OPEN = 2
    """Engine.IO is to say that it is open, or Socket.IO that we are in."""
    SUBSCRIBING = 3
    IN = 4
    STALLED = 5
    GONE = 6


class Member:
    """One connection."""

    __slots__ = ("began", "has", "last", "number", "rest", "retry_at", "sock", "state", "token")

    def __init__(self, number: int, token: str) -> None:
        self.number = number
        self.token = token
        self.sock: socket.socket | None = None
        self.state = State.GONE
        self.rest = b""
        """The beginning of a frame whose end has not come."""
        self.has = bytearray()
        """Which marks of the present order came."""
        self.last = b""
        """What brought the last cursor: the acknowledgement of the subscription, or the last event if kept."""
        self.began = 0.0
        self.retry_at = 0.0


class Refused(Exception):
    """The server did not let a connection in, or ended it."""


class Crowd:
    """All connections, and what happened on them since the last order."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._members: list[Member] = []
        self._by_descriptor: dict[int, Member] = {}
        self._buffer = bytearray(RECEIVE_BYTES)
        self._gathering: Gather | None = None
        self._waiting: deque[Member] = deque()
        """Who is still to connect."""
        self._connecting = 0
        self._since = False
        self._connect_s: list[float] = []
        self._latencies: list[float] = []
        self._refused: dict[str, int] = {}
        self._frames = self._events = self._repeated = self._lost = 0
        self._expected = 0
        """Marks of the present order."""
        self._since_s = 0.0
        """When it began: what an earlier one wrote may be told again, and its marks have the same numbers."""

    def carry_out(self, order: Order) -> Report:
        """Does it and reports. Raises `TimeoutError` when connections do not come in within their time."""
        self._connect_s.clear()
        self._latencies.clear()
        self._refused = {}
        self._frames = self._events = self._repeated = self._lost = 0
        cpu, started = time.process_time(), time.perf_counter()
        match order:
            case Gather():
                found = self._gather(order)
            case FanOut():
                found = self._fan_out(order)
            case Tell():
                found = self._tell(order)
            case Stall():
                found = self._stall(order)
            case Resume():
                found = self._resume(order)
            case Return():
                found = self._return(order)
            case Listen():
                found = self._listen(order)
            case Dismiss():
                found = self._dismiss()
        took_s = found.took_s or time.perf_counter() - started
        return msgspec.structs.replace(
            found,
            took_s=took_s,
            cpu_s=(time.process_time() - cpu) * min(1.0, took_s / (time.perf_counter() - started)),
            connected=sum(member.state == State.IN for member in self._members),
            refused=self._refused,
            connect=latency_of(self._connect_s),
            frames=found.frames or self._frames,
            events=found.events or self._events,
            repeated=self._repeated,
            latency=latency_of(self._latencies),
            lost=self._lost,
        )

    def idle(self) -> None:
        """Reads until there is an order on standard input."""
        self._epoll.register(sys.stdin.fileno(), select.EPOLLIN)
        try:
            while sys.stdin.fileno() not in self._pump(None):
                pass
        finally:
            self._epoll.unregister(sys.stdin.fileno())

    def _gather(self, order: Gather) -> Report:
        self._gathering = order
        first = len(self._members)
        fresh = [
            Member(number, order.tokens[number % len(order.tokens)]) for number in range(first, first + order.count)
        ]
        _check_descriptors(first + order.count)
        self._members += fresh
        self._waiting.extend(fresh)
        self._bring_in(order.patience_s, lambda: True)
        return Report(took_s=0.0, cpu_s=0.0)

    def _bring_in(self, patience_s: float, is_complete: Callable[[], bool]) -> None:
        """Connects all who wait, `at_once` at a time, until everybody is in and `is_complete`."""
        give_up = time.perf_counter() + patience_s
        at_once = self._gathering.at_once if self._gathering is not None else 1
        while self._waiting or self._connecting or not is_complete():
            now = time.perf_counter()
            if now > give_up:
                missing = len(self._waiting) + self._connecting
                what = f"{missing} connections were not in" if missing else "not everybody had all events"
                raise TimeoutError(f"{what} after {patience_s:g} s: {self._refused}")
            while self._waiting and self._connecting < at_once and self._waiting[0].retry_at <= now:
                self._connect(self._waiting.popleft())
            self._pump(0.02)

    def _fan_out(self, order: FanOut) -> Report:
        active = sum(member.state == State.IN for member in self._members)
        window = order.under_way or max(LEAST_WINDOW, UNDER_WAY // active)
        lines = [Line(order.port) for _ in range(min(window, MOST_LINES))]
        for line in lines:
            self._register(line)
        self._expect(0)
        started, sent = time.perf_counter(), 0
        until = started + order.seconds
        while time.perf_counter() < until:
            for line in lines:
                if line.status and sent - self._events // active < window:
                    line.check()
                    line.send(order.requests[sent % len(order.requests)], frames.mark(time.perf_counter(), sent))
                    sent += 1
            self._pump(order.rest_s, *lines)
            time.sleep(order.rest_s)
        frames_in, events_in = self._frames, self._events
        took_s = time.perf_counter() - started
        # What is under way at the end takes as long as it took to get so far, and then some.
        give_up = time.perf_counter() + LAST_BYTES_S + window * took_s * active / max(1, events_in)
        while self._events < sent * active and time.perf_counter() < give_up:
            self._pump(0.05, *lines)
        for line in lines:
            self._unregister(line)
        return Report(
            took_s=took_s,
            cpu_s=0.0,
            requests=sent,
            frames=frames_in,
            events=events_in,
            sent_in_all=self._events,
            missing=sent * active - self._events,
        )

    def _tell(self, order: Tell) -> Report:
        lines = {line.descriptor: line for line in (Line(order.port) for _ in range(order.connections))}
        for line in lines.values():
            self._register(line)
        requests = int(order.rate * order.seconds)
        audience = order.audience or sum(member.state == State.IN for member in self._members)
        self._expect(requests)
        answers: list[float] = []
        free, overdue = deque(lines.values()), deque[int]()
        begun = answered = failed = 0
        start = time.perf_counter()
        give_up = start + order.seconds + LAST_BYTES_S
        while answered < requests or self._events - self._repeated < requests * audience:
            now = time.perf_counter()
            if now > give_up:
                break
            while begun < requests and start + begun / order.rate <= now:
                overdue.append(begun)
                begun += 1
            while overdue and free:
                number, line = overdue.popleft(), free.popleft()
                line.due = start + number / order.rate
                line.send(order.requests[number % len(order.requests)], frames.mark(line.due, number))
            wait_s = start + begun / order.rate - time.perf_counter() if begun < requests else 0.05
            for descriptor in self._pump(max(0.0, wait_s), *lines.values()):
                line = lines[descriptor]
                if line.status:
                    answers.append(time.perf_counter() - line.due)
                    answered += 1
                    failed += line.status >= 300
                    free.append(line)
        for line in lines.values():
            self._unregister(line)
        missing = requests * audience - (self._events - self._repeated)
        return Report(
            took_s=0.0, cpu_s=0.0, requests=answered, failed=failed, missing=missing, answers=latency_of(answers)
        )

    def _stall(self, order: Stall) -> Report:
        for member in self._members[-order.count :]:
            if member.sock is not None:
                self._epoll.unregister(member.sock.fileno())
                member.state = State.STALLED
        return Report(took_s=0.0, cpu_s=0.0)

    def _resume(self, order: Resume) -> Report:
        for member in self._members:
            if member.state == State.STALLED and member.sock is not None:
                member.state = State.IN
                self._epoll.register(member.sock.fileno(), select.EPOLLIN)
        return self._listen(Listen(seconds=order.seconds))

    def _return(self, order: Return) -> Report:
        for member in self._members:
            self._leave(member)
        line = Line(order.port)
        self._register(line)
        self._expect(len(order.requests))
        for number, request in enumerate(order.requests):
            line.send(request, frames.mark(time.perf_counter(), number))
            while not line.status:
                self._pump(0.05, line)
            line.check()
        self._unregister(line)
        self._latencies.clear()
        self._since = True
        started = time.perf_counter()
        for member in self._members:
            member.retry_at = 0.0
            self._waiting.append(member)
        if self._gathering is not None:
            self._gathering = msgspec.structs.replace(self._gathering, at_once=len(self._members))
        wanted = len(order.requests)
        self._bring_in(order.patience_s, lambda: all(member.has.count(1) == wanted for member in self._members))
        self._latencies.clear()
        return Report(took_s=time.perf_counter() - started, cpu_s=0.0, requests=wanted)

    def _listen(self, order: Listen) -> Report:
        self._expect(0)
        until = time.perf_counter() + order.seconds
        while (left_s := until - time.perf_counter()) > 0:
            self._pump(left_s)
        return Report(took_s=0.0, cpu_s=0.0)

    def _dismiss(self) -> Report:
        for member in self._members:
            self._leave(member)
        self._members.clear()
        self._waiting.clear()
        self._connecting = 0
        self._since = False
        return Report(took_s=0.0, cpu_s=0.0)

    def _expect(self, marks: int) -> None:
        self._expected = marks
        self._since_s = time.perf_counter()
        for member in self._members:
            member.has = bytearray(marks)

    def _pump(self, wait_s: float | None, *lines: Line) -> list[int]:
        """Waits once for the sockets and reads what is there; descriptors that are no member's."""
        if wait_s is not None and 0 < wait_s < 0.01:
            # epoll's own timeout is in whole milliseconds; select's is in microseconds
            select.select((self._epoll,), (), (), wait_s)
            wait_s = 0
        others: list[int] = []
        by_descriptor = self._by_descriptor
        for descriptor, _ in self._epoll.poll(wait_s, max(1, len(by_descriptor) + 32)):
            member = by_descriptor.get(descriptor)
            if member is None:
                for line in lines:
                    if line.descriptor == descriptor:
                        line.receive()
                others.append(descriptor)
                continue
            try:
                if member.state == State.IN:
                    self._read(member)
                else:
                    self._advance(member)
            except (OSError, Refused) as error:
                self._failed(member, error)
        return others

    def _read(self, member: Member) -> None:
        """Events of somebody who is in: the hot path."""
        buffer = self._buffer
        size = member.sock.recv_into(buffer, RECEIVE_BYTES)  # pyright: ignore[reportOptionalMemberAccess]
        if not size:
            raise Refused("ended by the server")
        if member.rest:
            kept = len(member.rest)
            buffer[kept : kept + size] = buffer[:size]
            buffer[:kept] = member.rest
            size += kept
            member.rest = b""
        if self._wanted.streams:
            end = buffer.rfind(b"\n\n", 0, size) + 2
            end, counted = (end, buffer.count(b"\ndata:", 0, end)) if end >= 2 else (0, 0)
        else:
            end, counted = self._take_frames(member, size)
        if end < size:
            member.rest = bytes(buffer[end:size])
        if counted:
            self._count(member, buffer, end, counted)

    def _take_frames(self, member: Member, size: int) -> tuple[int, int]:
        """Where the last whole frame ends, and how many of them were events; pings are answered."""
        # `frames.split` written out: to make its list of places, and to go over it, takes half as long again for a
        # frame, and a crowd that is slower than the server measures itself.
        buffer = self._buffer
        end = counted = 0
        while end + 3 <= size:
            length = buffer[end + 1]
            start = end + 2
            if length == 126:
                start = end + 4
                if start > size:
                    break
                length = buffer[end + 2] << 8 | buffer[end + 3]
            elif length == 127:
                start = end + 10
                if start > size:
                    break
                length = int.from_bytes(buffer[end + 2 : start])
            if start + length > size:
                break
            end = start + length
            # An Engine.IO message (4) with a Socket.IO event (2); or else a ping, an acknowledgement, a close.
            if buffer[start] == 0x34 and buffer[start + 1] == 0x32:
                counted += 1
            elif buffer[start] == 0x32:
                member.sock.send(frames.PONG)  # pyright: ignore[reportOptionalMemberAccess]
            elif frames.is_close(buffer, start):
                raise Refused(f"closed with {int.from_bytes(buffer[start : start + 2])}")
        return end, counted

    def _count(self, member: Member, data: bytes | bytearray, end: int, counted: int) -> None:
        """Notes `counted` events whose marks are in `data[:end]`."""
        self._frames += counted
        if self._wanted.keep_cursors:
            member.last = bytes(data[:end])
        if not self._expected:
            self._events += data.count(frames.MARK, 0, end)
            return
        now = time.perf_counter()
        at = data.find(frames.MARK, 0, end)
        while at >= 0:
            self._events += 1
            due, number = frames.read_mark(data, at)
            if due < self._since_s or number >= self._expected or member.has[number]:
                self._repeated += 1
            else:
                member.has[number] = 1
                self._latencies.append(now - due)
            at = data.find(frames.MARK, at + frames.MARK_BYTES, end)

    def _connect(self, member: Member) -> None:
        sock = socket.socket()
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        rank = member.number // MEMBERS_AN_ADDRESS
        sock.bind((f"127.0.{2 + rank // 250}.{1 + rank % 250}", 0))
        member.sock = sock
        member.state = State.CONNECTING
        member.began = time.perf_counter()
        member.rest = b""
        self._connecting += 1
        self._by_descriptor[sock.fileno()] = member
        self._epoll.register(sock.fileno(), select.EPOLLOUT)
        try:
            sock.connect(("127.0.0.1", self._wanted.port))
        except BlockingIOError:
            return
        except OSError as error:
            self._failed(member, error)

    @property
    def _wanted(self) -> Gather:
        if self._gathering is None:
            raise RuntimeError("nobody was gathered")
        return self._gathering

    def _advance(self, member: Member) -> None:
        """One step of the handshake."""
        sock = member.sock
        if sock is None:
            return
        if member.state == State.CONNECTING:
            if error := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                raise OSError(error, "connect")
            sock.send(self._request(member))
            member.state = State.ASKED
            self._epoll.modify(sock.fileno(), select.EPOLLIN)
            return
        data = sock.recv(RECEIVE_BYTES)
        if not data:
            raise Refused("ended by the server")
        member.rest += data
        if member.state == State.ASKED:
            head, found, rest = member.rest.partition(b"\r\n\r\n")
            if not found:
                return
            status = head[9:12]
            if status != (b"200" if self._wanted.streams else b"101"):
                raise Refused(f"answered {status.decode(errors='replace')}")
            member.rest = rest
            if self._wanted.streams:
                self._is_in(member)
                return
            member.state = State.OPEN
        self._take_handshake(member, sock)

    def _take_handshake(self, member: Member, sock: socket.socket) -> None:
        data = member.rest
        spans, end = frames.split(data, len(data))
        member.rest = data[end:]
        for start, stop in spans:
            payload = data[start:stop]
            if payload.startswith(b"0"):
                sock.send(frames.connect_packet(member.token))
            elif payload == b"2":
                sock.send(frames.PONG)
            elif payload.startswith(b"40"):
                since = frames.last_cursor(member.last) if self._since else ""
                sock.send(frames.subscribe_packet(self._wanted.events, since))
                member.state = State.SUBSCRIBING
            elif payload.startswith(b"43"):
                if b'"granted":[]' in payload:
                    raise RuntimeError(f"a subscription was refused: {payload[:200]!r}")
                if not self._since:
                    member.last = payload
                self._is_in(member)
            elif payload.startswith(b"42"):
                self._count(member, payload, len(payload), 1)
            elif payload.startswith(b"44"):
                raise Refused(f"refused: {payload[:120].decode(errors='replace')}")
            elif frames.is_close(data, start):
                raise Refused(f"closed with {int.from_bytes(payload[:2])}")

    def _is_in(self, member: Member) -> None:
        member.state = State.IN
        self._connecting -= 1
        self._connect_s.append(time.perf_counter() - member.began)

    def _request(self, member: Member) -> bytes:
        wanted = self._wanted
        host = f"127.0.0.1:{wanted.port}"
        if not wanted.streams:
            return frames.upgrade_request(host, "/socket.io/?EIO=4&transport=websocket")
        since = f"&since={frames.last_cursor(member.last)}" if self._since else ""
        return (
            f"GET /api/live?resources={','.join(wanted.events)}{since} HTTP/1.1\r\nHost: {host}\r\n"
            f"Accept: text/event-stream\r\nAuthorization: Bearer {member.token}\r\nUser-Agent: bench\r\n\r\n"
        ).encode()

    def _failed(self, member: Member, error: Exception) -> None:
        reason = str(error)
        self._refused[reason] = self._refused.get(reason, 0) + 1
        was_in = member.state == State.IN
        self._leave(member)
        if was_in:
            self._lost += 1
            return
        self._connecting -= 1
        member.retry_at = time.perf_counter() + RETRY_S
        self._waiting.append(member)

    def _leave(self, member: Member) -> None:
        if member.sock is not None:
            self._by_descriptor.pop(member.sock.fileno(), None)
            member.sock.close()  # which takes it out of epoll
            member.sock = None
        member.state = State.GONE

    def _register(self, line: Line) -> None:
        self._epoll.register(line.descriptor, select.EPOLLIN)

    def _unregister(self, line: Line) -> None:
        self._epoll.unregister(line.descriptor)
        line.close()


class Line:
    """One keep-alive HTTP connection, on which the crowd causes what it then hears of."""

    def __init__(self, port: int) -> None:
        self._sock = socket.create_connection(("127.0.0.1", port), 10, source_address=("127.0.1.250", 0))
        self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock.setblocking(False)
        self._reader = ResponseReader()
        self.descriptor = self._sock.fileno()
        self.status = 200
        """Of the last answer; 0 while one is awaited."""
        self.due = 0.0

    def send(self, request: bytes, mark: bytes) -> None:
        """Sends it with the mark in its place."""
        self._sock.send(request.replace(frames.NO_MARK, mark))
        self.status = 0

    def receive(self) -> None:
        """Reads what is there; `status` is set by the answer's end."""
        data = self._sock.recv(RECEIVE_BYTES)
        if not data:
            raise RuntimeError("the server ended a connection for requests")
        self.status = self._reader.feed(data)

    def check(self) -> None:
        """Raises `RuntimeError` when the last answer was no success."""
        if self.status >= 300:
            raise RuntimeError(f"a request was answered {self.status}")

    def close(self) -> None:
        """Ends it."""
        self._sock.close()


def _check_descriptors(connections: int) -> None:
    needed = connections + SPARE_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < needed <= hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    elif hard < needed:
        raise RuntimeError(
            f"{connections} connections need {needed} open files, this machine allows {hard}: "
            f"run `ulimit -n {needed}` first (as root, or raise it in /etc/security/limits.conf)"
        )


def main() -> None:
    """Orders in, reports out, until the input ends."""
    gc.disable()
    crowd = Crowd()
    while True:
        crowd.idle()
        line = sys.stdin.buffer.readline()
        if not line:
            return
        try:
            report = crowd.carry_out(msgspec.json.decode(line, type=Order))
        except (RuntimeError, TimeoutError, OSError) as error:
            report = Report(took_s=0.0, cpu_s=0.0, error=f"{type(error).__name__}: {error}")
        sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
