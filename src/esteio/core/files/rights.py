"""Whose rights a file follows: those over the one thing that it hangs on."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

import msgspec

from esteio.core.db import Tx


class RequireThing(Protocol):
    """An area's word on one of its things."""

    async def __call__(self, tx: Tx, thing_id: UUID, *, writing: bool) -> None:
        """Raise `NotFound` unless it is there for the organisation of `tx`, and, `writing`, a `Conflict` unless it
        may still be changed."""
        ...


class FileRights(msgspec.Struct, frozen=True):
    """Who may read what hangs on things of one kind, and who may hang something there."""

    thing: str
    read: str
    """The permission; empty for every member of the organisation."""
    write: str
    """The permission; empty for every member of the organisation."""
    require: RequireThing | None = None
    """The check of the one thing; None where an organisation has only one, so that nobody says which."""
