"""Signing in, renewing, switching organisation, signing out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core import signals
from esteio.core.access import Actor, Scope
from esteio.core.audit import AuditEntry, Origin, Result, record
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.tokens import AccessClaims
from esteio.http.context import RequestContext
from esteio.http.limits import Limit, address_key
from esteio.http.services import Services
from esteio.modules.workspace.errors import (
    AccountSuspended,
    InvalidCredentials,
    NoOrganisation,
    RefreshReused,
    SessionEnded,
    SignInDelayed,
)
from esteio.modules.workspace.schemas import Credentials, Me, OrganisationRef, SignedIn
from esteio.modules.workspace.service import second_factor
from esteio.modules.workspace.store import sessions as session_store
from esteio.modules.workspace.store import users as user_store

REFRESH_GRACE_S = 10.0
"""How long the immediate parent of a refresh token still works, so that two tabs do not sign a person out."""

UNSCOPED = Scope(unscoped=True)


async def sign_in(services: Services, context: RequestContext, data: Credentials) -> SignedIn:
    """Open a session for who knows the password.

    Raises `SignInDelayed`, `InvalidCredentials` (the same, in the same time, for an unknown address),
    `AccountSuspended`, `SecondFactorRequired`, `InvalidCode`, `NoOrganisation`.
    """
    await _check_pace(services, context.origin)
    attempt = await services.sign_in_guard.begin(data.email, address_key(context.origin.address or ""))
    if not attempt.allowed:
        services.metrics.sign_in("delayed")
        raise SignInDelayed(retryAfter=math.ceil(attempt.retry_after_s))
    # A short transaction of its own: no connection is held while the password is hashed.
    async with services.db.unscoped() as lookup:
        user = await user_store.find_user_by_email(lookup, data.email)
    fits = await services.passwords.verify(user["password_hash"] if user else None, data.password)
    if user is None or not fits:
        await services.sign_in_guard.failed(attempt)
        services.metrics.sign_in("wrong")
        _audit_refusal(services, context.origin, user["id"] if user else None, "wrong_credentials")
        raise InvalidCredentials
    await services.sign_in_guard.succeeded(attempt)
    if user["status"] != "active":
        services.metrics.sign_in("suspended")
        _audit_refusal(services, context.origin, user["id"], "suspended")
        raise AccountSuspended
    await second_factor.check(services, context.origin, user["id"], data.code)
    renewed = ""
    if services.passwords.outdated(user["password_hash"]):
        renewed = await services.passwords.hash(data.password)
    tx = await context.open(UNSCOPED)
    if renewed:
        await user_store.set_password_hash(tx, user["id"], renewed)
    tenant_id = await choose_organisation(tx, user["id"], data.organisation_id)
    services.metrics.sign_in("ok")
    return await open_session(services, context, tx, user["id"], tenant_id)


async def open_session(services: Services, context: RequestContext, tx: Tx, user_id: UUID, tenant_id: UUID) -> SignedIn:
    """A new session with its first tokens, in the trail. For callers that have made sure of who it is."""
    session_id = await session_store.insert_session(
        tx,
        user_id=user_id,
        tenant_id=tenant_id,
        ttl_s=services.settings.refresh_token_ttl_s,
        address=context.origin.address,
        user_agent=context.origin.user_agent,
    )
    entry = AuditEntry(
        action="auth.sign_in",
        tenant_id=tenant_id,
        user_id=user_id,
        thing="session",
        thing_id=session_id,
        origin=context.origin,
    )
    record(tx, entry)
    return await _signed_in(services, tx, user_id, tenant_id, session_id, generation=0)


async def refresh(services: Services, context: RequestContext, token: str) -> SignedIn:
    """Exchange a refresh token for new tokens.

    Raises `InvalidToken`, `SessionEnded`, and `RefreshReused`, which ends the session: a token that was spent
    longer ago than the grace has been in two hands.
    """
    claims = services.tokens.read_refresh(token)
    tx = await context.open(UNSCOPED)
    row = await session_store.rotate_session(
        tx, claims.session_id, claims.generation, services.settings.refresh_token_ttl_s
    )
    if row is None:
        row = await _within_grace(services, context, tx, claims.session_id, claims.generation)
    if await session_store.find_rights(tx, row["user_id"], row["tenant_id"]) is None:
        raise NoOrganisation
    return await _signed_in(services, tx, row["user_id"], row["tenant_id"], claims.session_id, row["generation"])


async def sign_out(services: Services, context: RequestContext, actor: Actor) -> None:
    """End the session that asks."""
    tx = await context.open(actor.scope)
    await session_store.revoke_session(tx, actor.session_id, "signed_out")
    await signals.announce(tx, f"session:{actor.session_id}")
    record(tx, _entry("auth.sign_out", actor, context.origin))


async def switch(services: Services, context: RequestContext, actor: Actor, organisation_id: UUID) -> SignedIn:
    """Go to another organisation of the same person: a new session there, the present one ends."""
    tx = await context.open(UNSCOPED)
    tenant_id = await choose_organisation(tx, actor.user_id, organisation_id)
    await session_store.revoke_session(tx, actor.session_id, "switched")
    await signals.announce(tx, f"session:{actor.session_id}")
    return await open_session(services, context, tx, actor.user_id, tenant_id)


async def end_session(tx: Tx, actor: Actor, session_id: UUID, origin: Origin) -> None:
    """End one of the person's own sessions; raises `NotFound`."""
    if not await session_store.revoke_session(tx, session_id, "revoked"):
        raise NotFound("Essa sessão já terminou.")
    await signals.announce(tx, f"session:{session_id}")
    record(tx, _entry("auth.session_revoked", actor, origin, thing_id=session_id))


async def end_other_sessions(tx: Tx, actor: Actor, origin: Origin) -> None:
    """End all of the person's sessions but the one that asks."""
    await session_store.revoke_sessions_of(tx, actor.user_id, "revoked", but=actor.session_id)
    await signals.announce(tx, f"user:{actor.user_id}")
    record(tx, _entry("auth.other_sessions_revoked", actor, origin))


async def me(services: Services, actor: Actor) -> Me:
    """The signed-in person, their organisations and rights."""
    async with services.db.unscoped() as tx:
        return await _me(services, tx, actor.user_id, actor.tenant_id)


async def load_actors(services: Services, asked: Sequence[AccessClaims]) -> list[Actor | None]:
    """For each of these valid claims the actor that it stands for, if session, person and membership still stand."""
    standing = await session_store.list_standing(
        services.db, [(claims.session_id, claims.user_id, claims.tenant_id) for claims in asked]
    )
    return [
        None if rights is None else _actor(services, claims, rights)
        for claims, rights in zip(asked, standing, strict=True)
    ]


async def choose_organisation(tx: Tx, user_id: UUID, wanted: UUID | None) -> UUID:
    """`wanted` if the person may enter it, else the one last used; raises `NoOrganisation`."""
    ids: list[UUID] = [row["id"] for row in await user_store.list_organisations_of(tx, user_id)]
    if not ids or (wanted is not None and wanted not in ids):
        raise NoOrganisation
    return wanted or ids[0]


def _actor(services: Services, claims: AccessClaims, rights: asyncpg.Record) -> Actor:
    permissions = services.catalogue.expand(rights["permissions"], operates=rights["operates"])
    return Actor(claims.user_id, claims.tenant_id, claims.session_id, rights["name"], rights["email"], permissions)


async def _within_grace(
    services: Services, context: RequestContext, tx: Tx, session_id: UUID, generation: int
) -> asyncpg.Record:
    row = await session_store.find_session(tx, session_id, REFRESH_GRACE_S)
    if row is None or not row["open"]:
        raise SessionEnded
    if row["generation"] == generation + 1 and row["in_grace"]:
        return row
    # Its own transaction: the refusal rolls the request's back, the revocation must stay.
    async with services.db.unscoped() as revocation:
        await session_store.revoke_session(revocation, session_id, "refresh_reused")
        await signals.announce(revocation, f"session:{session_id}")
        entry = AuditEntry(
            action="auth.refresh_reused",
            result=Result.REFUSED,
            tenant_id=row["tenant_id"],
            user_id=row["user_id"],
            thing="session",
            thing_id=session_id,
            origin=context.origin,
        )
        record(revocation, entry)
    raise RefreshReused


async def _signed_in(
    services: Services, tx: Tx, user_id: UUID, tenant_id: UUID, session_id: UUID, generation: int
) -> SignedIn:
    tokens = services.tokens
    return SignedIn(
        token=tokens.access(user_id, tenant_id, session_id),
        refresh_token=tokens.refresh(session_id, generation),
        expires_in=tokens.access_ttl_s,
        csrf_token=tokens.csrf(session_id),
        user=await _me(services, tx, user_id, tenant_id),
    )


async def _me(services: Services, tx: Tx, user_id: UUID, tenant_id: UUID) -> Me:
    rights = await session_store.find_rights(tx, user_id, tenant_id)
    if rights is None:
        raise NoOrganisation
    organisations = [
        OrganisationRef(id=row["id"], name=row["name"]) for row in await user_store.list_organisations_of(tx, user_id)
    ]
    return Me(
        id=user_id,
        name=rights["name"],
        email=rights["email"],
        organisation=next(each for each in organisations if each.id == tenant_id),
        organisations=organisations,
        permissions=sorted(services.catalogue.expand(rights["permissions"], operates=rights["operates"])),
    )


async def _check_pace(services: Services, origin: Origin) -> None:
    limit = Limit("login", services.settings.rate_limit_login_per_minute, 60.0)
    verdict = await services.limiter.spend(address_key(origin.address or ""), limit)
    if not verdict.allowed:
        services.metrics.sign_in("delayed")
        raise SignInDelayed(retryAfter=max(1, math.ceil(verdict.retry_after_s)))


def _audit_refusal(services: Services, origin: Origin, user_id: UUID | None, reason: str) -> None:
    services.audit.put(
        AuditEntry(
            action="auth.sign_in", result=Result.REFUSED, user_id=user_id, detail={"reason": reason}, origin=origin
        )
    )


def _entry(action: str, actor: Actor, origin: Origin, *, thing_id: UUID | None = None) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="session",
        thing_id=thing_id or actor.session_id,
        origin=origin,
    )
