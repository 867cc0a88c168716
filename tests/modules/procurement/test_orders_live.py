"""The live lists of orders and receipts: what is told of a row is what its list shows of it, and an old list with what
changed is the new list."""

from __future__ import annotations

from typing import Any

import msgspec
from tests.conditions import until
from tests.factories import Person, World
from tests.modules.procurement.order_steps import (
    SPLIT,
    WHY,
    act,
    buying,
    checked,
    issued,
    page_of,
    read,
    received,
    returned,
    step,
)

from esteio.core.access import Actor, Scope
from esteio.core.db import Database
from esteio.live.loading import rows_sql
from esteio.live.resource import Resource
from esteio.modules.procurement.live import ORDERS, RECEIPTS


async def listed(reader: Person, resource: Resource, **query: str) -> Any:
    answer = await reader.get(resource.path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def told(db: Database, resource: Resource, reader: Person, ids: list[str]) -> dict[str, Any]:
    """The rows as the feed tells them to `reader`."""
    me = await read(reader, "/api/auth/me")
    actor = Actor(reader.id, reader.tenant_id, reader.session_id, "", "", frozenset(me["permissions"]))
    assert resource.abilities is not None
    async with db.transaction(Scope(tenant_id=actor.tenant_id)) as tx:
        record = await tx.read_row(rows_sql(resource), [ids])
    found: dict[str, Any] = {}
    for row, (_, keys) in zip(record["rows"], msgspec.json.decode(record["facets"]), strict=True):
        able = resource.abilities(actor.permissions & resource.able_by, tuple(keys[len(resource.live_filters) :]))
        whole = msgspec.json.decode(row[:-1].encode() + b"," + able + b"}")
        found[whole["id"]] = whole
    return found


async def is_whole(reader: Person, resource: Resource, old: Any) -> bool:
    """Whether an old list, with what changed since, is the present one."""
    delta = await listed(reader, resource, since=old["cursor"])
    if not delta["isDelta"]:
        # The reader's own rights were not told of yet: on from here.
        old.update(delta)
        return False
    rows = {row["id"]: row for row in old["data"]}
    for row in delta["data"]:
        operation = row.pop("_operation")
        rows.pop(row["id"], None)
        if operation != "delete":
            rows[row["id"]] = row
    return rows == {row["id"]: row for row in (await listed(reader, resource))["data"]}


class TestTold:
    async def test_rows_are_as_their_lists_show_them_to_everybody(self, world: World, db: Database) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await issued(bought)
        await act(bought.buyer, one, "send")
        await act(bought.buyer, other, "send")
        await received(bought.buyer, other, "7.5")
        await checked(bought.buyer, await received(bought.buyer, one, "120"))
        readers = [
            bought.buyer,
            *[await world.member(bought.buyer, role) for role in ("buyer", "warehouse", "requester", "approver")],
        ]
        for reader in readers:
            for resource in (ORDERS, RECEIPTS):
                rows = {row["id"]: row for row in (await listed(reader, resource))["data"]}
                assert len(rows) == 2
                assert await told(db, resource, reader, list(rows)) == rows


class TestDeltas:
    async def test_an_old_list_and_what_changed_are_the_new_list(self, world: World) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await issued(bought)
        reader = bought.manager
        old = {resource.name: await listed(reader, resource) for resource in (ORDERS, RECEIPTS)}
        await act(bought.buyer, one, "send")
        await act(bought.buyer, other, "send")
        page = await page_of(bought.buyer, one)
        assert (await world.client.post(f"{page}/confirm", json={"name": "Joana"})).status_code == 200
        wrong = await received(bought.buyer, one, "100")
        await step(bought.buyer, wrong, "cancel", reason=WHY)
        corrected = await received(bought.buyer, other, "1")
        body = {"items": [{"orderItemId": other["items"][1]["id"], "accepted": "2"}]}
        assert (await bought.buyer.put(f"/api/receipts/{corrected['id']}", json=body)).status_code == 200
        await checked(bought.buyer, corrected)
        await returned(bought, other)
        supplier = bought.asked.suppliers[0]
        renamed = {"kind": "PJ", "name": "Outro nome", "email": supplier["email"]}
        assert (await bought.buyer.put(f"/api/suppliers/{supplier['id']}", json=renamed)).status_code == 200
        for resource in (ORDERS, RECEIPTS):
            await until(
                lambda resource=resource: is_whole(reader, resource, old[resource.name]),
                within_s=5,
            )
