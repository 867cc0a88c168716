"""What became of a list since a position: the rows that changed, as they are now, and who must forget which.

One statement reads the changes and the rows, so both are of one moment, and the position that it gives is of that
moment, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from esteio.core.access import Actor
from esteio.core.db import Database, ScopedSql, scoped_sql
from esteio.core.listing import ListSpec, PageRequest, conditions, row_text, wanted_columns
from esteio.live.changes import RIGHTS, Operation
from esteio.live.doers import doers_sql, read_doers, signed
from esteio.live.position import Position
from esteio.live.reading import LONGEST_TRANSACTION
from esteio.live.resource import Audience, Resource
from esteio.live.telling import deletion

MAX_CHANGES = 1_000
"""Of one answer; the rest comes with the next."""

_changes = msgspec.json.Decoder(list[tuple[UUID, Operation, int, int, UUID | None]])


class Delta(msgspec.Struct, frozen=True):
    """What happened after a position."""

    rows: tuple[bytes, ...] | None
    """JSON objects with `_operation` and perhaps `_by`; None when the list must be read whole."""
    position: Position
    """Everything up to here is in it."""
    more: bool = False
    """There is more after `position`."""


async def read_delta(
    db: Database,
    actor: Actor,
    resource: Resource,
    spec: ListSpec,
    audience: Audience,
    since: Position,
    request: PageRequest,
    live_filters: Mapping[str, Sequence[str]] | None = None,
) -> Delta:
    """What `actor` may see of what happened to `resource` after `since`, under the filters of `request`.

    `live_filters` are those of a subscription (`Resource.live_filters`). Raises `InvalidInput` for filters or members
    that the list does not have.
    """
    parameters: list[object] = []
    where = conditions(spec, request, parameters)
    for member, values in (live_filters or {}).items():
        parameters.append(list(values))
        where += f" and ({resource.live_filters[member]})::text = any(${len(parameters)}::text[])"
    parameters += [resource.name, since.xid, since.pos, _topics(audience, actor)]
    row = await db.read_row(
        actor.scope, _query(spec, f"{where} and {audience.where}", request, len(parameters) - 3), parameters
    )
    return _delta(row, since)


async def read_last_change(db: Database, actor: Actor, resource: str) -> tuple[Position, int]:
    """The last change of `resource` in the actor's organisation that is kept (the beginning if there is none), and the
    transaction below which all had ended then."""
    row = await db.read_row(
        actor.scope,
        scoped_sql(
            """
            select max(c.xid)::text::bigint as xid, coalesce(max(c.pos), 0) as pos,
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin
            from (
                select xid, pos from changes
                where {scope} and tenant_id = (select current_tenant()) and resource = $1
                order by xid desc, pos desc limit 1
            ) c
            """,
            2,
        ),
        [resource],
    )
    return Position(row["xid"] or 0, row["pos"]), row["xmin"]


async def read_position_at(db: Database, actor: Actor, at: datetime) -> Position:
    """A position before every change that was seen at `at` or later, for callers that remember a time only."""
    since = at - LONGEST_TRANSACTION
    row = await db.read_row(
        actor.scope,
        scoped_sql(
            """
            select min(c.xid)::text::bigint as xid, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin,
                   $1::timestamptz < now() - interval '6 days' as old
            from (
                select xid from changes
                where {scope} and tenant_id = (select current_tenant())
                  and day >= ($1::timestamptz at time zone 'utc')::date and at >= $1
                order by xid, pos limit 1
            ) c
            """,
            2,
        ),
        [since],
    )
    return Position(0, 0) if row["old"] else Position(row["xid"] or row["xmin"], 0)


async def can_see(db: Database, actor: Actor, resource: Resource, audience: Audience, row_id: UUID) -> bool:
    """Whether the row is in the list as `actor` sees it."""
    spec = resource.spec
    row = await db.read_row(
        actor.scope,
        scoped_sql(
            f"select count(*) as found from {spec.source} "  # noqa: S608 - declared SQL
            f"where {{scope}} and {spec.where} and {audience.where} and {spec.id} = $1",
            2,
        ),
        [row_id],
    )
    return row["found"] > 0


def _topics(audience: Audience, actor: Actor) -> list[str] | None:
    """Topics of which a change must have one to be of this reader's concern; None for all."""
    if audience.personal:
        return [f"person:{actor.user_id}"]
    return None if audience.where == "true" else [audience.name]


def _query(spec: ListSpec, where: str, request: PageRequest, first: int) -> ScopedSql:
    name, xid, pos, topics = (f"${first + place}" for place in range(4))
    after = f"(xid, pos) > ({xid}::bigint::text::xid8, {pos}::bigint)"
    alias = spec.id.partition(".")[0]
    searched = request.search.strip() and spec.search_needs_joins
    source = f"{spec.source} {spec.joins}" if searched else spec.source
    row = row_text(wanted_columns(spec, request.fields))

    text = f"""
        with told as materialized (
            select row_id, operation, xid, pos, actor from changes
            where {{scope}} and tenant_id = (select current_tenant()) and resource = {name} and {after}
              and ({topics}::text[] is null or topics && {topics} or operation = 'reset')
            order by xid, pos limit {MAX_CHANGES + 1}
        ), shown as (
            select {spec.id} as id, {row} as row
            from (
                select {alias}.* from {source}
                where {{scope}} and {where} and {spec.id} = any(array(select row_id from told)) offset 0
            ) {alias} {spec.joins}
        )
        select (select json_agg(json_build_array(row_id, operation, xid::text::bigint, pos, actor) order by xid, pos)
                from told)::text as changes,
               {doers_sql("array(select actor from told)", "{scope}")} as doers,
               (select array_agg(id) from shown) as ids, (select array_agg(row) from shown) as rows,
               (select count(*) from changes
                where {{scope}} and tenant_id = (select current_tenant()) and resource = '{RIGHTS}' and {after}
                  and row_id in ((select current_person()), '00000000-0000-0000-0000-000000000000')) as rights,
               (select xid::text::bigint from feed_floor) as floor,
               pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin
    """  # noqa: S608 - every piece is declared SQL; what callers send is in the parameters
    return scoped_sql(text, first + 4)


def _delta(row: Any, since: Position) -> Delta:
    settled = Position(row["xmin"], 0)
    changes = _changes.decode(row["changes"]) if row["changes"] else []
    is_reset = any(operation is Operation.RESET for _, operation, *_ in changes)
    if row["rights"] or since.xid < row["floor"] or is_reset:
        return Delta(None, max(settled, since))
    more = len(changes) > MAX_CHANGES
    if more:
        del changes[MAX_CHANGES:]
    # Behind the oldest running transaction, whose changes are numbered before those that were found.
    reached = min(settled, Position(*changes[-1][2:4])) if more else settled
    if more and reached <= since:
        return Delta(None, max(settled, since))
    inserted = {row_id for row_id, operation, *_ in changes if operation is Operation.INSERT}
    doers = read_doers(row["doers"])
    # Of several changes of a row the last one's.
    by = {row_id: signed(doers.get(actor, b"") if actor else b"") for row_id, _, _, _, actor in changes}
    shown: dict[UUID, str] = dict(zip(row["ids"] or (), row["rows"] or (), strict=True))
    rows: list[bytes] = []
    for row_id, signature in by.items():
        text = shown.get(row_id)
        if text is None:
            rows.append(deletion(row_id, signature))
        else:
            operation = b"insert" if row_id in inserted else b"update"
            rows.append(b'%b,"_operation":"%b"%b}' % (text[:-1].encode(), operation, signature))
    return Delta(tuple(rows), max(reached, since), more)
