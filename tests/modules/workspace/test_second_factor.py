"""The second factor: enrolled, asked for wherever a password opens a session, spent once, recovered from."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import AsyncGenerator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from msgspec.structs import replace
from tests.factories import PASSWORD, Person, World

from esteio.app import RunningApp, running_app
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.modules.workspace import administration
from esteio.modules.workspace.one_time_codes import STEP_S, code_at
from esteio.modules.workspace.rules import INVITATION_PURPOSE
from esteio.settings import Settings

PATH = "/api/auth/second-factor"


class Authenticator:
    """A telephone with the secret; `later` is how many codes it is past the present one."""

    def __init__(self, secret: str) -> None:
        self._secret = base64.b32decode(secret + "=" * (-len(secret) % 8))

    def code(self, later: int = 0) -> str:
        return code_at(self._secret, int(time.time()) // STEP_S + later)


async def _enrolled(person: Person) -> tuple[Authenticator, list[str]]:
    """The person's authenticator and recovery codes, in force. Its codes of before now are spent."""
    begun = await person.post(PATH, json={"password": PASSWORD})
    assert begun.status_code == 201, begun.text
    authenticator = Authenticator(begun.json()["secret"])
    # The one before: so that tests have the present and the next one left.
    confirmed = await person.post(f"{PATH}/confirm", json={"code": authenticator.code(-1)})
    assert confirmed.status_code == 200, confirmed.text
    return authenticator, confirmed.json()["codes"]


async def _sign_in(client: httpx.AsyncClient, person: Person, code: str | None = None) -> httpx.Response:
    body: dict[str, Any] = {"email": person.email, "password": PASSWORD}
    return await client.post("/api/auth/login", json=body if code is None else {**body, "code": code})


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.fixture
async def application(settings: Settings) -> AsyncGenerator[RunningApp]:
    """A fresh one for each test: it counts who failed to sign in from an address."""
    async with running_app(settings) as app:
        yield app


@pytest.fixture(autouse=True)
async def within_one_code() -> None:
    """Begin early within the thirty seconds of a code, so that a test sees no more than one change of it."""
    left_s = STEP_S - time.time() % STEP_S
    if left_s < 5:
        await asyncio.sleep(left_s)


class TestEnrolment:
    async def test_begins_with_the_password_and_ends_with_a_code(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        assert said(await owner.post(PATH, json={"password": "não é esta"})) == (401, "INVALID_CREDENTIALS")
        assert said(await owner.post(f"{PATH}/confirm", json={"code": "123456"})) == (404, "NOT_FOUND")
        begun = (await owner.post(PATH, json={"password": PASSWORD})).json()
        assert begun["uri"].startswith("otpauth://totp/Esteio:")
        assert begun["secret"] in begun["uri"]
        assert begun["qr"].startswith("<svg")
        assert 'xmlns="http://www.w3.org/2000/svg"' in begun["qr"]
        # Not in force before it was confirmed: nobody locks themselves out by looking.
        assert (await _sign_in(client, owner)).status_code == 200
        assert (await owner.get(PATH)).json() == {"enabled": False, "since": None, "recoveryCodesLeft": 0}
        authenticator = Authenticator(begun["secret"])
        wrong = await owner.post(f"{PATH}/confirm", json={"code": authenticator.code(5)})
        assert said(wrong) == (401, "INVALID_CODE")
        confirmed = await owner.post(f"{PATH}/confirm", json={"code": authenticator.code()})
        codes = confirmed.json()["codes"]
        assert len(set(codes)) == 10
        state = (await owner.get(PATH)).json()
        assert (state["enabled"], state["recoveryCodesLeft"]) == (True, 10)
        assert said(await owner.post(PATH, json={"password": PASSWORD})) == (409, "SECOND_FACTOR_PRESENT")
        assert said(await owner.post(f"{PATH}/confirm", json={"code": authenticator.code(1)}))[0] == 409

    async def test_an_answer_with_secrets_is_never_kept(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        key = {"Idempotency-Key": str(uuid4())}
        first, second = [await owner.post(PATH, json={"password": PASSWORD}, headers=key) for _ in range(2)]
        assert first.json()["secret"] != second.json()["secret"]

    async def test_the_secret_lies_enciphered_and_codes_as_hashes(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        begun = (await owner.post(PATH, json={"password": PASSWORD})).json()
        secret = base64.b32decode(begun["secret"])
        authenticator = Authenticator(begun["secret"])
        codes = (await owner.post(f"{PATH}/confirm", json={"code": authenticator.code()})).json()["codes"]
        async with db.unscoped() as tx:
            kept = await tx.fetchval("select secret from second_factors where user_id = $1", owner.id)
            hashes = await tx.fetch("select code_hash from recovery_codes where user_id = $1", owner.id)
        assert secret not in kept
        assert codes[0].replace("-", "").encode() not in b"".join(row["code_hash"] for row in hashes)
        assert world.tokens.decipher(kept, owner.id) == secret
        assert world.tokens.decipher(kept, uuid4()) is None


class TestSignIn:
    async def test_takes_a_code_and_each_works_once(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        authenticator, _ = await _enrolled(owner)
        assert said(await _sign_in(client, owner)) == (401, "SECOND_FACTOR_REQUIRED")
        assert said(await _sign_in(client, owner, " ")) == (401, "SECOND_FACTOR_REQUIRED")
        code = authenticator.code()
        entered = await _sign_in(client, owner, f"{code[:3]} {code[3:]}")
        assert entered.status_code == 200, entered.text
        assert said(await _sign_in(client, owner, code)) == (401, "INVALID_CODE")
        assert (await _sign_in(client, owner, authenticator.code(1))).status_code == 200
        # What lies before one that was accepted is spent with it.
        assert said(await _sign_in(client, owner, code)) == (401, "INVALID_CODE")

    async def test_twenty_at_once_with_one_code_are_one(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        authenticator, _ = await _enrolled(owner)
        code = authenticator.code()
        answers = await asyncio.gather(*(_sign_in(client, owner, code) for _ in range(4)))
        assert [answer.status_code for answer in answers].count(200) == 1

    async def test_says_nothing_of_it_to_who_has_not_the_password(
        self, client: httpx.AsyncClient, world: World
    ) -> None:
        owner = await world.organisation()
        authenticator, _ = await _enrolled(owner)
        body = {"email": owner.email, "password": "outra coisa", "code": authenticator.code()}
        assert said(await client.post("/api/auth/login", json=body)) == (401, "INVALID_CREDENTIALS")

    async def test_guessing_is_slowed_down(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        authenticator, _ = await _enrolled(owner)
        wrong = authenticator.code(100)
        answers = [await _sign_in(client, owner, wrong) for _ in range(6)]
        assert {said(answer) for answer in answers[:5]} == {(401, "INVALID_CODE")}
        assert said(answers[5]) == (429, "SIGN_IN_DELAYED")
        assert (await _sign_in(client, owner, authenticator.code())).status_code == 429

    async def test_an_invitation_is_no_way_around(self, client: httpx.AsyncClient, world: World, db: Database) -> None:
        host, guest = await world.organisation(), await world.organisation()
        authenticator, _ = await _enrolled(guest)
        role = (await host.get("/api/roles")).json()["data"][0]["id"]
        made = await host.post("/api/invitations", json={"email": guest.email, "roleIds": [role]})
        async with db.unscoped() as tx:
            nonce = await tx.fetchval("select nonce from invitations where id = $1::text::uuid", made.json()["id"])
        token = world.tokens.link(INVITATION_PURPOSE, host.tenant_id, made.json()["id"], nonce, 600)
        body = {"token": token, "password": PASSWORD}
        assert said(await client.post("/api/invitations/accept", json=body)) == (401, "SECOND_FACTOR_REQUIRED")
        joined = await client.post("/api/invitations/accept", json={**body, "code": authenticator.code()})
        assert joined.status_code == 200, joined.text

    async def test_goes_on_while_a_new_jwt_secret_takes_over(self, settings: Settings, world: World) -> None:
        owner = await world.organisation()
        authenticator, _ = await _enrolled(owner)
        new = "another secret that is only for tests, 98765"
        for secrets, later in (({"jwt_secret_previous": settings.jwt_secret}, 0), ({"jwt_secret_previous": ""}, 1)):
            async with (
                running_app(replace(settings, jwt_secret=new, **secrets)) as app,
                httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as client,
            ):
                entered = await _sign_in(client, owner, authenticator.code(later))
                assert entered.status_code == 200, entered.text


class TestRecovery:
    async def test_a_code_opens_once_and_is_in_the_trail(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        _, codes = await _enrolled(owner)
        assert (await _sign_in(client, owner, codes[3].lower())).status_code == 200
        assert said(await _sign_in(client, owner, codes[3])) == (401, "INVALID_CODE")
        assert (await owner.get(PATH)).json()["recoveryCodesLeft"] == 9

    async def test_codes_are_renewed_with_both_factors(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        authenticator, codes = await _enrolled(owner)
        where = f"{PATH}/recovery-codes"
        wrong = await owner.post(where, json={"password": PASSWORD, "code": authenticator.code(100)})
        assert said(wrong) == (401, "INVALID_CODE")
        renewed = await owner.post(where, json={"password": PASSWORD, "code": authenticator.code()})
        fresh = renewed.json()["codes"]
        assert not set(fresh) & set(codes)
        assert said(await _sign_in(client, owner, codes[0])) == (401, "INVALID_CODE")
        assert (await _sign_in(client, owner, fresh[0])).status_code == 200

    async def test_it_is_disabled_with_both_factors(
        self, client: httpx.AsyncClient, world: World, db: Database
    ) -> None:
        owner = await world.organisation()
        authenticator, codes = await _enrolled(owner)
        where = f"{PATH}/disable"
        body = {"password": PASSWORD, "code": codes[0]}
        assert said(await owner.post(where, json={**body, "password": "x"})) == (401, "INVALID_CREDENTIALS")
        assert (await owner.post(where, json=body)).status_code == 204
        assert (await _sign_in(client, owner)).status_code == 200
        assert said(await owner.post(where, json={**body, "code": authenticator.code()})) == (404, "NOT_FOUND")
        async with db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
            rows = await tx.fetch("select action from audit_log where action like 'auth.second_factor%' order by at")
        assert [row["action"] for row in rows] == ["auth.second_factor_enabled", "auth.second_factor_disabled"]

    async def test_whoever_runs_the_installation_can_drop_it(
        self, client: httpx.AsyncClient, world: World, db: Database
    ) -> None:
        owner = await world.organisation()
        await _enrolled(owner)
        await administration.drop_second_factor(db, email=owner.email)
        assert (await _sign_in(client, owner)).status_code == 200
