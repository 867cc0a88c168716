"""What the feed tells: changes in the order of their becoming visible, with the rows as they are now."""

from __future__ import annotations

import msgspec

from esteio.live.changes import Change
from esteio.live.position import Position


class RawRow(msgspec.Struct, frozen=True, array_like=True):
    """A row as its list shows it, never taken apart again on its way to a screen."""

    json: bytes
    """A JSON object with every column of the list."""
    topics: tuple[str, ...]
    """Who may see it now, beside the organisation's own topic (`Resource.topics`)."""
    keys: tuple[str | None, ...]
    """Its values of `Resource.live_filters`, in their order."""


class LoadedChange(msgspec.Struct, frozen=True, array_like=True):
    """What became of one row within a batch."""

    change: Change
    """The last of the row's changes in the batch, with the topics and columns of all of them. Its operation is what
    it amounts to: `delete` when the row is not in the list any more, and never `delete` when it is."""
    row: RawRow | None
    """None for a deletion, for a reset, and for what has no list of its own (changes of rights)."""
    by: bytes = b""
    """Who made the last change, as JSON (`doers.py`); empty when no member of the organisation did, and from a relay
    that runs the program of before."""


class Batch(msgspec.Struct, frozen=True, array_like=True):
    """What to tell at once. Each batch begins where the one before ended."""

    previous: Position
    position: Position
    """The same as `previous` while an older transaction still runs: the changes are told already, but whoever resumes
    from here will be told them again. A batch without changes moves the position only."""
    changes: tuple[LoadedChange, ...]
    complete: bool = True
    """Otherwise more changes of the same moment follow: one transaction may be more than a batch."""
