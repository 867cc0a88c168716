"""The feed's own connection, and the query by which it reads new changes, page by page."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

import asyncpg
import msgspec

from esteio.core.db import APP_ROLE, Connection
from esteio.live.changes import Change, change_of
from esteio.live.position import Position
from esteio.live.snapshot import Snapshot, parse_snapshot

PAGE = 500
"""Changes read, loaded and told at once: about 5 ms of the event loop's time."""
MOST_LATEST = 2_000
"""Changes that are looked through for a position of some time ago."""
LONGEST_TRANSACTION = timedelta(minutes=1)
"""A change is dated when it is made and seen when it is committed; nothing of ours may stay open for longer."""
CALL_TIMEOUT_S = 6.0
"""Beyond the server's own limit for a statement: silence for so long means that the connection is dead."""

_SETTINGS = {
    "application_name": "esteio feed",
    "role": APP_ROLE,
    "app.feed": "on",
    "statement_timeout": "5000",
    "lock_timeout": "2000",
    "idle_in_transaction_session_timeout": "5000",
    # So that the server notices soon when this machine is gone, and another process can be the relay.
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "3",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    # The planner expects few changes and would sort all that are left for every page of a large backlog. In the
    # order of the index a page costs what it has.
    "enable_sort": "off",
    "enable_bitmapscan": "off",
    "enable_seqscan": "off",
    "TimeZone": "UTC",
}


class Present(msgspec.Struct, frozen=True):
    """Which history this is, and where it stands."""

    epoch: str
    snapshot: Snapshot


class Page(msgspec.Struct, frozen=True):
    """Some of the changes that `snapshot` sees and the last one did not, in order."""

    changes: tuple[Change, ...]
    snapshot: Snapshot
    more: bool
    """More of them follow."""

    @property
    def reached(self) -> Position:
        """Whatever comes later lies after it."""
        settled = Position(self.snapshot.xmin, 0)
        return min(self.changes[-1].position, settled) if self.more else settled


async def connect(dsn: str) -> Any:
    """A connection of the application's role that sees the change rows of all organisations, and nothing else."""
    return await asyncpg.connect(dsn, timeout=5, command_timeout=CALL_TIMEOUT_S, server_settings=_SETTINGS)


async def read_present(connection: Connection) -> Present:
    """The history's name and the present snapshot."""
    row: Any = await connection.fetchrow("select feed_epoch() as epoch, pg_current_snapshot()::text as snapshot")
    return Present(row["epoch"], parse_snapshot(row["snapshot"]))


async def read_settled(connection: Connection, seconds: float) -> Position | None:
    """A position before every change that was committed within the last `seconds`; None when there are too many to look
    through."""
    # A change is dated when it is made, at most that much before it is committed.
    row: Any = await connection.fetchrow(
        """
        with latest as (select xid, at from changes order by xid desc, pos desc limit $1)
        select (select min(xid) from latest where at >= since)::text::bigint as xid,
               (select count(*) from latest) < $1 or (select min(at) from latest) < since as reaches,
               pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin
        from (select now() - make_interval(secs => $2)) s (since)
        """,
        MOST_LATEST,
        seconds + LONGEST_TRANSACTION.total_seconds(),
    )
    return Position(min(row["xid"] or row["xmin"], row["xmin"]), 0) if row["reaches"] else None


async def read_snapshot(connection: Connection) -> Snapshot:
    """The present one."""
    return parse_snapshot(await connection.fetchval("select pg_current_snapshot()::text"))


async def read_page(
    connection: Connection, since: Snapshot, after: Position, within: Snapshot | None = None, limit: int = PAGE
) -> Page:
    """Up to `limit` of the changes that are seen now and are not seen by `since`, beginning after `after`.

    `within` is the snapshot of the first page, for those that follow it: all pages tell of the same moment.
    """
    # Those that ran then come before all that ended later.
    overtaken = [str(xid) for xid in since.running] if after.xid < since.xmax else []
    later = max(after, Position(since.xmax, 0))
    parameters: list[object] = [limit, later.xid, later.pos]
    if overtaken:
        parameters += [overtaken, after.xid, after.pos]
    if within is not None:
        parameters.append(str(within))
    rows = await connection.fetch(_query(bool(overtaken), within is not None), *parameters)
    changes = sorted((change_of(row) for row in rows if row["pos"] is not None), key=_order)
    snapshot = within or parse_snapshot(rows[0]["snapshot"])
    return Page(tuple(changes[:limit]), snapshot, more=len(changes) >= limit)


@cache
def _query(with_overtaken: bool, is_within: bool) -> str:
    number = 7 if with_overtaken else 4
    seen = f"pg_visible_in_snapshot(xid, ${number}::text::pg_snapshot)" if is_within else "true"
    found = f"""(
        select * from changes where (xid, pos) > ($2::bigint::text::xid8, $3::bigint) and {seen}
        order by xid, pos limit $1
    )"""  # noqa: S608 - all of it is written here
    if with_overtaken:
        found += f""" union all (
            select * from changes
            where xid = any($4::text[]::xid8[]) and (xid, pos) > ($5::bigint::text::xid8, $6::bigint) and {seen}
            order by xid, pos limit $1
        )"""  # noqa: S608 - all of it is written here
    return f"""
        select c.xid::text::bigint as xid, c.pos, c.at, c.tenant_id, c.resource, c.row_id, c.operation, c.columns,
               c.topics, c.actor, c.detail::text as detail, pg_current_snapshot()::text as snapshot
        from (select) one left join lateral ({found}) c on true
    """  # noqa: S608 - all of it is written here


def _order(change: Change) -> Position:
    return change.position
