"""The event `notification`: a new row of one's own, once, to whoever listens."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from tests.live.hub_world import hub_world
from tests.live.python_client import connect

from esteio.core.access import Actor
from esteio.embedded import ServerUrls
from esteio.live.batch import Batch, LoadedChange, RawRow
from esteio.live.changes import Change, Operation
from esteio.live.inbox import Inbox
from esteio.live.position import Position

ROW = {
    "id": "x",
    "event": "briefing_concluded",
    "message": "Concluído",
    "type": "success",
    "action": {"label": "Ver", "href": "/briefings/1"},
    "thing": None,
    "thingId": None,
    "at": "2026-03-01T12:00:00+00:00",
    "read": False,
    "readAt": None,
}


def batch(
    actor: Actor, row_id: UUID, operation: Operation = Operation.INSERT, resource: str = "notifications"
) -> Batch:
    topics = (f"person:{actor.user_id}",)
    change = Change(Position(9, 1), datetime.now(UTC), actor.tenant_id, resource, row_id, operation, (), topics, None)
    row = RawRow(json.dumps({**ROW, "id": str(row_id)}).encode(), topics, ())
    return Batch(Position(8, 0), Position(9, 1), (LoadedChange(change, row),))


async def test_a_new_row_is_told_once_to_its_person(database_urls: ServerUrls) -> None:
    async with hub_world(database_urls) as world:
        heard: list[tuple[str, Any]] = []
        others: list[tuple[str, Any]] = []
        actor, other = world.person(), world.person()
        ear = await connect(world.url, world.token(actor), lambda event, payload: heard.append((event, payload)))
        elsewhere = await connect(world.url, world.token(other), lambda event, payload: others.append((event, payload)))
        for wire in (ear, elsewhere):
            await wire.ask("subscribe", {"events": ["notifications"]})
        inbox, row_id = Inbox(world.hub), uuid4()
        inbox.on_batch(batch(actor, row_id))
        inbox.on_batch(batch(actor, row_id))  # the feed may tell a change twice
        inbox.on_batch(batch(actor, row_id, Operation.UPDATE))
        inbox.on_batch(batch(actor, uuid4(), resource="briefings"))
        for wire in (ear, elsewhere):
            await wire.ask("heartbeat", {})
        told = [payload for event, payload in heard if event == "notification"]
        assert told == [
            {**{name: ROW[name] for name in ("message", "type", "action", "at", "read")}, "id": str(row_id)}
        ]
        assert not any(event == "notification" for event, _ in others)
