"""Passwords, changed by who knows them and set anew by a link that the real worker mails."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
from collections.abc import AsyncGenerator

import httpx
import pytest
from aiosmtpd.smtp import SMTP, Envelope
from msgspec.structs import replace
from tests.conditions import until
from tests.factories import PASSWORD, Person, World

from esteio.app import RunningApp, run_worker, running_app
from esteio.core.db import Database
from esteio.settings import Settings

NEW = "outra senha bem comprida"
WEAK = ["curta", "aaaaaaaaaaaaaaa", "123456789012", "x" * 201, ""]


class Postbox:
    """The mail server's end: what it was given, in order."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 OK"

    def text(self, index: int = -1) -> str:
        content = self.envelopes[index].content
        assert isinstance(content, bytes)
        mail = email.message_from_bytes(content, policy=email.policy.default)
        return str(mail.get_content()).replace("\r\n", "\n")

    def token(self, index: int = -1) -> str:
        """What the link of a mail carries."""
        found = re.search(r"^https://studio\.example/nova-senha\?token=(\S+)$", self.text(index), re.MULTILINE)
        assert found is not None
        return found[1]


@pytest.fixture(scope="module")
def every_mail() -> Postbox:
    return Postbox()


@pytest.fixture
def postbox(every_mail: Postbox) -> Postbox:
    """Empty."""
    every_mail.envelopes.clear()
    return every_mail


@pytest.fixture(scope="module")
async def settings(settings: Settings, every_mail: Postbox) -> AsyncGenerator[Settings]:
    """With a real mail server, and a proxy to say where requests come from."""
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(every_mail), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield replace(
        settings,
        smtp_url=f"smtp://127.0.0.1:{port}",
        public_url="https://studio.example",
        trusted_proxies=("127.0.0.1/32",),
    )
    server.close()


@pytest.fixture
async def application(settings: Settings) -> AsyncGenerator[RunningApp]:
    """A fresh one for each test: it counts who failed to sign in from an address."""
    async with running_app(settings) as app:
        yield app


@pytest.fixture
async def worker(settings: Settings, client: httpx.AsyncClient) -> AsyncGenerator[None]:
    """The real worker, until the test ends."""
    stopping = asyncio.Event()
    running = asyncio.create_task(run_worker(settings, stopping))
    yield
    stopping.set()
    await running


async def _sign_in(
    client: httpx.AsyncClient, person: Person, password: str, headers: dict[str, str] | None = None
) -> httpx.Response:
    body = {"email": person.email, "password": password}
    return await client.post("/api/auth/login", json=body, headers=headers)


async def _ask(client: httpx.AsyncClient, address: str) -> httpx.Response:
    return await client.post("/api/auth/password/reset-request", json={"email": address})


async def _set(client: httpx.AsyncClient, token: str, password: str = NEW) -> httpx.Response:
    return await client.post("/api/auth/password/reset", json={"token": token, "password": password})


async def _arrival(postbox: Postbox, count: int) -> None:
    async def arrived() -> bool:
        return len(postbox.envelopes) >= count

    await until(arrived, within_s=10)


async def _mailed(client: httpx.AsyncClient, postbox: Postbox, address: str) -> str:
    """The token of a link that was asked for and has arrived."""
    count = len(postbox.envelopes)
    assert (await _ask(client, address)).status_code == 202
    await _arrival(postbox, count + 1)
    return postbox.token()


class TestChange:
    async def test_ends_the_other_sessions_and_the_old_password(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        elsewhere = (await _sign_in(client, owner, PASSWORD)).json()
        there = {"Authorization": f"Bearer {elsewhere['token']}"}
        assert (await client.get("/api/auth/me", headers=there)).status_code == 200
        changed = await owner.post("/api/auth/password", json={"currentPassword": PASSWORD, "password": NEW})
        assert changed.status_code == 204

        async def shut_out() -> bool:
            return (await client.get("/api/auth/me", headers=there)).status_code == 401

        await until(shut_out, within_s=1)
        renewed = await client.post("/api/auth/refresh", json={"refreshToken": elsewhere["refreshToken"]})
        assert renewed.status_code == 401
        assert (await owner.get("/api/auth/me")).status_code == 200
        assert (await _sign_in(client, owner, PASSWORD)).status_code == 401
        assert (await _sign_in(client, owner, NEW)).status_code == 200

    async def test_needs_the_present_password(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        refused = await owner.post("/api/auth/password", json={"currentPassword": "não é esta", "password": NEW})
        assert (refused.status_code, refused.json()["code"]) == (401, "INVALID_CREDENTIALS")
        assert "currentPassword" in refused.json()["fields"]
        assert (await _sign_in(client, owner, PASSWORD)).status_code == 200

    async def test_is_no_way_to_guess_the_present_one(self, world: World) -> None:
        # Whoever holds a stolen access token must not try passwords faster than at the front door.
        owner = await world.organisation()
        wrong = {"currentPassword": "não é esta", "password": NEW}
        statuses = [(await owner.post("/api/auth/password", json=wrong)).status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429]
        right = await owner.post("/api/auth/password", json={"currentPassword": PASSWORD, "password": NEW})
        assert (right.status_code, right.json()["code"]) == (429, "SIGN_IN_DELAYED")

    @pytest.mark.parametrize("password", [*WEAK, "ANA SOUZA", "{email}"])
    async def test_refuses_a_weak_one(self, client: httpx.AsyncClient, world: World, password: str) -> None:
        owner = await world.organisation()
        weak = password.format(email=owner.email.upper())
        refused = await owner.post("/api/auth/password", json={"currentPassword": PASSWORD, "password": weak})
        assert (refused.status_code, refused.json()["code"]) == (422, "VALIDATION_FAILED")
        assert refused.json()["fields"].keys() == {"password"}
        assert (await _sign_in(client, owner, PASSWORD)).status_code == 200

    async def test_stands_in_the_trail_without_the_password(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        await owner.post("/api/auth/password", json={"currentPassword": PASSWORD, "password": NEW})
        answer = await owner.get("/api/audit", params={"action": "auth.password_changed"})
        assert [line["person"]["id"] for line in answer.json()["data"]] == [str(owner.id)]
        assert NEW not in answer.text
        assert PASSWORD not in answer.text


@pytest.mark.usefixtures("worker")
class TestReset:
    async def test_goes_from_the_request_by_mail_to_a_new_password_once(
        self, client: httpx.AsyncClient, world: World, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        elsewhere = (await _sign_in(client, owner, PASSWORD)).json()
        assert (await _ask(client, owner.email.upper())).status_code == 202
        await _arrival(postbox, 1)
        assert postbox.envelopes[0].rcpt_tos == [owner.email]
        assert postbox.text().startswith("Olá, Ana Souza!")
        token = postbox.token()
        assert (await _set(client, token)).status_code == 204

        async def shut_out() -> bool:
            there = {"Authorization": f"Bearer {elsewhere['token']}"}
            return (await client.get("/api/auth/me", headers=there)).status_code == 401

        await until(shut_out, within_s=1)
        assert (await owner.get("/api/auth/me")).status_code == 401
        renewed = await client.post("/api/auth/refresh", json={"refreshToken": elsewhere["refreshToken"]})
        assert renewed.status_code == 401
        again = await _set(client, token, "mais uma senha comprida")
        assert (again.status_code, again.json()["code"]) == (410, "INVALID_LINK")
        assert (await _sign_in(client, owner, PASSWORD)).status_code == 401
        assert (await _sign_in(client, owner, NEW)).status_code == 200

    async def test_answers_the_same_to_an_unknown_address_and_sends_nothing(
        self, client: httpx.AsyncClient, world: World, db: Database, postbox: Postbox
    ) -> None:
        known, suspended = await world.organisation(), await world.organisation()
        async with db.unscoped() as tx:
            await tx.execute("update users set status = 'suspended' where id = $1", suspended.id)
        unknown_answer = await _ask(client, "ninguem@exemplo.com.br")
        suspended_answer = await _ask(client, suspended.email)
        known_answer = await _ask(client, known.email)
        assert unknown_answer.status_code == suspended_answer.status_code == known_answer.status_code == 202
        assert unknown_answer.json() == suspended_answer.json() == known_answer.json() == {"expiresIn": 3_600}
        assert unknown_answer.headers.keys() == suspended_answer.headers.keys() == known_answer.headers.keys()
        await _arrival(postbox, 1)

        async def idle() -> bool:
            async with db.unscoped() as tx:
                return not await tx.fetchval("select exists(select from pgqueuer)")

        await until(idle, within_s=10)
        assert [envelope.rcpt_tos for envelope in postbox.envelopes] == [[known.email]]

    async def test_sends_only_so_many_mails_to_one_person(
        self, client: httpx.AsyncClient, world: World, db: Database
    ) -> None:
        owner = await world.organisation()
        answers = [await _ask(client, owner.email) for _ in range(8)]
        assert {answer.status_code for answer in answers} == {202}
        async with db.unscoped() as tx:
            assert await tx.fetchval("select count(*) from password_resets where user_id = $1", owner.id) == 5

    @pytest.mark.parametrize("password", [*WEAK, "ana souza"])
    async def test_refuses_a_weak_one_and_the_link_stays_good(
        self, client: httpx.AsyncClient, world: World, postbox: Postbox, password: str
    ) -> None:
        owner = await world.organisation()
        token = await _mailed(client, postbox, owner.email)
        refused = await _set(client, token, password)
        assert (refused.status_code, refused.json()["fields"].keys()) == (422, {"password"})
        assert (await _set(client, token)).status_code == 204

    async def test_one_of_two_at_once_succeeds(self, client: httpx.AsyncClient, world: World, postbox: Postbox) -> None:
        owner = await world.organisation()
        token = await _mailed(client, postbox, owner.email)
        passwords = [f"senha comprida número {number}" for number in range(4)]
        answers = await asyncio.gather(*(_set(client, token, each) for each in passwords))
        assert sorted(answer.status_code for answer in answers) == [204, 410, 410, 410]
        [right] = [each for each, answer in zip(passwords, answers, strict=True) if answer.status_code == 204]
        assert (await _sign_in(client, owner, right)).status_code == 200

    async def test_spends_every_other_link(self, client: httpx.AsyncClient, world: World, postbox: Postbox) -> None:
        owner = await world.organisation()
        first = await _mailed(client, postbox, owner.email)
        second = await _mailed(client, postbox, owner.email)
        assert first != second
        assert (await _set(client, second)).status_code == 204
        assert (await _set(client, first)).status_code == 410

    async def test_a_change_spends_the_link(self, client: httpx.AsyncClient, world: World, postbox: Postbox) -> None:
        owner = await world.organisation()
        token = await _mailed(client, postbox, owner.email)
        await owner.post("/api/auth/password", json={"currentPassword": PASSWORD, "password": NEW})
        assert (await _set(client, token)).status_code == 410

    async def test_a_link_ends_after_its_hour(
        self, client: httpx.AsyncClient, world: World, db: Database, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        token = await _mailed(client, postbox, owner.email)
        async with db.unscoped() as tx:
            await tx.execute("update password_resets set expires_at = now() where user_id = $1", owner.id)
            reset = await tx.fetchrow("select id, nonce from password_resets where user_id = $1", owner.id)
        assert (await _set(client, token)).status_code == 410
        assert reset is not None
        old = world.tokens.link("password-reset", owner.tenant_id, reset["id"], reset["nonce"], -1)
        assert (await _set(client, old)).json()["code"] == "EXPIRED_LINK"

    async def test_only_its_own_kind_of_link_opens(
        self, client: httpx.AsyncClient, world: World, db: Database, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        token = await _mailed(client, postbox, owner.email)
        async with db.unscoped() as tx:
            reset = await tx.fetchrow("select id, nonce from password_resets where user_id = $1", owner.id)
        assert reset is not None
        forged = [
            world.tokens.link("invitation", owner.tenant_id, reset["id"], reset["nonce"], 60),
            world.tokens.link("password-reset", owner.tenant_id, reset["id"], "another nonce", 60),
            world.tokens.link("password-reset", owner.tenant_id, owner.id, reset["nonce"], 60),
            owner.token,
            token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB"),
            "x",
        ]
        assert [(await _set(client, each)).json()["code"] for each in forged] == ["INVALID_LINK"] * len(forged)
        assert (await _set(client, token)).status_code == 204

    async def test_ends_the_waiting_after_wrong_passwords(
        self, client: httpx.AsyncClient, world: World, db: Database, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        for _ in range(5):
            await owner.post("/api/auth/password", json={"currentPassword": "não é esta", "password": NEW})
        elsewhere = {"X-Forwarded-For": "203.0.113.9"}
        assert (await _sign_in(client, owner, PASSWORD, elsewhere)).json()["code"] == "SIGN_IN_DELAYED"
        assert (await _set(client, await _mailed(client, postbox, owner.email))).status_code == 204
        assert (await _sign_in(client, owner, NEW, elsewhere)).status_code == 200

    async def test_the_queue_holds_no_address_and_no_secret(
        self, client: httpx.AsyncClient, world: World, db: Database, postbox: Postbox
    ) -> None:
        owner = await world.organisation()
        token = await _mailed(client, postbox, owner.email)
        async with db.unscoped() as tx:
            nonce = await tx.fetchval("select nonce from password_resets where user_id = $1", owner.id)
            kept = await tx.fetchval(
                """
                select coalesce(string_agg(t, ' '), '') from (
                    select q::text as t from pgqueuer q union all select l::text from pgqueuer_log l) everything
                """
            )
        assert not any(secret in kept for secret in (owner.email, nonce, token))
