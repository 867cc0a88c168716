"""The demo: what a new user finds, and the seed's commands on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.demo import load_demo
from esteio.modules.estimating.rules.vocabulary import BriefingState, OrcamentoState
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.workspace.demo import ACCOUNTS
from esteio.settings import Settings

OF_ESTIMATING = {"owner", "architect", "assistant"}


@pytest.fixture
async def demo(settings: Settings, client: httpx.AsyncClient) -> httpx.AsyncClient:
    await load_demo(settings)
    return client


async def _sign_in(client: httpx.AsyncClient, email: str) -> dict[str, str]:
    answer = await client.post("/api/auth/login", json={"email": email, "password": "123456"})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['token']}"}


class TestDemo:
    async def test_the_seeds_commands_give_a_real_price(self, demo: httpx.AsyncClient) -> None:
        headers = await _sign_in(demo, "admin@arcflow.com")
        made = await demo.post(
            "/api/orcamentos/gerar-briefing/1", headers={**headers, "Content-Type": "application/json"}
        )
        assert made.status_code in {200, 201}
        orcamento = (await demo.get(f"/api/orcamentos/{made.json()['id']}", headers=headers)).json()
        assert orcamento["total"] == "28520.00"
        assert orcamento["codigo"].startswith("ORC-")
        assert (await demo.get("/health")).json()["status"] == "ok"

    async def test_shows_every_state(self, demo: httpx.AsyncClient) -> None:
        headers = await _sign_in(demo, "admin@arcflow.com")
        briefings = (await demo.get("/api/briefings", params={"limit": 200}, headers=headers)).json()["data"]
        assert len(briefings) >= 12
        assert {each["status"] for each in briefings} == set(BriefingState)
        orcamentos = (await demo.get("/api/orcamentos", params={"limit": 200}, headers=headers)).json()["data"]
        assert {each["status"] for each in orcamentos} == set(OrcamentoState)

    async def test_what_clients_were_offered_is_within_the_usual_band(self, demo: httpx.AsyncClient) -> None:
        odd: list[tuple[str, str, Decimal]] = []
        for account in ("admin@arcflow.com", "admin@estudiolima.com"):
            headers = await _sign_in(demo, account)
            rows = (await demo.get("/api/orcamentos", params={"limit": 200}, headers=headers)).json()["data"]
            offered = [row for row in rows if row["status"] != OrcamentoState.RASCUNHO]
            assert offered
            for row in offered:
                per_m2 = Decimal(row["total"]) / Decimal(row["areaM2"])
                if not 50 <= per_m2 <= 500:
                    odd.append((row["codigo"], row["title"], per_m2))
        assert not odd

    async def test_tells_of_the_past_as_past(self, demo: httpx.AsyncClient) -> None:
        now = datetime.now(UTC).isoformat()
        headers = await _sign_in(demo, "admin@arcflow.com")
        rows = (await demo.get("/api/orcamentos", params={"limit": 200}, headers=headers)).json()["data"]
        sent = [row for row in rows if row["sentAt"]]
        assert sent
        for row in sent:
            history = (await demo.get(f"/api/orcamentos/{row['id']}/history", headers=headers)).json()["data"]
            told = {event["kind"]: datetime.fromisoformat(event["at"]) for event in history}
            assert abs(told["sent"] - datetime.fromisoformat(row["sentAt"])) < timedelta(hours=1)
            whole = (await demo.get(f"/api/orcamentos/{row['id']}", headers=headers)).json()
            assert whole["pricing"]["pricedOn"] == row["createdAt"][:10]
            assert row["createdAt"] < row["sentAt"] <= row["updatedAt"] < now
            # Versions of one orçamento have the code of the first.
            if row["versao"] == 1:
                assert row["codigo"][4:10] == row["createdAt"][:7].replace("-", "")
        firsts = sorted((row["createdAt"], row["codigo"]) for row in rows if row["versao"] == 1)
        assert firsts == sorted(firsts, key=lambda each: each[1])
        briefings = (await demo.get("/api/briefings", params={"limit": 200}, headers=headers)).json()["data"]
        assert all(row["createdAt"] < row["updatedAt"] < now for row in briefings)
        assert len({row["updatedAt"][:10] for row in briefings}) > len(briefings) // 2

    async def test_says_why_each_purchase_is_needed(self, demo: httpx.AsyncClient) -> None:
        headers = await _sign_in(demo, "comprador@arcflow.com")
        rows = (await demo.get("/api/purchase-requests", params={"limit": 200}, headers=headers)).json()["data"]
        assert rows
        for row in rows[:5]:
            assert (await demo.get(f"/api/purchase-requests/{row['id']}", headers=headers)).json()["description"]

    async def test_mails_nobody(self, demo: httpx.AsyncClient, db: Database) -> None:
        async with db.unscoped() as tx:
            assert await tx.fetchval("select count(*) from pgqueuer where entrypoint like '%mail%'") == 0

    async def test_buys_for_its_building_sites(self, demo: httpx.AsyncClient, db: Database) -> None:
        tenant_id = (await demo.get("/api/auth/me", headers=await _sign_in(demo, "admin@arcflow.com"))).json()[
            "organisation"
        ]["id"]
        async with db.transaction(Scope(tenant_id=UUID(tenant_id))) as tx:
            counted = await tx.fetchrow("""
                select (select count(*) from purchase_requests) as requests,
                       (select count(distinct status) from purchase_requests) as states,
                       (select count(*) from suppliers) as suppliers,
                       (select count(*) from approval_tasks) as waiting,
                       (select max(created_at) from purchase_requests) > now() - interval '10 days' as fresh
            """)
        assert counted is not None
        assert (counted["requests"], counted["states"], counted["suppliers"]) == (300, len(RequestStatus), 40)
        assert counted["waiting"] > 40
        assert counted["fresh"]

    async def test_every_desk_has_something_to_do_today(self, demo: httpx.AsyncClient) -> None:
        signed_in: dict[str, dict[str, str]] = {}

        async def rows(account: str, path: str, **query: str) -> list[dict[str, Any]]:
            if account not in signed_in:
                signed_in[account] = await _sign_in(demo, f"{account}@arcflow.com")
            answer = await demo.get(path, params={"limit": "200", **query}, headers=signed_in[account])
            assert answer.status_code == 200, answer.text
            return answer.json()["data"]

        now = datetime.now(UTC)
        soon = (now + timedelta(days=3)).isoformat()
        for account, stage in (("aprovadora", "a1"), ("gerente", "a2"), ("diretor", "a3"), ("admin", "a3")):
            assert await rows(account, "/api/approvals", stage=stage)
            assert await rows(account, "/api/notifications", event="approval_waiting")
        assert any(each["onBehalfOf"] for each in await rows("aprovadora", "/api/approvals"))
        late = await rows("comprador", "/api/purchase-orders", late="true")
        assert late
        assert all(each["late"] and each["expectedOn"] < now.date().isoformat() for each in late)
        assert len(await rows("comprador", "/api/notifications", event="delivery_late")) == len(late)
        week = {"expectedFrom": now.date().isoformat(), "expectedTo": (now + timedelta(days=7)).date().isoformat()}
        assert await rows("almoxarife", "/api/purchase-orders", status="sent,confirmed", **week)
        assert await rows("almoxarife", "/api/receipts", status="physical,fiscal")
        rounds = await rows("comprador", "/api/quotation-rounds", status="open")
        assert any(each["closesAt"] < soon and each["closedAt"] is None for each in rounds)
        assert all((each["closesAt"] < now.isoformat()) == (each["closedAt"] is not None) for each in rounds)
        assert {each["status"] for each in await rows("comprador", "/api/purchase-orders", status="cancelled")}
        assert await rows("solicitante", "/api/purchase-requests", status="draft")
        assert await rows("comprador", "/api/suppliers", archived="true")
        assert all(each["items"] for each in await rows("almoxarife", "/api/invoices"))

    async def test_a_supplier_opens_what_it_was_sent(self, demo: httpx.AsyncClient) -> None:
        headers = await _sign_in(demo, "comprador@arcflow.com")
        sent = (await demo.get("/api/purchase-orders", params={"status": "sent"}, headers=headers)).json()["data"][0]
        link = (await demo.get(f"/api/purchase-orders/{sent['id']}/link", headers=headers)).json()["url"]
        page = await demo.get(f"/api/public/orders/{link.partition('token=')[2]}")
        assert (page.status_code, page.json()["order"]["code"]) == (200, sent["code"])
        asked = (await demo.get("/api/quotations", params={"status": "invited"}, headers=headers)).json()["data"]
        running = next(each for each in asked if "share" in each["can"])
        link = (await demo.get(f"/api/quotations/{running['id']}/link", headers=headers)).json()["url"]
        page = await demo.get(f"/api/public/quotations/{link.partition('token=')[2]}")
        assert (page.status_code, page.json()["can"][0]) == (200, "answer")

    async def test_a_demo_of_an_earlier_release_gets_what_is_new(
        self, demo: httpx.AsyncClient, db: Database, settings: Settings
    ) -> None:
        async with db.unscoped() as tx:
            gone = "(select id from users where email = 'comprador@arcflow.com')"
            await tx.execute(f"delete from sessions where user_id = {gone}")
            await tx.execute(f"delete from membership_roles where user_id = {gone}")
            await tx.execute(f"delete from memberships where user_id = {gone}")
            await tx.execute(f"delete from users where id = {gone}")
        await load_demo(settings)
        assert await _sign_in(demo, "comprador@arcflow.com")

    async def test_is_loaded_once(self, demo: httpx.AsyncClient, settings: Settings) -> None:
        headers = await _sign_in(demo, "admin@arcflow.com")
        before = (await demo.get("/api/clients", params={"limit": 200}, headers=headers)).json()["data"]
        assert before
        await load_demo(settings)
        assert (await demo.get("/api/clients", params={"limit": 200}, headers=headers)).json()["data"] == before

    async def test_everybody_can_sign_in_and_sees_their_own(self, demo: httpx.AsyncClient) -> None:
        seen: dict[str, set[str]] = {}
        for account in ACCOUNTS:
            headers = await _sign_in(demo, account.email)
            answer = await demo.get("/api/clients", params={"limit": 200}, headers=headers)
            if account.role in OF_ESTIMATING:
                seen[account.organisation] = {row["id"] for row in answer.json()["data"]}
                assert seen[account.organisation]
            else:
                assert answer.status_code == 403
        assert not seen["ArcFlow Arquitetura"] & seen["Estúdio Lima Interiores"]

    async def test_the_assistant_sees_no_price(self, demo: httpx.AsyncClient) -> None:
        headers = await _sign_in(demo, "assistente@arcflow.com")
        assert (await demo.get("/api/orcamentos", headers=headers)).status_code == 403
        assert (await demo.get("/api/briefings", headers=headers)).status_code == 200
