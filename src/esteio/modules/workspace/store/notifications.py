"""Notifications and how people want them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Sort
from esteio.modules.workspace.notices import Frequency, Notice, Preferences

NOTIFICATIONS = ListSpec(
    source="notifications n",
    id="n.id",
    columns={
        "id": "n.id",
        "event": "n.event",
        "message": "n.message",
        "type": "n.type",
        "action": """case when n.action_href is not null
            then json_build_object('label', n.action_label, 'href', n.action_href) end""",
        "thing": "n.thing",
        "thingId": "n.thing_id",
        "at": "n.created_at",
        "read": "n.read_at is not null",
        "readAt": "n.read_at",
    },
    sorts={"at": Sort("n.created_at", "timestamptz")},
    default_sort="-at",
    filters={"unread": "(n.read_at is null) = {}", "event": "n.event = {}"},
    search="search_text(n.message)",
)
"""Of everybody; each sees their own by `live.NOTIFICATIONS` and by row security."""

_WANTED = "case when $2 = any(p.known) then $2 = any(p.events) else $3 end"


async def list_recipients(tx: Tx, notice: Notice) -> list[asyncpg.Record]:
    """The active members who may and want to hear of it: `id` for a new notification, `user_id`, and `mail`."""
    return await tx.fetch(
        f"""
        select uuidv7() as id, m.user_id, case when p.email_notifications then p.frequency end as mail
        from memberships m
        join users u on u.id = m.user_id and u.status = 'active'
        left join notification_preferences p on p.tenant_id = m.tenant_id and p.user_id = m.user_id
        where m.tenant_id = $1 and m.status = 'active' and {_WANTED}
          and ($4::uuid[] is null or m.user_id = any($4)) and m.user_id is distinct from $5
          and exists (
            select from membership_roles mr join roles r on r.id = mr.role_id
            where mr.tenant_id = m.tenant_id and mr.user_id = m.user_id and r.permissions && array['*', $6]
          )
        order by m.user_id
        """,  # noqa: S608 - the condition is declared above
        tx.tenant_id,
        notice.kind.key,
        notice.kind.on_by_default,
        None if notice.to is None else [user_id for user_id in notice.to if user_id is not None],
        notice.caused_by,
        notice.permission,
    )


async def insert_notifications(tx: Tx, notice: Notice, recipients: Sequence[asyncpg.Record]) -> None:
    """One for each of `list_recipients`. Nothing comes back: the sender may not see what is another's."""
    action = notice.action
    await tx.execute(
        """
        insert into notifications (id, tenant_id, user_id, mail, event, message, type, action_label, action_href, thing,
                                   thing_id)
        select id, $1, user_id, mail, $5, $6, $7, $8, $9, $10, $11
        from unnest($2::uuid[], $3::uuid[], $4::text[]) each (id, user_id, mail)
        """,
        tx.tenant_id,
        [row["id"] for row in recipients],
        [row["user_id"] for row in recipients],
        [row["mail"] for row in recipients],
        notice.kind.key,
        notice.message,
        notice.type,
        action.label if action else None,
        action.href if action else None,
        notice.thing,
        notice.thing_id,
    )


async def count_unread(tx: Tx) -> int:
    """How many of the person's own are unread."""
    return await tx.fetchval(
        """
        select count(*) from notifications
        where tenant_id = $1 and user_id = (select current_person()) and read_at is null
        """,
        tx.tenant_id,
    )


async def mark_read(tx: Tx, notification_id: UUID) -> bool:
    """Note that the person has seen one of their own; False when there is no such one."""
    return bool(
        await tx.fetchval(
            """
            update notifications set read_at = coalesce(read_at, now())
            where id = $1 and user_id = (select current_person()) returning true
            """,
            notification_id,
        )
    )


async def mark_all_read(tx: Tx) -> int:
    """Note that the person has seen all of their own; how many were unread."""
    rows = await tx.fetch(
        """
        update notifications set read_at = now()
        where tenant_id = $1 and user_id = (select current_person()) and read_at is null returning id
        """,
        tx.tenant_id,
    )
    return len(rows)


async def find_preferences(tx: Tx, user_id: UUID) -> Preferences | None:
    """What the person chose in the transaction's organisation."""
    row = await tx.fetchrow(
        "select * from notification_preferences where tenant_id = $1 and user_id = $2", tx.tenant_id, user_id
    )
    return (
        None
        if row is None
        else Preferences(
            events=tuple(row["events"]),
            known=tuple(row["known"]),
            frequency=Frequency(row["frequency"]),
            sound_enabled=row["sound_enabled"],
            email_notifications=row["email_notifications"],
        )
    )


async def put_preferences(tx: Tx, user_id: UUID, preferences: Preferences) -> None:
    """Replace what the person chose."""
    await tx.execute(
        """
        insert into notification_preferences
            (tenant_id, user_id, events, known, frequency, sound_enabled, email_notifications)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (tenant_id, user_id) do update set events = excluded.events, known = excluded.known,
            frequency = excluded.frequency, sound_enabled = excluded.sound_enabled,
            email_notifications = excluded.email_notifications, updated_at = now()
        """,
        tx.tenant_id,
        user_id,
        list(preferences.events),
        list(preferences.known),
        preferences.frequency,
        preferences.sound_enabled,
        preferences.email_notifications,
    )


async def list_due_digests(tx: Tx, daily_hour: int) -> list[asyncpg.Record]:
    """Whose digest is due: `user_id`, `mail`, and `until`, the full hour or the day's `daily_hour` that has passed.

    By the clock of the organisation. What was written since then waits for the next one.
    """
    return await tx.fetch(
        """
        with clock as (
            select o.timezone, now() at time zone o.timezone as local from organisations o where o.id = $1
        ), due as (
            select 'hourly' as mail, date_trunc('hour', local) at time zone timezone as until from clock
            union all
            select 'daily', (date_trunc('day', local - make_interval(hours => $2)) + make_interval(hours => $2))
                            at time zone timezone
            from clock
        )
        select distinct n.user_id, due.mail, due.until
        from notifications n join due on due.mail = n.mail
        where n.tenant_id = $1 and n.created_at < due.until
        """,
        tx.tenant_id,
        daily_hour,
    )


async def take_for_mail(tx: Tx, user_id: UUID, mail: Frequency, until: datetime | None) -> list[asyncpg.Record]:
    """Take what is to be mailed to a person, up to `until` or all, so that nobody else does; the oldest first."""
    return await tx.fetch(
        """
        with taken as (
            update notifications set mail = null
            where tenant_id = $1 and user_id = $2 and mail = $3 and ($4::timestamptz is null or created_at < $4)
            returning *
        )
        select id, message, action_label, action_href, created_at, read_at from taken order by created_at, id
        """,
        tx.tenant_id,
        user_id,
        mail,
        until,
    )


async def give_back_for_mail(tx: Tx, notification_ids: Sequence[UUID], mail: Frequency) -> None:
    """Undo `take_for_mail`: the mail was not sent."""
    await tx.execute("update notifications set mail = $2 where id = any($1)", list(notification_ids), mail)


async def find_addressee(tx: Tx, user_id: UUID) -> asyncpg.Record | None:
    """Where an active member who wants mail gets it: `email`, `name`, `organisation`, `timezone`."""
    return await tx.fetchrow(
        """
        select u.email, u.name, o.name as organisation, o.timezone
        from memberships m
        join users u on u.id = m.user_id and u.status = 'active'
        join organisations o on o.id = m.tenant_id
        join notification_preferences p
            on p.tenant_id = m.tenant_id and p.user_id = m.user_id and p.email_notifications
        where m.tenant_id = $1 and m.user_id = $2 and m.status = 'active'
        """,
        tx.tenant_id,
        user_id,
    )


async def delete_old(tx: Tx, read_before: datetime, created_before: datetime) -> None:
    """Forget what was read before the one, or written before the other."""
    await tx.execute(
        "delete from notifications where tenant_id = $1 and (read_at < $2 or created_at < $3)",
        tx.tenant_id,
        read_before,
        created_before,
    )
