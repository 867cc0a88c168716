"""Our copy of PgQueuer's tables is what the installed PgQueuer declares, less what we leave out on purpose."""

from __future__ import annotations

import asyncpg
import pytest
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries

from esteio.core.db import Database
from esteio.core.jobs.tables import queries


class TestSchema:
    async def test_pgqueuer_would_only_add_what_we_left_out(self, admin: asyncpg.Connection) -> None:
        plan = await queries(Queries, AsyncpgDriver(admin)).plan_upgrade()
        beginnings = sorted(statement.split("(")[0].split("\n")[0].strip() for statement in plan.statements)
        assert beginnings == [
            "CREATE FUNCTION fn_pgqueuer_changed",
            "CREATE TABLE pgqueuer_schedules",
            "CREATE TRIGGER tg_pgqueuer_changed",
        ]

    async def test_the_application_owns_nothing_and_has_no_more_rights_than_it_uses(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        owners = await admin.fetch("select tableowner from pg_tables where tablename ~ '^(pgqueuer|job_schedules)'")
        assert {row[0] for row in owners} == {await admin.fetchval("select current_user")}
        for statement in (
            "truncate pgqueuer",
            "drop table pgqueuer_log",
            "insert into pgqueuer_statistics default values",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await database.pool.execute(statement)

    async def test_the_environment_does_not_rename_the_tables(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("CHANNEL", "FUNCTION", "QUEUE_TABLE", "PGQUEUER_PREFIX", "PGQUEUER_SCHEMA", "DURABILITY"):
            monkeypatch.setenv(name, "volatile")
        from importlib import reload  # noqa: PLC0415

        from esteio.core.jobs import tables  # noqa: PLC0415

        before = tables.NAMES
        assert before == reload(tables).NAMES
