"""The crowd of live clients, against a server whose every byte is known."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest
from bench.harness import frames
from bench.harness.crowd import Crowd
from bench.harness.live_works import EVENTS, broadcast_request, example_payload
from bench.harness.orders import Dismiss, FanOut, Gather, Listen, Resume, Return, Stall, Tell

SENDER = Path(__file__).resolve().parents[2] / "bench" / "peers" / "bare" / "sender.py"
CAUSE = broadcast_request(example_payload())


@pytest.fixture
def port() -> Generator[int]:
    """Of a bare sender."""
    read, write = os.pipe()
    with subprocess.Popen(
        (sys.executable, str(SENDER)), env={"PORT": "0", "READY_DESCRIPTOR": str(write)}, pass_fds=(write,)
    ) as process:
        os.close(write)
        assert select.select((read,), (), (), 10)[0], "the sender did not come up"
        yield int(os.read(read, 16))
        os.close(read)
        process.kill()


def gathered(port: int, count: int, *, keep_cursors: bool = False) -> Crowd:
    crowd = Crowd()
    order = Gather(count=count, port=port, tokens=("a", "b"), events=EVENTS, keep_cursors=keep_cursors)
    assert crowd.carry_out(order).connected == count
    return crowd


class TestFanOut:
    def test_counts_what_each_connection_got(self, port: int) -> None:
        found = gathered(port, 25).carry_out(FanOut(port=port, requests=(CAUSE,), seconds=0.3))
        assert found.requests > 0
        assert found.sent_in_all == found.requests * 25
        assert found.missing == found.repeated == found.lost == 0
        assert found.frames == found.events <= found.sent_in_all


class TestTell:
    def test_everybody_has_everything_once_and_how_long_it_took(self, port: int) -> None:
        found = gathered(port, 10).carry_out(Tell(port=port, requests=(CAUSE,), rate=50, seconds=0.4))
        assert (found.requests, found.events, found.missing, found.repeated) == (20, 200, 0, 0)
        assert found.latency is not None
        assert 0 < found.latency.p50_ms < 1000

    def test_who_hears_nothing_is_missed(self, port: int) -> None:
        found = gathered(port, 5).carry_out(Tell(port=port, requests=(CAUSE,), rate=50, seconds=0.1, audience=6))
        assert found.missing == 5


class TestStall:
    def test_who_stopped_reading_is_not_waited_for(self, port: int) -> None:
        crowd = gathered(port, 5)
        crowd.carry_out(Stall(count=1))
        found = crowd.carry_out(Tell(port=port, requests=(CAUSE,), rate=50, seconds=0.1))
        assert (found.connected, found.events, found.missing) == (4, 20, 0)
        late = crowd.carry_out(Resume(seconds=0.1))
        assert (late.connected, late.events) == (5, 5)


class TestReturn:
    def test_who_comes_back_without_what_happened_meanwhile_is_not_complete(self, port: int) -> None:
        crowd = gathered(port, 3, keep_cursors=True)  # the sender forgets
        with pytest.raises(TimeoutError, match="events"):
            crowd.carry_out(Return(port=port, requests=(CAUSE,), patience_s=0.3))

    def test_all_are_back(self, port: int) -> None:
        crowd = gathered(port, 30)
        assert crowd.carry_out(Return(port=port, requests=(), patience_s=5)).connected == 30


class TestDismiss:
    def test_leaves_nobody(self, port: int) -> None:
        crowd = gathered(port, 3)
        assert crowd.carry_out(Dismiss()).connected == 0
        started = time.perf_counter()
        assert crowd.carry_out(Listen(seconds=0.05)).frames == 0
        assert time.perf_counter() - started >= 0.05


class TestFrames:
    @pytest.mark.parametrize("size", [1, 125, 126, 60_000])
    def test_a_servers_frames_are_found_however_long(self, size: int) -> None:
        head = b"\x81" + (bytes((size,)) if size < 126 else b"\x7e" + size.to_bytes(2))
        data = (head + b"x" * size) * 2 + head[:1]
        spans, rest = frames.split(data, len(data))
        assert [stop - start for start, stop in spans] == [size, size]
        assert rest == len(data) - 1

    def test_a_mark_takes_the_place_of_another(self) -> None:
        at, number = frames.read_mark(b"  " + frames.mark(12.5, 77), 2)
        assert (at, number) == (12.5, 77)
        assert len(frames.mark(1e8, 999_999)) == len(frames.NO_MARK) == frames.MARK_BYTES

    def test_the_example_has_room_for_one_and_the_size_that_is_claimed(self) -> None:
        payload = example_payload()
        assert payload.count(frames.NO_MARK) == 1
        assert len(b'42["data_update",]' + payload) == 300

    def test_the_last_cursor_is_the_one_that_counts(self) -> None:
        data = msgspec.json.encode([{"cursor": "a.1.0"}, {"cursor": "a.2.0"}])
        assert frames.last_cursor(data) == "a.2.0"
        assert frames.last_cursor(b"{}") == ""
