"""What crosses the wire."""

from __future__ import annotations

from datetime import datetime
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
