"""An organisation with one of everything, in which rows of every live resource come, change and go all the time.

What is followed is what the registry has, so that a new area is in the proof by itself; until `CHANGES` says how its
rows change, the proof fails and says so. Rows are written with SQL alone, as psql and imports do, so that no process
is woken by its own writes; what people do over HTTP is `wired_pair.Office`.
"""

from __future__ import annotations

import random
from asyncio import sleep
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import asyncpg
from tests.factories import Person
from tests.live.python_client import List
from tests.security.inhabited import Inhabited

from esteio.app import REGISTRY
from esteio.core.db import DATABASE_TROUBLE

MOST_COPIES = 3
"""Rows of a resource that were added and are still there."""
APART_S = 0.01


class Change(NamedTuple):
    """How rows of a resource change. In SQL, `given` is a row: `tenant`, `word` (a new one each time), `person` (one
    of those who look on)."""

    table: str
    sets: str
    """What an update changes, for everybody to see."""
    copy: Mapping[str, str] | None
    """Columns -> SQL of what a copy of a row must not share with it; None where rows cannot be copied."""
    thing: str = ""
    """The column of the one thing whose rows a list always is of."""
    every: bool = False
    """An update is of every row: which of them are counted is not ours to know."""


CHANGES: Mapping[str, Change] = {
    "notifications": Change(
        "notifications",
        "message = given.word, read_at = case when read_at is null then now() end",
        {"user_id": "given.person"},
    ),
    "clients": Change("clients", "name = given.word", {"document": "null"}),
    "briefings": Change("briefings", "title = given.word", {"number": "(random() * 1e9)::int"}),
    "briefing-answers": Change(
        "briefing_answers", "value = to_jsonb(given.word)", {"question_id": "given.word"}, "briefing_id"
    ),
    "orcamentos": Change(
        "orcamentos",
        "title = given.word, subtotal = subtotal + 1, total = total + 1",
        {"codigo": "given.word"},
        every=True,
    ),
    "departments": Change("departments", "name = given.word", {"name": "given.word"}),
    "cost-centres": Change("cost_centres", "name = given.word", {"code": "given.word"}),
    "budgets": Change("budgets", "amount = amount + 1, note = given.word", {"year": "2000 + random() * 100"}),
    "suppliers": Change("suppliers", "name = given.word", {"document": "null"}),
    "approval-delegations": Change("approval_delegations", "reason = given.word", {"from_id": "given.person"}),
    "approvals": Change("approval_tasks", "escalated = not escalated, shown_at = now()", {"person_id": "given.person"}),
    "bulk-approvals": Change("bulk_approvals", "reason = given.word", {"person_id": "given.person"}),
    "purchase-requests": Change(
        "purchase_requests",
        """title = given.word, estimated_total = estimated_total + 1, total = total + 1,
        created_at = created_at - interval '1 hour', submitted_at = submitted_at - interval '2 hours'""",
        {"code": "given.word"},
    ),
    "purchase-request-items": Change(
        "purchase_request_items", "description = given.word", {"position": "random() * 30000"}, "request_id"
    ),
    "purchase-request-comments": Change("purchase_request_comments", "text = given.word", {}, "request_id"),
    "quotation-rounds": Change(
        "quotation_rounds", "instructions = given.word", {"code": "given.word", "status": "'cancelled'"}
    ),
    "quotations": Change("quotations", "freight = freight + 1, total = total + 1", None),
    "quotation-messages": Change("quotation_messages", "text = given.word", {}, "quotation_id"),
    "purchase-orders": Change(
        "purchase_orders",
        "freight = freight + 1, total = total + 1, expected_on = coalesce(expected_on, current_date) + 1",
        {"code": "given.word"},
        every=True,
    ),
    "receipts": Change("receipts", "arrived_on = arrived_on - 1", {"code": "given.word"}),
    "invoices": Change(
        "invoices",
        "issuer_name = given.word",
        {"sha256": "given.word", "access_key": "left(access_key, 34) || lpad((random() * 1e9)::bigint::text, 10, '0')"},
    ),
}
"""Of every live resource."""

STILL = {"purchases-savings"}
"""Counted answers that may be the same after a day: of awards, which are never altered."""

THINGS = {
    "briefing_id": "briefing_id",
    "request_id": "request_id",
    "quotation_id": "quotation_id",
}
"""Of which thing the lists of one thing's rows are shown: column -> name in `Inhabited`."""
_GIVEN = "with given as (select $1::uuid as tenant, $2::text as word, $3::uuid as person)"


def permissions_to_read() -> list[str]:
    """What somebody must hold who looks on at everything, and of whose rows some are their own only."""
    lists = [resource.audiences for resource in REGISTRY.resources.values()]
    needed = {audiences[0].permission for audiences in lists if all(each.permission for each in audiences)}
    return sorted(needed | {aggregate.permission for aggregate in REGISTRY.aggregates.values()})


class Firm:
    """One day of it."""

    def __init__(self, here: Inhabited, owner: Person, onlooker: Person, admin_url: str, dice: random.Random) -> None:
        self.owner = owner
        self.onlooker = onlooker
        self.rounds = 0
        """How often rows of every resource have changed."""
        self._admin_url = admin_url
        self._things = {column: here.things[name] for column, name in THINGS.items()}
        self._dice = dice
        self._connection: Any = None
        self._columns: dict[str, Sequence[str]] = {}
        """Of tables, those that can be written."""
        self._copies: dict[str, list[Any]] = {name: [] for name in REGISTRY.resources}

    def lists(self) -> list[List]:
        """Each live resource and each counted answer that there is, as the address of its list gives it."""
        lists = [List(name, self._filters(name), path=resource.path) for name, resource in REGISTRY.resources.items()]
        counted = [List(name, path=each.path, counted=True) for name, each in REGISTRY.aggregates.items()]
        return lists + counted

    def _filters(self, name: str) -> dict[str, str]:
        change = CHANGES.get(name)
        assert change is not None, (
            f"tests/live/wired_firm.py does not say how rows of {name!r} change: add it to CHANGES"
        )
        live = REGISTRY.resources[name].live_filters
        # What lists leave out unless they are asked for it.
        filters = {member: "false" for member in ("archived", "cancelled") if member in live}
        if change.thing:
            first, *others = change.thing.split("_")
            filters[first + "".join(map(str.capitalize, others))] = self._things[change.thing]
        return filters

    async def keep_changing(self, *, while_: Callable[[], bool]) -> None:
        """Change rows of each resource in turn, whatever happens to PostgreSQL."""
        try:
            while while_():
                for name in self._dice.sample(list(CHANGES), len(CHANGES)):
                    await self._change_until_done(name)
                    await sleep(APART_S)
                self.rounds += 1
        finally:
            await self._hang_up()

    async def _change_until_done(self, name: str) -> None:
        while True:
            try:
                if self._connection is None:
                    self._connection = await asyncpg.connect(self._admin_url, timeout=5, command_timeout=10)
                await self._change(name)
                return
            except DATABASE_TROUBLE:
                await self._hang_up()
                await sleep(0.05)

    async def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None

    async def _change(self, name: str) -> None:
        """One more row, one less, or another state of one; the last in any case."""
        change, copies = CHANGES[name], self._copies[name]
        if len(copies) >= MOST_COPIES:
            row = copies.pop(self._dice.randrange(len(copies)))
            await self._connection.execute(f"delete from {change.table} where id = $1", row)
        elif change.copy is not None:
            await self._copy(change, copies)
        which = "t.tenant_id = $1" if change.every else f"t.id = {self._some(change)}"
        done = await self._connection.execute(
            f"{_GIVEN} update {change.table} t set {change.sets} from given where {which}",
            *self._given(),
        )
        assert done != "UPDATE 0", f"there is no row of {name!r} that could change"

    async def _copy(self, change: Change, copies: list[Any]) -> None:
        differing = {"id": "uuidv7()", **(change.copy or {})}
        columns = await self._written(change.table)
        values = ", ".join(differing.get(column, f"t.{column}") for column in columns)
        try:
            made = await self._connection.fetchval(
                f"{_GIVEN} insert into {change.table} ({', '.join(columns)}) "
                f"select {values} from {change.table} t, given where t.id = {self._some(change)} returning id",
                *self._given(),
            )
        except asyncpg.UniqueViolationError:
            return  # there is one like it already
        copies.append(made)

    def _some(self, change: Change) -> str:
        mine = f" and x.{change.thing} = '{self._things[change.thing]}'" if change.thing else ""
        return f"(select x.id from {change.table} x where x.tenant_id = $1{mine} order by md5(x.id || $2) limit 1)"

    def _given(self) -> tuple[object, str, object]:
        person = self._dice.choice([self.owner, self.onlooker])
        return self.owner.tenant_id, f"{self._dice.getrandbits(48):012x}", person.id

    async def _written(self, table: str) -> Sequence[str]:
        if table not in self._columns:
            rows = await self._connection.fetch(
                """
                select attname from pg_attribute
                where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                """,
                table,
            )
            self._columns[table] = [row["attname"] for row in rows]
        return self._columns[table]
