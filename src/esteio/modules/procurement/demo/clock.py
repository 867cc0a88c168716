"""Working time: five days a week from 8 to 18 h in São Paulo, counted in minutes.

Whatever people do in the made-up firm happens at a working minute, so nothing has to be moved off a night or a
Sunday, and the order of what happens is the order of its numbers.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from esteio.brazil.dates import SAO_PAULO

DAY = 600
"""Minutes of a working day."""
CALENDAR_DAY = 5 * DAY // 7
"""Working minutes to a day of the calendar, about."""
_FIRST_HOUR = 11
"""UTC of 8 h in São Paulo, which has had no summer time since 2019."""


class WorkClock:
    """Minutes before and after `end`; that moment, or the last working minute before it, is number `now`."""

    def __init__(self, end: datetime, days: int) -> None:
        """From `days` days of the calendar before `end`, whose week's Monday is minute 0."""
        local = end.astimezone(SAO_PAULO)
        first = local.date() - timedelta(days=days)
        self._monday = first - timedelta(days=first.weekday())
        self._start = datetime.combine(self._monday, time(_FIRST_HOUR), UTC)
        self.first = self.minute_of(first)
        today = self.minute_of(local.date())
        since_eight = (local.hour - 8) * 60 + local.minute if local.weekday() < 5 else 0
        self.now = today + min(max(since_eight, -1), DAY - 1)

    def minute_of(self, day: date) -> int:
        """The first working minute of a day; of a weekend, the last of the Friday before it."""
        weeks, rest = divmod((day - self._monday).days, 7)
        return (weeks * 5 + rest) * DAY if rest < 5 else (weeks + 1) * 5 * DAY - 1

    def at(self, minute: int) -> datetime:
        """The moment, in UTC."""
        days, rest = divmod(minute, DAY)
        weeks, weekday = divmod(days, 5)
        return self._start + timedelta(days=weeks * 7 + weekday, minutes=rest)

    def day(self, minute: int) -> date:
        """The day in São Paulo."""
        days = minute // DAY
        weeks, weekday = divmod(days, 5)
        return self._monday + timedelta(days=weeks * 7 + weekday)
