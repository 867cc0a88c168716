"""Which state of each list this process has heard of: the name under which an answer may be remembered.

A version is taken before the rows are read, so an answer is as new as its version or newer, and one that carries the
version of this moment is as new as what every screen has been told.
"""

from __future__ import annotations

import time
from typing import NamedTuple
from uuid import UUID

from esteio.live.batch import Batch
from esteio.live.feed import Feed
from esteio.live.position import Position

NEVER = float("-inf")


class Version(NamedTuple):
    """The last change that was told of a resource in an organisation."""

    name: str
    """Equal in every process that was told the same."""
    position: Position
    """No change of it lies after, but for those of which `name` says that they came out of order."""
    changed_at: float
    """`time.monotonic()` of its being told; NEVER when that was before this process."""
    known_below: int = 0
    """When it was looked up, every transaction below had ended: their being told later is no news."""


class Versions:
    """Listens to the feed."""

    def __init__(self, feed: Feed) -> None:
        self._known: dict[tuple[UUID, str], Version] = {}
        self._out_of_order = 0
        feed.add_listener(self._on_batch)
        feed.add_reset_listener(self._known.clear)

    def current(self, tenant_id: UUID, resource: str) -> Version | None:
        """The version; None while nobody has looked it up (`learn`)."""
        return self._known.get((tenant_id, resource))

    def learn(self, tenant_id: UUID, resource: str, last: Position, xmin: int) -> Version:
        """The version, if nothing was told yet: that of the last change there is, seen when `xmin` ran or was next."""
        return self._known.setdefault((tenant_id, resource), Version(_name(last), last, NEVER, xmin))

    def _on_batch(self, batch: Batch) -> None:
        now = time.monotonic()
        for loaded in batch.changes:
            change = loaded.change
            key = (change.tenant_id, change.resource)
            position = change.position
            before = self._known.get(key)
            if before is None or position > before.position:
                self._known[key] = Version(_name(position), position, now)
            elif position != before.position and position.xid >= before.known_below:
                # Transactions end in another order than they are numbered, and after trouble a change may be told
                # twice: a name must not come back that stood for less.
                self._out_of_order += 1
                name = f"{_name(before.position)}+{_name(position)}~{self._out_of_order:x}.{id(self):x}"
                self._known[key] = Version(name, before.position, now)


def _name(position: Position) -> str:
    return f"{position.xid:x}.{position.pos:x}"
