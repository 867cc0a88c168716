"""The live part of a run: `esteio.socketio` beside its peers, then the whole product, then what a commit costs."""

from __future__ import annotations

import asyncio
import resource
import time

import msgspec
from joserfc import jwt
from joserfc.jwk import OctKey

from bench.dataset import DataSet
from bench.harness import hub_works
from bench.harness.commits import make_bare_table, measure_commits
from bench.harness.hub_works import HubFigures
from bench.harness.live_results import LiveResults
from bench.harness.live_works import FanOutFigures, broadcast_request, example_payload, measure_fan_out
from bench.harness.machine import Taken
from bench.harness.rounds import Bench
from bench.harness.servers import Fleet
from bench.people import People, access_tokens, load_people
from bench.say import say

SPARE_DESCRIPTORS = 2_000
"""Beside the sockets, of a server: its own files, and connections that are just ending."""


class LiveLength(msgspec.Struct, frozen=True, kw_only=True):
    """How much to measure."""

    sockets: int
    rounds: int
    seconds: float
    online_rate: float
    """Requests a second with everybody online."""
    online_s: float
    stalled: bool
    """Whether to wait half a minute for one that does not read."""


FULL = LiveLength(sockets=10_000, rounds=3, seconds=4.0, online_rate=1_667.0, online_s=10.0, stalled=True)
QUICK = LiveLength(sockets=2_000, rounds=2, seconds=1.0, online_rate=500.0, online_s=3.0, stalled=False)


def allow_sockets(count: int) -> None:
    """Raises this process's limit of open files, which servers and crowds inherit.

    Raises `RuntimeError` with the remedy when the machine does not allow enough.
    """
    needed = count + SPARE_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < needed:
        raise RuntimeError(
            f"{count} sockets need {needed} open files a process, this machine allows {hard}: "
            f"run `ulimit -Hn {needed}` as root first, or raise it in /etc/security/limits.conf"
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, needed), hard))


def measure_live(bench: Bench, fleet: Fleet, data: DataSet, length: LiveLength, taken: Taken) -> LiveResults:
    """All of it; starts and stops its own servers. `took_s` of `taken` is filled in."""
    started = time.monotonic()
    bench = msgspec.structs.replace(bench, rounds=length.rounds, seconds=length.seconds)
    say("live: fan-out beside Socket.IO")
    fan_out, versions = _fan_out(bench, fleet, length.sockets)
    say("live: people")
    people = asyncio.run(load_people(bench.postgres.urls.database_admin_url, data, length.sockets))
    hub = _hub(bench, fleet, people, length)
    say("live: commits")
    asyncio.run(make_bare_table(bench.postgres))
    who = people.offices[-1].sessions[0]
    commits = measure_commits(bench.postgres, who, length.rounds, length.seconds, bench.cores)
    return LiveResults(
        taken=msgspec.structs.replace(taken, took_s=time.monotonic() - started),
        sockets=length.sockets,
        fan_out=fan_out,
        hub=hub,
        commits=commits,
        versions=versions,
    )


def _fan_out(bench: Bench, fleet: Fleet, sockets: int) -> tuple[dict[str, FanOutFigures], dict[str, str]]:
    key = OctKey.import_key(fleet.secret)
    expires = int(time.time()) + 86_400
    tokens = tuple(
        jwt.encode({"alg": "HS256"}, {"sub": f"person-{number}", "tenant": "one", "exp": expires}, key)
        for number in range(sockets)
    )
    servers = (
        fleet.start_esteio_socketio(),
        fleet.start_socketio(),
        fleet.start_python_socketio(),
        fleet.start_bare_sender(),
    )
    cause = broadcast_request(example_payload())
    done = measure_fan_out(bench, [(one, hub_works.gathering(one, tokens, sockets), (cause,)) for one in servers])
    for one in servers:
        fleet.stop(one)
    return done, {one.title: one.versions for one in servers}


def _hub(bench: Bench, fleet: Fleet, people: People, length: LiveLength) -> HubFigures:
    together = people.together
    tokens = access_tokens(fleet.secret, together.sessions)
    say("live: event streams")
    server = fleet.start_esteio()
    streams = hub_works.measure_streams(bench, server, tokens)
    fleet.stop(server)
    server = fleet.start_esteio()
    say("live: fan-out of what is written")
    sockets = hub_works.measure_hub_fan_out(bench, server, together, tokens)
    say("live: write to subscriber")
    telling = tuple(
        hub_works.measure_telling(bench, server, together, tokens, subscribers, rate)
        for subscribers, rate in ((100, 20.0), (1_000, 100.0))
    )
    stalled = None
    if length.stalled:
        say("live: one does not read")
        stalled = hub_works.measure_stalled(bench, server, together, tokens)
    say("live: all come back")
    returned = hub_works.measure_return(bench, server, together, tokens)
    say("live: everybody online")
    online = hub_works.measure_online(bench, server, people, fleet.secret, length.online_rate, length.online_s)
    polling = hub_works.measure_polling_bytes(server, together, tokens[0])
    fleet.stop(server)
    return HubFigures(
        sockets=sockets,
        streams=streams,
        telling=telling,
        stalled=stalled,
        returned=returned,
        online=online,
        polling=polling,
    )
