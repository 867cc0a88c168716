"""What the live part of a run found out; `bench/results/live.json` is this, and the report is made from it alone."""

from __future__ import annotations

import msgspec

from bench.harness.commits import Commits
from bench.harness.hub_works import HubFigures
from bench.harness.live_works import FanOutFigures
from bench.harness.machine import Taken

OURS_ALONE = "esteio_socketio"
NODE = "socketio"
PYTHON = "python_socketio"
BARE = "bare_sender"


class LiveResults(msgspec.Struct, frozen=True, kw_only=True):
    """One run."""

    taken: Taken
    sockets: int
    fan_out: dict[str, FanOutFigures]
    """`esteio.socketio` alone, its peers and the limit, by name of the server."""
    hub: HubFigures
    """The whole product."""
    commits: Commits
    versions: dict[str, str]
