"""The supplier's page: reading, answering, declining, asking and attaching without an account; and who is kept out."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from tests.factories import Person, World
from tests.modules.procurement.quotation_steps import (
    PDF,
    Quoting,
    answer_of,
    answered,
    begun_file,
    in_days,
    page_of,
    quoting,
    quoting_of,
    token_of,
)

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.tokens import Tokens
from esteio.modules.procurement.service import round_closing
from esteio.modules.procurement.service.quotation_links import QUOTATION_LINK
from esteio.settings import Settings


async def over(db: Database, asked: Quoting) -> None:
    """The round's time is over."""
    async with db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
        await tx.execute(
            "update quotation_rounds set closes_at = now() - interval '1 minute' where id = $1", UUID(asked.round["id"])
        )


async def heard(person: Person, event: str) -> list[dict[str, Any]]:
    """What somebody was told of such events."""
    return (await person.get("/api/notifications", params={"event": event})).json()["data"]


async def every_act(client: httpx.AsyncClient, page: str, item_id: str) -> list[httpx.Response]:
    """All that one can try with a link."""
    ticket = {"name": "a.pdf", "contentType": "application/pdf", "size": len(PDF), "sha256": "0" * 64}
    return [
        await client.get(page),
        await client.post(f"{page}/answer", json={"items": [{"itemId": item_id, "unitPrice": "1"}]}),
        await client.post(f"{page}/decline", json={"reason": "Não vendemos."}),
        await client.post(f"{page}/messages", json={"text": "Olá"}),
        await client.post(f"{page}/files", json=ticket),
        await client.post(f"{page}/files/{uuid4()}/confirm"),
    ]


async def refused(client: httpx.AsyncClient, page: str, asked: Quoting) -> str:
    """The one code by which everything is refused, and nothing of the organisation said."""
    tried = await every_act(client, page, asked.round["id"])
    assert {answer.status_code for answer in tried} == {410}, [answer.text for answer in tried]
    [code] = {answer.json()["code"] for answer in tried}
    for secret in ("Cimento", "Construtora", str(asked.buyer.tenant_id)):
        assert all(secret not in answer.text for answer in tried)
    return code


class TestReading:
    async def test_shows_what_is_asked_for_and_notes_the_first_look(
        self, world: World, client: httpx.AsyncClient
    ) -> None:
        asked = await quoting(world, instructions="Entrega na obra, rua das Palmeiras.")
        assert asked.quotations[0]["openedAt"] is None
        shown = (await client.get(asked.pages[0])).json()
        assert (shown["status"], shown["buyer"], shown["code"]) == (
            "invited",
            "Construtora Esteio",
            asked.round["code"],
        )
        assert [(item["description"], item["quantity"], item["unit"]) for item in shown["items"]] == [
            ("Cimento CP II 50 kg", "120.000", "sc"),
            ("Areia média", "7.500", "m³"),
            ("Brita 1", "10.000", "m³"),
        ]
        assert shown["instructions"] == "Entrega na obra, rua das Palmeiras."
        assert shown["can"] == ["answer", "decline", "ask", "attach"]
        assert shown["limits"] == {
            "quantityChangePercent": "50",
            "itemDiscountCapPercent": "30",
            "globalDiscountCapPercent": "20",
        }
        opened = [(await asked.buyer.get(f"/api/quotations/{each['id']}")).json() for each in asked.quotations]
        assert [each["openedAt"] is not None for each in opened] == [True, False, False]

    async def test_tells_nothing_of_estimates_people_and_other_suppliers(
        self, world: World, client: httpx.AsyncClient
    ) -> None:
        asked = await quoting(world)
        await answered(client, asked.pages[1], "39.9000", "110", "120")
        text = (await client.get(asked.pages[0])).text
        others = [each["name"] for each in asked.suppliers[1:]]
        secrets = ["41.00", "115.00", "estimated", "39.9", "budget", "requester", "costCentre", "Dona Necessidade"]
        for secret in [*others, *secrets, str(asked.buyer.tenant_id), asked.request["id"]]:
            assert secret not in text


class TestAnswering:
    async def test_adds_up_and_the_buyer_has_it(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world)
        shown = await answered(
            client,
            asked.pages[0],
            "38.9",
            None,
            "112.3333",
            discountKind="percent",
            discountValue="2.5",
            freight="90",
            taxes="10.00",
            paymentDays=[60, 30],
            deliveryDays=7,
            validUntil=in_days(30)[:10],
            paymentTerms="Boleto",
            notes="Descarga por conta do comprador",
        )
        # 4,668.00 + 1,123.33 = 5,791.33; 2.5% is 144.78
        assert (shown["status"], shown["answer"]["subtotal"], shown["answer"]["total"]) == (
            "active",
            "5791.33",
            "5746.55",
        )
        assert shown["answer"]["paymentDays"] == [30, 60]
        quotation_id = asked.quotations[0]["id"]
        whole = (await asked.buyer.get(f"/api/quotations/{quotation_id}")).json()
        assert (whole["status"], whole["total"], whole["answeredBy"]) == ("active", "5746.55", "Seu João")
        assert [(item["available"], item["unitPrice"], item["total"]) for item in whole["items"]] == [
            (True, "38.9000", "4668.00"),
            (False, "0.0000", "0.00"),
            (True, "112.3333", "1123.33"),
        ]
        assert whole["contact"]["email"] == asked.suppliers[0]["email"]
        request = (await asked.buyer.get(f"/api/purchase-requests/{asked.request['id']}")).json()
        assert (request["invited"], request["answered"]) == (3, 1)
        [told] = await heard(asked.buyer, "quotation_received")
        assert told["thingId"] == asked.round["id"]
        assert told["message"].endswith("R$ 5.746,55.")

    async def test_keeps_who_answered_from_where(self, world: World, client: httpx.AsyncClient, db: Database) -> None:
        asked = await quoting(world)
        body = answer_of((await client.get(asked.pages[0])).json(), "38", "110", "120")
        headers = {"User-Agent": "telefone/1.0"}
        assert (await client.post(f"{asked.pages[0]}/answer", json=body, headers=headers)).status_code == 200
        path = f"/api/purchase-requests/{asked.request['id']}/history"
        [line] = (await asked.buyer.get(path, params={"kind": "quotation_answered"})).json()["data"]
        assert line["person"] == {"id": None, "name": asked.suppliers[0]["name"]}
        assert (line["detail"]["userAgent"], line["detail"]["address"]) == ("telefone/1.0", "127.0.0.1")
        async with db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            assert str(await tx.fetchval("select answered_from from quotations where answered_at is not null")) == (
                "127.0.0.1"
            )

    async def test_again_takes_the_place_of_the_answer_before(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world)
        await answered(client, asked.pages[0], "38.9", "110", "120")
        shown = await answered(client, asked.pages[0], "38", None, None)
        assert shown["answer"]["total"] == "4560.00"
        request = (await asked.buyer.get(f"/api/purchase-requests/{asked.request['id']}")).json()
        assert request["answered"] == 1
        path = f"/api/purchase-requests/{asked.request['id']}/history"
        lines = (await asked.buyer.get(path, params={"kind": "quotation_answered"})).json()["data"]
        assert [line["detail"].get("before") for line in lines] == [{"total": "6693.00"}, None]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"items": []}, "items"),
            ({"discountKind": "percent", "discountValue": "20.01"}, "discountValue"),
            ({"validUntil": "2020-01-01"}, "validUntil"),
            ({"freight": "-1"}, "freight"),
            ({"notes": "a\x00b"}, "notes"),
            ({"paymentDays": [721]}, "paymentDays[0]"),
            ({"total": "1"}, "total"),
        ],
    )
    async def test_says_what_is_wrong(
        self, world: World, client: httpx.AsyncClient, change: dict[str, Any], field: str
    ) -> None:
        asked = await quoting(world, 1)
        body = answer_of((await client.get(asked.pages[0])).json(), "38.9", "110", "120") | change
        answer = await client.post(f"{asked.pages[0]}/answer", json=body)
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {field}), answer.text

    async def test_a_far_quantity_needs_a_reason(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 1)
        body = answer_of((await client.get(asked.pages[0])).json(), "38.9", None, None)
        body["items"][0]["quantity"] = "200"
        answer = await client.post(f"{asked.pages[0]}/answer", json=body)
        assert set(answer.json()["fields"]) == {"items[0].quantityReason"}
        body["items"][0]["quantityReason"] = "Só vendemos o palete fechado."
        answer = await client.post(f"{asked.pages[0]}/answer", json=body)
        assert answer.json()["answer"]["items"][0]["quantity"] == "200.000"

    async def test_of_many_at_once_all_count(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 4)
        await asyncio.gather(*(answered(client, page, "38.9", "110", "120") for page in asked.pages))
        request = (await asked.buyer.get(f"/api/purchase-requests/{asked.request['id']}")).json()
        assert (request["invited"], request["answered"]) == (4, 4)


class TestDeclining:
    async def test_says_why_and_takes_the_answer_away(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 2)
        await answered(client, asked.pages[0], "38.9", "110", "120")
        answer = await client.post(f"{asked.pages[0]}/decline", json={"reason": "Sem estoque até maio."})
        assert (answer.json()["status"], answer.json()["answer"]) == ("declined", None)
        whole = (await asked.buyer.get(f"/api/quotations/{asked.quotations[0]['id']}")).json()
        assert (whole["status"], whole["declinedReason"], whole["total"], whole["answeredAt"]) == (
            "declined",
            "Sem estoque até maio.",
            "0.00",
            None,
        )
        request = (await asked.buyer.get(f"/api/purchase-requests/{asked.request['id']}")).json()
        assert (request["invited"], request["answered"]) == (2, 0)
        again = await client.post(f"{asked.pages[0]}/decline", json={"reason": "Sem estoque até maio."})
        assert (again.status_code, again.json()["state"]) == (409, "declined")

    async def test_may_be_thought_over(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 1)
        await client.post(f"{asked.pages[0]}/decline", json={"reason": "Foi engano."})
        shown = await answered(client, asked.pages[0], "38.9", "110", "120")
        assert shown["status"] == "active"
        whole = (await asked.buyer.get(f"/api/quotations/{asked.quotations[0]['id']}")).json()
        assert whole["declinedReason"] == ""


class TestAsking:
    async def test_goes_both_ways_and_stays_between_the_two(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 2)
        question = await client.post(f"{asked.pages[0]}/messages", json={"text": "Descarrega no local?"})
        assert question.status_code == 201, question.text
        quotation_id = asked.quotations[0]["id"]
        reply = await asked.buyer.post(f"/api/quotations/{quotation_id}/messages", json={"text": "Sim, com munck."})
        assert reply.status_code == 201, reply.text
        messages = (await asked.buyer.get("/api/quotation-messages", params={"quotationId": quotation_id})).json()
        assert [(each["fromSupplier"], each["name"], each["text"]) for each in messages["data"]] == [
            (True, asked.suppliers[0]["name"], "Descarrega no local?"),
            (False, "Ana Souza", "Sim, com munck."),
        ]
        shown = (await client.get(asked.pages[0])).json()
        assert [each["text"] for each in shown["messages"]] == ["Descarrega no local?", "Sim, com munck."]
        assert (await client.get(asked.pages[1])).json()["messages"] == []
        [told] = await heard(asked.buyer, "quotation_question")
        assert told["message"].endswith("Descarrega no local?")

    async def test_ends_somewhere(self, world: World, client: httpx.AsyncClient, db: Database) -> None:
        asked = await quoting(world, 1)
        async with db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            await tx.execute(
                """
                insert into quotation_messages (tenant_id, quotation_id, from_supplier, text)
                select $1, $2, true, 'oi' from generate_series(1, 200)
                """,
                asked.buyer.tenant_id,
                UUID(asked.quotations[0]["id"]),
            )
        answer = await client.post(f"{asked.pages[0]}/messages", json={"text": "Mais uma"})
        assert (answer.status_code, answer.json()["code"]) == (409, "TOO_MANY_MESSAGES")


class TestAttaching:
    async def test_hangs_on_the_quotation_once_checked(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 2)
        file_id = await begun_file(client, asked.pages[0])
        assert (await client.get(asked.pages[0])).json()["attachments"] == []
        assert (await client.post(f"{asked.pages[0]}/files/{file_id}/confirm")).status_code == 200
        assert [each["name"] for each in (await client.get(asked.pages[0])).json()["attachments"]] == ["Proposta.pdf"]
        whole = (await asked.buyer.get(f"/api/quotations/{asked.quotations[0]['id']}")).json()
        assert ([each["id"] for each in whole["attachments"]], whole["files"]) == ([file_id], 1)
        file = (await asked.buyer.get(f"/api/files/{file_id}")).json()
        assert (await client.get(file["url"])).content == PDF

    async def test_of_another_supplier_is_not_there(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 2)
        file_id = await begun_file(client, asked.pages[0])
        answer = await client.post(f"{asked.pages[1]}/files/{file_id}/confirm")
        assert answer.status_code == 404
        assert (await client.get(asked.pages[1])).json()["attachments"] == []

    async def test_ends_somewhere(self, world: World, client: httpx.AsyncClient, db: Database) -> None:
        asked = await quoting(world, 1)
        async with db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            await tx.execute(
                """
                insert into files (tenant_id, key, name, content_type, size_bytes, sha256, thing, thing_id)
                select $1, gen_random_uuid()::text, 'a.pdf', 'application/pdf', 1, '0', 'quotation', $2
                from generate_series(1, 20)
                """,
                asked.buyer.tenant_id,
                UUID(asked.quotations[0]["id"]),
            )
        ticket = {"name": "a.pdf", "contentType": "application/pdf", "size": 5, "sha256": "0" * 64}
        answer = await client.post(f"{asked.pages[0]}/files", json=ticket)
        assert (answer.status_code, answer.json()["code"]) == (409, "TOO_MANY_ATTACHMENTS")


class TestKeptOut:
    async def test_who_guesses(self, world: World, client: httpx.AsyncClient, settings: Settings) -> None:
        asked = await quoting(world, 2)
        tenant_id, quotation_id = asked.buyer.tenant_id, UUID(asked.quotations[0]["id"])
        ours, another = Tokens(settings.jwt_secret), Tokens("another secret, 0123456789 0123456789")
        head, body, signature = asked.tokens[0].split(".")
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        claims["sub"] = asked.quotations[1]["id"]
        forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
        guesses = {
            "x": "INVALID_LINK",
            asked.tokens[0][:-4] + "AAAA": "INVALID_LINK",
            f"{head}.{forged}.{signature}": "INVALID_LINK",
            another.link(QUOTATION_LINK.purpose, tenant_id, quotation_id, claims["non"], 600): "INVALID_LINK",
            ours.link("proposal", tenant_id, quotation_id, claims["non"], 600): "INVALID_LINK",
            ours.link(QUOTATION_LINK.purpose, tenant_id, uuid4(), claims["non"], 600): "INVALID_LINK",
            ours.link(QUOTATION_LINK.purpose, uuid4(), quotation_id, claims["non"], 600): "INVALID_LINK",
            ours.link(QUOTATION_LINK.purpose, tenant_id, quotation_id, claims["non"], -1): "EXPIRED_LINK",
            ours.link(QUOTATION_LINK.purpose, tenant_id, quotation_id, "guess", 600): "LINK_REPLACED",
        }
        for token, code in guesses.items():
            assert await refused(client, page_of(token), asked) == code, token
        assert (await client.get(asked.pages[0])).status_code == 200

    async def test_who_comes_late(self, world: World, client: httpx.AsyncClient, db: Database) -> None:
        asked = await quoting(world)
        await answered(client, asked.pages[0], "38.9", "110", "120")
        await over(db, asked)
        for page in asked.pages:
            assert await refused(client, page, asked) == "QUOTATION_CLOSED"

    async def test_who_comes_after_the_award(self, world: World, client: httpx.AsyncClient, db: Database) -> None:
        asked = await quoting(world)
        for page in asked.pages[:2]:
            await answered(client, page, "38.9", "110", "120")
        async with db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            row = await tx.fetchrow("select * from quotation_rounds where id = $1 for update", UUID(asked.round["id"]))
            assert row is not None
            await round_closing.settle(tx, row, {UUID(asked.quotations[0]["id"])})
        for page in asked.pages:
            assert await refused(client, page, asked) == "QUOTATION_DECIDED"

    async def test_whose_invitation_or_round_was_cancelled(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world)
        path = f"/api/quotations/{asked.quotations[0]['id']}/cancel"
        assert (await asked.buyer.post(path, json={"reason": "Não atende a região."})).status_code == 200
        assert await refused(client, asked.pages[0], asked) == "QUOTATION_CANCELLED"
        assert (await client.get(asked.pages[1])).status_code == 200
        path = f"/api/quotation-rounds/{asked.round['id']}/cancel"
        assert (await asked.buyer.post(path, json={"reason": "A obra parou."})).status_code == 200
        assert await refused(client, asked.pages[1], asked) == "QUOTATION_CANCELLED"

    async def test_whose_link_was_replaced(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 1)
        quotation_id = asked.quotations[0]["id"]
        renewed = await asked.buyer.post(f"/api/quotations/{quotation_id}/link")
        assert renewed.status_code == 201, renewed.text
        assert await refused(client, asked.pages[0], asked) == "LINK_REPLACED"
        assert (await client.get(page_of(await token_of(asked.buyer, quotation_id)))).status_code == 200

    async def test_who_asks_of_what_is_anothers(self, world: World, client: httpx.AsyncClient) -> None:
        """A link is a right to its own quotation: another's items, and another organisation's, are not there."""
        asked = await quoting(world, 1)
        others = [await quoting_of(world, asked.buyer, 1), await quoting(world, 1)]
        own = (await client.get(asked.pages[0])).json()
        for other in others:
            foreign = (await client.get(other.pages[0])).json()
            body = answer_of(own, "38.9", "110", "120")
            body["items"][2]["itemId"] = foreign["items"][2]["id"]
            answer = await client.post(f"{asked.pages[0]}/answer", json=body)
            assert set(answer.json()["fields"]) == {"items[2].itemId"}
            assert (await client.get(other.pages[0])).json()["status"] == "invited"

    async def test_signed_in_people_have_no_more_right_by_a_link(self, world: World, client: httpx.AsyncClient) -> None:
        asked = await quoting(world, 1)
        other: Person = await world.organisation("Concorrente")
        assert (await other.get(asked.pages[0])).status_code == 200  # the link is the right, whoever holds it
        assert (await other.get(f"/api/quotations/{asked.quotations[0]['id']}")).status_code == 404
