"""Whatever writers and networks do, every reader ends with what a fresh read gives."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

import asyncpg
import msgspec
import pytest
from tests.conditions import until
from tests.live.hub_world import READ_OWN, HubWorld, hub_world
from tests.live.notes import read_fresh
from tests.live.python_client import List, LiveReader

from esteio.core.access import Actor
from esteio.embedded import ServerUrls

STATUSES = ("open", "waiting", "done")
TRANSPORTS: tuple[Any, ...] = ("socket", "sse", "polling")


@pytest.fixture
async def world(database_urls: ServerUrls) -> AsyncGenerator[HubWorld]:
    async with hub_world(database_urls) as running:
        yield running


class Writer:
    """Transactions that overlap, last, and are rolled back."""

    def __init__(self, world: HubWorld, dice: random.Random, people: list[Actor]) -> None:
        self._world = world
        self._dice = dice
        self._people = people
        self._number = 0

    async def run(self, transactions: int) -> None:
        pool: Any = self._world.db.pool
        for _ in range(transactions):
            with suppress(asyncpg.DeadlockDetectedError):
                async with pool.acquire() as connection:
                    await self._transact(connection)
            self._world.feed.wake()

    async def _transact(self, connection: Any) -> None:
        dice = self._dice
        transaction = connection.transaction()
        await transaction.start()
        try:
            await connection.execute(f"set local app.tenant = '{self._world.tenant_id}'")
            for _ in range(dice.randint(1, 4)):
                await self._change(connection)
                if dice.random() < 0.3:
                    await asyncio.sleep(dice.random() * 0.03)
        except BaseException:
            await transaction.rollback()
            raise
        await (transaction.rollback() if dice.random() < 0.15 else transaction.commit())

    async def _change(self, connection: Any) -> None:
        dice, world = self._dice, self._world
        self._number += 1
        person = dice.choice([None, *(actor.user_id for actor in self._people)])
        text, status, roll = f"{id(self)} {self._number}", dice.choice(STATUSES), dice.random()
        if roll < 0.4:
            await connection.execute(
                "insert into notes (tenant_id, text, status, person_id) values ($1, $2, $3, $4)",
                *(world.tenant_id, text, status, person),
            )
            return
        if roll > 0.985:
            await connection.execute("select tell_reset($1, 'notes')", world.tenant_id)
            return
        note = await connection.fetchval("select id from notes order by random() limit 1")
        if roll < 0.55:
            await connection.execute("delete from notes where id = $1", note)
        elif roll < 0.7:
            await connection.execute("update notes set person_id = $2 where id = $1", note, person)
        elif roll < 0.75:
            await connection.execute("update notes set hidden = not hidden where id = $1", note)
        else:
            await connection.execute("update notes set text = $2, status = $3 where id = $1", note, text, status)


async def trouble(reader: LiveReader, dice: random.Random, times: int) -> None:
    """Break the connection, or stop reading for a while."""
    for _ in range(times):
        await asyncio.sleep(dice.random() * 0.15)
        if dice.random() < 0.5:
            await reader.disconnect()
            await asyncio.sleep(dice.random() * 0.1)
            await reader.connect()
        else:
            reader.stall()
            await asyncio.sleep(dice.random() * 0.2)
            reader.resume()


@pytest.mark.parametrize("seed", range(6))
async def test_every_reader_ends_equal_to_a_fresh_read(world: HubWorld, database_urls: ServerUrls, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - repeatable
    people = [world.person(READ_OWN), world.person(READ_OWN), world.person()]
    readers: list[tuple[LiveReader, Actor, str]] = []
    for transport in TRANSPORTS:
        for actor in people:
            status = dice.choice(["", "open", "waiting,done"])
            kept = List("notes", {"status": status} if status else {})
            readers.append((world.reader(actor, kept, transport=transport), actor, status))
    await asyncio.gather(*(reader.connect() for reader, _, _ in readers))
    await asyncio.gather(
        *(Writer(world, dice, people).run(15) for _ in range(4)),
        *(trouble(reader, dice, 4) for reader, _, _ in readers),
        _change_rights(world, people[0], dice),
    )
    await world.add_note("the end", person_id=people[0].user_id)
    await world.heard()
    fresh = await read_fresh(database_urls.database_admin_url)
    admin = await asyncpg.connect(database_urls.database_admin_url)
    owners = {str(row["id"]): row["person_id"] for row in await admin.fetch("select id, person_id from notes")}
    await admin.close()
    rows = {row_id: text for (tenant_id, row_id), text in fresh.items() if tenant_id == world.tenant_id}

    for reader, actor, status in readers:
        wanted = {
            str(row_id): msgspec.json.decode(row)
            for row_id, row in rows.items()
            if actor is people[2] or owners[str(row_id)] == actor.user_id
        }
        if status:
            wanted = {row_id: row for row_id, row in wanted.items() if row["status"] in status.split(",")}
        await _until_equal(reader, wanted)


async def _until_equal(reader: LiveReader, wanted: dict[str, Any]) -> None:
    async def equal() -> bool:
        return reader.rows["notes"] == wanted

    try:
        await until(equal, within_s=10)
    except AssertionError:
        held = reader.rows["notes"]
        raise AssertionError(
            f"{reader.transport} {reader.lists['notes'].filters}: missing {wanted.keys() - held.keys()}, "
            f"too many {held.keys() - wanted.keys()}, closes {reader.closes}"
        ) from None


async def _change_rights(world: HubWorld, actor: Actor, dice: random.Random) -> None:
    for permissions in (frozenset({"notes.read"}), READ_OWN) * 2:
        await asyncio.sleep(dice.random() * 0.2)
        await world.change(actor, permissions)
