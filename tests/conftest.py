"""Real PostgreSQL and Valkey for every test that needs them; a database of its own for each test file."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import anyio
import asyncpg
import httpx
import hypothesis
import pytest

from esteio.app import migrate, running_app
from esteio.core.db import Database
from esteio.embedded import EmbeddedServers, ServerUrls
from esteio.settings import Settings
from tests.factories import World

TEMPLATE = "esteio_template"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--live-rounds` is for a longer search than every change of the code needs."""
    parser.addoption("--live-rounds", type=int, default=200, help="random rounds of each live property test")


# A machine that is busy with the other tests is no fault of the one that runs.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")

LONG = ("tests/web/", "tests/cli/", "tests/faults/", "tests/docs/test_readme_runs.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that in the end no worker is alone with them."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a quarter of the time each waits, for servers and for programs it started."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The loop that the product runs on."""
    return "asyncio"


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Generator[ServerUrls]:
    """Both servers, for this process's tests."""
    embedded = EmbeddedServers(tmp_path_factory.mktemp("servers"), durable=False, max_connections=300)
    try:
        yield embedded.start()
    finally:
        embedded.stop()


@pytest.fixture(scope="session")
def migrated_template(servers: ServerUrls) -> str:
    """A migrated, empty database that others are copied from."""
    anyio.run(_create, servers.database_admin_url, f"create database {TEMPLATE}")
    anyio.run(migrate, _on(servers.database_admin_url, TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="module")
def database_urls(servers: ServerUrls, migrated_template: str) -> ServerUrls:
    """A fresh database: (application's, owner's, Valkey's address)."""
    name = f"t_{secrets.token_hex(6)}"
    anyio.run(_create, servers.database_admin_url, f"create database {name} template {migrated_template}")
    return ServerUrls(_on(servers.database_url, name), _on(servers.database_admin_url, name), servers.redis_url)


@pytest.fixture
def settings(database_urls: ServerUrls, tmp_path: Path) -> Settings:
    """Small pools, generous limits, one file folder a test; without Valkey unless a test asks for it."""
    return settings_for(database_urls, tmp_path)


def settings_for(urls: ServerUrls, home: Path) -> Settings:
    """The settings of tests, for that database and with its files there."""
    return Settings(
        database_url=urls.database_url,
        jwt_secret="a secret that is only for tests, 0123456789",
        pgpool_min_connections=1,
        pgpool_max_connections=20,
        rate_limit_requests_per_minute=100_000,
        rate_limit_anonymous_per_minute=100_000,
        rate_limit_login_per_minute=1_000,
        esteio_home=home,
        log_level="warning",
    )


@pytest.fixture
async def db(settings: Settings) -> AsyncGenerator[Database]:
    """A pool of the application's role."""
    database = await Database.connect(settings.database_url, min_connections=1, max_connections=20)
    yield database
    await database.close()


@pytest.fixture
async def client(settings: Settings) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the whole application, edge included, without a socket between."""
    async with (
        running_app(settings) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as http,
    ):
        yield http


@pytest.fixture
def world(client: httpx.AsyncClient, db: Database, settings: Settings) -> World:
    """Makes organisations and people, and signs them in."""
    return World(client, db, settings)


async def _create(admin_url: str, statement: str) -> None:
    connection = await asyncpg.connect(admin_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _on(url: str, database: str) -> str:
    head, _, tail = url.partition("/esteio?") if "/esteio?" in url else (url.rsplit("/", 1)[0], "", "")
    return f"{head}/{database}" + (f"?{tail}" if tail else "")
