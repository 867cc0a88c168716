"""The report says what the results say, and judges goals on them."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import msgspec
from bench.harness.charts import capacity_chart, latency_chart
from bench.harness.figures import Latency
from bench.harness.http_report import http_table, lines
from bench.harness.http_results import Comparison, HttpResults, Limits
from bench.harness.machine import Machine, Taken, taken_notes
from bench.harness.rounds import Figures, Round
from bench.harness.works import Generation, LogInFigures


def figures(*per_second: float, p95_ms: float = 10.0, errors: int = 0) -> Figures:
    return Figures(
        rounds=tuple(
            Round(
                per_second=one,
                latency=latency(p95_ms),
                errors=errors,
                wrong_statuses={},
                bytes_per_answer=16_000,
                server_ms_per_request=1000 / one,
                server_share=1.0,
                postgres_share=0.4,
                generator_share=0.1,
            )
            for one in per_second
        )
    )


def latency(p95_ms: float) -> Latency:
    return Latency(p50_ms=p95_ms / 2, p95_ms=p95_ms, p99_ms=p95_ms * 2, max_ms=p95_ms * 3)


def log_in(p95_ms: float, *, others_meanwhile: float) -> LogInFigures:
    return LogInFigures(
        log_in=latency(p95_ms),
        log_ins_per_second=50,
        others_alone=latency(4),
        others_meanwhile=latency(others_meanwhile),
        errors=0,
    )


def results(ours: Figures, express: Figures, ours_log_in: LogInFigures | None = None) -> HttpResults:
    comparison = Comparison(
        work="list",
        capacity={"esteio": ours, "express": express, "fastapi": figures(500, 500, 500)},
        rate=250,
        latency={"esteio": ours, "express": express, "fastapi": figures(250, 250, 250)},
    )
    return HttpResults(
        taken=Taken(
            made_at=datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
            quick=True,
            took_s=100,
            machine=Machine(processor="P", cores=2, memory_gib=8, system="Linux", load_before=0.1, commit="abc"),
        ),
        rounds=3,
        seconds=1,
        organisations=20,
        briefings_each=500,
        titles={"esteio": "Esteio", "express": "Express + pg", "fastapi": "FastAPI"},
        versions={"PostgreSQL": "18"},
        list_bytes={"esteio": 16_000},
        limits=Limits(
            hello_per_second=30_000,
            hello_generator_share=0.6,
            hello_by_wrk=None,
            rows_per_second=29_000,
            select_one_per_second=40_000,
            list_query_ms=0.1,
            list_query_per_second=5_000,
        ),
        comparisons=(comparison,),
        log_in={"esteio": ours_log_in or log_in(300, others_meanwhile=5)},
        generation=Generation(at_once=10, capacity=figures(200), rate=40, latency=figures(40)),
        resident_mib={"esteio": 120},
    )


def judged(found: HttpResults, unit: str) -> list[bool | None]:
    return [line.met for line in lines(found) if line.unit == unit]


class TestGoals:
    def test_a_list_half_as_fast_again_as_express_is_enough_and_less_is_not(self) -> None:
        express = figures(1000, 1000, 1000)
        assert judged(results(figures(1500, 1501, 1499), express), "answers/s")[0] is True
        assert judged(results(figures(1490, 1490, 1490), express), "answers/s")[0] is False

    def test_a_slow_answer_misses_the_seeds_limit(self) -> None:
        slow = figures(2000, 2000, 2000, p95_ms=200)
        assert judged(results(slow, figures(1000, 1000, 1000)), "p50 / p95 / p99 ms")[0] is False

    def test_errors_miss_the_goal_however_fast(self) -> None:
        found = results(figures(2000, 2000, 2000, errors=1), figures(1000, 1000, 1000))
        assert judged(found, "p50 / p95 / p99 ms")[0] is False
        assert "**Errors**" in http_table(found)

    def test_others_who_wait_longer_while_people_log_in_are_moved(self) -> None:
        express = figures(1000, 1000, 1000)
        for meanwhile, met in ((8.9, True), (9.1, False)):
            found = results(figures(2000, 2000, 2000), express, log_in(300, others_meanwhile=meanwhile))
            assert judged(found, "p95 ms") == [met]


class TestMarkdown:
    def test_is_one_table_whose_rows_have_a_cell_a_column(self) -> None:
        text = http_table(results(figures(2000, 2000, 2000), figures(1000, 1000, 1000)))
        rows = [line for line in text.splitlines() if line.startswith("|")]
        assert len({row.count(" | ") for row in rows[2:]} | {rows[0].count(" | ")}) == 1
        assert len([line for line in text.splitlines() if line.startswith("| ---")]) == 1

    def test_shows_the_paired_ratios(self) -> None:
        text = http_table(results(figures(2000, 200, 2000), figures(1000, 100, 1000)))
        assert "| 2.00 | 4.00 | ≥ 1.5 × Express | ✓ |" in text


class TestNotes:
    def test_say_when_where_and_how_long(self) -> None:
        text = http_table(results(figures(2000, 2000, 2000), figures(1000, 1000, 1000)))
        assert "Taken 2026-03-01 12:00 UTC at commit abc on P, 2 cores" in text
        assert "took 100 s (a quick run)" in text
        assert "not quiet" not in text

    def test_say_when_somebody_else_was_at_work(self) -> None:
        taken = results(figures(2000, 2000, 2000), figures(1000, 1000, 1000)).taken
        busy = msgspec.structs.replace(taken, machine=msgspec.structs.replace(taken.machine, load_before=1.2))
        assert "not quiet" in taken_notes(busy)[-1]


class TestKept:
    def test_results_survive_the_file(self) -> None:
        made = results(figures(2000, 2100, 1900), figures(1000, 1000, 1000))
        assert msgspec.json.decode(msgspec.json.encode(made), type=HttpResults) == made


class TestCharts:
    def test_are_well_formed_and_name_every_server(self) -> None:
        made = results(figures(2000, 2100, 1900), figures(1000, 1000, 1000))
        for chart in (capacity_chart(made), latency_chart(made)):
            words = "".join(ET.fromstring(chart).itertext())  # noqa: S314 - our own text
            assert all(title in words for title in made.titles.values())

    def test_a_bar_twice_as_fast_is_twice_as_long(self) -> None:
        root = ET.fromstring(  # noqa: S314 - our own text
            capacity_chart(results(figures(2000, 2000, 2000), figures(1000, 1000, 1000)))
        )
        widths = [float(bar.get("width", "0")) for bar in root.iter("{http://www.w3.org/2000/svg}rect") if bar.get("x")]
        assert widths[0] == 2 * widths[1] == 4 * widths[2]
