"""The client's page: reading, commenting, approving and declining without an account."""

from __future__ import annotations

import asyncio
import io
import json
from uuid import UUID, uuid4

import httpx
import pytest
from orcamento_steps import briefing_status, history, link_token, new_draft, sent
from pypdf import PdfReader
from tests.factories import Person, World

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.tokens import Tokens
from esteio.settings import Settings

CPF = "529.982.247-25"
SIGNED = {"name": "Marina Duarte Campos", "cpf": CPF, "comment": "Gostamos muito."}


async def offered(world: World) -> tuple[Person, dict[str, str], str]:
    """A studio, an orçamento that is with its client, and where the client's page is."""
    studio = await world.organisation()
    out = await sent(studio)
    return studio, out, f"/api/public/proposals/{await link_token(studio, out['id'])}"


async def lapse(db: Database, studio: Person, orcamento_id: str) -> None:
    async with db.transaction(Scope(tenant_id=studio.tenant_id)) as tx:
        await tx.execute("update orcamentos set valid_until = current_date - 2 where id = $1", orcamento_id)


class TestReading:
    async def test_shows_what_was_sent_and_notes_the_first_look(self, world: World, client: httpx.AsyncClient) -> None:
        studio, out, page = await offered(world)
        answer = await client.get(page)
        assert answer.status_code == 200, answer.text
        shown = answer.json()
        assert (shown["status"], shown["can"]) == ("ENVIADO", ["approve", "decline", "comment"])
        assert shown["proposal"]["total"] == "28520.00"
        assert shown["proposal"]["code"] == out["codigo"]
        assert shown["proposal"]["client"]["name"] == "Marina Duarte"
        assert shown["proposal"]["studio"]["name"] == "Ateliê Souza"
        assert shown["sha256"] == out["proposalSha256"]
        await client.get(page)
        assert await history(studio, out["id"]) == ["created", "sent", "opened"]

    async def test_tells_nothing_of_costs(self, world: World, client: httpx.AsyncClient) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        await studio.patch(f"/api/orcamentos/{made['id']}", json={"notes": "segredo do estudio"})
        await sent(studio, made["id"])
        text = (await client.get(f"/api/public/proposals/{await link_token(studio, made['id'])}")).text
        members = _members(json.loads(text))
        assert not members & {
            "hours",
            "technicalCost",
            "parts",
            "explanation",
            "rates",
            "policy",
            "pricing",
            "others",
            "notes",
            "facts",
            "extraction",
            "warnings",
        }
        for secret in ("18400", "segredo", "Lucro", str(studio.tenant_id)):
            assert secret not in text

    async def test_stays_what_was_sent(self, world: World, client: httpx.AsyncClient) -> None:
        studio, _, page = await offered(world)
        before = (await client.get(page)).json()["proposal"]
        organisation = (await studio.get("/api/organisation")).json()
        renamed = {"name": "Outro Nome", "address": organisation["address"]}
        assert (await studio.put("/api/organisation", json=renamed)).status_code == 200
        assert (await client.get(page)).json()["proposal"] == before

    async def test_can_be_printed(self, world: World, client: httpx.AsyncClient) -> None:
        _, out, page = await offered(world)
        answer = await client.get(f"{page}/pdf")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert out["codigo"] in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


class TestApproving:
    async def test_keeps_who_signed_what_from_where(
        self, world: World, client: httpx.AsyncClient, db: Database
    ) -> None:
        studio, out, page = await offered(world)
        answer = await client.post(f"{page}/approve", json=SIGNED, headers={"User-Agent": "telefone/1.0"})
        assert answer.status_code == 200, answer.text
        receipt = answer.json()
        assert (receipt["status"], receipt["name"], receipt["sha256"]) == (
            "APROVADO",
            "Marina Duarte Campos",
            out["proposalSha256"],
        )
        after = (await studio.get(f"/api/orcamentos/{out['id']}")).json()
        assert after["decision"] | {"at": None} == {
            "at": None,
            "name": "Marina Duarte Campos",
            "document": "52998224725",
            "reason": "Gostamos muito.",
            "recordedBy": None,
        }
        assert await briefing_status(studio, out["briefing"]["id"]) == "PROJETO_INICIADO"
        line = (await studio.get(f"/api/orcamentos/{out['id']}/history")).json()["data"][0]
        assert (line["kind"], line["person"]) == ("approved", {"id": None, "name": "Marina Duarte Campos"})
        assert line["detail"]["sha256"] == out["proposalSha256"]
        assert line["detail"]["userAgent"] == "telefone/1.0"
        assert line["detail"]["address"] == "127.0.0.1"
        trail = (await studio.get("/api/audit", params={"action": "orcamentos.approved"})).json()["data"][0]
        assert trail["thingId"] == out["id"]
        async with db.transaction(Scope(tenant_id=studio.tenant_id)) as tx:
            kept = await tx.fetch("select * from audit_log")
        # Personal data of a client is in the orçamento, not in the trail, which nobody can erase.
        assert not any("52998224725" in str(dict(row)) or "Marina" in str(dict(row)) for row in kept)

    async def test_is_still_to_be_read_afterwards(self, world: World, client: httpx.AsyncClient) -> None:
        _, _, page = await offered(world)
        await client.post(f"{page}/approve", json=SIGNED)
        shown = (await client.get(page)).json()
        assert (shown["status"], shown["can"]) == ("APROVADO", ["comment"])
        assert shown["decision"]["name"] == "Marina Duarte Campos"
        assert (await client.get(f"{page}/pdf")).status_code == 200

    async def test_happens_once_however_many_try(self, world: World, client: httpx.AsyncClient) -> None:
        studio, out, page = await offered(world)
        refusal = {"reason": "Ficou acima do que pensamos."}
        answers = await asyncio.gather(
            *(client.post(f"{page}/approve", json=SIGNED) for _ in range(5)),
            *(client.post(f"{page}/decline", json=refusal) for _ in range(5)),
        )
        assert sorted(answer.status_code for answer in answers) == [200] + [410] * 9
        assert {answer.json()["code"] for answer in answers if answer.status_code == 410} == {"PROPOSAL_DECIDED"}
        assert len([kind for kind in await history(studio, out["id"]) if kind in {"approved", "rejected"}]) == 1

    async def test_and_the_studio_at_the_same_moment_decide_once(self, world: World, client: httpx.AsyncClient) -> None:
        studio, out, page = await offered(world)
        answers = await asyncio.gather(
            client.post(f"{page}/approve", json=SIGNED),
            studio.post(f"/api/orcamentos/{out['id']}/reject", json={"reason": "Desistiu por telefone."}),
            studio.post(f"/api/orcamentos/{out['id']}/new-version"),
        )
        decided = [answer.status_code == 200 for answer in answers[:2]]
        assert sorted(decided) == [False, True]
        assert all(answer.status_code < 500 for answer in answers)

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({**SIGNED, "cpf": "529.982.247-26"}, "cpf"),
            ({**SIGNED, "cpf": "111.111.111-11"}, "cpf"),
            ({**SIGNED, "cpf": ""}, "cpf"),
            ({**SIGNED, "name": "Marina"}, "name"),
            ({**SIGNED, "name": "    x     "}, "name"),
            ({**SIGNED, "name": "Marina\x00 Duarte"}, "name"),
            ({**SIGNED, "total": "1.00"}, "total"),
            ({"name": "Marina Duarte"}, "cpf"),
        ],
    )
    async def test_takes_a_name_and_a_cpf(
        self, world: World, client: httpx.AsyncClient, body: dict[str, str], field: str
    ) -> None:
        studio, out, page = await offered(world)
        answer = await client.post(f"{page}/approve", json=body)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
        assert (await studio.get(f"/api/orcamentos/{out['id']}")).json()["status"] == "ENVIADO"


class TestDeclining:
    async def test_tells_why_and_frees_the_briefing(self, world: World, client: httpx.AsyncClient) -> None:
        studio, out, page = await offered(world)
        answer = await client.post(f"{page}/decline", json={"reason": "Ficou acima do que pensamos."})
        assert (answer.status_code, answer.json()["status"]) == (200, "REJEITADO")
        after = (await studio.get(f"/api/orcamentos/{out['id']}")).json()
        assert (after["decision"]["name"], after["decision"]["reason"]) == (
            "Marina Duarte",
            "Ficou acima do que pensamos.",
        )
        assert await briefing_status(studio, out["briefing"]["id"]) == "CONCLUIDO"

    @pytest.mark.parametrize("reason", ["", "caro", "          x          "])
    async def test_takes_ten_letters_at_least(self, world: World, client: httpx.AsyncClient, reason: str) -> None:
        _, _, page = await offered(world)
        answer = await client.post(f"{page}/decline", json={"reason": reason})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["reason"])


class TestCommenting:
    async def test_reaches_the_studio(self, world: World, client: httpx.AsyncClient) -> None:
        studio, out, page = await offered(world)
        answer = await client.post(f"{page}/comments", json={"text": "Dá para começar em março?"})
        assert (answer.status_code, answer.json()["name"]) == (201, "Marina Duarte")
        await client.post(f"{page}/comments", json={"text": "E a piscina?", "name": "Pedro Campos"})
        told = (await studio.get(f"/api/orcamentos/{out['id']}/history", params={"kind": "commented"})).json()["data"]
        assert [line["text"] for line in told] == ["E a piscina?", "Dá para começar em março?"]
        shown = (await client.get(page)).json()["comments"]
        assert [(each["name"], each["text"]) for each in shown] == [
            ("Marina Duarte", "Dá para começar em março?"),
            ("Pedro Campos", "E a piscina?"),
        ]

    async def test_ends_somewhere(self, world: World, client: httpx.AsyncClient, db: Database) -> None:
        studio, out, page = await offered(world)
        async with db.transaction(Scope(tenant_id=studio.tenant_id)) as tx:
            await tx.executemany(
                "insert into orcamento_events (tenant_id, orcamento_id, kind) values ($1, $2, 'commented')",
                [(studio.tenant_id, out["id"])] * 200,
            )
        answer = await client.post(f"{page}/comments", json={"text": "Mais um."})
        assert (answer.status_code, answer.json()["code"]) == (409, "TOO_MANY_COMMENTS")


class TestTheLink:
    async def test_says_why_it_no_longer_works(self, world: World, client: httpx.AsyncClient, db: Database) -> None:
        studio, out, page = await offered(world)
        renewed = await studio.post(f"/api/orcamentos/{out['id']}/link")
        assert await self._codes(client, page) == {"LINK_REPLACED"}
        page = "/api/public/proposals/" + renewed.json()["url"].partition("token=")[2]
        assert (await client.get(page)).status_code == 200
        second = (await studio.post(f"/api/orcamentos/{out['id']}/new-version")).json()
        assert (await client.get(page)).status_code == 200
        await sent(studio, second["id"])
        assert await self._codes(client, page) == {"PROPOSAL_REPLACED"}
        newest = f"/api/public/proposals/{await link_token(studio, second['id'])}"
        await lapse(db, studio, second["id"])
        assert await self._codes(client, newest) == {"PROPOSAL_EXPIRED"}
        assert (await studio.get(f"/api/orcamentos/{second['id']}")).json()["status"] == "EXPIRADO"

    async def test_of_another_kind_or_maker_opens_nothing(
        self, world: World, client: httpx.AsyncClient, settings: Settings
    ) -> None:
        studio, out, page = await offered(world)
        token = page.rpartition("/")[2]
        tokens = Tokens(settings.jwt_secret)
        tenant, subject = studio.tenant_id, UUID(out["id"])
        nobodys = Tokens("another secret that nobody here knows, 98765")
        links = {
            tokens.link("invitation", tenant, subject, "x", 60): "INVALID_LINK",
            tokens.link("proposal", tenant, subject, "x", 60): "LINK_REPLACED",
            tokens.link("proposal", tenant, subject, "x", -1): "EXPIRED_LINK",
            tokens.link("proposal", uuid4(), subject, "x", 60): "INVALID_LINK",
            tokens.link("proposal", tenant, uuid4(), "x", 60): "INVALID_LINK",
            nobodys.link("proposal", tenant, subject, "x", 60): "INVALID_LINK",
            token[:-2] + ("AA" if token[-2:] != "AA" else "BB"): "INVALID_LINK",
            "x": "INVALID_LINK",
            "a.b.c": "INVALID_LINK",
        }
        for link, code in links.items():
            assert await self._codes(client, f"/api/public/proposals/{link}") == {code}, link
        draft = await new_draft(studio)
        link = tokens.link("proposal", tenant, UUID(draft["id"]), "", 60)
        assert await self._codes(client, f"/api/public/proposals/{link}") == {"INVALID_LINK"}

    async def _codes(self, client: httpx.AsyncClient, page: str) -> set[str]:
        answers = [
            await client.get(page),
            await client.get(f"{page}/pdf"),
            await client.post(f"{page}/approve", json=SIGNED),
            await client.post(f"{page}/decline", json={"reason": "Um motivo comprido."}),
            await client.post(f"{page}/comments", json={"text": "Olá"}),
        ]
        assert {answer.status_code for answer in answers} == {410}, [answer.text for answer in answers]
        return {answer.json()["code"] for answer in answers}


def _members(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for each in value.values() for name in _members(each)}
    if isinstance(value, list):
        return {name for each in value for name in _members(each)}
    return set()
