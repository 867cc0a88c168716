"""Event streams as HTTP: their lines, their refusals, their cursors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import msgspec
import pytest
from tests.conditions import until
from tests.live.hub_world import CONFIG, READ_OWN, HubWorld, hub_world
from tests.plain_http import NO_TLS

from esteio.core.access import Actor
from esteio.core.errors import InvalidInput
from esteio.embedded import ServerUrls
from esteio.live.sse import read_query

BRISK = msgspec.structs.replace(CONFIG, keep_alive_s=1)


@pytest.fixture
async def world(database_urls: ServerUrls) -> AsyncGenerator[HubWorld]:
    async with hub_world(database_urls, BRISK) as running:
        yield running


class Lines:
    """Of one stream, as they come."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def until(self, start: str) -> list[str]:
        """All lines up to one that starts so."""
        found: list[str] = []
        async with asyncio.timeout(5):
            async for line in self._lines:
                found.append(line)
                if line.startswith(start):
                    return found
        raise AssertionError(f"ended after {found}")


@asynccontextmanager
async def stream(
    world: HubWorld, actor: Actor, query: str = "resources=notes", **headers: str
) -> AsyncGenerator[Lines]:
    token = {"authorization": f"Bearer {world.token(actor)}"}
    async with (
        httpx.AsyncClient(base_url=world.url, verify=NO_TLS) as client,
        client.stream("GET", f"/api/live?{query}", headers=token | headers) as response,
    ):
        yield Lines(response)


async def refused(world: HubWorld, actor: Actor, query: str) -> tuple[int, Any]:
    async with httpx.AsyncClient(base_url=world.url, verify=NO_TLS) as client:
        answer = await client.get(f"/api/live?{query}", headers={"authorization": f"Bearer {world.token(actor)}"})
    return answer.status_code, answer.json()["code"]


class TestStreams:
    async def test_the_head_is_that_of_a_stream(self, world: HubWorld) -> None:
        async with stream(world, world.person()) as lines:
            headers = lines.response.headers
            assert headers["content-type"] == "text/event-stream; charset=utf-8"
            assert headers["x-accel-buffering"] == "no"
            assert headers["cache-control"] == "no-store"
            first = await lines.until("data: ")
            assert 500 <= int(first[0].removeprefix("retry: ")) <= 3_000
            assert first[1] == "event: subscribed"
            answer = msgspec.json.decode(first[2].removeprefix("data: "))
            assert [each["resource"] for each in answer["granted"]] == ["notes"]

    async def test_a_cursor_follows_what_it_covers(self, world: HubWorld) -> None:
        async with stream(world, world.person(), "resources=notes,totals") as lines:
            await lines.until("event: subscribed")
            await world.add_note("told")
            told = await lines.until("id: ")
            assert "event: data_update" in told
            await world.write("delete from notes")

    async def test_a_quiet_stream_shows_life_and_moves_its_cursor(self, world: HubWorld) -> None:
        async with stream(world, world.person()) as lines:
            quiet = await lines.until(":")
            assert any(line.startswith("id: ") for line in quiet)

    async def test_the_last_event_id_wins_over_since(self, world: HubWorld) -> None:
        await world.add_note("before")
        await world.heard()
        cursor = world.hub.teller.cursor
        await world.add_note("after")
        await world.heard()
        for query, headers in (
            (f"resources=notes&since={cursor}", {}),
            (f"resources=notes&notes.since={cursor}", {}),
            ("resources=notes&since=0.0.0", {"last-event-id": cursor}),
        ):
            async with stream(world, world.person(), query, **headers) as lines:
                told = (await lines.until('data: {"type"'))[-1]
                rows = msgspec.json.decode(told.removeprefix("data: "))["data"]
                assert [row["text"] for row in rows] == ["after"]

    async def test_filters_are_of_one_resource(self, world: HubWorld) -> None:
        async with stream(world, world.person(), "resources=notes&notes.status=done,waiting") as lines:
            await lines.until("event: subscribed")
            await world.add_note("fits", "done")
            assert '"text":"fits"' in (await lines.until('data: {"type"'))[-1]

    async def test_what_cannot_be_granted_is_a_problem(self, world: HubWorld) -> None:
        actor = world.person(READ_OWN)
        assert await refused(world, actor, "") == (422, "VALIDATION_FAILED")
        assert await refused(world, actor, "resources=nothing") == (422, "VALIDATION_FAILED")
        assert await refused(world, actor, "resources=totals") == (403, "NOT_ALLOWED")
        assert await refused(world, actor, "resources=notes&status=x") == (422, "VALIDATION_FAILED")
        assert world.hub.figures().connections == {}

    async def test_one_refusal_does_not_end_the_others(self, world: HubWorld) -> None:
        async with stream(world, world.person(READ_OWN), "resources=notes,totals,nothing") as lines:
            answer = msgspec.json.decode((await lines.until("data: "))[-1].removeprefix("data: "))
            assert [each["event"] for each in answer["granted"]] == ["notes"]
            assert {each["event"]: each["code"] for each in answer["refused"]} == {
                "totals": "NOT_ALLOWED",
                "nothing": "UNKNOWN_EVENT",
            }

    async def test_who_leaves_is_forgotten(self, world: HubWorld) -> None:
        async with stream(world, world.person()) as lines:
            await lines.until("event: subscribed")
            assert world.hub.figures().connections == {"sse": 1}

        async def gone() -> bool:
            return not world.hub.readers

        await until(gone, within_s=5)
        assert world.hub.subscribing.channels.groups == {}


class TestQueries:
    def test_a_query_is_read_whole(self) -> None:
        asked = read_query(b"resources=a,%20b,a&since=1.2.3&b.since=4.5.6&a.uf=SP,RJ", None)
        assert asked.resources == ("a", "b")
        assert asked.since == {"a": "1.2.3", "b": "4.5.6"}
        assert asked.filters == {"a": {"uf": "SP,RJ"}}

    @pytest.mark.parametrize("query", [b"", b"resources=", b"resources=a&b.c=1", b"resources=a&x=1", b"x" * 9_000])
    def test_what_is_not_understood_is_refused(self, query: bytes) -> None:
        with pytest.raises(InvalidInput):
            read_query(query, None)
