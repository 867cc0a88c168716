"""People, blocked addresses, the demo and the schema, from the command line."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.cli_steps import GOOD_SECRET, ONE_SENTENCE, copy_of, esteio, free_port, run_sql

from esteio.core.valkey import connect
from esteio.embedded import EmbeddedServers, ServerUrls
from esteio.http.limits import Limit, LimitStores, Violations


class TestAdministration:
    @pytest.fixture
    def on_database(self, home: Path, database_urls: ServerUrls) -> Callable[..., subprocess.CompletedProcess[str]]:
        def run(*arguments: str) -> subprocess.CompletedProcess[str]:
            url = database_urls.database_url
            return esteio(*arguments, home=home, stdin="uma frase bem longa\n", DATABASE_URL=url)

        return run

    def test_people_and_organisations(self, on_database: Callable[..., subprocess.CompletedProcess[str]]) -> None:
        for email, name in (("ana@exemplo.com.br", "Ana"), ("rui@exemplo.com.br", "Rui")):
            added = on_database("user", "add", email, "--name", name, "--password-stdin")
            assert added.returncode == 0, added.stderr
        made = on_database("org", "add", "Ateliê Souza", "--owner", "ana@exemplo.com.br")
        assert made.returncode == 0, made.stderr
        organisation = made.stdout.strip()
        assert on_database("org", "list").stdout.split("\t") == [organisation, "Ateliê Souza", "1", "\n"]
        unknown = on_database("org", "add-member", organisation, "rui@exemplo.com.br", "--role", "king")
        assert unknown.returncode == 1
        assert "king" in unknown.stderr
        assert on_database("user", "disable", "rui@exemplo.com.br").returncode == 0
        assert [line.split("\t") for line in on_database("user", "list").stdout.splitlines()] == [
            ["ana@exemplo.com.br", "Ana", "active", "Ateliê Souza"],
            ["rui@exemplo.com.br", "Rui", "suspended", ""],
        ]

    @pytest.mark.parametrize(
        "command",
        [
            "user disable nobody@exemplo.com.br",
            "user password nobody@exemplo.com.br --password-stdin",
            "org add X --owner nobody@exemplo.com.br",
            "jobs retry 4711",
            "jobs discard 4711",
            "security unblock nowhere",
        ],
    )
    def test_refusals_are_sentences(
        self, command: str, on_database: Callable[..., subprocess.CompletedProcess[str]]
    ) -> None:
        result = on_database(*command.split())
        assert result.returncode == 1
        assert ONE_SENTENCE.match(result.stderr), result.stderr

    def test_password_is_never_asked_of_a_pipe(self, home: Path) -> None:
        result = esteio("user", "add", "ana@exemplo.com.br", "--name", "Ana", home=home)
        assert result.returncode == os.EX_CONFIG
        assert "--password-stdin" in result.stderr

    def test_no_dead_jobs(self, on_database: Callable[..., subprocess.CompletedProcess[str]]) -> None:
        assert on_database("jobs", "list").stdout == ""
        assert on_database("jobs", "retry").stdout == "0 jobs were queued again.\n"


class TestBlockedAddresses:
    def test_are_listed_and_let_in_again(self, home: Path, database_urls: ServerUrls) -> None:
        there = {"DATABASE_URL": database_urls.database_url, "REDIS_URL": database_urls.redis_url}
        asyncio.run(block("203.0.113.9", database_urls.redis_url))
        listed = esteio("security", "blocked", home=home, **there)
        assert listed.returncode == 0, listed.stderr
        (line,) = [line for line in listed.stdout.splitlines() if line.startswith("203.0.113.9\t")]
        _, until_when, reason = line.split("\t")
        assert datetime.fromisoformat(until_when) - datetime.now(UTC) > timedelta(minutes=55)
        assert reason.startswith("refused 10 times for asking too often, since 20")
        freed = esteio("security", "unblock", "203.0.113.9", home=home, **there)
        assert freed.stdout == "203.0.113.9 is let in again: every process that serves was told.\n", freed.stderr
        assert "203.0.113.9" not in esteio("security", "blocked", home=home, **there).stdout
        again = esteio("security", "unblock", "203.0.113.9", home=home, **there)
        assert "203.0.113.9 is not on the list in Valkey" in again.stdout
        told = run_sql(
            database_urls.database_admin_url,
            "select count(*) from audit_log where action = 'administration.address_unblocked' and tenant_id is null",
        )
        assert told == 2

    def test_without_valkey_lie_in_the_memory_of_processes_and_it_says_so(
        self, home: Path, database_urls: ServerUrls
    ) -> None:
        there = {"DATABASE_URL": database_urls.database_url}
        listed = esteio("security", "blocked", home=home, **there)
        assert listed.returncode == os.EX_CONFIG
        assert ONE_SENTENCE.match(listed.stderr)
        assert "esteio security unblock ADDRESS" in listed.stderr
        freed = esteio("security", "unblock", "2001:db8::1", home=home, **there)
        assert freed.stdout == "2001:db8::/64 is let in again: every process that serves was told.\n", freed.stderr

    def test_a_valkey_that_is_gone_is_a_sentence(self, home: Path) -> None:
        listed = esteio("security", "blocked", home=home, REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
        assert listed.returncode == os.EX_CONFIG
        assert "REDIS_URL" in listed.stderr.splitlines()[-1]


async def block(address: str, redis_url: str) -> None:
    link = connect(redis_url, 2)
    await link.ping()
    violations = Violations(LimitStores(link))
    for _ in range(10):
        await violations.record(address, Limit("anonymous", per_window=1, window_s=60.0, counts_towards_block=True))
    await link.close()


class TestDemo:
    """Accounts whose passwords everyone knows never stand beside real ones."""

    def test_is_not_loaded_among_real_accounts(self, home: Path, migrated_template: str, servers: ServerUrls) -> None:
        url = copy_of(migrated_template, servers)
        added = esteio(
            *("user", "add", "ana@exemplo.com.br", "--name", "Ana", "--password-stdin"),
            home=home,
            stdin="uma frase bem longa\n",
            DATABASE_URL=url,
        )
        assert added.returncode == 0, added.stderr
        result = esteio("demo", home=home, DATABASE_URL=url)
        assert result.returncode == os.EX_CONFIG
        assert "holds real accounts" in result.stderr

    def test_does_not_become_real(self, demo_home: Path) -> None:
        real = {"JWT_SECRET": GOOD_SECRET, "PORT": "0", "WEBSOCKET_PORT": "0"}
        for command in (("up", "--no-demo"), ("serve",)):
            result = esteio(*command, home=demo_home, **real)
            assert result.returncode == os.EX_CONFIG
            assert ONE_SENTENCE.match(result.stderr), result.stderr
            assert "admin@arcflow.com" in result.stderr


class TestMigrate:
    def test_prints_what_it_applied_once(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False):
            assert "revisions applied." in esteio("migrate", home=used).stdout
            assert esteio("migrate", home=used).stdout == "The database is up to date.\n"

    def test_role_that_may_not_change_the_schema_will_do_when_there_is_nothing_to_change(
        self, home: Path, servers: ServerUrls, database_urls: ServerUrls
    ) -> None:
        done = esteio("migrate", home=home, DATABASE_URL=database_urls.database_url)
        assert done.stdout == "The database is up to date.\n", done.stderr
        refused = esteio("migrate", home=home, DATABASE_URL=servers.database_url)
        assert refused.returncode == os.EX_CONFIG
        assert ONE_SENTENCE.match(refused.stderr), refused.stderr
        assert "DATABASE_ADMIN_URL" in refused.stderr
