"""The second factor: an authenticator's codes beside the password, for who wants that.

It is asked for wherever a password opens a session. What a code or a recovery code opened is spent for good, in a
transaction of its own: it does not come back when what follows fails.
"""

from __future__ import annotations

import hashlib
import math
import re
import secrets
import time
from io import BytesIO
from uuid import UUID

import asyncpg
import segno

from esteio.core.access import Actor, Scope
from esteio.core.audit import AuditEntry, Origin, Result, record
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.tokens import Tokens
from esteio.http.context import RequestContext
from esteio.http.limits import address_key
from esteio.http.services import Services
from esteio.modules.workspace.errors import InvalidCode, SecondFactorPresent, SecondFactorRequired, SignInDelayed
from esteio.modules.workspace.one_time_codes import SECRET_BYTES, enrolment_uri, matching_step, shown_secret
from esteio.modules.workspace.schemas import RecoveryCodes, SecondFactor, SecondFactorEnrolment
from esteio.modules.workspace.service.passwords import require_password
from esteio.modules.workspace.store import second_factors as store

ISSUER = "Esteio"
RECOVERY_CODES = 10
RECOVERY_CODE_BYTES = 10
"""Of randomness: too many to guess at, so a fast hash is enough to keep them by."""
_SIX_DIGITS = re.compile(r"[0-9]{6}")


async def get(services: Services, actor: Actor) -> SecondFactor:
    """Whether the person has one."""
    async with services.db.unscoped() as tx:
        row = await store.find_second_factor(tx, actor.user_id)
    confirmed_at = row["confirmed_at"] if row is not None else None
    return SecondFactor(
        enabled=confirmed_at is not None,
        since=confirmed_at,
        recovery_codes_left=row["codes_left"] if row is not None else 0,
    )


async def begin(services: Services, context: RequestContext, actor: Actor, password: str) -> SecondFactorEnrolment:
    """A secret for the person's authenticator; in force once `confirm` has seen a code of it.

    Raises `InvalidCredentials`, `SignInDelayed`, `SecondFactorPresent`.
    """
    await require_password(services, context, actor, password)
    secret = secrets.token_bytes(SECRET_BYTES)
    tx = await context.open(Scope(unscoped=True))
    if not await store.begin_second_factor(tx, actor.user_id, services.tokens.encipher(secret, actor.user_id)):
        raise SecondFactorPresent
    uri = enrolment_uri(secret, issuer=ISSUER, account=actor.email)
    # With its namespace, without which a browser draws it inside of a page and not as a picture.
    drawn = BytesIO()
    segno.make(uri, error="m", micro=False).save(drawn, kind="svg", scale=4, xmldecl=False, nl=False)
    return SecondFactorEnrolment(secret=shown_secret(secret), uri=uri, qr=drawn.getvalue().decode())


async def confirm(services: Services, context: RequestContext, actor: Actor, code: str) -> RecoveryCodes:
    """Put the secret that was begun in force; the recovery codes are shown this once.

    Raises `NotFound` when none was begun, `SecondFactorPresent`, `InvalidCode`, `SignInDelayed`.
    """
    async with services.db.unscoped() as lookup:
        row = await _require(lookup, actor.user_id)
    if row["confirmed_at"] is not None:
        raise SecondFactorPresent
    secret = services.tokens.decipher(row["secret"], actor.user_id)
    step = None if secret is None else matching_step(secret, _plain(code), time.time())
    if step is None:
        raise InvalidCode(fields={"code": "Não confere; veja se o relógio do telefone está certo."})
    tx = await context.open(Scope(unscoped=True))
    if not await store.confirm_second_factor(tx, actor.user_id, row["secret"], step):
        raise SecondFactorPresent
    record(tx, _entry("auth.second_factor_enabled", actor, context.origin))
    return await _renew_codes(tx, actor.user_id)


async def renew_codes(
    services: Services, context: RequestContext, actor: Actor, password: str, code: str
) -> RecoveryCodes:
    """New recovery codes; those before stop working. Raises as `disable`."""
    await _prove(services, context, actor, password, code)
    tx = await context.open(Scope(unscoped=True))
    record(tx, _entry("auth.recovery_codes_renewed", actor, context.origin))
    return await _renew_codes(tx, actor.user_id)


async def disable(services: Services, context: RequestContext, actor: Actor, password: str, code: str) -> None:
    """Let the password be enough again.

    Raises `NotFound` when it is, `InvalidCredentials`, `InvalidCode`, `SignInDelayed`.
    """
    await _prove(services, context, actor, password, code)
    tx = await context.open(Scope(unscoped=True))
    await store.delete_second_factor(tx, actor.user_id)
    record(tx, _entry("auth.second_factor_disabled", actor, context.origin))


async def check(services: Services, origin: Origin, user_id: UUID, code: str) -> None:
    """Nothing, for who has no second factor or gave a code that is good; the code is then spent.

    Raises `SecondFactorRequired`, `InvalidCode`, `SignInDelayed`: codes are guessed at no faster than passwords.
    """
    async with services.db.unscoped() as lookup:
        row = await store.find_second_factor(lookup, user_id)
    if row is None or row["confirmed_at"] is None:
        return
    if not code.strip():
        raise SecondFactorRequired
    await _spend(services, origin, user_id, row, code)


async def _prove(services: Services, context: RequestContext, actor: Actor, password: str, code: str) -> None:
    async with services.db.unscoped() as lookup:
        row = await _require(lookup, actor.user_id)
    if row["confirmed_at"] is None:
        raise NotFound("Você não tem um segundo fator.")
    await require_password(services, context, actor, password)
    await _spend(services, context.origin, actor.user_id, row, code)


async def _require(tx: Tx, user_id: UUID) -> asyncpg.Record:
    row = await store.find_second_factor(tx, user_id)
    if row is None:
        raise NotFound("Você não tem um segundo fator.")
    return row


async def _spend(services: Services, origin: Origin, user_id: UUID, row: asyncpg.Record, code: str) -> None:
    attempt = await services.sign_in_guard.begin(f"code:{user_id}", address_key(origin.address or ""))
    if not attempt.allowed:
        raise SignInDelayed(retryAfter=math.ceil(attempt.retry_after_s))
    async with services.db.unscoped() as tx:
        by = await _accept(tx, services.tokens, user_id, row, _plain(code))
        if by == "recovery_code":
            record(tx, AuditEntry(action="auth.recovery_code_used", user_id=user_id, origin=origin))
    if not by:
        await services.sign_in_guard.failed(attempt)
        services.metrics.sign_in("wrong_code")
        services.audit.put(
            AuditEntry(
                action="auth.second_factor",
                result=Result.REFUSED,
                user_id=user_id,
                detail={"reason": "wrong_code"},
                origin=origin,
            )
        )
        raise InvalidCode
    await services.sign_in_guard.succeeded(attempt)


async def _accept(tx: Tx, tokens: Tokens, user_id: UUID, row: asyncpg.Record, code: str) -> str:
    """By what the code was good: `authenticator`, `recovery_code`, or nothing."""
    if not _SIX_DIGITS.fullmatch(code):
        return "recovery_code" if await store.use_recovery_code(tx, user_id, _hash(code)) else ""
    secret = tokens.decipher(row["secret"], user_id)
    step = None if secret is None else matching_step(secret, code, time.time())
    if secret is None or step is None:
        return ""
    # Enciphered anew, so that it is under the present secret by the time the previous one is dropped.
    fresh = tokens.encipher(secret, user_id)
    return "authenticator" if await store.use_step(tx, user_id, step, fresh) else ""


async def _renew_codes(tx: Tx, user_id: UUID) -> RecoveryCodes:
    codes = [shown_secret(secrets.token_bytes(RECOVERY_CODE_BYTES)) for _ in range(RECOVERY_CODES)]
    await store.replace_recovery_codes(tx, user_id, [_hash(code) for code in codes])
    return RecoveryCodes(codes=["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes])


def _plain(code: str) -> str:
    """Without what people put between the characters."""
    return re.sub(r"[\s-]", "", code).upper()


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode(errors="surrogatepass")).digest()


def _entry(action: str, actor: Actor, origin: Origin) -> AuditEntry:
    return AuditEntry(action=action, tenant_id=actor.tenant_id, user_id=actor.user_id, origin=origin)
