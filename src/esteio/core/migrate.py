"""Schema changes: Alembic with plain SQL bodies, forward only, one folder of versions a module.

A revision is a small file that names itself, what it follows, and calls `run_sql("...")`. Fresh and migrated
databases pass through the same files, so they are equal by construction (and by test).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
from alembic import command, op
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from esteio.core.db import APP_ROLE, MIN_SERVER_VERSION
from esteio.core.errors import ConfigurationError

LOCK_KEY = 7_305_461_120  # any constant: two servers that start at once migrate one after the other


async def migrate(admin_url: str, locations: Sequence[Path]) -> list[str]:
    """Bring the schema of `admin_url` up to date; returns the ids of the revisions now applied anew."""
    url = make_url(admin_url).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            await _check_server(connection)
            await connection.execute(text(f"select pg_advisory_lock({LOCK_KEY})"))
            await connection.commit()
            try:
                return await connection.run_sync(_upgrade, _config(locations))
            finally:
                await connection.rollback()
                await connection.execute(text(f"select pg_advisory_unlock({LOCK_KEY})"))
                await connection.commit()
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.InvalidAuthorizationSpecificationError) as error:
        raise ConfigurationError(f"DATABASE_ADMIN_URL: cannot reach PostgreSQL ({error}).") from None
    finally:
        await engine.dispose()


async def pending(database_url: str, locations: Sequence[Path]) -> list[str]:
    """Revisions that the code knows and the database has not."""
    connection: Any = await asyncpg.connect(database_url, timeout=10)
    try:
        if await connection.fetchval("select to_regclass('public.alembic_version')") is None:
            applied: set[str] = set()
        else:
            applied = {row[0] for row in await connection.fetch("select version_num from alembic_version")}
    finally:
        await connection.close()
    script = ScriptDirectory.from_config(_config(locations))
    reached = {rev.revision for head in applied for rev in script.iterate_revisions(head, "base")}
    return [rev.revision for rev in reversed(list(script.walk_revisions())) if rev.revision not in reached]


def run_sql(sql: str) -> None:
    """Run the statements of a revision as they stand, in the transaction of the upgrade."""
    bind = op.get_bind()
    bind.execute(text("select 1"))  # SQLAlchemy opens its transaction at the first statement of its own
    driver: Any = bind.connection.dbapi_connection
    driver.run_async(lambda raw: raw.execute(sql))


def _config(locations: Sequence[Path]) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "alembic"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(str(path) for path in locations))
    return config


def _upgrade(connection: Connection, config: Config) -> list[str]:
    before = set(MigrationContext.configure(connection).get_current_heads())
    script = ScriptDirectory.from_config(config)
    done = {rev.revision for head in before for rev in script.iterate_revisions(head, "base")}
    config.attributes["connection"] = connection
    command.upgrade(config, "heads")
    return [rev.revision for rev in reversed(list(script.walk_revisions())) if rev.revision not in done]


async def _check_server(connection: Any) -> None:
    version = int((await connection.execute(text("show server_version_num"))).scalar_one()) // 10_000
    if version < MIN_SERVER_VERSION:
        raise ConfigurationError(
            f"PostgreSQL {version} is too old: Esteio needs {MIN_SERVER_VERSION} or newer (for uuidv7())."
        )
    exists = (
        await connection.execute(text("select 1 from pg_roles where rolname = :role"), {"role": APP_ROLE})
    ).scalar()
    if not exists:
        await connection.execute(text(f"create role {APP_ROLE} nologin nosuperuser nobypassrls"))
    # Lets a DATABASE_URL of the owner act as the application's role; a separate log-in is better and documented.
    await connection.execute(text(f"grant {APP_ROLE} to current_user"))
    await connection.commit()
