"""What a database in trouble says is no fault of ours or of who asks: they may come back."""

from __future__ import annotations

import asyncpg
import pytest

from esteio.http.problem import as_esteio_error


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.AdminShutdownError("terminating connection due to administrator command"),
        asyncpg.CrashShutdownError("terminating connection because of crash of another server process"),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.TooManyConnectionsError("sorry, too many clients already"),
        asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
        ConnectionRefusedError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_it_is_503(error: Exception) -> None:
    assert as_esteio_error(error).status == 503


def test_what_two_did_at_the_same_time_is_a_conflict_and_not_a_fault() -> None:
    error = as_esteio_error(asyncpg.UniqueViolationError("duplicate key value violates unique constraint"))
    assert (error.status, error.code) == (409, "CONFLICT")
