"""Departments on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output


class DepartmentInput(Input, frozen=True, kw_only=True):
    """`POST /api/departments` and `PUT /api/departments/{id}`."""

    name: Annotated[str, Meta(min_length=1, max_length=120)]


class Department(Output, frozen=True, kw_only=True):
    """A part of the organisation that asks for purchases."""

    id: UUID
    name: str
    archived: bool
    created_at: datetime
    updated_at: datetime
    version: int
    can: list[str]


class DepartmentPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/departments`."""

    data: list[Department]
