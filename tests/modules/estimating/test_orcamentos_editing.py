"""A draft changed, its discount approved by somebody else, its versions compared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx
import pytest
from orcamento_steps import briefing_status, generate, history, new_draft, sent
from tests.factories import Person, World

from esteio.modules.estimating import permissions


async def change(person: Person, orcamento_id: str, version: int | None = None, **members: Any) -> httpx.Response:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return await person.patch(f"/api/orcamentos/{orcamento_id}", json=members, headers=headers)


def _sum(parts: list[dict[str, str]]) -> Decimal:
    return sum((Decimal(part["amount"]) for part in parts), Decimal(0))


class TestReading:
    async def test_the_version_is_the_etag(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        answer = await studio.get(f"/api/orcamentos/{made['id']}")
        assert answer.headers["etag"] == f'"{made["version"]}"'
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json() == made

    async def test_it_says_the_figures_that_a_form_begins_from(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        assert made["figures"] == {
            "stageSystem": "lv_ep_ap_pe",
            "instalments": [{"days": days, "parts": "1"} for days in (30, 60, 90)],
            "validDays": 30,
            "discountLimitPercent": "15",
        }
        terms = {"instalments": [{"days": 0, "parts": "2"}, {"days": 45, "parts": "1"}]}
        answer = await change(studio, made["id"], stageSystem="nbr_16636", payment=terms, terms={"validDays": 10})
        shown = answer.json()["figures"]
        assert (shown["stageSystem"], shown["validDays"]) == ("nbr_16636", 10)
        assert shown["instalments"] == terms["instalments"]

    async def test_another_organisation_sees_nothing(self, world: World) -> None:
        made = await new_draft(await world.organisation())
        other = await world.organisation("Outro")
        path = f"/api/orcamentos/{made['id']}"
        for suffix in ("", "/versions", "/history", "/proposal.pdf", "/link", f"/compare?with={made['id']}"):
            assert (await other.get(path + suffix)).status_code == 404, suffix
        assert (await change(other, made["id"], title="x")).status_code == 404
        for action in ("send", "new-version", "link", "discount/approve", "discount/refuse"):
            assert (await other.post(f"{path}/{action}")).status_code == 404, action
        decision = {"reason": "Aprovado por telefone."}
        assert (await other.post(f"{path}/approve", json=decision)).status_code == 404
        assert (await other.get("/api/orcamentos")).json()["data"] == []

    async def test_the_assistant_sees_no_price(self, world: World) -> None:
        owner = await world.organisation()
        made = await new_draft(owner)
        assistant = await world.member(owner, "assistant")
        for path in ("/api/orcamentos", f"/api/orcamentos/{made['id']}", "/api/price-policy"):
            assert (await assistant.get(path)).status_code == 403, path
        assert (await assistant.post(f"/api/orcamentos/gerar-briefing/{made['briefing']['id']}")).status_code == 403

    async def test_each_reader_is_told_what_they_can_do(self, world: World) -> None:
        owner = await world.organisation()
        made = await new_draft(owner)
        reader = await world.member_with(owner, permissions.ORCAMENTOS_READ)
        assert (await reader.get(f"/api/orcamentos/{made['id']}")).json()["can"] == []
        await sent(owner, made["id"])
        architect = await world.member(owner, "architect")
        seen = (await architect.get("/api/orcamentos")).json()["data"][0]
        assert seen["can"] == ["approve", "reject", "share", "new_version"]


class TestList:
    async def test_filters_sorts_searches_and_pages(self, world: World) -> None:
        studio = await world.organisation()
        made = [await new_draft(studio) for _ in range(3)]
        await change(studio, made[0]["id"], title="Ateliê Sônia", discount={"percent": "10"})
        await sent(studio, made[1]["id"])

        async def ids(**query: object) -> list[str]:
            answer = await studio.get("/api/orcamentos", params=query)
            assert answer.status_code == 200, answer.text
            return [row["id"] for row in answer.json()["data"]]

        assert await ids() == [each["id"] for each in reversed(made)]
        assert await ids(status="ENVIADO") == [made[1]["id"]]
        assert await ids(status="ENVIADO,RASCUNHO", sort="createdAt") == [each["id"] for each in made]
        assert await ids(q="sonia atelie") == [made[0]["id"]]
        assert await ids(q=made[2]["codigo"].lower()) == [made[2]["id"]]
        assert len(await ids(q="marina")) == 3
        assert await ids(maxTotal="28000") == [made[0]["id"]]
        assert len(await ids(minTotal="25668.00")) == 3
        assert await ids(briefingId=made[2]["briefing"]["id"]) == [made[2]["id"]]
        assert await ids(clientId=made[0]["client"]["id"]) == [made[0]["id"]]
        assert await ids(**{"from": "2099-01-01"}) == []
        assert await ids(to="2001-01-01") == []
        first = (await studio.get("/api/orcamentos", params={"limit": 2, "sort": "total"})).json()
        rest = await ids(limit=2, sort="total", cursor=first["nextCursor"])
        assert first["data"][0]["id"] == made[0]["id"]
        assert {*rest, *(row["id"] for row in first["data"])} == {each["id"] for each in made}

    @pytest.mark.parametrize(
        "query",
        [
            {"minTotal": "1e9"},
            {"minTotal": "NaN"},
            {"from": "ontem"},
            {"clientId": "x"},
            {"sort": "preco"},
            {"cursor": "%%%"},
            {"fields": "policy"},
            {"limit": 0},
            {"desconhecido": 1},
        ],
    )
    async def test_what_cannot_be_is_refused(self, world: World, query: dict[str, Any]) -> None:
        studio = await world.organisation()
        assert (await studio.get("/api/orcamentos", params=query)).status_code == 422


class TestChangingADraft:
    async def test_every_part_follows(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        answer = await change(
            studio,
            made["id"],
            title="Casa de campo",
            notes="Não baixar mais.",
            scope="Só a casa.",
            discount={"amount": "1000.00"},
            stageSystem="nbr_16636",
            payment={"plan": "por_etapa", "cashDiscountPercent": "5"},
            terms={"validDays": 10, "revisions": 1},
            startsOn="2026-12-19",
        )
        assert answer.status_code == 200, answer.text
        changed = answer.json()
        assert (changed["total"], changed["subtotal"]) == ("27520.00", "28520.00")
        assert changed["discount"] | {"askedBy": None} == {
            "amount": "1000.00",
            "percent": "3.51",
            "status": "none",
            "askedBy": None,
            "decidedBy": None,
        }
        assert len(changed["composition"]["stages"]) == 8
        assert _sum(changed["composition"]["stages"]) == 28520
        assert _sum(changed["payment"]["instalments"]) == 27520
        assert changed["schedule"]["start"] == "2026-12-21"
        assert changed["terms"]["cash"]["percent"] == "5"
        assert changed["terms"]["revisions"] == 1
        assert (changed["title"], changed["scope"], changed["notes"]) == (
            "Casa de campo",
            "Só a casa.",
            "Não baixar mais.",
        )
        assert changed["version"] == made["version"] + 1

    async def test_two_who_change_the_same_are_told(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        assert (await change(studio, made["id"], made["version"], title="Um")).status_code == 200
        late = await change(studio, made["id"], made["version"], title="Outro")
        assert (late.status_code, late.json()["code"]) == (412, "VERSION_CONFLICT")
        assert (await studio.get(f"/api/orcamentos/{made['id']}")).json()["title"] == "Um"

    @pytest.mark.parametrize(
        ("members", "field"),
        [
            ({"discount": {"percent": "100"}}, "discount.percent"),
            ({"discount": {"percent": "-1"}}, "discount.percent"),
            ({"discount": {"percent": "1E-999999"}}, "discount.percent"),
            ({"discount": {"percent": "NaN"}}, "discount.percent"),
            ({"discount": {"amount": "28520.00"}}, "discount.amount"),
            ({"discount": {"amount": "0.001"}}, "discount.amount"),
            ({"discount": {"amount": "Infinity"}}, "discount.amount"),
            ({"discount": {}}, "discount.percent"),
            ({"discount": {"amount": "1", "percent": "1"}}, "discount.percent"),
            ({"terms": {"validDays": 0}}, "terms.validDays"),
            ({"terms": {"adjustmentMonths": 1}}, "terms.adjustmentMonths"),
            ({"payment": {"cashDiscountPercent": "-1"}}, "payment.cashDiscountPercent"),
            ({"payment": {"cashDiscountPercent": "15.01"}}, "payment.cashDiscountPercent"),
            ({"payment": {"cashDiscountPercent": "NaN"}}, "payment.cashDiscountPercent"),
            ({"payment": {"instalments": [{"days": 60}, {"days": 30}]}}, "payment.instalments[1].days"),
            ({"startsOn": "9999-12-31"}, "startsOn"),
            ({"startsOn": "31/12/2026"}, "startsOn"),
            ({"title": "   "}, "title"),
            ({"title": "a\x00b"}, "title"),
            ({"total": "1.00"}, "total"),
            ({"status": "APROVADO"}, "status"),
            ({"discountStatus": "approved"}, "discountStatus"),
        ],
    )
    async def test_what_cannot_be_is_named(self, world: World, members: dict[str, Any], field: str) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        answer = await change(studio, made["id"], **members)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field]), answer.text
        assert (await studio.get(f"/api/orcamentos/{made['id']}")).json() == made

    async def test_nothing_to_change_changes_nothing(self, world: World) -> None:
        studio = await world.organisation()
        made = await new_draft(studio)
        assert (await change(studio, made["id"])).json() == made
        assert await history(studio, made["id"]) == ["created"]

    async def test_what_was_sent_stays(self, world: World) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        answer = await change(studio, out["id"], title="x")
        assert (answer.status_code, answer.json()["code"]) == (409, "NOT_A_DRAFT")


class TestDiscountAboveTheLimit:
    async def test_waits_for_somebody_else(self, world: World) -> None:
        owner = await world.organisation()
        architect, director = await world.member(owner, "architect"), await world.member(owner, "director")
        made = await new_draft(owner)
        path = f"/api/orcamentos/{made['id']}"
        asked = (await change(architect, made["id"], discount={"percent": "20"})).json()
        assert (asked["discount"]["status"], asked["total"]) == ("pending", "22816.00")
        assert asked["discount"]["askedBy"]["id"] == str(architect.id)
        assert asked["can"] == ["edit", "new_version"]
        refused = await architect.post(f"{path}/send")
        assert (refused.status_code, refused.json()["code"]) == (409, "DISCOUNT_PENDING")
        assert (await architect.post(f"{path}/discount/approve")).status_code == 403
        seen = (await director.get(path)).json()
        assert seen["can"] == ["edit", "approve_discount", "refuse_discount", "new_version"]
        approved = await director.post(f"{path}/discount/approve", json={"comment": "Cliente antigo."})
        assert approved.status_code == 200, approved.text
        assert approved.json()["discount"]["status"] == "approved"
        assert approved.json()["discount"]["decidedBy"]["id"] == str(director.id)
        out = await sent(architect, made["id"])
        assert (out["status"], out["total"]) == ("ENVIADO", "22816.00")
        assert await history(owner, made["id"]) == ["created", "discount_asked", "discount_approved", "sent"]

    async def test_is_never_approved_by_who_gave_it(self, world: World) -> None:
        owner = await world.organisation()
        made = await new_draft(owner)
        await change(owner, made["id"], discount={"percent": "16"})
        for action in ("approve", "refuse"):
            answer = await owner.post(f"/api/orcamentos/{made['id']}/discount/{action}")
            assert (answer.status_code, answer.json()["code"]) == (403, "OWN_DISCOUNT")

    async def test_refused_is_taken_out(self, world: World) -> None:
        owner = await world.organisation()
        director = await world.member(owner, "director")
        made = await new_draft(owner)
        await change(owner, made["id"], discount={"percent": "20"})
        answer = await director.post(f"/api/orcamentos/{made['id']}/discount/refuse", json={"comment": "É muito."})
        after = answer.json()
        assert (after["discount"]["status"], after["discount"]["amount"], after["total"]) == (
            "refused",
            "0.00",
            "28520.00",
        )
        assert _sum(after["payment"]["instalments"]) == 28520
        assert "send" in after["can"]
        again = await director.post(f"/api/orcamentos/{made['id']}/discount/refuse")
        assert (again.status_code, again.json()["code"]) == (409, "NO_DISCOUNT_PENDING")

    async def test_at_the_limit_needs_nobody_and_a_further_change_asks_anew(self, world: World) -> None:
        owner = await world.organisation()
        director = await world.member(owner, "director")
        made = await new_draft(owner)
        assert (await change(owner, made["id"], discount={"percent": "15"})).json()["discount"]["status"] == "none"
        await change(owner, made["id"], discount={"percent": "18"})
        await director.post(f"/api/orcamentos/{made['id']}/discount/approve")
        kept = (await change(owner, made["id"], title="Outro título")).json()
        assert kept["discount"]["status"] == "approved"
        assert (await change(owner, made["id"], discount={"percent": "19"})).json()["discount"]["status"] == "pending"


class TestVersions:
    async def test_a_new_one_begins_as_the_old_without_its_discount(self, world: World) -> None:
        studio = await world.organisation()
        first = await new_draft(studio)
        await change(studio, first["id"], discount={"percent": "10"}, scope="Tudo.", stageSystem="nbr_16636")
        await sent(studio, first["id"])
        answer = await studio.post(f"/api/orcamentos/{first['id']}/new-version")
        second = answer.json()
        assert (answer.status_code, second["versao"], second["status"]) == (201, 2, "RASCUNHO")
        assert (second["total"], second["scope"], len(second["composition"]["stages"])) == ("28520.00", "Tudo.", 8)
        # The client still holds the first, until the second is sent.
        assert (await studio.get(f"/api/orcamentos/{first['id']}")).json()["status"] == "ENVIADO"
        await sent(studio, second["id"])
        assert (await studio.get(f"/api/orcamentos/{first['id']}")).json()["status"] == "SUBSTITUIDO"
        versions = (await studio.get(f"/api/orcamentos/{first['id']}/versions")).json()["data"]
        assert [(each["versao"], each["status"]) for each in versions] == [(2, "ENVIADO"), (1, "SUBSTITUIDO")]

    async def test_two_are_compared(self, world: World) -> None:
        studio = await world.organisation()
        first = await new_draft(studio)
        second = await generate(studio, first["briefing"]["id"], new_version=True)
        equal = (await studio.get(f"/api/orcamentos/{second['id']}/compare?with={first['id']}")).json()
        assert equal["differences"] == []
        await change(studio, second["id"], discount={"percent": "10"})
        told = (await studio.get(f"/api/orcamentos/{second['id']}/compare?with={first['id']}")).json()
        assert (told["before"]["versao"], told["after"]["versao"]) == (1, 2)
        net = next(each for each in told["differences"] if each["key"] == "netTotal")
        assert (net["before"], net["after"], net["delta"]) == ("R$ 28.520,00", "R$ 25.668,00", "-2852.00")

    async def test_other_orcamentos_are_not_compared(self, world: World) -> None:
        studio = await world.organisation()
        one, other = await new_draft(studio), await new_draft(studio)
        answer = await studio.get(f"/api/orcamentos/{one['id']}/compare?with={other['id']}")
        assert (answer.status_code, answer.json()["code"]) == (422, "DIFFERENT_BRIEFINGS")

    async def test_an_approved_one_has_no_successor(self, world: World) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        await studio.post(f"/api/orcamentos/{out['id']}/approve", json={"reason": "Aprovado por telefone."})
        answer = await studio.post(f"/api/orcamentos/{out['id']}/new-version")
        assert (answer.status_code, answer.json()["code"]) == (409, "ALREADY_APPROVED")
        assert await briefing_status(studio, out["briefing"]["id"]) == "PROJETO_INICIADO"

    async def test_a_rejected_one_may_be_followed(self, world: World) -> None:
        studio = await world.organisation()
        out = await sent(studio)
        await studio.post(f"/api/orcamentos/{out['id']}/reject", json={"reason": "Achou caro demais."})
        assert await briefing_status(studio, out["briefing"]["id"]) == "CONCLUIDO"
        answer = await studio.post(f"/api/orcamentos/{out['id']}/new-version")
        assert (answer.status_code, answer.json()["versao"]) == (201, 2)
        assert await briefing_status(studio, out["briefing"]["id"]) == "ORCAMENTO_ELABORACAO"
