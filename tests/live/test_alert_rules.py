"""When an alert opens and closes: once each, never trembling, whatever the values do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.telemetry import Metric
from esteio.live.alerts.rules import (
    LONGEST_GAP,
    AlertRule,
    Comparison,
    Move,
    RuleState,
    Severity,
    fits,
    look,
    sentence,
    title,
    value_text,
)

AT = datetime(2026, 3, 1, tzinfo=UTC)
RULE = AlertRule(
    id=UUID(int=1),
    name="Latência média alta",
    metric=Metric.AVERAGE_LATENCY,
    comparison=Comparison.ABOVE,
    threshold=1000,
    lasting_s=60,
    clear_threshold=800,
    clear_lasting_s=120,
    severity=Severity.WARNING,
    targets=("email",),
    enabled=True,
)


def watch(rule: AlertRule, values: list[tuple[float, float]]) -> list[tuple[float, Move]]:
    """What follows from looks: (seconds since the one before, value) -> (seconds since the beginning, move)."""
    state, now, before = RuleState(), 0.0, None
    moves: list[tuple[float, Move]] = []
    for wait_s, value in values:
        now += wait_s
        at = AT + timedelta(seconds=now)
        state, move = look(rule, state, value, at, before)
        before = at
        if move is not Move.NONE:
            moves.append((now, move))
    return moves


def every(step_s: float, *values: float) -> list[tuple[float, float]]:
    return [(step_s, value) for value in values]


class TestLook:
    def test_trouble_must_last(self) -> None:
        assert watch(RULE, every(20, 1500, 1500, 1500, 900, 1500, 1500, 1500)) == []
        assert watch(RULE, every(20, 1500, 1500, 1500, 1500)) == [(80, Move.OPEN)]

    def test_the_threshold_itself_is_no_trouble(self) -> None:
        assert watch(RULE, every(50, *[1000] * 10)) == []

    def test_it_is_said_once_while_it_lasts_and_once_when_it_is_over(self) -> None:
        values = every(20, *[1500] * 30, *[500] * 30)
        assert watch(RULE, values) == [(80, Move.OPEN), (31 * 20 + 120, Move.CLOSE)]

    def test_a_value_that_trembles_about_the_threshold_makes_one_alert(self) -> None:
        assert watch(RULE, every(30, *[1001, 1001, 1001] + [999, 1001] * 200)) == [(90, Move.OPEN)]

    def test_a_relapse_within_the_time_to_clear_keeps_it_open(self) -> None:
        values = every(30, 1500, 1500, 1500, *[700, 700, 700, 700, 900] * 20)
        assert watch(RULE, values) == [(90, Move.OPEN)]

    def test_a_rule_may_fear_what_is_low(self) -> None:
        rule = msgspec.structs.replace(
            RULE, metric=Metric.CACHE_HIT_RATE, comparison=Comparison.BELOW, threshold=0.6, clear_threshold=0.7
        )
        values = every(60, 0.5, 0.5, 0.65, 0.65, 0.65, 0.65, 0.8, 0.8, 0.8)
        assert watch(rule, values) == [(120, Move.OPEN), (540, Move.CLOSE)]

    def test_without_durations_it_opens_and_closes_at_a_look(self) -> None:
        rule = msgspec.structs.replace(RULE, lasting_s=0, clear_lasting_s=0)
        assert watch(rule, every(5, 1500, 500)) == [(5, Move.OPEN), (10, Move.CLOSE)]

    def test_nobody_knows_what_lay_in_a_silence(self) -> None:
        # The processes were down for an hour between two bad looks: that is no hour of trouble.
        assert watch(RULE, [(5, 1500), (3600, 1500), (5, 1500)]) == []
        opened = every(30, 1500, 1500, 1500)
        assert watch(RULE, [*opened, (5, 500), (3600, 500), (5, 500)]) == [(90, Move.OPEN)]

    def test_a_rule_that_is_switched_off_closes_what_it_opened(self) -> None:
        off = msgspec.structs.replace(RULE, enabled=False)
        assert look(off, RuleState(is_open=True), 1500, AT, AT)[1] is Move.CLOSE
        assert look(off, RuleState(), 1500, AT, AT) == (RuleState(), Move.NONE)


RULES = st.builds(
    lambda above, threshold, gap, lasting, clear: msgspec.structs.replace(
        RULE,
        comparison=Comparison.ABOVE if above else Comparison.BELOW,
        threshold=threshold,
        clear_threshold=threshold - gap if above else threshold + gap,
        lasting_s=lasting,
        clear_lasting_s=clear,
    ),
    st.booleans(),
    st.integers(-50, 50),
    st.integers(0, 20),
    st.integers(0, 120),
    st.integers(0, 120),
)
LOOKS = st.lists(st.tuples(st.integers(1, 90), st.integers(-80, 80)), max_size=120)


class TestInvariants:
    @given(RULES, LOOKS)
    def test_opening_and_closing_take_turns_and_their_time(
        self, rule: AlertRule, looks: list[tuple[float, float]]
    ) -> None:
        moves = watch(rule, looks)
        assert [move for _, move in moves] == [(Move.OPEN, Move.CLOSE)[number % 2] for number in range(len(moves))]
        for (earlier, _), (later, move) in pairwise(moves):
            # The look that opened was bad (and the one that closed good), so the time counts from a later look.
            assert later - earlier > (rule.clear_lasting_s if move is Move.CLOSE else rule.lasting_s)

    @given(RULES, LOOKS)
    def test_every_move_has_its_reason_without_a_break(self, rule: AlertRule, looks: list[tuple[float, float]]) -> None:
        def is_past(value: float, mark: float) -> bool:
            return value > mark if rule.comparison is Comparison.ABOVE else value < mark

        times: list[float] = []
        for wait_s, _ in looks:
            times.append((times[-1] if times else 0) + wait_s)
        for at, move in watch(rule, looks):
            lasting = rule.lasting_s if move is Move.OPEN else rule.clear_lasting_s
            index = times.index(at)
            first = index
            while times[index] - times[first] < lasting:
                assert times[first] - times[first - 1] <= LONGEST_GAP.total_seconds()
                first -= 1
            for _, value in looks[first : index + 1]:
                if move is Move.OPEN:
                    assert is_past(value, rule.threshold)
                else:
                    assert not is_past(value, rule.clear_threshold)

    @given(st.sampled_from(Comparison), st.integers(-9, 9), st.integers(-9, 9))
    def test_what_clears_is_not_itself_trouble(self, comparison: Comparison, threshold: int, clear: int) -> None:
        assert fits(comparison, threshold, clear) == (
            clear <= threshold if comparison is Comparison.ABOVE else clear >= threshold
        )


class TestWords:
    @pytest.mark.parametrize(
        ("metric", "value", "text"),
        [
            (Metric.AVERAGE_LATENCY, 1250.0, "1.250 ms"),
            (Metric.CACHE_HIT_RATE, 0.425, "42,5%"),
            (Metric.ERROR_RATE, 0.0123456, "1,23%"),
            (Metric.FEED_LAG, 2.5, "2,5 s"),
            (Metric.MEMORY, 512.0, "512 MB"),
            (Metric.JOBS_WAITING, 0.0, "0"),
        ],
    )
    def test_values_have_their_unit(self, metric: Metric, value: float, text: str) -> None:
        assert value_text(metric, value) == text

    def test_every_metric_can_be_said(self) -> None:
        for metric in Metric:
            assert sentence(metric, Comparison.BELOW, 0.5).split(" abaixo de ")[0]
        assert title("Memória alta", Severity.CRITICAL, resolved=False) == "[Crítico] Memória alta"
        assert title("Memória alta", Severity.CRITICAL, resolved=True) == "[Resolvido] Memória alta"
