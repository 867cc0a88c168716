"""Workspace's live lists."""

from __future__ import annotations

from esteio.live.resource import Audience, Resource
from esteio.modules.workspace.store import notifications

NOTIFICATIONS = Resource(
    name="notifications",
    path="/api/notifications",
    spec=notifications.NOTIFICATIONS,
    audiences=(Audience(name="own", permission="", where="n.user_id = (select current_person())", personal=True),),
    topics="array['person:' || n.user_id::text]",
    live_filters={"unread": "n.read_at is null", "event": "n.event"},
)

RESOURCES = (NOTIFICATIONS,)
