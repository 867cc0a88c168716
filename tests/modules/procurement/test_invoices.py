from __future__ import annotations

import asyncio
import hashlib
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from tests.brazil.nfe_documents import BUYER, SUPPLIER, Line, nfe_xml
from tests.factories import Person, World
from tests.modules.procurement.invoice_steps import (
    CEMENT,
    STEEL,
    Bought,
    Wanted,
    arrived,
    bought,
    note_lines,
    sent_note,
    set_receipt,
)
from tests.modules.procurement.organisation_steps import new_supplier
from tests.modules.procurement.procurement_steps import Firm, new_firm

from esteio.core.errors import NotFound
from esteio.modules.procurement import permissions
from esteio.modules.procurement.rules.match import Difference, DifferenceKind
from esteio.modules.procurement.rules.policy import ApprovalPolicy, policy_json
from esteio.modules.procurement.service import match

K = DifferenceKind
OTHER = "46377222000129"
REASON = {"reason": "Cancelada pelo emitente"}


@pytest.fixture
async def firm(world: World) -> Firm:
    return await new_firm(world)


async def act(
    person: Person, invoice: dict[str, Any], action: str, body: Any = None, *, status: int = 200, **headers: str
) -> dict[str, Any]:
    """Do something with an invoice; the invoice after it, or the problem where another `status` is expected."""
    answer = await person.post(f"/api/invoices/{invoice['id']}/{action}", json=body, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.json()


async def put_items(
    person: Person, invoice: dict[str, Any], *items: dict[str, Any], status: int = 200, **headers: str
) -> dict[str, Any]:
    answer = await person.put(f"/api/invoices/{invoice['id']}/items", json={"items": items}, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.json()


async def uploaded(person: Person, data: bytes) -> str:
    """The id of a file that was sent as a note."""
    ticket = {
        "name": "nota.xml",
        "contentType": "text/xml",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "thing": "invoice",
    }
    begun = await person.post("/api/files", json=ticket)
    assert begun.status_code == 201, begun.text
    upload = begun.json()
    stored = await person.client.request(upload["method"], upload["url"], content=data, headers=upload["headers"])
    assert stored.status_code == 200, stored.text
    confirmed = await person.post(f"/api/files/{upload['id']}/confirm")
    assert confirmed.status_code == 200, confirmed.text
    return upload["id"]


async def differences(order: Bought, receipt_id: UUID) -> list[Difference]:
    async with order.world.db.transaction(order.scope) as tx:
        return await match.differences(tx, order.id, receipt_id)


async def kinds(order: Bought, receipt_id: UUID) -> list[DifferenceKind]:
    return [each.kind for each in await differences(order, receipt_id)]


async def order_events(order: Bought) -> list[str]:
    async with order.world.db.transaction(order.scope) as tx:
        rows = await tx.fetch("select kind from purchase_order_events where order_id = $1 order by at, id", order.id)
    return [row["kind"] for row in rows]


class TestAdd:
    async def test_a_note_that_names_its_order_is_linked_and_its_lines_are_recognised(self, firm: Firm) -> None:
        order = await bought(firm)
        made = await sent_note(firm.warehouse, *note_lines(order), freight="10.00")
        assert made["order"] == {"id": str(order.id), "code": order.code}
        assert made["supplier"]["name"] == "Casa do Construtor"
        assert (made["items"], made["unmapped"]) == (2, 0)
        assert [line["orderItemId"] for line in made["lines"]] == [str(each) for each in order.items]
        assert all(line["suggested"] and Decimal(line["factor"]) == 1 for line in made["lines"])
        assert (made["productsTotal"], made["freight"], made["total"]) == ("6090.00", "10.00", "6100.00")
        assert made["issuer"] == {"document": SUPPLIER, "name": "CASA DO CONSTRUTOR MATERIAIS LTDA"}
        assert made["issuedAt"] == "2026-03-05T13:12:45Z"
        assert made["can"] == ["link", "map", "cancel"]
        assert await order_events(order) == ["invoice_linked"]

    async def test_a_note_of_nobody_known_waits_for_its_order(self, firm: Firm) -> None:
        made = await sent_note(firm.warehouse, issuer=OTHER)
        assert (made["order"], made["supplier"], made["unmapped"]) == (None, None, 1)
        assert made["can"] == ["link", "cancel"]

    async def test_a_branch_is_its_firm(self, firm: Firm) -> None:
        order = await bought(firm)
        branch = "11222333000262"
        made = await sent_note(firm.warehouse, *note_lines(order), issuer=branch)
        assert made["order"]["id"] == str(order.id)
        assert (await sent_note(firm.warehouse, issuer=branch))["supplier"]["id"] == order.supplier["id"]

    async def test_a_note_that_names_an_order_of_somebody_else_is_not_linked(self, firm: Firm) -> None:
        order = await bought(firm)
        assert (await sent_note(firm.warehouse, *note_lines(order), issuer=OTHER))["order"] is None

    @pytest.mark.parametrize("status", ["draft", "cancelled"])
    async def test_an_order_that_is_not_with_its_supplier_takes_no_notes(self, firm: Firm, status: str) -> None:
        order = await bought(firm, status=status)
        assert (await sent_note(firm.warehouse, *note_lines(order)))["order"] is None
        refused = await sent_note(firm.warehouse, order=order, status=409)
        assert (refused["code"], refused["state"]) == ("CONFLICT", status)

    async def test_a_note_for_an_order_of_another_supplier_is_refused(self, firm: Firm) -> None:
        order = await bought(firm)
        refused = await sent_note(firm.warehouse, order=order, issuer=OTHER, status=409)
        assert refused["code"] == "INVOICE_OF_ANOTHER_SUPPLIER"

    async def test_a_supplier_without_a_document_is_taken_at_its_word_and_the_match_says_so(self, firm: Firm) -> None:
        shop = await new_supplier(firm.owner, kind="ONLINE", website="https://loja.exemplo.com.br", document="")
        order = await bought(firm, supplier=shop)
        made = await sent_note(firm.warehouse, *note_lines(order), order=order, issuer=OTHER)
        receipt = await arrived(order, "100", "50", invoice_id=made["id"])
        assert await kinds(order, receipt) == [K.ISSUER]

    async def test_the_same_note_twice(self, firm: Firm) -> None:
        made = await sent_note(firm.warehouse, number=77)
        again = await sent_note(firm.warehouse, number=77, status=409)
        assert (again["code"], again["invoiceId"]) == ("DUPLICATE_INVOICE", made["id"])
        spaced = await firm.warehouse.post("/api/invoices", json={"xml": nfe_xml(number=77) + "\n"})
        assert spaced.json()["code"] == "DUPLICATE_INVOICE"

    async def test_the_same_note_by_two_people_at_once(self, firm: Firm) -> None:
        body = {"xml": nfe_xml(number=78)}
        answers = await asyncio.gather(*(firm.warehouse.post("/api/invoices", json=body) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
        codes = {answer.json().get("code") for answer in answers if answer.status_code == 409}
        assert codes == {"DUPLICATE_INVOICE"}

    async def test_another_organisation_may_have_the_same_note(self, firm: Firm, world: World) -> None:
        await sent_note(firm.warehouse, number=79)
        assert (await sent_note(await world.organisation(), number=79))["order"] is None

    @pytest.mark.parametrize(
        ("xml", "word"),
        [
            ("", "XML"),
            ("não é xml", "XML"),
            ("<a/>", "outro tipo"),
            ('<!DOCTYPE nfeProc [<!ENTITY e SYSTEM "file:///etc/passwd">]><nfeProc>&e;</nfeProc>', "DOCTYPE"),
            (nfe_xml(changes={"<cStat>100": "<cStat>302"}), "autorizado"),
            (nfe_xml(changes={"<cDV>": "<cDV>1"}), "chave"),
            (nfe_xml(changes={"<qCom>100": "<qCom>abc"}), "qCom"),
        ],
    )
    async def test_what_is_no_note_is_said_to_be_none(self, firm: Firm, xml: str, word: str) -> None:
        answer = await firm.warehouse.post("/api/invoices", json={"xml": xml})
        assert (answer.status_code, answer.json()["code"]) == (422, "INVOICE_UNREADABLE")
        assert word in answer.json()["fields"]["xml"]
        assert "root:" not in answer.text

    async def test_ten_megabytes_do_not_get_in(self, firm: Firm) -> None:
        answer = await firm.warehouse.post("/api/invoices", json={"xml": "x" * 10_000_000})
        assert answer.status_code == 413

    @pytest.mark.parametrize("body", [{}, {"xml": "<a/>", "fileId": str(uuid4())}])
    async def test_one_source_is_to_be_named(self, firm: Firm, body: dict[str, str]) -> None:
        answer = await firm.warehouse.post("/api/invoices", json=body)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["xml"])

    async def test_an_order_that_does_not_exist(self, firm: Firm) -> None:
        answer = await firm.warehouse.post("/api/invoices", json={"xml": nfe_xml(), "orderId": str(uuid4())})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["orderId"])

    async def test_who_may_not_count_may_not_send_any(self, firm: Firm) -> None:
        answer = await firm.requester.post("/api/invoices", json={"xml": nfe_xml()})
        assert answer.json()["permission"] == permissions.RECEIPTS_COUNT


class TestUpload:
    async def test_a_file_that_was_uploaded(self, firm: Firm) -> None:
        data = b"\xef\xbb\xbf" + nfe_xml(number=80).encode()
        file_id = await uploaded(firm.warehouse, data)
        answer = await firm.warehouse.post("/api/invoices", json={"fileId": file_id})
        assert answer.status_code == 201, answer.text
        assert answer.json()["fileId"] == file_id
        given = await firm.requester.get(f"/api/invoices/{answer.json()['id']}/xml")
        assert given.content == data

    async def test_a_file_too_large_to_be_a_note(self, firm: Firm) -> None:
        file_id = await uploaded(firm.warehouse, b"<a>" + b"x" * 5_000_000 + b"</a>")
        answer = await firm.warehouse.post("/api/invoices", json={"fileId": file_id})
        assert answer.status_code == 413

    async def test_a_file_that_is_no_note(self, firm: Firm) -> None:
        file_id = await uploaded(firm.warehouse, b"<a>x</a>")
        answer = await firm.warehouse.post("/api/invoices", json={"fileId": file_id})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["fileId"])

    async def test_a_file_of_another_organisation(self, firm: Firm, world: World) -> None:
        file_id = await uploaded(await world.organisation(), nfe_xml(number=81).encode())
        answer = await firm.warehouse.post("/api/invoices", json={"fileId": file_id})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["fileId"])


class TestXml:
    async def test_is_given_back_as_it_came(self, firm: Firm) -> None:
        made = await sent_note(firm.warehouse, number=82)
        answer = await firm.requester.get(f"/api/invoices/{made['id']}/xml")
        assert answer.content == nfe_xml(number=82).encode()
        assert answer.headers["content-type"].startswith("application/xml")
        assert f"{made['accessKey']}-nfe.xml" in answer.headers["content-disposition"]
        assert answer.headers["content-disposition"].startswith("attachment")

    async def test_of_what_is_not_there(self, firm: Firm) -> None:
        assert (await firm.requester.get(f"/api/invoices/{uuid4()}/xml")).status_code == 404


class TestLink:
    async def test_takes_the_lines_for_that_orders_items(self, firm: Firm) -> None:
        order = await bought(firm)
        made = await sent_note(
            firm.warehouse, Line(), Line(description="FURADEIRA 750W", quantity="1", unit_price="300")
        )
        linked = await act(firm.warehouse, made, "link", {"orderId": str(order.id)})
        assert linked["order"]["code"] == order.code
        assert [line["orderItemId"] for line in linked["lines"]] == [str(order.items[0]), None]
        assert linked["unmapped"] == 1

    async def test_to_another_order_forgets_the_items_of_the_first(self, firm: Firm) -> None:
        first, second = await bought(firm), await bought(firm, CEMENT)
        made = await sent_note(firm.warehouse, *note_lines(first))
        moved = await act(firm.warehouse, made, "link", {"orderId": str(second.id)})
        assert [line["orderItemId"] for line in moved["lines"]] == [str(second.items[0]), None]
        assert await order_events(first) == ["invoice_linked", "invoice_unlinked"]
        assert await order_events(second) == ["invoice_linked"]

    async def test_to_none(self, firm: Firm) -> None:
        made = await sent_note(firm.warehouse, *note_lines(await bought(firm)))
        freed = await act(firm.warehouse, made, "link", {"orderId": None})
        assert (freed["order"], freed["unmapped"]) == (None, 2)
        assert {line["orderItemId"] for line in freed["lines"]} == {None}
        assert freed["supplier"]["name"] == "Casa do Construtor"

    async def test_somebody_changed_it_first(self, firm: Firm) -> None:
        order = await bought(firm)
        made = await sent_note(firm.warehouse, *note_lines(order))
        await act(firm.warehouse, made, "link", {"orderId": None}, **{"If-Match": f'"{made["version"]}"'})
        late = await act(
            firm.warehouse, made, "link", {"orderId": str(order.id)}, status=412, **{"If-Match": f'"{made["version"]}"'}
        )
        assert late["code"] == "VERSION_CONFLICT"

    async def test_what_a_receipt_names_stays_with_its_order(self, firm: Firm) -> None:
        order = await bought(firm)
        made = await sent_note(firm.warehouse, *note_lines(order))
        receipt = await arrived(order, "100", "50", invoice_id=made["id"])
        refused = await act(firm.warehouse, made, "link", {"orderId": None}, status=409)
        assert (refused["code"], refused["state"], refused["allowed"]) == ("INVOICE_IN_USE", "in_use", ["map"])
        await set_receipt(order, receipt, "cancelled")
        await act(firm.warehouse, made, "link", {"orderId": None})

    async def test_other_peoples_rights_are_not_enough(self, firm: Firm) -> None:
        made = await sent_note(firm.warehouse)
        refused = await act(firm.buyer, made, "link", {"orderId": None}, status=403)
        assert refused["permission"] == permissions.RECEIPTS_CHECK


class TestMapping:
    async def test_a_person_says_what_each_line_is(self, firm: Firm) -> None:
        order = await bought(firm)
        made = await sent_note(
            firm.warehouse, Line(description="XPTO", quantity="2", unit_price="1945", unit="PLT"), order=order
        )
        line = made["lines"][0]
        put = await put_items(
            firm.warehouse, made, {"id": line["id"], "orderItemId": str(order.items[0]), "factor": "50"}
        )
        (after,) = put["lines"]
        assert (after["orderItemId"], Decimal(after["factor"]), after["suggested"]) == (str(order.items[0]), 50, False)
        assert put["unmapped"] == 0
        receipt = await arrived(order, "100", invoice_id=made["id"])
        assert await differences(order, receipt) == []

    async def test_what_is_wrong_is_said_of_each_line(self, firm: Firm) -> None:
        order, other = await bought(firm), await bought(firm)
        made = await sent_note(firm.warehouse, *note_lines(order))
        first, second = (line["id"] for line in made["lines"])
        wrong = await put_items(
            firm.warehouse,
            made,
            {"id": first, "orderItemId": str(other.items[0])},
            {"id": first, "orderItemId": None},
            {"id": str(uuid4()), "orderItemId": None},
            {"id": second, "orderItemId": None, "factor": "0"},
            status=422,
        )
        assert list(wrong["fields"]) == ["items[0].orderItemId", "items[1].id", "items[2].id", "items[3].factor"]
        missing = await put_items(firm.warehouse, made, {"id": first, "orderItemId": None}, status=422)
        assert list(missing["fields"]) == ["items"]
        for factor in ("NaN", "Infinity", "-1", "0.0000001", "1e99"):
            bad = [{"id": each, "orderItemId": None, "factor": factor} for each in (first, second)]
            assert (await put_items(firm.warehouse, made, *bad, status=422))["code"] == "VALIDATION_FAILED"

    async def test_an_invoice_without_an_order_has_no_items(self, firm: Firm) -> None:
        made = await sent_note(firm.warehouse)
        refused = await put_items(firm.warehouse, made, {"id": made["lines"][0]["id"], "orderItemId": None}, status=409)
        assert refused["state"] == "free"

    async def test_what_a_receipt_was_done_with_does_not_change(self, firm: Firm) -> None:
        order = await bought(firm)
        made = await sent_note(firm.warehouse, *note_lines(order))
        await arrived(order, "100", "50", invoice_id=made["id"], status="done")
        seen = (await firm.warehouse.get(f"/api/invoices/{made['id']}")).json()
        assert seen["can"] == []
        lines = [{"id": line["id"], "orderItemId": None} for line in made["lines"]]
        assert (await put_items(firm.warehouse, made, *lines, status=409))["code"] == "INVOICE_IN_USE"
        assert (await act(firm.warehouse, made, "cancel", REASON, status=409))["state"] == "checked"


class TestCancel:
    async def test_a_cancelled_note_does_not_count_until_it_is_restored(self, firm: Firm) -> None:
        order = await bought(firm)
        made = await sent_note(firm.warehouse, *note_lines(order))
        receipt = await arrived(order, "100", "50")
        assert await kinds(order, receipt) == []
        gone = await act(firm.warehouse, made, "cancel", REASON)
        assert (gone["can"], gone["cancelledReason"]) == (["restore"], REASON["reason"])
        assert await kinds(order, receipt) == [K.NO_INVOICE]
        assert (await act(firm.warehouse, made, "link", {"orderId": None}, status=409))["state"] == "cancelled"
        back = await act(firm.warehouse, made, "restore")
        assert (back["cancelledAt"], back["order"]["id"]) == (None, str(order.id))
        assert await kinds(order, receipt) == []
        assert await order_events(order) == ["invoice_linked", "invoice_cancelled", "invoice_restored"]

    async def test_takes_a_reason(self, firm: Firm) -> None:
        made = await sent_note(firm.warehouse)
        for reason in ("curto", " " * 20):
            assert "reason" in (await act(firm.warehouse, made, "cancel", {"reason": reason}, status=422))["fields"]

    async def test_only_what_was_cancelled_is_restored(self, firm: Firm) -> None:
        made = await sent_note(firm.warehouse)
        assert (await act(firm.warehouse, made, "restore", status=409))["allowed"] == ["link", "cancel"]


class TestList:
    async def test_by_order_supplier_day_and_words(self, firm: Firm) -> None:
        order = await bought(firm)
        linked = await sent_note(firm.warehouse, *note_lines(order), number=101)
        free = await sent_note(firm.warehouse, issuer=OTHER, issuer_name="AREAL DO ZÉ", number=102)
        cancelled = await sent_note(firm.warehouse, number=103, issued_at="2026-02-28T23:59:59-03:00")
        await act(firm.warehouse, cancelled, "cancel", REASON)

        async def listed(**query: object) -> list[str]:
            answer = await firm.requester.get("/api/invoices", params={"sort": "createdAt", **query})
            assert answer.status_code == 200, answer.text
            return [row["number"] for row in answer.json()["data"]]

        assert await listed() == ["101", "102"]
        assert await listed(orderId=order.id) == ["101"]
        assert await listed(supplierId=order.supplier["id"]) == ["101"]
        assert await listed(linked=False) == ["102"]
        assert await listed(cancelled=True) == ["103"]
        assert await listed(cancelled=True, to="2026-02-28") == ["103"]
        assert await listed(**{"from": "2026-03-06"}) == []
        assert await listed(q="areal ze") == ["102"]
        assert await listed(q=linked["accessKey"][20:30]) == ["101", "102"]
        row = (await firm.warehouse.get("/api/invoices", params={"q": "areal"})).json()["data"][0]
        said = {key: value for key, value in row.items() if not key.endswith("At")}
        assert said == {key: free[key] for key in said}

    async def test_a_row_says_what_its_reader_can_do(self, firm: Firm) -> None:
        await sent_note(firm.warehouse)
        rows = [(await person.get("/api/invoices")).json()["data"][0]["can"] for person in (firm.warehouse, firm.buyer)]
        assert rows == [["link", "cancel"], []]

    async def test_changes_are_told(self, firm: Firm) -> None:
        order = await bought(firm)
        made = await sent_note(firm.warehouse, *note_lines(order))
        first = (await firm.warehouse.get("/api/invoices")).json()
        await arrived(order, "100", "50", invoice_id=made["id"])
        delta = await firm.warehouse.get("/api/invoices", params={"since": first["cursor"]})
        (row,) = delta.json()["data"]
        assert (row["id"], row["can"]) == (made["id"], ["map"])


class TestDifferences:
    async def test_none_when_all_agree(self, firm: Firm) -> None:
        order = await bought(firm, freight="50.00")
        made = await sent_note(firm.warehouse, *note_lines(order), freight="50.00")
        receipt = await arrived(order, "100", "50", invoice_id=made["id"])
        assert await differences(order, receipt) == []

    async def test_a_receipt_without_a_note(self, firm: Firm) -> None:
        order = await bought(firm)
        assert await kinds(order, await arrived(order, "100", "50")) == [K.NO_INVOICE]

    async def test_a_receipt_that_names_no_note_goes_with_those_that_nobody_names(self, firm: Firm) -> None:
        order = await bought(firm)
        cement, steel = note_lines(order)
        first = await sent_note(firm.warehouse, cement)
        second = await sent_note(firm.warehouse, steel)
        named = await arrived(order, "100", invoice_id=first["id"])
        rest = await arrived(order, "0", "50")
        assert await kinds(order, named) == []
        assert await kinds(order, rest) == []
        assert second["order"]["id"] == str(order.id)

    async def test_one_note_whose_goods_come_in_two_lorries(self, firm: Firm) -> None:
        order = await bought(firm)
        made = await sent_note(firm.warehouse, *note_lines(order))
        first = await arrived(order, "60", "50", invoice_id=made["id"])
        (difference,) = await differences(order, first)
        assert (difference.kind, difference.expected, difference.found) == (K.QUANTITY, Decimal(60), Decimal(100))
        second = await arrived(order, "40", invoice_id=made["id"])
        assert await differences(order, first) == await differences(order, second) == []

    async def test_two_notes_that_charge_more_than_was_ordered_together(self, firm: Firm) -> None:
        order = await bought(firm, CEMENT)
        (line,) = note_lines(order, CEMENT)
        first = await sent_note(firm.warehouse, line)
        second = await sent_note(firm.warehouse, Line(quantity="5", order_code=order.code, order_position=1))
        await arrived(order, "100", invoice_id=first["id"], status="done")
        receipt = await arrived(order, "5", invoice_id=second["id"])
        assert await kinds(order, receipt) == [K.OVER_ORDERED, K.TOTAL]

    async def test_prices_quantities_and_strange_things(self, firm: Firm) -> None:
        order = await bought(firm)
        lines = [
            Line(quantity="100", unit_price="41.00", order_code=order.code, order_position=1),
            Line(description="FRETE MUNK", quantity="1", unit_price="350", unit="SV", order_code=order.code),
        ]
        made = await sent_note(firm.warehouse, *lines)
        receipt = await arrived(order, "95", "50", refused="5", invoice_id=made["id"])
        assert await kinds(order, receipt) == [K.QUANTITY, K.PRICE, K.MISSING, K.EXTRA]

    async def test_a_note_for_somebody_else(self, firm: Firm) -> None:
        changed = await firm.owner.put("/api/organisation", json={"name": "Obra Boa", "document": OTHER})
        assert changed.status_code == 200, changed.text
        order = await bought(firm)
        made = await sent_note(firm.warehouse, *note_lines(order), recipient=BUYER)
        receipt = await arrived(order, "100", "50", invoice_id=made["id"])
        assert await kinds(order, receipt) == [K.RECIPIENT]

    async def test_the_policy_that_the_request_is_under_says_what_is_tolerated(self, firm: Firm) -> None:
        order = await bought(firm, Wanted(unit_price="100.00"))
        line = Line(unit_price="100.99", order_code=order.code, order_position=1)
        made = await sent_note(firm.warehouse, line)
        receipt = await arrived(order, "100", invoice_id=made["id"])
        assert await differences(order, receipt) == []
        async with firm.world.db.transaction(firm.scope) as tx:
            await tx.execute(
                """
                insert into approval_policies (tenant_id, number, policy, created_by)
                values ($1, 90, $2::text::jsonb, $3)
                """,
                firm.owner.tenant_id,
                policy_json(ApprovalPolicy(price_tolerance_percent=Decimal("0.5"))).decode(),
                firm.owner.id,
            )
            await tx.execute(
                """
                update purchase_requests set policy_number = 90
                where id = (select request_id from purchase_orders where id = $1)
                """,
                order.id,
            )
        assert await kinds(order, receipt) == [K.PRICE, K.TOTAL]

    async def test_a_receipt_of_another_order_or_organisation(self, firm: Firm, world: World) -> None:
        order, other = await bought(firm), await bought(firm)
        receipt = await arrived(other, "1")
        with pytest.raises(NotFound):
            await differences(order, receipt)


class TestMatch:
    async def test_order_receipts_and_invoices_beside_each_other(self, firm: Firm) -> None:
        order = await bought(firm, freight="50.00")
        cement, steel = note_lines(order)
        made = await sent_note(firm.warehouse, cement, freight="50.00")
        await arrived(order, "98", refused="2", invoice_id=made["id"])
        answer = await firm.requester.get(f"/api/purchase-orders/{order.id}/match")
        assert answer.status_code == 200, answer.text
        found = answer.json()
        first, second = found["lines"]
        assert (first["ordered"], first["accepted"], first["refused"], first["invoiced"]) == (
            "100.000",
            "98.000",
            "2.000",
            "100.000",
        )
        assert (first["unitPrice"], first["invoicedUnitPrice"]) == ("38.9000", "38.9000")
        assert (second["description"], second["invoiced"], second["invoicedUnitPrice"]) == (
            STEEL.description,
            "0.000",
            None,
        )
        assert found["ordered"] == {"products": "6090.00", "freight": "50.00", "taxes": "0.00", "total": "6140.00"}
        assert found["invoiced"] == {"products": "3890.00", "freight": "50.00", "taxes": "0.00", "total": "3940.00"}
        assert [each["invoiceId"] for each in found["receipts"]] == [made["id"]]
        assert [each["id"] for each in found["invoices"]] == [made["id"]]
        (difference,) = found["differences"]
        assert (difference["kind"], difference["expected"], difference["found"]) == ("quantity", "98.000", "100.000")
        assert "98 SC (2 SC recusados)" in difference["sentence"]
        assert steel.order_code == order.code

    async def test_nothing_came_and_nothing_is_charged(self, firm: Firm) -> None:
        order = await bought(firm)
        found = (await firm.requester.get(f"/api/purchase-orders/{order.id}/match")).json()
        assert (found["differences"], found["receipts"], found["invoices"]) == ([], [], [])

    async def test_of_what_is_not_there(self, firm: Firm, client: httpx.AsyncClient) -> None:
        assert (await firm.requester.get(f"/api/purchase-orders/{uuid4()}/match")).status_code == 404
