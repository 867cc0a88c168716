"""The live table says what the results say, and judges goals on them; Artillery's counters are judged, too."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest
from bench.artillery import judge
from bench.harness.charts import live_chart
from bench.harness.commits import Commits
from bench.harness.figures import Latency
from bench.harness.hub_works import HubFigures, Online, PollingBytes, Returned, Stalled, Telling
from bench.harness.live_report import live_lines, live_table
from bench.harness.live_results import BARE, NODE, OURS_ALONE, PYTHON, LiveResults
from bench.harness.live_works import Connected, FanOutFigures, FanOutRound
from bench.harness.machine import Machine, Taken


def latency(p50_ms: float, p99_ms: float) -> Latency:
    return Latency(p50_ms=p50_ms, p95_ms=(p50_ms + p99_ms) / 2, p99_ms=p99_ms, max_ms=p99_ms * 2)


def connected(kib_each: float = 10.0, per_second: float = 2_500.0) -> Connected:
    return Connected(
        count=10_000,
        per_second=per_second,
        connect=latency(10, 50),
        server_ms_each=0.4,
        kib_each=kib_each,
        resident_mib=180,
        crowd_share=0.3,
    )


def fan_out(*per_second: float, missing: int = 0, kib_each: float = 10.0) -> FanOutFigures:
    rounds = tuple(
        FanOutRound(
            messages_per_second=one,
            frames_per_second=one / 2,
            server_us_each=1e6 / one,
            server_share=1.0,
            crowd_share=0.4,
            missing=missing,
        )
        for one in per_second
    )
    return FanOutFigures(connected=connected(kib_each), rounds=rounds, singly=rounds, returned=(2_400.0, 2_500.0))


def telling(subscribers: int, p50_ms: float, p99_ms: float, missing: int = 0) -> Telling:
    return Telling(
        subscribers=subscribers,
        rate=20.0,
        latency=latency(p50_ms, p99_ms),
        answers=latency(2, 9),
        missing=missing,
        failed=0,
        server_share=0.2,
        crowd_share=0.1,
    )


def results(**changed: Any) -> LiveResults:
    hub: dict[str, Any] = {
        "sockets": fan_out(110_000, 112_000),
        "streams": connected(9.0),
        "telling": (telling(100, 5, 20), telling(1_000, 14, 50)),
        "stalled": Stalled(others=telling(9_999, 40, 90), ended="closed with 4408"),
        "returned": Returned(count=10_000, took_s=8.0, connect=latency(100, 4_000), refused={}),
        "online": Online(
            people=10_000,
            rate=1_667,
            reads=latency(3, 30),
            writes=latency(5, 40),
            delivery=latency(6, 45),
            requests=16_670,
            errors=0,
            server_share=0.7,
            postgres_share=0.5,
            resident_mib=200,
        ),
        "polling": PollingBytes(full=90_000, delta=2_000, unchanged=600, full_compressed=9_000, delta_compressed=1_500),
    }
    own = {name: changed.pop(name) for name in tuple(changed) if name not in hub}
    sides: dict[str, Any] = {
        "taken": Taken(
            made_at=datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
            quick=False,
            took_s=500,
            machine=Machine(processor="P", cores=2, memory_gib=8, system="Linux", load_before=0.1, commit="abc"),
        ),
        "sockets": 10_000,
        "fan_out": {
            OURS_ALONE: fan_out(130_000, 132_000),
            NODE: fan_out(60_000, 61_000),
            PYTHON: fan_out(11_000, 11_500),
            BARE: fan_out(150_000, 151_000),
        },
        "commits": Commits(bare=(4_000.0, 4_100.0), with_change_and_trail=(2_800.0, 2_900.0)),
        "versions": {"Socket.IO on Node": "Node 20"},
    }
    return LiveResults(hub=HubFigures(**(hub | changed)), **(sides | own))


def missed(found: LiveResults) -> list[str]:
    return [line.work for line in live_lines(found) if line.met is False]


class TestGoals:
    def test_all_are_met(self) -> None:
        assert missed(results()) == []

    @pytest.mark.parametrize(
        ("changed", "work"),
        [
            ({"telling": (telling(100, 7, 20),)}, "100 subscribers"),
            ({"telling": (telling(1_000, 10, 61),)}, "1,000 subscribers"),
            ({"telling": (telling(100, 5, 20, missing=1),)}, "100 subscribers"),
            ({"stalled": Stalled(others=telling(9_999, 40, 101), ended="closed with 4408")}, "does not read"),
            ({"stalled": Stalled(others=telling(9_999, 40, 90), ended="")}, "does not read"),
            ({"returned": Returned(count=9, took_s=15.1, connect=latency(1, 2), refused={})}, "come back"),
            ({"streams": connected(12.1)}, "memory of an event stream"),
            ({"sockets": fan_out(110_000, kib_each=12.1)}, "memory of a socket"),
            ({"sockets": fan_out(80_000, 80_000)}, "written by HTTP"),
            ({"commits": Commits(bare=(4_000.0,), with_change_and_trail=(2_300.0,))}, "insert"),
        ],
    )
    def test_each_is_judged(self, changed: Mapping[str, Any], work: str) -> None:
        assert [work in one for one in missed(results(**changed))] == [True]

    def test_less_than_twice_node_is_missed_and_so_is_a_lost_message(self) -> None:
        sides = results().fan_out
        for ours in (fan_out(115_000, 115_000), fan_out(130_000, 132_000, missing=1)):
            assert len(missed(results(fan_out=sides | {OURS_ALONE: ours}))) == 1

    def test_what_a_round_lost_is_not_made_good_by_what_another_had_too_many(self) -> None:
        found = fan_out(130_000, 132_000)
        uneven = tuple(msgspec.structs.replace(one, missing=by) for one, by in zip(found.rounds, (3, -3), strict=True))
        assert msgspec.structs.replace(found, rounds=uneven).missing == 3
        assert msgspec.structs.replace(found, rounds=uneven[1:]).missing == 0


class TestTable:
    def test_every_row_has_a_cell_a_column(self) -> None:
        rows = [line for line in live_table(results()).splitlines() if line.startswith("|")]
        assert len({row.count("|") for row in rows}) == 1

    def test_survives_the_file(self) -> None:
        made = results()
        assert msgspec.json.decode(msgspec.json.encode(made), type=LiveResults) == made

    def test_the_chart_is_well_formed(self) -> None:
        words = "".join(ET.fromstring(live_chart(results())).itertext())  # noqa: S314 - our own text
        assert "bare send()" in words


class TestArtillery:
    GOOD: Mapping[str, int] = {"http.codes.200": 3, "http.codes.304": 1, "socketio.emit": 8, "vusers.completed": 4}

    def test_a_run_without_an_error_is_told(self) -> None:
        assert "http.codes.304: 1" in judge({"counters": dict(self.GOOD)})

    @pytest.mark.parametrize(
        "wrong", [{"errors.ETIMEDOUT": 1}, {"vusers.failed": 1}, {"http.codes.503": 1}, {"socketio.emit": 0}]
    )
    def test_any_other_fails(self, wrong: Mapping[str, int]) -> None:
        with pytest.raises(RuntimeError, match=next(iter(wrong))):
            judge({"counters": {**self.GOOD, **wrong}})
