"""People, invitations and roles: nobody grants what they do not hold, and no organisation loses its last owner."""

from __future__ import annotations

import asyncio
import re
import threading
from uuid import uuid4

import httpx
import pytest
from argon2 import PasswordHasher
from tests.conditions import until
from tests.factories import PASSWORD, Person, World

from esteio.core.db import Database
from esteio.core.tokens import Tokens
from esteio.modules.workspace import permissions


async def _role_id(owner: Person, key: str) -> str:
    return next(role["id"] for role in (await owner.get("/api/roles")).json()["data"] if role["key"] == key)


class TestRoles:
    async def test_can_be_made_and_changed(self, world: World) -> None:
        owner = await world.organisation()
        made = await owner.post("/api/roles", json={"name": "Recepção", "permissions": [permissions.PEOPLE_READ]})
        assert made.status_code == 201
        role = made.json()
        changed = await owner.put(
            f"/api/roles/{role['id']}",
            json={"name": "Recepção", "permissions": [permissions.PEOPLE_READ, permissions.AUDIT_READ]},
            headers={"If-Match": f'"{role["version"]}"'},
        )
        assert changed.json()["permissions"] == sorted([permissions.AUDIT_READ, permissions.PEOPLE_READ])
        stale = await owner.put(
            f"/api/roles/{role['id']}",
            json={"name": "Outra", "permissions": []},
            headers={"If-Match": f'"{role["version"]}"'},
        )
        assert (stale.status_code, stale.json()["code"]) == (412, "VERSION_CONFLICT")

    async def test_nobody_grants_beyond_their_own(self, world: World) -> None:
        owner = await world.organisation()
        manager = await world.member_with(owner, permissions.ROLES_MANAGE, permissions.ROLES_READ)
        answer = await manager.post("/api/roles", json={"name": "x", "permissions": [permissions.AUDIT_READ]})
        assert (answer.status_code, answer.json()["code"]) == (403, "GRANT_BEYOND_OWN")

    async def test_the_owner_role_stays_as_it_is(self, world: World) -> None:
        owner = await world.organisation()
        role_id = await _role_id(owner, "owner")
        assert (await owner.delete(f"/api/roles/{role_id}")).json()["code"] == "SHIPPED_ROLE"
        assert (await owner.put(f"/api/roles/{role_id}", json={"name": "x", "permissions": []})).status_code == 409

    async def test_a_change_counts_within_a_second(self, world: World) -> None:
        owner = await world.organisation()
        member = await world.member_with(owner, permissions.PEOPLE_READ)
        assert (await member.get("/api/people")).status_code == 200
        role = next(
            each
            for each in (await owner.get("/api/roles")).json()["data"]
            if each["people"] == 1 and each["permissions"] == [permissions.PEOPLE_READ] and not each["shipped"]
        )
        await owner.put(f"/api/roles/{role['id']}", json={"name": "sem nada", "permissions": []})

        async def refused() -> bool:
            return (await member.get("/api/people")).status_code == 403

        await until(refused, within_s=1)

    async def test_unknown_permissions_are_named(self, world: World) -> None:
        owner = await world.organisation()
        answer = await owner.post("/api/roles", json={"name": "x", "permissions": ["a.b.c"]})
        assert answer.status_code == 422
        assert "a.b.c" in answer.json()["fields"]["permissions"]


class TestPeople:
    async def test_a_suspended_member_is_out_within_a_second(self, world: World) -> None:
        owner = await world.organisation()
        member = await world.member(owner, "member")
        assert (await member.get("/api/people")).status_code == 200
        assert (await owner.patch(f"/api/people/{member.id}", json={"status": "suspended"})).status_code == 200

        async def out() -> bool:
            return (await member.get("/api/people")).status_code == 401

        await until(out, within_s=1)

    async def test_the_last_owner_cannot_leave(self, world: World) -> None:
        owner = await world.organisation()
        for change in ({"status": "suspended"}, {"roleIds": [await _role_id(owner, "member")]}):
            answer = await owner.patch(f"/api/people/{owner.id}", json=change)
            assert (answer.status_code, answer.json()["code"]) == (409, "LAST_OWNER")

    async def test_two_owners_who_leave_at_once_do_not_both_succeed(self, world: World) -> None:
        for _ in range(5):
            one = await world.organisation()
            two = await world.member(one)
            answers = await asyncio.gather(
                one.patch(f"/api/people/{one.id}", json={"status": "suspended"}),
                two.patch(f"/api/people/{two.id}", json={"status": "suspended"}),
            )
            assert sorted(answer.status_code for answer in answers) == [200, 409]

    async def test_a_manager_cannot_touch_an_owner(self, world: World) -> None:
        owner = await world.organisation()
        manager = await world.member_with(owner, permissions.PEOPLE_MANAGE)
        answer = await manager.patch(f"/api/people/{owner.id}", json={"status": "suspended"})
        assert (answer.status_code, answer.json()["code"]) == (403, "GRANT_BEYOND_OWN")

    async def test_are_listed_page_by_page_and_found_without_accents(self, world: World) -> None:
        owner = await world.organisation()
        for number in range(5):
            await world.member(owner, "member", name=f"João Araújo {number}")
        names: list[str] = []
        cursor = ""
        while True:
            page = (await owner.get("/api/people", params={"limit": 2, "q": "joao ARAUJO", "cursor": cursor})).json()
            names += [each["name"] for each in page["data"]]
            cursor = page["nextCursor"]
            if cursor is None:
                break
        assert names == [f"João Araújo {number}" for number in range(5)]


class TestInvitations:
    async def test_a_second_click_is_no_fault_and_leaves_one_invitation(self, world: World) -> None:
        owner = await world.organisation("Casa Nova")
        asked = {"email": f"novo-{uuid4().hex[:6]}@exemplo.com.br", "roleIds": [await _role_id(owner, "member")]}
        answers = await asyncio.gather(*(owner.post("/api/invitations", json=asked) for _ in range(6)))
        assert {answer.status_code for answer in answers} <= {201, 409}
        assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {"CONFLICT"}
        listed = (await owner.get("/api/invitations")).json()["data"]
        assert [each["email"] for each in listed if each["status"] == "open"] == [asked["email"]]

    async def test_a_new_person_joins_by_the_link_once(
        self, world: World, client: httpx.AsyncClient, db: Database
    ) -> None:
        owner = await world.organisation("Casa Nova")
        email = f"novo-{uuid4().hex[:6]}@exemplo.com.br"
        made = await owner.post("/api/invitations", json={"email": email, "roleIds": [await _role_id(owner, "member")]})
        assert made.status_code == 201
        token = await _token(world.tokens, db, made.json()["id"])
        preview = (await client.post("/api/invitations/open", json={"token": token})).json()
        assert (preview["organisation"], preview["email"], preview["hasAccount"]) == ("Casa Nova", email, False)
        weak = await client.post("/api/invitations/accept", json={"token": token, "name": "Nova", "password": "curta"})
        assert weak.status_code == 422
        joined = await client.post(
            "/api/invitations/accept", json={"token": token, "name": "Nova Pessoa", "password": PASSWORD}
        )
        assert joined.status_code == 200
        assert joined.json()["user"]["permissions"] == [permissions.PEOPLE_READ]
        again = await client.post(
            "/api/invitations/accept", json={"token": token, "name": "Nova Pessoa", "password": PASSWORD}
        )
        assert (again.status_code, again.json()["code"]) == (410, "INVALID_LINK")

    async def test_no_connection_is_held_while_a_password_is_hashed(
        self, world: World, client: httpx.AsyncClient, db: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        owner = await world.organisation()
        email = f"novo-{uuid4().hex[:6]}@exemplo.com.br"
        made = await owner.post("/api/invitations", json={"email": email, "roleIds": [await _role_id(owner, "member")]})
        token = await _token(world.tokens, db, made.json()["id"])
        hashing, may_end, really = threading.Event(), threading.Event(), PasswordHasher.hash

        def slowly(self: PasswordHasher, password: str) -> str:
            hashing.set()
            may_end.wait(20)
            return really(self, password)

        monkeypatch.setattr(PasswordHasher, "hash", slowly)
        body = {"token": token, "name": "Nova Pessoa", "password": PASSWORD}
        joining = asyncio.create_task(client.post("/api/invitations/accept", json=body))
        try:
            assert await asyncio.to_thread(hashing.wait, 10)
            async with db.unscoped() as tx:
                held = await tx.fetchval(
                    """
                    select count(*) from pg_stat_activity where datname = current_database()
                      and state like 'idle in transaction%' and pid <> pg_backend_pid()
                    """
                )
        finally:
            may_end.set()
        assert (await joining).status_code == 200
        assert held == 0

    async def test_someone_with_an_account_needs_its_password(
        self, world: World, client: httpx.AsyncClient, db: Database
    ) -> None:
        owner, other = await world.organisation(), await world.organisation()
        made = await owner.post(
            "/api/invitations", json={"email": other.email, "roleIds": [await _role_id(owner, "member")]}
        )
        token = await _token(world.tokens, db, made.json()["id"])
        wrong = await client.post("/api/invitations/accept", json={"token": token, "password": "qualquer outra"})
        assert wrong.status_code == 401
        right = await client.post("/api/invitations/accept", json={"token": token, "password": PASSWORD})
        assert len(right.json()["user"]["organisations"]) == 2

    async def test_nobody_invites_above_themselves(self, world: World) -> None:
        owner = await world.organisation()
        clerk = await world.member_with(owner, permissions.PEOPLE_INVITE)
        answer = await clerk.post(
            "/api/invitations", json={"email": "a@exemplo.com.br", "roleIds": [await _role_id(owner, "owner")]}
        )
        assert answer.json()["code"] == "GRANT_BEYOND_OWN"

    async def test_a_role_of_another_organisation_is_unknown(self, world: World) -> None:
        owner, other = await world.organisation(), await world.organisation()
        answer = await owner.post(
            "/api/invitations", json={"email": "a@exemplo.com.br", "roleIds": [await _role_id(other, "member")]}
        )
        assert answer.json()["code"] == "UNKNOWN_ROLE"


async def _token(tokens: Tokens, db: Database, invitation_id: str) -> str:
    async with db.unscoped() as tx:
        row = await tx.fetchrow("select id, tenant_id, nonce from invitations where id = $1", invitation_id)
    assert row is not None
    assert re.fullmatch(r"[\w-]{20,}", row["nonce"])
    return tokens.link("invitation", row["tenant_id"], row["id"], row["nonce"], 3_600)
