"""The checks of `esteio doctor`. Each returns what it found and, unless all is well, what to do."""

from __future__ import annotations

import asyncio
import resource
import shutil
import time
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import asyncpg
import msgspec

from esteio.core.db import APP_ROLE, MIN_SERVER_VERSION
from esteio.core.errors import ConfigurationError
from esteio.http.web_build import find_build
from esteio.settings import Settings, require_secrets

CONNECT_TIMEOUT_S = 5
CLOCK_WARN_S = 2.0
CLOCK_FAIL_S = 30.0
"""Tokens of a machine that is behind end that much early on the others, so people renew them more often for it."""
DISK_WARN_BYTES = 2 * 1024**3
DISK_FAIL_BYTES = 200 * 1024**2
FILES_WANTED = 16_384


class Verdict(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Check(msgspec.Struct, frozen=True):
    """One line of the doctor's report."""

    name: str
    verdict: Verdict
    finding: str
    remedy: str = ""


async def check_all(settings: Settings) -> Sequence[Check]:
    """Every check, in the order in which one would repair things."""
    checks = [_secrets(settings), _disk(settings), _open_files()]
    checks += await _database(settings)
    checks.append(await _valkey(settings))
    checks.append(await _files(settings))
    checks.append(_screens())
    return checks


def _secrets(settings: Settings) -> Check:
    try:
        require_secrets(settings)
    except ConfigurationError as error:
        return Check("secrets", Verdict.FAIL, str(error))
    if settings.demo_mode:
        return Check(
            "secrets",
            Verdict.WARN,
            "demo mode: the accounts have well-known passwords",
            "for real use set JWT_SECRET and start with `esteio up --no-demo`",
        )
    return Check("secrets", Verdict.OK, "JWT_SECRET is set and long enough")


def _screens() -> Check:
    folder = find_build()
    if folder is None:
        return Check("screens", Verdict.WARN, "the web app is not built; the API serves without it", "run `make web`")
    return Check("screens", Verdict.OK, f"the web app is in {folder}")


def _disk(settings: Settings) -> Check:
    folder = settings.home
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    finding = f"{free / 1024**3:.1f} GiB free at {folder}"
    remedy = "free some space, or set ESTEIO_HOME to a larger disk"
    if free < DISK_FAIL_BYTES:
        return Check("disk", Verdict.FAIL, finding, remedy)
    if free < DISK_WARN_BYTES:
        return Check("disk", Verdict.WARN, finding, remedy)
    return Check("disk", Verdict.OK, finding)


def _open_files() -> Check:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < FILES_WANTED:
        return Check(
            "open files",
            Verdict.WARN,
            f"a process may open {hard}, so about as many people can be connected to it",
            f"allow {FILES_WANTED} or more (`ulimit -Hn`, LimitNOFILE= in a systemd unit)",
        )
    return Check("open files", Verdict.OK, "no limit" if hard == resource.RLIM_INFINITY else f"up to {hard}")


async def _database(settings: Settings) -> list[Check]:
    try:
        connection = await asyncpg.connect(settings.database_url, timeout=CONNECT_TIMEOUT_S)
    except asyncpg.InvalidAuthorizationSpecificationError:
        return [_unreachable("PostgreSQL refused the user or password", "correct them in DATABASE_URL")]
    except asyncpg.InvalidCatalogNameError:
        return [_unreachable("that database does not exist", "create it, or correct its name in DATABASE_URL")]
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = str(error) or f"no answer within {CONNECT_TIMEOUT_S} s"
        return [_unreachable(reason, "check host and port in DATABASE_URL, and that the server runs")]
    try:
        version = connection.get_server_version()
        checks = [_version(version.major, f"{version.major}.{version.micro or version.minor}")]
        checks.append(_clock(*await _clock_difference(connection)))
        checks.append(await _connections(connection, settings))
        checks.append(await _role(connection))
        checks.append(await _schema(settings))
        checks.append(await _row_security(connection))
        return checks
    finally:
        await connection.close()


def _unreachable(finding: str, remedy: str) -> Check:
    return Check("database", Verdict.FAIL, finding, remedy)


def _version(major: int, text: str) -> Check:
    if major < MIN_SERVER_VERSION:
        return Check(
            "database",
            Verdict.FAIL,
            f"PostgreSQL {text} is too old",
            f"use PostgreSQL {MIN_SERVER_VERSION} or newer, or unset DATABASE_URL for the one that comes along",
        )
    return Check("database", Verdict.OK, f"PostgreSQL {text} answers")


async def _clock_difference(connection: Any) -> tuple[float, float]:
    """Seconds that the database is ahead, and how far off that may be (half the round trip)."""
    before = time.time()
    there = float(await connection.fetchval("select extract(epoch from clock_timestamp())"))
    after = time.time()
    return there - (before + after) / 2, (after - before) / 2


def _clock(ahead_s: float, uncertainty_s: float) -> Check:
    off = max(0.0, abs(ahead_s) - uncertainty_s)
    finding = f"{off:.3f} s from the database's"
    remedy = "run a time service (chrony, systemd-timesyncd) here and on the database's machine"
    if off > CLOCK_FAIL_S:
        return Check("clock", Verdict.FAIL, finding, remedy)
    if off > CLOCK_WARN_S:
        return Check("clock", Verdict.WARN, finding, remedy)
    return Check("clock", Verdict.OK, finding)


async def _connections(connection: Any, settings: Settings) -> Check:
    allowed = int(await connection.fetchval("show max_connections"))
    wanted = settings.pgpool_max_connections * settings.serve_processes
    if wanted >= allowed:
        return Check(
            "connections",
            Verdict.WARN,
            f"serve processes may open {wanted} and PostgreSQL allows {allowed}",
            "lower PGPOOL_MAX_CONNECTIONS or raise max_connections",
        )
    return Check("connections", Verdict.OK, f"up to {wanted} of PostgreSQL's {allowed}")


async def _role(connection: Any) -> Check:
    login = await connection.fetchrow(
        "select rolname, rolsuper or rolbypassrls as unbound from pg_roles where rolname = session_user"
    )
    try:
        await connection.execute(f"set role {APP_ROLE}")
    except asyncpg.PostgresError:
        return Check(
            "role",
            Verdict.FAIL,
            f"{login['rolname']} cannot act as {APP_ROLE}",
            "run `esteio migrate` with DATABASE_ADMIN_URL, then sign in as that role or grant it",
        )
    row = await connection.fetchrow(
        """
        select rolsuper or rolbypassrls as unbound,
               (select count(*) from pg_class where relowner = r.oid and relkind in ('r', 'p')) as owned
        from pg_roles r where rolname = current_user
        """
    )
    await connection.execute("reset role")
    if row["unbound"]:
        return Check(
            "role",
            Verdict.FAIL,
            f"{APP_ROLE} passes by row security",
            f"as a superuser: alter role {APP_ROLE} nosuperuser nobypassrls",
        )
    if row["owned"]:
        return Check(
            "role",
            Verdict.FAIL,
            f"{APP_ROLE} owns {row['owned']} tables and could switch their row security off",
            f"reassign owned by {APP_ROLE} to the role of DATABASE_ADMIN_URL",
        )
    if login["unbound"]:
        return Check(
            "role",
            Verdict.WARN,
            f"DATABASE_URL signs in as {login['rolname']}, who could pass by row security",
            f"let {APP_ROLE} sign in itself (alter role {APP_ROLE} login password '...') and use it in DATABASE_URL",
        )
    return Check("role", Verdict.OK, f"{APP_ROLE} owns nothing and is bound by row security")


async def _schema(settings: Settings) -> Check:
    from alembic.util import CommandError  # noqa: PLC0415

    from esteio.app import migration_locations  # noqa: PLC0415 - imports every module
    from esteio.core.migrate import pending  # noqa: PLC0415

    try:
        missing = await pending(settings.database_url, migration_locations())
    except CommandError:
        return Check("schema", Verdict.WARN, "a newer version has migrated it", "update this one")
    if missing:
        return Check("schema", Verdict.FAIL, f"{len(missing)} revisions are not applied", "run `esteio migrate`")
    return Check("schema", Verdict.OK, "up to date")


async def _row_security(connection: Any) -> Check:
    rows = await connection.fetch(
        """
        select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
          -- a partition that the application can only reach through its table, whose row security counts
          and not (c.relispartition and not has_table_privilege($1, c.oid, 'select, insert, update, delete'))
        order by c.relname
        """,
        APP_ROLE,
    )
    bare = [row["relname"] for row in rows if not row["forced"]]
    if bare:
        return Check(
            "row security",
            Verdict.FAIL,
            f"not forced on {', '.join(bare)}",
            "alter table ... enable row level security, force row level security",
        )
    return Check("row security", Verdict.OK, f"forced on all {len(rows)} tables of organisations")


async def _valkey(settings: Settings) -> Check:
    from valkey.asyncio import Valkey  # noqa: PLC0415
    from valkey.exceptions import ValkeyError  # noqa: PLC0415

    if not settings.redis_url:
        verdict = Verdict.WARN if settings.serve_processes > 1 else Verdict.OK
        remedy = "set REDIS_URL" if settings.serve_processes > 1 else ""
        return Check("Valkey", verdict, "none: limits and memory are each process's own", remedy)
    try:
        client = Valkey.from_url(settings.redis_url, socket_connect_timeout=CONNECT_TIMEOUT_S)
        async with asyncio.timeout(CONNECT_TIMEOUT_S), client:
            before = time.perf_counter()
            await client.ping()  # pyright: ignore[reportGeneralTypeIssues]
            return Check("Valkey", Verdict.OK, f"answers in {(time.perf_counter() - before) * 1000:.1f} ms")
    except (ValkeyError, OSError, TimeoutError, ValueError) as error:
        return Check(
            "Valkey", Verdict.FAIL, str(error) or "no answer", "correct REDIS_URL, or unset it to run without Valkey"
        )


async def _files(settings: Settings) -> Check:
    from esteio.core.files import StorageUnavailable, open_store  # noqa: PLC0415

    where = settings.storage_url or f"the folder {settings.home / 'files'}"
    remedy = "correct STORAGE_URL and STORAGE_ENDPOINT, and the rights to write there"
    try:
        files = open_store(
            settings.storage_url,
            endpoint=settings.storage_endpoint,
            home=settings.home,
            base_url=settings.base_url,
            secret=settings.jwt_secret,
            max_upload_bytes=settings.max_upload_bytes,
        )
        await asyncio.to_thread(files.check_writable)
    except ConfigurationError as error:
        return Check("files", Verdict.FAIL, str(error))
    except StorageUnavailable as error:
        reason = str(error.__cause__).partition("\n")[0]
        return Check("files", Verdict.FAIL, f"{where} cannot be written ({reason})", remedy)
    return Check("files", Verdict.OK, f"{where} can be written")
