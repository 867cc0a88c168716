"""Who can be chosen as responsible for a briefing."""

from __future__ import annotations

import pytest
from tests.factories import World

pytestmark = pytest.mark.anyio


class TestPeople:
    async def test_are_those_who_may_answer_by_name(self, world: World) -> None:
        owner = await world.organisation()
        stranger = await world.organisation()
        architect = await world.member(owner, "architect", name="Zilda Arquiteta")
        requester = await world.member(owner, "requester", name="Rita Solicitante")
        answer = await architect.get("/api/briefing-people")
        assert answer.status_code == 200, answer.text
        shown = answer.json()["data"]
        assert {"id": str(architect.id), "name": "Zilda Arquiteta"} in shown
        assert shown == sorted(shown, key=lambda each: each["name"])
        ids = {each["id"] for each in shown}
        assert str(owner.id) in ids
        assert not ids & {str(requester.id), str(stranger.id)}
