"""Comments and attachments of requests."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from tests.factories import Person, World
from tests.modules.procurement.procurement_steps import Firm, move, new_draft, new_firm, notices, read, submitted

pytestmark = pytest.mark.anyio

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
async def firm(world: World) -> Firm:
    return await new_firm(world)


async def comment(person: Person, request_id: str, text: str, *mentions: Person) -> dict[str, Any]:
    body = {"text": text, "mentions": [str(each.id) for each in mentions]}
    answer = await person.post(f"/api/purchase-requests/{request_id}/comments", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def listed(person: Person, request_id: str, **query: str) -> list[dict[str, Any]]:
    answer = await person.get("/api/purchase-request-comments", params={"requestId": request_id, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


class TestComments:
    async def test_who_takes_part_and_who_is_named_hears_of_it(self, firm: Firm) -> None:
        made = await submitted(firm)
        said = await comment(firm.approver, made["id"], "Serve CP III?", firm.warehouse)
        assert said["mentions"] == [{"id": str(firm.warehouse.id), "name": "Hugo Pires"}]
        for person in (firm.requester, firm.warehouse):
            assert "Serve CP III?" in (await notices(person, "purchase_request_commented"))[0]
        assert await notices(firm.buyer, "purchase_request_commented") == []
        await comment(firm.requester, made["id"], "Serve.")
        assert "Serve." in (await notices(firm.approver, "purchase_request_commented"))[0]
        assert len(await notices(firm.warehouse, "purchase_request_commented")) == 2
        assert [each["text"] for each in await listed(firm.buyer, made["id"])] == ["Serve CP III?", "Serve."]

    async def test_its_author_takes_it_back_and_others_do_not(self, firm: Firm) -> None:
        made = await new_draft(firm)
        said = await comment(firm.requester, made["id"], "Fora de hora")
        path = f"/api/purchase-requests/{made['id']}/comments/{said['id']}"
        assert (await firm.warehouse.delete(path)).status_code == 403
        assert (await listed(firm.warehouse, made["id"]))[0]["canAlso"] == {str(firm.requester.id): ["delete"]}
        assert (await firm.requester.delete(path)).status_code == 204
        row = (await listed(firm.warehouse, made["id"]))[0]
        assert (row["deleted"], row["text"], row["canAlso"]) == (True, "", {})
        assert (await firm.requester.delete(path)).status_code == 404
        assert await listed(firm.warehouse, made["id"], q="hora") == []

    async def test_who_looks_after_all_requests_may_take_back_any(self, firm: Firm) -> None:
        made = await new_draft(firm)
        said = await comment(firm.requester, made["id"], "Fora de hora")
        assert (await listed(firm.buyer, made["id"]))[0]["can"] == ["delete"]
        path = f"/api/purchase-requests/{made['id']}/comments/{said['id']}"
        assert (await firm.buyer.delete(path)).status_code == 204

    async def test_only_people_of_the_organisation_are_named(self, firm: Firm, world: World) -> None:
        made, stranger = await new_draft(firm), await world.organisation("Outra")
        body = {"text": "Oi", "mentions": [str(stranger.id)]}
        answer = await firm.requester.post(f"/api/purchase-requests/{made['id']}/comments", json=body)
        assert answer.status_code == 422
        assert list(answer.json()["fields"]) == ["mentions"]
        empty = await firm.requester.post(f"/api/purchase-requests/{made['id']}/comments", json={"text": "  "})
        assert list(empty.json()["fields"]) == ["text"]

    async def test_another_request_does_not_have_it(self, firm: Firm) -> None:
        made, other = await new_draft(firm), await new_draft(firm)
        said = await comment(firm.requester, made["id"], "Aqui")
        path = f"/api/purchase-requests/{other['id']}/comments/{said['id']}"
        assert (await firm.requester.delete(path)).status_code == 404


class TestAttachments:
    async def test_a_file_hangs_on_the_request(self, firm: Firm) -> None:
        made = await new_draft(firm)
        file_id = await attach(firm.requester, made["id"])
        shown = (await read(firm.buyer, made["id"]))["attachments"]
        assert [(each["id"], each["name"], each["size"]) for each in shown] == [(file_id, "projeto.pdf", len(PDF))]
        assert (await firm.buyer.get(f"/api/files/{file_id}")).status_code == 200

    async def test_nothing_is_hung_on_what_has_ended(self, firm: Firm) -> None:
        made = await new_draft(firm)
        await move(firm.requester, made["id"], "cancel")
        answer = await firm.requester.post("/api/files", json=ticket(made["id"]))
        assert answer.status_code == 409
        assert answer.json()["code"] == "REQUEST_NOT_EDITABLE"


def ticket(request_id: str) -> dict[str, object]:
    return {
        "name": "projeto.pdf",
        "contentType": "application/pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
        "thing": "purchase_request",
        "thingId": request_id,
    }


async def attach(person: Person, request_id: str) -> str:
    begun = await person.post("/api/files", json=ticket(request_id))
    assert begun.status_code == 201, begun.text
    upload = begun.json()
    stored = await person.client.request(upload["method"], upload["url"], content=PDF, headers=upload["headers"])
    assert stored.status_code == 200, stored.text
    confirmed = await person.post(f"/api/files/{upload['id']}/confirm")
    assert confirmed.status_code == 200, confirmed.text
    return upload["id"]
