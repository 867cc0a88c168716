"""The pipeline in figures, and lists as files."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from orcamento_steps import concluded_briefing, generate, new_client, new_draft, sent
from tests.factories import World

from esteio.core.access import Scope
from esteio.core.db import Database

TOLD = {"reason": "Disse por telefone, em 12/11."}


class TestPipeline:
    async def test_counts_the_newest_versions(self, world: World, db: Database) -> None:
        studio = await world.organisation()
        draft, out, won, lost = [await new_draft(studio) for _ in range(4)]
        await studio.patch(f"/api/orcamentos/{won['id']}", json={"discount": {"amount": "520.00"}})
        for each in (out, won, lost):
            await sent(studio, each["id"])
        await studio.post(f"/api/orcamentos/{won['id']}/approve", json=TOLD)
        await studio.post(f"/api/orcamentos/{lost['id']}/reject", json=TOLD)
        await generate(studio, draft["briefing"]["id"], new_version=True)
        async with db.transaction(Scope(tenant_id=studio.tenant_id)) as tx:
            await tx.execute(
                """
                update orcamentos set created_at = sent_at - interval '2 days', decided_at = sent_at + interval '5 days'
                where id = $1
                """,
                won["id"],
            )
        shown = (await studio.get("/api/statistics/pipeline")).json()
        assert (shown["count"], shown["total"], shown["openTotal"]) == (4, "113560.00", "28520.00")
        assert {each["status"]: (each["count"], each["total"]) for each in shown["byStatus"]} == {
            "RASCUNHO": (1, "28520.00"),
            "ENVIADO": (1, "28520.00"),
            "APROVADO": (1, "28000.00"),
            "REJEITADO": (1, "28520.00"),
        }
        assert shown["conversionPercent"] == "50.0"
        assert sum(each["count"] for each in shown["byMonth"]) == 4
        assert [(each["buildingType"], each["approvedTotal"]) for each in shown["byType"]] == [
            ("unifamiliar", "28000.00")
        ]
        assert shown["byType"][0]["pricePerM2"] == "141.95"
        assert shown["meanDays"]["toDecide"] == "2.5"

    async def test_of_nothing_is_zero(self, world: World) -> None:
        studio = await world.organisation()
        await new_draft(studio)
        shown = (await studio.get("/api/statistics/pipeline", params={"to": "2001-12-31"})).json()
        assert (shown["count"], shown["total"], shown["conversionPercent"]) == (0, "0.00", None)
        assert shown["meanDays"] == {"toSend": None, "toDecide": None}

    async def test_is_an_organisations_own_and_for_who_may(self, world: World) -> None:
        await new_draft(await world.organisation())
        other = await world.organisation("Outro")
        assert (await other.get("/api/statistics/pipeline")).json()["count"] == 0
        assistant = await world.member(other, "assistant")
        assert (await assistant.get("/api/statistics/pipeline")).status_code == 403

    @pytest.mark.parametrize("query", [{"from": "x"}, {"from": "2026-02-01", "to": "2026-01-01"}, {"until": "x"}])
    async def test_takes_days_in_their_order(self, world: World, query: dict[str, str]) -> None:
        studio = await world.organisation()
        assert (await studio.get("/api/statistics/pipeline", params=query)).status_code == 422


class TestExport:
    async def test_of_orcamentos_is_what_the_list_shows(self, world: World) -> None:
        studio = await world.organisation()
        first, second = await new_draft(studio), await new_draft(studio)
        await sent(studio, second["id"])
        answer = await studio.get("/api/orcamentos/export", params={"status": "ENVIADO"})
        assert answer.headers["content-type"].startswith("text/csv")
        assert 'filename="orcamentos.csv"' in answer.headers["content-disposition"]
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [(row["Código"], row["Total"], row["Cliente"], row["Tipologia"]) for row in rows] == [
            (second["codigo"], "28520,00", "Marina Duarte", "Residência unifamiliar")
        ]
        answer = await studio.get("/api/orcamentos/export", params={"format": "xlsx", "sort": "codigo"})
        page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert page is not None
        cells = list(page.iter_rows(values_only=True))
        assert [row[0] for row in cells] == ["Código", first["codigo"], second["codigo"]]
        assert cells[1][10] == 28520
        trail = (await studio.get("/api/audit", params={"action": "orcamentos.exported"})).json()["data"]
        assert [line["detail"] for line in trail] == [
            {"rows": 2, "format": "xlsx", "filters": []},
            {"rows": 1, "format": "csv", "filters": ["status"]},
        ]

    async def test_of_clients_and_briefings(self, world: World) -> None:
        studio = await world.organisation()
        client_id = await new_client(studio, name="=1+1", document="529.982.247-25", phone="11987654321")
        await concluded_briefing(studio, client_id=client_id)
        answer = await studio.get("/api/clients/export")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [(row["Nome"], row["CPF/CNPJ"]) for row in rows] == [("'=1+1", "529.982.247-25")]
        answer = await studio.get("/api/briefings/export", params={"status": "CONCLUIDO", "format": "csv"})
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [(row["Número"], row["Cliente"], row["Preenchido"]) for row in rows] == [("1", "'=1+1", "100%")]

    @pytest.mark.parametrize("query", [{"format": "pdf"}, {"sort": "x"}, {"status": "a\x00"}, {"minTotal": "x"}])
    async def test_refuses_what_cannot_be(self, world: World, query: dict[str, str]) -> None:
        studio = await world.organisation()
        assert (await studio.get("/api/orcamentos/export", params=query)).status_code == 422

    async def test_takes_the_right_to_export_and_to_see(self, world: World) -> None:
        owner = await world.organisation()
        for right, path in (
            ("estimating.orcamentos.read", "/api/orcamentos/export"),
            ("estimating.clients.read", "/api/clients/export"),
            ("estimating.briefings.read", "/api/briefings/export"),
        ):
            seeing = await world.member_with(owner, right)
            exporting = await world.member_with(owner, "estimating.export.run")
            both = await world.member_with(owner, right, "estimating.export.run")
            assert (await seeing.get(path)).status_code == 403
            assert (await exporting.get(path)).status_code == 403
            assert (await both.get(path)).status_code == 200
