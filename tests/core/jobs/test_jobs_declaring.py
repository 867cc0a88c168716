"""Declarations say what they must, and clocks are read as people mean them."""

from __future__ import annotations

import types
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest
import sample_jobs
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.jobs import Job, JobContext, Services, declared_in, job, next_fire, schedule


class Nothing(msgspec.Struct, frozen=True):
    """No payload."""


class Other(msgspec.Struct, frozen=True):
    """Another job's payload."""


@job("tests.declared.nothing")
async def do_nothing(context: JobContext, payload: Nothing) -> None:
    """Nothing at all. A second
    run is as harmless."""


class TestJob:
    def test_a_handler_says_what_makes_a_second_run_harmless(self) -> None:
        async def silent(context: JobContext, payload: Nothing) -> None:
            """Does something."""

        with pytest.raises(ValueError, match="second run"):
            job("tests.declared.silent")(silent)

    def test_a_handler_takes_a_struct(self) -> None:
        async def loose(context: JobContext, payload: dict[str, str]) -> None:
            """A second run is fine."""

        with pytest.raises(TypeError, match="SomeStruct"):
            job("tests.declared.loose")(loose)  # pyright: ignore

    def test_a_payload_of_another_job_is_refused(self) -> None:
        with pytest.raises(TypeError, match="takes Nothing, not Other"):
            do_nothing.encode(Other())  # pyright: ignore

    def test_a_stored_payload_is_validated(self) -> None:
        with pytest.raises(msgspec.ValidationError):
            sample_jobs.write_label.decode(b'{"label": 7}')


class TestServices:
    def test_a_service_is_found_by_its_type_and_a_missing_one_is_named(self) -> None:
        services = Services({Nothing: Nothing()})
        assert services[Nothing] == Nothing()
        with pytest.raises(KeyError, match="Other"):
            services[Other]


class TestDeclaredIn:
    def test_what_a_module_holds_is_found_once(self) -> None:
        module = types.ModuleType("some_jobs")
        nightly = schedule(do_nothing, "0 3 * * *", Nothing())
        vars(module).update(first=do_nothing, alias=do_nothing, nightly=nightly, other=7)
        found = declared_in(module, module)
        assert found.jobs == (do_nothing,)
        assert found.schedules == (nightly,)

    def test_two_jobs_with_one_name_are_refused(self) -> None:
        again: Job[Nothing] = job("tests.declared.nothing")(do_nothing.handler)
        module = types.ModuleType("some_jobs")
        vars(module).update(first=do_nothing, second=again)
        with pytest.raises(ValueError, match=r"job tests\.declared\.nothing"):
            declared_in(module)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class TestNextFire:
    @pytest.mark.parametrize(
        ("cron", "zone", "after", "expected"),
        [
            ("0 3 * * *", "America/Sao_Paulo", "2026-05-10T05:59:59", "2026-05-10T06:00:00"),
            ("0 3 * * *", "America/Sao_Paulo", "2026-05-10T06:00:00", "2026-05-11T06:00:00"),
            ("0 3 * * *", "America/Manaus", "2026-05-10T06:00:00", "2026-05-10T07:00:00"),
            ("*/15 * * * *", "UTC", "2026-05-10T06:07:30", "2026-05-10T06:15:00"),
            ("0 8 * * 1-5", "America/Sao_Paulo", "2026-05-08T11:00:01", "2026-05-11T11:00:00"),
            ("0 0 1 * *", "America/Sao_Paulo", "2026-12-31T12:00:00", "2027-01-01T03:00:00"),
            # Summer time began in São Paulo on 2018-11-04: midnight did not exist.
            ("30 0 * * *", "America/Sao_Paulo", "2018-11-03T12:00:00", "2018-11-04T03:00:00"),
            # It ended on 2019-02-17 at midnight: 23:30 of the 16th came twice, and counts once.
            ("30 23 * * *", "America/Sao_Paulo", "2019-02-16T12:00:00", "2019-02-17T01:30:00"),
            ("30 23 * * *", "America/Sao_Paulo", "2019-02-17T01:30:00", "2019-02-18T02:30:00"),
            ("30 * * * *", "America/Sao_Paulo", "2019-02-17T01:30:00", "2019-02-17T02:30:00"),
        ],
    )
    def test_it_is_the_next_time_on_the_wall_clock_of_the_zone(
        self, cron: str, zone: str, after: str, expected: str
    ) -> None:
        assert next_fire(cron, zone, utc(after)) == utc(expected)

    @given(
        after=st.integers(1_262_304_000, 2_051_222_400).map(lambda second: datetime.fromtimestamp(second, UTC)),
        zone=st.sampled_from(["America/Sao_Paulo", "America/New_York", "Europe/Lisbon", "UTC"]),
        cron=st.sampled_from(
            ["* * * * *", "*/7 * * * *", "30 1 * * *", "0 0 * * 0", "59 23 31 12 *", "15 2,14 * * 1-5"]
        ),
    )
    def test_it_is_later_and_matches(self, after: datetime, zone: str, cron: str) -> None:
        found = next_fire(cron, zone, after)
        assert found > after
        minute = cron.split(maxsplit=1)[0]
        if minute.isdigit() and found.astimezone(ZoneInfo(zone)).minute != int(minute):
            # Only a time that the clocks skipped comes at another minute.
            before = found.astimezone(ZoneInfo(zone)).utcoffset()
            assert before != datetime.fromtimestamp(found.timestamp() - 3600, ZoneInfo(zone)).utcoffset()

    @pytest.mark.parametrize("cron", ["", "* * * *", "61 * * * *", "* * * * * *", "@daily", "never"])
    def test_a_wrong_expression_is_refused(self, cron: str) -> None:
        with pytest.raises(ValueError, match="cron expression"):
            next_fire(cron, "UTC", utc("2026-01-01T00:00:00"))

    def test_a_wrong_zone_is_refused_when_it_is_declared(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            schedule(do_nothing, "0 3 * * *", Nothing(), zone="Brazil/Nowhere")
