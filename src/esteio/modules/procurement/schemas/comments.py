"""Comments on requests, on the wire."""

from __future__ import annotations

import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output, Ref


class CommentInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-requests/{id}/comments`."""

    text: Annotated[str, Meta(min_length=1, max_length=4_000)]
    mentions: Annotated[list[UUID], Meta(max_length=20)] = msgspec.field(default_factory=list[UUID])
    """Who is to be told, beside those who take part already."""


class Comment(Output, frozen=True, kw_only=True):
    """Something that somebody wrote about a request."""

    id: UUID
    request_id: UUID
    person: Ref
    text: str
    """Empty once it was deleted."""
    mentions: list[Ref]
    deleted: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int


class CommentRow(Comment, frozen=True, kw_only=True):
    """A comment in the list."""

    can: list[str]
    """`delete`, for who looks after all requests."""
    can_also: dict[UUID, list[str]]
    """`delete`, for its author."""


class CommentPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/purchase-request-comments`."""

    data: list[CommentRow]
