"""What procurement's answers name other things by."""

from __future__ import annotations

from uuid import UUID

from esteio.core.wire import Output


class CentreRef(Output, frozen=True, kw_only=True):
    """A cost centre, by id, code and name."""

    id: UUID
    code: str
    name: str
