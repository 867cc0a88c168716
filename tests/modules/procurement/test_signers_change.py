"""Who may sign changes with roles and memberships: the queue of approvals is asked to follow in that transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from tests.factories import Person, World
from tests.modules.procurement.approval_steps import LARGE, Firm, approve, new_firm, ok, whose_turn

from esteio.core.db import Database
from esteio.core.jobs import JobContext
from esteio.core.jobs import Services as JobServices
from esteio.modules.procurement.approval_queue_jobs import SignersChanged, set_queue_right
from esteio.modules.procurement.service.delegating import SIGNING
from esteio.modules.workspace import administration

pytestmark = pytest.mark.anyio


@pytest.fixture
async def firm(world: World) -> Firm:
    """One person for each signature; what making them had asked for is done."""
    made = await new_firm(world)
    await asked(made)
    return made


async def asked(firm: Firm) -> int:
    """Take what was queued for the organisation, and do it as a worker does; how often it was asked for."""
    rows = await firm.fetch(
        "delete from pgqueuer where entrypoint = $1 and headers ->> 'tenant' = $2 and execute_after <= now() "
        "returning payload",
        set_queue_right.name,
        str(firm.owner.tenant_id),
    )
    context = JobContext(
        job_id=1,
        tenant_id=firm.owner.tenant_id,
        actor_id=None,
        attempt=1,
        is_last_attempt=False,
        enqueued_at=datetime.now(UTC),
        services=JobServices({Database: firm.world.db}),
    )
    for row in rows:
        assert set_queue_right.decode(row["payload"]) == SignersChanged()
        await set_queue_right.handler(context, SignersChanged())
    return len(rows)


async def roles(firm: Firm, *keys: str) -> list[str]:
    """Ids of the organisation's roles with those keys."""
    page = await ok(await firm.owner.get("/api/roles"))
    return [role["id"] for role in page["data"] if role["key"] in keys]


async def change(firm: Firm, person: Person, **data: Any) -> None:
    await ok(await firm.owner.patch(f"/api/people/{person.id}", json=data))


class TestQueue:
    async def test_who_loses_the_role_is_no_longer_waited_for(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        await change(firm, firm.approver, roleIds=await roles(firm, "requester"))
        assert await asked(firm) == 1
        # Nobody is named for the need any more: it passes to those above.
        assert await whose_turn(firm.owner, request_id) == [firm.director.id]

    async def test_who_gets_the_role_is_waited_for(self, firm: Firm) -> None:
        request_id = await firm.awarded(LARGE)
        second = await firm.world.member(firm.owner, "requester")
        await change(firm, second, roleIds=await roles(firm, "purchasing_manager"))
        assert await asked(firm) == 1
        assert set(await whose_turn(firm.owner, request_id)) == {firm.manager.id, second.id}

    async def test_who_is_suspended_and_comes_back(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        await change(firm, firm.approver, status="suspended")
        assert await asked(firm) == 1
        assert await whose_turn(firm.owner, request_id) == [firm.director.id]
        await change(firm, firm.approver, status="active")
        assert await asked(firm) == 1
        assert await whose_turn(firm.owner, request_id) == [firm.approver.id]

    @pytest.mark.parametrize("permission", SIGNING)
    async def test_a_role_that_gets_a_right_to_sign(self, firm: Firm, permission: str) -> None:
        await firm.submitted()
        body: dict[str, Any] = {"name": "Fiscal de obra", "permissions": ["procurement.requests.read"]}
        role = await ok(await firm.owner.post("/api/roles", json=body))
        person = await firm.world.member(firm.owner, role["key"])
        assert await asked(firm) == 0
        body["permissions"].append(permission)
        await ok(await firm.owner.put(f"/api/roles/{role['id']}", json=body))
        assert await asked(firm) == 1
        waiting = await firm.awarded(LARGE)
        await ok(await approve(firm.manager, waiting))
        turn = set(await whose_turn(firm.owner, waiting))
        assert (person.id in turn) == (permission == "procurement.approvals.director")

    async def test_somebody_who_joins_from_the_command_line(self, firm: Firm) -> None:
        await firm.submitted()
        user_id, email = await firm.world.user("Nara Dias")
        await administration.add_member(
            firm.world.db, organisation=str(firm.owner.tenant_id), email=email, role="purchasing_director"
        )
        assert await asked(firm) == 1
        waiting = await firm.awarded(LARGE)
        await ok(await approve(firm.manager, waiting))
        assert set(await whose_turn(firm.owner, waiting)) == {firm.director.id, UUID(str(user_id))}

    async def test_somebody_who_may_enter_nowhere_any_more(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        async with firm.world.db.unscoped() as tx:
            await tx.execute("update users set status = 'suspended' where id = $1", firm.approver.id)
        assert await asked(firm) == 1
        assert await whose_turn(firm.owner, request_id) == [firm.director.id]

    async def test_many_changes_at_once_ask_once(self, firm: Firm) -> None:
        await firm.submitted()
        person = await firm.world.member(firm.owner, "requester")
        await change(firm, person, roleIds=await roles(firm, "approver", "purchasing_director", "ceo"))
        assert await asked(firm) == 1


class TestLeftAlone:
    async def test_by_roles_that_sign_nothing(self, firm: Firm) -> None:
        await firm.submitted()
        person = await firm.world.member(firm.owner, "requester")
        await change(firm, person, roleIds=await roles(firm, "warehouse"))
        assert await asked(firm) == 0

    async def test_where_nobody_is_waited_for(self, firm: Firm) -> None:
        await change(firm, firm.approver, status="suspended")
        assert await asked(firm) == 0
