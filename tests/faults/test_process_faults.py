"""A process is stopped, or killed, with work in hand."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from uuid import uuid4

import httpx
import pytest
from aiosmtpd.smtp import SMTP, Envelope
from msgspec.structs import replace
from tests.conditions import until
from tests.faults.fault_steps import CLIENT, EVERY_APPLICATION_BACKEND, stage, waits_for_a_lock
from tests.serving import Running, Server, ended

from esteio.embedded import ServerUrls
from esteio.settings import Settings


async def refuses_connections(server: Server) -> None:
    """Return when nobody listens on the server's port any more."""

    async def refused() -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        except ConnectionRefusedError:
            return True
        writer.close()
        return False

    await until(refused, within_s=10)


class TestStop:
    async def test_what_is_in_flight_ends_well_and_nothing_new_begins(
        self, settings: Settings, database_urls: ServerUrls
    ) -> None:
        async with stage(settings, database_urls.database_admin_url) as (server, world, admin):
            owners = [await world.organisation() for _ in range(5)]
            reader = await world.member_with(owners[0])
            blocker = admin.transaction()
            await blocker.start()
            await admin.execute("lock table audit_log in exclusive mode")
            made = [
                asyncio.create_task(owner.post("/api/clients", json=CLIENT, headers={"Idempotency-Key": "one"}))
                for owner in owners
            ]
            await waits_for_a_lock(admin, len(owners))
            # Its line in the trail waits in memory for the next batch.
            assert (await reader.get("/api/clients")).status_code == 403
            server.signal(signal.SIGTERM)
            await refuses_connections(server)
            assert not any(each.done() for each in made)
            await blocker.rollback()
            answers = await asyncio.gather(*made)
            assert [answer.status_code for answer in answers] == [201] * len(owners)
            assert await asyncio.to_thread(server.wait, 15) == 0
            ids = {str(row["id"]) for row in await admin.fetch("select id from clients")}
            assert {answer.json()["id"] for answer in answers} <= ids
            refusals = await admin.fetchval(
                "select count(*) from audit_log where user_id = $1 and result = 'refused'", reader.id
            )
            assert refusals == 1
            assert "Traceback" not in server.said

    async def test_what_never_ends_does_not_hold_it_up_for_ever(
        self, settings: Settings, database_urls: ServerUrls
    ) -> None:
        hasty = replace(settings, shutdown_timeout_s=4.0)
        async with stage(hasty, database_urls.database_admin_url) as (server, world, admin):
            owner = await world.organisation()
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(b"POST /api/clients HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
            blocker = admin.transaction()
            await blocker.start()
            await admin.execute("lock table audit_log in exclusive mode")
            hanging = asyncio.create_task(owner.post("/api/clients", json=CLIENT))
            await waits_for_a_lock(admin, 1)
            server.signal(signal.SIGTERM)
            assert await asyncio.to_thread(server.wait, 15) == 0
            await blocker.rollback()
            with suppress(httpx.HTTPError):
                assert (await hanging).status_code >= 500
            assert await admin.fetchval("select count(*) from clients where tenant_id = $1", owner.tenant_id) == 0
            writer.close()
            del reader

    async def test_a_worker_finishes_the_mail_in_hand(self, settings: Settings, database_urls: ServerUrls) -> None:
        class SlowPostbox:
            def __init__(self) -> None:
                self.received: list[Envelope] = []
                self.may_answer = asyncio.Event()

            async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
                self.received.append(envelope)
                await self.may_answer.wait()
                return "250 OK"

        postbox = SlowPostbox()
        mail_server = await asyncio.get_running_loop().create_server(lambda: SMTP(postbox), "127.0.0.1", 0)
        port = mail_server.sockets[0].getsockname()[1]
        with_mail = replace(settings, smtp_url=f"smtp://127.0.0.1:{port}")
        worker = Running("worker", with_mail)
        with ended(worker):
            async with stage(with_mail, database_urls.database_admin_url) as (_, world, admin):
                owner = await world.organisation()
                asked = await world.client.post("/api/auth/password/reset-request", json={"email": owner.email})
                assert asked.status_code == 202

                async def in_hand() -> bool:
                    return bool(postbox.received)

                await until(in_hand, within_s=20)
                worker.signal(signal.SIGTERM)
                postbox.may_answer.set()
                assert await asyncio.to_thread(worker.wait, 20) == 0
                assert await admin.fetchval("select count(*) from pgqueuer") == 0
                assert len(postbox.received) == 1
        mail_server.close()


class TestKill:
    async def test_nothing_is_half_written_and_the_same_request_can_be_sent_again(
        self, settings: Settings, database_urls: ServerUrls
    ) -> None:
        key = {"Idempotency-Key": str(uuid4())}
        async with stage(settings, database_urls.database_admin_url) as (server, world, admin):
            owner = await world.organisation()
            blocker = admin.transaction()
            await blocker.start()
            # The client's row is written, its line in the trail is not.
            await admin.execute("lock table audit_log in exclusive mode")
            cut = asyncio.create_task(owner.post("/api/clients", json=CLIENT, headers=key))
            await waits_for_a_lock(admin, 1)
            server.signal(signal.SIGKILL)
            await asyncio.to_thread(server.wait, 10)
            with pytest.raises(httpx.HTTPError):
                await cut
            await blocker.rollback()

            async def rolled_back() -> bool:
                return not await admin.fetch(f"{EVERY_APPLICATION_BACKEND} and state <> 'idle'")

            await until(rolled_back, within_s=10)
            for table in ("clients", "idempotency_keys"):
                kept = await admin.fetchval(f"select count(*) from {table} where tenant_id = $1", owner.tenant_id)
                assert (table, kept) == (table, 0)
        async with stage(settings, database_urls.database_admin_url) as (_, world, admin):
            owner.client = world.client
            answers = [await owner.post("/api/clients", json=CLIENT, headers=key) for _ in range(2)]
            assert [answer.status_code for answer in answers] == [201, 201]
            assert answers[0].json() == answers[1].json()
            assert await admin.fetchval("select count(*) from clients where tenant_id = $1", owner.tenant_id) == 1
