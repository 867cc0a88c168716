"""Real PostgreSQL and Valkey for every test that needs them; a database of its own for each test file."""

from __future__ import annotations

import asyncio
import fcntl
import gc
import os
import secrets
import subprocess
from collections.abc import AsyncGenerator, Callable, Generator
from pathlib import Path

import asyncpg
import httpx
import hypothesis
import pytest

from esteio.app import RunningApp, migrate, running_app
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

LONG = (
    "tests/web/test_screens.py",
    "tests/web/",
    "tests/cli/",
    "tests/faults/",
    "tests/docs/test_readme_runs.py",
    "tests/live/test_wired_pair.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays: to look through it for garbage again and again is a tenth of all time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that in the end no worker is alone with them."""
    items.sort(key=lambda item: next((at for at, each in enumerate(LONG) if item.nodeid.startswith(each)), len(LONG)))


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: half of the time each waits, for time-outs and for programs it started."""
    return (os.cpu_count() or 1) + 2


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


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is made by the first process of this run that wants it; the others wait, and find it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    shared = factory.getbasetemp().parent / f"{name}-{run}" if run else factory.mktemp(name)
    shared.mkdir(exist_ok=True)
    folder = shared / "made"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "whole").exists():
            make(folder)
            (shared / "whole").touch()
    return folder


@pytest.fixture(scope="session")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of servers that were started once and stopped."""

    def make(folder: Path) -> None:
        with EmbeddedServers(folder, durable=False):
            pass

    return made_once(tmp_path_factory, "left", make)


@pytest.fixture
def used(home: Path, left_behind: Path) -> Path:
    """A home where the data are already, for what has nothing to do with making them, which takes a second."""
    subprocess.run(["cp", "-a", left_behind, home], check=True)
    return home


@pytest.fixture(scope="session")
def migrated_template(servers: ServerUrls) -> str:
    """A migrated, empty database that others are copied from."""
    asyncio.run(_execute(servers.database_admin_url, f"create database {TEMPLATE}"))
    asyncio.run(migrate(_on(servers.database_admin_url, TEMPLATE)))
    return TEMPLATE


@pytest.fixture(scope="module")
def database_urls(servers: ServerUrls, migrated_template: str) -> Generator[ServerUrls]:
    """A fresh database: (application's, owner's, Valkey's address)."""
    name = f"t_{secrets.token_hex(6)}"
    # Of its 750 files; through the log each page of each is written twice.
    create = f"create database {name} template {migrated_template} strategy file_copy"
    asyncio.run(_execute(servers.database_admin_url, create))
    yield ServerUrls(_on(servers.database_url, name), _on(servers.database_admin_url, name), servers.redis_url)
    # Two hundred of them would be a gigabyte that the next run has to delete.
    asyncio.run(_execute(servers.database_admin_url, f"drop database {name} with (force)"))


@pytest.fixture(scope="module")
def settings(database_urls: ServerUrls, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Small pools, generous limits, one file folder a test file; without Valkey unless a test asks for it."""
    return settings_for(database_urls, tmp_path_factory.mktemp("home"))


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


@pytest.fixture(scope="module")
async def db(settings: Settings) -> AsyncGenerator[Database]:
    """A pool of the application's role."""
    database = await Database.connect(settings.database_url, min_connections=1, max_connections=20)
    yield database
    await database.close()


@pytest.fixture(scope="module")
async def application(settings: Settings) -> AsyncGenerator[RunningApp]:
    """The whole application, edge included: one for the tests of a file, as a process in use serves one after another.

    What it remembers is then put to the test as well, and no test pays for seven new connections and their first
    queries. A test that needs another start, or other settings, starts its own.
    """
    async with running_app(settings) as app:
        yield app


@pytest.fixture
async def client(application: RunningApp) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the whole application, without a socket between and without anybody's cookies."""
    async with client_of(application) as http:
        yield http


def client_of(application: RunningApp) -> httpx.AsyncClient:
    """A further one, for what lasts longer than a test."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url="http://esteio.test")


@pytest.fixture
def world(client: httpx.AsyncClient, db: Database, settings: Settings) -> World:
    """Makes organisations and people, and signs them in."""
    return World(client, db, settings)


async def _execute(admin_url: str, statement: str) -> None:
    connection = await asyncpg.connect(admin_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _on(url: str, database: str) -> str:
    head, _, tail = url.partition("/esteio?") if "/esteio?" in url else (url.rsplit("/", 1)[0], "", "")
    return f"{head}/{database}" + (f"?{tail}" if tail else "")
