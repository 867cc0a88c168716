"""Cost centres and their people on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output, Ref


class CostCentreInput(Input, frozen=True, kw_only=True):
    """`POST /api/cost-centres` and `PUT /api/cost-centres/{id}`."""

    code: Annotated[str, Meta(min_length=1, max_length=20, examples=["OBRA-12"])]
    name: Annotated[str, Meta(min_length=1, max_length=120)]
    department_id: UUID | None = None


class CostCentre(Output, frozen=True, kw_only=True):
    """What purchases are booked on."""

    id: UUID
    code: str
    name: str
    department: Ref | None
    approvers: list[Ref]
    """Who may approve its needs (A1), as long as they hold the right."""
    people: int
    """How many ask on it or approve for it."""
    archived: bool
    created_at: datetime
    updated_at: datetime
    version: int
    can: list[str]
    """`ask`: make requests on it; `edit`, `archive`, `restore`."""


class CostCentreRow(CostCentre, frozen=True, kw_only=True):
    """A cost centre in the list."""

    can_also: dict[UUID, list[str]]
    """Person -> `ask`, where somebody is named to ask and so nobody else does."""


class CostCentrePage(LiveList, frozen=True, kw_only=True):
    """`GET /api/cost-centres`."""

    data: list[CostCentreRow]


class CentrePersonInput(Input, frozen=True, kw_only=True):
    """`PUT /api/cost-centres/{id}/people/{person_id}`."""

    approves: bool
    """Whether they approve its needs (A1); if not, they only ask on it."""


class CentrePerson(Output, frozen=True, kw_only=True):
    """Somebody's part in a cost centre."""

    person: Ref
    approves: bool


class CentrePeople(Output, frozen=True, kw_only=True):
    """`GET /api/cost-centres/{id}/people`, by name."""

    data: list[CentrePerson]
