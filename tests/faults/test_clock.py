"""The clock of the machine is set forward or back."""

from __future__ import annotations

import time

import httpx
import pytest
from tests.conditions import until
from tests.factories import PASSWORD, Person, World
from tests.faults.fault_steps import CLIENT, said


class TestClock:
    """Of this machine, set forward or back by an hour while the server runs."""

    HOUR_S = 3_600.0

    async def test_set_forward_asks_for_a_renewal_and_no_more(
        self, client: httpx.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        owner = await world.organisation()
        entered = await client.post("/api/auth/login", json={"email": owner.email, "password": PASSWORD})
        owner.token = entered.json()["token"]
        set_clock(monkeypatch, self.HOUR_S)
        assert said(await owner.get("/api/clients")) == (401, "TOKEN_EXPIRED")
        renewed = await client.post("/api/auth/refresh", json={"refreshToken": entered.json()["refreshToken"]})
        assert renewed.status_code == 200
        owner.token = renewed.json()["token"]
        assert (await owner.get("/api/clients")).status_code == 200
        # Set right again: what was issued meanwhile still works, and so does the end of the session.
        monkeypatch.undo()
        assert (await owner.get("/api/clients")).status_code == 200
        assert (await owner.post("/api/auth/logout")).status_code == 204
        await until(lambda: is_out(owner), within_s=5)

    async def test_set_back_makes_nothing_last_longer_than_its_session(
        self, client: httpx.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        owner = await world.organisation()
        assert (await owner.get("/api/clients")).status_code == 200
        set_clock(monkeypatch, -self.HOUR_S)
        assert (await owner.get("/api/clients")).status_code == 200
        made = await owner.post("/api/clients", json=CLIENT, headers={"Idempotency-Key": "one"})
        again = await owner.post("/api/clients", json=CLIENT, headers={"Idempotency-Key": "one"})
        assert made.json() == again.json()
        assert (await owner.post("/api/auth/logout")).status_code == 204
        await until(lambda: is_out(owner), within_s=5)

    async def test_of_two_machines_may_differ(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        with pytest.MonkeyPatch.context() as ahead:
            set_clock(ahead, 300)
            owner.token = world.tokens.access(owner.id, owner.tenant_id, owner.session_id)
        assert (await owner.get("/api/clients")).status_code == 200


def set_clock(monkeypatch: pytest.MonkeyPatch, by_s: float) -> None:
    """The wall clock of this process, not what counts seconds."""
    really = time.time
    monkeypatch.setattr(time, "time", lambda: really() + by_s)


async def is_out(person: Person) -> bool:
    return (await person.get("/api/clients")).status_code == 401
