"""Files that answer a question of a briefing: they follow the rights over that one briefing."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

import httpx
from tests.factories import Person, World
from tests.modules.estimating.orcamento_steps import TEMPLATE, concluded_briefing, new_client, open_briefing

from esteio.modules.estimating import permissions

CONTENT = b"planta da casa\n"
QUESTION = {"id": "planta", "text": "Planta", "kind": "file"}
WITH_A_PLAN: dict[str, Any] = {
    **TEMPLATE,
    "key": "com_planta",
    "chapters": [*TEMPLATE["chapters"], {"id": "arquivos", "title": "Arquivos", "questions": [QUESTION]}],
}


def ticket(briefing_id: object) -> dict[str, Any]:
    return {
        "name": "planta.txt",
        "contentType": "text/plain",
        "size": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "thing": "briefing",
        "thingId": str(briefing_id),
    }


async def announced(person: Person, briefing_id: object) -> str:
    """The id of a file whose bytes were sent and are not confirmed."""
    begun = await person.post("/api/files", json=ticket(briefing_id))
    assert begun.status_code == 201, begun.text
    upload = begun.json()
    await person.client.request(upload["method"], upload["url"], content=CONTENT, headers=upload["headers"])
    return upload["id"]


async def sent(person: Person, briefing_id: object) -> str:
    """The id of a confirmed file."""
    file_id = await announced(person, briefing_id)
    confirmed = await person.post(f"/api/files/{file_id}/confirm")
    assert confirmed.status_code == 200, confirmed.text
    return file_id


async def briefing_with_a_plan(owner: Person) -> str:
    """The id of an open briefing that asks for a plan."""
    template = await owner.post("/api/briefing-templates", json=WITH_A_PLAN)
    assert template.status_code == 201, template.text
    return (await open_briefing(owner, {}, template_id=template.json()["id"]))["id"]


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


class TestBriefingFiles:
    async def test_who_may_answer_may_send_one_and_who_may_see_may_read_it(self, world: World) -> None:
        owner = await world.organisation()
        briefing = (await open_briefing(owner, {}))["id"]
        assistant = await world.member_with(owner, permissions.BRIEFINGS_ANSWER)
        reader = await world.member_with(owner, permissions.BRIEFINGS_READ)
        file_id = await sent(assistant, briefing)
        assert (await reader.get(f"/api/files/{file_id}")).json()["name"] == "planta.txt"
        assert said(await assistant.get(f"/api/files/{file_id}")) == (403, "NOT_ALLOWED")

    async def test_nobody_else_may(self, world: World) -> None:
        owner = await world.organisation()
        briefing = (await open_briefing(owner, {}))["id"]
        waiting = await announced(owner, briefing)
        reader = await world.member_with(owner, permissions.BRIEFINGS_READ)
        assert said(await reader.post("/api/files", json=ticket(briefing))) == (403, "NOT_ALLOWED")
        assert said(await reader.post(f"/api/files/{waiting}/confirm")) == (403, "NOT_ALLOWED")

    async def test_another_organisations_briefing_is_as_one_that_does_not_exist(self, world: World) -> None:
        owner, stranger = await world.organisation(), await world.organisation()
        briefing = (await open_briefing(owner, {}))["id"]
        answers = [await stranger.post("/api/files", json=ticket(each)) for each in (briefing, uuid4())]
        assert [said(each) for each in answers] == [(422, "VALIDATION_FAILED")] * 2
        assert answers[0].json()["fields"] == answers[1].json()["fields"] == {"thingId": "Esse briefing não existe."}
        file_id = await sent(owner, briefing)
        assert said(await stranger.get(f"/api/files/{file_id}")) == (404, "NOT_FOUND")
        assert said(await stranger.post(f"/api/files/{file_id}/confirm")) == (404, "NOT_FOUND")

    async def test_it_is_said_which_briefing_and_nothing_of_the_kind_for_a_logo(self, world: World) -> None:
        owner = await world.organisation()
        briefing = (await open_briefing(owner, {}))["id"]
        nowhere = {name: value for name, value in ticket(briefing).items() if name != "thingId"}
        for body in (nowhere, {**ticket(briefing), "thing": "logo"}):
            answer = await owner.post("/api/files", json=body)
            assert answer.status_code == 422
            assert answer.json()["fields"].keys() == {"thingId"}

    async def test_a_concluded_briefing_takes_no_more_and_shows_what_it_has(self, world: World) -> None:
        owner = await world.organisation()
        client_id = await new_client(owner)
        concluded = (await concluded_briefing(owner, client_id=client_id))["id"]
        assert said(await owner.post("/api/files", json=ticket(concluded))) == (409, "ANSWERS_LOCKED")
        await owner.post(f"/api/briefings/{concluded}/edit")
        file_id, late = await sent(owner, concluded), await announced(owner, concluded)
        await owner.post(f"/api/briefings/{concluded}/complete")
        assert said(await owner.post(f"/api/files/{late}/confirm")) == (409, "ANSWERS_LOCKED")
        assert (await owner.get(f"/api/files/{file_id}")).status_code == 200

    async def test_an_answer_takes_only_its_own_briefings_files(self, world: World) -> None:
        owner = await world.organisation()
        briefing, other = await briefing_with_a_plan(owner), (await open_briefing(owner, {}))["id"]
        own, foreign = await sent(owner, briefing), await sent(owner, other)
        where = f"/api/briefings/{briefing}/answers/planta"
        assert said(await owner.put(where, json={"value": [foreign]})) == (422, "UNKNOWN_FILE")
        assert (await owner.put(where, json={"value": [own]})).status_code == 200
