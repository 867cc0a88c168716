"""Whatever people try, in whatever order and at whatever instant, requests keep to the table and to who may sign."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime

import pytest
from tests.factories import World
from tests.modules.procurement.approval_walk import Walk, read_truths, stale
from tests.modules.procurement.procurement_steps import Firm, new_firm

from esteio.modules.procurement import permissions
from esteio.modules.procurement.approval_jobs import look_after
from esteio.modules.workspace.api import EachOrganisation

pytestmark = pytest.mark.anyio

STRETCHES = 5
MOST_STRETCHES = 15
"""Of a walk that has not got far enough by then."""


@pytest.fixture
async def firm(world: World) -> Firm:
    """Somebody in every role, three suppliers."""
    return await new_firm(world, suppliers=3)


class TestWalk:
    @pytest.mark.parametrize("seed", range(6))
    async def test_random_people_walk_the_machine(self, firm: Firm, world: World, seed: int) -> None:
        # Who could sign everything, were it not for having signed, or asked for, something.
        greedy = await world.member_with(firm.owner, *(each.key for each in permissions.PERMISSIONS))
        path = f"/api/cost-centres/{firm.centre['id']}/people/{greedy.id}"
        assert (await firm.owner.put(path, json={"approves": True})).status_code == 200
        people = [
            *(firm.owner, firm.requester, firm.approver, firm.buyer, firm.manager),
            *(firm.director, firm.ceo, firm.warehouse, greedy),
        ]
        walk = Walk(firm, people, random.Random(seed))  # noqa: S311 - a walk that can be walked again
        reached: Counter[str] = Counter()
        for number in range(MOST_STRETCHES):
            if number >= STRETCHES and got_somewhere(walk, reached):
                break
            await walk.go(50)
            truths = await read_truths(firm)
            truths.check()
            reached.update(event["to_status"] for events in truths.events.values() for event in events)
        await look_after(world.db, EachOrganisation(firm.scope, "America/Sao_Paulo"), datetime.now(UTC))
        assert await stale(firm) == []
        assert got_somewhere(walk, reached), (walk.answers, reached)


def got_somewhere(walk: Walk, reached: Counter[str]) -> bool:
    """A walk that got nowhere would prove nothing. People act at one instant, so where a seed leads is not sure."""
    answers = walk.answers
    return bool(
        reached["pending_a3"]
        and reached["approved"]
        and answers["approve 200"] > 10
        and answers["approve 403"] > 3
        and answers["award 201"] > 3
    )
