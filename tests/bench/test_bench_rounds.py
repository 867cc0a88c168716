"""Rounds by turns, and what is made of them."""

from bench.harness.figures import Latency
from bench.harness.rounds import Figures, Round, alternate


def a_round(per_second: float, *, errors: int = 0, generator_share: float = 0.3) -> Round:
    return Round(
        per_second=per_second,
        latency=Latency(p50_ms=1, p95_ms=2, p99_ms=3, max_ms=4),
        errors=errors,
        wrong_statuses={},
        bytes_per_answer=100,
        server_ms_per_request=1000 / per_second,
        server_share=1.0,
        postgres_share=0.2,
        generator_share=generator_share,
    )


class TestAlternate:
    def test_goes_by_turns_and_starts_each_round_with_another(self) -> None:
        order: list[str] = []

        def note(name: str, number: int) -> int:
            order.append(name)
            return number

        sides = [(name, lambda number, name=name: note(name, number)) for name in "abc"]
        assert alternate(4, sides) == {name: [0, 1, 2, 3] for name in "abc"}
        assert "".join(order) == "abcbcacababc"


class TestFigures:
    def test_ratio_is_of_neighbouring_rounds(self) -> None:
        ours = Figures(rounds=tuple(a_round(x) for x in (300, 30, 330)))
        theirs = Figures(rounds=tuple(a_round(x) for x in (100, 10, 100)))
        assert ours.times_faster_than(theirs) == 3
        assert ours.per_second == 300

    def test_errors_of_all_rounds_count(self) -> None:
        assert Figures(rounds=(a_round(1, errors=2), a_round(1, errors=3))).errors == 5

    def test_a_generator_without_time_left_is_told(self) -> None:
        assert not Figures(rounds=(a_round(1), a_round(1))).limited_by_generator
        assert Figures(rounds=(a_round(1), a_round(1, generator_share=0.95))).limited_by_generator
