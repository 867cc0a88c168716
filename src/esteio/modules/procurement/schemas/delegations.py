"""Delegations on the wire."""

from __future__ import annotations

import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output, Ref


class DelegationInput(Input, frozen=True, kw_only=True):
    """`POST /api/approval-delegations`. Both days count."""

    to_id: UUID
    from_id: UUID | None = None
    """Whose signature; one's own when absent, somebody else's takes `procurement.delegations.manage`."""
    starts_on: datetime.date
    ends_on: datetime.date
    reason: Annotated[str, Meta(max_length=500)] = ""


class Delegation(Output, frozen=True, kw_only=True):
    """While one is away the other signs for them, from the first to the last day, both counted."""

    id: UUID
    from_: Ref = msgspec.field(name="from")
    to: Ref
    starts_on: datetime.date
    ends_on: datetime.date
    reason: str
    cancelled_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    can: list[str]


class DelegationRow(Delegation, frozen=True, kw_only=True):
    """A delegation in the list."""

    cannot: dict[str, list[str]]
    """Person -> what of `can` they cannot do."""


class DelegationPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/approval-delegations`."""

    data: list[DelegationRow]
