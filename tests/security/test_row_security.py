"""Row security as PostgreSQL keeps it, table by table, against a caller who has the application's password.

The rows are made from the catalogue, so a table is covered from the day a migration makes it. Only `CHECK`
constraints are taken away in this file's database (they know words that a generic row does not), and foreign keys are
not asked while the rows are made; policies, grants and triggers are as they ship.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from esteio.core.db import APP_ROLE
from esteio.embedded import ServerUrls

A, B = UUID(int=0xA), UUID(int=0xB)
PERSON_A, PERSON_B = UUID(int=0xA1), UUID(int=0xB1)

OPEN_AT_SIGN_IN = {
    "organisations",
    "users",
    "memberships",
    "roles",
    "membership_roles",
    "sessions",
    "invitations",
    "password_resets",
    "second_factors",
    "recovery_codes",
    "live_connections",
}
OF_A_PERSON_ALONE = {"password_resets", "second_factors", "recovery_codes"}
"""Seen at sign-in only, by nobody else."""
OWNED_OTHERWISE = {
    "organisations": "id",
    "users": "id",
    "sessions": "user_id",
    **dict.fromkeys(OF_A_PERSON_ALONE, "user_id"),
}
"""Column that says whose a row is, where that is not `tenant_id`; a session belongs to its person."""
ANYONE_MAY_ADD = {"audit_log": "a refused sign-in has no organisation; what is added can be read by that one only"}
OWNERS_FUNCTIONS = {
    "feed_epoch": "the name of the database's history, which takes the server's identifier; no parameter",
    "keep_change_partitions": "makes and drops partitions, which takes the right to make tables; two numbers",
}
"""Functions that run with the rights of the schema's owner."""
PARTITIONS = {"audit_log_default"}
"""Filled through their parent."""
VALUES = {
    "uuid": "gen_random_uuid()",
    "text": "'x' || gen_random_uuid()",
    "jsonb": "'{}'",
    "timestamp with time zone": "now() + interval '1 hour'",
    "date": "current_date",
    "smallint": "1",
    "integer": "1",
    "bigint": "1",
    "boolean": "false",
    "bytea": "'\\x00'",
    "text[]": "'{}'",
    "uuid[]": "'{}'",
}


class Table(NamedTuple):
    name: str
    owner: str
    """Column that says whose a row is."""

    @property
    def a(self) -> UUID:
        return PERSON_A if self.name in {"users", "sessions", *OF_A_PERSON_ALONE} else A

    @property
    def b(self) -> UUID:
        return PERSON_B if self.name in {"users", "sessions", *OF_A_PERSON_ALONE} else B


@pytest.fixture(scope="module")
async def tables(database_urls: ServerUrls) -> list[Table]:
    """Every table under row security, each with a row of A and one of B."""
    admin = await asyncpg.connect(database_urls.database_admin_url)
    try:
        names = [
            row["relname"]
            for row in await admin.fetch(
                """
                select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity order by relname
                """
            )
        ]
        for row in await admin.fetch(
            """
            select conrelid::regclass::text as "table", conname from pg_constraint
            where contype = 'c' and connamespace = 'public'::regnamespace and conparentid = 0
            """
        ):
            await admin.execute(f'alter table {row["table"]} drop constraint if exists "{row["conname"]}" cascade')
        await admin.execute("set session_replication_role = replica")
        found = [Table(name, OWNED_OTHERWISE.get(name, "tenant_id")) for name in names]
        for table in found:
            if table.name not in PARTITIONS:
                for organisation, person in ((A, PERSON_A), (B, PERSON_B)):
                    await _insert(admin, table.name, organisation, person)
        return found
    finally:
        await admin.close()


@pytest.fixture
async def app(database_urls: ServerUrls) -> AsyncGenerator[asyncpg.Connection]:
    """A connection with the application's own password."""
    connection = await asyncpg.connect(database_urls.database_url)
    yield connection
    await connection.close()


async def _insert(connection: asyncpg.Connection, table: str, organisation: UUID, person: UUID) -> None:
    """A row of that organisation and person; raises KeyError for a type that `VALUES` does not have."""
    columns = await connection.fetch(
        """
        select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
               a.attnotnull and not a.atthasdef as required
        from pg_attribute a
        where a.attrelid = $1::text::regclass and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = '' and a.attidentity = ''
        """,
        table,
    )
    values: dict[str, str] = {}
    for column in columns:
        name = column["name"]
        if name == "tenant_id" or (table, name) == ("organisations", "id"):
            values[name] = f"'{organisation}'"
        elif name == "user_id" or (table, name) == ("users", "id"):
            values[name] = f"'{person}'"
        elif column["required"]:
            kind = "numeric" if column["type"].startswith("numeric") else column["type"]
            values[name] = "1" if kind == "numeric" else VALUES[kind]
    await connection.execute(f"insert into {table} ({', '.join(values)}) values ({', '.join(values.values())})")


async def _scope(connection: asyncpg.Connection, **words: object) -> None:
    for word, value in words.items():
        await connection.execute("select set_config($1, $2, true)", f"app.{word}", str(value))


async def _owners(connection: asyncpg.Connection, table: Table) -> set[UUID]:
    return {row[0] for row in await connection.fetch(f"select distinct {table.owner} from {table.name}")}


async def _is_refused(connection: asyncpg.Connection, attempt: Awaitable[Any]) -> bool:
    """Whether PostgreSQL says that there is no right to it; what was done is undone."""
    savepoint = connection.transaction()
    await savepoint.start()
    try:
        await attempt
    except asyncpg.InsufficientPrivilegeError:
        return True
    finally:
        await savepoint.rollback()
    return False


class TestSight:
    async def test_the_rows_are_there(self, tables: list[Table], database_urls: ServerUrls) -> None:
        assert len(tables) > 15
        admin = await asyncpg.connect(database_urls.database_admin_url)
        try:
            for table in tables:
                assert (table.name, await _owners(admin, table)) == (table.name, {table.a, table.b})
        finally:
            await admin.close()

    async def test_without_an_organisation_nothing_is_seen(self, app: asyncpg.Connection, tables: list[Table]) -> None:
        seen = {table.name: await app.fetchval(f"select count(*) from {table.name}") for table in tables}
        assert {name: count for name, count in seen.items() if count} == {}

    async def test_an_organisation_sees_its_own_rows_and_no_other(
        self, app: asyncpg.Connection, tables: list[Table]
    ) -> None:
        async with app.transaction():
            await _scope(app, tenant=B, person=PERSON_B)
            seen = {table.name: await _owners(app, table) for table in tables}
        expected = {table.name: set() if table.name in OF_A_PERSON_ALONE else {table.b} for table in tables}
        assert seen == expected

    async def test_a_person_without_an_organisation_sees_only_themselves(
        self, app: asyncpg.Connection, tables: list[Table]
    ) -> None:
        async with app.transaction():
            await _scope(app, person=PERSON_B)
            seen = {table.name: await _owners(app, table) for table in tables}
        assert {name: owners for name, owners in seen.items() if owners} == {
            "users": {PERSON_B},
            "sessions": {PERSON_B},
        }

    async def test_unscoped_opens_the_tables_of_sign_in_and_no_other(
        self, app: asyncpg.Connection, tables: list[Table]
    ) -> None:
        async with app.transaction():
            await _scope(app, unscoped="on")
            seen = {table.name for table in tables if await _owners(app, table)}
        assert seen == OPEN_AT_SIGN_IN

    async def test_nothing_stays_on_the_connection(self, app: asyncpg.Connection, tables: list[Table]) -> None:
        async with app.transaction():
            await _scope(app, tenant=A, person=PERSON_A, unscoped="on")
            assert await app.fetchval("select count(*) from organisations") == 2
        for table in tables:
            assert (table.name, await app.fetchval(f"select count(*) from {table.name}")) == (table.name, 0)

    @given(
        tenant=st.sampled_from(
            [None, "", str(B), str(B).upper(), str(UUID(int=0)), str(uuid4()), "on", "' or 1=1", "*"]
        ),
        person=st.sampled_from([None, "", str(PERSON_B), str(uuid4()), "%"]),
        unscoped=st.sampled_from([None, "", "off", "ON", "true", "1", "yes", " on", "on "]),
    )
    @hypothesis_settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
    )
    async def test_no_other_word_opens_what_is_of_a(
        self,
        app: asyncpg.Connection,
        tables: list[Table],
        tenant: str | None,
        person: str | None,
        unscoped: str | None,
    ) -> None:
        words = {"tenant": tenant, "person": person, "unscoped": unscoped}
        async with app.transaction():
            await _scope(app, **{word: value for word, value in words.items() if value is not None})
            for table in tables:
                try:
                    async with app.transaction():
                        assert (table.name, table.a in await _owners(app, table)) == (table.name, False)
                except asyncpg.InvalidTextRepresentationError:
                    pass  # not an identifier: the query fails, which shows nothing


class TestWriting:
    async def test_a_row_for_another_organisation_is_refused(
        self, app: asyncpg.Connection, tables: list[Table]
    ) -> None:
        async with app.transaction():
            await _scope(app, tenant=B, person=PERSON_B)
            may = {table.name for table in tables if not await _is_refused(app, _insert(app, table.name, A, PERSON_A))}
        assert may == ANYONE_MAY_ADD.keys()

    async def test_a_row_is_not_handed_over(self, app: asyncpg.Connection, tables: list[Table]) -> None:
        async with app.transaction():
            await _scope(app, tenant=B, person=PERSON_B)
            for table in tables:
                if table.name in OF_A_PERSON_ALONE:
                    continue
                statement = f"update {table.name} set {table.owner} = '{table.a}'"
                assert (table.name, await _is_refused(app, app.execute(statement))) == (table.name, True)

    async def test_rows_of_another_organisation_are_not_changed(
        self, app: asyncpg.Connection, tables: list[Table], database_urls: ServerUrls
    ) -> None:
        admin = await asyncpg.connect(database_urls.database_admin_url)
        try:
            before = await _contents_of_a(admin, tables)
            for table in tables:
                for statement in (
                    f"update {table.name} set {table.owner} = {table.owner}",
                    f"delete from {table.name} where {table.owner} = '{table.a}'",
                    f"truncate {table.name}",
                ):
                    transaction = app.transaction()
                    await transaction.start()
                    try:
                        await _scope(app, tenant=B, person=PERSON_B)
                        await app.execute("set constraints all deferred")
                        await app.execute(statement)
                    except asyncpg.PostgresError:
                        await transaction.rollback()
                    else:
                        await transaction.commit()
            assert await _contents_of_a(admin, tables) == before
        finally:
            await admin.close()

    async def test_nobody_writes_past_the_trails_policy(self, app: asyncpg.Connection) -> None:
        async with app.transaction():
            await _scope(app, tenant=B, person=PERSON_B)
            line = "insert into audit_log_default (action, result) values ('x', 'ok')"
            assert await _is_refused(app, app.execute(line))
            assert await _is_refused(app, app.execute("update audit_log set action = 'y'"))
            assert await _is_refused(app, app.execute("delete from audit_log"))
            assert await _is_refused(app, app.execute("alter table audit_log disable row level security"))


class TestWaysAround:
    async def test_the_application_is_nobody_else(self, app: asyncpg.Connection) -> None:
        assert await app.fetchval("select current_user") == APP_ROLE
        roles = await app.fetch("select rolname from pg_roles where pg_has_role(current_user, oid, 'member')")
        assert {row["rolname"] for row in roles} == {APP_ROLE}

    async def test_the_application_makes_nothing_in_the_schema(self, app: asyncpg.Connection) -> None:
        assert not await app.fetchval("select has_schema_privilege(current_user, 'public', 'create')")

    async def test_no_function_runs_with_anothers_rights(self, app: asyncpg.Connection) -> None:
        rows = await app.fetch("select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef")
        assert {row["proname"] for row in rows} == OWNERS_FUNCTIONS.keys()

    async def test_no_view_reads_with_its_owners_rights(self, app: asyncpg.Connection) -> None:
        rows = await app.fetch(
            """
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
              and not coalesce(reloptions @> '{security_invoker=true}', false)
            """
        )
        assert [row["relname"] for row in rows] == []


async def _contents_of_a(connection: asyncpg.Connection, tables: list[Table]) -> dict[str, list[str]]:
    return {
        table.name: [
            row["row"]
            for row in await connection.fetch(
                f'select t::text as "row" from {table.name} t where {table.owner} = $1 order by 1', table.a
            )
        ]
        for table in tables
    }
