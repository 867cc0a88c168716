"""The sums behind the figures."""

import math

import pytest
from bench.harness.figures import Latency, latency_of, median_latency, paired_ratio, percentile, spread
from hypothesis import given
from hypothesis import strategies as st

seconds = st.floats(min_value=0, max_value=100, allow_nan=False)


class TestPercentile:
    @pytest.mark.parametrize(("percent", "expected"), [(5, 15), (30, 20), (40, 20), (50, 35), (95, 50), (100, 50)])
    def test_follows_the_textbook_case_of_nearest_rank(self, percent: float, expected: float) -> None:
        assert percentile([15, 20, 35, 40, 50], percent) == expected

    def test_of_two_hundred_values_p99_leaves_two_above(self) -> None:
        assert percentile(list(range(1, 201)), 99) == 198

    def test_refuses_nothing_and_percentages_out_of_range(self) -> None:
        for values, percent in (([], 50), ([1.0], 0), ([1.0], 100.1)):
            with pytest.raises(ValueError):
                percentile(values, percent)

    @given(st.lists(seconds, min_size=1), st.floats(min_value=0.1, max_value=100))
    def test_is_a_measured_value_that_enough_others_do_not_exceed(self, values: list[float], percent: float) -> None:
        ordered = sorted(values)
        found = percentile(ordered, percent)
        assert found in values
        assert sum(value <= found for value in values) >= math.ceil(len(values) * percent / 100)
        assert sum(value < found for value in values) < math.ceil(len(values) * percent / 100)


class TestLatency:
    @given(st.lists(seconds, min_size=1))
    def test_percentiles_ascend(self, values: list[float]) -> None:
        found = latency_of(values)
        assert found is not None
        assert found.p50_ms <= found.p95_ms <= found.p99_ms <= found.max_ms

    def test_is_in_milliseconds_whatever_the_order(self) -> None:
        assert latency_of([0.003, 0.001, 0.002]) == Latency(p50_ms=2, p95_ms=3, p99_ms=3, max_ms=3)

    def test_of_nothing_is_none(self) -> None:
        assert latency_of([]) is None

    def test_median_of_rounds_drops_a_disturbed_round_but_shows_the_worst(self) -> None:
        rounds = [Latency(p50_ms=x, p95_ms=2 * x, p99_ms=3 * x, max_ms=4 * x) for x in (1.0, 50.0, 2.0)]
        assert median_latency(rounds) == Latency(p50_ms=2, p95_ms=4, p99_ms=6, max_ms=200)


class TestPairedRatio:
    def test_is_not_moved_by_a_disturbance_of_both_sides(self) -> None:
        assert paired_ratio([200, 20, 202], [100, 10, 101]) == 2

    def test_is_the_median_of_the_rounds(self) -> None:
        assert paired_ratio([100, 300, 1000], [100, 100, 100]) == 3

    def test_refuses_rounds_that_do_not_pair_up_or_have_no_figure(self) -> None:
        for ours, theirs in (([1.0], [1.0, 2.0]), ([], []), ([1.0], [0.0])):
            with pytest.raises(ValueError):
                paired_ratio(ours, theirs)


class TestSpread:
    def test_is_the_range_over_the_median(self) -> None:
        assert spread([90, 100, 120]) == pytest.approx(0.3)

    def test_of_one_round_is_none_at_all(self) -> None:
        assert spread([5]) == 0
