"""Background work of workspace: its mails, and forgetting what has ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.files import FileStore
from esteio.core.jobs import JobContext, job, schedule
from esteio.core.mail import Mailer, MailMessage
from esteio.core.tokens import Tokens
from esteio.modules.workspace.notification_jobs import (
    digests,
    forget_notifications,
    forgetting,
    mail_notices,
    start_digests,
)
from esteio.modules.workspace.rules import INVITATION_PURPOSE, RESET_PURPOSE
from esteio.modules.workspace.service.every_organisation import list_every
from esteio.modules.workspace.store import files as file_store
from esteio.modules.workspace.store import invitations as invitation_store
from esteio.modules.workspace.store import resets as reset_store
from esteio.modules.workspace.store import upkeep as upkeep_store
from esteio.settings import Settings

__all__ = [
    "digests",
    "forget_ended",
    "forget_notifications",
    "forgetting",
    "mail_notices",
    "nightly",
    "send_invitation",
    "send_password_reset",
    "start_digests",
]

KEEP_ENDED = timedelta(days=90)


class InvitationMail(msgspec.Struct, frozen=True):
    """Which invitation to send."""

    invitation_id: UUID


class PasswordResetMail(msgspec.Struct, frozen=True):
    """Which reset to send."""

    reset_id: UUID


class Nothing(msgspec.Struct, frozen=True):
    """A job that needs no word."""


@job("workspace.invitation.send")
async def send_invitation(context: JobContext, payload: InvitationMail) -> None:
    """Mail the link of an open invitation. A second run sends the same mail again, whose link still works once."""
    async with context.services[Database].unscoped() as tx:
        row = await invitation_store.lock_invitation(tx, payload.invitation_id)
    if row is None or not row["open"]:
        return
    settings = context.services[Settings]
    ttl_s = int((row["expires_at"] - datetime.now(UTC)).total_seconds())
    token = context.services[Tokens].link(INVITATION_PURPOSE, row["tenant_id"], row["id"], row["nonce"], ttl_s)
    text = (
        f"Olá!\n\n{row['invited_by']} convidou você para trabalhar com {row['organisation']} no Esteio.\n\n"
        f"Para entrar, abra:\n{settings.base_url}/convite?token={token}\n\n"
        "O link vale por 7 dias e só uma vez. Se você não esperava este convite, ignore esta mensagem.\n"
    )
    subject = f"Convite para {row['organisation']}"
    await context.services[Mailer].send(MailMessage(to=row["email"], subject=subject, text=text))


@job("workspace.password_reset.send")
async def send_password_reset(context: JobContext, payload: PasswordResetMail) -> None:
    """Mail the link of an open reset. A second run sends the same mail again, whose link still works once."""
    async with context.services[Database].unscoped() as tx:
        row = await reset_store.find_password_reset(tx, payload.reset_id)
    if row is None or row["used_at"] is not None or row["expires_at"] <= datetime.now(UTC):
        return
    settings = context.services[Settings]
    ttl_s = int((row["expires_at"] - datetime.now(UTC)).total_seconds())
    token = context.services[Tokens].link(RESET_PURPOSE, UUID(int=0), row["id"], row["nonce"], ttl_s)
    text = (
        f"Olá, {row['name']}!\n\nPara escolher uma senha nova, abra:\n"
        f"{settings.base_url}/nova-senha?token={token}\n\n"
        "O link vale por uma hora e só uma vez. Se não foi você que pediu, ignore esta mensagem: nada mudou.\n"
    )
    await context.services[Mailer].send(MailMessage(to=row["email"], subject="Nova senha no Esteio", text=text))


@job("workspace.ended.forget")
async def forget_ended(context: JobContext, payload: Nothing) -> None:
    """Delete what ended long ago. A second run finds nothing left to delete."""
    database = context.services[Database]
    async with database.unscoped() as tx:
        await upkeep_store.delete_ended(tx, datetime.now(UTC) - KEEP_ENDED)
    day_ago = datetime.now(UTC) - timedelta(days=1)
    for scope in [Scope(), *(each.scope for each in await list_every(database))]:
        async with database.transaction(scope) as tx:
            await upkeep_store.delete_idempotency_keys(tx, day_ago)
            await file_store.delete_unconfirmed(tx, day_ago)
    await context.services[FileStore].delete_abandoned(day_ago)


nightly = schedule(forget_ended, "17 3 * * *", Nothing())
