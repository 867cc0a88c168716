"""One Markdown table out of a run's results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from bench.harness.figures import Latency
from bench.harness.http_results import Comparison, HttpResults
from bench.harness.machine import taken_notes
from bench.harness.rounds import Figures

OURS = "esteio"
EXPRESS = "express"
FASTAPI = "fastapi"

TITLES = {
    "list": "list of 50 rows, from PostgreSQL",
    "list_memory": "list of 50 rows, unchanged since it was last read by a colleague",
    "list_browser": "list of 50 rows, unchanged, as a browser asks (`Accept-Encoding: gzip, deflate, br`)",
    "list_304": "list of 50 rows, unchanged (`If-None-Match`, 304)",
    "single": "one orçamento",
}
TIMES_EXPRESS = {"list": 1.5, "list_memory": 6.0, "list_304": 10.0}
"""Goals of design/performance.md against Express, in answers a second."""
SEEDS_P95_MS = 200.0
LOG_IN_P95_MS = 500.0
QUERY_MS = 50.0
UNMOVED_MS = 5.0
"""Others' p95 while people log in may be this much higher and still count as unmoved (noise of a shared machine)."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table; cells that do not apply are empty."""

    work: str
    unit: str
    cells: dict[str, str]
    times_express: float | None = None
    times_fastapi: float | None = None
    goal: str = ""
    met: bool | None = None


def http_table(results: HttpResults) -> str:
    """The report: the table, then what is needed to believe it."""
    names = [*results.titles]
    head = ["work", "unit", *(results.titles[name] for name in names), "limit", "× Express", "× FastAPI", "goal", ""]
    rows = [_cells(line, names) for line in lines(results)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
    return f"# Requests and answers\n\n{table}\n\n{_notes(results)}"


def lines(results: HttpResults) -> list[Line]:
    """Every row of the table."""
    rows: list[Line] = []
    for comparison in results.comparisons:
        rows += _comparison_lines(results, comparison)
    rows += _log_in_lines(results)
    made = results.generation
    title = f"orçamento generated, {made.at_once} at once"
    rows.append(Line(work=title, unit="made/s", cells={OURS: _count(made.capacity.per_second)}))
    rows.append(_latency_line("orçamento generated", made.rate, {OURS: made.latency}))
    rows += _limit_lines(results)
    return rows


def _comparison_lines(results: HttpResults, comparison: Comparison) -> list[Line]:
    title = TITLES[comparison.work]
    cells = {name: _count(figures.per_second) for name, figures in comparison.capacity.items()}
    if comparison.work == "list":
        cells["limit"] = _count(results.limits.list_query_per_second)
    elif comparison.work == "list_memory":
        cells["limit"] = _count(results.limits.rows_per_second)
    elif comparison.work == "list_304":
        cells["limit"] = _count(results.limits.hello_per_second)
    times_express = _times(comparison.capacity, EXPRESS)
    goal = TIMES_EXPRESS.get(comparison.work)
    capacity = Line(
        work=title,
        unit="answers/s",
        cells=cells,
        times_express=times_express,
        times_fastapi=_times(comparison.capacity, FASTAPI),
        goal=f"≥ {goal:g} × Express" if goal else "",
        met=times_express >= goal if goal and times_express is not None else None,
    )
    cost = Line(
        work=title,
        unit="server CPU ms/answer",
        cells={name: f"{figures.server_ms_per_request:.3f}" for name, figures in comparison.capacity.items()},
    )
    return [capacity, cost, _latency_line(title, comparison.rate, comparison.latency)]


def _latency_line(title: str, rate: float, sides: Mapping[str, Figures]) -> Line:
    ours = sides.get(OURS)
    return Line(
        work=f"{title}, {rate:.0f}/s arriving",
        unit="p50 / p95 / p99 ms",
        cells={name: _percentiles(figures.latency) for name, figures in sides.items()},
        goal=f"p95 < {SEEDS_P95_MS:.0f} ms",
        met=ours.latency.p95_ms < SEEDS_P95_MS and not ours.errors if ours is not None else None,
    )


def _log_in_lines(results: HttpResults) -> list[Line]:
    sides = results.log_in
    if not sides:
        return []
    ours = sides.get(OURS)
    moved = ours.others_meanwhile.p95_ms - ours.others_alone.p95_ms if ours is not None else None
    return [
        Line(
            work="log-in, 20 at once, all cores",
            unit="p50 / p95 / p99 ms",
            cells={name: _percentiles(one.log_in) for name, one in sides.items()},
            goal=f"p95 < {LOG_IN_P95_MS:.0f} ms",
            met=ours.log_in.p95_ms < LOG_IN_P95_MS if ours is not None else None,
        ),
        Line(
            work="log-in, 20 at once, all cores",
            unit="log-ins/s",
            cells={name: _count(one.log_ins_per_second) for name, one in sides.items()},
        ),
        Line(
            work="other people's list of 50 before -> during those log-ins, 100/s arriving",
            unit="p95 ms",
            cells={
                name: f"{one.others_alone.p95_ms:.1f} -> {one.others_meanwhile.p95_ms:.1f}"
                for name, one in sides.items()
            },
            goal=f"unmoved (+{UNMOVED_MS:.0f} ms)",
            met=moved <= UNMOVED_MS if moved is not None else None,
        ),
    ]


def _limit_lines(results: HttpResults) -> list[Line]:
    limits = results.limits
    rows = [
        Line(work="limit: bare ASGI, 11 bytes", unit="answers/s", cells={"limit": _count(limits.hello_per_second)}),
        Line(
            work="limit: bare ASGI, the list's bytes from memory",
            unit="answers/s",
            cells={"limit": _count(limits.rows_per_second)},
        ),
        Line(
            work="limit: `SELECT 1` through asyncpg",
            unit="queries/s",
            cells={"limit": _count(limits.select_one_per_second)},
        ),
        Line(
            work="limit: the list's query by pgbench, PostgreSQL on one core",
            unit="queries/s",
            cells={"limit": _count(limits.list_query_per_second)},
        ),
        Line(
            work="limit: PostgreSQL's own time for the list's query",
            unit="ms",
            cells={"limit": f"{limits.list_query_ms:.3f}"},
            goal=f"< {QUERY_MS:.0f} ms",
            met=limits.list_query_ms < QUERY_MS,
        ),
    ]
    if limits.hello_by_wrk is not None:
        cells = {"limit": _count(limits.hello_by_wrk)}
        rows.insert(1, Line(work="limit: bare ASGI, 11 bytes, driven by wrk", unit="answers/s", cells=cells))
    return rows


def _notes(results: HttpResults) -> str:
    told = [
        *taken_notes(results.taken),
        f"{results.organisations} organisations x {results.briefings_each} briefings; {results.rounds} rounds of "
        f"{results.seconds:g} s each, servers by turns, medians; × columns are medians of the rounds' own ratios.",
        "Each server has one process on one core; the load generator and PostgreSQL have the other "
        "(for log-in every server has all cores).",
        "Answers/s is a closed loop; percentiles are an open loop at the rate given, counted from when each was due.",
        *(f"{results.titles.get(name, name)}: {version}." for name, version in results.versions.items()),
        "JSON of one list of 50: "
        + ", ".join(f"{results.titles[name]} {size} bytes" for name, size in results.list_bytes.items())
        + ".",
        "Resident memory after the run: "
        + ", ".join(f"{results.titles[name]} {size:.0f} MiB" for name, size in results.resident_mib.items())
        + ".",
        f"The generator needed {results.limits.hello_generator_share:.0%} of its core for the fastest row (bare ASGI).",
        *_warnings(results),
    ]
    return "\n".join(f"- {line}" for line in told) + "\n"


def _warnings(results: HttpResults) -> Iterable[str]:
    for comparison in results.comparisons:
        for kind, sides in (("capacity", comparison.capacity), ("latency", comparison.latency)):
            for name, figures in sides.items():
                what = f"{TITLES[comparison.work]}, {kind}, {results.titles[name]}"
                if figures.errors:
                    yield f"**Errors**: {what}: {figures.errors}."
                if figures.limited_by_generator:
                    yield f"**The generator was the limit**: {what}."
                if kind == "capacity" and figures.spread > 0.25:
                    yield f"Unsteady: {what}: rounds differ by {figures.spread:.0%} of their median."


def _times(sides: Mapping[str, Figures], other: str) -> float | None:
    if OURS not in sides or other not in sides:
        return None
    return sides[OURS].times_faster_than(sides[other])


def _cells(line: Line, names: list[str]) -> list[str]:
    return [
        line.work,
        line.unit,
        *(line.cells.get(name, "") for name in names),
        line.cells.get("limit", ""),
        _ratio(line.times_express),
        _ratio(line.times_fastapi),
        line.goal,
        {True: "✓", False: "✗", None: ""}[line.met],
    ]


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _count(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _percentiles(latency: Latency) -> str:
    return f"{latency.p50_ms:.1f} / {latency.p95_ms:.1f} / {latency.p99_ms:.1f}"
