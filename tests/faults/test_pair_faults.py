"""Two processes: they share what they must, and neither a killed Valkey nor slow clients hold them up."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Generator

import asyncpg
import pytest
from tests.conditions import until
from tests.factories import World
from tests.faults.fault_steps import CLIENT, EVERY_APPLICATION_BACKEND, stage
from tests.own_valkey import OwnValkey
from tests.serving import Server, ended

from esteio.embedded import ServerUrls
from esteio.modules.workspace import permissions
from esteio.settings import Settings

LIMIT = 300
"""Requests a person a minute in `pair`."""


@pytest.fixture(scope="module")
def valkey() -> Generator[OwnValkey]:
    own = OwnValkey()
    yield own
    own.kill()


@pytest.fixture(scope="module")
def pair(
    database_urls: ServerUrls, valkey: OwnValkey, tmp_path_factory: pytest.TempPathFactory
) -> Generator[tuple[Settings, Server, Server]]:
    """Two processes on one database and one Valkey, each with four connections to PostgreSQL."""
    settings = Settings(
        database_url=database_urls.database_url,
        redis_url=valkey.url,
        jwt_secret="a secret that is only for tests, 0123456789",
        pgpool_min_connections=1,
        pgpool_max_connections=4,
        rate_limit_requests_per_minute=LIMIT,
        rate_limit_anonymous_per_minute=100_000,
        esteio_home=tmp_path_factory.mktemp("pair"),
        log_level="warning",
    )
    one, two = Server(settings), Server(settings)
    with ended(one, two):
        yield settings, one, two


class TestTwoProcesses:
    async def test_share_a_persons_allowance(
        self, pair: tuple[Settings, Server, Server], database_urls: ServerUrls
    ) -> None:
        settings, one, two = pair
        async with (
            stage(settings, database_urls.database_admin_url, server=one) as first,
            stage(settings, database_urls.database_admin_url, server=two) as second,
        ):
            owner = await first.world.organisation()

            async def ask(world: World, count: int) -> Counter[int]:
                headers = {"Authorization": f"Bearer {owner.token}"}
                answers = [await world.client.get("/api/auth/me", headers=headers) for _ in range(count)]
                return Counter(answer.status_code for answer in answers)

            counts = await asyncio.gather(*(ask(world, LIMIT // 3) for world in (first.world, second.world) * 3))
            total = sum(counts, Counter())
            # What limiter.py states: the limit, and a lease (a twentieth) and what is under way for each process.
            assert LIMIT - LIMIT // 20 <= total[200] <= LIMIT + 2 * (LIMIT // 20 + 3)
            assert total[429] == 2 * LIMIT - total[200]
            other = await first.world.organisation()
            assert (await other.get("/api/auth/me")).status_code == 200

    async def test_a_role_changed_in_one_counts_in_the_other_within_a_second(
        self, pair: tuple[Settings, Server, Server], database_urls: ServerUrls
    ) -> None:
        settings, one, two = pair
        async with (
            stage(settings, database_urls.database_admin_url, server=one) as first,
            stage(settings, database_urls.database_admin_url, server=two) as second,
        ):
            owner = await first.world.organisation()
            member = await second.world.member_with(owner, permissions.PEOPLE_READ)
            assert (await member.get("/api/people")).status_code == 200
            people = (await owner.get("/api/people")).json()["data"]
            [role] = next(each["roles"] for each in people if each["id"] == str(member.id))
            for granted, status in (([], 403), ([permissions.PEOPLE_READ], 200)):
                body = {"name": "Papel", "permissions": granted}
                assert (await owner.put(f"/api/roles/{role['id']}", json=body)).status_code == 200

                async def counts(expected: int = status) -> bool:
                    return (await member.get("/api/people")).status_code == expected

                await until(counts, within_s=1)
            assert (await owner.patch(f"/api/people/{member.id}", json={"status": "suspended"})).status_code == 200

            async def out() -> bool:
                return (await member.get("/api/people")).status_code == 401

            await until(out, within_s=1)


class TestValkey:
    async def test_is_killed_and_requests_go_on(
        self, pair: tuple[Settings, Server, Server], valkey: OwnValkey, database_urls: ServerUrls
    ) -> None:
        settings, one, _ = pair
        async with stage(settings, database_urls.database_admin_url, server=one) as (_, world, _admin):
            people = [await world.organisation() for _ in range(3)]

            async def cache(expected: str) -> None:
                async def told() -> bool:
                    answer = await world.client.get("/health")
                    assert answer.status_code == 200
                    return answer.json()["cache"]["status"] == expected

                await until(told, within_s=10)

            await cache("ok")
            for change, status in ((valkey.kill, "down"), (valkey.start, "ok")):
                change()
                answers = [await person.get("/api/clients") for person in people for _ in range(20)]
                assert {answer.status_code for answer in answers} == {200}
                assert max(answer.elapsed.total_seconds() for answer in answers) < 2
                await cache(status)
            signed_in = await world.client.post(
                "/api/auth/login", json={"email": people[0].email, "password": "errada"}
            )
            assert signed_in.status_code == 401


async def nobody_holds_a_transaction(admin: asyncpg.Connection) -> None:
    """Return when no connection of the application is within a transaction, as each is for a moment."""

    async def so() -> bool:
        return not await admin.fetch(f"{EVERY_APPLICATION_BACKEND} and state like '%transaction%'")

    await until(so, within_s=5)


class TestSlowClients:
    async def test_hold_no_transaction_while_they_dribble(
        self, pair: tuple[Settings, Server, Server], database_urls: ServerUrls
    ) -> None:
        settings, one, _ = pair
        async with stage(settings, database_urls.database_admin_url, server=one) as (server, world, admin):
            slow, quick = await world.organisation(), await world.organisation()
            body = json.dumps(CLIENT).encode()
            head = (
                f"POST /api/clients HTTP/1.1\r\nHost: esteio.test\r\nAuthorization: Bearer {slow.token}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            ).encode()
            # More than there are connections to PostgreSQL; half have not even said all of their head.
            dribbling = [Dribble(head + body) for _ in range(12)]
            for number, each in enumerate(dribbling):
                await each.begin(server.port, up_to=len(head) // 2 if number % 2 else len(head) + 3)
            for _ in range(5):
                for each in dribbling:
                    await each.a_little()
                await nobody_holds_a_transaction(admin)
                answers = await asyncio.gather(*(quick.get("/api/clients") for _ in range(5)))
                assert {answer.status_code for answer in answers} == {200}
            assert await admin.fetchval("select count(*) from clients where tenant_id = $1", slow.tenant_id) == 0
            statuses = [await each.finish() for each in dribbling]
            assert statuses == [201] * len(dribbling)

    async def test_hold_no_transaction_while_they_do_not_read(
        self, pair: tuple[Settings, Server, Server], database_urls: ServerUrls
    ) -> None:
        settings, one, _ = pair
        async with stage(settings, database_urls.database_admin_url, server=one) as (server, world, admin):
            owner = await world.organisation()
            await admin.execute(
                """
                insert into clients (tenant_id, kind, name, notes)
                select $1, 'PF', 'Cliente ' || n || repeat(' de nome comprido', 10), '' from generate_series(1, 200) n
                """,
                owner.tenant_id,
            )
            ask = (
                f"GET /api/clients?limit=200 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {owner.token}\r\n\r\n"
            ).encode()
            deaf = [Dribble(ask * 20) for _ in range(8)]
            for each in deaf:
                await each.begin(server.port, up_to=len(ask) * 20)
            answers = [await owner.get("/api/clients?limit=1") for _ in range(10)]
            assert {answer.status_code for answer in answers} == {200}

            await nobody_holds_a_transaction(admin)
            for each in deaf:
                each.hang_up()
            assert (await owner.get("/api/clients?limit=1")).status_code == 200


class Dribble:
    """A request that is sent in pieces."""

    def __init__(self, request: bytes) -> None:
        self._left = request

    async def begin(self, port: int, *, up_to: int) -> None:
        # A small window, so that an answer nobody reads does not just lie in this end's buffer.
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        await self._send(up_to)

    async def a_little(self) -> None:
        await self._send(2)

    async def finish(self) -> int:
        """Send the rest; the status of the answer."""
        await self._send(len(self._left))
        line = await asyncio.wait_for(self._reader.readline(), 10)
        self.hang_up()
        return int(line.split()[1])

    def hang_up(self) -> None:
        self._writer.transport.abort()

    async def _send(self, count: int) -> None:
        self._writer.write(self._left[:count])
        self._left = self._left[count:]
        await self._writer.drain()
