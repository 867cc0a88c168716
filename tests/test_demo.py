"""The demo: what a new user finds, and the seed's commands on it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from decimal import Decimal

import httpx
import pytest

from esteio.app import running_app
from esteio.core.db import Database
from esteio.demo import ACCOUNTS, load_demo
from esteio.modules.estimating.rules.vocabulary import BriefingState, OrcamentoState
from esteio.settings import Settings


@pytest.fixture
async def demo(settings: Settings) -> AsyncGenerator[httpx.AsyncClient]:
    await load_demo(settings)
    async with (
        running_app(settings) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as client,
    ):
        yield client


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

    async def test_mails_nobody(self, demo: httpx.AsyncClient, db: Database) -> None:
        async with db.unscoped() as tx:
            assert await tx.fetchval("select count(*) from pgqueuer") == 0

    async def test_is_loaded_once(self, demo: httpx.AsyncClient, settings: Settings) -> None:
        headers = await _sign_in(demo, "admin@arcflow.com")
        before = (await demo.get("/api/clients", params={"limit": 200}, headers=headers)).json()
        await load_demo(settings)
        assert (await demo.get("/api/clients", params={"limit": 200}, headers=headers)).json() == before

    async def test_everybody_can_sign_in_and_sees_their_own(self, demo: httpx.AsyncClient) -> None:
        seen: dict[str, set[str]] = {}
        for account in ACCOUNTS:
            headers = await _sign_in(demo, account.email)
            rows = (await demo.get("/api/clients", params={"limit": 200}, headers=headers)).json()["data"]
            seen[account.organisation] = {row["id"] for row in rows}
            assert rows
        assert not seen["ArcFlow Arquitetura"] & seen["Estúdio Lima Interiores"]

    async def test_the_assistant_sees_no_price(self, demo: httpx.AsyncClient) -> None:
        headers = await _sign_in(demo, "assistente@arcflow.com")
        assert (await demo.get("/api/orcamentos", headers=headers)).status_code == 403
        assert (await demo.get("/api/briefings", headers=headers)).status_code == 200
