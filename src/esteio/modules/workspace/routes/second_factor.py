"""HTTP of a person's second factor."""

from __future__ import annotations

from litestar import get, post
from litestar.params import JSONBody

from esteio.http.routing import AsActor, InContext, WithServices, problem_responses
from esteio.modules.workspace.schemas import (
    Code,
    Password,
    PasswordAndCode,
    RecoveryCodes,
    SecondFactor,
    SecondFactorEnrolment,
)
from esteio.modules.workspace.service import second_factor

PATH = "/api/auth/second-factor"
PROBLEMS = problem_responses(400, 401, 403, 404, 409, 413, 422, 429)


@get(PATH, signed_in=True, tags=["auth"], responses=problem_responses(401, 429))
async def get_second_factor(services: WithServices, actor: AsActor) -> SecondFactor:
    """Whether one has a second factor, and how many recovery codes are left."""
    return await second_factor.get(services, actor)


@post(PATH, signed_in=True, tags=["auth"], responses=PROBLEMS)
async def begin_second_factor(
    data: JSONBody[Password], services: WithServices, context: InContext, actor: AsActor
) -> SecondFactorEnrolment:
    """Begin: a secret for the authenticator, as text, as `otpauth:` address and as a QR code."""
    context.claim = None  # an answer with a secret is never kept to be given again
    return await second_factor.begin(services, context, actor, data.password)


@post(f"{PATH}/confirm", signed_in=True, status_code=200, tags=["auth"], responses=PROBLEMS)
async def confirm_second_factor(
    data: JSONBody[Code], services: WithServices, context: InContext, actor: AsActor
) -> RecoveryCodes:
    """Prove that the authenticator has it: from now on signing in takes a code. Shows the recovery codes, once."""
    context.claim = None
    return await second_factor.confirm(services, context, actor, data.code)


@post(f"{PATH}/recovery-codes", signed_in=True, status_code=200, tags=["auth"], responses=PROBLEMS)
async def renew_recovery_codes(
    data: JSONBody[PasswordAndCode], services: WithServices, context: InContext, actor: AsActor
) -> RecoveryCodes:
    """New recovery codes in place of those before."""
    context.claim = None
    return await second_factor.renew_codes(services, context, actor, data.password, data.code)


@post(f"{PATH}/disable", signed_in=True, status_code=204, tags=["auth"], responses=PROBLEMS)
async def disable_second_factor(
    data: JSONBody[PasswordAndCode], services: WithServices, context: InContext, actor: AsActor
) -> None:
    """Let the password be enough again."""
    await second_factor.disable(services, context, actor, data.password, data.code)


SECOND_FACTOR_ROUTES = (
    get_second_factor,
    begin_second_factor,
    confirm_second_factor,
    renew_recovery_codes,
    disable_second_factor,
)
