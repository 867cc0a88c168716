"""The way to an orçamento as a studio goes it, over HTTP: client, template, briefing, answers."""

from __future__ import annotations

from typing import Any

from tests.factories import Person

TEMPLATE: dict[str, Any] = {
    "key": "curto",
    "name": "Curto",
    "description": "O que o preço precisa, e nada mais.",
    "disciplines": ["arquitetura"],
    "version": 1,
    "chapters": [
        {
            "id": "tudo",
            "title": "Tudo",
            "questions": [
                {"id": "area", "text": "Qual a área?", "kind": "text", "required": True, "fact": "area_m2"},
                {
                    "id": "tipo",
                    "text": "O que será construído?",
                    "kind": "choice",
                    "fact": "building_type",
                    "options": [
                        {"value": "unifamiliar", "label": "Casa"},
                        {"value": "escritorio", "label": "Escritório"},
                    ],
                },
                {
                    "id": "padrao",
                    "text": "Qual o padrão?",
                    "kind": "choice",
                    "fact": "standard",
                    "options": [{"value": "medio", "label": "Médio"}, {"value": "alto", "label": "Alto"}],
                },
                {
                    "id": "complexidade",
                    "text": "Qual a complexidade?",
                    "kind": "choice",
                    "fact": "complexity",
                    "options": [{"value": "media", "label": "Média"}, {"value": "alta", "label": "Alta"}],
                },
                {
                    "id": "disciplinas",
                    "text": "Quais projetos?",
                    "kind": "multi_choice",
                    "fact": "disciplines",
                    "options": [
                        {"value": "arquitetura", "label": "Arquitetura"},
                        {"value": "estrutural", "label": "Estrutural"},
                        {"value": "interiores", "label": "Interiores"},
                    ],
                },
                {"id": "cidade", "text": "Em que cidade?", "kind": "text", "fact": "city"},
            ],
        }
    ],
}
WORKED_CASE: dict[str, Any] = {
    "area": "200 m²",
    "tipo": "unifamiliar",
    "padrao": "medio",
    "complexidade": "media",
    "disciplinas": ["arquitetura"],
    "cidade": "Campinas/SP",
}


async def new_client(studio: Person, **values: object) -> str:
    """The id of a client with an e-mail address."""
    answer = await studio.post(
        "/api/clients", json={"kind": "PF", "name": "Marina Duarte", "email": "marina@exemplo.com.br", **values}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def new_template(studio: Person) -> str:
    """The id of the short template."""
    answer = await studio.post("/api/briefing-templates", json=TEMPLATE)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def open_briefing(
    studio: Person, answers: dict[str, Any] | None = None, *, template_id: str = "", client_id: str = ""
) -> dict[str, Any]:
    """A briefing with those answers, or the worked case's, still open."""
    made = await studio.post(
        "/api/briefings",
        json={
            "clientId": client_id or await new_client(studio),
            "templateId": template_id or await new_template(studio),
            "title": "Casa da serra",
        },
    )
    assert made.status_code == 201, made.text
    briefing = made.json()
    for question, value in (WORKED_CASE if answers is None else answers).items():
        saved = await studio.put(f"/api/briefings/{briefing['id']}/answers/{question}", json={"value": value})
        assert saved.status_code == 200, saved.text
    return briefing


async def concluded_briefing(
    studio: Person, answers: dict[str, Any] | None = None, *, template_id: str = "", client_id: str = ""
) -> dict[str, Any]:
    """As `open_briefing`, then concluded."""
    briefing = await open_briefing(studio, answers, template_id=template_id, client_id=client_id)
    return await conclude(studio, briefing["id"])


async def conclude(studio: Person, briefing_id: str) -> dict[str, Any]:
    """Close a briefing."""
    answer = await studio.post(f"/api/briefings/{briefing_id}/complete")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def generate(studio: Person, ref: object, *, new_version: bool = False, status: int = 201) -> dict[str, Any]:
    """The orçamento of a briefing."""
    query = "?novaVersao=true" if new_version else ""
    answer = await studio.post(f"/api/orcamentos/gerar-briefing/{ref}{query}")
    assert answer.status_code == status, answer.text
    return answer.json()


async def new_draft(studio: Person) -> dict[str, Any]:
    """A draft of the worked case."""
    return await generate(studio, (await concluded_briefing(studio))["id"])


async def sent(studio: Person, orcamento_id: str = "") -> dict[str, Any]:
    """An orçamento that is with the client."""
    orcamento_id = orcamento_id or (await new_draft(studio))["id"]
    answer = await studio.post(f"/api/orcamentos/{orcamento_id}/send")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def link_token(studio: Person, orcamento_id: str) -> str:
    """The token of the client's link."""
    answer = await studio.get(f"/api/orcamentos/{orcamento_id}/link")
    assert answer.status_code == 200, answer.text
    return answer.json()["url"].partition("token=")[2]


async def briefing_status(studio: Person, briefing_id: str) -> str:
    """Where a briefing stands."""
    return (await studio.get(f"/api/briefings/{briefing_id}")).json()["status"]


async def history(studio: Person, orcamento_id: str) -> list[str]:
    """What happened, the oldest first."""
    answer = await studio.get(f"/api/orcamentos/{orcamento_id}/history", params={"sort": "at"})
    assert answer.status_code == 200, answer.text
    return [event["kind"] for event in answer.json()["data"]]
