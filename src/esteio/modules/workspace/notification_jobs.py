"""Mails of notifications: at once, or gathered by the hour or the day; and forgetting old ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.jobs import JobContext, enqueue, job, schedule
from esteio.core.mail import Mailer, MailMessage
from esteio.modules.workspace.notices import Frequency
from esteio.modules.workspace.service.every_organisation import list_every
from esteio.modules.workspace.store import notifications as store
from esteio.settings import Settings

DAILY_HOUR = 8
"""By the organisation's clock: before work begins."""
KEEP_READ = timedelta(days=30)
KEEP = timedelta(days=180)
MOST_IN_A_MAIL = 50


class NoticeMail(msgspec.Struct, frozen=True):
    """Whom to mail: what waits for a mail of that frequency, written before `until`."""

    user_id: UUID
    frequency: Frequency
    until: datetime | None = None


class NoWord(msgspec.Struct, frozen=True):
    """A job that needs no word."""


@job("workspace.notifications.mail")
async def mail_notices(context: JobContext, payload: NoticeMail) -> None:
    """Mail a person what waits for it and is unread. A second run finds what the first took gone, and sends nothing.

    Taken before it is sent: a worker that dies in between has a mail less on its conscience, and never one twice. What
    was in it is still in the person's list.
    """
    database = context.services[Database]
    scope = Scope(tenant_id=context.tenant_id)
    async with database.transaction(scope) as tx:
        taken = await store.take_for_mail(tx, payload.user_id, payload.frequency, payload.until)
        addressee = await store.find_addressee(tx, payload.user_id)
    unread = [row for row in taken if row["read_at"] is None]
    if addressee is None or not unread:
        return
    try:
        await context.services[Mailer].send(_mail(context.services[Settings], addressee, unread))
    except BaseException:
        # Also when the worker is told to stop: whoever tries again must find them.
        async with database.transaction(scope) as tx:
            await store.give_back_for_mail(tx, [row["id"] for row in taken], payload.frequency)
        raise


@job("workspace.notifications.digest", timeout_s=600)
async def start_digests(context: JobContext, payload: NoWord) -> None:
    """Queue the mails of every digest that is due. A second run queues mails that find nothing left to send."""
    database = context.services[Database]
    for organisation in await list_every(database):
        async with database.transaction(organisation.scope) as tx:
            for row in await store.list_due_digests(tx, DAILY_HOUR):
                await enqueue(
                    tx,
                    mail_notices,
                    NoticeMail(user_id=row["user_id"], frequency=Frequency(row["mail"]), until=row["until"]),
                    tenant_id=organisation.scope.tenant_id,
                    dedupe_key=f"{row['user_id']}:{row['mail']}:{row['until'].isoformat()}",
                )


@job("workspace.notifications.forget", timeout_s=600)
async def forget_notifications(context: JobContext, payload: NoWord) -> None:
    """Delete what was read, or written, long ago. A second run finds nothing left to delete."""
    database = context.services[Database]
    now = datetime.now(UTC)
    for organisation in await list_every(database):
        async with database.transaction(organisation.scope) as tx:
            await store.delete_old(tx, now - KEEP_READ, now - KEEP)


# Four times an hour, because there are clocks that are half an hour, or a quarter, away from others.
digests = schedule(start_digests, "*/15 * * * *", NoWord())
forgetting = schedule(forget_notifications, "37 3 * * *", NoWord())


def _mail(settings: Settings, addressee: asyncpg.Record, rows: list[asyncpg.Record]) -> MailMessage:
    zone = ZoneInfo(addressee["timezone"])
    lines = [_line(settings, row, zone) for row in rows[:MOST_IN_A_MAIL]]
    if len(rows) > MOST_IN_A_MAIL:
        lines.append(f"… e mais {len(rows) - MOST_IN_A_MAIL}, na sua lista de notificações.")
    one = len(rows) == 1
    subject = rows[0]["message"] if one else f"{len(rows)} notificações · {addressee['organisation']}"
    text = (
        f"Olá, {addressee['name']}!\n\n"
        + ("" if one else f"Isto aconteceu em {addressee['organisation']}:\n\n")
        + "\n\n".join(lines)
        + f"\n\nPara escolher o que chega por e-mail, abra:\n{settings.base_url}/configuracoes\n"
    )
    return MailMessage(to=addressee["email"], subject=subject, text=text)


def _line(settings: Settings, row: asyncpg.Record, zone: ZoneInfo) -> str:
    at = row["created_at"].astimezone(zone)
    link = f"\n{row['action_label']}: {settings.base_url}{row['action_href']}" if row["action_href"] else ""
    return f"{at:%d/%m/%Y %H:%M} · {row['message']}{link}"
