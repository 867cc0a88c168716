"""The live lists of requests: what is told of a row is what its list shows of it, and the counters follow."""

from __future__ import annotations

from uuid import UUID

import pytest
from tests.conditions import until
from tests.factories import World
from tests.modules.live_steps import caught_up, listed, standing, told
from tests.modules.procurement.organisation_steps import new_delegation
from tests.modules.procurement.procurement_steps import (
    CEMENT,
    REASON,
    SAND,
    Firm,
    awarded,
    in_quotation,
    move,
    new_draft,
    new_firm,
    put_items,
    submitted,
)

from esteio.core.db import Database
from esteio.modules.procurement.live import REQUEST_COMMENTS, REQUEST_ITEMS, REQUESTS
from esteio.modules.procurement.service import approvals, requests

pytestmark = pytest.mark.anyio


@pytest.fixture
async def firm(world: World) -> Firm:
    return await new_firm(world)


class TestTold:
    async def test_requests_are_as_their_list_shows_them(self, firm: Firm, db: Database) -> None:
        await new_draft(firm, items=[])
        await new_draft(firm)
        await submitted(firm)
        await in_quotation(firm)
        await awarded(firm)
        gone = await submitted(firm)
        await move(firm.approver, gone["id"], "reject_and_archive", reason=REASON)
        for reader in (firm.owner, firm.requester, firm.approver, firm.buyer, firm.manager, firm.warehouse):
            rows = {row["id"]: row for row in (await listed(reader, REQUESTS))["data"]}
            assert len(rows) == 6
            assert await told(db, REQUESTS, reader, list(rows)) == rows

    async def test_comments_and_items_as_well(self, firm: Firm, db: Database) -> None:
        made = await new_draft(firm)
        path = f"/api/purchase-requests/{made['id']}/comments"
        for text in ("Um", "Dois"):
            said = await firm.requester.post(path, json={"text": text, "mentions": [str(firm.buyer.id)]})
        await firm.requester.delete(f"{path}/{said.json()['id']}")
        for reader in (firm.requester, firm.buyer):
            for resource in (REQUEST_COMMENTS, REQUEST_ITEMS):
                rows = {row["id"]: row for row in (await listed(reader, resource, requestId=made["id"]))["data"]}
                assert len(rows) == 2
                assert await told(db, resource, reader, list(rows)) == rows


class TestDeltas:
    async def test_an_old_list_and_what_changed_are_the_new_list(self, firm: Firm) -> None:
        drafts = [await new_draft(firm) for _ in range(3)]
        waiting = await submitted(firm)
        readers = (firm.owner, firm.requester, firm.approver, firm.buyer)
        before = [await standing(reader, REQUESTS) for reader in readers]
        await move(firm.requester, drafts[0]["id"], "submit")
        await put_items(firm.requester, drafts[1]["id"], [CEMENT])
        await move(firm.requester, drafts[2]["id"], "cancel")
        await move(firm.approver, waiting["id"], "reject", reason=REASON)
        await firm.owner.put(f"/api/cost-centres/{firm.centre['id']}", json={"code": "NOVO", "name": "Outro nome"})
        await new_draft(firm)
        for reader, old in zip(readers, before, strict=True):
            await caught_up(reader, REQUESTS, old)

    async def test_an_item_that_was_taken_out_is_gone(self, firm: Firm) -> None:
        made = await new_draft(firm)
        old = await standing(firm.buyer, REQUEST_ITEMS, requestId=made["id"])
        kept = {**SAND, "id": made["lines"][1]["id"]}
        await put_items(firm.requester, made["id"], [{**CEMENT, "description": "Cimento CP V"}, kept])
        await caught_up(firm.buyer, REQUEST_ITEMS, old, requestId=made["id"])

    async def test_a_new_signer_changes_the_row(self, firm: Firm) -> None:
        waiting = await submitted(firm)
        old = await standing(firm.requester, REQUESTS)
        await new_delegation(firm.approver, firm.warehouse, startsOn=(today := await _today(firm)), endsOn=today)
        async with firm.world.db.transaction(firm.scope) as tx:
            await approvals.refresh_tasks(tx, await requests.get_locked(tx, UUID(waiting["id"]), None))

        async def is_told() -> bool:
            rows = (await listed(firm.requester, REQUESTS, since=old["cursor"]))["data"]
            return any(str(firm.warehouse.id) in row["canAlso"] for row in rows if row["id"] == waiting["id"])

        await until(is_told, within_s=5)


class TestBoard:
    async def test_counters_follow_what_moves(self, firm: Firm) -> None:
        draft = await new_draft(firm)

        async def counts() -> dict[str, int]:
            answer = await firm.buyer.get("/api/purchase-requests/board")
            return {each["status"]: each["count"] for each in answer.json()["data"] if each["count"]}

        assert await counts() == {"draft": 1}
        await move(firm.requester, draft["id"], "submit")

        async def moved() -> bool:
            return await counts() == {"pending_a1": 1}

        await until(moved, within_s=5)


async def _today(firm: Firm) -> str:
    async with firm.world.db.transaction(firm.scope) as tx:
        return str(await tx.fetchval("select (now() at time zone 'America/Sao_Paulo')::date"))
