"""What this process was told so far: the position that readers are given, and the snapshot that makes it exact.

The position is behind the snapshot while an older transaction runs: what younger ones changed was told, but a reader
who resumes from the position is told it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from esteio.live.changes import Change
from esteio.live.position import Position
from esteio.live.snapshot import Snapshot

MAX_EARLY = 10_000
"""Transactions remembered for the lag while an older one runs. Beyond it the youngest are not: the oldest counts."""


class Told:
    """Everything up to `position` was told, and everything that `snapshot` sees."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.position = Position(snapshot.xmin, 0)
        self._early: dict[int, datetime] = {}
        """Transactions whose changes were told and are not settled: the time of one of them."""

    def reached(self, xid: int) -> bool:
        """Whether everything of `xid` was told."""
        return xid < self.position.xid or self.snapshot.sees(xid)

    def take(self, changes: Iterable[Change], reached: Position, complete: Snapshot | None) -> Position:
        """Note that `changes` are told, and with them everything that `complete` sees; returns the position before.

        `reached` is where the position may move to; it never moves back.
        """
        previous = self.position
        if reached > previous:
            self.position = reached
            if self._early:
                self._early = {xid: at for xid, at in self._early.items() if xid >= reached.xid}
        for change in changes:
            xid = change.position.xid
            if xid >= self.position.xid and len(self._early) < MAX_EARLY:
                self._early.setdefault(xid, change.at)
        if complete is not None and complete.includes(self.snapshot):
            self.snapshot = complete
        return previous

    @property
    def lag_s(self) -> float:
        """Age of the oldest change that was told and that the position has not passed; 0 when there is none."""
        if not self._early:
            return 0.0
        return max(0.0, (datetime.now(UTC) - min(self._early.values())).total_seconds())
