"""SVG bars: answers a second, and how long answers take. Plain text, no library, readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import msgspec

from bench.harness.http_report import TITLES
from bench.harness.http_results import HttpResults
from bench.harness.live_results import BARE, NODE, OURS_ALONE, PYTHON, LiveResults

WIDTH = 860
LABEL_WIDTH = 190
VALUE_WIDTH = 150
BAR = 20
LIVE_SIDES = {
    OURS_ALONE: ("esteio.socketio", "#0f766e"),
    NODE: ("Socket.IO on Node", "#b45309"),
    PYTHON: ("python-socketio", "#6d28d9"),
    BARE: ("bare send()", "#6b7280"),
}
COLOURS = {"esteio": "#0f766e", "express": "#b45309", "fastapi": "#6d28d9"}


class Bar(msgspec.Struct, frozen=True):
    """One bar; `marks` are ends of darker to lighter parts, the last is its length."""

    label: str
    colour: str
    marks: tuple[float, ...]
    text: str


class Group(msgspec.Struct, frozen=True):
    """Bars on one scale under a heading."""

    heading: str
    bars: tuple[Bar, ...]


def capacity_chart(results: HttpResults) -> str:
    """Answers a second of each server, a group a work."""
    groups = [
        Group(
            TITLES[one.work].replace("`", ""),
            tuple(
                Bar(results.titles[name], COLOURS[name], (figures.per_second,), f"{figures.per_second:,.0f}/s")
                for name, figures in one.capacity.items()
            ),
        )
        for one in results.comparisons
    ]
    return draw("Answers a second on one core (more is better)", groups)


def latency_chart(results: HttpResults) -> str:
    """p50, p95 and p99 of each server at the same rate, a group a work."""
    groups: list[Group] = []
    for one in results.comparisons:
        bars: list[Bar] = []
        for name, figures in one.latency.items():
            found = figures.latency
            text = f"{found.p50_ms:.1f} / {found.p95_ms:.1f} / {found.p99_ms:.1f}"
            bars.append(Bar(results.titles[name], COLOURS[name], (found.p50_ms, found.p95_ms, found.p99_ms), text))
        groups.append(Group(f"{TITLES[one.work].replace('`', '')}, {one.rate:.0f}/s arriving", tuple(bars)))
    return draw("p50 / p95 / p99 in ms at the same rate (less is better)", groups)


def live_chart(results: LiveResults) -> str:
    """Messages a second to everybody at once, and what each costs the server."""
    sides = results.fan_out
    groups = [
        Group(
            f"messages a second to {results.sockets:,} sockets",
            tuple(
                Bar(title, colour, (sides[name].messages_per_second,), f"{sides[name].messages_per_second:,.0f}/s")
                for name, (title, colour) in LIVE_SIDES.items()
            ),
        ),
        Group(
            "server's processor time a message (less is better)",
            tuple(
                Bar(title, colour, (sides[name].server_us_each,), f"{sides[name].server_us_each:.1f} µs")
                for name, (title, colour) in LIVE_SIDES.items()
            ),
        ),
    ]
    return draw("Fan-out on one core", groups)


def draw(title: str, groups: Sequence[Group]) -> str:
    """The chart as SVG text; each group has its own scale."""
    parts: list[str] = []
    y = 56
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    for group in groups:
        parts.append(f'<text x="16" y="{y}" class="group">{escape(group.heading)}</text>')
        y += 12
        longest = max((bar.marks[-1] for bar in group.bars), default=1.0) or 1.0
        for bar in group.bars:
            middle = y + BAR * 0.7
            parts.append(f'<text x="{LABEL_WIDTH - 10}" y="{middle:.1f}" class="label">{escape(bar.label)}</text>')
            start = 0.0
            for place, mark in enumerate(bar.marks):
                width = max(1.0, (mark - start) / longest * room)
                x = LABEL_WIDTH + start / longest * room
                parts.append(
                    f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR - 4}" '
                    f'fill="{bar.colour}" fill-opacity="{1 - 0.32 * place:.2f}"/>'
                )
                start = mark
            end = LABEL_WIDTH + start / longest * room + 8
            parts.append(f'<text x="{end:.1f}" y="{middle:.1f}" class="value">{escape(bar.text)}</text>')
            y += BAR
        y += 28
    style = (
        "text{font:13px system-ui,sans-serif;fill:#1f2937}.title{font-size:16px;font-weight:600}"
        ".group{font-weight:600}.label{text-anchor:end}.value{font-variant-numeric:tabular-nums}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" '
        f'role="img" aria-label="{escape(title)}"><style>{style}</style>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
        f'<text x="16" y="28" class="title">{escape(title)}</text>{"".join(parts)}</svg>\n'
    )
