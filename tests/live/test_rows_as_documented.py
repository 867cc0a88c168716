"""Rows of every live list are what the OpenAPI document says, to the last member: screens are typed from it."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import jsonschema_rs
import pytest

from esteio.app import REGISTRY, build_litestar, running_app
from esteio.demo import load_demo
from esteio.http.apidocs import openapi_json
from esteio.live.resource import Resource
from esteio.modules.workspace.demo import ACCOUNTS
from esteio.settings import Settings

DOCUMENT: dict[str, Any] = json.loads(openapi_json(build_litestar()))


OF_ONE_THING = {
    "briefingId": "/api/briefings",
    "requestId": "/api/purchase-requests",
    "quotationId": "/api/quotations",
}
"""Filters that some lists cannot be read without -> where their values come from."""


def exact(part: Any) -> Any:
    """The same schemas, which also refuse a member that they do not name. A number that fits twice fits."""
    match part:
        case {"properties": dict(), **rest} if "additionalProperties" not in rest:
            return {name: exact(value) for name, value in part.items()} | {"additionalProperties": False}
        case {"oneOf": several, **rest}:
            return {"anyOf": exact(several), **exact(rest)}
        case dict():
            return {name: exact(value) for name, value in part.items()}
        case list():
            return [exact(each) for each in part]
        case _:
            return part


COMPONENTS = exact(DOCUMENT["components"])


def answer_schema(path: str) -> jsonschema_rs.Validator:
    content = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]
    return jsonschema_rs.validator_for({**content["application/json"]["schema"], "components": COMPONENTS})


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def people(settings: Settings) -> AsyncGenerator[list[httpx.AsyncClient]]:
    """Everybody of the demo, signed in."""
    await load_demo(settings)
    async with running_app(settings) as app:
        clients: list[httpx.AsyncClient] = []
        for account in ACCOUNTS:
            client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test")
            signed_in = await client.post(
                "/api/auth/login", json={"email": account.email, "password": account.password}
            )
            client.headers["Authorization"] = f"Bearer {signed_in.json()['token']}"
            clients.append(client)
        await sign_several_at_once(clients)
        yield clients


async def sign_several_at_once(people: list[httpx.AsyncClient]) -> None:
    """The one thing that nobody has done in the demo."""
    for person in people:
        waiting = await person.get("/api/approvals")
        if waiting.is_success and waiting.json()["data"]:
            asked = {"decision": "approved", "ids": [row["requestId"] for row in waiting.json()["data"]]}
            assert (await person.post("/api/approvals/bulk", json=asked)).status_code == httpx.codes.ACCEPTED
            return


@pytest.mark.anyio
class TestLiveLists:
    async def test_every_row_that_anybody_of_the_demo_sees_is_as_documented(
        self, people: list[httpx.AsyncClient]
    ) -> None:
        problems: list[str] = []
        for resource in REGISTRY.resources.values():
            seen = 0
            for person in people:
                async for page in pages_of(resource, person):
                    seen += len(page["data"])
                    problems += wrong_in(resource, page)
            if not seen:
                problems.append(f"{resource.name}: the demo has no row, so nobody knows")
        assert not problems, "\n".join(problems[:20])

    async def test_every_counted_answer_is_as_documented(self, people: list[httpx.AsyncClient]) -> None:
        owner = people[0]
        for counted in REGISTRY.aggregates.values():
            answer_schema(counted.path).validate((await owner.get(counted.path)).json())


async def pages_of(resource: Resource, person: httpx.AsyncClient) -> AsyncGenerator[Any]:
    """What `person` may read: the first page, or those of some things where a list is always one thing's."""
    thing = next((name for name in OF_ONE_THING if name in resource.live_filters), "")
    for filters in [{}, *({thing: each} for each in await ids(person, OF_ONE_THING.get(thing, "")))]:
        answer = await person.get(resource.path, params={"limit": "200", **filters})
        if answer.status_code == httpx.codes.OK:
            page = answer.json()
            yield page
            if filters and page["data"]:
                return
        else:
            assert answer.status_code == httpx.codes.FORBIDDEN or not filters, answer.text


async def ids(person: httpx.AsyncClient, path: str) -> list[str]:
    answer = await person.get(path, params={"limit": "40"}) if path else None
    return [row["id"] for row in answer.json()["data"]] if answer is not None and answer.is_success else []


def wrong_in(resource: Resource, page: Any) -> list[str]:
    found = answer_schema(resource.path).iter_errors(page)
    return sorted({f"{resource.name}: {error.message} at {list(error.instance_path)[2:]}" for error in found})
