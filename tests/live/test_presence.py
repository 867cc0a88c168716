"""Who is where, within a process and across processes."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from typing import Any
from uuid import uuid4

import pytest
from tests.conditions import until
from tests.live.hub_world import READ_OWN, HubWorld, hub_world
from tests.live.test_hub_people import Ear, listen
from tests.own_valkey import OwnValkey

from esteio.core.valkey import connect as connect_valkey
from esteio.embedded import ServerUrls
from esteio.live import presence as presence_module
from esteio.live.broker_valkey import ValkeyBroker


@pytest.fixture
async def world(database_urls: ServerUrls) -> AsyncGenerator[HubWorld]:
    async with hub_world(database_urls) as running:
        yield running


async def sees(ear: Ear, place: str, *names: str, within_s: float = 5) -> list[Any]:
    """What the connection was last told of the place, once these are there."""
    told: list[Any] = []

    async def so() -> bool:
        told[:] = [each["people"] for each in ear.payloads("presence") if each["place"] == place][-1:]
        return bool(told) and [each["name"] for each in told[0]] == list(names)

    await until(so, within_s=within_s)
    return told[0]


class TestPresence:
    async def test_those_at_a_place_know_of_each_other(self, world: HubWorld) -> None:
        place = f"notes/{await world.add_note('shared')}"
        ana, rui = world.person(name="Ana"), world.person(name="Rui")
        of_ana, of_rui = await listen(world, world.token(ana)), await listen(world, world.token(rui))
        alone = await of_ana.wire.ask("presence:join", {"place": place})
        assert [each["name"] for each in alone["people"]] == ["Ana"]
        both = await of_rui.wire.ask("presence:join", {"place": place, "state": {"field": "text"}})
        assert [(each["name"], each["state"]) for each in both["people"]] == [("Ana", None), ("Rui", {"field": "text"})]
        await sees(of_ana, place, "Ana", "Rui")
        assert await of_rui.wire.ask("presence:update", {"place": place, "state": "status"}) == {"ok": True}

        async def updated() -> bool:
            return of_ana.payloads("presence")[-1]["people"][-1]["state"] == "status"

        await until(updated, within_s=5)
        assert await of_rui.wire.ask("presence:leave", {"place": place}) == {"ok": True}
        await sees(of_ana, place, "Ana")

    async def test_a_connection_that_ends_leaves(self, world: HubWorld) -> None:
        place = f"notes/{await world.add_note('shared')}"
        of_ana = await listen(world, world.token(world.person(name="Ana")))
        of_rui = await listen(world, world.token(world.person(name="Rui")))
        for ear in (of_ana, of_rui):
            await ear.wire.ask("presence:join", {"place": place})
        await sees(of_ana, place, "Ana", "Rui")
        of_rui.wire.transport.underlying_transport.abort()
        await sees(of_ana, place, "Ana")

    async def test_two_windows_are_one_person(self, world: HubWorld) -> None:
        place = f"notes/{await world.add_note('shared')}"
        ana = world.person(name="Ana")
        first, second = await listen(world, world.token(ana)), await listen(world, world.token(ana))
        await first.wire.ask("presence:join", {"place": place, "state": 1})
        answer = await second.wire.ask("presence:join", {"place": place, "state": 2})
        assert [each["state"] for each in answer["people"]] == [2]

    async def test_only_who_may_read_the_row(self, world: HubWorld) -> None:
        note = await world.add_note("not theirs")
        other = world.reader(world.person(tenant_id=uuid4()))
        ears = [
            await listen(world, world.token(world.person(READ_OWN))),
            await listen(world, other._token()),
            await listen(world, world.token(world.person(frozenset()))),
        ]
        for ear in ears:
            answer = await ear.wire.ask("presence:join", {"place": f"notes/{note}"})
            assert answer["refused"]["code"] == "UNKNOWN_PLACE"
        ear = await listen(world, world.token(world.person()))
        for place in (f"notes/{uuid4()}", "notes", "notes/x", f"totals/{note}", f"people/{note}", f"notes/{note}/x"):
            answer = await ear.wire.ask("presence:join", {"place": place})
            assert answer["refused"]["code"] == "UNKNOWN_PLACE"

    async def test_places_and_states_have_limits(self, world: HubWorld) -> None:
        notes = [await world.add_note(f"note {number}") for number in range(11)]
        ear = await listen(world, world.token(world.person()))
        big = {"place": f"notes/{notes[0]}", "state": "x" * 1_100}
        huge = {**big, "state": {"row": 2**64}}  # which other processes could not be told
        for state in (big, huge):
            assert (await ear.wire.ask("presence:join", state))["refused"]["code"] == "INVALID_PAYLOAD"
        for note in notes[:10]:
            assert "people" in await ear.wire.ask("presence:join", {"place": f"notes/{note}"})
        answer = await ear.wire.ask("presence:join", {"place": f"notes/{notes[10]}"})
        assert answer["refused"]["code"] == "TOO_MANY_PLACES"
        for state in (big, huge):
            assert (await ear.wire.ask("presence:update", state))["refused"]["code"] == "INVALID_PAYLOAD"
        answer = await ear.wire.ask("presence:update", {"place": f"notes/{notes[10]}", "state": 1})
        assert answer["refused"]["code"] == "UNKNOWN_PLACE"

    async def test_who_loses_the_right_is_out(self, world: HubWorld) -> None:
        place = f"notes/{await world.add_note('shared')}"
        ana, rui = world.person(name="Ana"), world.person(name="Rui")
        of_ana, of_rui = await listen(world, world.token(ana)), await listen(world, world.token(rui))
        for ear in (of_ana, of_rui):
            await ear.wire.ask("presence:join", {"place": place})
        await world.change(rui, frozenset())
        await sees(of_ana, place, "Ana")
        await sees(of_rui, place)


class TestAcrossProcesses:
    async def test_another_process_knows_and_forgets(
        self, database_urls: ServerUrls, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(presence_module, "HOLDS_S", 2.0)
        monkeypatch.setattr(presence_module, "SAY_AGAIN_S", 0.5)
        valkey = OwnValkey()
        links = [connect_valkey(valkey.url, 5) for _ in range(2)]
        brokers = [ValkeyBroker(link) for link in links]
        try:
            for broker in brokers:
                await broker.start()
            async with (
                hub_world(database_urls, broker=brokers[0]) as one,
                hub_world(database_urls, broker=brokers[1]) as two,
            ):
                two.tenant_id = one.tenant_id
                place = f"notes/{await one.add_note('shared')}"
                of_ana = await listen(one, one.token(one.person(name="Ana")))
                of_rui = await listen(two, two.token(two.person(name="Rui")))
                await of_ana.wire.ask("presence:join", {"place": place})
                await of_rui.wire.ask("presence:join", {"place": place})
                await sees(of_ana, place, "Ana", "Rui")
                await sees(of_rui, place, "Ana", "Rui")
                # Valkey goes: nobody is heard of any more, and after a while nobody is believed to be there.
                valkey.kill()
                started = time.monotonic()
                await sees(of_ana, place, "Ana", within_s=8)
                assert time.monotonic() - started < 6
                valkey.start()
                await sees(of_ana, place, "Ana", "Rui", within_s=10)
                await of_rui.wire.ask("presence:leave", {"place": place})
                await sees(of_ana, place, "Ana")
        finally:
            for broker, link in zip(brokers, links, strict=True):
                await broker.stop()
                await link.close()
            valkey.kill()
