"""Who reads a list from another process than the one that tells them of it, as behind a balancer, ends with all of it.

The other process is played by a client that is given lists out of memory: up to `HEARD_EVERYWHERE_S` a process may not
know what another has told.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import httpx
import pytest
from tests.conditions import until
from tests.live.hub_world import HubWorld, hub_world
from tests.live.python_client import LiveReader, Transport

from esteio.embedded import ServerUrls
from esteio.live.heard import HEARD_EVERYWHERE_S

FORGET = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'esteio feed' and datname = current_database()
"""


class Elsewhere(httpx.AsyncHTTPTransport):
    """The way to lists by another process."""

    def __init__(self) -> None:
        super().__init__()
        self.hears = True
        """Otherwise it answers what it last read."""
        self._remembered = b""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/api/notes":
            return await super().handle_async_request(request)
        if self.hears:
            answer = await super().handle_async_request(request)
            self._remembered = await answer.aread()
        return httpx.Response(200, content=self._remembered)


class Office:
    """A process that has run for a while, its people's screens, and the lists that they read elsewhere."""

    def __init__(self, world: HubWorld, elsewhere: Elsewhere, stack: AsyncExitStack) -> None:
        self.world = world
        self.elsewhere = elsewhere
        self._stack = stack
        self._actor = world.person()

    async def screen(self, transport: Transport) -> LiveReader:
        client = httpx.AsyncClient(transport=self.elsewhere, timeout=httpx.Timeout(10, read=60))
        screen = LiveReader(self.world.url, lambda: self.world.token(self._actor), ["notes"], client=client)
        screen.transport = transport
        self._stack.push_async_callback(client.aclose)
        self._stack.push_async_callback(screen.close)
        await screen.connect()
        return screen

    def step(self, now: float | None = None) -> float:
        """The hub notes where it stands; the time that it took for the present."""
        now = time.monotonic() if now is None else now
        self.world.hub.teller.heard.step(self.world.hub.teller.told, now)
        return now

    async def settle(self, screen: LiveReader) -> None:
        """Return when what was told to the screen until now has been heard of everywhere, and so have been told."""
        before = screen.lists["notes"].resets
        self.step(self.step() + HEARD_EVERYWHERE_S)
        await was_reset(screen, before + 1)


@pytest.fixture
async def office(database_urls: ServerUrls) -> AsyncGenerator[Office]:
    async with hub_world(database_urls) as world, AsyncExitStack() as stack:
        office = Office(world, Elsewhere(), stack)
        await world.add_note("old")
        await world.heard()
        office.step(office.step(time.monotonic() - HEARD_EVERYWHERE_S) + HEARD_EVERYWHERE_S)
        yield office


@pytest.fixture(params=["socket", "sse"])
def transport(request: pytest.FixtureRequest) -> Any:
    return request.param


async def was_reset(screen: LiveReader, times: int) -> None:
    """Return when the screen has been told so often to read its list, and has read it."""

    async def so() -> bool:
        return screen.lists["notes"].resets == times and screen.lists["notes"].reading is None

    await until(so, within_s=5)


async def shows(screen: LiveReader, *texts: str) -> None:
    """Return when these are the notes on the screen."""

    async def so() -> bool:
        return {row["text"] for row in screen.rows["notes"].values()} == set(texts)

    await until(so, within_s=5)


class TestReadingAgain:
    async def test_what_was_told_just_before_they_read_again_is_told_after_it(
        self, office: Office, transport: Transport
    ) -> None:
        world, elsewhere = office.world, office.elsewhere
        screen = await office.screen(transport)
        elsewhere.hears = False
        await world.write("select tell_reset($1, 'notes')", world.tenant_id)
        await was_reset(screen, 1)
        told_to_read_at = office.step()
        await world.add_note("new")
        await shows(screen, "old", "new")
        office.step(told_to_read_at + HEARD_EVERYWHERE_S)
        await was_reset(screen, 2)
        await shows(screen, "old", "new")

    async def test_what_they_may_lack_is_told_to_who_goes_away_before_they_read_again(
        self, office: Office, transport: Transport
    ) -> None:
        world, elsewhere = office.world, office.elsewhere
        screen = await office.screen(transport)
        elsewhere.hears = False
        await world.write(
            "with told as (select tell_reset($1, 'notes')) "
            "insert into notes (tenant_id, text) select $1, 'missed' from (select count(*) from told) once",
            world.tenant_id,
        )
        await was_reset(screen, 1)
        await world.add_note("new")
        await shows(screen, "old", "new")
        await screen.disconnect()
        elsewhere.hears = True
        await screen.connect()
        await shows(screen, "old", "missed", "new")

    async def test_in_another_history_they_read_twice(
        self, office: Office, database_urls: ServerUrls, transport: Transport
    ) -> None:
        world, elsewhere = office.world, office.elsewhere
        screen = await office.screen(transport)
        elsewhere.hears = False
        admin = await asyncpg.connect(database_urls.database_admin_url)
        await admin.execute("update feed_history set name = md5(random()::text)")
        await admin.execute("insert into notes (tenant_id, text) values ($1, 'between')", world.tenant_id)
        await admin.execute(FORGET)
        await admin.close()
        await was_reset(screen, 1)
        await world.add_note("new")
        await world.heard()
        elsewhere.hears = True
        await office.settle(screen)
        await shows(screen, "old", "between", "new")

    async def test_who_comes_in_when_a_process_has_only_begun_reads_twice(
        self, office: Office, transport: Transport
    ) -> None:
        world, elsewhere = office.world, office.elsewhere
        await (await office.screen(transport)).close()
        elsewhere.hears = False
        await world.add_note("new")
        await world.heard()
        world.hub.teller.heard.begin(world.hub.teller.told)  # as a process that was started only now
        screen = await office.screen(transport)
        await shows(screen, "old")
        elsewhere.hears = True
        await office.settle(screen)
        await shows(screen, "old", "new")

    async def test_who_comes_in_then_reads_once_where_it_is_known_what_all_had_been_told(
        self, office: Office, transport: Transport
    ) -> None:
        world, elsewhere = office.world, office.elsewhere
        await (await office.screen(transport)).close()
        elsewhere.hears = False
        await world.add_note("new")
        await world.heard()
        world.hub.teller.heard.begin(world.hub.teller.told, world.feed.settled)
        screen = await office.screen(transport)
        await shows(screen, "old", "new")
        office.step(office.step() + HEARD_EVERYWHERE_S)
        await world.add_note("later")
        await shows(screen, "old", "new", "later")
        assert screen.lists["notes"].resets == 0

    async def test_who_subscribes_with_the_cursor_of_what_they_read_reads_once(self, office: Office) -> None:
        world, elsewhere = office.world, office.elsewhere
        screen, other = await office.screen("socket"), await office.screen("socket")
        elsewhere.hears = False
        many = "insert into notes (tenant_id, text) select $1, 'n' || n from generate_series(1, 250) n returning id"
        await world.write(many, world.tenant_id)
        await was_reset(screen, 1)
        await was_reset(other, 1)
        assert screen.wire is not None
        await screen.wire.ask("subscribe", {"events": ["notes"], "since": screen.lists["notes"].cursor})
        missed = [f"n{number}" for number in range(1, 251)]
        await shows(screen, "old", *missed)
        await shows(other, "old")
        elsewhere.hears = True
        await office.settle(other)
        await shows(other, "old", *missed)
        assert screen.lists["notes"].resets == 1
