"""Changing a password, and setting a new one by a link that was sent by e-mail."""

from __future__ import annotations

import math
import secrets
from uuid import UUID

from esteio.core import signals
from esteio.core.access import Actor, Scope
from esteio.core.audit import AuditEntry, Result, record
from esteio.core.db import Tx
from esteio.core.jobs import enqueue
from esteio.core.tokens import InvalidLink
from esteio.http.context import RequestContext
from esteio.http.limits import Limit, address_key
from esteio.http.services import Services
from esteio.modules.workspace.errors import InvalidCredentials, SignInDelayed
from esteio.modules.workspace.jobs import PasswordResetMail, send_password_reset
from esteio.modules.workspace.rules import RESET_PURPOSE, RESET_TTL_S, RESETS_AN_HOUR
from esteio.modules.workspace.schemas import PasswordChange, PasswordReset, PasswordResetRequest
from esteio.modules.workspace.store import resets as reset_store
from esteio.modules.workspace.store import sessions as session_store
from esteio.modules.workspace.store import users as user_store


async def change(services: Services, context: RequestContext, actor: Actor, data: PasswordChange) -> None:
    """Replace the person's password and end their other sessions.

    Raises `InvalidCredentials`, `InvalidInput`, and `SignInDelayed`: a stolen access token is no way to try
    passwords faster than at the front door.
    """
    await services.passwords.check_new(data.password, email=actor.email, name=actor.name)
    await require_password(services, context, actor, data.current_password, field="currentPassword")
    encoded = await services.passwords.hash(data.password)
    tx = await context.open(Scope(unscoped=True))
    await _set(tx, actor.user_id, encoded, but=actor.session_id)
    entry = AuditEntry(
        action="auth.password_changed", tenant_id=actor.tenant_id, user_id=actor.user_id, origin=context.origin
    )
    record(tx, entry)


async def require_password(
    services: Services, context: RequestContext, actor: Actor, password: str, *, field: str = "password"
) -> None:
    """Raise `InvalidCredentials` unless it is the actor's, or `SignInDelayed`."""
    attempt = await services.sign_in_guard.begin(actor.email, address_key(context.origin.address or ""))
    if not attempt.allowed:
        raise SignInDelayed(retryAfter=math.ceil(attempt.retry_after_s))
    async with services.db.unscoped() as lookup:
        user = await user_store.find_user(lookup, actor.user_id)
    if not await services.passwords.verify(user["password_hash"] if user else None, password):
        await services.sign_in_guard.failed(attempt)
        raise InvalidCredentials("A senha atual não confere.", fields={field: "Não confere."})
    await services.sign_in_guard.succeeded(attempt)


async def request_reset(services: Services, context: RequestContext, data: PasswordResetRequest) -> None:
    """Send a link to that address if somebody has it; at most `RESETS_AN_HOUR` to one person, whoever asks.

    The answer is the same whatever was found, and so is what takes most of its time: one commit, with a line in the
    trail.
    """
    tx = await context.open(Scope(unscoped=True))
    user = await user_store.find_user_by_email(tx, data.email)
    result = Result.REFUSED
    if user is not None and user["status"] == "active":
        limit = Limit("password_reset", RESETS_AN_HOUR, 3_600.0)
        if (await services.limiter.spend(f"person:{user['id']}", limit)).allowed:
            reset_id = await reset_store.insert_password_reset(tx, user["id"], secrets.token_urlsafe(24), RESET_TTL_S)
            await enqueue(tx, send_password_reset, PasswordResetMail(reset_id=reset_id), tenant_id=None)
            result = Result.OK
    entry = AuditEntry(
        action="auth.password_reset_requested",
        result=result,
        user_id=user["id"] if user else None,
        origin=context.origin,
    )
    record(tx, entry)


async def reset(services: Services, context: RequestContext, data: PasswordReset) -> None:
    """Set a new password by the link; it works once. Raises `InvalidLink`, `ExpiredLink`, `InvalidInput`."""
    claims = services.tokens.read_link(data.token, RESET_PURPOSE)
    async with services.db.unscoped() as lookup:
        person = await reset_store.find_password_reset(lookup, claims.subject)
    if person is None:
        raise InvalidLink
    await services.passwords.check_new(data.password, email=person["email"], name=person["name"])
    encoded = await services.passwords.hash(data.password)
    tx = await context.open(Scope(unscoped=True))
    user_id = await reset_store.use_password_reset(tx, claims.subject, claims.nonce)
    if user_id is None:
        raise InvalidLink
    await _set(tx, user_id, encoded)
    record(tx, AuditEntry(action="auth.password_reset", user_id=user_id, origin=context.origin))
    tx.after_commit(lambda: services.sign_in_guard.forget(person["email"]))


async def _set(tx: Tx, user_id: UUID, encoded: str, *, but: UUID | None = None) -> None:
    await user_store.set_password_hash(tx, user_id, encoded)
    await session_store.revoke_sessions_of(tx, user_id, "password_changed", but=but)
    await reset_store.revoke_password_resets(tx, user_id)
    await signals.announce(tx, f"user:{user_id}")
