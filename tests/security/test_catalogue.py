"""What the database itself says about who may see what."""

from __future__ import annotations

import asyncpg
import pytest

from esteio.core.db import APP_ROLE
from esteio.embedded import ServerUrls

WITHOUT_ROW_SECURITY = {
    "alembic_version": "names of revisions; holds nobody's data",
    "process_figures": "figures of processes of the installation; holds nobody's data",
    "performance_metrics": "their history",
    "alert_rules": "rules of the installation",
    "alerts": "what they said of its figures",
    "alert_states": "since when",
    "alert_messages": "who was told of an alert",
    "telemetry_turns": "when one process last did what it does for all",
    "pgqueuer": "a worker takes the jobs of every organisation; payloads hold ids only",
    "pgqueuer_log": "history of jobs without payloads",
    "pgqueuer_statistics": "counts of jobs",
    "pgqueuer_slots": "which worker runs what",
    "pgqueuer_job_results": "results of jobs, which ours do not have",
    "job_schedules": "when each schedule fired; holds nobody's data",
    "live_resources": "names of live lists; holds nobody's data",
    "feed_floor": "one number; holds nobody's data",
    "feed_history": "one number; holds nobody's data",
    "live_processes": "which processes serve; holds nobody's data",
}
MAY_BE_UNSCOPED = {
    "organisations",
    "users",
    "memberships",
    "roles",
    "membership_roles",
    "sessions",
    "invitations",
    "password_resets",
    "live_connections",
    "changes",
    "second_factors",
    "recovery_codes",
}
"""Sign-in must find a person before it knows an organisation; no table of business data is among these."""
NOT_LED_BY_TENANT = {
    "sessions": "found by person or by id",
    "live_connections": "led by the process that has them",
    "password_resets": "found by person or by id",
    "users": "a person belongs to no organisation",
    "organisations": "is the organisation",
    "audit_log": "its key is time and id, for the partitions",
    "changes": "the feed reads the changes of all in the order of their transactions",
    "audit_log_default": "its key is time and id, for the partitions",
}
INDEX_REASONS = {
    "live_connections_user_id_tenant_id_idx": "where a person is connected",
    "memberships_user_id_idx": "organisations of a person, at sign-in",
    "membership_roles_role_id_idx": "whether a role is used",
    "files_status_created_at_idx": "sweeping what was never confirmed",
    "files_key_key": "a file is found by its unguessable key",
    "idempotency_keys_created_at_idx": "forgetting old keys",
    "orcamentos_status_valid_until_idx": "expiring, for all organisations at once",
}

REFERENCES_WITHOUT_TENANT: dict[str, str] = {}
"""Foreign keys between tables of organisations that do not carry the organisation, and why."""


@pytest.fixture
async def owner(database_urls: ServerUrls) -> asyncpg.Connection:
    connection = await asyncpg.connect(database_urls.database_admin_url)
    yield connection
    await connection.close()


class TestCatalogue:
    async def test_every_table_has_forced_row_security_or_a_reason(self, owner: asyncpg.Connection) -> None:
        rows = await owner.fetch(
            """
            select relname, relrowsecurity and relforcerowsecurity as forced,
                   (select count(*) from pg_policy p where p.polrelid = c.oid) as policies
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p')
              and not (c.relispartition and not has_table_privilege($1, c.oid, 'select, insert, update, delete'))
            """,
            APP_ROLE,
        )
        assert len(rows) > 15
        open_tables = {row["relname"] for row in rows if not row["forced"]}
        assert open_tables <= WITHOUT_ROW_SECURITY.keys()
        assert [row["relname"] for row in rows if row["forced"] and not row["policies"]] == []

    async def test_only_the_tables_of_sign_in_open_without_an_organisation(self, owner: asyncpg.Connection) -> None:
        rows = await owner.fetch(
            "select tablename from pg_policies where coalesce(qual, '') || coalesce(with_check, '') like '%unscoped%'"
        )
        assert {row["tablename"] for row in rows} == MAY_BE_UNSCOPED

    async def test_every_policy_asks_for_the_organisation_or_the_person(self, owner: asyncpg.Connection) -> None:
        rows = await owner.fetch(
            "select tablename, policyname, cmd, coalesce(qual, '') || coalesce(with_check, '') as qual from pg_policies"
        )
        words = ("current_tenant", "current_person", "is_unscoped")
        loose = {
            (row["tablename"], row["cmd"]) for row in rows if not any(word in (row["qual"] or "") for word in words)
        }
        assert loose == {("audit_log", "INSERT")}

    async def test_the_application_owns_nothing_and_bypasses_nothing(self, owner: asyncpg.Connection) -> None:
        role = await owner.fetchrow("select rolsuper, rolbypassrls from pg_roles where rolname = $1", APP_ROLE)
        assert role is not None
        assert (role["rolsuper"], role["rolbypassrls"]) == (False, False)
        owned = await owner.fetchval(
            "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = $1", APP_ROLE
        )
        assert owned == 0

    async def test_the_trail_cannot_be_changed(self, owner: asyncpg.Connection) -> None:
        for table in ("audit_log", "audit_log_default", "orcamento_events", "changes"):
            for right in ("UPDATE", "DELETE", "TRUNCATE"):
                held = await owner.fetchval("select has_table_privilege($1, $2, $3)", APP_ROLE, table, right)
                assert (table, right, held) == (table, right, False)

    async def test_indexes_are_led_by_the_organisation(self, owner: asyncpg.Connection) -> None:
        rows = await owner.fetch(
            """
            select t.relname as table, i.relname as index, a.attname as first
            from pg_index x
            join pg_class t on t.oid = x.indrelid
            join pg_class i on i.oid = x.indexrelid
            join pg_namespace n on n.oid = t.relnamespace
            left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
            where n.nspname = 'public' and not x.indisprimary and not t.relispartition
              and exists (select from pg_attribute ta where ta.attrelid = t.oid and ta.attname = 'tenant_id')
            """
        )
        strays = {row["index"] for row in rows if row["first"] != "tenant_id" and row["table"] not in NOT_LED_BY_TENANT}
        assert strays <= INDEX_REASONS.keys()

    async def test_what_a_row_refers_to_is_the_same_organisations(self, owner: asyncpg.Connection) -> None:
        rows = await owner.fetch(
            """
            select c.conname as name, c.conrelid::regclass::text as "table", c.confrelid::regclass::text as target,
                   (select a.attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[1])
                       as here,
                   (select a.attname from pg_attribute a where a.attrelid = c.confrelid and a.attnum = c.confkey[1])
                       as there
            from pg_constraint c
            where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conparentid = 0
              and (select count(*) from pg_attribute a
                   where a.attrelid in (c.conrelid, c.confrelid) and a.attname = 'tenant_id')
                  = (case when c.conrelid = c.confrelid then 1 else 2 end)
            """
        )
        assert len(rows) >= 9
        loose = {row["name"] for row in rows if (row["here"], row["there"]) != ("tenant_id", "tenant_id")}
        assert loose == REFERENCES_WITHOUT_TENANT.keys()

    async def test_a_reference_into_another_organisation_is_refused_to_whoever_passes_by_row_security(
        self, owner: asyncpg.Connection
    ) -> None:
        undone = owner.transaction()
        await undone.start()
        here, there = [await owner.fetchval("insert into organisations (name) values ('x') returning id") for _ in "ab"]
        client = await owner.fetchval(
            "insert into clients (tenant_id, kind, name) values ($1, 'PF', 'Ana') returning id", there
        )
        template = await owner.fetchval(
            """
            insert into briefing_templates (tenant_id, key, number, name, definition)
            values ($1, 'x', 1, 'x', '{}') returning id
            """,
            here,
        )
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await owner.execute(
                """
                insert into briefings (tenant_id, number, client_id, template_id, title) values ($1, 1, $2, $3, 'Casa')
                """,
                here,
                client,
                template,
            )
        await undone.rollback()

    async def test_row_security_holds_for_the_owner_of_the_tables_too(self, owner: asyncpg.Connection) -> None:
        # Forced: someone who signs in as the (non-superuser) owner sees no more than the application.
        await owner.execute("create role plain_owner nologin")
        try:
            await owner.execute("grant plain_owner to current_user; alter table clients owner to plain_owner")
            async with owner.transaction():
                await owner.execute("set local role plain_owner")
                assert await owner.fetchval("select count(*) from clients") == 0
        finally:
            await owner.execute("alter table clients owner to current_user; drop role plain_owner")
