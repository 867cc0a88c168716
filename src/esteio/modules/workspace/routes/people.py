"""People, invitations and roles."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, patch, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.core.listing import ListSpec, Sort
from esteio.http.routing import (
    AsActor,
    IfMatch,
    InContext,
    InTx,
    PageQuery,
    WithServices,
    answers,
    problem_responses,
    version_of,
)
from esteio.modules.workspace import permissions
from esteio.modules.workspace.routes.auth import SessionKind, deliver_session
from esteio.modules.workspace.schemas import (
    Invitation,
    InvitationAcceptance,
    InvitationPage,
    InvitationPreview,
    InvitationRequest,
    InvitationToken,
    PeoplePage,
    PermissionInfo,
    Permissions,
    Person,
    PersonChange,
    Role,
    RoleInput,
    Roles,
    SignedIn,
)
from esteio.modules.workspace.service import invitations, people, roles

PEOPLE = ListSpec(
    source="memberships m join users u on u.id = m.user_id",
    where="m.tenant_id = (select current_tenant())",
    id="u.id",
    columns={
        "id": "u.id",
        "name": "u.name",
        "email": "u.email",
        "status": "m.status",
        "roles": """(select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.created_at),
                                    '[]')
            from membership_roles mr join roles r on r.id = mr.role_id
            where mr.tenant_id = m.tenant_id and mr.user_id = m.user_id)""",
        "createdAt": "m.created_at",
    },
    sorts={"name": Sort("search_text(u.name)", "text"), "createdAt": Sort("m.created_at", "timestamptz")},
    default_sort="name",
    filters={"status": "m.status = {}"},
    search="search_text(u.name || ' ' || u.email)",
)

INVITATION_STATUS = """case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'revoked'
    when i.expires_at <= now() then 'expired' else 'open' end"""

INVITATIONS = ListSpec(
    source="invitations i",
    id="i.id",
    columns={
        "id": "i.id",
        "email": "i.email",
        "status": INVITATION_STATUS,
        "createdAt": "i.created_at",
        "expiresAt": "i.expires_at",
    },
    sorts={"createdAt": Sort("i.created_at", "timestamptz")},
    default_sort="-createdAt",
    filters={"status": f"{INVITATION_STATUS} = {{}}"},
    search="search_text(i.email)",
)


@get(
    "/api/people",
    permission=permissions.PEOPLE_READ,
    tags=["people"],
    responses={**answers(PeoplePage), **problem_responses(401, 403, 422, 429)},
)
async def list_people(
    page: PageQuery, status: Annotated[str | None, QueryParameter(max_length=20)] = None
) -> Response[bytes]:
    """The organisation's people."""
    return await page.answer(PEOPLE, status=status)


@get(
    "/api/people/{person_id:uuid}",
    permission=permissions.PEOPLE_READ,
    tags=["people"],
    responses=problem_responses(401, 403, 404, 429),
)
async def get_person(person_id: FromPath[UUID], tx: InTx) -> Person:
    """One person."""
    return await people.get(tx, person_id)


@patch(
    "/api/people/{person_id:uuid}",
    permission=permissions.PEOPLE_MANAGE,
    tags=["people"],
    responses=problem_responses(400, 401, 403, 404, 409, 413, 422, 429),
)
async def change_person(
    person_id: FromPath[UUID],
    data: JSONBody[PersonChange],
    services: WithServices,
    tx: InTx,
    actor: AsActor,
    context: InContext,
) -> Person:
    """Set a person's roles or status; their screens and sessions know within a second."""
    return await people.change(services, tx, actor, person_id, data, context.origin)


@get(
    "/api/invitations",
    permission=permissions.PEOPLE_INVITE,
    tags=["people"],
    responses={**answers(InvitationPage), **problem_responses(401, 403, 422, 429)},
)
async def list_invitations(
    page: PageQuery, status: Annotated[str | None, QueryParameter(max_length=20)] = None
) -> Response[bytes]:
    """Invitations of the organisation, the newest first."""
    return await page.answer(INVITATIONS, status=status)


@post(
    "/api/invitations",
    permission=permissions.PEOPLE_INVITE,
    tags=["people"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429),
)
async def invite(
    data: JSONBody[InvitationRequest], services: WithServices, tx: InTx, actor: AsActor, context: InContext
) -> Invitation:
    """Invite somebody by e-mail."""
    return await invitations.invite(services, tx, actor, data, context.origin)


@delete(
    "/api/invitations/{invitation_id:uuid}",
    permission=permissions.PEOPLE_INVITE,
    tags=["people"],
    responses=problem_responses(401, 403, 404, 429),
)
async def revoke_invitation(invitation_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> None:
    """Take an open invitation back."""
    await invitations.revoke(tx, actor, invitation_id, context.origin)


@post(
    "/api/invitations/open",
    public=True,
    status_code=200,
    tags=["people"],
    responses=problem_responses(400, 401, 410, 413, 422, 429),
)
async def open_invitation(
    data: JSONBody[InvitationToken], services: WithServices, context: InContext
) -> InvitationPreview:
    """What the link of an invitation invites to."""
    return await invitations.preview(services, context, data.token)


@post(
    "/api/invitations/accept",
    public=True,
    status_code=200,
    tags=["people"],
    responses=problem_responses(400, 401, 410, 413, 422, 429),
)
async def accept_invitation(
    data: JSONBody[InvitationAcceptance], services: WithServices, context: InContext, session_kind: SessionKind = None
) -> SignedIn:
    """Join the organisation and sign in."""
    context.claim = None
    signed_in = await invitations.accept(services, context, data)
    return deliver_session(services, context, signed_in, session_kind == "cookie")


@get("/api/permissions", permission=permissions.ROLES_READ, tags=["people"], responses=problem_responses(401, 403, 429))
async def list_permissions(services: WithServices, tx: InTx) -> Permissions:
    """Every permission of every area that the organisation can give, for the matrix of roles."""
    found = await roles.list_permissions(services, tx)
    return Permissions(data=[PermissionInfo(key=each.key, label=each.label) for each in found])


@get("/api/roles", permission=permissions.ROLES_READ, tags=["people"], responses=problem_responses(401, 403, 429))
async def list_roles(services: WithServices, tx: InTx) -> Roles:
    """The organisation's roles."""
    return Roles(data=await roles.list_all(services, tx))


@post(
    "/api/roles",
    permission=permissions.ROLES_MANAGE,
    tags=["people"],
    responses=problem_responses(400, 401, 403, 413, 422, 429),
)
async def create_role(
    data: JSONBody[RoleInput], services: WithServices, tx: InTx, actor: AsActor, context: InContext
) -> Role:
    """Make a role, from scratch or from another's permissions."""
    return await roles.create(services, tx, actor, data, context.origin)


@put(
    "/api/roles/{role_id:uuid}",
    permission=permissions.ROLES_MANAGE,
    tags=["people"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def change_role(
    role_id: FromPath[UUID],
    data: JSONBody[RoleInput],
    services: WithServices,
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> Role:
    """Replace a role's name and permissions."""
    return await roles.change(services, tx, actor, role_id, data, version_of(if_match), context.origin)


@delete(
    "/api/roles/{role_id:uuid}",
    permission=permissions.ROLES_MANAGE,
    tags=["people"],
    responses=problem_responses(401, 403, 404, 409, 429),
)
async def delete_role(role_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> None:
    """Delete a role that nobody has."""
    await roles.delete(tx, actor, role_id, context.origin)


PEOPLE_ROUTES = (
    list_people,
    get_person,
    change_person,
    list_invitations,
    invite,
    revoke_invitation,
    open_invitation,
    accept_invitation,
    list_permissions,
    list_roles,
    create_role,
    change_role,
    delete_role,
)
