"""Signing over HTTP: whose turn it is, what each signature does, and who is refused."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.factories import World
from tests.modules.live_steps import changed, standing
from tests.modules.procurement.approval_steps import (
    LARGE,
    SMALL,
    Firm,
    approve,
    ids,
    new_firm,
    ok,
    queue,
    reject,
    whose_turn,
)

from esteio.modules.procurement.live import APPROVALS

pytestmark = pytest.mark.anyio


@pytest.fixture
async def firm(world: World) -> Firm:
    """One person for each signature."""
    return await new_firm(world)


async def notices(person: Any, event: str) -> list[str]:
    """What a person was told of that kind."""
    page = await ok(await person.get(f"/api/notifications?event={event}&limit=200"))
    return [row["message"] for row in page["data"]]


class TestTheWay:
    async def test_a_small_purchase_takes_two_signatures(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        assert await whose_turn(firm.owner, request_id) == [firm.approver.id]
        assert (await ok(await approve(firm.approver, request_id)))["status"] == "quotation"
        await firm.award(request_id, SMALL)
        assert await whose_turn(firm.owner, request_id) == [firm.manager.id]
        assert (await ok(await approve(firm.manager, request_id)))["status"] == "approved"

    async def test_a_large_one_takes_a_third(self, firm: Firm) -> None:
        request_id = await firm.awarded(LARGE)
        assert (await ok(await approve(firm.manager, request_id)))["status"] == "pending_a3"
        assert await whose_turn(firm.owner, request_id) == [firm.director.id]
        assert (await ok(await approve(firm.director, request_id)))["status"] == "approved"

    async def test_the_limit_is_that_of_the_policy_of_its_submission(self, firm: Firm) -> None:
        request_id = await firm.awarded(SMALL)
        policy = (await ok(await firm.owner.get("/api/approval-policy")))["policy"]
        policy["secondSignatureAbove"] = "100"
        await ok(await firm.owner.put("/api/approval-policy", json={"policy": policy, "note": "Mais cuidado"}))
        later = await firm.awarded(SMALL)
        assert (await ok(await approve(firm.manager, request_id)))["status"] == "approved"
        assert (await ok(await approve(firm.manager, later)))["status"] == "pending_a3"

    async def test_a_signature_keeps_who_when_whence_and_what_was_seen(self, firm: Firm) -> None:
        request_id = await firm.submitted("123.45")
        before = await ok(await firm.approver.get(f"/api/purchase-requests/{request_id}/approvals"))
        assert before["amount"] == "123.45"
        assert before["can"] == ["approve", "reject"]
        await ok(await approve(firm.approver, request_id, seenSha256=before["sha256"], reason="Obra parada sem isso"))
        after = await ok(await firm.owner.get(f"/api/purchase-requests/{request_id}/approvals"))
        (step,) = after["steps"]
        assert step["person"] == {"id": str(firm.approver.id), "name": "Bia Aprova"}
        assert (step["stage"], step["decision"], step["round"]) == ("a1", "approved", 1)
        assert (step["seenSha256"], step["amount"]) == (before["sha256"], "123.45")
        assert step["reason"] == "Obra parada sem isso"
        assert step["address"] == "127.0.0.1"
        assert step["userAgent"].startswith("python-httpx")
        assert after["stage"] is None
        assert after["waitingFor"] == []
        (shown,) = (await ok(await firm.approver.get(f"/api/purchase-requests/{request_id}/approvals")))["steps"]
        assert (shown["address"], shown["userAgent"]) == (None, "")

    async def test_the_history_tells_of_each_signature(self, firm: Firm) -> None:
        request_id = await firm.awarded(LARGE)
        await ok(await approve(firm.manager, request_id))
        await ok(await approve(firm.director, request_id))
        lines = await firm.fetch(
            "select kind, person_id, detail::text from purchase_request_events where request_id = $1 order by at, id",
            request_id,
        )
        told = [(line["kind"], line["person_id"]) for line in lines if line["kind"].startswith("approve")]
        assert told == [
            ("approve_a1", firm.approver.id),
            ("approve_a2", firm.manager.id),
            ("approve_a3", firm.director.id),
        ]
        assert '"sha256"' in lines[-1]["detail"]

    async def test_the_next_signers_are_told_and_the_requester_of_the_outcome(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        code = (await firm.row(request_id))["code"]
        assert any(code in message for message in await notices(firm.approver, "approval_waiting"))
        assert not any(code in message for message in await notices(firm.manager, "approval_waiting"))
        await ok(await approve(firm.approver, request_id))
        assert any(code in message for message in await notices(firm.owner, "purchase_request_approved"))
        await firm.award(request_id)
        assert any(code in message for message in await notices(firm.manager, "approval_waiting"))


class TestRejection:
    async def test_it_goes_back_to_the_requester_with_the_reason(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        document = await ok(await reject(firm.approver, request_id, "Há cimento no estoque"))
        assert (document["status"], document["rejectionReason"]) == ("draft", "Há cimento no estoque")
        assert await queue(firm.approver) == []

    async def test_or_it_is_put_away(self, firm: Firm) -> None:
        request_id = await firm.awarded(LARGE)
        await ok(await approve(firm.manager, request_id))
        document = await ok(await reject(firm.director, request_id, archive=True))
        assert (document["status"], document["archivedFrom"]) == ("archived", "pending_a3")

    @pytest.mark.parametrize("reason", ["", "Não", "   curto    "])
    async def test_it_needs_a_reason(self, firm: Firm, reason: str) -> None:
        request_id = await firm.submitted()
        answer = await reject(firm.approver, request_id, reason)
        assert answer.status_code == 422
        assert "reason" in answer.json()["fields"]
        assert (await firm.row(request_id))["status"] == "pending_a1"

    async def test_the_first_one_ends_the_round_and_the_next_begins_anew(self, firm: Firm) -> None:
        request_id = await firm.awarded()
        await ok(await reject(firm.manager, request_id))
        assert (await approve(firm.manager, request_id)).status_code == 409
        await firm.move(request_id, "submit")
        await ok(await approve(firm.approver, request_id))
        await firm.award(request_id)
        assert (await ok(await approve(firm.manager, request_id)))["status"] == "approved"
        steps = await firm.fetch(
            "select round, stage, decision from approval_steps where request_id = $1 order by at", request_id
        )
        assert [tuple(step) for step in steps] == [
            (1, "a1", "approved"),
            (1, "a2", "rejected"),
            (2, "a1", "approved"),
            (2, "a2", "approved"),
        ]


class TestWhoMayNot:
    async def test_the_requester_never_approves(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        answer = await approve(firm.owner, request_id)
        assert (answer.status_code, answer.json()["code"]) == (403, "OWN_REQUEST")
        own = await firm.submitted(of=firm.approver)
        assert (await approve(firm.approver, own)).json()["code"] == "OWN_REQUEST"
        assert (await reject(firm.approver, own)).json()["code"] == "OWN_REQUEST"

    async def test_nor_who_is_not_asked(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        for person in (firm.manager, firm.director, firm.ceo):
            answer = await approve(person, request_id)
            assert (answer.status_code, answer.json()["code"]) == (403, "NOT_A_SIGNER")

    async def test_an_approver_of_another_cost_centre_is_not_asked(self, firm: Firm) -> None:
        stranger = await firm.world.member(firm.owner, "approver")
        request_id = await firm.submitted()
        assert (await approve(stranger, request_id)).json()["code"] == "NOT_A_SIGNER"

    async def test_nobody_signs_twice_in_a_round(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        both = await firm.world.member(firm.owner, "purchasing_manager", "Faz Tudo")
        path = f"/api/cost-centres/{firm.centre_id}/people/{both.id}"
        await ok(await firm.owner.put(path, json={"approves": True}))
        await ok(await approve(both, request_id))
        await firm.award(request_id)
        answer = await approve(both, request_id)
        assert (answer.status_code, answer.json()["code"]) == (409, "ALREADY_SIGNED")
        assert await whose_turn(firm.owner, request_id) == [firm.manager.id]

    async def test_nor_after_a_return_to_quotation_who_signed_the_need(self, firm: Firm) -> None:
        both = await firm.world.member(firm.owner, "purchasing_manager", "Faz Tudo")
        path = f"/api/cost-centres/{firm.centre_id}/people/{both.id}"
        await ok(await firm.owner.put(path, json={"approves": True}))
        request_id = await firm.submitted()
        await ok(await approve(both, request_id))
        await firm.award(request_id)
        await ok(await approve(firm.manager, request_id))
        await firm.move(request_id, "return_to_quotation")
        await firm.award(request_id)
        assert (await approve(both, request_id)).json()["code"] == "ALREADY_SIGNED"
        # What was undone counts no more: the purchase is another one.
        assert (await ok(await approve(firm.manager, request_id)))["status"] == "approved"

    async def test_who_signed_the_need_of_a_request_does_not_sign_what_inherits_it(self, firm: Firm) -> None:
        both = await firm.world.member(firm.owner, "purchasing_manager", "Faz Tudo")
        path = f"/api/cost-centres/{firm.centre_id}/people/{both.id}"
        await ok(await firm.owner.put(path, json={"approves": True}))
        parent_id = await firm.submitted()
        await ok(await approve(both, parent_id))
        child_id = await firm.submitted()
        await ok(await approve(firm.approver, child_id))
        await firm.execute("delete from approval_tasks where request_id = $1", child_id)
        await firm.execute(
            "update purchase_requests set parent_id = $2, inherits_a1 = true, approval_round = 9 where id = $1",
            child_id,
            parent_id,
        )
        await firm.award(child_id)
        # Its own A1 is the nearer one; without it the parent's stands.
        assert await whose_turn(firm.owner, child_id) == ids([firm.manager, both])
        assert (await approve(firm.approver, child_id)).json()["code"] == "ALREADY_SIGNED"

    async def test_a_request_of_another_organisation_is_not_there(self, firm: Firm) -> None:
        other = await firm.world.organisation()
        request_id = await firm.submitted()
        assert (await approve(other, request_id)).status_code == 404
        assert (await other.get(f"/api/purchase-requests/{request_id}/approvals")).status_code == 404

    async def test_a_draft_waits_for_nobody(self, firm: Firm) -> None:
        request_id = await firm.draft()
        answer = await approve(firm.approver, request_id)
        assert answer.status_code == 409
        assert answer.json()["state"] == "draft"


class TestWhatWasSeen:
    async def test_another_version_is_refused_and_says_which_there_is(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        version = (await firm.row(request_id))["version"]
        for answer in (
            await approve(firm.approver, request_id, version=version - 1),
            await firm.approver.post(
                f"/api/purchase-requests/{request_id}/approve", headers={"If-Match": f'"{version - 1}"'}
            ),
        ):
            assert answer.status_code == 412
            assert answer.json()["version"] == version
            assert answer.json()["state"] == "pending_a1"
        await ok(await approve(firm.approver, request_id, version=version))

    async def test_another_content_is_refused_and_says_which_there_is(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        seen = (await ok(await firm.approver.get(f"/api/purchase-requests/{request_id}/approvals")))["sha256"]
        await firm.execute("update purchase_request_items set quantity = 1000 where request_id = $1", request_id)
        answer = await approve(firm.approver, request_id, seenSha256=seen)
        assert (answer.status_code, answer.json()["code"]) == (412, "SEEN_CHANGED")
        assert answer.json()["sha256"] != seen
        await ok(await approve(firm.approver, request_id, seenSha256=answer.json()["sha256"]))

    async def test_another_signature_than_the_one_meant_is_refused(self, firm: Firm) -> None:
        request_id = await firm.awarded(LARGE)
        two = await firm.world.member_with(
            firm.owner,
            "procurement.requests.read",
            "procurement.requests.create",
            "procurement.approvals.purchase",
            "procurement.approvals.director",
        )
        await ok(await approve(firm.manager, request_id))
        answer = await two.post(f"/api/purchase-requests/{request_id}/moves", json={"action": "approve_a2"})
        assert (answer.status_code, answer.json()["code"]) == (409, "ALREADY_DECIDED")
        answer = await approve(two, request_id, stage="a2")
        assert (answer.status_code, answer.json()["code"]) == (409, "ALREADY_DECIDED")
        assert answer.json()["happened"]["person"]["name"] == "Caio Compra"
        await ok(await approve(two, request_id, stage="a3"))


class TestAtTheSameInstant:
    async def test_of_two_approvers_one_wins_and_the_other_is_told_what_happened(self, firm: Firm) -> None:
        second = await firm.world.member(firm.owner, "purchasing_manager", "Zeca Compra")
        for with_version in (False, True):
            request_id = await firm.awarded()
            body = {"version": (await firm.row(request_id))["version"]} if with_version else {}
            people = [firm.manager, second]
            answers = await asyncio.gather(*(approve(person, request_id, **body) for person in people))
            assert sorted(answer.status_code for answer in answers) == [200, 409]
            lost = next(answer.json() for answer in answers if answer.status_code == 409)
            won = people[[answer.status_code for answer in answers].index(200)]
            assert lost["code"] == "ALREADY_DECIDED"
            assert lost["state"] == "approved"
            assert lost["happened"]["action"] == "approve_a2"
            assert lost["happened"]["person"]["id"] == str(won.id)
            assert lost["version"] == (await firm.row(request_id))["version"]
            steps = await firm.fetch("select * from approval_steps where request_id = $1 and stage = 'a2'", request_id)
            assert len(steps) == 1

    async def test_of_approving_and_rejecting_one_wins(self, firm: Firm) -> None:
        second = await firm.world.member(firm.owner, "purchasing_manager", "Zeca Compra")
        request_id = await firm.awarded()
        answers = await asyncio.gather(approve(firm.manager, request_id), reject(second, request_id))
        assert sorted(answer.status_code for answer in answers) == [200, 409]

    async def test_a_crowd_of_one_person_signs_once(self, firm: Firm) -> None:
        request_id = await firm.awarded(LARGE)
        answers = await asyncio.gather(*(approve(firm.manager, request_id) for _ in range(8)))
        assert [answer.status_code for answer in answers].count(200) == 1
        assert {answer.json()["code"] for answer in answers if answer.status_code != 200} == {"ALREADY_SIGNED"}


class TestQueue:
    async def test_each_sees_what_waits_for_them_the_oldest_first(self, firm: Firm) -> None:
        first, second = await firm.submitted("10.00"), await firm.submitted("20.00")
        rows = await queue(firm.approver)
        assert [row["requestId"] for row in rows] == [str(first), str(second)]
        assert [row["amount"] for row in rows] == ["10.00", "20.00"]
        assert rows[0]["stage"] == "a1"
        assert rows[0]["signed"] == []
        assert rows[0]["can"] == ["approve", "reject"]
        assert datetime.now(UTC) - datetime.fromisoformat(rows[0]["waitingSince"]) < timedelta(minutes=5)
        assert await queue(firm.manager) == []
        assert await queue(firm.owner) == []

    async def test_a_row_says_what_was_signed_before(self, firm: Firm) -> None:
        await firm.awarded(LARGE)
        (row,) = await queue(firm.manager)
        assert (row["stage"], row["amount"]) == ("a2", str(LARGE))
        assert [(step["stage"], step["person"]["name"]) for step in row["signed"]] == [("a1", "Bia Aprova")]

    async def test_filters_find_by_stage_and_words(self, firm: Firm) -> None:
        request_id = await firm.submitted()
        title = (await firm.row(request_id))["title"]
        for query, found in (("stage=a1", 1), ("stage=a2,a3", 0), (f"q={title}", 1), ("q=tijolo", 0)):
            page = await ok(await firm.approver.get(f"/api/approvals?{query}"))
            assert len(page["data"]) == found, query

    async def test_it_is_told_live_as_it_changes(self, firm: Firm) -> None:
        cursor = (await standing(firm.approver, APPROVALS))["cursor"]

        request_id = await firm.submitted()
        [row], cursor = await changed(firm.approver, APPROVALS, cursor)
        assert (row["requestId"], row["_operation"]) == (str(request_id), "insert")
        await firm.execute("update purchase_requests set title = 'Outro título' where id = $1", request_id)
        [row], cursor = await changed(firm.approver, APPROVALS, cursor)
        assert (row["title"], row["_operation"]) == ("Outro título", "update")
        await firm.execute("update cost_centres set name = 'Outra obra' where id = $1", firm.centre_id)
        [row], cursor = await changed(firm.approver, APPROVALS, cursor)
        assert row["costCentre"]["name"] == "Outra obra"
        await ok(await approve(firm.approver, request_id))
        [row], _ = await changed(firm.approver, APPROVALS, cursor)
        assert row["_operation"] == "delete"

    async def test_withdrawing_and_cancelling_empty_it(self, firm: Firm) -> None:
        withdrawn, cancelled = await firm.submitted(), await firm.submitted()
        await firm.move(withdrawn, "withdraw")
        await firm.move(cancelled, "cancel")
        assert await queue(firm.approver) == []


class TestDelegation:
    async def test_the_delegate_signs_on_behalf_of_who_is_away(self, firm: Firm) -> None:
        delegate = await firm.world.member(firm.owner, "requester", "Rui Rende")
        await delegation(firm, firm.manager, delegate)
        request_id = await firm.awarded()
        (row,) = await queue(delegate)
        assert row["onBehalfOf"]["id"] == str(firm.manager.id)
        await ok(await approve(delegate, request_id))
        steps = (await ok(await firm.owner.get(f"/api/purchase-requests/{request_id}/approvals")))["steps"]
        assert steps[-1]["person"]["name"] == "Rui Rende"
        assert steps[-1]["onBehalfOf"]["name"] == "Caio Compra"

    async def test_who_was_signed_for_does_not_sign_the_next_stage(self, firm: Firm) -> None:
        both = await firm.world.member_with(
            firm.owner,
            "procurement.requests.read",
            "procurement.approvals.purchase",
            "procurement.approvals.director",
        )
        delegate = await firm.world.member(firm.owner, "requester")
        await delegation(firm, both, delegate)
        request_id = await firm.awarded(LARGE)
        await ok(await approve(delegate, request_id))
        assert (await approve(both, request_id)).json()["code"] == "ALREADY_SIGNED"
        assert (await approve(delegate, request_id)).json()["code"] == "ALREADY_SIGNED"
        assert await whose_turn(firm.owner, request_id) == [firm.director.id]

    async def test_nobody_signs_on_behalf_of_the_requester(self, firm: Firm) -> None:
        delegate = await firm.world.member(firm.owner, "requester")
        await delegation(firm, firm.approver, delegate)
        request_id = await firm.submitted(of=firm.approver)
        # Nobody else approves for the cost centre: it goes up.
        assert await whose_turn(firm.owner, request_id) == ids([firm.owner, firm.director])
        assert (await approve(delegate, request_id)).json()["code"] == "NOT_A_SIGNER"

    async def test_it_ends_with_its_last_day(self, firm: Firm) -> None:
        delegate = await firm.world.member(firm.owner, "requester")
        await delegation(firm, firm.manager, delegate, starts=-5, ends=-1)
        request_id = await firm.awarded()
        assert await whose_turn(firm.owner, request_id) == [firm.manager.id]
        assert (await approve(delegate, request_id)).json()["code"] == "NOT_A_SIGNER"


async def delegation(firm: Firm, giver: Any, to: Any, *, starts: int = -1, ends: int = 1) -> None:
    """Days, counted from today, on which `to` signs for `giver`."""
    await firm.execute(
        """
        insert into approval_delegations (tenant_id, from_id, to_id, starts_on, ends_on)
        select id, $2, $3, (now() at time zone timezone)::date + $4::integer,
               (now() at time zone timezone)::date + $5::integer
        from organisations where id = $1
        """,
        firm.owner.tenant_id,
        giver.id,
        to.id,
        starts,
        ends,
    )
