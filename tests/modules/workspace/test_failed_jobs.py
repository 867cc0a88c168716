"""What an organisation does about its jobs that failed for good; the queue itself is tested with the core."""

from __future__ import annotations

from typing import Any

import asyncpg
from tests.factories import Person, World
from tests.security.inhabited import dead_job

from esteio.embedded import ServerUrls


async def failed(owner: Person) -> list[dict[str, Any]]:
    return (await owner.get("/api/jobs/dead")).json()["data"]


async def trail(owner: Person) -> list[tuple[str, Any]]:
    lines = (await owner.get("/api/audit")).json()["data"]
    return [(line["action"], line["detail"]) for line in lines if line["action"].startswith("jobs.")]


async def test_they_are_told_run_again_and_thrown_away(world: World, database_urls: ServerUrls) -> None:
    owner = await world.organisation()
    admin = await asyncpg.connect(database_urls.database_admin_url)
    try:
        again, away = [await dead_job(admin, owner.tenant_id, "caixa cheia") for _ in range(2)]
        told = await failed(owner)
        assert [(each["id"], each["job"], each["attempts"], each["error"]) for each in told] == [
            (job_id, "workspace.invitation.send", 1, "MailRefused: caixa cheia") for job_id in (away, again)
        ]
        assert (await owner.post(f"/api/jobs/{again}/retry")).status_code == 202
        assert (await owner.delete(f"/api/jobs/{away}")).status_code == 204
        assert await failed(owner) == []
        left = await admin.fetch(
            "select id, status::text as status from pgqueuer where id = any($1::int[])", [again, away]
        )
        assert [tuple(row) for row in left] == [(again, "queued")]
    finally:
        await admin.close()
    said = {"job": "workspace.invitation.send"}
    assert await trail(owner) == [("jobs.discarded", said), ("jobs.retried", said)]
    for gone in (again, away):
        assert (await owner.delete(f"/api/jobs/{gone}")).status_code == 404
