"""Alerts as they stand in the database and reach people: one open at most for a rule, each told once to each."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncGenerator, Generator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest
from tests.factories import World
from tests.postbox import Postbox, open_postbox

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.errors import ConfigurationError
from esteio.core.jobs import Job, JobContext
from esteio.core.jobs import Services as JobServices
from esteio.core.mail import Mailer, MailUnavailable, open_mailer
from esteio.core.telemetry import Metric, RealtimeMetrics, summed
from esteio.embedded import ServerUrls
from esteio.live.alerts import EMAIL, Targets, judge, parse_targets, store, target_names
from esteio.live.alerts.jobs import AlertTrial, mail_alert, send_alert, try_rule
from esteio.live.alerts.rules import AlertRule, Comparison, Severity
from esteio.live.alerts.targets import TargetUnavailable, TargetUnknown
from esteio.modules.workspace.permissions import OPERATIONS_READ
from esteio.settings import Settings

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
RULE = AlertRule(
    id=UUID(int=1),
    name="Latência média alta",
    metric=Metric.AVERAGE_LATENCY,
    comparison=Comparison.ABOVE,
    threshold=1000,
    lasting_s=10,
    clear_threshold=800,
    clear_lasting_s=10,
    severity=Severity.CRITICAL,
    targets=(EMAIL, "chat"),
    enabled=True,
)
CALM = summed([], jobs_waiting=0, at=AT)
JOBS: dict[str, Job[Any]] = {job.name: job for job in (mail_alert, send_alert)}


@pytest.fixture
async def admin(database_urls: ServerUrls, settings: Settings) -> AsyncGenerator[asyncpg.Connection]:
    """With no rule and no alert there."""
    connection = await asyncpg.connect(database_urls.database_admin_url)
    await connection.execute("set app.unscoped = 'on'")
    for table in ("alert_messages", "alert_states", "alerts", "alert_rules", "pgqueuer"):
        # Not truncated: what of the test before is still ending may read one of them, and wait for another.
        await connection.execute(f"delete from {table}")
    await connection.execute("update organisations set operates = false where operates")
    yield connection
    await connection.close()


class Chat:
    """A server of somebody's chat: keeps what is posted, refuses when told to."""

    def __init__(self) -> None:
        self.posts: list[dict[str, Any]] = []
        self.refuses = False
        chat = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if not chat.refuses:
                    chat.posts.append({"path": self.path, **json.loads(body)})
                self.send_response(500 if chat.refuses else 200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Silence."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://127.0.0.1:{self.server.server_port}/T0P-S3CRET"


@pytest.fixture
def chat() -> Generator[Chat]:
    opened = Chat()
    thread = threading.Thread(target=opened.server.serve_forever, args=(0.02,))
    thread.start()
    yield opened
    opened.server.shutdown()
    opened.server.server_close()
    thread.join()


@pytest.fixture
async def postbox() -> AsyncGenerator[Postbox]:
    async with open_postbox() as opened:
        yield opened


class Bench:
    """Judges and delivers, by a clock that the test moves."""

    def __init__(self, db: Database, services: JobServices) -> None:
        self.db = db
        self.now = AT
        self._before: datetime | None = None
        self._services = services

    async def rule(self, **more: Any) -> AlertRule:
        rule = msgspec.structs.replace(RULE, **more)
        async with self.db.unscoped() as tx:
            await store.insert_rule(tx, rule)
        return rule

    async def look(self, metrics: RealtimeMetrics, *, after_s: float = 5) -> None:
        self.now += timedelta(seconds=after_s)
        async with self.db.unscoped() as tx:
            await judge(tx, metrics, self.now, self._before, operators=OPERATIONS_READ)
        self._before = self.now

    async def slow(self, latency_ms: float = 1500, times: int = 1) -> None:
        for _ in range(times):
            await self.look(msgspec.structs.replace(CALM, average_latency=latency_ms))

    async def alerts(self) -> list[asyncpg.Record]:
        async with self.db.unscoped() as tx:
            return await tx.fetch("select * from alerts order by opened_at, id")

    async def queued(self) -> list[asyncpg.Record]:
        async with self.db.unscoped() as tx:
            return await tx.fetch("select id, entrypoint, payload from pgqueuer order by id")

    async def deliver(self, row: asyncpg.Record) -> None:
        job = JOBS[row["entrypoint"]]
        await self.run(job, job.decode(row["payload"]))

    async def deliver_all(self, *, times: int = 1) -> None:
        rows = await self.queued()
        for _ in range(times):
            await asyncio.gather(*(self.deliver(row) for row in rows))

    async def run(self, job: Job[Any], payload: msgspec.Struct) -> None:
        context = JobContext(
            job_id=1,
            tenant_id=None,
            actor_id=None,
            attempt=1,
            is_last_attempt=False,
            enqueued_at=AT,
            services=self._services,
        )
        await job.handler(context, payload)


@pytest.fixture
def bench(admin: asyncpg.Connection, db: Database, settings: Settings, chat: Chat, postbox: Postbox) -> Bench:
    mailer = open_mailer(postbox.url, "Esteio <nao-responda@esteio.example>")
    targets = parse_targets([f"chat={chat.address}"])
    return Bench(db, JobServices({Database: db, Settings: settings, Mailer: mailer, Targets: targets}))


class TestJudging:
    async def test_an_alert_opens_and_closes_once_and_remembers_the_worst(self, bench: Bench) -> None:
        await bench.rule()
        await bench.slow(times=2)
        assert await bench.alerts() == []
        await bench.slow(1200)
        await bench.slow(4000)
        await bench.slow(900, times=10)
        [alert] = await bench.alerts()
        assert (alert["value"], alert["peak"], alert["closed_at"]) == (1200, 4000, None)
        assert alert["opened_at"] == AT + timedelta(seconds=15)
        for _ in range(5):
            await bench.look(CALM)
        [alert] = await bench.alerts()
        assert alert["closed_at"] is not None
        assert len(await bench.queued()) == 2  # to the chat: it opened, it closed (nobody operates, so no mail)

    async def test_a_restart_repeats_nothing_and_forgets_no_duration(self, bench: Bench) -> None:
        await bench.rule()
        await bench.slow(times=2)
        # All that is known is in the database: another process goes on where this one stood.
        other = Bench(bench.db, JobServices({}))
        other.now, other._before = bench.now, bench._before
        await other.slow(times=5)
        assert len(await bench.alerts()) == 1
        assert len(await bench.queued()) == 1

    async def test_two_at_once_open_one(self, bench: Bench) -> None:
        await bench.rule(lasting_s=0)
        metrics = msgspec.structs.replace(CALM, average_latency=1500.0)

        async def once() -> None:
            # Without the lock that `Telemetry` holds: the database itself allows one open alert for a rule.
            async with bench.db.unscoped() as tx:
                await judge(tx, metrics, AT, AT, operators=OPERATIONS_READ)

        done = await asyncio.gather(*(once() for _ in range(4)), return_exceptions=True)
        assert len(await bench.alerts()) == len(await bench.queued()) == 1
        assert {type(each) for each in done} <= {type(None), asyncpg.UniqueViolationError}

    async def test_what_is_not_committed_is_not_told(self, bench: Bench) -> None:
        await bench.rule(lasting_s=0)
        tx = await bench.db.begin(Scope(unscoped=True))
        await judge(tx, msgspec.structs.replace(CALM, average_latency=9e3), AT, AT, operators=OPERATIONS_READ)
        await bench.db.rollback(tx)
        assert await bench.alerts() == await bench.queued() == []

    async def test_a_deleted_rule_leaves_its_alerts_closed(self, bench: Bench) -> None:
        rule = await bench.rule(lasting_s=0)
        await bench.slow()
        async with bench.db.unscoped() as tx:
            await store.delete_rule(tx, rule.id)
        await bench.slow()
        [alert] = await bench.alerts()
        assert (alert["rule_id"], alert["closed_at"] is not None) == (None, True)

    async def test_a_rule_switched_off_closes_without_a_word(self, bench: Bench) -> None:
        rule = await bench.rule(lasting_s=0)
        await bench.slow()
        async with bench.db.unscoped() as tx:
            await store.update_rule(tx, msgspec.structs.replace(rule, enabled=False))
        await bench.slow()
        assert (await bench.alerts())[0]["closed_at"] is not None
        assert len(await bench.queued()) == 1


class TestTelling:
    async def test_operators_get_mail_and_the_chat_a_post_each_once(
        self, bench: Bench, world: World, chat: Chat, postbox: Postbox
    ) -> None:
        owner = await world.operator()
        reader = await world.member_with(owner, OPERATIONS_READ)
        await world.member(owner, "member")
        await world.organisation()  # another's owner is not told
        await bench.rule(lasting_s=0, clear_lasting_s=0)
        await bench.slow(1500)
        await bench.deliver_all(times=3)
        assert {mail.to for mail in postbox.mails} == {owner.email, reader.email}
        assert {mail.subject for mail in postbox.mails} == {"[Crítico] Latência média alta"}
        assert "Latência média acima de 1.000 ms." in postbox.mails[0].text
        assert "valor então: 1.500 ms." in postbox.mails[0].text
        [post] = chat.posts
        assert (post["title"], post["type"]) == ("[Crítico] Latência média alta", "failure")
        assert "Latência média acima de 1.000 ms." in post["message"]

        await bench.look(CALM)
        await bench.deliver_all(times=2)
        assert len(postbox.mails) == 4
        assert "pior valor: 1.500 ms." in postbox.mails[-1].text
        assert [(post["title"], post["type"]) for post in chat.posts[1:]] == [
            ("[Resolvido] Latência média alta", "success")
        ]

    async def test_what_was_refused_is_told_later(
        self, bench: Bench, world: World, chat: Chat, postbox: Postbox
    ) -> None:
        await world.operator()
        await bench.rule(lasting_s=0)
        await bench.slow()
        chat.refuses = postbox.refuses = True
        for row in await bench.queued():
            with pytest.raises((TargetUnavailable, MailUnavailable)):
                await bench.deliver(row)
        chat.refuses = postbox.refuses = False
        await bench.deliver_all(times=2)
        assert len(chat.posts) == 1
        assert len({mail.to for mail in postbox.mails}) == len(postbox.mails) >= 1

    async def test_a_target_that_is_gone_is_a_dead_letter_and_no_more(self, bench: Bench) -> None:
        await bench.rule(lasting_s=0, targets=("pager",))
        await bench.slow()
        with pytest.raises(TargetUnknown):
            await bench.deliver_all()

    async def test_a_trial_says_that_it_is_one_to_who_asks(
        self, bench: Bench, world: World, chat: Chat, postbox: Postbox
    ) -> None:
        owner = await world.operator()
        await world.member(owner)
        rule = await bench.rule()
        for target in rule.targets:
            await bench.run(try_rule, AlertTrial(rule_id=rule.id, target=target, user_id=owner.id))
        assert [mail.to for mail in postbox.mails] == [owner.email]
        assert chat.posts[0]["title"] == postbox.mails[0].subject == "[Teste] Latência média alta"
        assert await bench.alerts() == []


class TestTargets:
    async def test_secrets_are_in_no_log(
        self, chat: Chat, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
    ) -> None:
        caplog.set_level(logging.DEBUG)
        targets = parse_targets([f"chat={chat.address}"])
        tell = partial(targets.send, "chat", title="t", body="b", severity=Severity.INFO, resolved=False)
        await tell()
        chat.refuses = True
        with pytest.raises(TargetUnavailable) as caught:
            await tell()
        assert "S3CRET" not in repr(caught.value) + caught.value.detail
        assert chat.posts[0]["path"] == "/T0P-S3CRET"
        seen = capsys.readouterr()
        assert "S3CRET" not in caplog.text + seen.out + seen.err

    @pytest.mark.parametrize(
        "wrong", ["no address", "=json://x", "chat=", "chat=nonsense://T0P", "email=json://x", "a b=json://x"]
    )
    def test_what_cannot_be_used_stops_the_start_without_being_repeated(self, wrong: str) -> None:
        with pytest.raises(ConfigurationError) as caught:
            parse_targets([wrong])
        assert "ALERT_TARGETS" in str(caught.value)
        assert "T0P" not in str(caught.value)

    def test_names_are_all_that_is_told(self) -> None:
        assert target_names(["ops=slack://a/b/c", " pager = tgram://d/e"]) == ["ops", "pager"]
        with pytest.raises(ConfigurationError):
            target_names(["ops=slack://a/b/c", "ops=slack://d/e/f"])
