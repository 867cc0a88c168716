"""Files that answer a question of a briefing: they follow the rights of the briefing."""

from __future__ import annotations

import hashlib

from tests.factories import World

from esteio.modules.estimating import permissions

CONTENT = b"planta da casa\n"
FILE = {
    "name": "planta.txt",
    "contentType": "text/plain",
    "size": len(CONTENT),
    "sha256": hashlib.sha256(CONTENT).hexdigest(),
    "thing": "briefing",
}


class TestBriefingFiles:
    async def test_who_may_answer_may_send_one(self, world: World) -> None:
        owner = await world.organisation()
        assistant = await world.member_with(owner, permissions.BRIEFINGS_ANSWER)
        answer = await assistant.post("/api/files", json=FILE)
        assert answer.status_code == 201
        assert answer.json()["method"] == "PUT"

    async def test_nobody_else_may(self, world: World) -> None:
        owner = await world.organisation()
        reader = await world.member_with(owner, permissions.BRIEFINGS_READ)
        assert (await reader.post("/api/files", json=FILE)).status_code == 403
