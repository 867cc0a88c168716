"""The event `notification`: each new row of the live list `notifications`, to the person whose it is.

Whoever was away finds the row in the list; the event is for the sound and the message on the screen.
"""

from __future__ import annotations

from collections import OrderedDict
from uuid import UUID

import msgspec

from esteio.live.batch import Batch, RawRow
from esteio.live.changes import Operation
from esteio.live.events import NOTIFICATIONS
from esteio.live.hub import Hub

REMEMBERED = 10_000
"""Rows that were told: the feed may tell a change twice, and a message that comes twice is a nuisance."""


class Inbox:
    """Listens to the feed: `feed.add_listener(Inbox(hub).on_batch)`."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._told: OrderedDict[UUID, None] = OrderedDict()

    def on_batch(self, batch: Batch) -> None:
        """Send what is new."""
        for loaded in batch.changes:
            change, row = loaded.change, loaded.row
            is_new = change.resource == NOTIFICATIONS and change.operation is Operation.INSERT
            if is_new and row is not None and change.row_id not in self._told:
                self._told[change.row_id] = None
                if len(self._told) > REMEMBERED:
                    self._told.popitem(last=False)
                self._hub.send_notification(change.tenant_id, _people(row), _payload(row))


def _people(row: RawRow) -> list[UUID]:
    return [UUID(topic.removeprefix("person:")) for topic in row.topics if topic.startswith("person:")]


def _payload(row: RawRow) -> bytes:
    members = msgspec.json.decode(row.json, type=dict[str, msgspec.Raw])
    wanted = ("id", "message", "type", "action", "at", "read")
    return msgspec.json.encode({name: members[name] for name in wanted})
