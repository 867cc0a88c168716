"""A page that sets its own scope: what it shows, and that nothing of it stays on the connection."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.factories import Person, World

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.errors import InvalidInput
from esteio.core.listing import ListSpec, PageRequest, page_query, page_text, read_page
from esteio.modules.estimating.store.briefings import BRIEFINGS
from esteio.modules.estimating.store.clients import CLIENTS


async def _with_clients(world: World, *names: str) -> Person:
    owner = await world.organisation()
    for name in names:
        answer = await owner.post("/api/clients", json={"kind": "PF", "name": name})
        assert answer.status_code == 201
    return owner


class TestPageAlone:
    async def test_shows_what_a_transaction_shows(self, world: World, db: Database) -> None:
        owner = await _with_clients(world, "Ana", "Bia", "Caio")
        scope = Scope(owner.tenant_id, owner.id)
        for request in (PageRequest(), PageRequest(limit=2), PageRequest(search="bi"), PageRequest(sort="-createdAt")):
            sql, parameters = page_query(CLIENTS, request)
            alone = page_text(await db.read_row(scope, sql, parameters), CLIENTS, request.sort)
            async with db.transaction(scope) as tx:
                assert await read_page(tx, CLIENTS, request) == alone

    async def test_shows_nothing_of_others(self, world: World, db: Database) -> None:
        await _with_clients(world, "Segredo")
        other = await _with_clients(world, "Outro")
        sql, parameters = page_query(CLIENTS, PageRequest())
        row = await db.read_row(Scope(other.tenant_id, other.id), sql, parameters)
        assert "Outro" in row["data"]
        assert "Segredo" not in row["data"]
        assert (await db.read_row(Scope(uuid4(), uuid4()), sql, parameters))["data"] is None

    @pytest.mark.parametrize("spec", [CLIENTS, BRIEFINGS], ids=["without joins", "with joins"])
    async def test_without_an_organisation_it_is_empty(self, world: World, db: Database, spec: ListSpec) -> None:
        await _with_clients(world, "Ana")
        sql, parameters = page_query(spec, PageRequest())
        assert (await db.pool.fetchrow(sql.alone, *parameters, "", ""))["data"] is None
        assert (await db.pool.fetchrow(sql.inside, *parameters))["data"] is None

    async def test_leaves_nothing_on_the_connection(self, world: World, db: Database) -> None:
        owner = await _with_clients(world, "Ana")
        sql, parameters = page_query(CLIENTS, PageRequest())
        async with db.pool.acquire() as connection:
            row = await connection.fetchrow(sql.alone, *parameters, str(owner.tenant_id), str(owner.id))
            assert "Ana" in row["data"]
            assert not await connection.fetchval("select current_setting('app.tenant', true)")
            assert await connection.fetchval("select count(*) from clients") == 0

    async def test_refuses_a_cursor_of_another_order(self, world: World, db: Database) -> None:
        owner = await _with_clients(world, "Ana", "Bia")
        scope = Scope(owner.tenant_id, owner.id)
        sql, parameters = page_query(CLIENTS, PageRequest(limit=1))
        row = await db.read_row(scope, sql, parameters)
        cursor = page_text(row, CLIENTS, "").rsplit('"', 2)[1]
        with pytest.raises(InvalidInput):
            page_query(CLIENTS, PageRequest(limit=1, cursor=cursor, sort="-createdAt"))
