"""`migrate`, `demo` and `reset`."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

from esteio.cli.surroundings import database, demo_settings, reachable
from esteio.core.errors import ConfigurationError
from esteio.embedded import find_running
from esteio.settings import Settings, load_settings

INSUFFICIENT_PRIVILEGE = "42501"
OURS = ("postgres", "postgres.new", "run", "logs", "files", "servers.json", "jwt_secret", "lock")
"""What Esteio puts into ESTEIO_HOME; `reset` deletes nothing else, whatever that setting points at."""


def migrate() -> None:
    """Bring the database up to date and print what was applied. Run it before a new version serves.

    Uses DATABASE_ADMIN_URL (the role that owns the schema), otherwise DATABASE_URL, otherwise the embedded database.

    Example:

        DATABASE_ADMIN_URL=postgresql://owner:...@db/esteio esteio migrate
    """
    with reachable(_with_any_database(load_settings())) as settings:
        applied = asyncio.run(apply_migrations(settings))
    for revision in applied:
        print(revision)
    print(f"{len(applied)} revisions applied." if applied else "The database is up to date.")


def demo() -> None:
    """Load the example organisations and accounts, once, into the database of the settings.

    Their passwords are well known: never into a database that others reach. `esteio up` does this by itself.
    """
    with reachable(demo_settings(load_settings())) as settings:
        asyncio.run(prepare(settings))


def reset(*, yes: bool = False) -> None:
    """Delete all data in ESTEIO_HOME: the embedded database, files, logs. A database of your own is not touched.

    Examples:

        esteio reset

        esteio reset --yes

    Parameters
    ----------
    yes
        Do not ask.
    """
    home = load_settings().home
    present = [home / name for name in OURS if (home / name).exists()]
    if not present:
        print(f"There is nothing to delete in {home}.")
        return
    if find_running(home) is not None:
        raise ConfigurationError(f"Esteio runs on {home}: stop it first, then reset.")
    if not yes and not _confirmed(home):
        print("Nothing was deleted.")
        return
    for path in present:
        _delete(path)
    if not any(home.iterdir()):
        home.rmdir()
    print(f"Deleted the data in {home}.")


async def apply_migrations(settings: Settings) -> list[str]:
    """Bring the schema up to date as the role that owns it, and give organisations the roles of areas that are new
    to them; returns the revisions applied.

    A role without the right to change the schema will do when there is nothing to change; otherwise raises
    `ConfigurationError`.
    """
    from sqlalchemy.exc import ProgrammingError  # noqa: PLC0415

    from esteio import app  # noqa: PLC0415 - imports every module
    from esteio.modules.workspace.administration import ensure_shipped_roles  # noqa: PLC0415

    try:
        applied = await app.migrate(settings.database_admin_url or settings.database_url)
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") != INSUFFICIENT_PRIVILEGE:
            raise
        await _require_schema(settings)
        applied = []
    async with database(settings) as pool:
        await ensure_shipped_roles(pool, app.CATALOGUE.roles)
    return applied


async def prepare(settings: Settings) -> None:
    """Schema and, in demo mode, demo data: before anything serves."""
    await apply_migrations(settings)
    await keep_demo_apart(settings)
    if settings.demo_mode:
        from esteio.demo import load_demo  # noqa: PLC0415 - not needed without demo mode

        await load_demo(settings)


async def require_ready(settings: Settings) -> None:
    """Raise `ConfigurationError` unless the database can be reached, has this version's schema, and no demo mixture."""
    async with database(settings):  # tells in one sentence why it cannot be reached
        await _require_schema(settings)
    await keep_demo_apart(settings)


async def _require_schema(settings: Settings) -> None:
    """A database that a newer version migrated is fine: schema changes leave the version before them working."""
    from alembic.util import CommandError  # noqa: PLC0415

    from esteio import app  # noqa: PLC0415
    from esteio.core.migrate import pending  # noqa: PLC0415

    try:
        missing = await pending(settings.database_url, app.migration_locations())
    except CommandError:  # a revision that this version does not know
        return
    if missing:
        raise ConfigurationError(
            f"The database lacks {len(missing)} revisions of the schema: "
            "run `esteio migrate` with DATABASE_ADMIN_URL set to the role that owns it."
        )


async def keep_demo_apart(settings: Settings) -> None:
    """Raise `ConfigurationError` before accounts whose passwords everyone knows stand beside real ones.

    Demo accounts that somebody disabled count no more.
    """
    from esteio.modules.workspace import administration  # noqa: PLC0415
    from esteio.modules.workspace.demo import ACCOUNTS  # noqa: PLC0415

    async with database(settings) as pool:
        active = {person["email"] for person in await administration.list_users(pool) if person["status"] == "active"}
    demo = active & {account.email for account in ACCOUNTS}
    if settings.demo_mode and active and not demo:
        raise ConfigurationError(
            "This database holds real accounts, so no demo is loaded into it: "
            "start without demo mode (JWT_SECRET, --no-demo), or set ESTEIO_HOME to another folder for the demo."
        )
    if demo and not settings.demo_mode:
        raise ConfigurationError(
            f"This database holds demo accounts with well-known passwords ({', '.join(sorted(demo))}): for real use "
            "set ESTEIO_HOME to another folder, delete the demo with `esteio reset`, or `esteio user disable` each."
        )


def _with_any_database(settings: Settings) -> Settings:
    """Migrations alone need no DATABASE_URL when DATABASE_ADMIN_URL is there."""
    if settings.database_url or not settings.database_admin_url:
        return settings
    return load_settings(database_url=settings.database_admin_url)


def _confirmed(home: Path) -> bool:
    if not sys.stdin.isatty():
        raise ConfigurationError(f"To delete all data in {home} without being asked, say `esteio reset --yes`.")
    answer = input(f"Delete the database, files and logs in {home}? Type the word delete: ")
    return answer.strip().lower() == "delete"


def _delete(path: Path) -> None:
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError as error:
        raise ConfigurationError(
            f"{path} cannot be deleted ({error.strerror}): run `esteio reset` as the account that made it."
        ) from None
