"""What a person is told, and how they want to be told: each one's own."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.http.routing import AsActor, InContext, InTx, WithServices, answers, problem_responses
from esteio.live.reads import LivePageQuery
from esteio.modules.workspace.live import NOTIFICATIONS
from esteio.modules.workspace.notification_schemas import (
    MarkedRead,
    NotificationPage,
    NotificationPreferences,
    NotificationPreferencesInput,
    UnreadCount,
)
from esteio.modules.workspace.service import notifications
from esteio.modules.workspace.store import notifications as store


@get(
    "/api/notifications",
    signed_in=True,
    tags=["notifications"],
    responses={**answers(NotificationPage), **problem_responses(401, 422, 429)},
)
async def list_notifications(
    live_page: LivePageQuery,
    unread: Annotated[bool | None, QueryParameter(description="Only the unread, or only the read.")] = None,
    event: Annotated[str | None, QueryParameter(max_length=100)] = None,
) -> Response[bytes]:
    """One's own notifications, the newest first."""
    return await live_page.answer(NOTIFICATIONS, unread=unread, event=event)


@get("/api/notifications/unread", signed_in=True, tags=["notifications"], responses=problem_responses(401, 429))
async def count_unread(tx: InTx) -> UnreadCount:
    """How many of one's own notifications are unread."""
    return UnreadCount(unread=await store.count_unread(tx))


@post(
    "/api/notifications/{notification_id:uuid}/read",
    signed_in=True,
    status_code=204,
    tags=["notifications"],
    responses=problem_responses(401, 403, 404, 409, 422, 429),
)
async def read_notification(notification_id: FromPath[UUID], tx: InTx) -> None:
    """Note that one has seen it; again, changes nothing."""
    await notifications.mark_read(tx, notification_id)


@post(
    "/api/notifications/read-all",
    signed_in=True,
    status_code=200,
    tags=["notifications"],
    responses=problem_responses(401, 403, 409, 422, 429),
)
async def read_all_notifications(tx: InTx) -> MarkedRead:
    """Note that one has seen them all."""
    return MarkedRead(marked=await store.mark_all_read(tx))


@get(
    "/api/user/notification-preferences",
    signed_in=True,
    tags=["notifications"],
    responses=problem_responses(401, 429),
)
async def get_notification_preferences(services: WithServices, tx: InTx, actor: AsActor) -> NotificationPreferences:
    """How one is told in this organisation, and all there is to choose from."""
    return await notifications.get_preferences(tx, actor, services.catalogue.notices)


@put(
    "/api/user/notification-preferences",
    signed_in=True,
    tags=["notifications"],
    responses=problem_responses(400, 401, 403, 413, 422, 429),
)
async def change_notification_preferences(
    data: JSONBody[NotificationPreferencesInput],
    services: WithServices,
    tx: InTx,
    actor: AsActor,
    context: InContext,
) -> NotificationPreferences:
    """Choose what to hear of, and how."""
    return await notifications.put_preferences(tx, actor, services.catalogue.notices, data, context.origin)


NOTIFICATION_ROUTES = (
    list_notifications,
    count_unread,
    read_notification,
    read_all_notifications,
    get_notification_preferences,
    change_notification_preferences,
)
