"""The report of the live part: one table, judged by the goals of design/performance.md."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import msgspec

from bench.harness.figures import Latency
from bench.harness.hub_works import HubFigures, Online, PollingBytes, Stalled, Telling
from bench.harness.live_results import BARE, NODE, OURS_ALONE, PYTHON, LiveResults
from bench.harness.live_works import Connected
from bench.harness.machine import taken_notes

TIMES_NODE = 2.0
TIMES_PYTHON = 10.0
PART_OF_BARE = 0.65
KIB_EACH = 12.0
PROCESS_MIB = 256.0
CONNECTS_PER_SECOND = 2_000.0
TELLING_MS = {100: (6.0, 25.0), 1_000: (15.0, 60.0)}
"""Subscribers -> goals of p50 and p99."""
STALLED_P99_MS = 100.0
RETURN_S = 15.0
ONLINE_P95_MS = 50.0
DELTA_PART = 0.05
COMMITS_PART = 0.6


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table; cells that do not apply are empty."""

    work: str
    unit: str
    ours: str
    node: str = ""
    python: str = ""
    limit: str = ""
    times_node: float | None = None
    times_python: float | None = None
    goal: str = ""
    met: bool | None = None


def live_table(results: LiveResults) -> str:
    """The table, with what needs saying beneath it."""
    head = (
        "| work | unit | Esteio | Socket.IO on Node | python-socketio | limit | × Node | × python | goal |  |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    )
    rows = "\n".join(f"| {' | '.join(_cells(line))} |" for line in live_lines(results))
    notes = "\n".join(f"- {note}" for note in _notes(results))
    return f"# Live\n\n{head}{rows}\n\n{notes}\n"


def live_lines(results: LiveResults) -> list[Line]:
    """Every row of the table."""
    return [*_fan_out_lines(results), *_hub_lines(results.hub), _commits_line(results)]


def _fan_out_lines(results: LiveResults) -> list[Line]:
    sides = results.fan_out
    alone = sides[OURS_ALONE]
    event = f"300-byte event to {results.sockets:,} sockets"
    times = {name: alone.times_faster_than(one) for name, one in sides.items()}
    return [
        Line(
            work=f"{event}, `esteio.socketio` alone",
            unit="messages/s",
            **_columns({name: f"{one.messages_per_second:,.0f}" for name, one in sides.items()}),
            times_node=times[NODE],
            times_python=times[PYTHON],
            goal=f"≥ {TIMES_NODE:g} × Node, ≥ {TIMES_PYTHON:g} × python, "
            f"≥ {PART_OF_BARE:.0%} of bare `send()` (is {times[BARE]:.0%})",
            met=times[NODE] >= TIMES_NODE
            and times[PYTHON] >= TIMES_PYTHON
            and times[BARE] >= PART_OF_BARE
            and not alone.missing,
        ),
        Line(
            work=f"{event}, one event after the other, `esteio.socketio` alone",
            unit="messages/s",
            **_columns({name: f"{one.singly_per_second:,.0f}" for name, one in sides.items()}),
        ),
        Line(
            work=f"{event}, `esteio.socketio` alone",
            unit="server CPU µs/message",
            **_columns({name: f"{one.server_us_each:.1f}" for name, one in sides.items()}),
        ),
        Line(
            work="connects with a token checked, `esteio.socketio` alone",
            unit="connects/s",
            **_columns({name: f"{one.connected.per_second:,.0f}" for name, one in sides.items()}),
        ),
        Line(
            work=f"memory of a connection at {results.sockets:,}, `esteio.socketio` alone",
            unit="KiB",
            **_columns({name: f"{one.connected.kib_each:.1f}" for name, one in sides.items() if name != BARE}),
        ),
        *_product_fan_out(results),
    ]


def _columns(cells: dict[str, str]) -> dict[str, str]:
    columns = {OURS_ALONE: "ours", NODE: "node", PYTHON: "python", BARE: "limit"}
    return {columns[name]: cell for name, cell in cells.items()}


def _product_fan_out(results: LiveResults) -> list[Line]:
    """From a write by HTTP to all screens, beside a loop that only sends."""
    whole, bare = results.hub.sockets, results.fan_out[BARE]
    part = whole.messages_per_second / bare.messages_per_second
    frames = sorted(one.frames_per_second for one in whole.rounds)[len(whole.rounds) // 2]
    connected = whole.connected
    work = f"written by HTTP, told to {results.sockets:,} sockets"
    return [
        Line(
            work=work,
            unit="changes told/s",
            ours=f"{whole.messages_per_second:,.0f}",
            limit=f"{bare.messages_per_second:,.0f}",
            goal=f"≥ {PART_OF_BARE:.0%} of bare `send()` (is {part:.0%})",
            met=part >= PART_OF_BARE and not whole.missing,
        ),
        Line(work=work, unit="frames/s", ours=f"{frames:,.0f}", limit=f"{bare.messages_per_second:,.0f}"),
        Line(work=work, unit="server CPU µs/change told", ours=f"{whole.server_us_each:.1f}"),
        _connects_line("nobody seen before", connected.per_second),
        _connects_line("the same people again", statistics.median(whole.returned)),
        _memory_line("a socket", connected, results.sockets),
        _memory_line("an event stream", results.hub.streams, results.sockets),
        Line(
            work=f"the serve process with {results.sockets:,} sockets",
            unit="MiB",
            ours=f"{connected.resident_mib:.0f}",
            goal=f"≤ {PROCESS_MIB:.0f} MiB",
            met=connected.resident_mib <= PROCESS_MIB,
        ),
    ]


def _connects_line(who: str, per_second: float) -> Line:
    return Line(
        work=f"connects with token, person, rights and subscription: {who}",
        unit="connects/s",
        ours=f"{per_second:,.0f}",
        goal=f"≥ {CONNECTS_PER_SECOND:,.0f}/s",
        met=per_second >= CONNECTS_PER_SECOND,
    )


def _memory_line(what: str, connected: Connected, count: int) -> Line:
    return Line(
        work=f"memory of {what}, all in, at {count:,}",
        unit="KiB",
        ours=f"{connected.kib_each:.1f}",
        goal=f"≤ {KIB_EACH:g} KiB",
        met=connected.kib_each <= KIB_EACH,
    )


def _hub_lines(hub: HubFigures) -> list[Line]:
    returned = hub.returned
    return [
        *(_telling_line(one) for one in hub.telling),
        *([_stalled_line(hub.stalled)] if hub.stalled is not None else []),
        Line(
            work=f"all {returned.count:,} come back at once and have what they missed",
            unit="s",
            ours=f"{returned.took_s:.1f}",
            goal=f"≤ {RETURN_S:.0f} s",
            met=returned.took_s <= RETURN_S,
        ),
        *_online_lines(hub.online),
        _polling_line(hub.polling),
    ]


def _stalled_line(stalled: Stalled) -> Line:
    others = stalled.others
    return Line(
        work=f"one of {others.subscribers + 1:,} does not read: the others",
        unit="p50 / p95 / p99 ms",
        ours=_percentiles(others.latency),
        goal=f"p99 < {STALLED_P99_MS:.0f} ms; that one is closed",
        met=others.latency.p99_ms < STALLED_P99_MS and not others.missing and bool(stalled.ended),
    )


def _telling_line(one: Telling) -> Line:
    p50_ms, p99_ms = TELLING_MS[one.subscribers]
    return Line(
        work=f"write -> subscriber, {one.subscribers:,} subscribers, {one.rate:g} writes/s arriving",
        unit="p50 / p95 / p99 ms",
        ours=_percentiles(one.latency),
        goal=f"p50 ≤ {p50_ms:g} ms, p99 ≤ {p99_ms:g} ms",
        met=one.latency.p50_ms <= p50_ms and one.latency.p99_ms <= p99_ms and not one.missing and not one.failed,
    )


def _online_lines(online: Online) -> list[Line]:
    work = f"{online.people:,} people online, {online.rate:,.0f} requests/s arriving, a tenth writes"
    return [
        Line(
            work=f"{work}: reads",
            unit="p50 / p95 / p99 ms",
            ours=_percentiles(online.reads),
            goal=f"p95 < {ONLINE_P95_MS:.0f} ms, errors 0 (are {online.errors})",
            met=online.reads.p95_ms < ONLINE_P95_MS and not online.errors,
        ),
        Line(
            work=f"{work}: writes",
            unit="p50 / p95 / p99 ms",
            ours=_percentiles(online.writes),
            goal=f"p95 < {ONLINE_P95_MS:.0f} ms",
            met=online.writes.p95_ms < ONLINE_P95_MS,
        ),
        Line(work=f"{work}: write -> subscriber", unit="p50 / p95 / p99 ms", ours=_percentiles(online.delivery)),
    ]


def _polling_line(polling: PollingBytes) -> Line:
    part = polling.delta / polling.full
    return Line(
        work="polling a screen of 200 rows of which 1% changed: delta, beside the full read",
        unit="bytes with head",
        ours=f"{polling.delta:,}",
        limit=f"{polling.full:,}",
        goal=f"≤ {DELTA_PART:.0%} (is {part:.1%})",
        met=part <= DELTA_PART,
    )


def _commits_line(results: LiveResults) -> Line:
    bare, full = results.commits.medians
    return Line(
        work="insert with change row and trail, beside the bare insert",
        unit="commits/s",
        ours=f"{full:,.0f}",
        limit=f"{bare:,.0f}",
        goal=f"≥ {COMMITS_PART:.0%} (is {results.commits.part:.0%})",
        met=results.commits.part >= COMMITS_PART,
    )


def _notes(results: LiveResults) -> Sequence[str]:
    hub, sides = results.hub, results.fan_out
    polling = hub.polling
    told = [
        *taken_notes(results.taken),
        *(f"{name}: {version}." for name, version in results.versions.items()),
        "Fan-out: everybody has subscribed; requests cause one event each for all, never more than a few under way. "
        "Ours writes those that wait at the same time in one `write` to each socket; nobody else does, nor does ours "
        "where one event comes after the other.",
        "*limit* is a loop of bare `send()` of the same frame on as many sockets.",
        f"The crowd of clients needed {sides[BARE].crowd_share:.0%} of its core for the bare loop.",
        "Written by HTTP: each write is a request, a transaction with its change row and trail, a batch of the feed "
        "and its share of a frame; events that come while others are told share one.",
        "Write -> subscriber counts from when the write was due (open loop) until the subscriber's process read it.",
        f"Compressed as for a browser, the full read is {polling.full_compressed:,} bytes, the delta "
        f"{polling.delta_compressed:,}; a 304 is {polling.unchanged:,}.",
        "Commits: both sides open a transaction with the organisation set and wait for the disk.",
        *(f"**Lost**: {name}: {one.missing} messages never came." for name, one in sides.items() if one.missing),
        *(f"**Lost**: {one.missing} of {one.subscribers} subscribers' changes." for one in hub.telling if one.missing),
        *(
            f"**The crowd was the limit**: {name}."
            for name, one in [*sides.items(), ("written by HTTP", hub.sockets)]
            if one.crowd_share > 0.9
        ),
    ]
    if hub.returned.refused:
        again = ", ".join(f"{reason}: {count}" for reason, count in hub.returned.refused.items())
        told.append(f"Coming back took some more than one attempt ({again}).")
    return told


def _cells(line: Line) -> list[str]:
    return [
        line.work,
        line.unit,
        line.ours,
        line.node,
        line.python,
        line.limit,
        *("" if times is None else f"{times:.2f}" for times in (line.times_node, line.times_python)),
        line.goal,
        {True: "✓", False: "✗", None: ""}[line.met],
    ]


def _percentiles(latency: Latency) -> str:
    return f"{latency.p50_ms:.1f} / {latency.p95_ms:.1f} / {latency.p99_ms:.1f}"
