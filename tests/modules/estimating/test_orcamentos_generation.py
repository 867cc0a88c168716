"""From a concluded briefing to a priced draft, over HTTP and real PostgreSQL."""

from __future__ import annotations

import asyncio
import datetime
import re
from typing import Any

import msgspec
import pytest
from orcamento_steps import (
    WORKED_CASE,
    briefing_status,
    conclude,
    concluded_briefing,
    generate,
    history,
    new_client,
    new_draft,
    new_template,
    open_briefing,
    sent,
)
from tests.factories import World

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.modules.estimating.rules.codes import code_period, orcamento_code
from esteio.modules.estimating.schemas.orcamentos import Orcamento, OrcamentoPage


class TestGeneration:
    async def test_the_worked_case_comes_out_to_the_cent(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        assert (made["total"], made["subtotal"], made["status"]) == ("28520.00", "28520.00", "RASCUNHO")
        assert made["pricing"]["durationWeeks"] == 8
        assert made["pricing"]["deciding"]["pricePerM2"] == "142.60"
        assert [stage["amount"] for stage in made["composition"]["stages"]] == [
            "2852.00",
            "7130.00",
            "7130.00",
            "11408.00",
        ]
        assert sum(float(each["amount"]) for each in made["payment"]["instalments"]) == 28520
        assert made["methodology"] == "horas_tecnicas_v1"
        assert re.fullmatch(r"ORC-\d{6}-001", made["codigo"])
        assert made["facts"]["areaM2"] == "200"

    async def test_the_seeds_command_takes_a_number_and_an_empty_json_body(self, world: World) -> None:
        studio = await world.organisation()
        await concluded_briefing(studio)
        answer = await studio.post("/api/orcamentos/gerar-briefing/1", headers={"Content-Type": "application/json"})
        assert answer.status_code == 201
        assert answer.json()["briefing"]["number"] == 1

    async def test_what_is_answered_is_what_is_documented(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        msgspec.convert(made, _closed(Orcamento), strict=False)
        listed = (await studio.get("/api/orcamentos")).json()
        page = msgspec.convert(listed, OrcamentoPage, strict=False)
        assert page.data[0].can == made["can"] == ["edit", "send", "new_version"]
        assert set(listed["data"][0]) == {field.encode_name for field in msgspec.structs.fields(type(page.data[0]))}

    async def test_again_answers_with_the_same_draft(self, world: World) -> None:
        studio = await world.organisation()
        briefing = await concluded_briefing(studio)
        first = await generate(studio, briefing["id"])
        again = await generate(studio, briefing["number"], status=200)
        assert again == first
        assert await briefing_status(studio, briefing["id"]) == "ORCAMENTO_ELABORACAO"

    async def test_a_sent_one_is_answered_with_too(self, world: World) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        assert (await generate(studio, out["briefing"]["id"], status=200))["id"] == out["id"]

    async def test_a_new_version_keeps_the_code_and_replaces_the_draft(self, world: World) -> None:
        studio = await world.organisation()
        first = await new_draft(studio)
        second = await generate(studio, first["briefing"]["id"], new_version=True)
        assert (second["codigo"], second["versao"]) == (first["codigo"], 2)
        assert (await studio.get(f"/api/orcamentos/{first['id']}")).json()["status"] == "SUBSTITUIDO"
        assert await history(studio, first["id"]) == ["created", "replaced"]

    async def test_a_briefing_concluded_anew_is_read_anew(self, world: World) -> None:
        studio = await world.organisation()
        first = await new_draft(studio)
        briefing_id = first["briefing"]["id"]
        assert (await studio.post(f"/api/briefings/{briefing_id}/edit")).status_code == 200
        refused = await studio.post(f"/api/orcamentos/gerar-briefing/{briefing_id}")
        assert (refused.status_code, refused.json()["allowed"]) == (409, ["complete"])
        await studio.put(f"/api/briefings/{briefing_id}/answers/area", json={"value": "300 m²"})
        await conclude(studio, briefing_id)
        second = await generate(studio, briefing_id)
        assert (second["versao"], second["facts"]["areaM2"]) == (2, "300")

    async def test_only_a_concluded_briefing_has_a_price(self, world: World) -> None:
        studio = await world.organisation()
        briefing = await open_briefing(studio)
        answer = await studio.post(f"/api/orcamentos/gerar-briefing/{briefing['id']}")
        assert (answer.status_code, answer.json()["code"]) == (409, "CONFLICT")
        assert (await studio.get("/api/orcamentos")).json()["data"] == []

    @pytest.mark.parametrize("ref", ["99", "0", "nada", "018f0000-0000-7000-8000-000000000000", "-1", "1e3"])
    async def test_a_briefing_that_is_not_there(self, world: World, ref: str) -> None:
        studio = await world.organisation()
        assert (await studio.post(f"/api/orcamentos/gerar-briefing/{ref}")).status_code == 404

    async def test_another_organisations_briefing_is_not_there(self, world: World) -> None:
        theirs = await concluded_briefing(await world.organisation())
        ours = await world.organisation("Outro")
        assert (await ours.post(f"/api/orcamentos/gerar-briefing/{theirs['id']}")).status_code == 404
        assert (await ours.post("/api/orcamentos/gerar-briefing/1")).status_code == 404

    async def test_unknown_members_of_the_body_are_refused(self, world: World) -> None:
        studio = await world.organisation()
        await concluded_briefing(studio)
        answer = await studio.post("/api/orcamentos/gerar-briefing/1", json={"preco": 1})
        assert (answer.status_code, answer.json()["fields"]) == (
            422,
            {"preco": "Este campo não existe aqui; confira o nome."},
        )
        assert (await studio.get("/api/orcamentos")).json()["data"] == []

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
    async def test_work_begins_in_this_age(self, world: World, day: str) -> None:
        studio = await world.organisation()
        await concluded_briefing(studio)
        answer = await studio.post("/api/orcamentos/gerar-briefing/1", json={"startsOn": day})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["startsOn"])


class TestUnsureFacts:
    async def test_are_asked_about_and_priced_once_confirmed(self, world: World) -> None:
        studio = await world.organisation()
        briefing = await concluded_briefing(studio, {**WORKED_CASE, "area": "entre 180 e 220"})
        asked = await studio.post(f"/api/orcamentos/gerar-briefing/{briefing['id']}")
        assert (asked.status_code, asked.json()["code"]) == (422, "FACT_UNCERTAIN")
        assert "200" in asked.json()["fields"]["area_m2"]
        confirmed = await studio.put(f"/api/briefings/{briefing['id']}/facts/area_m2", json={"value": 200})
        assert confirmed.status_code == 200
        told = (await studio.get(f"/api/briefings/{briefing['id']}")).json()
        assert told["version"] == briefing["version"] + 1, "a colleague's screen reads what was confirmed"
        made = await generate(studio, briefing["id"])
        assert made["total"] == "28520.00"
        assert next(each for each in made["extraction"]["facts"] if each["fact"] == "area_m2")["confirmed"]

    async def test_that_nobody_told_are_missed_by_name(self, world: World) -> None:
        studio = await world.organisation()
        told = {key: value for key, value in WORKED_CASE.items() if key != "padrao"}
        briefing = await concluded_briefing(studio, told)
        missed = await studio.post(f"/api/orcamentos/gerar-briefing/{briefing['id']}")
        assert (missed.status_code, missed.json()["code"]) == (422, "FACT_MISSING")
        assert "Qual o padrão?" in missed.json()["fields"]["standard"]
        assert await briefing_status(studio, briefing["id"]) == "CONCLUIDO"


class TestCodes:
    async def test_a_hundred_at_once_are_a_hundred_codes(self, world: World) -> None:
        studio = await world.organisation()
        template_id, client_id = await new_template(studio), await new_client(studio)
        briefings = [await concluded_briefing(studio, template_id=template_id, client_id=client_id) for _ in range(100)]
        made = await asyncio.gather(*(generate(studio, each["id"]) for each in briefings))
        codes = {each["codigo"] for each in made}
        assert len(codes) == 100
        assert {code[-3:] for code in codes} == {f"{number:03}" for number in range(1, 101)}

    async def test_one_briefing_twenty_times_at_once_is_one_draft(self, world: World) -> None:
        studio = await world.organisation()
        briefing = await concluded_briefing(studio)
        answers = await asyncio.gather(
            *(studio.post(f"/api/orcamentos/gerar-briefing/{briefing['id']}") for _ in range(20))
        )
        assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert len((await studio.get("/api/orcamentos")).json()["data"]) == 1

    async def test_past_999_a_number_has_four_digits(self, world: World, db: Database) -> None:
        studio = await world.organisation()
        first = await new_draft(studio)
        async with db.transaction(Scope(tenant_id=studio.tenant_id)) as tx:
            await tx.execute("update document_counters set value = 999 where kind = 'orcamento'")
        second = await new_draft(studio)
        assert second["codigo"] == first["codigo"][:-3] + "1000"
        by_code = (await studio.get("/api/orcamentos", params={"sort": "codigo"})).json()["data"]
        assert [each["id"] for each in by_code] == [first["id"], second["id"]]

    def test_count_by_sao_paulos_month(self) -> None:
        last_minutes = datetime.datetime(2027, 2, 1, 2, 30, tzinfo=datetime.UTC)
        assert code_period(last_minutes) == "202701"
        assert code_period(last_minutes + datetime.timedelta(minutes=30)) == "202702"
        assert [orcamento_code("202701", number) for number in (1, 999, 1000)] == [
            "ORC-202701-001",
            "ORC-202701-999",
            "ORC-202701-1000",
        ]


def _closed(struct: type[Any]) -> type[Any]:
    """The same struct, but with nothing beside what it declares."""
    return msgspec.defstruct(
        struct.__name__,
        [(field.name, field.type) for field in msgspec.structs.fields(struct)],
        rename="camel",
        forbid_unknown_fields=True,
    )
