"""Many signatures at once: each judged alone, reported, told as it goes, and never given twice."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.conditions import until
from tests.factories import Person, World
from tests.modules.procurement.approval_steps import LARGE, Firm, approve, new_firm, ok, queue

from esteio.app import run_worker
from esteio.core.db import Database
from esteio.core.jobs import JobContext
from esteio.core.jobs import Services as JobServices
from esteio.modules.procurement.approval_jobs import BulkApproval, sign_many
from esteio.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture
async def firm(world: World) -> Firm:
    """One person for each signature."""
    return await new_firm(world)


async def ask(person: Person, request_ids: list[UUID], **body: Any) -> dict[str, Any]:
    """Ask for many signatures."""
    wanted = {"decision": "approved", "ids": [str(each) for each in request_ids], **body}
    return await ok(await person.post("/api/approvals/bulk", json=wanted))


async def work(firm: Firm, person: Person, bulk_id: str) -> None:
    """What the worker does with it."""
    context = JobContext(
        job_id=1,
        tenant_id=firm.owner.tenant_id,
        actor_id=person.id,
        attempt=1,
        is_last_attempt=False,
        enqueued_at=datetime.now(UTC),
        services=JobServices({Database: firm.world.db}),
    )
    await sign_many.handler(context, BulkApproval(bulk_id=UUID(bulk_id), person_id=person.id))


async def result(person: Person, bulk_id: str) -> dict[str, Any]:
    """How far it is."""
    return await ok(await person.get(f"/api/approvals/bulk/{bulk_id}"))


class TestJudging:
    async def test_each_is_judged_alone_and_reported(self, firm: Firm) -> None:
        good = [await firm.submitted() for _ in range(3)]
        own = await firm.submitted(of=firm.approver)
        draft = await firm.draft()
        signed = await firm.awarded()
        unknown = uuid4()
        asked = await ask(firm.approver, [good[0], own, draft, good[1], unknown, signed, good[2]])
        assert (asked["state"], asked["total"], asked["done"]) == ("queued", 7, 0)
        await work(firm, firm.approver, asked["id"])
        done = await result(firm.approver, asked["id"])
        assert (done["state"], done["done"], done["refused"]) == ("done", 7, 4)
        assert [(item["outcome"], item["errorCode"]) for item in done["items"]] == [
            ("approved", ""),
            ("refused", "OWN_REQUEST"),
            ("refused", "CONFLICT"),
            ("approved", ""),
            ("refused", "NOT_FOUND"),
            ("refused", "ALREADY_SIGNED"),
            ("approved", ""),
        ]
        assert done["items"][4]["code"] is None
        assert done["items"][1]["detail"].startswith("Quem pede não aprova")
        for request_id in good:
            assert (await firm.row(request_id))["status"] == "quotation"
        assert (await firm.row(own))["status"] == "pending_a1"

    async def test_what_was_decided_meanwhile_is_not_signed_at_the_next_stage(self, firm: Firm) -> None:
        two = await firm.world.member_with(
            firm.owner,
            "procurement.requests.read",
            "procurement.approvals.purchase",
            "procurement.approvals.director",
        )
        request_id = await firm.awarded(LARGE)
        asked = await ask(two, [request_id])
        await ok(await approve(firm.manager, request_id))
        await work(firm, two, asked["id"])
        (item,) = (await result(two, asked["id"]))["items"]
        assert item["errorCode"] == "ALREADY_DECIDED"
        assert "Caio Compra aprovou a compra" in item["detail"]
        assert (await firm.row(request_id))["status"] == "pending_a3"

    async def test_many_are_rejected_with_one_reason(self, firm: Firm) -> None:
        request_ids = [await firm.submitted() for _ in range(2)]
        answer = await firm.approver.post(
            "/api/approvals/bulk", json={"decision": "rejected", "ids": [str(request_ids[0])], "reason": "Não"}
        )
        assert answer.status_code == 422
        asked = await ask(firm.approver, request_ids, decision="rejected", reason="A obra foi suspensa", archive=True)
        await work(firm, firm.approver, asked["id"])
        for request_id in request_ids:
            row = await firm.row(request_id)
            assert (row["status"], row["rejection_reason"]) == ("archived", "A obra foi suspensa")

    async def test_one_that_is_named_twice_is_judged_once(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        asked = await ask(firm.approver, [request_id, request_id])
        assert asked["total"] == 1

    async def test_a_signature_is_kept_with_where_it_was_asked_from(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        asked = await ask(firm.approver, [request_id])
        await work(firm, firm.approver, asked["id"])
        step = (await ok(await firm.owner.get(f"/api/purchase-requests/{request_id}/approvals")))["steps"][0]
        assert step["address"] == "127.0.0.1"
        assert step["userAgent"].startswith("python-httpx")

    async def test_who_left_meanwhile_signs_nothing(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        asked = await ask(firm.approver, [request_id])
        await firm.execute(
            "update memberships set status = 'suspended' where tenant_id = $1 and user_id = $2",
            firm.owner.tenant_id,
            firm.approver.id,
        )
        await work(firm, firm.approver, asked["id"])
        (item,) = await firm.fetch("select outcome, code from bulk_approval_items")
        assert tuple(item) == ("refused", "NOT_ALLOWED")
        assert (await firm.row(request_id))["status"] == "pending_a1"


class TestAgain:
    async def test_a_second_run_signs_nothing_and_changes_no_report(self, firm: Firm) -> None:
        request_ids = [await firm.submitted() for _ in range(5)]
        asked = await ask(firm.approver, request_ids)
        await work(firm, firm.approver, asked["id"])
        before = await result(firm.approver, asked["id"])
        await work(firm, firm.approver, asked["id"])
        assert await result(firm.approver, asked["id"]) == before

    async def test_a_run_that_was_cut_off_is_finished_by_the_next(self, firm: Firm) -> None:
        request_ids = [await firm.submitted() for _ in range(30)]
        asked = await ask(firm.approver, request_ids)
        first = asyncio.create_task(work(firm, firm.approver, asked["id"]))

        async def begun() -> bool:
            return bool(await firm.fetch("select from bulk_approval_items where outcome is not null limit 1"))

        await until(begun, within_s=10)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await work(firm, firm.approver, asked["id"])
        done = await result(firm.approver, asked["id"])
        assert (done["state"], done["done"], done["refused"]) == ("done", 30, 0)
        steps = await firm.fetch("select request_id from approval_steps")
        assert Counter(step["request_id"] for step in steps) == dict.fromkeys(request_ids, 1)

    async def test_two_workers_at_once_sign_each_once_and_agree(self, firm: Firm) -> None:
        request_ids = [await firm.submitted() for _ in range(20)]
        asked = await ask(firm.approver, request_ids)
        await asyncio.gather(*(work(firm, firm.approver, asked["id"]) for _ in range(2)))
        done = await result(firm.approver, asked["id"])
        assert (done["state"], done["done"], done["refused"]) == ("done", 20, 0)
        told = await ok(await firm.approver.get("/api/notifications?event=bulk_approval_done"))
        assert len(told["data"]) == 1

    async def test_two_people_at_once_decide_each_once(self, firm: Firm) -> None:
        second = await firm.world.member(firm.owner, "approver", "Zeca Aprova")
        path = f"/api/cost-centres/{firm.centre_id}/people/{second.id}"
        await ok(await firm.owner.put(path, json={"approves": True}))
        request_ids = [await firm.submitted() for _ in range(20)]
        one, two = await ask(firm.approver, request_ids), await ask(second, list(reversed(request_ids)))
        await asyncio.gather(work(firm, firm.approver, one["id"]), work(firm, second, two["id"]))
        outcomes = [await result(firm.approver, one["id"]), await result(second, two["id"])]
        assert sum(each["done"] - each["refused"] for each in outcomes) == 20
        refused = {item["errorCode"] for each in outcomes for item in each["items"] if item["outcome"] == "refused"}
        assert refused <= {"ALREADY_DECIDED"}


class TestWhoSees:
    async def test_each_sees_their_own(self, firm: Firm) -> None:
        asked = await ask(firm.approver, [await firm.submitted()])
        assert (await firm.manager.get(f"/api/approvals/bulk/{asked['id']}")).status_code == 404
        assert (await ok(await firm.manager.get("/api/approvals/bulk")))["data"] == []
        (row,) = (await ok(await firm.approver.get("/api/approvals/bulk?state=queued")))["data"]
        assert (row["id"], row["total"]) == (asked["id"], 1)

    async def test_nothing_and_too_much_are_refused(self, firm: Firm) -> None:
        for ids in ([], [str(uuid4()) for _ in range(1001)]):
            answer = await firm.approver.post("/api/approvals/bulk", json={"decision": "approved", "ids": ids})
            assert answer.status_code == 422


class TestFiveHundred:
    async def test_they_are_signed_in_seconds_while_progress_is_told(self, firm: Firm, settings: Settings) -> None:
        template = await firm.submitted()
        await firm.execute(
            """
            insert into purchase_requests (tenant_id, code, title, cost_centre_id, requester_id, status, approval_round,
                                           policy_number, items, estimated_total, submitted_at)
            select tenant_id, 'SOL-2020-' || lpad(n::text, 3, '0'), 'Compra ' || n, cost_centre_id, requester_id,
                   status, approval_round, policy_number, items, estimated_total, now()
            from purchase_requests, generate_series(1, 499) n where id = $1
            """,
            template,
        )
        await firm.execute(
            """
            insert into approval_tasks (tenant_id, request_id, stage, person_id)
            select tenant_id, id, 'a1', $1 from purchase_requests on conflict do nothing
            """,
            firm.approver.id,
        )
        waiting = [UUID(row["requestId"]) for row in await queue(firm.approver)]
        assert len(waiting) == 200  # a page
        request_ids = [row["id"] for row in await firm.fetch("select id from purchase_requests order by id")]
        stopping = asyncio.Event()
        worker = asyncio.create_task(run_worker(settings, stopping))
        try:
            cursor = (await ok(await firm.approver.get("/api/approvals/bulk")))["cursor"]
            started = time.monotonic()
            asked = await ask(firm.approver, request_ids)
            seen: list[int] = []

            async def finished() -> bool:
                nonlocal cursor
                delta = await ok(await firm.approver.get(f"/api/approvals/bulk?since={cursor}"))
                cursor = delta["cursor"]
                seen.extend(row["done"] for row in delta["data"])
                return bool(delta["data"]) and delta["data"][0]["state"] == "done"

            await until(finished, within_s=60)
            took_s = time.monotonic() - started
        finally:
            stopping.set()
            await worker
        done = await result(firm.approver, asked["id"])
        assert (done["done"], done["refused"]) == (500, 0), json.dumps(done["items"][:3])
        assert {row["status"] for row in await firm.fetch("select distinct status from purchase_requests")} == {
            "quotation"
        }
        assert await queue(firm.approver) == []
        assert seen == sorted(seen)
        assert len(set(seen)) > 5
        # A few seconds on a quiet machine; what is asserted leaves room for a busy one.
        assert took_s < 30
