"""Who is told of what happens to briefings and orçamentos."""

from __future__ import annotations

from typing import Any

import pytest
from tests.factories import Person, World
from tests.modules.estimating.orcamento_steps import (
    concluded_briefing,
    generate,
    link_token,
    new_client,
    new_template,
    open_briefing,
    sent,
)

from esteio.app import CATALOGUE
from esteio.core.access import Scope
from esteio.modules.estimating.notices import NOTICES
from esteio.modules.estimating.service import moves


async def inbox(person: Person) -> list[dict[str, Any]]:
    answer = await person.get("/api/notifications", params={"sort": "at"})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def events(person: Person) -> list[str]:
    return [each["event"] for each in await inbox(person)]


@pytest.fixture
async def studio(world: World) -> tuple[Person, Person, Person]:
    """Owner, architect, assistant."""
    owner = await world.organisation()
    return owner, await world.member(owner, "architect"), await world.member(owner, "assistant")


async def briefing_of(owner: Person, responsible: Person) -> str:
    briefing = await open_briefing(owner)
    changed = await owner.patch(f"/api/briefings/{briefing['id']}", json={"responsibleId": str(responsible.id)})
    assert changed.status_code == 200, changed.text
    return briefing["id"]


class TestBriefings:
    async def test_who_is_responsible_and_who_opened_it_hear_that_another_concluded_it(
        self, studio: tuple[Person, Person, Person]
    ) -> None:
        owner, architect, assistant = studio
        briefing_id = await briefing_of(owner, architect)
        assert (await architect.post(f"/api/briefings/{briefing_id}/complete")).status_code == 200
        [told] = await inbox(owner)
        assert (told["event"], told["thing"], told["thingId"]) == ("briefing_concluded", "briefing", briefing_id)
        assert told["message"].startswith("Rui Lima concluiu o briefing 1, “")
        assert told["action"] == {"label": "Ver o briefing", "href": f"/briefings/{briefing_id}"}
        assert await events(architect) == await events(assistant) == []


class TestOrcamentos:
    async def test_owners_of_one_hear_how_it_goes(self, studio: tuple[Person, Person, Person]) -> None:
        owner, architect, _ = studio
        client, template = await new_client(owner), await new_template(owner)

        async def with_client() -> str:
            briefing = await concluded_briefing(owner, client_id=client, template_id=template)
            change = {"responsibleId": str(architect.id)}
            assert (await owner.patch(f"/api/briefings/{briefing['id']}", json=change)).status_code == 200
            return (await sent(owner, (await generate(owner, briefing["id"]))["id"]))["id"]

        approved, rejected = await with_client(), await with_client()
        assert await events(architect) == ["orcamento_sent"] * 2
        assert await events(owner) == []
        token = await link_token(owner, approved)
        signed = {"name": "Marina Duarte", "cpf": "529.982.247-25"}
        answer = await owner.client.post(f"/api/public/proposals/{token}/approve", json=signed)
        assert answer.status_code == 200, answer.text
        told = await inbox(owner)
        assert [(each["event"], each["type"]) for each in told] == [("orcamento_approved", "success")]
        answer = await owner.post(f"/api/orcamentos/{rejected}/reject", json={"reason": "Fica para o ano que vem"})
        assert answer.status_code == 200, answer.text
        assert await events(owner) == ["orcamento_approved"]
        assert await events(architect) == ["orcamento_sent"] * 2 + ["orcamento_approved", "orcamento_rejected"]

    async def test_an_end_of_validity_is_told_once(self, studio: tuple[Person, Person, Person], world: World) -> None:
        owner, _, _ = studio
        orcamento_id = (await sent(owner))["id"]
        scope = Scope(tenant_id=owner.tenant_id)
        for _ in range(2):
            async with world.db.transaction(scope) as tx:
                await tx.execute("update orcamentos set valid_until = current_date - 2 where status = 'ENVIADO'")
                await moves.expire(tx, orcamento_id)
        assert await events(owner) == ["orcamento_expired"]

    async def test_who_may_not_read_prices_hears_nothing_of_them(self, studio: tuple[Person, Person, Person]) -> None:
        owner, _, assistant = studio
        briefing_id = await briefing_of(owner, assistant)
        assert (await owner.post(f"/api/briefings/{briefing_id}/complete")).status_code == 200
        await sent(owner, (await generate(owner, briefing_id))["id"])
        assert await events(assistant) == ["briefing_concluded"]


class TestDiscounts:
    async def test_those_who_may_decide_are_asked_and_who_asked_is_told(
        self, studio: tuple[Person, Person, Person], world: World
    ) -> None:
        owner, architect, assistant = studio
        director = await world.member(owner, "director", "Dora Reis")
        briefing = await concluded_briefing(owner)
        draft = (await generate(architect, briefing["id"]))["id"]
        for percent in ("40", "40"):
            answer = await architect.patch(f"/api/orcamentos/{draft}", json={"discount": {"percent": percent}})
            assert answer.json()["discount"]["status"] == "pending", answer.text
        assert await events(owner) == await events(director) == ["discount_asked"]
        assert "pede desconto de 40% no orçamento ORC-" in (await inbox(director))[0]["message"]
        answer = await director.post(f"/api/orcamentos/{draft}/discount/refuse", json={"comment": "É demais"})
        assert answer.status_code == 200, answer.text
        [told] = await inbox(architect)
        assert (told["event"], told["type"]) == ("discount_decided", "warning")
        assert told["message"].startswith("Dora Reis recusou o desconto de 40% no orçamento ORC-")
        assert await events(assistant) == []


def test_every_kind_is_in_the_catalogue_once() -> None:
    keys = [kind.key for kind in CATALOGUE.notices]
    assert len(keys) == len(set(keys))
    assert {kind.key for kind in NOTICES} <= set(keys)
