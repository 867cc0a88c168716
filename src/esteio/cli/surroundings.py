"""Where a command finds its servers and secrets: in the settings, beside a running Esteio, or started for it."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from esteio.core.db import Database
from esteio.core.errors import ConfigurationError
from esteio.embedded import EmbeddedServers, ServerUrls, find_running
from esteio.settings import Settings, load_settings

T = TypeVar("T")


def with_servers(settings: Settings, urls: ServerUrls) -> Settings:
    """The settings, with the embedded servers wherever they name none."""
    return msgspec.structs.replace(
        settings,
        database_url=settings.database_url or urls.database_url,
        database_admin_url=settings.database_admin_url or ("" if settings.database_url else urls.database_admin_url),
        redis_url=settings.redis_url or urls.redis_url,
    )


@contextmanager
def reachable(settings: Settings) -> Generator[Settings]:
    """Settings whose database is there for as long as the block runs.

    Without DATABASE_URL that is the embedded one: a running Esteio's, otherwise one started for the block.
    """
    if settings.database_url:
        yield settings
        return
    running = find_running(settings.home)
    if running is None:
        with EmbeddedServers(settings.home) as urls:
            yield with_servers(settings, urls)
        return
    if not running.database_url:
        raise ConfigurationError(
            f"The Esteio that runs on {settings.home} uses a database of your own: set DATABASE_URL here, too."
        )
    yield with_servers(settings, running)


def administer(action: Callable[[Database], Awaitable[T]]) -> T:
    """Run one action on the database of the settings and return its result."""
    with reachable(load_settings()) as settings:
        return asyncio.run(_on_database(settings, action))


def demo_settings(settings: Settings) -> Settings:
    """The settings in demo mode; without JWT_SECRET, a secret made once and kept in ESTEIO_HOME."""
    return msgspec.structs.replace(
        settings, demo_mode=True, jwt_secret=settings.jwt_secret or _kept_secret(settings.home)
    )


@asynccontextmanager
async def database(settings: Settings) -> AsyncGenerator[Database]:
    """A small pool for a command."""
    pool = await Database.connect(
        settings.database_url,
        min_connections=1,
        max_connections=2,
        statement_timeout_ms=settings.statement_timeout_ms,
        application_name="esteio command",
    )
    try:
        yield pool
    finally:
        await pool.close()


async def _on_database(settings: Settings, action: Callable[[Database], Awaitable[T]]) -> T:
    async with database(settings) as pool:
        return await action(pool)


def _kept_secret(home: Path) -> str:
    path = home / "jwt_secret"
    try:
        home.mkdir(parents=True, exist_ok=True)
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        secret = secrets.token_urlsafe(48)
        with os.fdopen(fd, "w") as file:
            file.write(secret)
    except OSError as error:
        raise ConfigurationError(
            f"The folder {home} cannot be used ({error.strerror}): "
            "make it yours, or set ESTEIO_HOME to a folder that you can write to."
        ) from None
    return secret
