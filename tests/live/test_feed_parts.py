"""The parts of the feed that decide: snapshots, what was told, what follows what."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conditions import until

from esteio.live.batch import Batch, LoadedChange, RawRow
from esteio.live.changes import Change, Operation
from esteio.live.moments import Moments
from esteio.live.position import Position
from esteio.live.reading import Page
from esteio.live.relay import MAX_WAITING_BYTES, Incoming, Outgoing
from esteio.live.snapshot import Snapshot, parse_snapshot
from esteio.live.told import Told


@st.composite
def histories(draw: st.DrawFn) -> list[Snapshot]:
    """Snapshots of one server, one after each end of a transaction, in the order of their being taken."""
    running: list[int] = []
    latest, upcoming = 9, 10
    snapshots = [Snapshot(10, 10, frozenset())]
    for begins in draw(st.lists(st.booleans(), max_size=30)):
        if begins or not running:
            running.append(upcoming)
            upcoming += 1
            continue
        ended = running.pop(draw(st.integers(0, len(running) - 1)))
        latest = max(latest, ended)
        still = frozenset(xid for xid in running if xid <= latest)
        snapshots.append(Snapshot(min(still, default=latest + 1), latest + 1, still))
    return snapshots


def change(xid: int, pos: int = 1, *, ago_s: float = 0.0, resource: str = "notes") -> Change:
    at = datetime.now(UTC) - timedelta(seconds=ago_s)
    return Change(Position(xid, pos), at, TENANT, resource, uuid4(), Operation.UPDATE, (), (), None)


TENANT = uuid4()


class TestSnapshot:
    @pytest.mark.parametrize("text", ["7:7:", "7:12:7,9"])
    def test_is_what_postgresql_writes(self, text: str) -> None:
        assert str(parse_snapshot(text)) == text

    def test_sees_what_had_ended(self) -> None:
        snapshot = parse_snapshot("7:12:7,9")
        assert [snapshot.sees(xid) for xid in (6, 7, 8, 9, 11, 12)] == [True, False, True, False, True, False]

    @given(histories())
    def test_a_later_one_includes_an_earlier_one_and_sees_all_that_it_sees(self, history: list[Snapshot]) -> None:
        for number, earlier in enumerate(history):
            assert earlier.includes(earlier)
            for later in history[number + 1 :]:
                assert later.includes(earlier)
                assert not earlier.includes(later)
                assert all(later.sees(xid) for xid in range(50) if earlier.sees(xid))


class TestPage:
    def test_the_last_reaches_as_far_as_everything_has_ended(self) -> None:
        assert Page((change(8),), parse_snapshot("7:12:7,9"), more=False).reached == Position(7, 0)

    def test_one_before_it_reaches_its_last_change_and_never_further(self) -> None:
        assert Page((change(5, 3),), parse_snapshot("7:12:7,9"), more=True).reached == Position(5, 3)
        assert Page((change(8, 3),), parse_snapshot("7:12:7,9"), more=True).reached == Position(7, 0)


class TestTold:
    def test_reaches_what_its_snapshot_sees_though_the_position_is_behind(self) -> None:
        told = Told(parse_snapshot("7:7:"))
        told.take([change(8)], Position(7, 0), parse_snapshot("7:9:7"))
        assert told.position == Position(7, 0)
        assert [told.reached(xid) for xid in (6, 7, 8, 9)] == [True, False, True, False]

    def test_reaches_by_its_position_in_the_middle_of_a_long_reading(self) -> None:
        told = Told(parse_snapshot("7:7:"))
        told.take([change(8)], Position(8, 4), None)
        assert [told.reached(xid) for xid in (7, 8)] == [True, False]

    def test_never_goes_back(self) -> None:
        told = Told(parse_snapshot("7:12:7,9"))
        told.take([], Position(5, 0), parse_snapshot("5:5:"))
        assert (told.position, told.snapshot) == (Position(7, 0), parse_snapshot("7:12:7,9"))

    def test_lags_by_the_oldest_early_change_until_it_settles(self) -> None:
        told = Told(parse_snapshot("7:7:"))
        assert told.lag_s == 0
        told.take([change(9, ago_s=20), change(8, ago_s=10)], Position(7, 0), parse_snapshot("7:10:7"))
        assert 20 <= told.lag_s < 25
        told.take([change(7)], Position(10, 0), parse_snapshot("10:10:"))
        assert told.lag_s == 0


class TestMoments:
    async def test_a_frame_that_took_a_second_holds_up_the_next_a_little_and_no_other(self) -> None:
        told: list[float] = []
        took_s = iter([1.0, 0.0, 0.0])
        moments = Moments(lambda _: told.append(time.monotonic()), lambda call: call(next(took_s)))
        for number in range(3):
            moments.take(Batch(Position(number, 0), Position(number + 1, 0), ()))

            async def is_told(count: int = number + 1) -> bool:
                return len(told) == count

            await until(is_told, within_s=1)
        moments.stop()
        assert 0.05 < told[1] - told[0] < 0.2
        assert told[2] - told[1] < 0.05


class LoadedChangeOfBefore(msgspec.Struct, frozen=True, array_like=True):
    """As a process of the version before understands it."""

    change: Change
    row: RawRow | None


class TestIncoming:
    def test_says_whether_a_message_follows_the_last(self) -> None:
        relay, other = Outgoing(), Outgoing()
        messages = [send(relay) for _ in range(4)]
        received = Incoming()
        for payload in (messages[0], messages[1], messages[3], send(other)):
            received.put(payload, 0.0)
        assert [received.next()[2] for _ in range(4)] == [False, True, False, False]
        assert not received
        received.put(send(other), 0.0)
        assert received.next()[2]
        received.forget()
        received.put(send(other), 0.0)
        assert not received.next()[2]

    def test_keeps_no_more_than_it_should(self) -> None:
        received = Incoming()
        relay = Outgoing()
        received.put(send(relay), 0.0)
        received.next()
        for _ in range(2):
            received.put(b"x" * (MAX_WAITING_BYTES // 2 + 1), 0.0)
        received.put(send(relay), 0.0)
        assert not received.next()[2]
        assert not received

    def test_takes_what_a_relay_of_before_sends_and_is_understood_by_it(self) -> None:
        told = LoadedChange(change(8), None, b'{"name":"Ana"}')
        sent = Outgoing().encode((told,), Position(8, 0), parse_snapshot("8:8:"), complete=True)
        stream, number, [loaded], *rest = msgspec.msgpack.decode(sent)
        received = Incoming()
        for payload in (msgspec.msgpack.encode([stream, number, [loaded[:2]], *rest]), sent):
            received.put(payload, 0.0)
        assert [received.next()[0].changes for _ in range(2)] == [(replace(told, by=b""),), (told,)]
        of_before = msgspec.msgpack.decode(msgspec.msgpack.encode(loaded), type=LoadedChangeOfBefore)
        assert (of_before.change, of_before.row) == (told.change, None)

    def test_refuses_what_no_relay_sent(self) -> None:
        received = Incoming()
        received.put(b"\x00", 0.0)
        with pytest.raises(msgspec.MsgspecError):
            received.next()


def send(relay: Outgoing) -> bytes:
    return relay.encode((), Position(7, 0), parse_snapshot("7:7:"), complete=True)
