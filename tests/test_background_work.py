"""All that an organisation at work leaves to the worker is done: each job, by the real worker, over real rows."""

from __future__ import annotations

import asyncio

import asyncpg
from msgspec.structs import replace

from esteio.app import declared_jobs, run_worker
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import enqueue
from esteio.embedded import ServerUrls
from esteio.modules.estimating.notices import BRIEFING_CONCLUDED
from esteio.modules.estimating.permissions import BRIEFINGS_READ
from esteio.modules.workspace.api import Notice, announce
from esteio.settings import Settings
from tests.conditions import until
from tests.factories import World
from tests.postbox import open_postbox
from tests.security.inhabited import Inhabited, inhabit

NOT_CAUSED = {
    # Of alerts, which an organisation does not cause: tests/live/test_alerts.py.
    "live.alert.mail",
    "live.alert.send",
    "live.alert.try",
}


class TestBackgroundWork:
    async def test_every_job_does_what_it_is_for(
        self, world: World, db: Database, settings: Settings, database_urls: ServerUrls
    ) -> None:
        admin = await asyncpg.connect(database_urls.database_admin_url)
        here = await inhabit(world, admin, "casa")
        await _ask_for_the_rest(here, db)
        async with db.transaction(Scope()) as tx:
            for each in declared_jobs().schedules:
                await enqueue(tx, each.job, each.payload, tenant_id=None)
        # The one that lies dead there on purpose.
        await admin.execute("delete from pgqueuer where status = 'failed'")
        await admin.execute("delete from pgqueuer_log")
        # Whatever it is meant to wait for, it must be able to run.
        await admin.execute("update pgqueuer set execute_after = now()")
        caused = await admin.fetch("select id, entrypoint from pgqueuer")
        async with open_postbox() as postbox:
            stopping = asyncio.Event()
            told = replace(settings, smtp_url=postbox.url)
            running = asyncio.create_task(run_worker(told, stopping))

            async def done() -> bool:
                ids = [each["id"] for each in caused]
                return not await admin.fetchval("select count(*) from pgqueuer where id = any($1)", ids)

            try:
                await until(done, within_s=60)
            finally:
                stopping.set()
                await running
        failures = await admin.fetch("select entrypoint, traceback from pgqueuer_log where traceback is not null")
        assert [tuple(each) for each in failures] == []
        await admin.close()
        assert {each.name for each in declared_jobs().jobs} - {each["entrypoint"] for each in caused} == NOT_CAUSED
        assert postbox.mails


async def _ask_for_the_rest(here: Inhabited, db: Database) -> None:
    owner = here.owner
    asked = await owner.post("/api/auth/password/reset-request", json={"email": owner.email})
    assert asked.status_code == 202, asked.text
    asked = await owner.post("/api/approvals/bulk", json={"decision": "approved", "ids": [here.things["request_id"]]})
    assert asked.status_code == 202, asked.text
    body = {
        "events": [BRIEFING_CONCLUDED.key],
        "frequency": "immediate",
        "soundEnabled": True,
        "emailNotifications": True,
    }
    asked = await owner.put("/api/user/notification-preferences", json=body)
    assert asked.status_code == 200, asked.text
    notice = Notice(kind=BRIEFING_CONCLUDED, permission=BRIEFINGS_READ, message="Pronto.", to=[owner.id])
    async with db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
        await announce(tx, notice)
