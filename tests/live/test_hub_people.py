"""Who is let in, what they may send, and what happens when their rights, sessions or tokens end."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
from tests.conditions import until
from tests.live.hub_world import CONFIG, READ_ALL, READ_OWN, HubWorld, hub_world
from tests.live.python_client import List, LiveReader, Refused, Wire, connect
from tests.plain_http import NO_TLS

from esteio.core.access import Actor
from esteio.embedded import ServerUrls
from esteio.http.limits import Limit
from esteio.live import settling
from esteio.live.reader import Reader

TIGHT = msgspec.structs.replace(
    CONFIG,
    connections_per_person=3,
    max_connections=5,
    subscriptions_per_connection=1,
    auth_grace_s=2,
    keep_alive_s=1,
)


@pytest.fixture
async def world(database_urls: ServerUrls) -> AsyncGenerator[HubWorld]:
    async with hub_world(database_urls, TIGHT) as running:
        yield running


class Ear:
    """A bare connection and what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.wire: Wire

    async def open(self, world: HubWorld, token: str) -> Ear:
        self.wire = await connect(world.url, token, lambda event, payload: self.heard.append((event, payload)))
        return self

    def payloads(self, event: str) -> list[Any]:
        return [payload for name, payload in self.heard if name == event]

    async def closed(self) -> int:
        return await asyncio.wait_for(self.wire.closed, 15)


async def listen(world: HubWorld, token: str) -> Ear:
    return await Ear().open(world, token)


async def listen_until_expiry(world: HubWorld, actor: Actor) -> Ear:
    """With a token that soon expires, but not before a busy machine has let its bearer in."""
    for ttl_s in (1, 2, 4):
        with suppress(Refused):
            return await listen(world, world.token(actor, ttl_s=ttl_s))
    return await listen(world, world.token(actor, ttl_s=8))


async def refusal(world: HubWorld, token: str) -> dict[str, Any]:
    with pytest.raises(Refused) as caught:
        await connect(world.url, token, lambda *_: None)
    return caught.value.goodbye


async def connect_by_polling(world: HubWorld, headers: dict[str, str], more: str = "") -> str:
    """What the namespace answers to somebody who gives no token of their own; or the status that kept them out."""
    async with httpx.AsyncClient(base_url=world.url, headers=headers, verify=NO_TLS) as client:
        address = f"/socket.io/?EIO=4&transport=polling{more}"
        opened = await client.get(address)
        if opened.status_code != 200:
            return str(opened.status_code)
        address += "&sid=" + opened.text.partition('"sid":"')[2].partition('"')[0]
        await client.post(address, content="40")
        return (await client.get(address)).text


class TestComingIn:
    async def test_a_bad_token_is_refused(self, world: HubWorld) -> None:
        for token in ("", "nonsense", world.token(world.person())[:-3] + "abc", world.token(world.person(), -5)):
            assert await refusal(world, token) == {
                "code": 4401,
                "reason": "UNAUTHENTICATED",
                "action": "authenticate",
            }

    async def test_who_is_gone_is_refused(self, world: HubWorld) -> None:
        actor = world.person()
        token = world.token(actor)
        del world.actors[actor.user_id]
        assert (await refusal(world, token))["code"] == 4401

    async def test_a_page_of_our_own_may_rely_on_its_cookie(self, world: HubWorld) -> None:
        cookie = {"cookie": f"esteio_access={world.token(world.person())}"}
        assert (await connect_by_polling(world, cookie | {"origin": world.url})).startswith("40{")
        assert await connect_by_polling(world, cookie | {"origin": "https://evil.example"}) == "403"

    async def test_a_token_in_the_address_is_no_token(self, world: HubWorld) -> None:
        token = world.token(world.person())
        assert (await connect_by_polling(world, {}, f"&token={token}&auth={token}")).startswith("44")

    async def test_a_person_has_so_many_connections(self, world: HubWorld) -> None:
        actor = world.person()
        ears = [await listen(world, world.token(actor)) for _ in range(3)]
        refused = await refusal(world, world.token(actor))
        assert (refused["code"], refused["action"], refused["afterMs"]) == (4413, "reconnect", 30_000)
        ears[0].wire.disconnect()

        async def fewer() -> bool:
            return len(world.hub.readers) == 2

        await until(fewer, within_s=5)
        await listen(world, world.token(actor))

    async def test_a_process_has_so_many_connections(self, world: HubWorld) -> None:
        for _ in range(5):
            await listen(world, world.token(world.person()))
        assert (await refusal(world, world.token(world.person())))["code"] == 4413

    async def test_a_stream_beyond_the_limit_is_429(self, world: HubWorld) -> None:
        actor = world.person()
        for _ in range(3):
            await listen(world, world.token(actor))
        async with httpx.AsyncClient(base_url=world.url, verify=NO_TLS) as client:
            answer = await client.get(
                "/api/live?resources=notes", headers={"authorization": f"Bearer {world.token(actor)}"}
            )
        assert (answer.status_code, answer.json()["code"]) == (429, "TOO_MANY_CONNECTIONS")
        assert len(world.hub.readers) == 3

    async def test_connects_are_limited(self, database_urls: ServerUrls) -> None:
        config = msgspec.structs.replace(
            CONFIG,
            connect_limit=Limit("connect-few", 2, 60.0),
            address_limit=Limit("address-few", 2, 60.0, counts_towards_block=True),
        )
        async with hub_world(database_urls, config) as world:
            actor = world.person()
            for _ in range(2):
                await listen(world, world.token(actor))
                await refusal(world, "bad")
            for token in (world.token(actor), "bad"):
                refused = await refusal(world, token)
                assert refused["code"] == 4413
                assert 0 < refused["afterMs"] <= 60_000


class TestMessages:
    async def test_the_101st_of_a_minute_closes(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        for _ in range(100):
            ear.wire.emit("heartbeat", {"timestamp": 1})

        async def all_back() -> bool:
            return len(ear.payloads("heartbeat")) == 100

        await until(all_back, within_s=5)
        ear.wire.emit("heartbeat", {"timestamp": 1})
        assert await ear.closed() == 4409
        [goodbye] = ear.payloads("goodbye")
        assert goodbye["reason"] == "TOO_MANY_MESSAGES"
        assert 0 < goodbye["afterMs"] <= 60_000
        assert world.hub.figures().closes == {"TOO_MANY_MESSAGES": 1}

    async def test_a_subscription_costs_one_for_each_event(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        names = [f"nothing{n}" for n in range(50)]
        await ear.wire.ask("subscribe", {"events": names})
        await ear.wire.ask("subscribe", {"events": names})
        ear.wire.emit("subscribe", {"events": ["notes"]})
        assert await ear.closed() == 4409

    async def test_a_heartbeat_comes_back(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        answer = await ear.wire.ask("heartbeat", {"timestamp": 12.5})
        assert answer["timestamp"] == 12.5
        assert abs(answer["serverTime"] - time.time() * 1000) < 5_000
        assert ear.payloads("heartbeat") == [answer]

    @pytest.mark.parametrize(
        ("event", "payload"),
        [
            ("subscribe", None),
            ("subscribe", []),
            ("subscribe", {"events": "notes"}),
            ("subscribe", {"events": [1]}),
            ("subscribe", {"events": ["notes"], "tenant": "x"}),
            ("subscribe", {"events": ["notes"], "filters": {"status": 7}}),
            ("subscribe", {"events": ["x"] * 51}),
            ("unsubscribe", {}),
            ("heartbeat", {"timestamp": {"a": 1}}),
            ("authenticate", {"token": None}),
            ("presence:join", {"place": 5}),
            ("presence:leave", {}),
        ],
    )
    async def test_a_payload_that_does_not_fit_is_told_so(self, world: HubWorld, event: str, payload: Any) -> None:
        ear = await listen(world, world.token(world.person()))
        answer = await ear.wire.ask(event, payload)
        assert answer["refused"]["code"] == "INVALID_PAYLOAD"
        assert (await ear.wire.ask("heartbeat", {"timestamp": 1}))["timestamp"] == 1

    async def test_an_unknown_event_is_told_so(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        assert (await ear.wire.ask("drop_tables", {}))["refused"]["code"] == "UNKNOWN_EVENT"

    async def test_each_event_is_granted_or_refused_for_itself(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        other = uuid4()
        answer = await ear.wire.ask(
            "subscribe", {"events": ["metrics", "nothing", f"notes:{other}", "notes", "totals"], "filters": {}}
        )
        assert {each["event"]: each["code"] for each in answer["refused"]} == {
            "metrics": "NOT_ALLOWED",
            "nothing": "UNKNOWN_EVENT",
            f"notes:{other}": "UNKNOWN_EVENT",
            "totals": "TOO_MANY_SUBSCRIPTIONS",
        }
        [granted] = answer["granted"]
        assert (granted["event"], granted["resource"]) == ("notes", "notes")
        assert granted["cursor"].startswith(world.feed.epoch)

    async def test_filters_and_cursors_that_cannot_be_are_refused(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        for asked, code in (
            ({"filters": {"text": "a"}}, "FILTER_NOT_LIVE"),
            ({"filters": {"status": "x" * 2_000}}, "FILTER_NOT_LIVE"),
            ({"since": "yesterday"}, "INVALID_CURSOR"),
            ({"since": {"notes": "1.2"}}, "INVALID_CURSOR"),
        ):
            answer = await ear.wire.ask("subscribe", {"events": ["notes"], **asked})
            assert [each["code"] for each in answer["refused"]] == [code]
        assert world.hub.figures().subscriptions == 0

    async def test_after_unsubscribing_nothing_comes(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        await ear.wire.ask("subscribe", {"events": ["notes"]})
        assert await ear.wire.ask("unsubscribe", {"events": ["notes", "totals"]}) == {"removed": ["notes"]}
        await world.add_note("unheard")
        await world.heard()
        await ear.wire.ask("heartbeat", {})
        assert ear.payloads("data_update") == []
        assert world.hub.subscribing.channels.groups == {}

    async def test_a_new_filter_takes_the_place_of_the_old(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        for status in ("open", "done"):
            await ear.wire.ask("subscribe", {"events": ["notes"], "filters": {"status": [status]}})
        await world.add_note("fits", "done")

        async def told() -> bool:
            return bool(ear.payloads("data_update"))

        await until(told, within_s=5)
        [update] = ear.payloads("data_update")
        assert [row["_operation"] for row in update["data"]] == ["insert"]

    async def test_too_big_a_message_closes(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        ear.wire.emit("subscribe", {"events": ["x" * 70_000]})
        assert await ear.closed() == 1009


class TestRights:
    async def subscribed(self, world: HubWorld, reader: LiveReader) -> LiveReader:
        await reader.connect()
        return reader

    async def test_a_person_who_is_suspended_is_closed_at_once(self, world: HubWorld) -> None:
        actor = world.person()
        ear = await listen(world, world.token(actor))
        stream = await self.subscribed(world, world.reader(actor, transport="sse"))
        started = time.monotonic()
        await world.change(actor, None)
        assert await ear.closed() == 4403

        async def stopped() -> bool:
            return stream.stopped

        await until(stopped, within_s=5)
        assert time.monotonic() - started < 1
        assert stream.closes == [4403]
        assert ear.payloads("goodbye")[0]["action"] == "stop"

    async def test_an_ended_session_closes_its_own_connections_only(self, world: HubWorld) -> None:
        actor = world.person()
        ear = await listen(world, world.token(actor))
        other = await listen(world, world.token(world.person()))
        del world.actors[actor.user_id]
        world.authenticator.forget(f"session:{actor.session_id}")
        world.hub.rights.on_signal(f"session:{actor.session_id}")
        assert await ear.closed() == 4403
        await other.wire.ask("heartbeat", {})

    @pytest.mark.parametrize("transport", ["socket", "sse"])
    async def test_a_list_that_is_lost_is_gone(self, world: HubWorld, transport: Any) -> None:
        actor = world.person()
        await world.add_note("secret")
        reader = await self.subscribed(world, world.reader(actor, transport=transport))
        assert len(reader.rows["notes"]) == 1
        await world.change(actor, frozenset())

        async def gone() -> bool:
            return reader.rows["notes"] == {} and not reader.lists["notes"].allowed

        await until(gone, within_s=5)
        assert ("permissions_changed", {}) in reader.events
        before = reader.updates
        await world.add_note("more secrets")
        await world.heard()
        assert reader.updates == before
        assert world.hub.figures().subscriptions == 0

    @pytest.mark.parametrize("transport", ["socket", "sse"])
    async def test_rights_that_shrink_and_grow_move_the_reader(self, world: HubWorld, transport: Any) -> None:
        actor = world.person()
        await world.add_note("mine", person_id=actor.user_id)
        await world.add_note("of others")
        reader = await self.subscribed(world, world.reader(actor, transport=transport))

        async def sees(*texts: str) -> None:
            async def so() -> bool:
                return {row["text"] for row in reader.rows["notes"].values()} == set(texts)

            await until(so, within_s=5)

        await sees("mine", "of others")
        await world.change(actor, READ_OWN)
        await sees("mine")
        await world.add_note("of others, too")
        await world.add_note("mine, too", person_id=actor.user_id)
        await sees("mine", "mine, too")
        await world.change(actor, READ_ALL)
        await sees("mine", "of others", "mine, too", "of others, too")

    async def test_a_change_row_of_rights_does_what_a_signal_does(self, world: HubWorld) -> None:
        actor = world.person()
        ear = await listen(world, world.token(actor))
        del world.actors[actor.user_id]
        await world.write("select tell_reset($1, 'rights', $2)", world.tenant_id, actor.user_id)
        assert await ear.closed() == 4403

    async def test_what_changed_while_somebody_came_in_counts(self, world: HubWorld) -> None:
        actor = world.person()
        world.may_load.clear()
        coming = asyncio.create_task(listen(world, world.token(actor)))

        async def looked_up() -> bool:
            return world.loads == 1

        await until(looked_up, within_s=5)
        del world.actors[actor.user_id]
        world.hub.rights.on_signal(f"user:{actor.user_id}")
        world.may_load.set()
        ear = await coming
        assert await ear.closed() == 4403

    async def test_a_storm_of_changes_asks_once_for_each_session(self, world: HubWorld) -> None:
        actor = world.person()
        await asyncio.gather(*(listen(world, world.token(actor)) for _ in range(3)))
        loads = world.loads
        for _ in range(20):
            world.hub.rights.on_signal(f"tenant:{actor.tenant_id}")
        await world.change(actor, READ_OWN)

        async def known() -> bool:
            return all(reader.actor.permissions == READ_OWN for reader in world.hub.readers.values())

        await until(known, within_s=5)
        assert world.loads - loads <= 2


class TestTokens:
    async def test_an_expired_token_gets_a_grace_and_then_closes(self, world: HubWorld) -> None:
        ear = await listen_until_expiry(world, world.person())
        assert await ear.closed() == 4402
        assert ear.payloads("auth_expired") == [{"graceMs": 2000}]

    async def test_a_new_token_in_time_keeps_the_connection(self, world: HubWorld) -> None:
        actor = world.person()
        ear = await listen_until_expiry(world, actor)

        async def warned() -> bool:
            return bool(ear.payloads("auth_expired"))

        await until(warned, within_s=10)
        answer = await ear.wire.ask("authenticate", {"token": world.token(actor)})
        assert answer["ok"] is True
        assert answer["expiresAt"] > time.time() * 1000
        await asyncio.sleep(3.2)  # beyond the grace: it is time itself that must not close it
        await ear.wire.ask("heartbeat", {})

    async def test_another_persons_token_is_not_taken(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person()))
        answer = await ear.wire.ask("authenticate", {"token": world.token(world.person())})
        assert (answer["ok"], answer["code"]) == (False, "OTHER_PERSON")
        answer = await ear.wire.ask("authenticate", {"token": "nonsense"})
        assert (answer["ok"], answer["code"]) == (False, "INVALID_TOKEN")

    async def test_a_stream_ends_with_its_token(self, world: HubWorld) -> None:
        stream = world.reader(world.person(), transport="sse", ttl_s=1)
        await stream.connect()

        async def ended() -> bool:
            return stream.closes == [4402]

        await until(ended, within_s=5)
        assert ("auth_expired", {"graceMs": 2000}) in stream.events


class TestMemory:
    async def test_who_left_is_gone_without_the_collector(self, world: HubWorld) -> None:
        gc.collect()
        gc.disable()
        try:
            ears = [await listen(world, world.token(world.person())) for _ in range(3)]
            assert _readers() == 3
            for ear in ears:
                ear.wire.disconnect()

            async def gone() -> bool:
                return not world.hub.readers and not _readers()

            await until(gone, within_s=10)
        finally:
            gc.enable()

    async def test_those_who_stay_are_not_looked_at_again(
        self, world: HubWorld, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settling, "EVERY", 2)
        before = gc.get_freeze_count()
        await listen(world, world.token(world.person()))
        await listen(world, world.token(world.person()))

        async def put_aside() -> bool:
            return gc.get_freeze_count() > before and not _readers()

        try:
            await until(put_aside, within_s=10)
        finally:
            gc.unfreeze()

    def test_what_many_left_behind_is_looked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(settling, "EVERY", 2)
        monkeypatch.setattr(settling, "LEFT", 4)
        these = settling.Settling()
        behind: list[Any] = []
        behind.append(behind)
        mark = weakref.ref(left := _Left())
        behind.append(left)
        try:
            these.look(2, 2)
            del behind, left
            these.look(4, 1)
            assert mark() is not None
            these.look(5, 1)
            assert mark() is None
        finally:
            gc.unfreeze()


class _Left:
    """Something of a connection."""


def _readers() -> int:
    return sum(isinstance(each, Reader) for each in gc.get_objects())


class TestEvents:
    async def test_notifications_reach_the_person_where_subscribed(self, world: HubWorld) -> None:
        actor = world.person()
        ear, deaf = await listen(world, world.token(actor)), await listen(world, world.token(actor))
        other = await listen(world, world.token(world.person()))
        for each in (ear, other):
            await each.wire.ask("subscribe", {"events": ["notifications"]})
        world.hub.send_notification(actor.tenant_id, [actor.user_id], b'{"message":"Oi"}')
        for each in (ear, deaf, other):
            await each.wire.ask("heartbeat", {})
        assert ear.payloads("notification") == [{"message": "Oi"}]
        assert deaf.payloads("notification") == other.payloads("notification") == []

    async def test_metrics_reach_those_who_may(self, world: HubWorld) -> None:
        ear = await listen(world, world.token(world.person(frozenset({"metrics.read"}))))
        answer = await ear.wire.ask("subscribe", {"events": ["metrics"]})
        assert answer["granted"] == [{"event": "metrics", "resource": "metrics", "cursor": None}]
        stream = world.reader(world.person(frozenset({"metrics.read"})), List("metrics"), transport="sse")
        await stream.connect()
        world.hub.send_metrics(b'{"status":"ok"}')
        await ear.wire.ask("heartbeat", {})
        assert ear.payloads("metrics") == [{"status": "ok"}]

        async def told() -> bool:
            return ("metrics", {"status": "ok"}) in stream.events

        await until(told, within_s=5)


class TestEnding:
    async def test_all_are_sent_away_to_come_back_apart(self, world: HubWorld) -> None:
        ears = [await listen(world, world.token(world.person())) for _ in range(3)]
        stream = world.reader(world.person(), transport="sse")
        await stream.connect()
        await world.hub.close_all(over_s=0.2, waves=2)
        for ear in ears:
            assert await ear.closed() == 4410
        waits = {ear.payloads("goodbye")[0]["afterMs"] for ear in ears}
        assert len(waits) == 3
        assert min(waits) >= 500

        async def ended() -> bool:
            return stream.closes == [4410]

        await until(ended, within_s=5)
        assert (await refusal(world, world.token(world.person())))["code"] == 4410
        assert world.hub.figures().connections == {}
