"""Where in the order of all changes a reader stands.

The order is (transaction id, number within the sequence). A number alone would not do: a transaction takes one early
and may commit late, after readers have passed it. Transaction ids below the oldest running one are final, so whoever
reads only up to there has skipped nothing (see `changes.py`).
"""

from __future__ import annotations

import re

import msgspec

from esteio.core.errors import InvalidInput

_CURSOR = re.compile(r"([0-9a-f]{1,16})\.([0-9a-f]{1,16})\.([0-9a-f]{1,16})")


class Position(msgspec.Struct, frozen=True, order=True, array_like=True):
    """After all changes up to and with (`xid`, `pos`); comparable."""

    xid: int
    """Transaction id of 64 bits: it never wraps around."""
    pos: int
    """0 is before every change of `xid`."""


class Cursor(msgspec.Struct, frozen=True):
    """A position as readers outside hold it: only good in the `epoch` in which it was given."""

    epoch: str
    """Names one unbroken history of one database; another one means that a full read is due."""
    position: Position

    def __str__(self) -> str:
        return f"{self.epoch}.{self.position.xid:x}.{self.position.pos:x}"


def parse_cursor(text: str) -> Cursor:
    """The cursor that `str(Cursor)` made; raises `InvalidInput` for any other text."""
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise InvalidInput(fields={"since": "Use o cursor da última resposta, como ele veio; sem ele, leia do começo."})
    epoch, xid, pos = found.groups()
    return Cursor(epoch, Position(int(xid, 16), int(pos, 16)))
