"""What crosses the wire of notifications; the preferences' members are seed 4's."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output
from esteio.modules.workspace.notices import Frequency, NoticeType


class NotificationAction(Output, frozen=True, kw_only=True):
    """Where a click leads."""

    label: str
    href: str


class NotificationRow(Output, frozen=True, kw_only=True):
    """Something that a person is told."""

    id: UUID
    event: str
    message: str
    type: NoticeType
    action: NotificationAction | None
    thing: str | None
    thing_id: UUID | None
    at: datetime
    read: bool
    read_at: datetime | None


class NotificationPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/notifications`."""

    data: list[NotificationRow]


class UnreadCount(Output, frozen=True, kw_only=True):
    """How many notifications are unread."""

    unread: int


class MarkedRead(Output, frozen=True, kw_only=True):
    """How many notifications were unread and no longer are."""

    marked: int


class NotificationPreferencesInput(Input, frozen=True, kw_only=True):
    """`PUT /api/user/notification-preferences`."""

    events: Annotated[list[Annotated[str, Meta(max_length=100)]], Meta(max_length=500)]
    """Kinds to hear of, at all."""
    frequency: Frequency
    """When mails come."""
    sound_enabled: bool
    email_notifications: bool


class NotificationEvent(Output, frozen=True, kw_only=True):
    """A kind of notification."""

    event: str
    label: str


class NotificationPreferences(Output, frozen=True, kw_only=True):
    """How a person wants to be told."""

    events: list[str]
    frequency: Frequency
    sound_enabled: bool
    email_notifications: bool
    available: list[NotificationEvent]
    """All kinds that there are."""
