"""Help, wrong surroundings, `doctor`, `reset`: exit statuses, words on the terminal."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest
from tests.cli.cli_steps import GOOD_SECRET, ONE_SENTENCE, esteio, free_port, run_sql
from tests.web import npm

from esteio.cli.upkeep import OURS
from esteio.embedded import EmbeddedServers, ServerUrls


class TestHelp:
    COMMANDS = (
        *("up", "serve", "worker", "migrate", "demo", "doctor", "reset"),
        *("user", "org", "security", "jobs", "version"),
    )

    def test_names_every_command(self, home: Path) -> None:
        text = esteio("--help", home=home).stdout
        for command in self.COMMANDS:
            assert re.search(rf"^│ {command} +[A-Z]", text, re.MULTILINE), command

    @pytest.mark.parametrize(
        "command", ["up", "serve", "worker", "migrate", "user add", "org add", "jobs retry", "security unblock"]
    )
    def test_shows_examples(self, command: str, home: Path) -> None:
        assert f"esteio {command}" in esteio(*command.split(), "--help", home=home).stdout

    def test_unknown_command_fails(self, home: Path) -> None:
        assert esteio("fly", home=home).returncode != 0

    def test_version(self, home: Path) -> None:
        assert esteio("version", home=home).stdout == esteio("--version", home=home).stdout


class TestWrongSurroundings:
    """One sentence with the remedy on standard error, exit status not 0, no traceback."""

    def refused(self, result: subprocess.CompletedProcess[str], *words: str) -> None:
        assert result.returncode == os.EX_CONFIG
        assert ONE_SENTENCE.match(result.stderr), result.stderr
        for word in words:
            assert word in result.stderr

    def test_setting_that_cannot_be_read(self, home: Path) -> None:
        self.refused(esteio("up", home=home, PORT="many"), "PORT='many'")

    def test_taken_port(self, home: Path) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            self.refused(esteio("up", home=home, PORT=port), f"Port {port}", "taken", "PORT=")
            self.refused(
                esteio("up", home=home, PORT="0", WEBSOCKET_PORT=port), f"Port {port}", "taken", "WEBSOCKET_PORT="
            )

    def test_folder_that_cannot_be_used(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        self.refused(
            esteio("up", home=tmp_path / "file" / "home", PORT="0", WEBSOCKET_PORT="0"), "cannot be used", "ESTEIO_HOME"
        )

    def test_missing_and_weak_secret_outside_demo_mode(self, home: Path) -> None:
        self.refused(esteio("up", "--no-demo", home=home), "JWT_SECRET is not set")
        self.refused(esteio("serve", home=home), "JWT_SECRET is not set")
        self.refused(esteio("worker", home=home, JWT_SECRET="secret"), "JWT_SECRET is too weak")
        assert not home.exists()

    def test_database_without_secret_is_never_taken_for_a_demo(self, home: Path) -> None:
        self.refused(esteio("up", home=home, DATABASE_URL="postgresql://db/esteio"), "JWT_SECRET is not set")

    @pytest.mark.parametrize("command", ["migrate", "user list", "serve", "worker", "up"])
    def test_database_that_does_not_answer(self, command: str, home: Path) -> None:
        url = f"postgresql://esteio:x@127.0.0.1:{free_port()}/esteio"
        result = esteio(
            *command.split(),
            home=home,
            DATABASE_URL=url,
            JWT_SECRET=GOOD_SECRET,
            PORT="0",
            WEBSOCKET_PORT="0",
        )
        self.refused(result, "DATABASE")

    def test_database_without_schema(self, home: Path, servers: ServerUrls) -> None:
        result = esteio(
            "serve",
            home=home,
            DATABASE_URL=servers.database_url,
            JWT_SECRET=GOOD_SECRET,
            PORT="0",
            WEBSOCKET_PORT="0",
        )
        self.refused(result, "run `esteio migrate`")

    def test_database_url_that_is_none(self, home: Path) -> None:
        self.refused(esteio("migrate", home=home, DATABASE_URL="mysql://x/y"), "DATABASE")


class TestDoctor:
    def test_says_what_is_wrong_with_the_database_and_fails(self, home: Path) -> None:
        url = f"postgresql://esteio:x@127.0.0.1:{free_port()}/esteio"
        result = esteio("doctor", home=home, DATABASE_URL=url)
        assert result.returncode == 1
        assert re.search(r"^fail database +.*\n +-> .*DATABASE_URL", result.stdout, re.MULTILINE), result.stdout
        assert re.search(r"^fail secrets +JWT_SECRET is not set", result.stdout, re.MULTILINE)
        assert re.search(r"^ok +disk ", result.stdout, re.MULTILINE)
        assert "Traceback" not in result.stdout + result.stderr

    def test_wrong_password(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False) as urls:
            wrong = urls.database_url.replace("esteio_app:", "esteio_app:x")
            result = esteio("doctor", home=used, DATABASE_URL=wrong)
        assert "refused the user or password" in result.stdout
        assert result.returncode == 1

    def test_database_without_schema_and_superuser_as_application(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False) as urls:
            result = esteio("doctor", home=used, DATABASE_URL=urls.database_admin_url, DEMO_MODE="true")
        assert re.search(r"^fail schema +.*\n +-> run `esteio migrate`", result.stdout, re.MULTILINE), result.stdout
        assert re.search(r"^warn role +.*esteio_admin, who could pass by row security", result.stdout, re.MULTILINE)

    def test_role_and_table_that_row_security_does_not_bind(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False) as urls:
            for statement in (
                "create table leaky (tenant_id uuid)",
                "create table mine (a int)",
                "alter table mine owner to esteio_app",
            ):
                run_sql(urls.database_admin_url, statement)
            found = esteio("doctor", home=used).stdout
            assert re.search(r"^fail row security +not forced on leaky", found, re.MULTILINE), found
            assert re.search(r"^fail role +esteio_app owns 1 tables", found, re.MULTILINE), found
            run_sql(urls.database_admin_url, "alter role esteio_app bypassrls")
            found = esteio("doctor", home=used).stdout
            assert re.search(r"^fail role +esteio_app passes by row security", found, re.MULTILINE), found

    def test_all_is_well(self, home: Path, database_urls: ServerUrls) -> None:
        npm.build()
        result = esteio(
            "doctor",
            home=home,
            DATABASE_URL=database_urls.database_url,
            REDIS_URL=database_urls.redis_url,
            JWT_SECRET=GOOD_SECRET,
        )
        assert result.returncode == 0, result.stdout
        assert {line.split()[0] for line in result.stdout.splitlines()} == {"ok"}, result.stdout
        assert re.search(r"^ok +screens +the web app is in ", result.stdout, re.MULTILINE)


class TestReset:
    def test_deletes_what_is_esteios_and_nothing_else(self, used: Path) -> None:
        (used / "holiday.jpg").touch()
        result = esteio("reset", "--yes", home=used)
        assert result.returncode == 0, result.stderr
        assert [path.name for path in used.iterdir()] == ["holiday.jpg"]

    def test_empty_folder_goes_too(self, used: Path) -> None:
        assert {path.name for path in used.iterdir()} <= set(OURS)
        esteio("reset", "--yes", home=used)
        assert not used.exists()

    def test_refuses_while_running(self, used: Path) -> None:
        with EmbeddedServers(used, durable=False) as urls:
            result = esteio("reset", "--yes", home=used)
            assert result.returncode == os.EX_CONFIG
            assert "stop it first" in result.stderr
            assert run_sql(urls.database_url, "select 1") == 1

    def test_without_a_terminal_wants_to_be_told(self, used: Path) -> None:
        result = esteio("reset", home=used)
        assert result.returncode == os.EX_CONFIG
        assert "--yes" in result.stderr
        assert (used / "postgres").exists()

    def test_nothing_there(self, home: Path) -> None:
        assert "nothing to delete" in esteio("reset", home=home).stdout
