"""What waits too long: reminders, escalation, and a queue that follows rights and delegations."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conditions import until
from tests.factories import World
from tests.modules.procurement.approval_steps import LARGE, Firm, approve, ids, new_firm, ok, queue, whose_turn
from tests.modules.procurement.organisation_steps import new_delegation

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import JobContext
from esteio.core.jobs import Services as JobServices
from esteio.modules.procurement.approval_jobs import NoWord, look_after, look_after_approvals
from esteio.modules.procurement.service.overdue import is_waking
from esteio.modules.workspace.api import EachOrganisation

pytestmark = pytest.mark.anyio

SAO_PAULO = "America/Sao_Paulo"
NOON = datetime.now(ZoneInfo(SAO_PAULO)).replace(hour=12, minute=0, second=0, microsecond=0)
"""Of today: delegations count by the day that it is."""


@pytest.fixture
async def firm(world: World) -> Firm:
    """One person for each signature."""
    return await new_firm(world)


async def aged(firm: Firm, request_id: Any, hours: float) -> None:
    """Let the request have come to where it is so long before noon."""
    await firm.execute(
        "update purchase_requests set status_since = $2 where id = $1", request_id, NOON - timedelta(hours=hours)
    )


async def look(firm: Firm, moment: datetime = NOON) -> None:
    """What the job does for the organisation."""
    await look_after(firm.world.db, EachOrganisation(Scope(tenant_id=firm.owner.tenant_id), SAO_PAULO), moment)


async def heard(person: Any, event: str) -> list[str]:
    """What the person was told of that kind, the oldest first."""
    page = await ok(await person.get(f"/api/notifications?event={event}&limit=200&sort=at"))
    return [row["message"] for row in page["data"]]


class TestReminder:
    async def test_who_has_not_signed_is_reminded_once_a_stage(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        await aged(firm, request_id, 25)
        await look(firm)
        await look(firm, NOON + timedelta(hours=1))
        told = await heard(firm.approver, "approval_waiting")
        assert len(told) == 2
        assert "espera há 25 horas" in told[1]
        await ok(await approve(firm.approver, request_id))
        await firm.award(request_id)
        await aged(firm, request_id, 30)
        await look(firm, NOON + timedelta(hours=2))
        assert len(await heard(firm.manager, "approval_waiting")) == 2

    async def test_nobody_is_reminded_of_what_came_lately(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        await aged(firm, request_id, 23.9)
        await look(firm)
        assert len(await heard(firm.approver, "approval_waiting")) == 1

    async def test_nobody_is_called_at_night(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        await aged(firm, request_id, 25)
        await look(firm, NOON.replace(hour=3))
        await look(firm, NOON.replace(hour=23))
        assert len(await heard(firm.approver, "approval_waiting")) == 1

    async def test_a_reminder_changes_no_version_that_somebody_read(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        await aged(firm, request_id, 100)
        version = (await firm.row(request_id))["version"]
        await look(firm)
        assert (await firm.row(request_id))["version"] == version
        await ok(await approve(firm.approver, request_id, version=version))

    async def test_the_hours_are_those_of_the_policy(self, firm: Firm) -> None:
        policy = (await ok(await firm.owner.get("/api/approval-policy")))["policy"]
        policy |= {"reminderHours": 2, "escalationHours": 3}
        await ok(await firm.owner.put("/api/approval-policy", json={"policy": policy, "note": "Rápido"}))
        request_id = await firm.submitted()
        await aged(firm, request_id, 2.5)
        await look(firm)
        assert len(await heard(firm.approver, "approval_waiting")) == 2
        assert (await firm.row(request_id))["escalated_at"] is None

    async def test_where_nobody_may_sign_who_gives_rights_is_told(self, firm: Firm) -> None:
        request_id = await firm.submitted(of=firm.owner)
        for person in (firm.approver, firm.director, firm.ceo):
            await firm.execute(
                "delete from membership_roles where tenant_id = $1 and user_id = $2", firm.owner.tenant_id, person.id
            )
        await aged(firm, request_id, 25)
        await look(firm)
        assert await whose_turn(firm.owner, request_id) == []
        assert any("ninguém pode assiná-la" in message for message in await heard(firm.manager, "approval_waiting"))


class TestEscalation:
    async def test_who_stands_above_may_sign_as_well(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        await aged(firm, request_id, 73)
        assert (await approve(firm.director, request_id)).json()["code"] == "NOT_A_SIGNER"
        await look(firm)
        await look(firm, NOON + timedelta(hours=1))
        assert await whose_turn(firm.owner, request_id) == ids([firm.approver, firm.director])
        (row,) = await queue(firm.director)
        assert row["escalated"]
        assert len(await heard(firm.director, "approval_escalated")) == 1
        history = await firm.fetch(
            "select kind from purchase_request_events where request_id = $1 and kind = 'escalated'", request_id
        )
        assert len(history) == 1
        await ok(await approve(firm.director, request_id))
        step = (await ok(await firm.owner.get(f"/api/purchase-requests/{request_id}/approvals")))["steps"][0]
        assert step["person"]["id"] == str(firm.director.id)

    async def test_the_second_signature_passes_to_the_ceo(self, firm: Firm) -> None:
        request_id = await firm.awarded(LARGE)
        await ok(await approve(firm.manager, request_id))
        await aged(firm, request_id, 80)
        await look(firm)
        assert await whose_turn(firm.owner, request_id) == ids([firm.director, firm.ceo])
        assert (await ok(await approve(firm.ceo, request_id)))["status"] == "approved"

    async def test_the_next_stage_begins_on_its_lowest_rung(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        await aged(firm, request_id, 100)
        await look(firm)
        await ok(await approve(firm.director, request_id))
        await firm.award(request_id)
        assert await whose_turn(firm.owner, request_id) == [firm.manager.id]


class TestQueueFollows:
    async def test_a_delegation_that_begins_and_one_that_ends(self, firm: Firm) -> None:
        delegate = await firm.world.member(firm.owner, "requester")
        request_id = await firm.submitted()
        await new_delegation(firm.approver, delegate, startsOn=today(), endsOn=today())
        await look(firm)
        (row,) = await queue(delegate)
        assert row["requestId"] == str(request_id)
        await firm.execute("update approval_delegations set cancelled_at = now()")
        await look(firm)

        async def is_over() -> bool:
            return await queue(delegate) == []

        await until(is_over, within_s=5)  # the application hears of it, it was not the one to do it

    async def test_an_approver_who_is_named_and_one_who_leaves(self, firm: Firm) -> None:
        await firm.submitted()
        second = await firm.world.member(firm.owner, "approver")
        path = f"/api/cost-centres/{firm.centre_id}/people/{second.id}"
        await ok(await firm.owner.put(path, json={"approves": True}))
        await firm.execute(
            "update memberships set status = 'suspended' where tenant_id = $1 and user_id = $2",
            firm.owner.tenant_id,
            firm.approver.id,
        )
        await look(firm)
        assert len(await queue(second)) == 1
        tasks = await firm.fetch("select person_id from approval_tasks")
        assert [task["person_id"] for task in tasks] == [second.id]

    async def test_what_is_right_is_left_alone(self, firm: Firm) -> None:
        await firm.submitted()
        before = await firm.fetch("select * from approval_tasks")
        await look(firm)
        assert await firm.fetch("select * from approval_tasks") == before

    async def test_two_workers_at_once_tell_nobody_twice(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        await aged(firm, request_id, 100)
        await asyncio.gather(*(look(firm) for _ in range(4)))
        assert len(await heard(firm.approver, "approval_waiting")) == 2
        assert len(await heard(firm.director, "approval_escalated")) == 1

    async def test_the_job_looks_after_every_organisation(self, firm: Firm) -> None:
        other = await new_firm(firm.world)
        for each in (firm, other):
            await each.submitted()
            await each.execute("delete from approval_tasks")
        context = JobContext(
            job_id=1,
            tenant_id=None,
            actor_id=None,
            attempt=1,
            is_last_attempt=False,
            enqueued_at=datetime.now(UTC),
            services=JobServices({Database: firm.world.db}),
        )
        await look_after_approvals.handler(context, NoWord())
        assert len(await queue(firm.approver)) == 1
        assert len(await queue(other.approver)) == 1


class TestWakingHours:
    @given(st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)))  # noqa: DTZ001
    def test_they_are_those_of_the_place(self, moment: datetime) -> None:
        for zone in (SAO_PAULO, "America/Manaus", "Asia/Tokyo"):
            assert is_waking(moment, zone) == (8 <= moment.astimezone(ZoneInfo(zone)).hour < 20)


def today() -> str:
    """The day that it is in São Paulo."""
    day: date = datetime.now(ZoneInfo(SAO_PAULO)).date()
    return day.isoformat()
