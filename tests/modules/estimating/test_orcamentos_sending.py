"""Sent, mailed, decided by the studio for the client, expired; and printed."""

from __future__ import annotations

import asyncio
import email
import email.policy
import io
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from msgspec.structs import replace
from orcamento_steps import (
    WORKED_CASE,
    briefing_status,
    concluded_briefing,
    generate,
    history,
    link_token,
    new_client,
    new_draft,
    sent,
)
from pypdf import PdfReader
from tests.conditions import until
from tests.factories import Person, World

from esteio.app import run_worker
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import JobContext
from esteio.core.jobs import Services as JobServices
from esteio.modules.estimating.jobs import Nothing, daily, expire_lapsed
from esteio.settings import Settings

TOLD = {"reason": "Disse por telefone, em 12/11."}


class Postbox:
    """The mail server's end: what it was given, in order."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 OK"

    def find(self, text: str) -> Any:
        """The message that says so, or None; the worker also sends what other tests left queued."""
        for envelope in self.envelopes:
            assert isinstance(envelope.content, bytes)
            message: Any = email.message_from_bytes(envelope.content, policy=email.policy.default)
            if text in message.get_body().get_content():
                return message
        return None


@pytest.fixture(scope="module")
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture(scope="module")
async def settings(settings: Settings, postbox: Postbox) -> AsyncGenerator[Settings]:
    """With a real mail server."""
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(postbox), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield replace(settings, smtp_url=f"smtp://127.0.0.1:{port}", public_url="https://studio.example")
    server.close()


async def lapse(db: Database, studio: Person, orcamento_id: str) -> None:
    """Have the last day of a validity be yesterday."""
    async with db.transaction(Scope(tenant_id=studio.tenant_id)) as tx:
        await tx.execute("update orcamentos set valid_until = current_date - 2 where id = $1", orcamento_id)


class TestSending:
    async def test_dates_it_and_hands_it_to_the_client(self, world: World) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        assert (out["status"], out["can"]) == ("ENVIADO", ["approve", "reject", "share", "new_version"])
        assert out["validUntil"] == out["terms"]["validUntil"]
        assert len(out["proposalSha256"]) == 64
        again = await studio.post(f"/api/orcamentos/{out['id']}/send")
        assert (again.status_code, again.json()["state"]) == (409, "ENVIADO")

    async def test_the_worker_mails_link_and_paper(self, world: World, postbox: Postbox, settings: Settings) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        await studio.post(f"/api/orcamentos/{made['id']}/send", json={"message": "Como combinado, segue."})
        stopping = asyncio.Event()
        worker = asyncio.create_task(run_worker(settings, stopping))

        async def arrived() -> bool:
            return postbox.find("Como combinado, segue.") is not None

        await until(arrived, within_s=20)
        stopping.set()
        await worker
        message = postbox.find("Como combinado, segue.")
        assert message["to"] == "marina@exemplo.com.br"
        text = message.get_body().get_content()
        token = await link_token(studio, made["id"])
        assert f"https://studio.example/proposta?token={token[:60]}" in text
        attached = next(message.iter_attachments())
        assert attached.get_content_type() == "application/pdf"
        assert made["codigo"] in PdfReader(io.BytesIO(attached.get_content())).pages[0].extract_text()

    async def test_who_may_not_send_does_not(self, world: World) -> None:
        owner = await world.organisation()
        made = await new_draft(owner)
        reader = await world.member_with(owner, "estimating.orcamentos.read", "estimating.orcamentos.edit")
        assert (await reader.post(f"/api/orcamentos/{made['id']}/send")).status_code == 403
        assert (await reader.get(f"/api/orcamentos/{made['id']}/link")).status_code == 403

    async def test_a_draft_has_no_link(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        assert (await studio.get(f"/api/orcamentos/{made['id']}/link")).status_code == 409
        assert (await studio.post(f"/api/orcamentos/{made['id']}/link")).status_code == 409

    async def test_a_later_change_of_policy_touches_nothing(self, world: World) -> None:
        studio = await world.organisation()
        out, draft = await sent(studio), await new_draft(studio)
        present = (await studio.get("/api/price-policy")).json()
        policy = present["policy"]
        policy["technicalHours"]["profitPercent"] = "50"
        assert (await studio.put("/api/price-policy", json={"policy": policy})).status_code == 200
        for each in (out, draft):
            assert (await studio.get(f"/api/orcamentos/{each['id']}")).json() == each
        changed = await studio.patch(f"/api/orcamentos/{draft['id']}", json={"title": "Outro"})
        assert changed.json()["total"] == "28520.00"
        assert (await generate(studio, draft["briefing"]["id"], new_version=True))["total"] == "33120.00"


class TestDecidingForTheClient:
    async def test_an_approval_starts_the_project(self, world: World) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        draft = (await studio.post(f"/api/orcamentos/{out['id']}/new-version")).json()
        answer = await studio.post(f"/api/orcamentos/{out['id']}/approve", json={**TOLD, "name": "Marina D. Campos"})
        after = answer.json()
        assert (answer.status_code, after["status"], after["can"]) == (200, "APROVADO", [])
        assert after["decision"]["name"] == "Marina D. Campos"
        assert after["decision"]["recordedBy"]["id"] == str(studio.id)
        assert await briefing_status(studio, out["briefing"]["id"]) == "PROJETO_INICIADO"
        assert (await studio.get(f"/api/orcamentos/{draft['id']}")).json()["status"] == "SUBSTITUIDO"

    async def test_a_rejection_frees_the_briefing(self, world: World) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        after = (await studio.post(f"/api/orcamentos/{out['id']}/reject", json=TOLD)).json()
        assert (after["status"], after["decision"]["name"]) == ("REJEITADO", "Marina Duarte")
        assert await briefing_status(studio, out["briefing"]["id"]) == "CONCLUIDO"

    async def test_a_rejection_leaves_a_briefing_that_has_a_draft(self, world: World) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        await studio.post(f"/api/orcamentos/{out['id']}/new-version")
        await studio.post(f"/api/orcamentos/{out['id']}/reject", json=TOLD)
        assert await briefing_status(studio, out["briefing"]["id"]) == "ORCAMENTO_ELABORACAO"

    @pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "ok"}, {"reason": "x" * 2001}, {"reason": 1}])
    async def test_takes_a_reason(self, world: World, body: dict[str, Any]) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        answer = await studio.post(f"/api/orcamentos/{out['id']}/approve", json=body)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["reason"])

    async def test_happens_once_however_many_try(self, world: World) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        answers = await asyncio.gather(
            *(studio.post(f"/api/orcamentos/{out['id']}/{action}", json=TOLD) for action in ("approve", "reject") * 5)
        )
        assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
        assert len(await history(studio, out["id"])) == 3

    async def test_a_draft_cannot_be_decided(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        answer = await studio.post(f"/api/orcamentos/{made['id']}/approve", json=TOLD)
        assert (answer.status_code, answer.json()["allowed"]) == (409, ["send"])


class TestExpiring:
    async def test_counts_at_once_and_is_noted_by_the_daily_job(self, world: World, db: Database) -> None:
        studio, other = await world.organisation(), await world.organisation("Outro")
        out, theirs, valid = await sent(studio), await sent(other), await sent(studio)
        await lapse(db, studio, out["id"])
        await lapse(db, other, theirs["id"])
        seen = (await studio.get(f"/api/orcamentos/{out['id']}")).json()
        assert (seen["status"], seen["can"]) == ("EXPIRADO", ["new_version"])
        listed = (await studio.get("/api/orcamentos", params={"status": "EXPIRADO"})).json()["data"]
        assert [row["id"] for row in listed] == [out["id"]]
        late = await studio.post(f"/api/orcamentos/{out['id']}/approve", json=TOLD)
        assert (late.status_code, late.json()["code"]) == (409, "VALIDITY_ENDED")
        await _run_expiry(db)
        await _run_expiry(db)
        for person, each in ((studio, out), (other, theirs)):
            assert await history(person, each["id"]) == ["created", "sent", "expired"]
            assert await briefing_status(person, each["briefing"]["id"]) == "CONCLUIDO"
        assert (await studio.get(f"/api/orcamentos/{valid['id']}")).json()["status"] == "ENVIADO"

    async def test_gives_way_to_a_new_price_before_the_job_has_run(self, world: World, db: Database) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        await lapse(db, studio, out["id"])
        again = await generate(studio, out["briefing"]["id"])
        assert (again["versao"], again["status"]) == (2, "RASCUNHO")
        assert await history(studio, out["id"]) == ["created", "sent", "expired"]

    def test_runs_in_the_first_minutes_of_a_day(self) -> None:
        assert (daily.cron, daily.zone) == ("5 0 * * *", "America/Sao_Paulo")


class TestPaper:
    async def test_a_draft_says_so_on_every_page(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        answer = await studio.get(f"/api/orcamentos/{made['id']}/proposal.pdf")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert f"{made['codigo']}-v1.pdf" in answer.headers["content-disposition"]
        for page in PdfReader(io.BytesIO(answer.content)).pages:
            assert "Rascunho" in page.extract_text()

    async def test_what_was_sent_is_printed_once_and_stays(self, world: World, db: Database) -> None:
        studio = await world.organisation()
        client_id = await new_client(studio, name="Marina Duarte")
        briefing = await concluded_briefing(studio, WORKED_CASE, client_id=client_id)
        out = await sent(studio, (await generate(studio, briefing["id"]))["id"])
        path = f"/api/orcamentos/{out['id']}/proposal.pdf"
        first = await studio.get(path)
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(first.content)).pages)
        assert "28.520,00" in text
        assert "Marina Duarte" in text
        assert "Rascunho" not in text
        renamed = {"kind": "PF", "name": "Outro Nome", "email": "marina@exemplo.com.br"}
        assert (await studio.put(f"/api/clients/{client_id}", json=renamed)).status_code == 200
        assert (await studio.get(path)).content == first.content
        async with db.transaction(Scope(tenant_id=studio.tenant_id)) as tx:
            assert await tx.fetchval("select count(*) from files where thing_id = $1", out["id"]) == 1
        assert (await studio.get(f"/api/orcamentos/{out['id']}")).json()["version"] == out["version"]
        # Printed anew, because the link on it is another; but still what was sent.
        await studio.post(f"/api/orcamentos/{out['id']}/link")
        after = await studio.get(path)
        assert after.content != first.content
        assert "Marina Duarte" in PdfReader(io.BytesIO(after.content)).pages[0].extract_text()

    async def test_many_at_once_keep_one_file(self, world: World, db: Database) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        answers = await asyncio.gather(*(studio.get(f"/api/orcamentos/{out['id']}/proposal.pdf") for _ in range(5)))
        assert {answer.status_code for answer in answers} == {200}
        async with db.transaction(Scope(tenant_id=studio.tenant_id)) as tx:
            assert await tx.fetchval("select count(*) from files where thing_id = $1", out["id"]) == 1

    async def test_says_nothing_of_costs(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        await studio.patch(f"/api/orcamentos/{made['id']}", json={"notes": "margem apertada"})
        answer = await studio.get(f"/api/orcamentos/{made['id']}/proposal.pdf")
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        for secret in ("margem", "160 h", "18.400", "Lucro", "Impostos"):
            assert secret not in text


async def _run_expiry(db: Database) -> None:
    context = JobContext(
        job_id=1,
        tenant_id=None,
        actor_id=None,
        attempt=1,
        is_last_attempt=False,
        enqueued_at=await db.pool.fetchval("select now()"),
        services=JobServices({Database: db}),
    )
    await expire_lapsed.handler(context, Nothing())
