"""Connections as the database has them: written in batches, gone with their process."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import asyncpg
import pytest
from tests.conditions import until
from tests.live.hub_world import HubWorld, hub_world
from tests.live.test_hub_people import listen

from esteio.core.access import Actor, Scope
from esteio.core.audit import Origin
from esteio.embedded import ServerUrls
from esteio.live.connection_log import DEAD_AFTER_S, list_connections


@pytest.fixture
async def world(database_urls: ServerUrls) -> AsyncGenerator[HubWorld]:
    async with hub_world(database_urls) as running:
        yield running


async def connections_of(world: HubWorld, actor: Actor, seen_by: Actor | None = None) -> list[Any]:
    await world.hub.log.write()
    scope = (seen_by or actor).scope
    async with world.db.transaction(Scope(tenant_id=scope.tenant_id, user_id=scope.user_id)) as tx:
        return await list_connections(tx, actor.user_id)


class TestConnectionLog:
    async def test_a_person_sees_where_they_are_connected(self, world: HubWorld) -> None:
        actor, other = world.person(), world.person()
        await listen(world, world.token(actor))
        stream = world.reader(actor, transport="sse")
        await stream.connect()
        found = await connections_of(world, actor)
        assert [row["transport"] for row in found] == ["sse", "websocket"]
        assert {row["address"] for row in found} == {"127.0.0.1"}
        assert {row["session_id"] for row in found} == {actor.session_id}
        assert await connections_of(world, actor, seen_by=other) == []

    async def test_an_address_that_the_database_refuses_holds_up_nobody(self, world: HubWorld) -> None:
        actor = world.person()
        for address in ("fe80::1%eth0", "a pipe"):
            await listen(world, world.token(actor))
            reader = list(world.hub.readers.values())[-1]
            world.hub.log.opened(reader, Origin(address, "tests"))
        await listen(world, world.token(actor))
        assert [row["address"] for row in await connections_of(world, actor)] == ["127.0.0.1", None, "fe80::1"]

    async def test_what_ends_is_removed(self, world: HubWorld) -> None:
        actor = world.person()
        ear = await listen(world, world.token(actor))
        assert len(await connections_of(world, actor)) == 1
        ear.wire.transport.disconnect()

        async def gone() -> bool:
            return not world.hub.readers

        await until(gone, within_s=5)
        assert await connections_of(world, actor) == []

    async def test_a_process_that_died_leaves_nothing(self, world: HubWorld, database_urls: ServerUrls) -> None:
        async with hub_world(database_urls) as other:
            actor = other.person()
            await listen(other, other.token(actor))
            assert len(await connections_of(other, actor)) == 1
            await other.hub.log.write()
            admin = await asyncpg.connect(database_urls.database_admin_url)
            await admin.execute(
                "update live_processes set seen_at = now() - make_interval(secs => $2) where id = $1",
                other.hub.log.process_id,
                DEAD_AFTER_S + 1,
            )
            await world.hub.log.write()
            assert await admin.fetchval("select count(*) from live_connections") == 0
            await admin.close()

    async def test_a_process_that_ends_takes_its_own(self, world: HubWorld, database_urls: ServerUrls) -> None:
        async with hub_world(database_urls) as other:
            actor = other.person()
            await listen(other, other.token(actor))
            assert len(await connections_of(other, actor)) == 1
            process_id = other.hub.log.process_id
        admin = await asyncpg.connect(database_urls.database_admin_url)
        assert await admin.fetchval("select count(*) from live_processes where id = $1", process_id) == 0
        await admin.close()
