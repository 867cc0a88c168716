"""What people are told, on the screen and by mail, and how they choose."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conditions import until
from tests.factories import Person, World
from tests.modules.live_steps import changed, listed, standing
from tests.postbox import Postbox, open_postbox

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import Job, JobContext
from esteio.core.jobs import Services as JobServices
from esteio.core.mail import Mailer, MailUnavailable, open_mailer
from esteio.core.module import NoticeKind
from esteio.embedded import ServerUrls
from esteio.modules.workspace import permissions
from esteio.modules.workspace.api import Notice, NoticeAction, NoticeType, announce
from esteio.modules.workspace.live import NOTIFICATIONS
from esteio.modules.workspace.notices import NEVER_CHOSE, Frequency, is_wanted
from esteio.modules.workspace.notification_jobs import (
    NoticeMail,
    NoWord,
    forget_notifications,
    mail_notices,
    start_digests,
)
from esteio.modules.workspace.store import notifications as store
from esteio.settings import Settings

KIND = NoticeKind(key="briefing_concluded", label="…")
SILENT = NoticeKind(key="of_tomorrow", label="…", on_by_default=False)


@pytest.fixture
async def admin(database_urls: ServerUrls) -> AsyncGenerator[asyncpg.Connection]:
    connection = await asyncpg.connect(database_urls.database_admin_url)
    yield connection
    await connection.close()


@pytest.fixture
async def postbox() -> AsyncGenerator[Postbox]:
    async with open_postbox() as opened:
        yield opened


class Jobs:
    """Runs jobs as the worker does, one after the other."""

    def __init__(self, db: Database, settings: Settings, mailer: Mailer) -> None:
        self._db = db
        self._services = JobServices({Database: db, Settings: settings, Mailer: mailer})

    async def run(self, job: Job[Any], payload: msgspec.Struct, tenant_id: UUID | None = None) -> None:
        context = JobContext(
            job_id=1,
            tenant_id=tenant_id,
            actor_id=None,
            attempt=1,
            is_last_attempt=False,
            enqueued_at=datetime.now(UTC),
            services=self._services,
        )
        await job.handler(context, payload)

    async def run_queued(self, admin: asyncpg.Connection, of: Person) -> int:
        """The mails of that organisation that are in the queue; how many."""
        rows = await admin.fetch(
            """
            delete from pgqueuer where entrypoint = 'workspace.notifications.mail' and headers ->> 'tenant' = $1
            returning payload
            """,
            str(of.tenant_id),
        )
        for row in rows:
            await self.run(mail_notices, mail_notices.decode(row["payload"]), of.tenant_id)
        return len(rows)


@pytest.fixture
def jobs(db: Database, settings: Settings, postbox: Postbox) -> Jobs:
    return Jobs(db, settings, open_mailer(postbox.url, "Esteio <nao-responda@esteio.example>"))


async def tell(world: World, people: list[Person], message: str = "Algo aconteceu.", **more: Any) -> None:
    tenant_id = people[0].tenant_id
    async with world.db.transaction(Scope(tenant_id=tenant_id, user_id=more.pop("by", None))) as tx:
        fields = {"kind": KIND, "permission": permissions.PEOPLE_READ, "to": [each.id for each in people]}
        await announce(tx, Notice(message=message, **{**fields, **more}))


async def told(person: Person, **query: Any) -> list[dict[str, Any]]:
    answer = await person.get("/api/notifications", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def choose(person: Person, **more: Any) -> dict[str, Any]:
    body = {"events": [KIND.key], "frequency": "immediate", "soundEnabled": True, "emailNotifications": True, **more}
    answer = await person.put("/api/user/notification-preferences", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestTelling:
    async def test_a_notice_comes_whole_and_to_nobody_else(self, world: World) -> None:
        owner = await world.organisation()
        member, stranger = await world.member(owner, "member"), await world.organisation()
        thing = UUID(int=7)
        await tell(
            world,
            [member, stranger],
            type=NoticeType.WARNING,
            action=NoticeAction("Ver", "/orcamentos/7"),
            thing="orcamento",
            thing_id=thing,
        )
        [row] = await told(member)
        assert {name: row[name] for name in ("event", "message", "type", "action", "thing", "thingId", "read")} == {
            "event": KIND.key,
            "message": "Algo aconteceu.",
            "type": "warning",
            "action": {"label": "Ver", "href": "/orcamentos/7"},
            "thing": "orcamento",
            "thingId": str(thing),
            "read": False,
        }
        assert await told(owner) == await told(stranger) == []

    async def test_without_names_it_is_for_all_who_may_but_for_who_did_it(self, world: World) -> None:
        owner = await world.organisation()
        may, may_not = await world.member(owner, "member"), await world.member_with(owner)
        await tell(world, [owner], to=None, caused_by=owner.id, by=owner.id)
        assert len(await told(may)) == 1
        assert await told(owner) == await told(may_not) == []

    async def test_nothing_is_told_of_what_was_rolled_back(self, world: World) -> None:
        owner = await world.organisation()
        tx = await world.db.begin(Scope(tenant_id=owner.tenant_id))
        await announce(tx, Notice(kind=KIND, permission=permissions.PEOPLE_READ, message="Não"))
        await world.db.rollback(tx)
        assert await told(owner) == []

    async def test_who_was_suspended_hears_nothing(self, world: World) -> None:
        owner = await world.organisation()
        member = await world.member(owner, "member")
        await owner.patch(f"/api/people/{member.id}", json={"status": "suspended"})
        await tell(world, [member])
        await owner.patch(f"/api/people/{member.id}", json={"status": "active"})
        again = await world.sign_in(member.id, member.email, member.tenant_id)
        assert await told(again) == []

    async def test_what_people_wrote_is_cut_and_never_undoes_what_they_did(self, world: World) -> None:
        owner = await world.organisation()
        await tell(world, [owner], "x" * 900)
        [row] = await told(owner)
        assert (len(row["message"]), row["message"][-1]) == (500, "…")

    async def test_it_is_a_change_for_that_person_alone(self, world: World, admin: asyncpg.Connection) -> None:
        owner = await world.organisation()
        await tell(world, [owner])
        [row] = await told(owner)
        await owner.post(f"/api/notifications/{row['id']}/read")
        changes = await admin.fetch(
            """
            select operation, topics, columns from changes where resource = 'notifications' and row_id = $1 order by pos
            """,
            UUID(row["id"]),
        )
        topic = [f"person:{owner.id}"]
        assert [(each["operation"], each["topics"]) for each in changes] == [("insert", topic), ("update", topic)]
        assert changes[1]["columns"] == ["read_at"]


class TestReading:
    async def test_each_and_all_are_read_once(self, world: World) -> None:
        owner = await world.organisation()
        for number in range(3):
            await tell(world, [owner], f"Aviso {number}")
        first = (await told(owner))[0]
        for _ in range(2):
            assert (await owner.post(f"/api/notifications/{first['id']}/read")).status_code == 204
        assert (await owner.get("/api/notifications/unread")).json() == {"unread": 2}
        assert [each["message"] for each in await told(owner, unread="true")] == ["Aviso 1", "Aviso 0"]
        assert [each["message"] for each in await told(owner, unread="false")] == ["Aviso 2"]
        assert (await owner.post("/api/notifications/read-all")).json() == {"marked": 2}
        assert (await owner.post("/api/notifications/read-all")).json() == {"marked": 0}
        assert (await owner.get("/api/notifications/unread")).json() == {"unread": 0}

    async def test_nobody_reads_anothers(self, world: World) -> None:
        owner = await world.organisation()
        colleague = await world.member(owner)
        await tell(world, [owner])
        [row] = await told(owner)
        assert (await colleague.post(f"/api/notifications/{row['id']}/read")).status_code == 404
        assert (await colleague.post("/api/notifications/read-all")).json() == {"marked": 0}
        assert (await told(owner, unread="true")) == [row]
        # Row security says so too, whatever the statement.
        async with world.db.transaction(Scope(tenant_id=owner.tenant_id, user_id=colleague.id)) as tx:
            assert await tx.fetchval("select count(*) from notifications") == 0

    async def test_the_list_is_live_and_each_ones_own(self, world: World) -> None:
        owner = await world.organisation()
        colleague = await world.member(owner)
        cursor, colleagues = [(await standing(person, NOTIFICATIONS))["cursor"] for person in (owner, colleague)]
        await tell(world, [owner])
        [row], cursor = await changed(owner, NOTIFICATIONS, cursor)
        assert row["_operation"] == "insert"
        nothing = await listed(colleague, NOTIFICATIONS, since=colleagues)
        assert (nothing["isDelta"], nothing["data"]) == (True, [])
        await owner.post(f"/api/notifications/{row['id']}/read")
        [row], _ = await changed(owner, NOTIFICATIONS, cursor)
        assert row["read"] is True

    async def test_words_are_found(self, world: World) -> None:
        owner = await world.organisation()
        for message in ("Orçamento aprovado", "Briefing concluído"):
            await tell(world, [owner], message)
        assert [each["message"] for each in await told(owner, q="orcamento")] == ["Orçamento aprovado"]

    async def test_pages_follow_each_other(self, world: World) -> None:
        owner = await world.organisation()
        for number in range(5):
            await tell(world, [owner], f"Aviso {number}")
        seen: list[str] = []
        cursor = ""
        while True:
            page = (await owner.get("/api/notifications", params={"limit": 2, "cursor": cursor})).json()
            seen += [each["message"] for each in page["data"]]
            cursor = page["nextCursor"]
            if cursor is None:
                break
        assert seen == [f"Aviso {number}" for number in reversed(range(5))]


class TestPreferences:
    async def test_the_seeds_body_is_kept_as_it_is(self, world: World) -> None:
        owner = await world.organisation()
        before = (await owner.get("/api/user/notification-preferences")).json()
        assert before["events"] == [each["event"] for each in before["available"]]
        assert (before["frequency"], before["soundEnabled"], before["emailNotifications"]) == ("immediate", True, False)
        body = {
            "events": ["orcamento_approved", "discount_asked"],
            "frequency": "daily",
            "soundEnabled": False,
            "emailNotifications": True,
        }
        changed = await choose(owner, **body)
        assert {name: changed[name] for name in body} == body
        assert (await owner.get("/api/user/notification-preferences")).json() == changed

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"events": ["quotation_eaten"]}, "events"), ({"frequency": "yearly"}, "frequency"), ({"sound": 1}, "sound")],
    )
    async def test_what_there_is_not_is_refused(self, world: World, wrong: dict[str, Any], field: str) -> None:
        owner = await world.organisation()
        body = {"events": [], "frequency": "daily", "soundEnabled": False, "emailNotifications": True, **wrong}
        answer = await owner.put("/api/user/notification-preferences", json=body)
        assert answer.status_code == 422
        assert field in answer.json()["fields"]

    async def test_they_decide_and_hold_in_one_organisation_only(self, world: World) -> None:
        owner = await world.organisation()
        await choose(owner, events=["discount_asked"])
        await tell(world, [owner])
        assert await told(owner) == []
        await tell(world, [owner], kind=NoticeKind(key="later", label="A kind that came after the choice"))
        await tell(world, [owner], kind=SILENT)

        async def only_the_later() -> bool:
            return [each["event"] for each in await told(owner)] == ["later"]

        await until(only_the_later, within_s=5)  # another process wrote it: this one is told
        elsewhere = await world.organisation()
        assert len((await elsewhere.get("/api/user/notification-preferences")).json()["events"]) > 1

    @given(
        key=st.sampled_from("abc"),
        default=st.booleans(),
        known=st.sets(st.sampled_from("abc")),
        events=st.sets(st.sampled_from("abc")),
    )
    def test_a_choice_counts_for_what_was_there_to_choose(
        self, key: str, default: bool, known: set[str], events: set[str]
    ) -> None:
        chosen = msgspec.structs.replace(NEVER_CHOSE, known=sorted(known), events=sorted(events & known))
        kind = NoticeKind(key=key, label="…", on_by_default=default)
        assert is_wanted(kind, chosen) == (key in events if key in known else default)

    async def test_the_query_chooses_as_the_rule_does(self, world: World) -> None:
        owner = await world.organisation()
        for known in ((), ("a",), ("b",)):
            for events in ((), known):
                for default in (True, False):
                    chosen = msgspec.structs.replace(NEVER_CHOSE, known=known, events=events)
                    kind = NoticeKind(key="a", label="…", on_by_default=default)
                    async with world.db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
                        await store.put_preferences(tx, owner.id, chosen)
                        notice = Notice(kind=kind, permission=permissions.PEOPLE_READ, message="…")
                        assert bool(await store.list_recipients(tx, notice)) == is_wanted(kind, chosen)


class TestMail:
    async def test_at_once_and_once(
        self, world: World, admin: asyncpg.Connection, jobs: Jobs, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        await choose(owner)
        await tell(world, [owner], action=NoticeAction("Ver", "/orcamentos/7"))
        assert await jobs.run_queued(admin, owner) == 1
        [(to, subject, text, _)] = postbox.mails
        assert (to, subject) == (owner.email, "Algo aconteceu.")
        assert "Algo aconteceu.\nVer: http://localhost:3000/orcamentos/7" in text.replace("\r\n", "\n")
        again = NoticeMail(user_id=owner.id, frequency=Frequency.IMMEDIATE)
        await asyncio.gather(*(jobs.run(mail_notices, again, owner.tenant_id) for _ in range(5)))
        assert len(postbox.mails) == 1

    async def test_who_did_not_ask_for_mail_gets_none(
        self, world: World, admin: asyncpg.Connection, jobs: Jobs, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        await tell(world, [owner])
        await choose(owner, emailNotifications=False)
        await tell(world, [owner])
        assert await jobs.run_queued(admin, owner) == 0
        assert postbox.mails == []

    async def test_what_could_not_be_sent_is_sent_later(
        self, world: World, admin: asyncpg.Connection, jobs: Jobs, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        await choose(owner)
        await tell(world, [owner])
        postbox.refuses = True
        with pytest.raises(MailUnavailable):
            await jobs.run_queued(admin, owner)
        postbox.refuses = False
        await jobs.run(mail_notices, NoticeMail(user_id=owner.id, frequency=Frequency.IMMEDIATE), owner.tenant_id)
        assert len(postbox.mails) == 1

    async def test_a_change_of_mind_counts_for_what_still_waits(
        self, world: World, admin: asyncpg.Connection, jobs: Jobs, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        await choose(owner)
        await tell(world, [owner])
        await choose(owner, emailNotifications=False)
        await jobs.run_queued(admin, owner)
        assert postbox.mails == []


class TestDigests:
    async def _written(self, admin: asyncpg.Connection, person: Person, ages: list[timedelta]) -> None:
        """Backdate the person's notifications, the oldest first."""
        rows = await admin.fetch("select id from notifications where user_id = $1 order by created_at", person.id)
        for row, age in zip(rows, ages, strict=True):
            await admin.execute("update notifications set created_at = now() - $2::interval where id = $1", row[0], age)

    async def test_an_hour_is_gathered_into_one_mail_by_however_many_workers(
        self, world: World, admin: asyncpg.Connection, jobs: Jobs, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        await choose(owner, frequency="hourly")
        for number in range(3):
            await tell(world, [owner], f"Aviso {number}")
        await self._written(admin, owner, [timedelta(hours=3), timedelta(hours=2), timedelta(hours=1, minutes=1)])
        read = (await told(owner, sort="at"))[0]
        await owner.post(f"/api/notifications/{read['id']}/read")
        await asyncio.gather(*(jobs.run(start_digests, NoWord()) for _ in range(3)))
        await jobs.run_queued(admin, owner)
        await jobs.run(start_digests, NoWord())
        await jobs.run_queued(admin, owner)
        [(to, subject, text, _)] = postbox.mails
        assert (to, subject) == (owner.email, "2 notificações · Ateliê Souza")
        assert "Aviso 0" not in text  # it was read
        assert text.index("Aviso 1") < text.index("Aviso 2")

    async def test_the_present_hour_and_day_wait(
        self, world: World, admin: asyncpg.Connection, jobs: Jobs, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        for frequency in ("hourly", "daily"):
            await choose(owner, frequency=frequency)
            await tell(world, [owner])
        await jobs.run(start_digests, NoWord())
        assert await jobs.run_queued(admin, owner) == 0

    @pytest.mark.parametrize("zone", ["America/Sao_Paulo", "America/Noronha", "Asia/Kathmandu", "Pacific/Kiritimati"])
    async def test_the_day_ends_at_eight_by_the_organisations_clock(
        self, world: World, admin: asyncpg.Connection, zone: str
    ) -> None:
        owner = await world.organisation()
        await admin.execute("update organisations set timezone = $2 where id = $1", owner.tenant_id, zone)
        await choose(owner, frequency="daily")
        await tell(world, [owner])
        await self._written(admin, owner, [timedelta(days=2)])
        async with world.db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
            [row] = await store.list_due_digests(tx, 8)
            local = await tx.fetchval("select $1::timestamptz at time zone $2", row["until"], zone)
        assert (row["user_id"], row["mail"], local.time().isoformat()) == (owner.id, "daily", "08:00:00")
        assert timedelta() <= datetime.now(UTC) - row["until"] <= timedelta(hours=25)


class TestForgetting:
    async def test_what_was_read_goes_after_a_month_and_the_rest_after_half_a_year(
        self, world: World, admin: asyncpg.Connection, jobs: Jobs
    ) -> None:
        owner = await world.organisation()
        for message, read_days, made_days in (
            ("lida ontem", 1, 100),
            ("lida há tempo", 31, 100),
            ("não lida", None, 179),
            ("não lida há muito", None, 181),
        ):
            await tell(world, [owner], message)
            await admin.execute(
                """
                update notifications set created_at = now() - make_interval(days => $2),
                    read_at = now() - make_interval(days => $1::int) where message = $3 and user_id = $4
                """,
                read_days,
                made_days,
                message,
                owner.id,
            )
        for _ in range(2):
            await jobs.run(forget_notifications, NoWord())
        assert {each["message"] for each in await told(owner)} == {"lida ontem", "não lida"}
