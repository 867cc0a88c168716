"""What subscribers are told, over each transport."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any
from uuid import uuid4

import pytest
from tests.conditions import until
from tests.live.hub_world import READ_OWN, HubWorld, hub_world
from tests.live.python_client import List, LiveReader, connect

from esteio.core.access import Actor
from esteio.embedded import ServerUrls
from esteio.live import hub as hub_module


@pytest.fixture
async def world(database_urls: ServerUrls) -> AsyncGenerator[HubWorld]:
    async with hub_world(database_urls) as running:
        yield running


@pytest.fixture(params=["socket", "sse", "polling"])
def transport(request: pytest.FixtureRequest) -> Any:
    return request.param


async def has(reader: LiveReader, expected: set[str], name: str = "notes") -> None:
    """Wait until the reader's rows are these texts."""

    async def so() -> bool:
        return {row["text"] for row in reader.rows[name].values()} == expected

    try:
        await until(so, within_s=5)
    except AssertionError:
        raise AssertionError(f"{reader.rows[name]} instead of {expected}; {reader.closes}") from None


async def has_by(reader: LiveReader, row: str, by: Actor | None) -> None:
    """Wait until this person, or nobody, is told as who changed the row last: whoever has just subscribed may be told
    to read the list, which shows a change before it is told."""
    expected = None if by is None else {"id": str(by.user_id), "name": by.name}

    async def so() -> bool:
        return reader.lists["notes"].by.get(row, "nothing yet") == expected

    await until(so, within_s=5)


class TestTelling:
    async def test_inserts_updates_and_deletions_arrive(self, world: HubWorld, transport: Any) -> None:
        await world.add_note("before")
        reader = world.reader(world.person(), transport=transport)
        await reader.connect()
        await has(reader, {"before"})
        first = await world.add_note("first")
        await has(reader, {"before", "first"})
        await world.write("update notes set text = 'changed' where id = $1", first)
        await has(reader, {"before", "changed"})
        await world.write("delete from notes where id = $1", first)
        await has(reader, {"before"})

    async def test_who_changed_a_row_is_told_beside_it(self, world: HubWorld, transport: Any) -> None:
        ana, rui = await world.member("Ana Souza"), await world.member('Rui "Lima"')
        note = await world.add_note("a note")
        reader = world.reader(ana, transport=transport)
        await reader.connect()
        for text, by in (("by Ana", ana), ("by Rui", rui), ("by a job", None), ("by Ana again", ana)):
            await world.write("update notes set text = $2 where id = $1", note, text, by=by)
            await has_by(reader, note, by)
            await has(reader, {text})
        assert "_by" not in reader.rows["notes"][note]
        await world.write("delete from notes where id = $1", note, by=rui)
        await has_by(reader, note, rui)
        await has(reader, set())

    async def test_only_present_members_are_named(self, world: HubWorld, transport: Any) -> None:
        ana = await world.member("Ana Souza")
        elsewhere = await world.member("Rui Lima", tenant_id=uuid4())
        unknown = world.person(name="Operadora")
        note = await world.add_note("a note")
        reader = world.reader(world.person(), transport=transport)
        await reader.connect()

        async def named(text: str, by: Actor, shown: Actor | None) -> None:
            await world.write("update notes set text = $2 where id = $1", note, text, by=by)
            await has(reader, {text})
            await has_by(reader, note, shown)

        await named("by a member", ana, ana)
        await named("by somebody of another organisation", elsewhere, None)
        await named("by a member once more", ana, ana)
        await named("by nobody who is known", unknown, None)
        for table, column in (("users", "id"), ("memberships", "user_id")):
            async with world.db.unscoped() as tx:
                await tx.execute(f"update {table} set status = 'suspended' where {column} = $1", ana.user_id)
            await named(f"suspended in {table}", ana, None)
            async with world.db.unscoped() as tx:
                await tx.execute(f"update {table} set status = 'active' where {column} = $1", ana.user_id)
            await named(f"back in {table}", ana, ana)

    async def test_a_related_row_changes_what_is_shown(self, world: HubWorld) -> None:
        note = await world.add_note("with a book")
        book = await world.write(
            "insert into books (tenant_id, title) values ($1, 'Old') returning id", world.tenant_id
        )
        await world.write("update notes set book_id = $2 where id = $1", note, book)
        reader = world.reader(world.person())
        await reader.connect()
        await world.write("update books set title = 'New' where id = $1", book)

        async def renamed() -> bool:
            return reader.rows["notes"][note]["book"] == "New"

        await until(renamed, within_s=5)

    async def test_another_organisation_hears_nothing(self, world: HubWorld) -> None:
        stranger = world.reader(world.person(tenant_id=world.person().user_id))
        mine = world.reader(world.person())
        await stranger.connect()
        await mine.connect()
        await world.add_note("ours")
        await has(mine, {"ours"})
        assert stranger.updates == 0
        assert stranger.rows["notes"] == {}

    async def test_a_row_that_leaves_the_filter_is_deleted(self, world: HubWorld, transport: Any) -> None:
        reader = world.reader(world.person(), List("notes", {"status": "open,waiting"}), transport=transport)
        await reader.connect()
        note = await world.add_note("moving")
        await world.add_note("done from the start", "done")
        await has(reader, {"moving"})
        await world.write("update notes set status = 'waiting' where id = $1", note)
        await world.write("update notes set status = 'done' where id = $1", note)
        await has(reader, set())
        await world.write("update notes set status = 'open' where id = $1", note)
        await has(reader, {"moving"})

    async def test_one_row_can_be_followed_by_its_id(self, world: HubWorld, transport: Any) -> None:
        note = await world.add_note("the one")
        reader = world.reader(world.person(), List("notes", {"id": str(note)}), transport=transport)
        await reader.connect()
        await has(reader, {"the one"})
        await world.add_note("another")
        await world.write("update notes set text = 'the one, corrected' where id = $1", note)
        await has(reader, {"the one, corrected"})

    async def test_a_person_of_their_own_rows_sees_those_only(self, world: HubWorld, transport: Any) -> None:
        ana, rui = world.person(READ_OWN), world.person(READ_OWN)
        of_ana, of_rui = world.reader(ana, transport=transport), world.reader(rui, transport=transport)
        await of_ana.connect()
        await of_rui.connect()
        note = await world.add_note("passed on", person_id=ana.user_id)
        await world.add_note("nobody's")
        await has(of_ana, {"passed on"})
        await world.write("update notes set person_id = $2 where id = $1", note, rui.user_id)
        await has(of_rui, {"passed on"})
        await has(of_ana, set())

    async def test_a_reset_has_the_list_read_again(self, world: HubWorld, transport: Any) -> None:
        reader = world.reader(world.person(), transport=transport)
        await reader.connect()
        await world.write("select tell_reset($1, 'notes')", world.tenant_id)
        if transport != "polling":

            async def reset() -> bool:
                return reader.lists["notes"].resets == 1

            await until(reset, within_s=5)
        await world.add_note("after")
        await has(reader, {"after"})

    async def test_a_reset_beside_other_changes_stays_a_reset(self, world: HubWorld) -> None:
        reader = world.reader(world.person())
        await reader.connect()
        await world.write(
            "with told as (select tell_reset($1, 'notes')) "
            "insert into notes (tenant_id, text) select $1, 'beside' from (select count(*) from told) once",
            world.tenant_id,
        )
        await has(reader, {"beside"})

        async def reset() -> bool:
            return reader.lists["notes"].resets == 1

        await until(reset, within_s=5)

    @pytest.mark.parametrize("rows", [450, 1_700])
    async def test_many_changes_at_once_are_one_reset(
        self, world: HubWorld, rows: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(hub_module, "SWEEP_S", 60.0)  # the word to read once more comes seconds later
        reader = world.reader(world.person())
        await reader.connect()
        # Whoever has just subscribed may still be told its past, in which there would be room for more rows.
        await world.add_note("before")
        await has(reader, {"before"})
        await world.write(
            "insert into notes (tenant_id, text) select $1, 'n' || n from generate_series(1, $2::int) n returning id",
            world.tenant_id,
            rows,
        )
        await world.add_note("after")

        async def all_there() -> bool:
            return len(reader.rows["notes"]) == rows + 2 and reader.lists["notes"].reading is None

        await until(all_there, within_s=10)
        assert reader.lists["notes"].resets == 1

    async def test_changes_close_together_share_a_frame(self, world: HubWorld) -> None:
        reader = world.reader(world.person())
        await reader.connect()
        for number in range(40):
            await world.add_note(f"note {number}")
        await has(reader, {f"note {number}" for number in range(40)})
        assert reader.updates <= 40

    async def test_a_count_comes_whole(self, world: HubWorld) -> None:
        reader = world.reader(world.person(), List("totals", path="/api/notes"))
        wire = await open_wire(world, reader)
        answer = await wire.ask("subscribe", {"events": ["totals"]})
        assert answer["refused"] == []
        await world.add_note("counted")

        async def counted() -> bool:
            return any(payload["data"] == {"notes": 1} for event, payload in wire.heard if event == "data_update")

        await until(counted, within_s=5)

    async def test_what_a_seed_calls_it_is_the_same(self, world: HubWorld) -> None:
        wire = await open_wire(world, world.reader(world.person()))
        answer = await wire.ask("subscribe", {"events": ["note_changed"]})
        assert [each["resource"] for each in answer["granted"]] == ["notes"]
        await world.add_note("told")

        async def told() -> bool:
            return any(payload["type"] == "notes" for event, payload in wire.heard if event == "data_update")

        await until(told, within_s=5)


class TestResuming:
    async def test_nothing_of_a_break_is_missed(self, world: HubWorld, transport: Any) -> None:
        gone = await world.add_note("gone")
        reader = world.reader(world.person(), transport=transport)
        await reader.connect()
        await has(reader, {"gone"})
        await reader.disconnect()
        await world.write("delete from notes where id = $1", gone)
        await world.add_note("meanwhile")
        await reader.connect()
        await has(reader, {"meanwhile"})
        assert reader.lists["notes"].resets == 0

    async def test_a_cursor_of_another_history_is_a_full_read(self, world: HubWorld) -> None:
        await world.add_note("there")
        reader = world.reader(world.person(), List("notes", cursor="00000000.1.0"))
        await reader.connect()
        await has(reader, {"there"})
        assert reader.lists["notes"].resets == 1

    async def test_who_is_up_to_date_costs_no_query(self, world: HubWorld) -> None:
        await world.add_note("there")
        await world.heard()
        reader = world.reader(world.person())
        await reader.connect()
        await has(reader, {"there"})
        await reader.disconnect()
        asked = world.past.asked
        await reader.connect()
        assert world.past.asked == asked

    async def test_what_happens_during_the_replay_is_told_after_it(self, world: HubWorld) -> None:
        note = await world.add_note("v0")
        reader = world.reader(world.person())
        await reader.connect()
        await reader.disconnect()
        await world.write("update notes set text = 'v1' where id = $1", note)
        await world.heard()
        world.past.may_answer.clear()
        await reader.connect()
        await world.write("update notes set text = 'v2' where id = $1", note)
        await world.add_note("new")
        await world.heard()
        assert {row["text"] for row in reader.rows["notes"].values()} == {"v0"}
        world.past.may_answer.set()
        await has(reader, {"v2", "new"})

    async def test_what_was_told_early_is_not_lost_to_who_resumes(self, world: HubWorld) -> None:
        """An older transaction runs: the position stays, and the feed tells what commits meanwhile only once."""
        reader = world.reader(world.person())
        await reader.connect()
        await reader.disconnect()
        pool: Any = world.db.pool
        async with pool.acquire() as other, other.transaction():
            await other.execute("select pg_current_xact_id()")
            await world.add_note("early")
            watching = world.reader(world.person())
            await watching.connect()
            await has(watching, {"early"})
            await reader.connect()
            await has(reader, {"early"})

    async def test_many_who_come_back_at_once_share_one_question(self, world: HubWorld) -> None:
        actor = world.person()
        readers = [world.reader(actor) for _ in range(15)]
        for reader in readers:
            await reader.connect()
        await world.add_note("first")
        for reader in readers:
            await has(reader, {"first"})
            await reader.disconnect()
        await world.add_note("second")
        await world.heard()
        asked = world.past.asked
        await asyncio.gather(*(reader.connect() for reader in readers))
        for reader in readers:
            await has(reader, {"first", "second"})
        assert world.past.asked - asked <= 3


async def open_wire(world: HubWorld, reader: LiveReader) -> Any:
    """A bare connection, and all it hears."""
    heard: list[tuple[str, Any]] = []
    wire = await connect(world.url, reader._token(), lambda event, payload: heard.append((event, payload)))
    wire.heard = heard  # type: ignore[attr-defined]
    return wire
