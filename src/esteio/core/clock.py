"""What time it is; while a demo is being written, what time it was."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_since: ContextVar[timedelta] = ContextVar("_since", default=timedelta())


@contextmanager
def long_ago(since: timedelta) -> Generator[None]:
    """What is dated by `now` and what histories tell meanwhile is of so long ago: a demo has a past. The trail stays
    true."""
    before = _since.set(since)
    try:
        yield
    finally:
        _since.reset(before)


def since() -> timedelta:
    """How long ago it is now: zero but within `long_ago`."""
    return _since.get()


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC) - since()
