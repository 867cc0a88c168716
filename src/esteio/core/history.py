"""What happens to a thing, told twice: to the people who work on it (its history) and to the trail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import NOWHERE, AuditEntry, Origin, record
from esteio.core.clock import since
from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Sort


class Visitor(msgspec.Struct, frozen=True):
    """Somebody who came by a public link, under the name that they gave or that the link is for, if any."""

    name: str = ""


PROGRAM = None
"""Nobody: what follows from something else, or from the calendar."""


class History:
    """The lines of one kind of thing: a table with `at`, `kind`, `person_id`, `person_name`, `text` and `detail`, and,
    where lines tell of `moves`, with `from_status` and `to_status`."""

    def __init__(self, *, table: str, owner: str, thing: str, moves: bool = False) -> None:
        """`owner` is the column with the id of the thing; `thing` is what the trail calls it, in the singular."""
        self._thing = thing
        states = {"fromStatus": "e.from_status", "toStatus": "e.to_status"} if moves else {}
        self.lines = ListSpec(
            source=f"{table} e",
            id="e.id",
            columns={
                "id": "e.id",
                "at": "e.at",
                "kind": "e.kind",
                **states,
                "person": "json_build_object('id', e.person_id, 'name', e.person_name)",
                "text": "e.text",
                "detail": "e.detail",
            },
            sorts={"at": Sort("e.at", "timestamptz")},
            default_sort="-at",
            filters={"thingId": f"e.{owner} = {{}}", "kind": "e.kind = {}"},
            search="search_text(e.person_name || ' ' || e.text)",
        )
        """The list of them; its filter `thingId` says of which thing."""
        of_thing = f"from {table} where tenant_id = $1 and {owner} = $2"
        self._find = f"select {owner} as thing_id, kind, text from {table} where tenant_id = $1 and id = $2"  # noqa: S608 - declared names, parameters apart
        self._count = f"select count(*) {of_thing} and kind = $3"
        self._of_kinds = f"select at, kind, person_name, text {of_thing} and kind = any($3) order by at, id"
        self._last_move = f"""
            select kind, at, from_status, to_status, person_id, person_name {of_thing} and to_status is not null
            order by at desc, id desc limit 1
        """
        self._insert = f"""
            insert into {table} (tenant_id, {owner}, kind, person_id, person_name, text, detail, at)
            values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, clock_timestamp() - $8::interval) returning id
        """  # noqa: S608 - declared names, parameters apart
        self._insert_move = f"""
            insert into {table}
                (tenant_id, {owner}, kind, person_id, person_name, text, detail, at, from_status, to_status)
            values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, clock_timestamp() - $8::interval, $9, $10) returning id
        """  # noqa: S608 - declared names, parameters apart

    async def note(
        self,
        tx: Tx,
        thing_id: UUID,
        kind: str,
        who: Actor | Visitor | None,
        origin: Origin = NOWHERE,
        *,
        text: str = "",
        detail: dict[str, Any] | None = None,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        from_status: str | None = None,
        to_status: str | None = None,
    ) -> UUID:
        """Tell of one event; returns the line of the history.

        `kind` is one of the thing's own words or the action of a move, which has its states as `from_status` and
        `to_status`. What a person wrote (`text`) and the name of who came by a link stay out of the trail, as all
        personal data does. Of the latter the history keeps address and program, which is what a signature from afar
        consists of.
        """
        person_id = who.user_id if isinstance(who, Actor) else None
        told = {**(detail or {}), **({"before": before} if before else {}), **({"after": after} if after else {})}
        if isinstance(who, Visitor):
            told |= {"address": origin.address, "userAgent": origin.user_agent[:500]}
        line = (
            tx.tenant_id,
            thing_id,
            kind,
            person_id,
            who.name if who else "",
            text,
            msgspec.json.encode(told).decode(),
            since(),
        )
        if from_status or to_status:
            event_id = await tx.fetchval(self._insert_move, *line, from_status, to_status)
        else:
            event_id = await tx.fetchval(self._insert, *line)
        record(
            tx,
            AuditEntry(
                action=f"{self._thing}s.{kind}",
                tenant_id=tx.tenant_id,
                user_id=person_id,
                thing=self._thing,
                thing_id=thing_id,
                before={"status": from_status, **(before or {})} if from_status else before,
                after={"status": to_status, **(after or {})} if to_status else after,
                detail=detail,
                origin=origin,
            ),
        )
        return event_id

    async def find(self, tx: Tx, event_id: UUID) -> asyncpg.Record | None:
        """One line: `thing_id`, `kind`, `text`."""
        return await tx.fetchrow(self._find, tx.tenant_id, event_id)

    async def find_last_move(self, tx: Tx, thing_id: UUID) -> asyncpg.Record | None:
        """The line that tells how the thing came to where it is: `kind`, `at`, `from_status`, `to_status`, `person_id`,
        `person_name`."""
        return await tx.fetchrow(self._last_move, tx.tenant_id, thing_id)

    async def count(self, tx: Tx, thing_id: UUID, kind: str) -> int:
        """How many lines of that kind there are."""
        return await tx.fetchval(self._count, tx.tenant_id, thing_id, kind)

    async def list_of(self, tx: Tx, thing_id: UUID, *kinds: str) -> list[asyncpg.Record]:
        """Lines of those kinds, the oldest first: `at`, `kind`, `person_name`, `text`."""
        return await tx.fetch(self._of_kinds, tx.tenant_id, thing_id, list(kinds))
