"""What one tells people: the shape of a notice, and how people choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID

import msgspec

from esteio.core.module import NoticeKind


class NoticeType(StrEnum):
    """How a notice looks on the screen."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


class Frequency(StrEnum):
    """When notices are mailed, to those who want mail. On the screen they always come at once."""

    IMMEDIATE = "immediate"
    HOURLY = "hourly"
    DAILY = "daily"


class NoticeAction(msgspec.Struct, frozen=True):
    """Where a click leads: the words of the button, and a path of the application."""

    label: str
    href: str


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something to tell some people."""

    kind: NoticeKind
    permission: str
    """Nobody hears of what they may not read: whoever does not hold it is left out."""
    to: Iterable[UUID | None] | None = None
    """Whom; None is everybody who holds `permission`. Those who left, and those who do not want to, hear nothing."""
    caused_by: UUID | None = None
    """Who did it, and need not be told."""
    message: str
    """One sentence in Portuguese, at most 500 characters."""
    type: NoticeType = NoticeType.INFO
    action: NoticeAction | None = None
    thing: str | None = None
    """What it is about: `orcamento`."""
    thing_id: UUID | None = None


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """How a person wants to be told."""

    events: Sequence[str]
    """The kinds that they want to hear of."""
    known: Sequence[str]
    """The kinds among which they chose."""
    frequency: Frequency
    sound_enabled: bool
    email_notifications: bool


NEVER_CHOSE = Preferences(
    events=(), known=(), frequency=Frequency.IMMEDIATE, sound_enabled=True, email_notifications=False
)


def is_wanted(kind: NoticeKind, preferences: Preferences) -> bool:
    """Whether a person with these preferences hears of it; of kinds that came after their choice, by default."""
    return kind.key in preferences.events if kind.key in preferences.known else kind.on_by_default
