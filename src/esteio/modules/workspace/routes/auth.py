"""Sign-in, renewal, sign-out, passwords and sessions.

A browser asks for a cookie session with the header `X-Esteio-Session: cookie`: both tokens then travel only in
HttpOnly cookies, and unsafe requests must send `X-CSRF-Token`.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post
from litestar.params import FromPath, HeaderParameter, JSONBody

from esteio.http.context import RequestContext
from esteio.http.edge import CsrfFailed
from esteio.http.identity import ACCESS_COOKIE, CSRF_COOKIE, REFRESH_COOKIE, make_cookie, read_cookie
from esteio.http.routing import AsActor, InContext, InTx, StrictRequest, WithServices, problem_responses
from esteio.http.services import Services
from esteio.modules.workspace.demo import ACCOUNTS
from esteio.modules.workspace.errors import SessionEnded
from esteio.modules.workspace.rules import RESET_TTL_S
from esteio.modules.workspace.schemas import (
    Credentials,
    DemoAccounts,
    Me,
    PasswordChange,
    PasswordReset,
    PasswordResetAsked,
    PasswordResetRequest,
    RefreshRequest,
    Session,
    Sessions,
    SignedIn,
    SwitchRequest,
)
from esteio.modules.workspace.service import passwords, sessions
from esteio.modules.workspace.store import sessions as store

AUTH_PATH = "/api/auth"
SessionKind = Annotated[
    str | None,
    HeaderParameter(
        name="X-Esteio-Session", description="`cookie` keeps the tokens in HttpOnly cookies.", max_length=20
    ),
]


@post(
    "/api/auth/login",
    public=True,
    status_code=200,
    tags=["auth"],
    responses=problem_responses(400, 401, 403, 413, 422, 429, 503),
)
async def login(
    data: JSONBody[Credentials], services: WithServices, context: InContext, session_kind: SessionKind = None
) -> SignedIn:
    """Sign in with e-mail and password."""
    context.claim = None  # an answer with tokens is never kept to be given again
    return deliver_session(services, context, await sessions.sign_in(services, context, data), session_kind == "cookie")


@post(
    "/api/auth/refresh",
    public=True,
    status_code=200,
    tags=["auth"],
    responses=problem_responses(400, 401, 403, 413, 422, 429, 503),
)
async def refresh(
    data: JSONBody[RefreshRequest], request: StrictRequest, services: WithServices, context: InContext
) -> SignedIn:
    """Exchange the refresh token (in the body, or the cookie of a cookie session) for new tokens."""
    context.claim = None
    by_cookie = not data.refresh_token
    header = request.headers.get("cookie", "").encode("latin-1", "replace")
    token = data.refresh_token or read_cookie(header, REFRESH_COOKIE)
    if not token:
        raise SessionEnded
    if by_cookie:
        session_id = services.tokens.read_refresh(token).session_id
        if not services.tokens.csrf_fits(session_id, request.headers.get("x-csrf-token", "")):
            raise CsrfFailed
    return deliver_session(services, context, await sessions.refresh(services, context, token), by_cookie)


@post("/api/auth/logout", signed_in=True, status_code=204, tags=["auth"], responses=problem_responses(401, 403, 429))
async def logout(services: WithServices, context: InContext, actor: AsActor) -> None:
    """End this session; its tokens stop working everywhere within a second."""
    await sessions.sign_out(services, context, actor)
    secure = services.settings.base_url.startswith("https:")
    for name, path in ((ACCESS_COOKIE, "/"), (CSRF_COOKIE, "/"), (REFRESH_COOKIE, AUTH_PATH)):
        context.set_cookies.append(make_cookie(name, "", max_age_s=0, path=path, secure=secure))


@post(
    "/api/auth/switch",
    signed_in=True,
    status_code=200,
    tags=["auth"],
    responses=problem_responses(400, 401, 403, 413, 422, 429),
)
async def switch(data: JSONBody[SwitchRequest], services: WithServices, context: InContext, actor: AsActor) -> SignedIn:
    """Go to another of one's organisations; gives new tokens and ends this session."""
    context.claim = None
    signed_in = await sessions.switch(services, context, actor, data.organisation_id)
    return deliver_session(services, context, signed_in, context.cookie_session)


@get("/api/auth/me", signed_in=True, tags=["auth"], responses=problem_responses(401, 429))
async def me(services: WithServices, actor: AsActor) -> Me:
    """Who is signed in, where, and what they may do."""
    return await sessions.me(services, actor)


@post(
    "/api/auth/password",
    signed_in=True,
    status_code=204,
    tags=["auth"],
    responses=problem_responses(400, 401, 403, 413, 422, 429),
)
async def change_password(
    data: JSONBody[PasswordChange], services: WithServices, context: InContext, actor: AsActor
) -> None:
    """Change one's password; other sessions end."""
    await passwords.change(services, context, actor, data)


@post(
    "/api/auth/password/reset-request",
    public=True,
    status_code=202,
    tags=["auth"],
    responses=problem_responses(400, 401, 413, 422, 429),
)
async def request_password_reset(
    data: JSONBody[PasswordResetRequest], services: WithServices, context: InContext
) -> PasswordResetAsked:
    """Send a link to the address, if somebody has it; the answer is the same either way."""
    await passwords.request_reset(services, context, data)
    return PasswordResetAsked(expires_in=RESET_TTL_S)


@post(
    "/api/auth/password/reset",
    public=True,
    status_code=204,
    tags=["auth"],
    responses=problem_responses(400, 401, 410, 413, 422, 429),
)
async def reset_password(data: JSONBody[PasswordReset], services: WithServices, context: InContext) -> None:
    """Set a new password by the link; all sessions end."""
    await passwords.reset(services, context, data)


@get("/api/auth/demo-accounts", public=True, tags=["auth"], responses=problem_responses(429))
async def list_demo_accounts(services: WithServices) -> DemoAccounts:
    """Whom everybody may sign in as, with the password: empty unless this server is a demo."""
    return DemoAccounts(data=list(ACCOUNTS) if services.settings.demo_mode else [])


@get("/api/sessions", signed_in=True, tags=["auth"], responses=problem_responses(401, 429))
async def list_sessions(tx: InTx, actor: AsActor) -> Sessions:
    """Where one is signed in, the last used first."""
    return Sessions(
        data=[
            Session(
                id=row["id"],
                created_at=row["created_at"],
                last_used_at=row["rotated_at"],
                expires_at=row["expires_at"],
                address=row["address"],
                user_agent=row["user_agent"],
                organisation=row["organisation"],
                current=row["id"] == actor.session_id,
            )
            for row in await store.list_sessions(tx, actor.user_id)
        ]
    )


@delete("/api/sessions", signed_in=True, tags=["auth"], responses=problem_responses(401, 403, 429))
async def end_other_sessions(tx: InTx, actor: AsActor, context: InContext) -> None:
    """End all sessions but this one."""
    await sessions.end_other_sessions(tx, actor, context.origin)


@delete(
    "/api/sessions/{session_id:uuid}", signed_in=True, tags=["auth"], responses=problem_responses(401, 403, 404, 429)
)
async def end_session(session_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> None:
    """End one of one's sessions."""
    await sessions.end_session(tx, actor, session_id, context.origin)


def deliver_session(services: Services, context: RequestContext, signed_in: SignedIn, by_cookie: bool) -> SignedIn:
    """The answer of a sign-in: tokens in the body, or in cookies with the body's left empty."""
    if not by_cookie:
        return signed_in
    secure = services.settings.base_url.startswith("https:")
    life_s = services.settings.refresh_token_ttl_s
    context.set_cookies += [
        make_cookie(ACCESS_COOKIE, signed_in.token, max_age_s=signed_in.expires_in, path="/", secure=secure),
        make_cookie(REFRESH_COOKIE, signed_in.refresh_token, max_age_s=life_s, path=AUTH_PATH, secure=secure),
        make_cookie(CSRF_COOKIE, signed_in.csrf_token, max_age_s=life_s, path="/", secure=secure, readable=True),
    ]
    return msgspec.structs.replace(signed_in, token="", refresh_token="")


AUTH_ROUTES = (
    login,
    refresh,
    logout,
    switch,
    me,
    change_password,
    request_password_reset,
    reset_password,
    list_demo_accounts,
    list_sessions,
    end_other_sessions,
    end_session,
)
