from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.brazil.dates import SAO_PAULO, format_date, format_moment, parse_date
from esteio.brazil.errors import InvalidDate

NOW = datetime(2026, 11, 22, 17, 40, tzinfo=SAO_PAULO)


class TestDates:
    @given(st.dates())
    def test_what_is_formatted_reads_back(self, day: date) -> None:
        assert parse_date(format_date(day)) == day

    @pytest.mark.parametrize("written", ["22/11/2026", "22.11.2026", "22-11-2026", " 22/11/2026 "])
    def test_reads_the_usual_ways_of_writing(self, written: str) -> None:
        assert parse_date(written) == date(2026, 11, 22)

    @pytest.mark.parametrize(
        "written", ["", "31/02/2026", "22/11/26", "2026-11-22", "11/22/2026", "00/01/2026", "hoje"]
    )
    def test_refuses_the_rest(self, written: str) -> None:
        with pytest.raises(InvalidDate):
            parse_date(written)


class TestMoment:
    @pytest.mark.parametrize(
        ("moment", "shown"),
        [
            (datetime(2026, 11, 22, 14, 32, tzinfo=SAO_PAULO), "hoje, 14:32"),
            (datetime(2026, 11, 22, 17, 32, tzinfo=UTC), "hoje, 14:32"),
            (datetime(2026, 11, 22, 2, 0, tzinfo=UTC), "ontem, 23:00"),
            (datetime(2026, 11, 23, 8, 5, tzinfo=SAO_PAULO), "amanhã, 08:05"),
            (datetime(2025, 11, 22, 8, 5, tzinfo=SAO_PAULO), "22/11/2025, 08:05"),
        ],
    )
    def test_near_days_have_names_by_the_clock_of_sao_paulo(self, moment: datetime, shown: str) -> None:
        assert format_moment(moment, NOW) == shown

    def test_without_a_time_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            format_moment(datetime(2026, 1, 1), NOW)  # noqa: DTZ001  # the naive moment is the case
