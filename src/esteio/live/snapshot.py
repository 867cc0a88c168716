"""What a look at the database could see: PostgreSQL's own account of which transactions had ended.

Snapshots are what makes the feed exact. A change is new if and only if its transaction is seen by this look and was
not seen by the last one, whatever its number, whoever still runs, in whatever order they commit. And because
transactions end one after the other, of two snapshots one always sees everything that the other does.
"""

from __future__ import annotations

import msgspec


class Snapshot(msgspec.Struct, frozen=True, array_like=True):
    """`pg_current_snapshot()`, parsed."""

    xmin: int
    """Every transaction below has ended."""
    xmax: int
    """No transaction from here on had ended."""
    running: frozenset[int]
    """Those between that had not ended."""

    def sees(self, xid: int) -> bool:
        """Whether transaction `xid` had ended: its changes were there, or it changed nothing."""
        return xid < self.xmin or (xid < self.xmax and xid not in self.running)

    def includes(self, other: Snapshot) -> bool:
        """Whether this one sees everything that `other` sees; both of one history of one server."""
        return (self.xmax, -len(self.running)) >= (other.xmax, -len(other.running))

    def __str__(self) -> str:
        return f"{self.xmin}:{self.xmax}:{','.join(str(xid) for xid in sorted(self.running))}"


def parse_snapshot(text: str) -> Snapshot:
    """The snapshot that PostgreSQL wrote as `xmin:xmax:running,running`."""
    xmin, xmax, running = text.split(":")
    return Snapshot(int(xmin), int(xmax), frozenset(int(xid) for xid in running.split(",")) if running else frozenset())
