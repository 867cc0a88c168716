"""Inviting people into an organisation, and accepting."""

from __future__ import annotations

import secrets
from uuid import UUID

import asyncpg

from esteio.core import signals
from esteio.core.access import Actor, Scope
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound
from esteio.core.jobs import enqueue
from esteio.core.tokens import InvalidLink, LinkClaims
from esteio.http.context import RequestContext
from esteio.http.services import Services
from esteio.modules.workspace.errors import AlreadyMember, InvalidCredentials
from esteio.modules.workspace.jobs import InvitationMail, send_invitation
from esteio.modules.workspace.rules import INVITATION_PURPOSE, INVITATION_TTL_S
from esteio.modules.workspace.schemas import (
    Invitation,
    InvitationAcceptance,
    InvitationPreview,
    InvitationRequest,
    SignedIn,
)
from esteio.modules.workspace.service import second_factor
from esteio.modules.workspace.service.roles import require_grantable
from esteio.modules.workspace.service.sessions import open_session
from esteio.modules.workspace.store import invitations as invitation_store
from esteio.modules.workspace.store import members as member_store
from esteio.modules.workspace.store import roles as role_store
from esteio.modules.workspace.store import users as user_store


async def invite(services: Services, tx: Tx, actor: Actor, data: InvitationRequest, origin: Origin) -> Invitation:
    """Send a link to `data.email`; an open invitation to the same address is replaced.

    Raises `AlreadyMember`, `UnknownRole`, `GrantBeyondOwn`.
    """
    await require_grantable(services, tx, actor, data.role_ids)
    user = await user_store.find_user_by_email(tx, data.email)  # row security shows colleagues only
    if user is not None and await member_store.find_person(tx, user["id"]) is not None:
        raise AlreadyMember
    await invitation_store.revoke_open_invitation(tx, data.email)
    row = await invitation_store.insert_invitation(
        tx,
        email=data.email,
        role_ids=data.role_ids,
        nonce=secrets.token_urlsafe(24),
        invited_by=actor.user_id,
        ttl_s=INVITATION_TTL_S,
    )
    await enqueue(
        tx,
        send_invitation,
        InvitationMail(invitation_id=row["id"]),
        tenant_id=actor.tenant_id,
        actor_id=actor.user_id,
    )
    record(tx, _entry("people.invited", actor, row["id"], origin))
    return Invitation(
        id=row["id"], email=row["email"], status="open", created_at=row["created_at"], expires_at=row["expires_at"]
    )


async def revoke(tx: Tx, actor: Actor, invitation_id: UUID, origin: Origin) -> None:
    """Take an open invitation back; raises `NotFound`."""
    if not await invitation_store.revoke_invitation(tx, invitation_id):
        raise NotFound("Não há convite em aberto com esse identificador.")
    record(tx, _entry("people.invitation_revoked", actor, invitation_id, origin))


async def preview(services: Services, context: RequestContext, token: str) -> InvitationPreview:
    """What the link invites to; raises `InvalidLink` or `ExpiredLink`."""
    claims = services.tokens.read_link(token, INVITATION_PURPOSE)
    tx = await context.open(Scope(unscoped=True))
    row = await _lock(tx, claims)
    user = await user_store.find_user_by_email(tx, row["email"])
    return InvitationPreview(
        organisation=row["organisation"],
        email=row["email"],
        invited_by=row["invited_by"],
        has_account=user is not None and user["password_hash"] is not None,
    )


async def accept(services: Services, context: RequestContext, data: InvitationAcceptance) -> SignedIn:
    """Join the organisation and sign in. The link proves the address; an existing account also its password
    and, where there is one, its second factor."""
    claims = services.tokens.read_link(data.token, INVITATION_PURPOSE)
    # A short transaction of its own: no connection is held while the password is hashed.
    async with services.db.unscoped() as lookup:
        email: str = (await _lock(lookup, claims))["email"]
        user = await user_store.find_user_by_email(lookup, email)
    proven = encoded = ""
    if user is None or user["password_hash"] is None:
        encoded = await _hash_new_password(services, email, data)
    else:
        proven = user["password_hash"]
        if not await services.passwords.verify(proven, data.password):
            raise _wrong_password()
        await second_factor.check(services, context.origin, user["id"], data.code)
    tx = await context.open(Scope(unscoped=True))
    row = await _lock(tx, claims)
    user_id = await (_find_proven(tx, email, proven) if proven else _create(tx, email, data, encoded))
    tenant_id: UUID = row["tenant_id"]
    await member_store.insert_membership(tx, tenant_id, user_id)
    known = {role["id"] for role in await role_store.list_role_permissions(tx, tenant_id, row["role_ids"])}
    await member_store.add_roles(tx, tenant_id, user_id, [role_id for role_id in row["role_ids"] if role_id in known])
    await invitation_store.close_invitation(tx, row["id"])
    await signals.announce(tx, f"user:{user_id}")
    record(
        tx,
        AuditEntry(
            action="people.joined",
            tenant_id=tenant_id,
            user_id=user_id,
            thing="invitation",
            thing_id=row["id"],
            origin=context.origin,
        ),
    )
    return await open_session(services, context, tx, user_id, tenant_id)


async def _hash_new_password(services: Services, email: str, data: InvitationAcceptance) -> str:
    name = data.name.strip()
    if not name:
        raise InvalidInput(fields={"name": "Diga como você se chama."})
    await services.passwords.check_new(data.password, email=email, name=name)
    return await services.passwords.hash(data.password)


async def _find_proven(tx: Tx, email: str, proven: str) -> UUID:
    """The person whose password was proven, if it still is the one."""
    user = await user_store.find_user_by_email(tx, email)
    if user is None or user["password_hash"] != proven:
        raise _wrong_password()
    return user["id"]


async def _create(tx: Tx, email: str, data: InvitationAcceptance, encoded: str) -> UUID:
    user_id = await user_store.insert_user(tx, email=email, name=data.name.strip(), password_hash=encoded)
    if user_id is None:  # somebody with this address came in between
        raise InvalidLink
    return user_id


async def _lock(tx: Tx, claims: LinkClaims) -> asyncpg.Record:
    row = await invitation_store.lock_invitation(tx, claims.subject)
    if row is None or not row["open"] or row["nonce"] != claims.nonce or row["tenant_id"] != claims.tenant_id:
        raise InvalidLink
    return row


def _wrong_password() -> InvalidCredentials:
    return InvalidCredentials("Você já tem conta com este e-mail: use a senha dela.")


def _entry(action: str, actor: Actor, invitation_id: UUID, origin: Origin) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="invitation",
        thing_id=invitation_id,
        origin=origin,
    )
