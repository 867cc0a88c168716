"""The comparison map over HTTP: what it shows, what a choice would come to, and the map as a file."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any
from uuid import UUID

import openpyxl
from pypdf import PdfReader
from tests.factories import World
from tests.modules.procurement.award_steps import CEMENT, GRAVEL, PRICES, SAND, choices, compared, comparison_of
from tests.modules.procurement.quotation_steps import Quoting, answered

from esteio.core.access import Scope
from esteio.modules.procurement.permissions import PROCUREMENT_EXPORT, QUOTATIONS_READ, REQUESTS_READ


def cells(shown: dict[str, Any], item: int) -> list[dict[str, Any] | None]:
    return shown["rows"][item]["cells"]


def best(shown: dict[str, Any]) -> list[int | None]:
    """For each item the number of the column that is best."""
    return [
        next((index for index, cell in enumerate(row["cells"]) if cell and cell["best"]), None) for row in shown["rows"]
    ]


async def reckoned(asked: Quoting, *, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = await asked.buyer.post(f"/api/quotation-rounds/{asked.round['id']}/comparison/what-if", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


class TestMap:
    async def test_shows_every_offer_and_marks_the_best_of_each_item(self, world: World) -> None:
        asked = await compared(world)
        shown = await comparison_of(asked.buyer, asked.round["id"])
        assert [row["description"] for row in shown["rows"]] == ["Cimento CP II 50 kg", "Areia média", "Brita 1"]
        assert [column["supplierName"] for column in shown["columns"]] == [each["name"] for each in asked.suppliers]
        assert best(shown) == [0, 1, 1]
        assert cells(shown, GRAVEL)[2] is None
        assert [column["total"] for column in shown["columns"]] == ["6850.00", "6845.00", "5865.00"]
        assert [column["coversAll"] for column in shown["columns"]] == [True, True, False]
        assert shown["cheapestSplit"]["total"] == "6725.00"
        assert shown["cheapestSingle"]["total"] == "6845.00"
        assert shown["can"] == ["award"]

    async def test_freight_taxes_discount_and_terms_of_payment_are_in_the_cost(self, world: World) -> None:
        asked = await compared(
            world,
            (("40.00", "100.00", "130.00"),),
            freight="100.00",
            taxes="50.00",
            discountKind="percent",
            discountValue="10",
            paymentDays=[30, 60],
        )
        column = (await comparison_of(asked.buyer, asked.round["id"]))["columns"][0]
        assert (column["gross"], column["discount"], column["total"]) == ("6850.00", "685.00", "6315.00")
        # (1/1.015 + 1/1.015²) / 2; cents are those of the cells
        assert abs(Decimal(column["presentValue"]) - Decimal("6175.72")) <= Decimal("0.03")
        assert column["paymentFactor"] == "0.9779417118"

    async def test_tells_who_did_not_answer(self, world: World) -> None:
        asked = await compared(world, PRICES[:2], invited=4)
        await world.client.post(f"{asked.pages[2]}/decline", json={"reason": "Não temos estoque."})
        shown = await comparison_of(asked.buyer, asked.round["id"])
        assert {each["supplier"]["name"]: each["status"] for each in shown["withoutAnswer"]} == {
            asked.suppliers[2]["name"]: "declined",
            asked.suppliers[3]["name"]: "invited",
        }
        assert shown["leastAnswers"] == 3

    async def test_an_unanswered_round_has_an_empty_map(self, world: World) -> None:
        asked = await compared(world, (), invited=2)
        shown = await comparison_of(asked.buyer, asked.round["id"])
        assert (shown["columns"], shown["cheapestSplit"], shown["can"]) == ([], None, [])

    async def test_an_offer_whose_validity_is_over_is_marked_and_not_suggested(self, world: World) -> None:
        asked = await compared(world)
        async with world.db.transaction(Scope(tenant_id=asked.buyer.tenant_id)) as tx:
            await tx.execute(
                "update quotations set valid_until = current_date - 2 where id = $1", UUID(asked.quotations[1]["id"])
            )
        shown = await comparison_of(asked.buyer, asked.round["id"])
        assert [column["lapsed"] for column in shown["columns"]] == [False, True, False]
        assert best(shown) == [0, 0, 0]

    async def test_a_changed_answer_is_another_map(self, world: World) -> None:
        asked = await compared(world)
        before = await comparison_of(asked.buyer, asked.round["id"])
        again = await comparison_of(asked.buyer, asked.round["id"])
        await answered(world.client, asked.pages[0], "39.00", "100.00", "130.00")
        after = await comparison_of(asked.buyer, asked.round["id"])
        assert before["sha256"] == again["sha256"] != after["sha256"]

    async def test_is_for_those_who_may_see_quotations_of_the_organisation(self, world: World) -> None:
        asked = await compared(world)
        path = f"/api/quotation-rounds/{asked.round['id']}/comparison"
        nosy = await world.member_with(asked.buyer, REQUESTS_READ)
        assert (await nosy.get(path)).status_code == 403
        reader = await world.member_with(asked.buyer, QUOTATIONS_READ)
        assert (await reader.get(path)).json()["can"] == []
        assert (await (await world.organisation()).get(path)).status_code == 404


class TestWhatIf:
    async def test_reckons_a_choice_beside_the_cheapest(self, world: World) -> None:
        asked = await compared(world)
        told = await reckoned(asked, choices=await choices(asked, (CEMENT, 0), (SAND, 0), (GRAVEL, 1)))
        assert told["basket"]["total"] == "6800.00"
        assert [share["total"] for share in told["basket"]["suppliers"]] == ["5550.00", "1250.00"]
        assert (told["aboveCheapestSplit"], told["aboveCheapestSingle"]) == ("75.00", "-45.00")

    async def test_part_of_a_choice_and_all_of_one_supplier(self, world: World) -> None:
        asked = await compared(world)
        part = await reckoned(asked, choices=await choices(asked, (CEMENT, 0, "20")))
        assert (part["basket"]["total"], len(part["basket"]["missing"]), len(part["basket"]["short"])) == (
            "800.00",
            2,
            1,
        )
        assert (await reckoned(asked, quotationId=asked.quotations[0]["id"]))["basket"]["total"] == "6850.00"

    async def test_says_what_is_wrong(self, world: World) -> None:
        asked = await compared(world)
        much = await choices(asked, (CEMENT, 0, "121"))
        assert (await reckoned(asked, status=422, choices=much))["fields"].keys() == {"choices[0].quantity"}
        for quantity in ("1E-999999", "NaN", "Infinity", "0.0001", "1E+999999"):
            odd = await choices(asked, (CEMENT, 0, quantity))
            assert (await reckoned(asked, status=422, choices=odd))["fields"].keys() == {"choices[0].quantity"}
        both = {"choices": await choices(asked, (CEMENT, 0)), "quotationId": asked.quotations[0]["id"]}
        assert "choices" in (await reckoned(asked, status=422, **both))["fields"]
        assert "choices" in (await reckoned(asked, status=422))["fields"]
        none = {"quotationId": asked.round["id"]}
        assert "quotationId" in (await reckoned(asked, status=422, **none))["fields"]


class TestFiles:
    async def test_the_spreadsheet_holds_the_map_and_the_suppliers(self, world: World) -> None:
        asked = await compared(world, PRICES, invited=4)
        answer = await asked.buyer.get(f"/api/quotation-rounds/{asked.round['id']}/comparison.xlsx")
        assert answer.status_code == 200, answer.text
        assert asked.round["code"] in answer.headers["content-disposition"]
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        page = book["Mapa comparativo"]
        heads = [cell.value for cell in page[1]]
        names = [each["name"] for each in asked.suppliers]
        rows = {row[1].value: row for row in page.iter_rows(min_row=2)}
        cost = heads.index(f"{names[0]}: custo posto")
        assert rows["Cimento CP II 50 kg"][cost].value == 4800
        assert rows["Cimento CP II 50 kg"][cost].font.bold
        assert not rows["Areia média"][cost].font.bold
        assert rows["Areia média"][heads.index("Melhor oferta")].value == names[1]
        assert rows["Total"][cost].value == 6850
        suppliers = {row[0].value: row[-1].value for row in book["Fornecedores"].iter_rows(min_row=2)}
        assert suppliers == {**dict.fromkeys(names[:3], "respondeu"), names[3]: "não respondeu"}

    async def test_taking_it_home_needs_both_rights_and_is_in_the_trail(self, world: World) -> None:
        asked = await compared(world)
        path = f"/api/quotation-rounds/{asked.round['id']}/comparison.xlsx"
        for rights in ((PROCUREMENT_EXPORT,), (QUOTATIONS_READ,)):
            assert (await (await world.member_with(asked.buyer, *rights)).get(path)).status_code == 403
        allowed = await world.member_with(asked.buyer, PROCUREMENT_EXPORT, QUOTATIONS_READ)
        assert (await allowed.get(path)).status_code == 200
        trail = (await asked.buyer.get("/api/audit", params={"action": "comparison.exported"})).json()["data"]
        assert [line["person"]["id"] for line in trail] == [str(allowed.id)]

    async def test_the_paper_says_what_the_map_says(self, world: World) -> None:
        asked = await compared(world, (*PRICES, *PRICES), invited=7)
        answer = await asked.buyer.get(f"/api/quotation-rounds/{asked.round['id']}/comparison.pdf")
        assert answer.status_code == 200, answer.text
        pdf = PdfReader(io.BytesIO(answer.content))
        assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\u200b", "").split())
        for expected in (
            asked.round["code"],
            asked.request["code"],
            *(each["name"] for each in asked.suppliers),
            "Cimento CP II 50 kg",
            "R$ 6.725,00",
            "R$ 6.845,00",
            "melhor oferta",
            "não oferece",
            "não respondeu",
            "1,5% ao mês",
        ):
            assert expected in text.replace("\u00a0", " "), expected

    async def test_markup_in_names_is_printed_and_never_run(self, world: World) -> None:
        asked = await compared(world)
        name = '#panic("no") $x$ @ref *a* `raw` <label> // ='
        answer = await asked.buyer.put(
            f"/api/suppliers/{asked.suppliers[0]['id']}", json={"kind": "PJ", "name": name, "email": "a@exemplo.com.br"}
        )
        assert answer.status_code == 200, answer.text
        answer = await asked.buyer.get(f"/api/quotation-rounds/{asked.round['id']}/comparison.pdf")
        assert answer.status_code == 200
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        assert "".join(name.split()) in "".join(text.split())
