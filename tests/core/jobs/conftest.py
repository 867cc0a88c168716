"""A database with the tables of jobs, and what the handlers of these tests write."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from urllib.parse import urlsplit

import anyio
import asyncpg
import pytest

from esteio.core.db import APP_ROLE, Database
from esteio.core.jobs_schema import JOBS_SCHEMA_SQL
from esteio.embedded import ServerUrls


@pytest.fixture(scope="session")
def jobs_urls(servers: ServerUrls) -> ServerUrls:
    """(application's, owner's address) of a database that has nothing but the tables of jobs."""
    name = f"jobs_{secrets.token_hex(6)}"

    def on(url: str) -> str:
        return urlsplit(url)._replace(path=f"/{name}").geturl()

    async def install() -> None:
        server = await asyncpg.connect(servers.database_admin_url)
        await server.execute(f"create database {name}")
        await server.close()
        connection = await asyncpg.connect(on(servers.database_admin_url))
        await connection.execute(f"grant usage on schema public to {APP_ROLE}")
        await connection.execute(JOBS_SCHEMA_SQL)
        await connection.execute("create table ran (id bigserial, label text, worker text)")
        await connection.execute(f"grant all on ran, ran_id_seq to {APP_ROLE}")
        await connection.close()

    anyio.run(install)
    return ServerUrls(on(servers.database_url), on(servers.database_admin_url), "")


@pytest.fixture
async def admin(jobs_urls: ServerUrls) -> AsyncGenerator[asyncpg.Connection]:
    """The owner's connection; the tables are empty."""
    connection = await asyncpg.connect(jobs_urls.database_admin_url)
    await connection.execute("truncate pgqueuer, pgqueuer_log, pgqueuer_statistics, job_schedules, ran")
    yield connection
    await connection.close()


@pytest.fixture
async def database(jobs_urls: ServerUrls, admin: asyncpg.Connection) -> AsyncGenerator[Database]:
    """A pool of the application's role."""
    database = await Database.connect(jobs_urls.database_url, min_connections=2, max_connections=20)
    yield database
    await database.close()
