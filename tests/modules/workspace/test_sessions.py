"""Signing in, renewing, signing out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator

import httpx
import pytest
from tests.conditions import until
from tests.factories import PASSWORD, World

from esteio.app import RunningApp, running_app
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.http.identity import ACCESS_COOKIE, CSRF_COOKIE, REFRESH_COOKIE
from esteio.modules.workspace import administration
from esteio.modules.workspace.store import sessions as session_store
from esteio.settings import Settings


@pytest.fixture
async def application(settings: Settings) -> AsyncGenerator[RunningApp]:
    """A fresh one for each test: it counts who failed to sign in from an address."""
    async with running_app(settings) as app:
        yield app


async def _sign_in(client: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/api/auth/login", json={"email": email, "password": password})


class TestSignIn:
    async def test_gives_the_seeds_members(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation("Casa Nova")
        answer = await _sign_in(client, owner.email)
        assert answer.status_code == 200
        body = answer.json()
        assert body["token"]
        assert body["refreshToken"]
        assert body["user"]["organisation"]["name"] == "Casa Nova"
        assert "workspace.people.manage" in body["user"]["permissions"]

    async def test_does_not_mind_letter_case(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        assert (await _sign_in(client, owner.email.upper())).status_code == 200

    async def test_offers_no_account_to_try_unless_it_is_a_demo(self, client: httpx.AsyncClient) -> None:
        assert (await client.get("/api/auth/demo-accounts")).json() == {"data": []}

    async def test_answers_the_same_for_a_wrong_password_and_an_unknown_person(
        self, client: httpx.AsyncClient, world: World
    ) -> None:
        owner = await world.organisation()
        wrong = await _sign_in(client, owner.email, "errada errada")
        unknown = await _sign_in(client, "ninguem@exemplo.com.br", "errada errada")
        assert wrong.status_code == unknown.status_code == 401
        same = ("code", "error", "title", "status")
        assert [wrong.json()[key] for key in same] == [unknown.json()[key] for key in same]

    async def test_takes_as_long_for_an_unknown_person(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()

        async def seconds(email: str) -> float:
            times: list[float] = []
            for _ in range(2):
                started = time.perf_counter()
                await _sign_in(client, email, "errada errada")
                times.append(time.perf_counter() - started)
            return min(times)

        known, unknown = await seconds(owner.email), await seconds("ninguem2@exemplo.com.br")
        assert unknown > known / 3

    async def test_slows_down_after_five_failures(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        answers = [await _sign_in(client, owner.email, "errada errada") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [401] * 5 + [429]
        assert answers[-1].json()["code"] == "SIGN_IN_DELAYED"
        assert int(answers[-1].headers["retry-after"]) > 0
        assert (await _sign_in(client, owner.email)).status_code == 429

    async def test_refuses_a_suspended_person(self, client: httpx.AsyncClient, world: World, db: Database) -> None:
        owner = await world.organisation()
        async with db.unscoped() as tx:
            await tx.execute("update users set status = 'suspended' where id = $1", owner.id)
        answer = await _sign_in(client, owner.email)
        assert (answer.status_code, answer.json()["code"]) == (403, "ACCOUNT_SUSPENDED")

    async def test_refuses_an_organisation_that_the_person_is_not_in(
        self, client: httpx.AsyncClient, world: World
    ) -> None:
        one, other = await world.organisation(), await world.organisation()
        answer = await client.post(
            "/api/auth/login",
            json={"email": one.email, "password": PASSWORD, "organisationId": str(other.tenant_id)},
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "NO_ORGANISATION")

    async def test_speaks_english_to_who_prefers_it(self, client: httpx.AsyncClient) -> None:
        answer = await client.post(
            "/api/auth/login", json={"email": "x@y.zz", "password": "z"}, headers={"Accept-Language": "en-GB,en"}
        )
        assert answer.json()["error"] == "E-mail or password do not match."

    async def test_leaves_a_trail(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        await _sign_in(client, owner.email)
        lines = (await owner.get("/api/audit", params={"action": "auth.sign_in"})).json()["data"]
        assert lines[0]["person"]["id"] == str(owner.id)
        assert lines[0]["address"] == "127.0.0.1"


class TestRefresh:
    async def test_rotates(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        first = (await _sign_in(client, owner.email)).json()
        second = await client.post("/api/auth/refresh", json={"refreshToken": first["refreshToken"]})
        assert second.status_code == 200
        assert second.json()["refreshToken"] != first["refreshToken"]
        third = await client.post("/api/auth/refresh", json={"refreshToken": second.json()["refreshToken"]})
        assert third.status_code == 200

    async def test_two_tabs_at_once_both_stay_signed_in(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        token = (await _sign_in(client, owner.email)).json()["refreshToken"]
        answers = await asyncio.gather(
            *(client.post("/api/auth/refresh", json={"refreshToken": token}) for _ in range(5))
        )
        assert [answer.status_code for answer in answers] == [200] * 5
        assert len({answer.json()["refreshToken"] for answer in answers}) == 1

    async def test_tells_a_suspended_person_from_an_ended_session(
        self, client: httpx.AsyncClient, world: World, db: Database
    ) -> None:
        owner = await world.organisation()
        token = (await _sign_in(client, owner.email)).json()["refreshToken"]
        async with db.unscoped() as tx:
            await tx.execute("update memberships set status = 'suspended' where user_id = $1", owner.id)
        answer = await client.post("/api/auth/refresh", json={"refreshToken": token})
        assert (answer.status_code, answer.json()["code"]) == (403, "NO_ORGANISATION")
        async with db.unscoped() as tx:
            await tx.execute("update memberships set status = 'active' where user_id = $1", owner.id)
            await tx.execute("update sessions set revoked_at = now() where user_id = $1", owner.id)
        answer = await client.post("/api/auth/refresh", json={"refreshToken": token})
        assert (answer.status_code, answer.json()["code"]) == (401, "SESSION_ENDED")

    async def test_reuse_after_the_grace_ends_the_session(
        self, client: httpx.AsyncClient, world: World, db: Database
    ) -> None:
        owner = await world.organisation()
        first = (await _sign_in(client, owner.email)).json()
        second = (await client.post("/api/auth/refresh", json={"refreshToken": first["refreshToken"]})).json()
        async with db.unscoped() as tx:
            await tx.execute(
                "update sessions set rotated_at = now() - interval '11 seconds' where user_id = $1", owner.id
            )
        stolen = await client.post("/api/auth/refresh", json={"refreshToken": first["refreshToken"]})
        assert (stolen.status_code, stolen.json()["code"]) == (401, "REFRESH_REUSED")
        rightful = await client.post("/api/auth/refresh", json={"refreshToken": second["refreshToken"]})
        assert (rightful.status_code, rightful.json()["code"]) == (401, "SESSION_ENDED")

        async def shut_out() -> bool:
            answer = await client.get("/api/auth/me", headers={"Authorization": f"Bearer {second['token']}"})
            return answer.status_code == 401

        await until(shut_out, within_s=1)

    async def test_an_ancestor_within_the_grace_counts_as_reuse(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        first = (await _sign_in(client, owner.email)).json()["refreshToken"]
        second = (await client.post("/api/auth/refresh", json={"refreshToken": first})).json()["refreshToken"]
        await client.post("/api/auth/refresh", json={"refreshToken": second})
        answer = await client.post("/api/auth/refresh", json={"refreshToken": first})
        assert answer.json()["code"] == "REFRESH_REUSED"

    @pytest.mark.parametrize("token", ["", "x", "A" * 70, "🦉", "A" * 5000])
    async def test_refuses_what_it_did_not_make(self, client: httpx.AsyncClient, token: str) -> None:
        answer = await client.post("/api/auth/refresh", json={"refreshToken": token})
        assert answer.status_code in {401, 422}


class TestSignOut:
    async def test_ends_the_session_everywhere_within_a_second(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        signed_in = (await _sign_in(client, owner.email)).json()
        headers = {"Authorization": f"Bearer {signed_in['token']}"}
        assert (await client.get("/api/auth/me", headers=headers)).status_code == 200
        assert (await client.post("/api/auth/logout", headers=headers)).status_code == 204

        async def shut_out() -> bool:
            return (await client.get("/api/auth/me", headers=headers)).status_code == 401

        await until(shut_out, within_s=1)
        refreshed = await client.post("/api/auth/refresh", json={"refreshToken": signed_in["refreshToken"]})
        assert refreshed.json()["code"] == "SESSION_ENDED"

    async def test_one_can_see_and_end_other_sessions(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        other = (await _sign_in(client, owner.email)).json()
        sessions = (await owner.get("/api/sessions")).json()["data"]
        assert sorted(each["current"] for each in sessions) == [False, True]
        target = next(each["id"] for each in sessions if not each["current"])
        assert (await owner.delete(f"/api/sessions/{target}")).status_code == 204
        refreshed = await client.post("/api/auth/refresh", json={"refreshToken": other["refreshToken"]})
        assert refreshed.status_code == 401
        assert (await owner.get("/api/auth/me")).status_code == 200

    async def test_nobody_can_end_somebody_elses(self, world: World) -> None:
        one, other = await world.organisation(), await world.organisation()
        assert (await one.delete(f"/api/sessions/{other.session_id}")).status_code == 404


class TestSwitch:
    async def test_goes_to_another_organisation_and_ends_the_session(
        self, client: httpx.AsyncClient, world: World
    ) -> None:
        one, two = await world.organisation("Um"), await world.organisation("Dois")
        await administration.add_member(world.db, organisation=str(two.tenant_id), email=one.email, role="member")
        answer = await one.post("/api/auth/switch", json={"organisationId": str(two.tenant_id)})
        assert answer.status_code == 200
        assert answer.json()["user"]["organisation"]["name"] == "Dois"
        assert "workspace.people.manage" not in answer.json()["user"]["permissions"]

        async def shut_out() -> bool:
            return (await one.get("/api/auth/me")).status_code == 401

        await until(shut_out, within_s=1)


class TestCookies:
    async def test_keep_tokens_out_of_script_and_ask_for_confirmation(
        self, client: httpx.AsyncClient, world: World
    ) -> None:
        owner = await world.organisation()
        answer = await client.post(
            "/api/auth/login",
            json={"email": owner.email, "password": PASSWORD},
            headers={"X-Esteio-Session": "cookie"},
        )
        body = answer.json()
        assert (body["token"], body["refreshToken"]) == ("", "")
        cookies = answer.headers.get_list("set-cookie")
        assert all("SameSite=Lax" in cookie for cookie in cookies)
        hidden = {cookie.partition("=")[0]: "HttpOnly" in cookie for cookie in cookies}
        assert [hidden[name] for name in (ACCESS_COOKIE, REFRESH_COOKIE, CSRF_COOKIE)] == [True, True, False]
        assert (await client.get("/api/auth/me")).status_code == 200
        forged = await client.delete("/api/sessions")
        assert (forged.status_code, forged.json()["code"]) == (403, "CSRF_FAILED")
        elsewhere = {"X-CSRF-Token": body["csrfToken"], "Origin": "https://evil.example"}
        assert (await client.delete("/api/sessions", headers=elsewhere)).status_code == 403
        assert (await client.delete("/api/sessions", headers={"X-CSRF-Token": body["csrfToken"]})).status_code == 204
        confirmation = {"X-CSRF-Token": body["csrfToken"]}
        assert (await client.post("/api/auth/refresh", json={})).json()["code"] == "CSRF_FAILED"
        assert (await client.post("/api/auth/refresh", json={}, headers=confirmation)).status_code == 200
        client.cookies.delete("esteio_access")
        assert (await client.post("/api/auth/refresh", json={})).json()["code"] == "CSRF_FAILED"
        assert (await client.post("/api/auth/refresh", json={}, headers=confirmation)).status_code == 200
        assert (await client.post("/api/auth/logout", headers=confirmation)).status_code == 204
        assert client.cookies.get("esteio_access") is None


class TestWhoIsLookedUpTogether:
    async def test_nobody_is_taken_for_another(self, world: World, db: Database) -> None:
        ana, bia = await world.organisation(), await world.organisation()
        colleague = await world.member_with(ana, "estimating.clients.read")
        everyone = (ana, bia, colleague)
        asked = [
            (session.session_id, person.id, place.tenant_id)
            for session in everyone
            for person in everyone
            for place in everyone
        ]
        found = await session_store.list_standing(db, asked)
        right = {(each.session_id, each.id, each.tenant_id): each for each in everyone}
        for key, rights in zip(asked, found, strict=True):
            assert (rights is not None) == (key in right)
            if rights is not None:
                assert rights["email"] == right[key].email
        assert found[asked.index((colleague.session_id, colleague.id, colleague.tenant_id))]["permissions"] == [
            "estimating.clients.read"
        ]

    async def test_the_scope_ends_with_the_look_up(self, world: World, db: Database) -> None:
        ana = await world.organisation()
        await session_store.list_standing(db, [(ana.session_id, ana.id, ana.tenant_id)])
        for _ in range(5):
            async with db.transaction(Scope()) as tx:
                assert await tx.fetchval("select count(*) from users") == 0
