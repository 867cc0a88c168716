"""Suppliers over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from organisation_steps import new_supplier
from tests.factories import World

from esteio.brazil.cnpj import check_digits

CNPJ = "11222333" + "0001" + check_digits("112223330001")
WHOLE = {
    "kind": "PJ",
    "name": "Aço Forte Ltda",
    "tradeName": "Aço Forte",
    "document": CNPJ,
    "email": "vendas@acoforte.com.br",
    "phone": "(11) 98765-4321",
    "website": "www.acoforte.com.br",
    "contactName": "Rui",
    "address": {"city": "Santos", "uf": "sp", "cep": "11010-000"},
    "categories": ["Aço", " aco ", "Ferragens"],
    "paymentDays": [60, 30, 30],
    "score": "8.5",
    "notes": "Entrega na obra",
}


class TestSuppliers:
    async def test_are_kept_normalised(self, world: World) -> None:
        owner = await world.organisation()
        made = (await owner.post("/api/suppliers", json=WHOLE)).json()
        assert (made["document"], made["phone"]) == ("11.222.333/0001-81", "+5511987654321")
        assert (made["website"], made["address"]["uf"]) == ("https://www.acoforte.com.br", "SP")
        assert (made["categories"], made["paymentDays"], made["score"]) == (["Aço", "Ferragens"], [30, 60], "8.5")
        assert (await owner.get(f"/api/suppliers/{made['id']}")).json() == made
        row = (await owner.get("/api/suppliers")).json()["data"][0]
        assert (row["document"], row["city"], row["uf"]) == (CNPJ, "Santos", "SP")
        assert (row["categories"], row["paymentDays"], row["score"]) == (["Aço", "Ferragens"], [30, 60], "8.5")
        assert row["can"] == made["can"] == ["edit", "archive"]

    async def test_are_found_by_kind_state_category_and_words(self, world: World) -> None:
        owner = await world.organisation()
        steel = (await owner.post("/api/suppliers", json=WHOLE)).json()["id"]
        person = (await new_supplier(owner, kind="PF", name="João da Silva", document="529.982.247-25"))["id"]
        shop = (await new_supplier(owner, kind="ONLINE", name="Loja", website="https://loja.exemplo.com"))["id"]

        async def found(**query: str) -> list[str]:
            answer = await owner.get("/api/suppliers", params=query)
            assert answer.status_code == 200, answer.text
            return [row["id"] for row in answer.json()["data"]]

        assert await found(kind="PF") == [person]
        assert await found(kind="ONLINE") == [shop]
        assert await found(uf="sp") == [steel]
        assert await found(category="Ferragens") == [steel]
        assert await found(q="joao") == [person]
        assert await found(q="11222333") == [steel]
        assert await found(sort="-createdAt") == [shop, person, steel]

    async def test_are_changed_put_away_and_taken_out(self, world: World) -> None:
        owner = await world.organisation()
        made = await new_supplier(owner)
        path = f"/api/suppliers/{made['id']}"
        body = {"kind": "PJ", "name": "Outro nome"}
        assert (await owner.put(path, json=body, headers={"If-Match": '"1"'})).json()["version"] == 2
        stale = await owner.put(path, json=body, headers={"If-Match": '"1"'})
        assert (stale.status_code, stale.json()["version"]) == (412, 2)
        assert (await owner.delete(path, headers={"If-Match": '"2"'})).status_code == 204
        assert (await owner.get("/api/suppliers")).json()["data"] == []
        assert (await owner.get(path)).json()["can"] == ["edit", "restore"]
        assert (await owner.post(f"{path}/restore")).json()["archived"] is False

    async def test_have_a_document_each(self, world: World) -> None:
        owner, other = await world.organisation(), await world.organisation("Outra")
        first = (await owner.post("/api/suppliers", json=WHOLE)).json()["id"]
        await owner.delete(f"/api/suppliers/{first}")
        again = await owner.post("/api/suppliers", json={**WHOLE, "name": "Outro"})
        assert (again.status_code, again.json()["code"]) == (409, "DUPLICATE_SUPPLIER")
        second = await new_supplier(owner)
        taken = await owner.put(f"/api/suppliers/{second['id']}", json=WHOLE)
        assert (taken.status_code, taken.json()["code"]) == (409, "DUPLICATE_SUPPLIER")
        assert (await other.post("/api/suppliers", json=WHOLE)).status_code == 201

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"name": " "}, "name"),
            ({"document": "11.222.333/0001-82"}, "document"),
            ({"kind": "PF"}, "document"),
            ({"phone": "1234"}, "phone"),
            ({"email": "vendas@"}, "email"),
            ({"website": "javascript:alert(1)"}, "website"),
            ({"website": "ftp://loja.com.br"}, "website"),
            ({"website": "loja"}, "website"),
            ({"website": "http://[loja.com.br"}, "website"),
            ({"kind": "ONLINE", "website": ""}, "website"),
            ({"address": {"cep": "1"}}, "address.cep"),
            ({"address": {"uf": "XX"}}, "address.uf"),
            ({"score": "10.1"}, "score"),
            ({"score": "8.55"}, "score"),
            ({"score": "NaN"}, "score"),
            ({"paymentDays": [-1]}, "paymentDays[0]"),
            ({"categories": ["x" * 61]}, "categories[0]"),
            ({"categories": ["a\x00"]}, "categories"),
            ({"kind": "MEI"}, "kind"),
        ],
    )
    async def test_name_what_is_wrong(self, world: World, change: dict[str, Any], field: str) -> None:
        owner = await world.organisation()
        answer = await owner.post("/api/suppliers", json={**WHOLE, **change})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field]), answer.text

    async def test_everything_wrong_is_said_at_once(self, world: World) -> None:
        owner = await world.organisation()
        answer = await owner.post("/api/suppliers", json={**WHOLE, "name": " ", "phone": "1", "score": "11"})
        assert set(answer.json()["fields"]) == {"name", "phone", "score"}

    async def test_a_warehouse_keeper_does_not_see_them(self, world: World) -> None:
        owner = await world.organisation()
        keeper = await world.member(owner, "warehouse")
        approver = await world.member(owner, "approver")
        made = await new_supplier(owner)
        assert (await keeper.get("/api/suppliers")).status_code == 403
        assert (await approver.get(f"/api/suppliers/{made['id']}")).json()["can"] == []
        assert (await approver.post("/api/suppliers", json=WHOLE)).status_code == 403
