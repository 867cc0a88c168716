"""Procurement's lists as files."""

from __future__ import annotations

import csv
import io
from enum import StrEnum

import httpx
import pytest
from organisation_steps import new_cost_centre, new_supplier
from spending_steps import spend
from tests.factories import World

from esteio.core.db import Database
from esteio.modules.procurement.rules import wording
from esteio.modules.procurement.rules.vocabulary import Fulfilment, OrderStatus, Priority, RequestStatus, SupplierKind

EXPORT = "procurement.export.run"


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


class TestFiles:
    async def test_of_suppliers_say_what_people_read(self, world: World) -> None:
        owner = await world.organisation()
        await new_supplier(
            owner, name="=1+1", document="11222333000181", categories=["Aço", "Tela"], paymentDays=[60, 30], score="8.5"
        )
        await new_supplier(owner, kind="PF", document="529.982.247-25")
        rows = rows_of(await owner.get("/api/suppliers/export", params={"kind": "PJ"}))
        assert [(row["Nome"], row["CPF/CNPJ"], row["Tipo"]) for row in rows] == [
            ("'=1+1", "11.222.333/0001-81", "Empresa")
        ]
        assert (rows[0]["Categorias"], rows[0]["Prazos (dias)"], rows[0]["Nota"]) == ("Aço, Tela", "30, 60", "8,5")
        trail = (await owner.get("/api/audit", params={"action": "fornecedores.exported"})).json()["data"]
        assert trail[0]["detail"] == {"rows": 1, "format": "csv", "filters": ["archived", "kind"]}

    async def test_of_requests_hold_the_filtered_list(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner, code="OB-1", name="Obra 1")
        for amount, status in (("1234.5", "quotation"), ("10", "draft")):
            await spend(db, owner, centre, amount, status=status, requester_id=owner.id)
        rows = rows_of(await owner.get("/api/purchase-requests/export", params={"status": "quotation,closed"}))
        assert [(row["Situação"], row["Estimado"], row["Centro de custo"]) for row in rows] == [
            ("Em cotação", "1234,50", "OB-1 · Obra 1")
        ]
        workbook = await owner.get("/api/purchase-requests/export", params={"format": "xlsx"})
        assert (workbook.status_code, workbook.content[:2]) == (200, b"PK")

    async def test_of_orders_may_be_empty(self, world: World) -> None:
        owner = await world.organisation()
        answer = await owner.get("/api/purchase-orders/export")
        assert rows_of(answer) == []
        assert answer.content.decode("utf-8-sig").startswith('"Código";"Situação";"Entrega"')

    async def test_take_the_right_to_export_and_to_see(self, world: World) -> None:
        owner = await world.organisation()
        for right, path in (
            ("procurement.suppliers.read", "/api/suppliers/export"),
            ("procurement.requests.read", "/api/purchase-requests/export"),
            ("procurement.orders.read", "/api/purchase-orders/export"),
        ):
            for rights, status in (((right,), 403), ((EXPORT,), 403), ((right, EXPORT), 200)):
                person = await world.member_with(owner, *rights)
                assert (await person.get(path)).status_code == status

    @pytest.mark.parametrize("query", [{"format": "pdf"}, {"sort": "x"}, {"category": "a\x00"}, {"kind": "MEI"}])
    async def test_refuse_what_cannot_be(self, world: World, query: dict[str, str]) -> None:
        owner = await world.organisation()
        assert (await owner.get("/api/suppliers/export", params=query)).status_code == 422


class TestEveryFile:
    async def test_takes_whatever_its_list_can_be_filtered_by(self, client: httpx.AsyncClient) -> None:
        """Else people take a file for the list that they see."""
        paths = (await client.get("/docs/openapi.json")).json()["paths"]
        exported = [path for path in paths if path.endswith("/export") and path.removesuffix("/export") in paths]
        lists = [path for path in exported if not path.startswith("/api/reports/")]
        assert len(lists) == 6

        def taken(path: str) -> set[str]:
            return {each["name"] for each in paths[path]["get"]["parameters"] if each["in"] == "query"}

        of_pages = {"limit", "cursor", "fields", "since", "etag", "compress", "id"}
        left_out = {path: taken(path.removesuffix("/export")) - of_pages - taken(path) for path in lists}
        assert not any(left_out.values()), left_out

    async def test_is_narrowed_by_amounts_and_where_a_request_comes_from(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        centre = await new_cost_centre(owner, code="OB-1", name="Obra 1")
        for amount in ("10", "2000"):
            await spend(db, owner, centre, amount, status="quotation", requester_id=owner.id)
        rows = rows_of(await owner.get("/api/purchase-requests/export", params={"minTotal": "1000"}))
        assert [row["Estimado"] for row in rows] == ["2000,00"]
        assert rows_of(await owner.get("/api/purchase-requests/export", params={"parentId": centre["id"]})) == []
        nothing = {"requestId": centre["id"], "minTotal": "1", "maxTotal": "2.50"}
        assert rows_of(await owner.get("/api/purchase-orders/export", params=nothing)) == []


class TestWording:
    @pytest.mark.parametrize(
        ("words", "kind"),
        [
            (wording.REQUEST_STATUSES, RequestStatus),
            (wording.PRIORITIES, Priority),
            (wording.ORDER_STATUSES, OrderStatus),
            (wording.FULFILMENTS, Fulfilment),
            (wording.SUPPLIER_KINDS, SupplierKind),
        ],
    )
    def test_has_a_word_of_its_own_for_each(self, words: dict[StrEnum, str], kind: type[StrEnum]) -> None:
        assert words.keys() == set(kind)
        assert len(set(words.values())) == len(words)
