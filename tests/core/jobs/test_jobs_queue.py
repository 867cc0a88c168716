"""A job exists exactly when its cause does, and a person can see and replay what failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
import structlog
from sample_jobs import Work, fail_always, fail_for_good, labels, recover, until, working, write_label

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.errors import Conflict, NotFound
from esteio.core.jobs import discard, enqueue, enqueue_many, list_dead, queue_figures, replay
from esteio.core.jobs.queue import forget_failures

SYSTEM = Scope()


async def queued(admin: asyncpg.Connection) -> int:
    return await admin.fetchval("select count(*) from pgqueuer")


async def dead_count(admin: asyncpg.Connection) -> int:
    return await admin.fetchval("select count(*) from pgqueuer where status = 'failed'")


class TestEnqueue:
    async def test_a_job_goes_with_its_transaction(self, database: Database, admin: asyncpg.Connection) -> None:
        tx = await database.begin(SYSTEM)
        assert await enqueue(tx, write_label, Work("never"), tenant_id=None)
        await database.rollback(tx)
        assert await queued(admin) == 0
        async with database.transaction(SYSTEM) as tx:
            await enqueue(tx, write_label, Work("once"), tenant_id=None)
            assert await queued(admin) == 0  # nobody else sees it yet
        assert await queued(admin) == 1

    async def test_for_whom_it_runs_arrives_with_it(self, database: Database, admin: asyncpg.Connection) -> None:
        tenant_id, actor_id = uuid4(), uuid4()
        with structlog.contextvars.bound_contextvars(request_id="r-7"):
            async with database.transaction(Scope(tenant_id=tenant_id)) as tx:
                await enqueue(tx, fail_for_good, Work("x"), tenant_id=tenant_id, actor_id=actor_id)
        headers = await admin.fetchval("select headers::text from pgqueuer")
        assert all(part in headers for part in (str(tenant_id), str(actor_id), "r-7"))

    async def test_one_with_the_same_key_is_not_queued_twice(self, database: Database) -> None:
        tenant_id = uuid4()
        async with database.transaction(SYSTEM) as tx:
            assert await enqueue(tx, write_label, Work("a"), tenant_id=tenant_id, dedupe_key="k") is not None
            assert await enqueue(tx, write_label, Work("b"), tenant_id=tenant_id, dedupe_key="k") is None
            assert await enqueue(tx, write_label, Work("c"), tenant_id=uuid4(), dedupe_key="k") is not None
            assert await enqueue(tx, recover, Work("d"), tenant_id=tenant_id, dedupe_key="k") is not None
            given = await enqueue_many(
                tx, write_label, [Work("e"), Work("f")], tenant_id=tenant_id, dedupe_keys=["k", "l"]
            )
        assert given[0] is None
        assert given[1] is not None

    async def test_a_key_is_free_again_when_its_job_is_done(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        for label in ("a", "b"):
            async with database.transaction(SYSTEM) as tx:
                assert await enqueue(tx, write_label, Work(label), tenant_id=None, dedupe_key="k") is not None
            async with working(database):
                await until(lambda: _nothing_left(admin))
        assert await labels(admin) == ["a", "b"]

    async def test_it_does_not_run_before_its_time(self, database: Database, admin: asyncpg.Connection) -> None:
        async with working(database):
            async with database.transaction(SYSTEM) as tx:
                await enqueue(tx, write_label, Work("wait"), tenant_id=None, run_after=timedelta(seconds=0.4))
                at = datetime.now(UTC) + timedelta(hours=1)
                await enqueue(tx, write_label, Work("much later"), tenant_id=None, run_after=at)
                await enqueue(tx, write_label, Work("past"), tenant_id=None, run_after=at - timedelta(days=1))
                await enqueue(tx, write_label, Work("now"), tenant_id=None)
            await until(lambda: admin.fetchval("select count(*) = 3 from ran"))
            assert (await labels(admin))[2] == "wait"
            await until(lambda: admin.fetchval("select count(*) = 1 from pgqueuer"))

    async def test_many_come_in_order(self, database: Database) -> None:
        async with database.transaction(SYSTEM) as tx:
            assert await enqueue_many(tx, write_label, [], tenant_id=None) == []
            ids = await enqueue_many(tx, write_label, [Work(str(n)) for n in range(100)], tenant_id=None)
        assert ids == sorted(ids, key=lambda id_: id_ or 0)
        assert len(set(ids)) == 100


async def _nothing_left(admin: asyncpg.Connection) -> bool:
    return await queued(admin) == 0


class TestDeadLetters:
    async def test_retried_with_pauses_then_dead_then_replayed(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        tenant_id = uuid4()
        async with database.transaction(SYSTEM) as tx:
            job_id = await enqueue(tx, fail_always, Work("f"), tenant_id=tenant_id)
            assert job_id is not None
        async with working(database, poll_s=0.01):
            await until(lambda: dead_count(admin))
            assert await labels(admin) == ["f 1", "f 2", "f 3", "f 4 last"]

            async with database.transaction(SYSTEM) as tx:
                [dead] = await list_dead(tx, tenant_id=tenant_id)
            assert (dead.id, dead.name, dead.attempts) == (job_id, "tests.work.fail", 4)
            assert dead.tenant_id == tenant_id
            assert bytes(dead.payload) == b'{"label":"f","seconds":0.0}'
            assert dead.died_at > dead.enqueued_at

            async with database.transaction(SYSTEM) as tx:
                await replay(tx, job_id, tenant_id=tenant_id)
            await until(lambda: admin.fetchval("select count(*) = 8 from ran"))
            await until(lambda: dead_count(admin))
        assert (await labels(admin))[4:] == ["f 1", "f 2", "f 3", "f 4 last"]

    async def test_the_error_is_kept_without_personal_data(self, database: Database, admin: asyncpg.Connection) -> None:
        async with database.transaction(SYSTEM) as tx:
            await enqueue(tx, fail_always, Work("f"), tenant_id=None)
        async with working(database, poll_s=0.01):
            await until(lambda: dead_count(admin))
        async with database.transaction(SYSTEM) as tx:
            [dead] = await list_dead(tx, tenant_id=None)
        assert dead.error == "LookupError: no client '***' <***> cpf ***  f"
        kept = str(await admin.fetch("select traceback from pgqueuer_log"))
        assert "sample_jobs.py" in kept
        for personal in ("João", "joao", "123.456"):
            assert personal not in kept

    async def test_a_permanent_failure_is_not_tried_again(self, database: Database, admin: asyncpg.Connection) -> None:
        async with database.transaction(SYSTEM) as tx:
            await enqueue(tx, fail_for_good, Work("p"), tenant_id=None)
        async with working(database):
            await until(lambda: dead_count(admin))
        assert await labels(admin) == ["p"]
        async with database.transaction(SYSTEM) as tx:
            [dead] = await list_dead(tx, tenant_id=None)
        assert dead.error == "PermanentFailure: A proposta não existe mais."

    async def test_a_payload_that_does_not_fit_any_more_is_dead_at_once(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        async with database.transaction(SYSTEM) as tx:
            await enqueue(tx, write_label, Work("x"), tenant_id=None)
        await admin.execute("update pgqueuer set payload = '{\"label\": 7}'")
        async with working(database):
            await until(lambda: dead_count(admin))
        async with database.transaction(SYSTEM) as tx:
            [dead] = await list_dead(tx, tenant_id=None)
        assert dead.error == "PermanentFailure: payload: Expected `str`, got `int` - at `$.label`"

    async def test_each_organisation_reaches_its_own_only(self, database: Database, admin: asyncpg.Connection) -> None:
        mine, theirs = uuid4(), uuid4()
        async with database.transaction(SYSTEM) as tx:
            for tenant_id in (mine, theirs, None):
                await enqueue(tx, fail_for_good, Work("p"), tenant_id=tenant_id)
        async with working(database):
            await until(lambda: admin.fetchval("select count(*) = 3 from pgqueuer where status = 'failed'"))
        async with database.transaction(SYSTEM) as tx:
            [dead] = await list_dead(tx, tenant_id=mine)
            everyones = await list_dead(tx, tenant_id=None)
            assert [each.id for each in everyones] == sorted((each.id for each in everyones), reverse=True)
            assert len(await list_dead(tx, tenant_id=None, before_id=everyones[0].id, limit=1)) == 1
            [other] = await list_dead(tx, tenant_id=theirs)
            for act in (replay, discard):
                for job_id in (other.id, 0, -1, 2**70):
                    with pytest.raises(NotFound):
                        await act(tx, job_id, tenant_id=mine)
            await discard(tx, dead.id, tenant_id=mine)
            assert await list_dead(tx, tenant_id=mine) == []
            assert len(await list_dead(tx, tenant_id=None)) == 2

    async def test_one_that_is_waiting_again_under_its_key_is_not_replayed(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        async with database.transaction(SYSTEM) as tx:
            job_id = await enqueue(tx, fail_for_good, Work("p"), tenant_id=None, dedupe_key="k")
        async with working(database):
            await until(lambda: dead_count(admin))
        assert job_id is not None
        async with database.transaction(SYSTEM) as tx:
            assert await enqueue(tx, fail_for_good, Work("p"), tenant_id=None, dedupe_key="k") is not None
        with pytest.raises(Conflict):
            async with database.transaction(SYSTEM) as tx:
                await replay(tx, job_id, tenant_id=None)

    async def test_history_is_forgotten_but_that_of_dead_letters(
        self, database: Database, admin: asyncpg.Connection
    ) -> None:
        async with database.transaction(SYSTEM) as tx:
            await enqueue(tx, fail_for_good, Work("p"), tenant_id=None)
            await enqueue(tx, recover, Work("r"), tenant_id=None)
        async with working(database, poll_s=0.01):
            await until(lambda: admin.fetchval("select count(*) = 2 from ran"))
            await until(lambda: dead_count(admin))
        await until(lambda: admin.fetchval("select count(*) = 3 from pgqueuer_log"))  # two retries, one death
        await admin.execute("update pgqueuer_log set created = now() - interval '31 days'")
        async with database.transaction(SYSTEM) as tx:
            await forget_failures(tx)
            [dead] = await list_dead(tx, tenant_id=None)
        assert dead.error_class == "PermanentFailure"
        assert await admin.fetchval("select count(*) from pgqueuer_log") == 1


class TestFigures:
    async def test_they_tell_how_the_queue_stands(self, database: Database, admin: asyncpg.Connection) -> None:
        async with database.transaction(SYSTEM) as tx:
            await enqueue_many(tx, write_label, [Work("a"), Work("b")], tenant_id=None)
            await enqueue(tx, write_label, Work("c"), tenant_id=None, run_after=timedelta(hours=1))
        await admin.execute("update pgqueuer set execute_after = execute_after - interval '10 s'")
        [figures] = await queue_figures(database.pool)
        assert (figures.job, figures.waiting, figures.running, figures.dead) == ("tests.work.write", 3, 0, 0)
        assert 10 <= figures.oldest_s < 60
