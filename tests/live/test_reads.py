"""Live lists over HTTP: pages from memory, 304s without a query, deltas, and what one wrote."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
from tests.conditions import until
from tests.factories import Person, World

from esteio.embedded import ServerUrls

CLIENT = {"kind": "PF", "name": "Ana Prado"}


async def add(owner: Person, name: str, **more: object) -> dict[str, Any]:
    answer = await owner.post("/api/clients", json={**CLIENT, "name": name, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def settled(reader: Person, path: str = "/api/clients") -> Any:
    """The list, once this process has been told all that was written."""
    last: list[Any] = []

    async def is_told() -> bool:
        last[:] = [await reader.get(path), await reader.get(path)]
        return last[0].headers["etag"] == last[1].headers["etag"] and last[0].json() == last[1].json()

    await until(is_told, within_s=5)
    return last[1]


def rows(answer: Any) -> dict[str, str]:
    return {row["id"]: row.get("_operation", "") for row in answer.json()["data"]}


class TestConditional:
    async def test_nothing_new_is_304_and_a_change_ends_that(self, world: World) -> None:
        owner = await world.organisation()
        await add(owner, "Ana")
        answer = await settled(owner)
        same = await owner.get("/api/clients", headers={"If-None-Match": answer.headers["etag"]})
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["x-poll-after"].isdigit()
        by_query = await owner.get("/api/clients", params={"etag": answer.json()["etag"]})
        assert by_query.status_code == 200  # the member has no quotes; the parameter is the header's value
        by_query = await owner.get("/api/clients", params={"etag": answer.headers["etag"]})
        assert by_query.status_code == 304
        await add(owner, "Bia")
        changed = await owner.get("/api/clients", headers={"If-None-Match": answer.headers["etag"]})
        assert changed.status_code == 200
        assert len(changed.json()["data"]) == 2

    async def test_a_write_of_what_is_there_is_one_too_because_it_moves_the_version(self, world: World) -> None:
        owner = await world.organisation()
        made = await add(owner, "Ana")
        answer = await settled(owner)
        await owner.put(f"/api/clients/{made['id']}", json={**CLIENT, "name": "Ana"})
        since = {"since": answer.json()["cursor"]}

        async def told() -> bool:
            return rows(await owner.get("/api/clients", params=since)) == {made["id"]: "update"}

        await until(told, within_s=5)
        again = await owner.get("/api/clients", headers={"If-None-Match": answer.headers["etag"]})
        assert [row["version"] for row in again.json()["data"]] == [made["version"] + 1]

    async def test_other_filters_other_people_and_other_organisations_have_other_etags(self, world: World) -> None:
        owner, stranger = await world.organisation(), await world.organisation()
        etag = (await settled(owner)).headers["etag"]
        for asking, path in ((owner, "/api/clients?kind=PF"), (stranger, "/api/clients")):
            answer = await asking.get(path, headers={"If-None-Match": etag})
            assert answer.status_code == 200

    async def test_a_role_that_changes_ends_what_was_known(self, world: World) -> None:
        owner = await world.organisation()
        reader = await world.member_with(owner, "estimating.clients.read")
        etag = (await settled(reader)).headers["etag"]
        other = await world.member_with(owner, "estimating.clients.read", "estimating.briefings.read")
        assert (await settled(other)).headers["etag"] != etag


class TestQuery:
    async def test_what_no_answer_depends_on_is_checked_even_if_the_answer_is_at_hand(self, world: World) -> None:
        owner = await world.organisation()
        await settled(owner)
        for name, value in (("compress", "-1"), ("compress", ""), ("etag", "x" * 201)):
            answer = await owner.get("/api/clients", params={name: value})
            assert (answer.status_code, list(answer.json()["fields"])) == (422, [name])
        assert (await owner.get("/api/clients?compress=true&compress=-1")).status_code == 422
        counted = "/api/statistics/pipeline"
        for _ in range(2):
            assert (await owner.get(counted)).status_code == 200
            answer = await owner.get(counted, params={"compress": "true"})
            assert (answer.status_code, list(answer.json()["fields"])) == (422, ["compress"])

    async def test_compression_is_refused_of_the_first_answer_and_of_those_from_memory(self, world: World) -> None:
        owner = await world.organisation()
        for number in range(10):
            await add(owner, f"Ana {number}")
        for query, encoding in (
            ("", "gzip"),
            ("?compress=false", None),
            ("?compress=0", None),
            ("?compress=true", "gzip"),
        ):
            for path in (f"/api/clients{query}", f"/api/clients{query}"):
                answer = await owner.get(path, headers={"Accept-Encoding": "gzip"})
                assert len(answer.content) > 1_024
                assert answer.headers.get("content-encoding") == encoding


class TestDeltas:
    async def test_what_changed_since(self, world: World) -> None:
        owner = await world.organisation()
        ana, bia = await add(owner, "Ana"), await add(owner, "Bia")
        cursor = (await settled(owner)).json()["cursor"]
        caio = await add(owner, "Caio")
        await owner.put(f"/api/clients/{ana['id']}", json={**CLIENT, "name": "Ana Maria"})
        await owner.delete(f"/api/clients/{bia['id']}")
        delta = (await owner.get("/api/clients", params={"since": cursor, "archived": "false"})).json()
        assert delta["isDelta"] is True
        found = {row["id"]: row for row in delta["data"]}
        assert found[caio["id"]]["_operation"] == "insert"
        assert (found[ana["id"]]["_operation"], found[ana["id"]]["name"]) == ("update", "Ana Maria")
        by = {"id": str(owner.id), "name": "Ana Souza"}
        assert found[bia["id"]] == {"id": bia["id"], "_operation": "delete", "_by": by}
        assert [row["_by"] for row in delta["data"]] == [by] * 3
        assert not [row for row in (await owner.get("/api/clients")).json()["data"] if "_by" in row]
        again = (await owner.get("/api/clients", params={"since": delta["cursor"]})).json()
        assert (again["isDelta"], again["hasMore"]) == (True, False)

    async def test_who_has_left_is_not_named_out_of_memory_either(self, world: World) -> None:
        owner = await world.organisation()
        colleague = await world.member(owner, name="Rui Lima")
        since: dict[str, str] = {}

        async def changed() -> Any:
            return (await owner.get("/api/clients", params=since)).json()

        async def is_told() -> bool:
            return (await changed())["data"] != [] and await changed() == await changed()

        async def a_delta_is_remembered() -> bool:
            since["since"] = (await owner.get("/api/clients")).json()["cursor"]
            await add(colleague, "Ana")
            await until(is_told, within_s=5)
            return (await changed())["isDelta"]

        await until(a_delta_is_remembered, within_s=10)
        assert [row["_by"]["name"] for row in (await changed())["data"]] == ["Rui Lima"]
        # By nobody whose own writes would be read anew.
        async with world.db.unscoped() as tx:
            await tx.execute("update memberships set status = 'suspended' where user_id = $1", colleague.id)

        async def is_forgotten() -> bool:
            answer = await changed()
            return answer["isDelta"] and ["_by" in row for row in answer["data"]] == [False]

        await until(is_forgotten, within_s=5)

    async def test_ids_pick_rows_and_what_is_none_is_refused(self, world: World) -> None:
        owner = await world.organisation()
        first, second, _ = [
            (await owner.post("/api/clients", json={"name": f"Cliente {number}", "kind": "PF"})).json()
            for number in range(3)
        ]
        picked = await owner.get("/api/clients", params={"id": f"{first['id']},{second['id']}"})
        assert {row["id"] for row in picked.json()["data"]} == {first["id"], second["id"]}
        assert (await owner.get("/api/clients", params={"id": "1 or true"})).status_code == 422

    async def test_a_row_that_leaves_the_filter_is_gone(self, world: World) -> None:
        owner = await world.organisation()
        ana = await add(owner, "Ana")
        cursor = (await settled(owner, "/api/clients?kind=PF")).json()["cursor"]
        company = {"kind": "PJ", "name": "Ana Ltda"}
        await owner.put(f"/api/clients/{ana['id']}", json=company)
        delta = await owner.get("/api/clients", params={"kind": "PF", "since": cursor})
        assert rows(delta) == {ana["id"]: "delete"}

    async def test_times_are_taken_too_and_tell_rather_too_much(self, world: World) -> None:
        owner = await world.organisation()
        ana = await add(owner, "Ana")
        now = datetime.now(UTC)
        delta = await owner.get("/api/clients", params={"since": now.isoformat()})
        assert ana["id"] in rows(delta)
        long_ago = await owner.get("/api/clients", params={"since": (now - timedelta(days=30)).isoformat()})
        assert long_ago.json()["isDelta"] is False or ana["id"] in rows(long_ago)
        without_zone = await owner.get("/api/clients", params={"since": "2026-01-01T10:00:00"})
        assert (without_zone.status_code, list(without_zone.json()["fields"])) == (422, ["since"])

    async def test_another_history_is_read_whole_and_nonsense_refused(self, world: World) -> None:
        owner = await world.organisation()
        whole = await owner.get("/api/clients", params={"since": "ffffffff.1.0"})
        assert whole.json()["isDelta"] is False
        nonsense = await owner.get("/api/clients", params={"since": "1' or 1=1"})
        assert nonsense.status_code == 422

    async def test_so_it_is_while_the_feed_cannot_tell_which_history_is_read(
        self, world: World, database_urls: ServerUrls
    ) -> None:
        owner = await world.organisation()
        await add(owner, "Ana")
        cursor = (await settled(owner)).json()["cursor"]
        admin = await asyncpg.connect(database_urls.database_admin_url)
        name = await admin.fetchval("select current_database()")
        await admin.execute(f"alter database {name} connection limit 0")  # of those that there are some stay
        await admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name = 'esteio feed' and datname = $1",
            name,
        )

        async def is_whole() -> bool:
            return (await owner.get("/api/clients", params={"since": cursor})).json().get("isDelta") is False

        await until(is_whole, within_s=5)
        await admin.execute(f"alter database {name} connection limit -1")
        await admin.close()

        async def is_delta() -> bool:
            return (await owner.get("/api/clients", params={"since": cursor})).json().get("isDelta") is True

        await until(is_delta, within_s=5)

    async def test_changed_rights_mean_a_whole_read(self, world: World) -> None:
        owner = await world.organisation()
        reader = await world.member_with(owner, "estimating.clients.read")
        cursor = (await settled(reader)).json()["cursor"]
        roles = (await owner.get("/api/roles")).json()["data"]
        await owner.patch(f"/api/people/{reader.id}", json={"roleIds": [role["id"] for role in roles]})
        answer = await reader.get("/api/clients", params={"since": cursor})
        assert answer.json().get("isDelta") is False, answer.text

    async def test_names_of_what_a_row_shows_count_as_its_change(self, world: World) -> None:
        owner = await world.organisation()
        ana = await add(owner, "Ana")
        templates = (await owner.get("/api/briefing-templates")).json()["data"]
        briefing = (
            await owner.post(
                "/api/briefings", json={"clientId": ana["id"], "templateId": templates[0]["id"], "title": "Casa"}
            )
        ).json()
        cursor = (await settled(owner, "/api/briefings")).json()["cursor"]
        await owner.put(f"/api/clients/{ana['id']}", json={**CLIENT, "name": "Ana Maria"})
        delta = (await owner.get("/api/briefings", params={"since": cursor})).json()["data"]
        assert [(row["id"], row["client"]["name"]) for row in delta] == [(briefing["id"], "Ana Maria")]


class TestOwnWrites:
    async def test_a_write_says_where_it_stands_and_a_read_with_it_has_it(self, world: World) -> None:
        owner = await world.organisation()
        await settled(owner)
        for number in range(20):
            made = await owner.post("/api/clients", json={**CLIENT, "name": f"Ana {number}"})
            assert "esteio_position=" in made.headers["set-cookie"]
            seen = await owner.get(
                "/api/clients?limit=200", headers={"X-Esteio-Position": made.headers["x-esteio-position"]}
            )
            assert made.json()["id"] in rows(seen)

    async def test_reads_beside_writes_never_go_back(self, world: World) -> None:
        owner = await world.organisation()
        reader = await world.member_with(owner, "estimating.clients.read")
        seen: list[int] = []

        async def read() -> None:
            for _ in range(25):
                seen.append(len(rows(await reader.get("/api/clients?limit=200"))))

        reading = [asyncio.create_task(read()) for _ in range(3)]
        for number in range(30):
            await add(owner, f"Ana {number}")
        await asyncio.gather(*reading)
        assert len(rows(await settled(reader, "/api/clients?limit=200"))) == 30
        assert max(seen) <= 30
