"""Ending an order before all came: nothing pretends that goods came, and nothing is bought twice."""

from __future__ import annotations

import asyncio
import io
from decimal import Decimal

import pytest
from pypdf import PdfReader
from tests.factories import World
from tests.modules.procurement.award_steps import CEMENT, award_all
from tests.modules.procurement.order_steps import (
    LATE,
    SPLIT,
    WHY,
    act,
    buying,
    checked,
    history,
    issued,
    now,
    read,
    received,
    request_history,
    returned,
    sent,
    signed,
)
from tests.modules.procurement.procurement_steps import notices


class TestCancelling:
    async def test_the_only_order_returns_the_request_to_its_quotation(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        after = await act(bought.buyer, order, "cancel", reason=WHY)
        assert (after["status"], after["fulfilment"], after["can"]) == ("cancelled", "pending", [])
        assert (after["cancelledReason"], after["following"]) == (WHY, None)
        request = await bought.request()
        assert (request["status"], request["total"], request["awardId"]) == ("quotation", None, None)
        assert await history(bought.buyer, order) == ["issued", "send", "cancel"]
        assert (await request_history(bought.buyer, bought.request_id))[-1] == "return_to_quotation"
        paper = await bought.buyer.get(f"/api/purchase-orders/{order['id']}/order.pdf")
        assert "Cancelado" in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()

    async def test_and_it_can_be_awarded_signed_and_ordered_anew(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        await act(bought.buyer, order, "cancel", reason=WHY)
        await award_all(bought.asked, 1)
        await signed(bought)
        (second,) = await issued(bought)
        assert second["supplier"]["id"] == bought.asked.suppliers[1]["id"]
        assert (await bought.request())["status"] == "ordered"
        assert (await now(bought.buyer, order))["status"] == "cancelled"

    async def test_one_of_several_leaves_the_request_with_the_others(self, world: World) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await sent(bought)
        await act(bought.buyer, one, "cancel", reason=WHY)
        assert (await bought.request())["status"] == "ordered"
        await checked(bought.buyer, await received(bought.buyer, other, "7.5", "10"))
        request = await bought.request()
        assert (request["status"], request["receivedAt"]) == ("closed", None)
        assert (await request_history(bought.buyer, bought.request_id))[-1] == "close_short"
        assert (await now(bought.buyer, other))["status"] == "completed"

    async def test_is_for_what_has_not_come(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        await checked(bought.buyer, await received(bought.buyer, order, "20"))
        refused = await act(bought.buyer, order, "cancel", status=409, reason=WHY)
        assert (refused["fulfilment"], refused["allowed"]) == (
            "partial",
            ["confirm", "return_to_quotation", "close_short"],
        )

    @pytest.mark.parametrize("action", ["cancel", "return-to-quotation", "close-short"])
    @pytest.mark.parametrize("reason", ["", "curto", "         x         "])
    async def test_takes_a_reason_that_says_something(self, world: World, action: str, reason: str) -> None:
        bought = await buying(world)
        (order,) = await issued(bought)
        answer = await act(bought.buyer, order, action, status=422, reason=reason)
        assert list(answer["fields"]) == ["reason"]

    async def test_tells_the_buyer(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        await act(bought.manager, order, "cancel", reason=WHY)
        (told,) = await notices(bought.buyer, "order_cancelled")
        assert WHY in told

    async def test_happens_once_however_many_try(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        path = f"/api/purchase-orders/{order['id']}"
        answers = await asyncio.gather(
            *(
                person.post(f"{path}/{action}", json=LATE)
                for person in (bought.buyer, bought.manager)
                for action in ("cancel", "return-to-quotation")
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
        refused = next(answer.json() for answer in answers if answer.status_code == 409)
        assert refused["state"] == "cancelled"
        assert refused["happened"]["action"] in ("cancel", "return_to_quotation")


class TestReturningToQuotation:
    async def test_of_all_that_was_bought_is_the_request_itself(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        request = await returned(bought, order)
        assert (request["id"], request["status"]) == (bought.request_id, "quotation")
        assert (await now(bought.buyer, order))["status"] == "cancelled"
        round_ = await read(bought.buyer, f"/api/quotation-rounds/{bought.asked.round['id']}")
        assert round_["status"] == "open"

    async def test_of_one_of_several_opens_a_request_whose_need_is_approved(self, world: World) -> None:
        bought = await buying(world, *SPLIT)
        one, other = await sent(bought)
        following = await returned(bought, other)
        assert (following["status"], following["inheritsA1"]) == ("quotation", True)
        assert following["parent"]["id"] == bought.request_id
        assert [(line["description"], line["quantity"]) for line in following["lines"]] == [
            ("Areia média", "7.500"),
            ("Brita 1", "10.000"),
        ]
        assert (await now(bought.buyer, other))["following"]["id"] == following["id"]
        assert (await bought.request())["status"] == "ordered"
        assert await request_history(bought.buyer, following["id"]) == ["created"]
        assert "followed" in await request_history(bought.buyer, bought.request_id)
        # The other order's goods are not bought twice when it goes as well: all of the request is then elsewhere.
        last = await returned(bought, one)
        assert [line["description"] for line in last["lines"]] == ["Cimento CP II 50 kg"]
        assert (await bought.request())["status"] == "cancelled"
        assert (await request_history(bought.buyer, bought.request_id))[-1] == "hand_over"

    async def test_of_a_part_closes_the_order_and_asks_for_the_balance(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        await checked(bought.buyer, await received(bought.buyer, order, "50", "7.5"))
        following = await returned(bought, order)
        assert [(line["description"], line["quantity"]) for line in following["lines"]] == [
            ("Cimento CP II 50 kg", "70.000"),
            ("Brita 1", "10.000"),
        ]
        after = await now(bought.buyer, order)
        assert (after["status"], after["fulfilment"], after["closedShort"]) == ("completed", "partial", True)
        assert [(item["received"], item["givenUp"], Decimal(item["balance"])) for item in after["items"]] == [
            ("50.000", "70.000", 0),
            ("7.500", "0.000", 0),
            ("0.000", "10.000", 0),
        ]
        request = await bought.request()
        assert (request["status"], request["receivedAt"]) == ("closed", None)


class TestClosingShort:
    async def test_gives_the_balance_up_and_never_says_that_it_came(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        await checked(bought.buyer, await received(bought.buyer, order, "119.999", "7.5", "10"))
        after = await act(bought.buyer, order, "close-short", reason=WHY)
        assert (after["status"], after["fulfilment"], after["closedShort"]) == ("completed", "partial", True)
        assert (after["items"][0]["received"], after["items"][0]["givenUp"]) == ("119.999", "0.001")
        assert after["following"] is None
        request = await bought.request()
        assert (request["status"], request["receivedAt"]) == ("closed", None)
        assert "receive" in await request_history(bought.buyer, bought.request_id)
        late = await received(bought.buyer, order, "0.001", status=409)
        assert late["state"] == "completed"

    async def test_is_for_what_came_in_part(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        refused = await act(bought.buyer, order, "close-short", status=409, reason=WHY)
        assert (refused["fulfilment"], refused["allowed"]) == ("pending", ["confirm", "cancel", "return_to_quotation"])

    async def test_waits_for_counts_that_may_still_change(self, world: World) -> None:
        bought = await buying(world)
        (order,) = await sent(bought)
        receipt = await received(bought.buyer, order, "20")
        for action in ("close-short", "return-to-quotation"):
            refused = await act(bought.buyer, order, action, status=409, reason=WHY)
            assert (refused["code"], refused["receipts"]) == ("RECEIPTS_UNCHECKED", [receipt["code"]])

    async def test_of_one_of_two_waits_for_the_other(self, world: World) -> None:
        bought = await buying(world, (CEMENT, 0), (1, 1), (2, 1))
        one, other = await sent(bought)
        await checked(bought.buyer, await received(bought.buyer, one, "20"))
        await act(bought.buyer, one, "close-short", reason=WHY)
        assert (await bought.request())["status"] == "partially_received"
        await checked(bought.buyer, await received(bought.buyer, other, "7.5", "10"))
        assert (await bought.request())["status"] == "closed"
