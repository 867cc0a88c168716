"""Telling people: on their screens at once, by mail as they chose."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound
from esteio.core.jobs import enqueue_many
from esteio.core.module import NoticeKind
from esteio.modules.workspace.notices import NEVER_CHOSE, Frequency, Notice, Preferences, is_wanted
from esteio.modules.workspace.notification_jobs import NoticeMail, mail_notices
from esteio.modules.workspace.notification_schemas import (
    NotificationEvent,
    NotificationPreferences,
    NotificationPreferencesInput,
)
from esteio.modules.workspace.store import notifications as store

MESSAGE_CHARS = 500


async def announce(tx: Tx, notice: Notice) -> None:
    """Tell those whom it is for, and who may and want to hear of it, if the caller's transaction commits.

    A notification is a row of a live list, so screens have it as soon as the change is told.
    """
    recipients = await store.list_recipients(tx, notice)
    if not recipients:
        return
    if len(notice.message) > MESSAGE_CHARS:
        # Titles and names are people's: what they wrote must not undo what they did.
        notice = msgspec.structs.replace(notice, message=notice.message[: MESSAGE_CHARS - 1] + "…")
    await store.insert_notifications(tx, notice, recipients)
    at_once = [row["user_id"] for row in recipients if row["mail"] == Frequency.IMMEDIATE]
    payloads = [NoticeMail(user_id=user_id, frequency=Frequency.IMMEDIATE) for user_id in at_once]
    await enqueue_many(tx, mail_notices, payloads, tenant_id=tx.tenant_id, actor_id=tx.scope.user_id)


async def mark_read(tx: Tx, notification_id: UUID) -> None:
    """Note that the person has seen one of their own; raises `NotFound`."""
    if not await store.mark_read(tx, notification_id):
        raise NotFound("Essa notificação não existe.")


async def get_preferences(tx: Tx, actor: Actor, kinds: Sequence[NoticeKind]) -> NotificationPreferences:
    """What the person chose, or what holds for who never did."""
    return _shown(await store.find_preferences(tx, actor.user_id) or NEVER_CHOSE, kinds)


async def put_preferences(
    tx: Tx, actor: Actor, kinds: Sequence[NoticeKind], data: NotificationPreferencesInput, origin: Origin
) -> NotificationPreferences:
    """Replace what the person chose; raises `InvalidInput` for a kind that there is not."""
    known = [kind.key for kind in kinds]
    unknown = sorted(set(data.events) - set(known))
    if unknown:
        raise InvalidInput(fields={"events": f"Não existe: {', '.join(unknown[:5])}. Há: {', '.join(known)}."})
    chosen = Preferences(
        events=[key for key in known if key in data.events],
        known=known,
        frequency=data.frequency,
        sound_enabled=data.sound_enabled,
        email_notifications=data.email_notifications,
    )
    await store.put_preferences(tx, actor.user_id, chosen)
    record(
        tx,
        AuditEntry(
            action="notification_preferences.changed",
            tenant_id=actor.tenant_id,
            user_id=actor.user_id,
            thing="user",
            thing_id=actor.user_id,
            origin=origin,
        ),
    )
    return _shown(chosen, kinds)


def _shown(preferences: Preferences, kinds: Sequence[NoticeKind]) -> NotificationPreferences:
    return NotificationPreferences(
        events=[kind.key for kind in kinds if is_wanted(kind, preferences)],
        frequency=preferences.frequency,
        sound_enabled=preferences.sound_enabled,
        email_notifications=preferences.email_notifications,
        available=[NotificationEvent(event=kind.key, label=kind.label) for kind in kinds],
    )
