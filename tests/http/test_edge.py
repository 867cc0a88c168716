"""The way of every request: what comes in broken goes out as a clear 4xx, and nothing is written."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import brotli
import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from msgspec.structs import replace
from tests.conditions import until
from tests.factories import Person, World

from esteio.app import running_app
from esteio.core import signals
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.http.responses import compress
from esteio.settings import Settings


async def _clients(db: Database, person: Person) -> int:
    async with db.transaction(Scope(tenant_id=person.tenant_id)) as tx:
        return await tx.fetchval("select count(*) from clients")


CLIENT = {"kind": "PF", "name": "Maria da Silva"}


class TestGarbage:
    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            (b"{", 400, "MALFORMED_REQUEST"),
            (b"\xff\xfe", 400, "MALFORMED_REQUEST"),
            (b'{"kind": "PF", "name": "\\ud800"}', 400, "MALFORMED_REQUEST"),
            (b'{"kind": "PF", "name": "a\\u0000b"}', 422, "VALIDATION_FAILED"),
            (b'{"kind": "PF", "name": "x", "role": "owner"}', 422, "VALIDATION_FAILED"),
            (
                b'{"kind": "PF", "name": "x", "tenantId": "01900000-0000-7000-8000-000000000000"}',
                422,
                "VALIDATION_FAILED",
            ),
            (b'{"kind": "PF"}', 422, "VALIDATION_FAILED"),
            (b'{"kind": "PF", "name": 5}', 422, "VALIDATION_FAILED"),
            (b'{"kind": "PF", "name": ""}', 422, "VALIDATION_FAILED"),
            (b'{"kind": "PF", "name": "   "}', 422, "VALIDATION_FAILED"),
            (b'{"kind": "XX", "name": "x"}', 422, "VALIDATION_FAILED"),
            (b'{"kind": "PF", "name": "x", "document": "111.111.111-11"}', 422, "VALIDATION_FAILED"),
            (b'{"kind": "PF", "name": "x", "notes": 1e999}', 422, "VALIDATION_FAILED"),
            (b"[]", 422, "VALIDATION_FAILED"),
            (b"null", 422, "VALIDATION_FAILED"),
            (b"", 422, "VALIDATION_FAILED"),
            (b"[" * 10_000, 400, "MALFORMED_REQUEST"),
            (b'{"a":' * 500 + b"1" + b"}" * 500, 400, "MALFORMED_REQUEST"),
            (b'{"kind": "PF", "name": "' + b"x" * 300 + b'"}', 422, "VALIDATION_FAILED"),
        ],
    )
    async def test_gets_a_clear_answer_and_writes_nothing(
        self, world: World, db: Database, body: bytes, status: int, code: str
    ) -> None:
        owner = await world.organisation()
        answer = await owner.post("/api/clients", content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["error"]
        assert "Traceback" not in answer.text
        assert await _clients(db, owner) == 0

    async def test_a_field_is_named_with_its_remedy(self, world: World) -> None:
        owner = await world.organisation()
        answer = await owner.post("/api/clients", json={**CLIENT, "address": {"cep": "1", "uf": "XX"}, "phone": "12"})
        assert answer.json()["fields"].keys() == {"address.cep", "address.uf", "phone"}
        answer = await owner.post("/api/clients", json={**CLIENT, "adress": {}})
        assert answer.json()["fields"] == {"adress": "Este campo não existe aqui; confira o nome."}

    async def test_ten_megabytes_are_refused_without_being_read(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        announced = await owner.post("/api/clients", content=b"x" * 10_485_760)
        assert (announced.status_code, announced.json()["code"]) == (413, "PAYLOAD_TOO_LARGE")
        sent = 0

        async def dribble() -> AsyncIterator[bytes]:
            nonlocal sent
            for _ in range(160):
                sent += 65_536
                yield b"x" * 65_536

        streamed = await owner.post("/api/clients", content=dribble())
        assert streamed.status_code == 413
        assert await _clients(db, owner) == 0

    async def test_a_body_that_does_not_arrive_in_time_is_given_up(self, settings: Settings, world: World) -> None:
        owner = await world.organisation()

        async def dribble() -> AsyncIterator[bytes]:
            yield b'{"kind": "PF", '
            await asyncio.Event().wait()

        async with (
            running_app(replace(settings, request_timeout_s=0.3)) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as client,
        ):
            owner.client = client
            answer = await owner.post("/api/clients", content=dribble())
            assert (answer.status_code, answer.json()["code"]) == (408, "REQUEST_TIMEOUT")
            assert answer.headers["connection"] == "close"
            assert (await owner.get("/api/clients")).json()["data"] == []

    async def test_a_zip_bomb_is_not_unpacked(self, world: World) -> None:
        owner = await world.organisation()
        bomb = gzip.compress(b" " * 50_000_000)
        answer = await owner.post("/api/clients", content=bomb, headers={"Content-Encoding": "gzip"})
        assert answer.status_code == 400

    @pytest.mark.parametrize(
        "query",
        [
            "limit=0",
            "limit=201",
            "limit=x",
            "limit=1e3",
            "sort=name;drop",
            "cursor=%00",
            "cursor=abc",
            "fields=password_hash",
            "q=" + "x" * 201,
            "stauts=x",
            "q=%00",
            "sort=--name",
            "kind=XX",
        ],
    )
    async def test_a_wrong_parameter_is_named(self, world: World, query: str) -> None:
        owner = await world.organisation()
        answer = await owner.get(f"/api/clients?{query}")
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_FAILED")
        assert answer.json()["fields"].keys() == {query.split("=", maxsplit=1)[0]}

    @pytest.mark.parametrize(
        "name", ["Robert'); drop table clients;--", "\\", "%_", "' or 1=1 --", "R$ 10 (dez) & select"]
    )
    async def test_sql_in_a_name_is_a_name(self, world: World, name: str) -> None:
        owner = await world.organisation()
        made = await owner.post("/api/clients", json={**CLIENT, "name": name})
        assert made.status_code == 201
        found = await owner.get("/api/clients", params={"q": name})
        assert [each["name"] for each in found.json()["data"]] == [name]

    async def test_an_unknown_address_and_method(self, world: World) -> None:
        owner = await world.organisation()
        assert (await owner.get("/api/nada")).json()["code"] == "NOT_FOUND"
        assert (await owner.get("/api/clients/not-a-uuid")).status_code == 404
        refused = await owner.request("PUT", "/api/clients")
        assert (refused.status_code, refused.json()["code"]) == (405, "METHOD_NOT_ALLOWED")

    async def test_huge_headers(self, client: httpx.AsyncClient) -> None:
        assert (await client.get("/health/live", headers={"X-Big": "x" * 40_000})).status_code == 400


class TestTokens:
    @pytest.mark.parametrize(
        "header", ["Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Bearer " + "a." * 5000, "Bearer a.b.c"]
    )
    async def test_nonsense_is_refused(self, client: httpx.AsyncClient, header: str) -> None:
        answer = await client.get("/api/clients", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")

    async def test_forged_none_and_foreign_algorithms_are_refused(self, world: World) -> None:
        owner = await world.organisation()
        header, payload, signature = owner.token.split(".")
        claims = {"sub": str(owner.id), "tid": str(owner.tenant_id), "sid": str(owner.session_id), "exp": 4102444800}
        other_key = OctKey.import_key(b"another secret that is long enough!!")
        forged = [
            f"{header}.{payload}.{signature[:-4]}AAAA",
            "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + payload + ".",
            jwt.encode({"alg": "HS256"}, claims, other_key),
            jwt.encode({"alg": "HS512"}, claims, other_key, algorithms=["HS512"]),
            world.tokens.link("proposal", owner.tenant_id, owner.id, "n", 60),
            world.tokens.refresh(owner.session_id, 0),
        ]
        for token in forged:
            owner.token = token
            answer = await owner.get("/api/clients")
            assert (answer.status_code, answer.json()["code"]) == (401, "INVALID_TOKEN")

    async def test_without_one_nothing_is_said_about_parameters(self, world: World, client: httpx.AsyncClient) -> None:
        reader = await world.member_with(await world.organisation())
        assert (await client.get("/api/clients?nonsense=1")).status_code == 401
        assert (await reader.get("/api/clients?nonsense=1")).status_code == 403

    async def test_an_expired_one_says_so(self, world: World) -> None:
        owner = await world.organisation()
        world.tokens.access_ttl_s = -1
        owner.token = world.tokens.access(owner.id, owner.tenant_id, owner.session_id)
        assert (await owner.get("/api/clients")).json()["code"] == "TOKEN_EXPIRED"

    async def test_a_thousand_wrong_ones_do_not_disturb_others(self, world: World, client: httpx.AsyncClient) -> None:
        owner = await world.organisation()
        wrong = [client.get("/api/clients", headers={"Authorization": f"Bearer a.b.{n}"}) for n in range(1_000)]
        answers = await asyncio.gather(*wrong)
        assert {answer.status_code for answer in answers} == {401}
        assert (await owner.get("/api/clients")).status_code == 200

    async def test_a_previous_secret_still_verifies(self, settings: Settings, world: World) -> None:
        owner = await world.organisation()
        rotated = replace(
            settings, jwt_secret="the next secret for tests, 9876543210", jwt_secret_previous=settings.jwt_secret
        )
        async with (
            running_app(rotated) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as client,
        ):
            answer = await client.get("/api/auth/me", headers={"Authorization": f"Bearer {owner.token}"})
            assert answer.status_code == 200


class TestIdempotency:
    async def test_the_same_key_does_the_work_once_and_answers_twice(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        key = {"Idempotency-Key": "abc-1"}
        first = await owner.post("/api/clients", json=CLIENT, headers=key)
        second = await owner.post("/api/clients", json=CLIENT, headers=key)
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.json() == second.json()
        assert second.headers["idempotency-replayed"] == "true"
        # Whoever did not get the first answer must be shown what they wrote, too.
        assert second.headers["x-esteio-position"] == first.headers["x-esteio-position"]
        assert "esteio_position=" in second.headers["set-cookie"]
        assert await _clients(db, owner) == 1

    async def test_twenty_at_once_are_one(self, world: World, db: Database) -> None:
        owner = await world.organisation()
        answers = await asyncio.gather(
            *(owner.post("/api/clients", json=CLIENT, headers={"Idempotency-Key": "k"}) for _ in range(20))
        )
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert await _clients(db, owner) == 1

    async def test_another_content_under_the_same_key_is_refused(self, world: World) -> None:
        owner = await world.organisation()
        key = {"Idempotency-Key": "k"}
        await owner.post("/api/clients", json=CLIENT, headers=key)
        answer = await owner.post("/api/clients", json={**CLIENT, "name": "Outra"}, headers=key)
        assert (answer.status_code, answer.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")

    async def test_a_refused_request_may_be_corrected_under_its_key(self, world: World) -> None:
        owner = await world.organisation()
        key = {"Idempotency-Key": "k"}
        document = {**CLIENT, "document": "529.982.247-25"}
        await owner.post("/api/clients", json=document)
        assert (await owner.post("/api/clients", json=document, headers=key)).status_code == 409
        assert (await owner.post("/api/clients", json=CLIENT, headers=key)).status_code == 201

    async def test_keys_of_others_are_others(self, world: World) -> None:
        one, two = await world.organisation(), await world.organisation()
        key = {"Idempotency-Key": "k"}
        first = await one.post("/api/clients", json=CLIENT, headers=key)
        second = await two.post("/api/clients", json=CLIENT, headers=key)
        assert first.json()["id"] != second.json()["id"]

    async def test_a_wrong_key_is_named(self, world: World) -> None:
        owner = await world.organisation()
        answer = await owner.post("/api/clients", json=CLIENT, headers={"Idempotency-Key": "with space"})
        assert answer.status_code == 400


class TestAnswers:
    async def _many(self, world: World) -> Person:
        owner = await world.organisation()
        for number in range(20):
            await owner.post("/api/clients", json={**CLIENT, "name": f"Cliente {number:02}"})
        return owner

    async def test_etags_hold_over_encodings(self, world: World) -> None:
        owner = await self._many(world)

        async def is_told() -> bool:
            # Until this process has heard of the clients, who wrote them is answered from the database.
            first, second = [(await owner.get("/api/clients")).headers["etag"] for _ in range(2)]
            return first == second

        await until(is_told, within_s=5)
        plain = await owner.get("/api/clients", headers={"Accept-Encoding": "identity"})
        zipped = await owner.get("/api/clients", headers={"Accept-Encoding": "gzip"})
        pressed = await owner.get("/api/clients", headers={"Accept-Encoding": "gzip, br"})
        assert zipped.headers["content-encoding"] == "gzip"
        assert pressed.headers["content-encoding"] == "br"
        assert plain.json() == zipped.json() == pressed.json()
        assert len({answer.headers["etag"] for answer in (plain, zipped, pressed)}) == 1
        assert "Accept-Encoding" in plain.headers["vary"]
        again = await owner.get(
            "/api/clients", headers={"If-None-Match": plain.headers["etag"], "Accept-Encoding": "br"}
        )
        assert (again.status_code, again.content) == (304, b"")
        await owner.post("/api/clients", json=CLIENT)
        changed = await owner.get("/api/clients", headers={"If-None-Match": plain.headers["etag"]})
        assert changed.status_code == 200

    async def test_small_ones_are_not_compressed(self, world: World) -> None:
        owner = await world.organisation()
        answer = await owner.get("/api/clients", headers={"Accept-Encoding": "br"})
        assert "content-encoding" not in answer.headers

    async def test_refusing_an_encoding_is_heard(self, world: World) -> None:
        owner = await self._many(world)
        answer = await owner.get("/api/clients", headers={"Accept-Encoding": "br;q=0, gzip;q=0.5"})
        assert answer.headers["content-encoding"] == "gzip"

    async def test_pages_meet_without_gap_or_overlap_while_rows_are_added(self, world: World) -> None:
        owner = await self._many(world)
        seen: list[str] = []
        cursor = ""
        while True:
            answer = await owner.get("/api/clients", params={"limit": 3, "sort": "-createdAt", "cursor": cursor})
            seen += [each["name"] for each in answer.json()["data"]]
            cursor = answer.json()["nextCursor"]
            if cursor is None:
                break
            await owner.post("/api/clients", json={**CLIENT, "name": "Depois"})
        assert seen == [f"Cliente {number:02}" for number in reversed(range(20))]

    async def test_only_wanted_fields(self, world: World) -> None:
        owner = await self._many(world)
        row = (await owner.get("/api/clients", params={"fields": "name", "limit": 1})).json()["data"][0]
        assert row.keys() == {"id", "name"}

    async def test_carry_the_headers_of_a_careful_server(self, client: httpx.AsyncClient) -> None:
        headers = (await client.get("/health/live")).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-request-id"]
        assert "server" not in headers

    async def test_by_https_are_asked_for_by_https_only_wherever_they_come_from(
        self, settings: Settings, world: World
    ) -> None:
        owner = await world.organisation()
        async with (
            running_app(replace(settings, public_url="https://esteio.test")) as app,
            # An event stream goes on under uvicorn only: here it ends with its head.
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="https://esteio.test"
            ) as client,
        ):
            owner.client = client
            routes, memory = await owner.get("/api/clients"), await owner.get("/api/clients")
            events, file = await owner.get("/api/live?resources=clients"), await client.get("/files/none")
        assert events.headers["content-type"].startswith("text/event-stream")
        for answer in (routes, memory, events, file):
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"]
            assert answer.headers["strict-transport-security"].startswith("max-age=")

    async def test_a_request_id_is_kept_if_it_is_one(self, client: httpx.AsyncClient) -> None:
        kept = await client.get("/health/live", headers={"X-Request-Id": "abc-12345"})
        assert kept.headers["x-request-id"] == "abc-12345"
        made = await client.get("/health/live", headers={"X-Request-Id": "not one\tof ours"})
        assert made.headers["x-request-id"] != "not one\tof ours"


class TestOrigins:
    async def test_only_named_ones_may_call_from_elsewhere(self, settings: Settings) -> None:
        named = replace(settings, websocket_cors_origin=("https://app.example",))
        async with (
            running_app(named) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as client,
        ):
            ask = {"Access-Control-Request-Method": "POST"}
            allowed = await client.options("/api/clients", headers={"Origin": "https://app.example", **ask})
            assert allowed.headers["access-control-allow-origin"] == "https://app.example"
            other = await client.options("/api/clients", headers={"Origin": "https://evil.example", **ask})
            assert "access-control-allow-origin" not in other.headers


class TestAddresses:
    @pytest.mark.parametrize(
        ("trusted", "forwarded", "expected"),
        [
            ((), "9.9.9.9", "127.0.0.1"),
            (("127.0.0.1/32",), "9.9.9.9", "9.9.9.9"),
            (("127.0.0.1/32",), "1.1.1.1, 9.9.9.9", "9.9.9.9"),
            (("127.0.0.1/32", "10.0.0.0/8"), "9.9.9.9, 10.1.2.3", "9.9.9.9"),
            (("127.0.0.1/32",), "nonsense", "127.0.0.1"),
            (("127.0.0.1/32",), "", "127.0.0.1"),
            (("127.0.0.1/32",), "fe80::9%eth0", "fe80::9"),
        ],
    )
    async def test_only_trusted_hops_are_believed(
        self, settings: Settings, world: World, trusted: tuple[str, ...], forwarded: str, expected: str
    ) -> None:
        owner = await world.organisation()
        async with (
            running_app(replace(settings, trusted_proxies=trusted)) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as client,
        ):
            headers = {"Authorization": f"Bearer {owner.token}", "X-Forwarded-For": forwarded}
            await client.put("/api/organisation", json={"name": "Nome"}, headers=headers)
        lines = (await owner.get("/api/audit", params={"action": "organisation.changed"})).json()["data"]
        assert lines[0]["address"] == expected


class TestLimits:
    async def _limited(self, settings: Settings, **limits: int) -> Any:
        return running_app(replace(settings, **limits))

    async def test_an_address_is_told_when_to_come_back_and_then_blocked(
        self, settings: Settings, world: World
    ) -> None:
        owner = await world.organisation()
        limited = replace(settings, rate_limit_anonymous_per_minute=20)
        async with (
            running_app(limited) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as client,
        ):
            answers = [await client.get("/api/clients") for _ in range(40)]
            statuses = [answer.status_code for answer in answers]
            assert statuses[:20] == [401] * 20
            assert set(statuses[20:]) == {429}
            assert answers[20].json()["code"] == "RATE_LIMIT_EXCEEDED"
            assert 1 <= int(answers[20].headers["retry-after"]) <= 60
            assert answers[-1].json()["code"] == "ADDRESS_BLOCKED"
            assert int(answers[-1].headers["retry-after"]) > 3_000
            signed_in = {"Authorization": f"Bearer {owner.token}"}
            assert (await client.get("/api/clients", headers=signed_in)).status_code == 200
            assert (await client.get("/health")).status_code == 200
            # What `esteio security unblock` does: it reaches the memory of every process.
            async with world.db.unscoped() as tx:
                await signals.announce(tx, "address:127.0.0.1")

            async def let_in() -> bool:
                return (await client.get("/api/clients")).json()["code"] != "ADDRESS_BLOCKED"

            await until(let_in, within_s=5)

    async def test_a_person_has_their_own(self, settings: Settings, world: World) -> None:
        one, two = await world.organisation(), await world.organisation()
        async with (
            running_app(replace(settings, rate_limit_requests_per_minute=50)) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as client,
        ):

            def ask(person: Person) -> Any:
                return client.get("/api/clients", headers={"Authorization": f"Bearer {person.token}"})

            statuses = [(await ask(one)).status_code for _ in range(60)]
            assert statuses == [200] * 50 + [429] * 10
            assert (await ask(two)).status_code == 200


class TestDocumentation:
    async def test_describes_every_route_with_its_problems(self, client: httpx.AsyncClient) -> None:
        document = (await client.get("/docs/openapi.json")).json()
        assert document["openapi"].startswith("3.1")
        assert len(document["paths"]) > 20
        assert (await client.get("/docs")).status_code == 200
        assert (await client.get("/docs/swagger-ui-bundle.js")).status_code == 200
        assert (await client.get("/docs/../settings.py")).status_code == 404
        json.dumps(document)


def test_brotli_and_gzip_are_what_they_say() -> None:
    assert brotli.decompress(compress(b"br", b"x" * 5000, 6)) == b"x" * 5000
    assert gzip.decompress(compress(b"gzip", b"x" * 5000, 6)) == b"x" * 5000
