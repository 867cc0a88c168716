"""What crosses the wire."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Wire(BaseModel):
    """JSON in camelCase, read from mapped objects."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


class Credentials(BaseModel):
    """Log-in."""

    email: str
    password: str


class Named(Wire):
    """Something by its name."""

    id: UUID
    name: str


class SignedIn(Wire):
    """Tokens and who got them."""

    token: str
    refresh_token: str
    user: Named


class BriefingRow(Wire):
    """A briefing in the list."""

    id: UUID
    number: int
    title: str
    status: str
    progress: int
    client: Named
    template: str
    responsible: Named | None
    orcamentos: int
    created_at: datetime
    updated_at: datetime
    version: int


class BriefingPage(Wire):
    """A page of the list."""

    data: list[BriefingRow]
    next_cursor: UUID | None


class BriefingRef(Wire):
    """A briefing by number and title."""

    id: UUID
    number: int
    title: str


class DiscountOut(Wire):
    """What was taken off."""

    amount: Decimal
    percent: Decimal
    status: str
    asked_by: Named | None = None
    decided_by: Named | None = None


class OrcamentoOut(Wire):
    """A priced offer, whole."""

    id: UUID
    codigo: str
    versao: int
    status: str
    title: str
    client: Named
    briefing: BriefingRef
    area_m2: Decimal
    building_type: str
    subtotal: Decimal
    total: Decimal
    discount_status: str
    valid_until: date | None
    sent_at: datetime | None
    decided_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int
    methodology: str
    policy_number: int
    facts: dict[str, Any]
    extraction: dict[str, Any]
    pricing: dict[str, Any]
    composition: dict[str, Any]
    schedule: dict[str, Any]
    payment: dict[str, Any]
    terms: dict[str, Any]
    discount: DiscountOut
    scope: str
    notes: str
    decision: dict[str, Any] | None = None
    proposal_sha256: str | None
    created_by: Named | None
